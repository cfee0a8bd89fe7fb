//! A ledger from the outside: filing, deciding, checking.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const REPORTS: &str = "\
{\"id\": \"a\", \"outlet\": \"Wire\", \"date\": \"2024-03-05\", \"text\": \"The bridge is safe, Mayor Ana Reis said on Monday.\"}
{\"id\": \"b\", \"outlet\": \"Courier\", \"date\": \"2024-03-06\", \"text\": \"Two engineers denied that the bridge is safe.\"}
";

/// A folder with a file of reports, and room for a ledger.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("reports.jsonl"), REPORTS).expect("a file");
        Self(folder)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        for (name, _) in std::env::vars_os().filter(|(n, _)| n.as_encoded_bytes().starts_with(b"ONRECORD_")) {
            command.env_remove(name);
        }
        command
            .args(args)
            .env("XDG_CONFIG_HOME", "/nonexistent")
            .stdin(Stdio::null())
            .current_dir(self.0.path());
        command
    }

    /// Exit code, stdout, stderr.
    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let Output { status, stdout, stderr } = self.command(args).output().expect("the command starts");
        let words = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (status.code(), words(stdout), words(stderr))
    }

    /// The digits of the hash of the report with this key.
    fn digits(&self, key: &str) -> String {
        let (_, records, _) = self.run(&["read", "--format", "jsonl", "reports.jsonl"]);
        let mut records =
            records.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a record"));
        let record = records.find(|record| record["report"]["key"] == key).expect("a report");
        record["report"]["id"].as_str().expect("a hash")["sha256:".len()..][..12].to_owned()
    }
}

#[test]
fn reports_are_filed_once() {
    let place = Place::new();
    let first = place.run(&["add", "reports.jsonl"]);
    assert_eq!(first, (Some(0), String::new(), "onrecord: filed 2 reports\n".to_owned()));
    let again = place.run(&["add", "reports.jsonl"]);
    assert_eq!(again.2, "onrecord: filed 0 reports, 2 there already\n");
    fs::write(place.0.path().join("bad.jsonl"), "{broken\n").expect("a file");
    let bad = place.run(&["add", "bad.jsonl", "reports.jsonl"]);
    assert_eq!(
        (bad.0, bad.2.lines().last()),
        (Some(1), Some("onrecord: filed 0 reports, 2 there already, 1 bad"))
    );
    let (code, out, _) = place.run(&["check", "--ledger", "ledger"]);
    assert_eq!(code, Some(0));
    assert!(
        out.starts_with("2 reports, ") && out.ends_with(" 0 entries in the journal: all is well\n"),
        "{out}"
    );
}

#[test]
fn reports_are_read_anew_where_other_weights_read_them() {
    let place = Place::new();
    let plain = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/tests/data/plain.safetensors");
    let plain = plain.display().to_string();
    assert_eq!(place.run(&["add", "reports.jsonl", "--weights", &plain]).0, Some(0));
    let told = place.run(&["add", "reports.jsonl"]).2;
    let hint =
        "onrecord: 2 of the reports were read with other weights; `onrecord add --reread` reads them anew";
    assert_eq!(told.lines().last(), Some(hint));
    assert_eq!(place.run(&["add", "--reread"]).2, "onrecord: read anew 2 reports\n");
    assert_eq!(place.run(&["add", "--reread"]).2, "onrecord: nothing to read anew\n");
    assert_eq!(place.run(&["add", "--relink"]), (Some(0), String::new(), String::new()));
    assert_eq!(place.run(&["check"]).0, Some(0));
}

#[test]
fn a_damaged_ledger_is_told_and_exits_with_one() {
    let place = Place::new();
    assert_eq!(place.run(&["check"]).0, Some(2), "there is none");
    assert_eq!(place.run(&["add", "reports.jsonl"]).0, Some(0));
    let db = onrecord_ledger::rusqlite::Connection::open(place.0.path().join("ledger/ledger.sqlite"))
        .expect("a database");
    db.execute("UPDATE report SET outlet = 'Wirf' WHERE key = 'a'", []).expect("damage");
    let (code, out, _) = place.run(&["check"]);
    assert_eq!(code, Some(1));
    assert!(
        out.contains(": the row does not say what its record says\n") && out.ends_with(": 1 fault\n"),
        "{out}"
    );
}

#[test]
fn decisions_are_made_taken_back_and_listed() {
    let place = Place::new();
    assert_eq!(place.run(&["add", "reports.jsonl"]).0, Some(0));
    let statement = format!("{}:s1", place.digits("b"));
    let mark = |args: &[&str]| place.run(&[&["mark", "--by", "Ana"], args].concat());
    assert_eq!(mark(&["stance", &statement, "doubts"]).0, Some(2));
    assert_eq!(mark(&["stance", &statement, "hedges"]), (Some(0), "1\n".to_owned(), String::new()));
    assert_eq!(mark(&["note", &statement, "Ask them again."]).1, "2\n");
    assert_eq!(mark(&["undo", "1"]).1, "3\n");
    assert_eq!(mark(&["undo", "1"]).2, "onrecord: entry 1 was taken back already\n");
    assert_eq!(mark(&["undo", "9"]).0, Some(2));
    let journal = place.run(&["journal"]).1;
    let lines: Vec<&str> = journal.lines().collect();
    let at = format!("at 14-20 of {}", &statement[..8]);
    assert!(
        lines[0].starts_with("1 20") && lines[0].ends_with(&format!("Z Ana: “denied” {at} hedges [undone]")),
        "{journal}"
    );
    assert!(lines[1].ends_with(&format!("Z Ana: “denied” {at}: Ask them again.")), "{journal}");
    assert!(lines[2].ends_with("Z Ana: undoes 1"), "{journal}");
    let json: serde_json::Value =
        serde_json::from_str(place.run(&["journal", "--json"]).1.lines().next().expect("a line"))
            .expect("an entry");
    assert_eq!((&json["decision"]["do"], &json["state"]), (&"stance".into(), &"undone".into()));
    assert_eq!(place.run(&["check"]).0, Some(0));
}

#[test]
fn a_second_writer_is_turned_away_and_readers_are_not() {
    let place = Place::new();
    assert_eq!(place.run(&["add", "reports.jsonl"]).0, Some(0));
    let mut first = place.command(&["add", "-"]).stdin(Stdio::piped()).spawn().expect("the command starts");
    // It takes a moment to open the ledger; then it says in the lock who holds it.
    let holder = format!("process {}", first.id());
    let lock = place.0.path().join("ledger/writer.lock");
    while fs::read_to_string(&lock).expect("a lock") != holder {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let (code, _, message) = place.run(&["add", "reports.jsonl"]);
    assert_eq!(code, Some(1));
    assert!(message.contains(&format!("another process is writing to this ledger ({holder})")), "{message}");
    // People decide meanwhile; here there is nothing to undo yet.
    let (code, _, message) = place.run(&["mark", "--by", "Ana", "undo", "1"]);
    assert_eq!(code, Some(2), "{message}");
    assert!(!message.contains("another process"), "{message}");
    assert_eq!(place.run(&["check"]).0, Some(0));
    drop(first.stdin.take());
    first.wait().expect("the command ends");
}
