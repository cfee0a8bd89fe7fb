//! The measures, held to figures that a reference scorer printed for the same files (`eval/parity.py` compares any two).

use onrecord_eval::{Error, load, reliability, score};
use std::path::{Path, PathBuf};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn read(name: &str) -> Vec<onrecord_eval::Annotated> {
    load(&data(name)).expect("readable data")
}

#[test]
fn the_rows_are_those_of_the_reference() {
    let scores = score(&read("gold.jsonl"), &read("pred.jsonl"));
    assert_eq!(
        scores.to_string(),
        "\
source exact                     P  50.0%  R  50.0%  F1  50.0%   (2 right of 4 given, 4 wanted)
source token                     P  71.4%  R  71.4%  F1  71.4%   (5 right of 7 given, 7 wanted)
cue exact                        P  75.0%  R  75.0%  F1  75.0%   (3 right of 4 given, 4 wanted)
cue token                        P  80.0%  R  80.0%  F1  80.0%   (4 right of 5 given, 5 wanted)
content exact                    P  50.0%  R  50.0%  F1  50.0%   (2 right of 4 given, 4 wanted)
content token                    P  85.7%  R  81.8%  F1  83.7%   (18 right of 21 given, 22 wanted)
content @0.3                     P  75.0%  R  75.0%  F1  75.0%   (3 right of 4 given, 4 wanted)
relation @0.3                    P  50.0%  R  50.0%  F1  50.0%   (2 right of 4 given, 4 wanted)
content @0.8                     P  75.0%  R  75.0%  F1  75.0%   (3 right of 4 given, 4 wanted)
relation @0.8                    P  50.0%  R  50.0%  F1  50.0%   (2 right of 4 given, 4 wanted)
nested relation @0.8             P  50.0%  R  50.0%  F1  50.0%   (1 right of 2 given, 2 wanted)
found                            P 100.0%  R 100.0%  F1 100.0%   (6 right of 6 given, 6 wanted)
kind                             P  83.3%  R  83.3%  F1  83.3%   (5 right of 6 given, 6 wanted)
stance                           P  83.3%  R  83.3%  F1  83.3%   (5 right of 6 given, 6 wanted)
actor                            P  66.7%  R  66.7%  F1  66.7%   (4 right of 6 given, 6 wanted)
said_when                        P 100.0%  R 100.0%  F1 100.0%   (6 right of 6 given, 6 wanted)
said_when, where there is one    P 100.0%  R 100.0%  F1 100.0%   (1 right of 1 given, 1 wanted)
"
    );
    assert_eq!(scores.missing(), ["three"]);
}

#[test]
fn a_prediction_of_the_gold_itself_is_perfect() {
    let mut gold = read("gold.jsonl");
    gold.remove(1); // another annotator's reading of the first
    let scores = score(&gold, &gold);
    for row in [
        "source exact",
        "content token",
        "relation @0.8",
        "nested relation @0.8",
        "found",
        "kind",
        "said_when",
    ] {
        assert_eq!(scores.row(row).map(|r| r.f1()), Some(1.0), "{row}");
    }
}

#[test]
fn reliability_counts_what_is_right_in_each_tenth() {
    let found = reliability(&read("gold.jsonl"), &read("pred.jsonl")).expect("predictions with confidence");
    let counts: Vec<_> = found.bins.iter().map(|bin| (bin.given, bin.right)).collect();
    assert_eq!(counts, [(1, 0), (0, 0), (0, 0), (1, 0), (0, 0), (1, 1), (1, 0), (0, 0), (1, 1), (1, 1)]);
    // |0.05 - 0| + |0.3 - 0| + |0.55 - 1| + |0.6 - 0| + |0.85 - 1| + |0.97 - 1|, by six statements
    assert!((found.expected_calibration_error - 1.58 / 6.0).abs() < 1e-9, "{found}");
    assert_eq!(reliability(&read("gold.jsonl"), &read("gold.jsonl")), None);
}

#[test]
fn a_line_that_is_no_report_is_named() {
    let fail = |name: &str| load(&data(name)).expect_err("bad data").to_string();
    assert!(fail("broken.jsonl").contains("broken.jsonl:2: "), "{}", fail("broken.jsonl"));
    assert!(matches!(load(&data("absent.jsonl")), Err(Error::Io { .. })));
}

#[test]
fn brat_events_and_relations_are_both_read() {
    let reports = read("brat");
    let text = "The mayor said the bridge was safe.\nEngineers disagreed, the Courier reported.";
    assert_eq!(
        reports.iter().map(|r| r.doc.as_deref()).collect::<Vec<_>>(),
        [Some("events"), Some("relations")]
    );
    assert!(reports.iter().all(|r| r.text == text && r.complete));

    let [first, second] = &reports[0].annotations[..] else { panic!("two events: {reports:?}") };
    assert_eq!((&first.source[..], &first.cue[..]), (&[[0, 9].into()][..], &[[10, 14].into()][..]));
    assert_eq!(first.content, [[15, 56].into()], "pieces on both sides of a line break are one");
    assert_eq!((first.kind.as_deref(), first.inside), (Some(&["person".to_owned()][..]), false));
    assert_eq!(
        (second.cue[..].to_vec(), second.inside),
        (vec![[46, 55].into()], true),
        "the trigger is the cue"
    );

    let [first, second] = &reports[1].annotations[..] else { panic!("two statements: {reports:?}") };
    assert_eq!((first.source.len(), first.content[0]), (1, [15, 34].into()));
    assert_eq!(
        (second.source[0], second.cue.len(), second.content[0]),
        ([57, 68].into(), 0, [36, 55].into())
    );
}
