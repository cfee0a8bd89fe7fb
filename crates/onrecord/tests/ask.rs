//! Asking a ledger from the outside: what the questions and exports print, and how they end.

use serde_json::Value;
use std::fs;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

const WIRE: &str = r#"{"id": "w1", "outlet": "Oxbow Wire", "published": "2031-03-03", "title": "Bridge closed at Oxbow", "text": "The old bridge at Oxbow was closed on Monday after divers found a crack in its eastern pier, Mayor Ida Brandt said.\n\n\"Nobody should set foot on it,\" Brandt told reporters. The builders denied that the pier was cracked."}"#;
const POST: &str = r#"{"id": "p1", "outlet": "=Harbour Post", "published": "2031-03-04", "title": "Crack found in bridge", "text": "The old bridge at Oxbow was closed on Monday after divers found a crack in its eastern pier, Mayor Ida Brandt said.\n\nTwo engineers said the crack was months old."}"#;

fn onrecord(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"ONRECORD_"))
    {
        command.env_remove(name);
    }
    let command = command.args(args).env("XDG_CONFIG_HOME", "/nonexistent").stdin(Stdio::null());
    command.output().expect("the command starts")
}

/// A ledger of the two reports, made once.
fn ledger() -> &'static str {
    static LEDGER: OnceLock<(TempDir, String)> = OnceLock::new();
    let (_, path) = LEDGER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let reports = folder.path().join("reports.jsonl");
        fs::write(&reports, format!("{WIRE}\n{POST}\n")).expect("a file");
        let path = folder.path().join("ledger").to_str().expect("UTF-8").to_owned();
        let added = onrecord(&["add", reports.to_str().expect("UTF-8"), "--ledger", &path]);
        assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
        (folder, path)
    });
    path
}

/// What the command prints of that ledger.
fn asked(args: &[&str]) -> String {
    let output = onrecord(&[args, &["--ledger", ledger()]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn lines(args: &[&str]) -> Vec<Value> {
    asked(args).lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

#[test]
fn a_story_names_its_reports_in_json() {
    let stories = lines(&["stories", "--json"]);
    let keys: Vec<_> = stories
        .iter()
        .flat_map(|s| s["reports"].as_array().unwrap())
        .map(|r| r["key"].as_str().unwrap())
        .collect();
    assert_eq!(keys, ["w1", "p1"]);
    let fields: Vec<_> = stories[0]["reports"][0].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["id", "key", "outlet", "published", "title"]);
    assert!(stories[0]["claims"].is_array());
}

#[test]
fn what_both_tell_is_one_claim_of_one_origin() {
    let claims = lines(&["claims", "--json", "--limit", "1"]);
    assert_eq!((&claims[0]["reports"], &claims[0]["origins"]), (&2.into(), &1.into()));
    let table = asked(&["claims", "--limit", "1"]);
    assert!(table.contains("in these 2 reports: 2 reports, 1 origin"), "{table}");
    assert!(table.contains("There are more: --limit N"), "{table}");
    assert!(!table.contains('\u{1b}'), "colours only in a terminal");
    let number = claims[0]["id"].to_string();
    let origins = lines(&["origins", &number, "--json"]);
    assert_eq!(origins[0]["reports"][1]["lineage"], "same_text");
}

#[test]
fn filters_narrow_and_say_what_they_do_not_understand() {
    let count = |args: &[&str]| lines(&[&["claims", "--json"], args].concat()).len();
    let all = count(&[]);
    assert!(count(&["--outlet", "harbour"]) < all);
    assert!(count(&["--since", "2031-03-04", "--kind", "unnamed"]) < all);
    assert_eq!(count(&["--until", "2030"]), 0);
    for wrong in [&["claims", "--since", "Monday"][..], &["claims", "--stance", "lies"], &["who"]] {
        let output = onrecord(&[wrong, &["--ledger", ledger()]].concat());
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn somebody_is_found_by_a_word_of_the_name() {
    let who = lines(&["who", "brandt", "--json"]);
    assert_eq!(who[0]["name"], "Ida Brandt");
    let table = asked(&["who", "brandt"]);
    assert!(table.starts_with("Ida Brandt\n"), "{table}");
    assert!(table.contains("What they said"), "{table}");
    let nobody = onrecord(&["who", "Nemo", "--ledger", ledger()]);
    assert_eq!(nobody.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&nobody.stderr), "onrecord: in these reports nobody is called Nemo\n");
}

#[test]
fn words_are_searched() {
    let hits = lines(&["search", "engineers", "--json"]);
    assert_eq!(hits[0]["source"], "Two engineers");
    assert!(asked(&["search", "engineers"]).contains("the crack was months old"));
}

#[test]
fn each_stream_is_exported() {
    for (format, least) in [("jsonl", 2), ("webannotation", 4), ("claimreview", 3), ("ftm", 6)] {
        let found = lines(&["export", "--format", format]);
        assert!(found.len() >= least, "{format}: {}", found.len());
    }
    let csv = asked(&["export", "--format", "csv"]);
    assert!(csv.starts_with("\u{feff}\"report\",\"key\",\"outlet\""), "{csv}");
    assert!(csv.contains("\"'=Harbour Post\""), "no formula: {csv}");
}

#[test]
fn what_is_several_files_needs_a_folder() {
    let refused = onrecord(&["export", "--format", "parquet", "--ledger", ledger()]);
    assert_eq!(refused.status.code(), Some(2));
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    asked(&["export", "--format", "parquet", "-o", out.to_str().expect("UTF-8")]);
    for name in ["records.parquet", "statements.parquet"] {
        assert!(fs::read(out.join(name)).expect("a file").starts_with(b"PAR1"), "{name}");
    }
}

#[test]
fn a_folder_without_a_ledger_is_no_ledger() {
    let folder = tempfile::tempdir().expect("a folder");
    for question in ["stories", "claims", "disputes", "origins"] {
        let output = onrecord(&[question, "--ledger", folder.path().to_str().expect("UTF-8")]);
        assert_eq!(output.status.code(), Some(2), "{question}");
    }
}
