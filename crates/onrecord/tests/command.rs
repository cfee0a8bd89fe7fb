//! The command from the outside: what it prints where, and how it ends.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The command, away from the settings and environment of whoever runs the tests.
fn onrecord(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"ONRECORD_"))
    {
        command.env_remove(name);
    }
    command.args(args).env("XDG_CONFIG_HOME", "/nonexistent").stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    onrecord(args).output().expect("the command starts")
}

fn fed(args: &[&str], input: &[u8]) -> Output {
    let mut child = onrecord(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the command ends");
    drop(feeder.join());
    output
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

fn records(output: &Output) -> Vec<serde_json::Value> {
    out(output).lines().map(|line| serde_json::from_str(line).expect("a record a line")).collect()
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    folder
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

const REPORT: &[u8] = b"The bridge is safe, Mayor Ana Reis said on Monday. Two engineers disputed that.\n";

/// An annotated report.
const GOLD: &[u8] = b"{\"doc\": \"a\", \"text\": \"It rained, she said.\", \"attributions\": \
    [{\"source\": [[11, 14]], \"cue\": [[15, 19]], \"content\": [[0, 9]]}]}\n";

fn examples() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").display().to_string()
}

#[test]
fn the_examples_are_read_whole_and_in_order() {
    let output = run(&["read", "--format", "jsonl", &examples()]);
    assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
    let records = records(&output);
    let files: Vec<&str> = records.iter().filter_map(|r| r["report"]["file"].as_str()).collect();
    assert_eq!(files.len(), 9);
    assert!(files.is_sorted(), "{files:?}");
    assert_eq!(records[3]["report"]["outlet"], "The Caldian Times");
    assert!(records.iter().any(|r| r["statements"].as_array().is_some_and(|s| !s.is_empty())));
}

#[test]
fn all_spans_point_into_the_text() {
    let output = run(&["read", "--format", "jsonl", &examples()]);
    for record in records(&output) {
        let length = record["text"].as_str().map_or(0, |text| text.chars().count() as u64);
        for statement in record["statements"].as_array().expect("a list") {
            for part in ["source", "cue", "content", "said_when"] {
                for span in statement[part].as_array().expect("a list") {
                    let (start, end) = (span[0].as_u64(), span[1].as_u64());
                    assert!(start < end && end <= Some(length), "{part} {span} of {length}");
                }
            }
        }
    }
}

#[test]
fn stdin_is_read_where_nothing_or_a_hyphen_is_named() {
    for args in [&["read", "--format=jsonl"][..], &["read", "--format=jsonl", "-"]] {
        let output = fed(args, REPORT);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert_eq!(records(&output)[0]["text"].as_str().map(str::as_bytes), Some(REPORT));
    }
}

#[test]
fn bad_inputs_are_named_and_the_rest_goes_on() {
    let lines = b"{\"id\": \"a\", \"text\": \"One.\"}\n{broken\n{\"id\": \"c\"}\n{\"id\": \"d\", \"text\": \"Four.\"}\n";
    let folder = folder(&[
        ("a.txt", REPORT),
        ("b.txt", b""),
        ("c.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"),
        ("d.jsonl", lines),
        ("e.txt", REPORT),
    ]);
    let absent = path(&folder, "absent.txt");
    let output = run(&["read", "--format", "jsonl", &folder.path().display().to_string(), &absent]);
    assert_eq!(output.status.code(), Some(1));
    let files: Vec<_> = records(&output).iter().map(|r| r["report"]["file"].to_string()).collect();
    let ends: Vec<&str> = files.iter().map(|file| &file[file.len() - 7..file.len() - 1]).collect();
    assert_eq!(ends, ["/a.txt", ".jsonl", ".jsonl", "/e.txt"]);
    let messages = err(&output);
    for place in ["b.txt: is empty", "c.txt: is no report", "d.jsonl:2: ", "d.jsonl:3: ", "absent.txt: "] {
        assert!(messages.contains(place), "{place}: {messages}");
    }
    assert_eq!(messages.lines().last(), Some("onrecord: 5 of 9 inputs are bad"));
}

#[test]
fn a_stray_quotation_mark_changes_nothing_beyond_its_paragraph() {
    let before =
        "The bridge is safe, Mayor Ana Reis said on Monday. “Nobody need worry,” she told reporters.\n\n";
    let after = "\nTwo engineers disputed that. According to them, the steel was too thin.\n";
    let shifted = |value: &serde_json::Value, by: u64| {
        let spans = value.as_array().expect("a list").iter();
        spans.map(|s| [0, 1].map(|i| s[i].as_u64().expect("an offset") - by)).collect::<Vec<_>>()
    };
    let elsewhere = |paragraph: &str| {
        let output = fed(&["read", "--format", "jsonl"], format!("{before}{paragraph}{after}").as_bytes());
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
        let edge = before.chars().count() as u64;
        let length = paragraph.chars().count() as u64;
        let statements = records(&output)[0]["statements"].as_array().expect("a list").clone();
        let outside = statements.iter().filter_map(|s| {
            let cue = s["cue"][0][0].as_u64().expect("a cue");
            let by = match cue {
                _ if cue < edge => 0,
                _ if cue < edge + length => return None,
                _ => length,
            };
            let spans = ["source", "cue", "content"].map(|part| shifted(&s[part], by));
            Some((spans, s["form"].clone(), s["stance"].clone(), s["confidence"].clone()))
        });
        outside.collect::<Vec<_>>()
    };
    let whole = "The pipe of 12 inches held, the city said. Its owner had no comment.\n";
    let undisturbed = elsewhere(whole);
    assert!(!undisturbed.is_empty());
    for mark in ['"', '“', '”', '«', '»', '„'] {
        for word in ["pipe", " inches", "had", "."] {
            let disturbed = whole.replacen(word, &format!("{mark}{word}"), 1);
            assert_eq!(elsewhere(&disturbed), undisturbed, "{disturbed}");
        }
    }
}

#[test]
fn a_report_cut_off_at_either_end_is_read() {
    let report =
        "LISBOA, May 2 (Wire) - “The bridge is safe,” Mayor Ana Reis said. Two engineers denied it.\n";
    let cut = |range: std::ops::Range<usize>| fed(&["read", "--format", "jsonl"], &report.as_bytes()[range]);
    for (start, end) in [(3, report.len()), (17, report.len()), (26, 40), (0, 60), (40, 80)] {
        let output = cut(start..end);
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
        assert_eq!(records(&output)[0]["text"], report[start..end]);
    }
    // In the middle of a mark of three bytes.
    for output in [cut(24..report.len()), cut(0..25)] {
        assert_eq!(records(&output).len(), 1, "{}", err(&output));
    }
}

#[test]
fn a_page_without_bottom_is_refused_and_the_rest_goes_on() {
    let page = format!("<html><body><article>{}<p>Deep.", "<div>".repeat(100_000));
    let folder = folder(&[("a.html", page.as_bytes()), ("b.txt", REPORT)]);
    let output = run(&["read", "--format", "jsonl", &folder.path().display().to_string()]);
    assert_eq!((output.status.code(), records(&output).len()), (Some(1), 1));
    let message = format!("onrecord: {}: ", path(&folder, "a.html"));
    assert!(err(&output).starts_with(&message), "{}", err(&output));
    assert!(err(&output).contains("1 of 2 inputs are bad"), "{}", err(&output));
}

#[test]
fn an_empty_folder_is_no_success() {
    let output = run(&["read", &folder(&[]).path().display().to_string()]);
    assert_eq!((output.status.code(), err(&output)), (Some(1), "onrecord: found no report to read\n"));
}

#[test]
fn wrong_usage_exits_with_two() {
    let taken = folder(&[("a.txt", REPORT)]);
    let report = path(&taken, "a.txt");
    let beyond = path(&taken, "no/such/folder.csv");
    let full = taken.path().display().to_string();
    for args in [
        &["read", "--format", "parquet?", &report][..],
        &["read", "--jobs", "0", &report],
        &["read", "--format", "brat", &report],
        &["read", "--format", "brat", "-o", &full, &report],
        &["read", "-o", &beyond, &report],
        &["read", "--config", &report, &report],
        &["reed"],
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", err(&output));
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let line = format!("{{\"text\": \"{}\"}}\n", "It rained. ".repeat(200));
    let folder = folder(&[("many.jsonl", line.repeat(300).as_bytes())]);
    let mut child = onrecord(&["read", "--format", "jsonl", &path(&folder, "many.jsonl")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut some = [0; 10];
    let mut stdout = child.stdout.take().expect("a pipe");
    stdout.read_exact(&mut some).expect("a first record");
    drop(stdout);
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
}

#[test]
fn order_holds_whatever_the_lengths_and_jobs() {
    let line = |n: usize| {
        let text = "She said it would rain. ".repeat(if n.is_multiple_of(10) { 20 } else { 1 });
        format!("{{\"id\": \"{n}\", \"text\": \"{text}\"}}\n")
    };
    let folder = folder(&[("many.jsonl", (0..30).map(line).collect::<String>().as_bytes())]);
    let many = path(&folder, "many.jsonl");
    let one = run(&["read", "--format", "jsonl", "--jobs", "1", &many]);
    let four = run(&["read", "--format", "jsonl", "--jobs", "4", &many]);
    let keys: Vec<_> =
        records(&four).iter().map(|r| r["report"]["key"].as_str().map(str::to_owned)).collect();
    assert_eq!(keys, (0..30).map(|n| Some(n.to_string())).collect::<Vec<_>>());
    assert_eq!(out(&one), out(&four), "the same records, however many at a time");
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let folder = folder(&[("a.txt", REPORT)]);
    let (report, csv) = (path(&folder, "a.txt"), path(&folder, "out.csv"));
    let output = run(&["read", "--format", "csv", "-o", &csv, &report]);
    assert_eq!((output.status.code(), out(&output), err(&output)), (Some(0), "", ""));
    assert!(fs::read_to_string(&csv).expect("a file").starts_with("\u{feff}\"report\","));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "no temporary file is left");
}

#[test]
fn a_brat_folder_holds_text_and_annotation() {
    let folder = folder(&[("a.txt", REPORT)]);
    let brat = path(&folder, "brat");
    let output = run(&["read", "--format", "brat", "-o", &brat, &path(&folder, "a.txt")]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let mut names: Vec<_> = fs::read_dir(&brat).expect("a folder").flatten().map(|e| e.file_name()).collect();
    names.sort();
    assert_eq!(names.len(), 3);
    assert_eq!(names[2], "annotation.conf");
    assert_eq!(fs::read(Path::new(&brat).join(&names[1])).expect("a text"), REPORT);
}

#[test]
fn a_hostile_title_commands_nothing() {
    let line = "{\"title\": \"\\u001b]0;gone\\u0007\\u001b[2J\\u202e=1+1\", \"text\": \"He said no.\", \"outlet\": \"=cmd|x\"}\n";
    let table = fed(&["read", "--color", "never"], line.as_bytes());
    assert_eq!(out(&table).lines().next(), Some("␛]0;gone␇␛[2J⟨U+202E⟩=1+1"));
    let csv = fed(&["read", "--format", "csv"], line.as_bytes());
    assert!(!out(&csv).contains("\"=cmd"), "{}", out(&csv));
    let name = folder(&[("\u{1b}[31m.jsonl", b"{broken\n")]);
    let output = run(&["read", &name.path().display().to_string()]);
    assert!(!err(&output).contains('\u{1b}'), "{}", err(&output));
}

#[test]
fn colours_and_formats_come_from_flag_environment_and_file_in_this_order() {
    let folder = folder(&[("a.txt", REPORT), ("settings.toml", b"format = \"jsonl\"\ncolor = \"always\"\n")]);
    let (report, settings) = (path(&folder, "a.txt"), path(&folder, "settings.toml"));
    let plain = run(&["read", &report]);
    assert!(out(&plain).starts_with(&report), "a table, without colours: {}", out(&plain));
    let file = run(&["--config", &settings, "read", &report]);
    assert!(out(&file).starts_with("{\"schema\":"), "{}", out(&file));
    let args = ["--config", &settings, "read", &report];
    let environment = onrecord(&args).env("ONRECORD_FORMAT", "table").output().expect("the command starts");
    assert!(out(&environment).starts_with("\u{1b}[1m"), "{}", out(&environment));
    let args = ["read", "--format", "csv", "--config", &settings, &report];
    let flag = onrecord(&args).env("ONRECORD_FORMAT", "table").output().expect("the command starts");
    assert!(out(&flag).starts_with('\u{feff}'), "{}", out(&flag));

    fs::write(&settings, "format = \"jsonl\"\ncolour = 1\n").expect("a file");
    let unknown = run(&["--config", &settings, "read", &report]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("line 2"), "{}", err(&unknown));
}

#[test]
fn other_weights_come_from_flag_environment_or_file() {
    let other = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../model/tests/data/plain.safetensors")
        .display()
        .to_string();
    let settings = format!("weights = {other:?}\n");
    let folder = folder(&[
        ("a.txt", REPORT),
        ("settings.toml", settings.as_bytes()),
        ("cut.safetensors", b"\x08"),
        ("gold.jsonl", GOLD),
    ]);
    let [report, settings, cut, gold] =
        ["a.txt", "settings.toml", "cut.safetensors", "gold.jsonl"].map(|name| path(&folder, name));
    let args = ["read", "--format", "jsonl", &report];
    let environment = onrecord(&args).env("ONRECORD_WEIGHTS", &other).output().expect("the command starts");
    let flag = run(&["read", "--format", "jsonl", "--weights", &other, &report]);
    let file = run(&["read", "--format", "jsonl", "--config", &settings, &report]);
    for output in [&environment, &flag, &file] {
        assert_eq!((output.status.code(), err(output)), (Some(0), ""));
        assert_eq!(records(output)[0]["model"], "plain");
    }

    let csv = path(&folder, "out.csv");
    for command in [&["read", "-o", &csv, &report][..], &["eval", &gold]] {
        let mut args = command.to_vec();
        args.extend(["--weights", &cut]);
        let output = run(&args);
        assert_eq!(output.status.code(), Some(2));
        let message = format!("onrecord: weights {cut}: not a safetensors file: ");
        assert!(err(&output).starts_with(&message), "{}", err(&output));
    }
    let absent = run(&["read", "--weights", "/nonexistent", &report]);
    assert_eq!(absent.status.code(), Some(2));
    assert!(err(&absent).starts_with("onrecord: weights /nonexistent: "), "{}", err(&absent));
}

#[test]
fn figures_are_printed_as_rows_and_as_json() {
    let gold = folder(&[("gold.jsonl", GOLD)]);
    let gold = path(&gold, "gold.jsonl");
    let rows = run(&["eval", &gold, "--pred", &gold]);
    assert_eq!((rows.status.code(), err(&rows)), (Some(0), ""));
    let relation =
        "relation @0.8                    P 100.0%  R 100.0%  F1 100.0%   (1 right of 1 given, 1 wanted)";
    assert!(out(&rows).lines().any(|line| line == relation), "{}", out(&rows));
    let json: serde_json::Value =
        serde_json::from_slice(&run(&["eval", &gold, "--pred", &gold, "--json"]).stdout).unwrap();
    assert_eq!(json["rows"]["relation @0.8"]["f1"], 1.0);
    let read = run(&["eval", &gold]);
    assert_eq!(read.status.code(), Some(0), "{}", err(&read));
    assert!(out(&read).contains("relation @0.8"), "{}", out(&read));
    assert_eq!(run(&["eval", "/nonexistent.jsonl"]).status.code(), Some(1));
}

#[test]
fn the_schema_is_the_record_s() {
    let output = run(&["schema"]);
    let schema: serde_json::Value = serde_json::from_str(out(&output)).unwrap();
    assert_eq!(schema["title"], "Record");
    assert!(schema["properties"]["statements"].is_object());
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_nothing_behind() {
    let folder = folder(&[("a.txt", REPORT)]);
    let csv = path(&folder, "out.csv");
    let mut child = onrecord(&["read", "--format", "csv", "-o", &csv, &path(&folder, "a.txt"), "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // stdin stays open until the end, so that the command waits for more; waiting for a child would close it.
    let stdin = child.stdin.take();
    let begun = || fs::read_dir(folder.path()).expect("a folder").count() == 2;
    while !begun() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    std::thread::sleep(std::time::Duration::from_millis(300));
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(killed.success());
    let status = child.wait().expect("the command ends");
    drop(stdin);
    assert_eq!(status.code(), Some(130));
    assert!(!Path::new(&csv).exists() && !begun(), "no file, no temporary file");
}
