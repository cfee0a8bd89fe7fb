//! Files, folders and streams, whole and broken, as a user would give them.

use flate2::Compression;
use flate2::write::GzEncoder;
use onrecord_ingest::{Document, Problem, documents, parse, raws, raws_of};
use onrecord_record::FurnitureKind;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

/// An empty folder for one test.
fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("the folder can be made");
    path
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes all bytes")
}

/// What a stream gives: each text, or each problem's message.
fn stream(bytes: impl Into<Vec<u8>>, name: &str) -> Vec<Result<String, String>> {
    raws_of(Cursor::new(bytes.into()), name)
        .map(|raw| raw.and_then(parse).map(|d| d.text).map_err(|problem| problem.to_string()))
        .collect()
}

fn one(bytes: impl Into<Vec<u8>>, name: &str) -> Document {
    let found: Result<Vec<Document>, Problem> =
        raws_of(Cursor::new(bytes.into()), name).map(|raw| raw.and_then(parse)).collect();
    found.expect("no problem").pop().expect("a report")
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names_without_hidden_files() {
    let root = folder("order");
    fs::create_dir_all(root.join("b")).unwrap();
    fs::create_dir_all(root.join(".git")).unwrap();
    for (name, text) in [
        ("c.txt", "c"),
        ("a.txt", "a"),
        ("b/z.txt", "z"),
        ("b/y.txt", "y"),
        (".x.txt", "x"),
        (".git/g.txt", "g"),
    ] {
        fs::write(root.join(name), text).unwrap();
    }
    fs::write(root.join("b/lines.jsonl"), "{\"text\": \"1\"}\n{\"text\": \"2\"}\n").unwrap();
    let texts: Vec<String> = documents(&root).map(|d| d.unwrap().text).collect();
    assert_eq!(texts, ["a", "1", "2", "y", "z", "c"]);
}

#[test]
fn paths_are_read_in_the_order_given() {
    let root = folder("given");
    fs::write(root.join("a.txt"), "a").unwrap();
    fs::write(root.join("b.txt"), "b").unwrap();
    let found: Vec<_> = raws([root.join("b.txt"), root.join("none.txt"), root.join("a.txt")]).collect();
    assert_eq!(found[0].as_ref().unwrap().bytes, b"b");
    let message = found[1].as_ref().unwrap_err().to_string();
    assert!(
        message.ends_with("none.txt: cannot be read: No such file or directory (os error 2)"),
        "{message}"
    );
    assert_eq!(found[2].as_ref().unwrap().bytes, b"a");
}

#[test]
fn a_report_is_named_by_the_hash_of_its_bytes() {
    let plain = one("abc", "a.txt").report.id;
    assert_eq!(plain, "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(one(gzip(b"abc"), "a.txt.gz").report.id, plain);
    let (first, second) = (one("{\"text\": \"a\"}\r\n", "a.jsonl"), one("{\"text\": \"a\"}", "b.jsonl"));
    assert_eq!(first.report.id, second.report.id);
}

#[test]
fn the_head_and_the_end_of_a_report_are_told_from_its_story() {
    let text = "Mayor of Oxbow Resigns, Says Aide\n\nBy Jane Doe\n\nOXBOW, Ohio (Reuters) — “I am ‘tired’,” said Mayor Ann Poe.\n\n\
                Read more: Bridge closed\n\nShe left at once.\n\nCopyright 2023,";
    let document = one(text, "a.txt");
    let parts: Vec<_> = document.furniture.iter().map(|&(kind, span)| (kind, span.of(text))).collect();
    assert_eq!(
        parts,
        [
            (FurnitureKind::Headline, "Mayor of Oxbow Resigns, Says Aide"),
            (FurnitureKind::Byline, "By Jane Doe"),
            (FurnitureKind::Dateline, "OXBOW, Ohio (Reuters) —"),
            (FurnitureKind::Boilerplate, "Read more: Bridge closed"),
            (FurnitureKind::Credit, "Copyright 2023,"),
        ]
    );
    let report = document.report;
    assert_eq!(report.title.as_deref(), Some("Mayor of Oxbow Resigns, Says Aide"));
    assert_eq!(report.byline, ["Jane Doe"]);
    assert_eq!(report.credit.as_deref(), Some("Reuters"));
    let dateline = report.dateline.unwrap();
    assert_eq!((dateline.place.as_str(), dateline.span.start, dateline.span.end), ("OXBOW, Ohio", 48, 71));
    // In code points, of which a quotation mark is one, and three bytes.
    let span = report.furniture[3].span;
    let words: String = text.chars().skip(span.start).take(span.end - span.start).collect();
    assert_eq!(words, "Read more: Bridge closed");
}

#[test]
fn one_stray_quotation_mark_changes_nothing() {
    let text =
        "OXBOW, Ohio — The mayor “left at once.\n\nAdvertisement\n\nShe said so.\n\nAll rights reserved.";
    let kinds = |text: &str| one(text, "a.txt").furniture.iter().map(|part| part.0).collect::<Vec<_>>();
    assert_eq!(kinds(text), kinds(&text.replace('“', "")));
    assert_eq!(kinds(text).len(), 3);
}

#[test]
fn a_broken_line_is_named_and_the_rest_goes_on() {
    let lines = "{\"text\": \"one\"}\nnot json\n\n{\"title\": \"no text\"}\n{\"text\": \"\"}\n{\"text\": \"two\"}\n{\"text\": \"cut";
    assert_eq!(
        stream(lines, "pile.jsonl"),
        [
            Ok("one".into()),
            Err("pile.jsonl:2: is no JSON report: expected ident at line 1 column 2".into()),
            Err("pile.jsonl:4: has no `text`".into()),
            Err("pile.jsonl:5: is empty".into()),
            Ok("two".into()),
            Err("pile.jsonl:7: is no JSON report: EOF while parsing a string at line 1 column 13".into()),
        ]
    );
}

#[test]
fn standard_input_is_told_by_its_look() {
    assert_eq!(
        stream("{\"text\": \"one\"}\n{\"text\": \"two\"}\n", "-"),
        [Ok("one".into()), Ok("two".into())]
    );
    assert_eq!(stream(gzip(b"{\"text\": \"one\"}\n"), "-"), [Ok("one".into())]);
    assert_eq!(stream("The mayor left.", "-"), [Ok("The mayor left.".into())]);
    let page = "<!doctype html><article><p>The mayor of Oxbow left on Monday, her office said in a note.</p></article>";
    assert_eq!(
        stream(page, "-"),
        [Ok("The mayor of Oxbow left on Monday, her office said in a note.".into())]
    );
}

#[test]
fn what_is_no_report_is_a_problem() {
    let message = |bytes: &[u8], name| stream(bytes, name);
    assert_eq!(message(b"", "a.txt"), [Err("a.txt: is empty".into())]);
    assert_eq!(message(b" \n\t ", "a.html"), [Err("a.html: is empty".into())]);
    assert_eq!(
        message(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.txt"),
        [Err("a.txt: is no report: looks like image/png".into())]
    );
    assert_eq!(message(b"%PDF-1.4\n", "a"), [Err("a: is no report: looks like application/pdf".into())]);
    assert_eq!(
        message(b"PK\x03\x04\x14\0\0\0", "a.jsonl"),
        [Err("a.jsonl: is no report: looks like application/zip".into())]
    );
    assert_eq!(message(b"", "a.jsonl"), []);
}

#[test]
fn data_cut_off_in_the_middle_is_read_up_to_there() {
    let story: String = (0..2000)
        .map(|i| format!("Sentence {} of the report.\n", i * 7919 % 10007))
        .collect::<Vec<_>>()
        .concat();
    let mut cut = gzip(story.as_bytes());
    cut.truncate(cut.len() / 2);
    let document = one(cut, "a.txt.gz");
    assert!(story.starts_with(&document.text) && document.text.len() > 1000);
    let warning = document.warnings[0].to_string();
    assert!(warning.starts_with("a.txt.gz: compressed data is cut off or damaged"), "{warning}");

    let lines: String = (0..2000)
        .map(|i| format!("{{\"text\": \"report {}\"}}\n", i * 7919 % 10007))
        .collect::<Vec<_>>()
        .concat();
    let mut cut = gzip(lines.as_bytes());
    cut.truncate(cut.len() / 2);
    let found = stream(cut, "a.jsonl.gz");
    let (last, whole) = found.split_last().unwrap();
    assert!(whole.len() > 100 && whole.iter().all(Result::is_ok));
    let message = last.as_ref().unwrap_err();
    assert!(
        message.starts_with(&format!("a.jsonl.gz:{}: compressed data is cut off", whole.len() + 1)),
        "{message}"
    );

    assert_eq!(stream(&b"\x1F\x8B\x08"[..], "a.gz").len(), 1);
    assert!(stream(&b"\x1F\x8B\x08"[..], "a.gz")[0].is_err());
}

#[test]
fn undecodable_bytes_are_a_warning() {
    let document = one(&b"{\"text\": \"caf\xC3\xA9 \xE2\x80\x9Cyes\xE2\x80\x9D \x93no\x94\"}"[..], "a.jsonl");
    assert_eq!(document.text, "café “yes” “no”");
    assert_eq!(document.warnings[0].to_string(), "a.jsonl:1: 2 bytes are not UTF-8, the first at byte 26");
    assert_eq!(one(&b"He said \xE2\x80"[..], "a.txt").text, "He said \u{fffd}");
}

#[test]
fn lines_of_utf16_are_read() {
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend("{\"text\": \"één\"}\r\n{\"text\": \"twee\"}\r\n".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(stream(bytes, "a.jsonl"), [Ok("één".into()), Ok("twee".into())]);
}

#[test]
fn a_line_of_twenty_megabytes_is_read() {
    let text = "“The mayor left,” she said. ".repeat(20 << 20 >> 5);
    let line = serde_json::json!({"text": text}).to_string();
    assert!(line.len() > 20 << 20);
    let document = one(line, "a.jsonl");
    assert_eq!(document.text.len(), text.len());
    assert_eq!(one(text.clone(), "a.txt").text, text);
}

#[test]
fn front_matter_is_furniture_as_a_whole() {
    let text = "---\ntitle: Mayor of Oxbow Resigns\n---\n\nThe mayor of Oxbow resigned on Monday.";
    let document = one(text, "a.md");
    let parts: Vec<_> = document.furniture.iter().map(|&(_, span)| span.of(text)).collect();
    assert_eq!(parts, ["---\ntitle: Mayor of Oxbow Resigns\n---"]);
}

#[test]
fn the_head_of_a_report_says_whose_it_is() {
    let document = one(
        "# Mayor quits after bridge report\n\nBy Jane Doe in Oxbow\n\nThe Oxbow Courier\n\n*Oxbow, 9 March 2024*\n\n\
         **OXBOW** – The mayor of Oxbow resigned on Monday.\n",
        "a.md",
    );
    let report = document.report;
    assert_eq!(report.title.as_deref(), Some("Mayor quits after bridge report"));
    assert_eq!(report.outlet.as_deref(), Some("The Oxbow Courier"));
    assert_eq!(report.byline, ["Jane Doe"]);
    assert_eq!(report.published.as_deref(), Some("2024-03-09"));
    assert_eq!(report.dateline.map(|line| line.place).as_deref(), Some("OXBOW"));
    assert!(document.furniture.is_sorted_by(|a, b| a.1.end <= b.1.start), "{:?}", document.furniture);
}

#[test]
fn a_dateline_in_bold_is_read_without_its_marks() {
    let read = |text: &str, file: &str| {
        let document = one(text, file);
        let dateline = document.report.dateline.expect("a dateline");
        let words = text.chars().skip(dateline.span.start).take(dateline.span.end - dateline.span.start);
        let parts = document.furniture.iter().map(|&(_, span)| span.of(text)).collect::<Vec<_>>().join("|");
        (dateline.place, words.collect::<String>(), parts)
    };
    let is = |place: &str, words: &str, parts: &str| (place.to_owned(), words.to_owned(), parts.to_owned());
    let whole = "**OXBOW, Oct 5 (Wire) —** The mayor resigned on Monday.\n";
    assert_eq!(read(whole, "a.md"), is("OXBOW", "OXBOW, Oct 5 (Wire) —", "**|OXBOW, Oct 5 (Wire) —|**"));
    assert_eq!(read(whole, "a.txt"), is("OXBOW", "OXBOW, Oct 5 (Wire) —", "**|OXBOW, Oct 5 (Wire) —|**"));
    let place = "**OXBOW**, Oct 5 (Wire) — The mayor resigned on Monday.\n";
    assert_eq!(read(place, "a.md"), is("OXBOW", "OXBOW", "**|OXBOW**, Oct 5 (Wire) —"));
    assert_eq!(read(place, "a.txt"), is("OXBOW", "OXBOW", "**|OXBOW**, Oct 5 (Wire) —"));
}
