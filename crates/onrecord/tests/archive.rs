//! Archives on the command line: what is no report is counted, what is broken is named, and the rest is read.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn read(archive: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["read", "--format", "jsonl"])
        .arg(archive)
        .env_remove("ONRECORD_FORMAT")
        .output()
        .expect("the command starts")
}

fn record(url: &str, status: &str, page: &str) -> String {
    let block = format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

#[test]
fn an_archive_is_read_and_told_about() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("a.warc");
    let story = "<html lang=en><title>Mayor quits</title><article><p>The mayor of Oxbow resigned on Monday, her office said in \
                 a statement to the press.</p><p>“I am tired,” she told the Oxbow Times on Monday.</p></article></html>";
    let url = "https://www.oxbow.example/mayor-of-oxbow-quits-office";
    let sound = [
        record(url, "200 OK", story),
        record(url, "301 Moved", ""),
        record("https://oxbow.example/", "200 OK", story),
    ];
    fs::write(&path, sound.concat()).expect("the file can be written");
    let output = read(&path);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{err}");
    assert_eq!(out.lines().count(), 1);
    let found: serde_json::Value = serde_json::from_str(&out).expect("a record");
    assert_eq!(found["report"]["outlet"], "oxbow.example");
    assert_eq!(found["report"]["url"], url);
    assert_eq!(err, "onrecord: skipped 2: 1 redirects, 1 indexes\n");

    let broken = sound.concat().replacen("Content-Length: ", "Content-Length: 9", 1);
    fs::write(&path, broken).expect("the file can be written");
    let output = read(&path);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err.contains("a.warc: byte 0: the record is cut off, or its length is wrong\n")
            && err.contains("skipped 2: 1 redirects, 1 indexes\n")
            && err.contains("1 of 3 inputs are bad\n"),
        "{err}"
    );
}
