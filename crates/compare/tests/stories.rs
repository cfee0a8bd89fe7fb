//! Which reports are about one event.

use onrecord_compare::story::{Index, Tie};
use onrecord_record::{Record, Report, SCHEMA};

fn record(published: &str, title: &str, text: &str) -> Record {
    Record {
        schema: SCHEMA.to_owned(),
        report: Report {
            title: Some(title.to_owned()),
            published: Some(published.to_owned()),
            ..Report::default()
        },
        text: text.to_owned(),
        statements: vec![],
        actors: vec![],
        times: vec![],
        figures: vec![],
        model: "none".to_owned(),
    }
}

fn bridge(day: &str) -> Record {
    record(
        day,
        "Oxbow bridge closed after crack is found",
        "Divers found a crack in the pier of the Oxbow bridge on Monday. Harbour master Ana Reis closed it to lorries.",
    )
}

fn bridge_again(day: &str) -> Record {
    record(
        day,
        "Lorries turned back at Oxbow",
        "The bridge at Oxbow stays shut to lorries, harbour master Ana Reis said, until divers have looked at the cracked pier.",
    )
}

fn opera(day: &str) -> Record {
    record(
        day,
        "Lisbon Opera opens its season",
        "The soprano Inês Lima sang Tosca to a full house as the Lisbon Opera began its season on Monday.",
    )
}

#[test]
fn reports_on_one_event_are_one_story() {
    let mut index = Index::new();
    assert_eq!(index.add(&bridge("2024-03-04"), &[]).story, 0);
    assert_eq!(index.add(&opera("2024-03-04"), &[]).story, 1);
    let placed = index.add(&bridge_again("2024-03-05"), &[]);
    assert_eq!((placed.story, placed.nearest[0].0), (0, 0));
    assert!(placed.words.contains(&"oxbow".to_owned()), "{:?}", placed.words);
}

#[test]
fn a_tie_brings_in_what_words_would_not() {
    let other = record(
        "2024-03-05",
        "In brief",
        "A crossing is shut. Traffic goes by the old road; the mayor is sorry.",
    );
    let mut index = Index::new();
    index.add(&bridge("2024-03-04"), &[]);
    assert_eq!(index.add(&other, &[]).story, 1);
    let mut index = Index::new();
    index.add(&bridge("2024-03-04"), &[]);
    assert_eq!(index.add(&other, &[Tie { other: 0, claims: 3, copied: 120 }]).story, 0);
}

#[test]
fn restoring_is_as_good_as_adding() {
    let mut index = Index::new();
    index.restore(&bridge("2024-03-04"), 0);
    index.restore(&opera("2024-03-04"), 1);
    assert_eq!(index.add(&bridge_again("2024-03-05"), &[]).story, 0);
}

#[test]
fn an_empty_report_is_a_story_of_its_own() {
    let mut index = Index::new();
    index.add(&record("", "", ""), &[]);
    assert_eq!(index.add(&record("", "", ""), &[]).story, 1);
}
