//! Archives, feeds and mailboxes, whole and broken: what holds many reports, and things that are none.

use flate2::Compression;
use flate2::write::GzEncoder;
use onrecord_ingest::{Document, Problem, documents, parse, raws, raws_of};
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;

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

/// A record with that block; `extra` is added to its length.
fn record(kind: &str, url: &str, block: &str, extra: isize) -> Vec<u8> {
    let length = block.len() as isize + extra;
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{url}>\r\nWARC-Target-URI: {url}\r\n\
         Content-Type: application/http\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
    .into_bytes()
}

fn answer(page: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}")
}

/// A page with a story about that mayor.
fn story(mayor: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Mayor {mayor} quits</title></head><body><article>\
         <p>The mayor of Oxbow, {mayor}, resigned on Monday, her office said in a statement to the press.</p>\
         <p>“I am tired,” she told the Oxbow Times, which had asked her about the bridge for a month.</p></article></body></html>"
    )
}

fn page(mayor: &str) -> Vec<u8> {
    record("response", &url(mayor), &answer(&story(mayor)), 0)
}

fn url(mayor: &str) -> String {
    format!("https://www.oxbow.example/mayor-{mayor}-quits-over-the-bridge")
}

/// What a stream gives: the mayor in each story, or each problem's message.
fn read(bytes: Vec<u8>, name: &str) -> Vec<Result<String, String>> {
    let mayor = |d: Document| {
        let told = d.text.split_once("The mayor of Oxbow, ").map(|(_, rest)| rest);
        told.and_then(|rest| rest.split(',').next()).unwrap_or(&d.text).to_owned()
    };
    raws_of(Cursor::new(bytes), name)
        .map(|raw| raw.and_then(parse).map(mayor).map_err(|problem| problem.to_string()))
        .collect()
}

fn ok(mayors: &[&str]) -> Vec<Result<String, String>> {
    mayors.iter().map(|mayor| Ok((*mayor).to_owned())).collect()
}

#[test]
fn pages_are_read_however_an_archive_is_compressed() {
    let records = [
        record("warcinfo", "x", "software: x", 0),
        record("request", &url("Ann"), "GET / HTTP/1.1", 0),
        page("Ann"),
        record("metadata", &url("Ann"), "fetchTimeMs: 7", 0),
        page("Bea"),
    ];
    let both = ok(&["Ann", "Bea"]);
    assert_eq!(read(records.concat(), "a.warc"), both);
    assert_eq!(read(records.concat(), "-"), both);
    assert_eq!(read(records.iter().flat_map(|r| gzip(r)).collect(), "a.warc.gz"), both);
    assert_eq!(read(records.iter().flat_map(|r| gzip(r)).collect(), "-"), both);
    assert_eq!(read(gzip(&records.concat()), "a.warc.gz"), both);
}

#[test]
fn a_page_says_where_it_was_found() {
    let first = gzip(&page("Ann"));
    let archive = [first.clone(), gzip(&page("Bea"))].concat();
    let raw = raws_of(Cursor::new(archive), "a.warc.gz").nth(1).unwrap().unwrap();
    assert_eq!(raw.place.to_string(), format!(": byte {}", first.len()));
    assert_eq!(raw.bytes, page("Bea").trim_ascii_end());
    let report = parse(raw).unwrap().report;
    assert_eq!(report.url, Some(url("Bea")));
    assert_eq!(report.outlet.as_deref(), Some("oxbow.example"));
    assert_eq!(report.key, Some(format!("urn:uuid:{}", url("Bea"))));
    assert_eq!(report.title.as_deref(), Some("Mayor Bea quits"));
    assert_eq!(report.language.as_deref(), Some("en"));
    assert_eq!(report.published, None);
}

#[test]
fn what_is_no_report_is_skipped_with_its_reason() {
    let html = "Content-Type: text/html\r\n\r\n";
    let response =
        |url: &str, head: &str, page: &str| record("response", url, &format!("HTTP/1.1 {head}{page}"), 0);
    let of = |record: Vec<u8>| {
        let found: Vec<Problem> =
            raws_of(Cursor::new(record), "a.warc").filter_map(|raw| raw.and_then(parse).err()).collect();
        found.iter().map(|problem| problem.skip().expect("no fault").to_string()).collect::<Vec<_>>().concat()
    };
    let site = "https://oxbow.example";
    assert_eq!(of(response(site, &format!("302 Found\r\n{html}"), "")), "redirects");
    assert_eq!(of(response(site, &format!("404 Not Found\r\n{html}"), "")), "not given by the server");
    assert_eq!(of(response(site, "200 OK\r\nContent-Type: image/png\r\n\r\n", "PNG")), "no web pages");
    assert_eq!(of(record("revisit", site, "HTTP/1.1 200 OK\r\n\r\n", 0)), "unchanged since an earlier visit");
    assert_eq!(of(response(site, &format!("200 OK\r\n{html}"), &story("Ann"))), "indexes");
    let empty = "<html><body><nav>x</nav></body></html>";
    let at = |path: &str| format!("{site}{path}");
    assert_eq!(of(response(&at("/story-1"), &format!("200 OK\r\n{html}"), empty)), "without a story");
    assert_eq!(of(response(&at("/gallery/7"), &format!("200 OK\r\n{html}"), &story("Ann"))), "galleries");
    assert_eq!(of(response(&at("/video/7"), &format!("200 OK\r\n{html}"), &story("Ann"))), "videos");
    let french = "<html><article><p>La maire a démissionné lundi, a annoncé son cabinet dans un communiqué transmis à la presse \
                  locale.</p><p>« Je suis fatiguée », a-t-elle déclaré au journal, qui l'interrogeait depuis un mois.</p></article>";
    assert_eq!(of(response(&at("/story-2"), &format!("200 OK\r\n{html}"), french)), "in other languages");
}

#[test]
fn a_damaged_member_costs_no_other() {
    let members = ["Ann", "Bea", "Cleo"].map(|mayor| gzip(&page(mayor)));
    let at = members[0].len();
    let cut = "compressed data is cut off or damaged: ";
    for (broken, why) in [
        (members[1][..members[1].len() / 2].to_vec(), "corrupt deflate stream"),
        (members[1][..15].to_vec(), "corrupt deflate stream"),
        (
            [&members[1][..members[1].len() - 8], &[7; 8]].concat(),
            "corrupt gzip stream does not have a matching checksum",
        ),
        ([&members[1][..40], &[0xFF; 40], &members[1][80..]].concat(), "corrupt deflate stream"),
    ] {
        let found = read([&members[0], &broken, &members[2]].map(Vec::as_slice).concat(), "a.warc.gz");
        assert_eq!(found[0], Ok("Ann".into()));
        assert_eq!(found.last().unwrap(), &Ok("Cleo".into()), "{why}");
        let message = found[1].as_ref().unwrap_err();
        assert!(message.starts_with(&format!("a.warc.gz: byte {at}: {cut}")), "{message}: {why}");
        assert_eq!(found.len(), 3);
    }
    let found =
        read([&members[0], &b"some bytes between\x1F\x8B\x08\0"[..], &members[2]].concat(), "a.warc.gz");
    assert_eq!(found[1], Err(format!("a.warc.gz: byte {at}: no record begins here")));
    assert_eq!(found[2], Ok("Cleo".into()));
}

#[test]
fn an_archive_that_ends_early_is_read_up_to_there() {
    let mut archive = [gzip(&page("Ann")), gzip(&page("Bea"))].concat();
    let at = gzip(&page("Ann")).len();
    archive.truncate(archive.len() - 20);
    let found = read(archive, "a.warc.gz");
    assert_eq!((found.len(), &found[0]), (2, &Ok("Ann".into())));
    let message = found[1].as_ref().unwrap_err();
    assert!(message.starts_with(&format!("a.warc.gz: byte {at}: compressed data is cut off")), "{message}");

    let mut archive = [page("Ann"), page("Bea")].concat();
    archive.truncate(archive.len() - 20);
    let wrong = format!("a.warc: byte {}: the record is cut off, or its length is wrong", page("Ann").len());
    assert_eq!(read(archive, "a.warc"), [Ok("Ann".into()), Err(wrong)]);
}

#[test]
fn a_wrong_length_costs_one_record() {
    let at = page("Ann").len();
    for extra in [-200, -1, 200, 700, 100_000] {
        let wrong = record("response", &url("Bea"), &answer(&story("Bea")), extra);
        let message = "the record is cut off, or its length is wrong";
        let found = read([page("Ann"), wrong.clone(), page("Cleo"), page("Dora")].concat(), "a.warc");
        assert_eq!(found[0], Ok("Ann".into()), "{extra}");
        assert_eq!(found[1], Err(format!("a.warc: byte {at}: {message}")), "{extra}");
        assert_eq!(found[2..], ok(&["Cleo", "Dora"]), "{extra}");

        let members = [page("Ann"), wrong, page("Cleo")].map(|record| gzip(&record));
        let at = members[0].len();
        let found = read(members.concat(), "a.warc.gz");
        assert_eq!(
            found,
            [Ok("Ann".into()), Err(format!("a.warc.gz: byte {at}: {message}")), Ok("Cleo".into())]
        );
    }
}

#[test]
fn a_head_that_cannot_be_read_costs_one_record() {
    let at = page("Ann").len();
    let broken = String::from_utf8(page("Bea")).unwrap().replace("Content-Length", "Content-Lenght");
    let found = read([page("Ann"), broken.into_bytes(), page("Cleo")].concat(), "a.warc");
    let message = format!("a.warc: byte {at}: the record has no head that can be read");
    assert_eq!(found, [Ok("Ann".into()), Err(message), Ok("Cleo".into())]);
    let found = read([&b"no archive\r\n"[..], &page("Ann")].concat(), "a.warc");
    assert_eq!(found, [Err("a.warc: byte 0: no record begins here".into()), Ok("Ann".into())]);
}

#[test]
fn a_hostile_archive_takes_no_more_than_its_bytes() {
    let begun = Instant::now();
    let head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60000000\r\n\r\n".repeat(20_000);
    assert!(read(head.clone().into_bytes(), "a.warc").iter().all(Result::is_err));
    assert!(read(gzip(head.as_bytes()), "a.warc.gz").iter().all(Result::is_err));
    let starts = [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF].repeat(100_000);
    assert!(read(starts, "a.warc.gz").iter().all(Result::is_err));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn pages_come_as_servers_send_them() {
    let html = story("Ann");
    let chunks = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{html}\r\n0\r\n\r\n",
        html.len()
    );
    assert_eq!(read(record("response", &url("Ann"), &chunks, 0), "a.warc"), ok(&["Ann"]));

    let mut block = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html\r\n\r\n".to_vec();
    block.extend(gzip(html.as_bytes()));
    let head = format!(
        "WARC/1.1\nWARC-Type: response\nWARC-Target-URI: <{}>\nContent-Length: {}\n\n",
        url("Ann"),
        block.len()
    );
    let packed = [head.as_bytes(), &block, b"\r\n\r\n"].concat();
    assert_eq!(read(packed.clone(), "a.warc"), ok(&["Ann"]));
    let brotli = String::from_utf8_lossy(&packed).replace("gzip", "br");
    let brotli = read(brotli.replace(&block.len().to_string(), "5").into_bytes(), "a.warc");
    assert!(brotli[0].is_err());

    let latin = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-7\r\n\r\n";
    let mut block = latin.as_bytes().to_vec();
    block.extend(story("Αννα").replace(['“', '”'], "'").chars().map(|c| match c {
        'Α' => 0xC1,
        'ν' => 0xED,
        'α' => 0xE1,
        c => c as u8,
    }));
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {}\r\nContent-Length: {}\r\n\r\n",
        url("A"),
        block.len()
    );
    assert_eq!(read([head.as_bytes(), &block].concat(), "a.warc"), ok(&["Αννα"]));
}

#[test]
fn the_archives_in_a_wacz_are_read() {
    let path = folder("wacz").join("a.wacz");
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    for (name, bytes) in [
        ("datapackage.json", b"{}".to_vec()),
        ("archive/b.warc.gz", gzip(&page("Bea"))),
        ("archive/a.warc", page("Ann")),
        ("archive/c.warc.gz", gzip(&page("Cleo"))[..60].to_vec()),
        ("pages/pages.jsonl", b"{}".to_vec()),
    ] {
        zip.start_file(name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored))
            .unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap();
    let items = raws([path.clone()]);
    let read = items.read_so_far();
    let found: Vec<_> = items.map(|raw| raw.and_then(parse)).collect();
    assert!(read.bytes() > 1000);
    assert_eq!(found[0].as_ref().unwrap().report.url, Some(url("Ann")));
    assert_eq!(found[1].as_ref().unwrap().report.url, Some(url("Bea")));
    let message = found[2].as_ref().unwrap_err().to_string();
    assert!(message.contains("a.wacz/archive/c.warc.gz: byte 0: compressed data is cut off"), "{message}");
    assert_eq!(found.len(), 3);

    fs::write(&path, b"PK\x03\x04 no more").unwrap();
    let message = documents(&path).next().unwrap().unwrap_err().to_string();
    assert!(
        message.ends_with("a.wacz: the file has no table of contents, as a ZIP file does at its end"),
        "{message}"
    );
}

#[test]
fn the_entries_of_a_feed_are_read_one_by_one() {
    let feed = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Oxbow Times</title><lastBuildDate>DATE</lastBuildDate>\n\
                <item><description>The mayor left.</description></item>\n\
                <item><description>Cut <b </description></item>\n\
                <item><title>Nothing</title></item>\n\
                <item><description>She said so.</description></item></channel></rss>";
    let found = read(feed.into(), "a.rss");
    assert_eq!(found[0], Ok("The mayor left.".into()));
    let message = found[1].as_ref().unwrap_err();
    let at = feed.find("<item><description>Cut").unwrap();
    assert!(message.starts_with(&format!("a.rss: byte {at}: is no entry of a feed: ")), "{message}");
    assert_eq!(
        found[2].as_ref().unwrap_err(),
        &format!("a.rss: byte {}: is skipped: without a story", feed.find("<item><title>").unwrap())
    );
    assert_eq!(found[3], Ok("She said so.".into()));

    // The same entry is the same report when the feed is fetched again.
    let id = |date: &str| {
        let raw = raws_of(Cursor::new(feed.replace("DATE", date)), "a.xml").next().unwrap();
        raw.and_then(parse).unwrap().report.id
    };
    assert_eq!(id("Monday"), id("Tuesday"));
}

#[test]
fn a_mailbox_is_cut_into_its_mails() {
    let first = "From a@oxbow.example Mon Jul  8 09:14:00 2019\nMessage-ID: <1@x>\nFrom: a@oxbow.example\n\nThe mayor left.\nFrom here on it is quiet.\n\n";
    let second = "From b@oxbow.example Tue Jul  9 09:14:00 2019\nMessage-ID: <2@x>\nFrom: b@oxbow.example\n\nShe said so.\n";
    let mailbox = format!("{first}{second}");
    assert_eq!(
        read(mailbox.clone().into(), "a.mbox"),
        [Ok("The mayor left.\nFrom here on it is quiet.\n\n".into()), Ok("She said so.\n".into())]
    );
    assert_eq!(read(mailbox.clone().into(), "-").len(), 2);
    let places: Vec<String> =
        raws_of(Cursor::new(mailbox), "a.mbox").map(|raw| raw.unwrap().place.to_string()).collect();
    assert_eq!(places, [": byte 0".to_owned(), format!(": byte {}", first.len())]);
    assert_eq!(read(b"\n\n".to_vec(), "a.mbox"), []);
}

#[test]
fn whatever_is_damaged_nothing_panics() {
    let feed = "<rss version='2.0'><channel><title>x</title><item><pubDate>Mon, 08 Jul 2019</pubDate><description>&lt;p&gt;She \
                left.</description></item><item><![CDATA[ x ]]></item></channel></rss>";
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_html": "<p>She left."}]}"#;
    let mail = "From x Mon\nFrom: =?utf-8?q?a?= <a@b.example>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\
                Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\nPHA+U2hlIGxlZnQu\n--b--\n";
    let chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>ab\r\n0\r\n\r\n";
    let archive = [page("Ann"), record("response", &url("Bea"), chunked, 0)];
    let packed = archive.iter().flat_map(|record| gzip(record)).collect();
    let mut seed = 7_u32;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for (name, whole) in [
        ("a.rss", feed.into()),
        ("a.json", json.into()),
        ("a.mbox", mail.into()),
        ("a.warc", archive.concat()),
        ("a.warc.gz", packed),
    ] {
        let whole: Vec<u8> = whole;
        let sound = read(whole.clone(), name);
        assert!(sound.iter().any(Result::is_ok), "{name}: {sound:?}");
        for _ in 0..300 {
            let mut bytes = whole.clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                bytes[at] = [b'<', b'>', b'\n', 0, 0xFF, b'9'][random(6)];
            }
            bytes.truncate(bytes.len() - random(bytes.len()) * random(2));
            read(bytes, name);
        }
    }
}
