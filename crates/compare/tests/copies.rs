//! What two reports share: passages, and what sort they are.

use onrecord_compare::copy::{Index, Sort};
use onrecord_record::{Furniture, FurnitureKind, Record, Report, SCHEMA, Span};

fn record(outlet: &str, text: &str) -> Record {
    Record {
        schema: SCHEMA.to_owned(),
        report: Report { outlet: Some(outlet.to_owned()), ..Report::default() },
        text: text.to_owned(),
        statements: Vec::new(),
        actors: Vec::new(),
        times: Vec::new(),
        figures: Vec::new(),
        model: "none".to_owned(),
    }
}

/// What the second report shares with the first: words of the second, words of the first, sort.
fn shared(first: &Record, second: &Record) -> Vec<(String, String, Sort)> {
    let mut index = Index::new();
    assert_eq!(index.add(first), []);
    let words = |record: &Record, span: Span| {
        record.text.chars().skip(span.start).take(span.end - span.start).collect::<String>()
    };
    let found = index.add(second);
    found.into_iter().map(|p| (words(second, p.here), words(first, p.there), p.sort)).collect()
}

fn between(first: &str, second: &str) -> Vec<(String, String, Sort)> {
    shared(&record("Oxbow Courier", first), &record("Pine Hill Gazette", second))
}

#[test]
fn a_copied_passage_is_found_across_small_edits_in_either_script() {
    assert_eq!(
        between(
            "Élodie wept. The old bridge was closed on Monday after divers found a long crack in its northern pier. Rain fell.",
            "OXBOW — The bridge was shut on Monday after two divers found a long crack in its northern pier, officials say.",
        ),
        [(
            "bridge was shut on Monday after two divers found a long crack in its northern pier".to_owned(),
            "bridge was closed on Monday after divers found a long crack in its northern pier".to_owned(),
            Sort::Copy,
        )]
    );
}

#[test]
fn words_that_both_reports_quote_are_a_quotation() {
    let sorts = |first, second| between(first, second).into_iter().map(|p| p.2).collect::<Vec<_>>();
    assert_eq!(
        sorts(
            "Mayor Poe said: “We will not open this bridge until every bolt in it has been replaced.”",
            "“We will not open this bridge until every bolt in it has been replaced,” the mayor told a crowd.",
        ),
        [Sort::Quotation]
    );
    assert_eq!(
        sorts(
            "Her letter reads:\nWe will not open this bridge until every bolt in it has been replaced.",
            "She wrote that “we will not open this bridge until every bolt in it has been replaced.”",
        ),
        [Sort::Quotation],
        "a letter without marks"
    );
    assert_eq!(
        sorts(
            "Divers reached the cracked pier at dawn and marked the spot with paint. “It is bad,” Poe said.",
            "Divers reached the cracked pier at dawn and marked the spot with paint. “It is bad,” Poe said.",
        ),
        [Sort::Copy],
        "a copied passage with a quotation in it"
    );
    assert_eq!(
        sorts(
            "Poe said the council had known of the crack for weeks before it told anybody in the town.",
            "The council had known of the crack for weeks before it told anybody in the town, Poe said.",
        ),
        [Sort::Copy],
        "the wording of indirect speech is the reporter's"
    );
}

#[test]
fn a_report_that_quotes_another_report_copies_it() {
    let sorts = |second| {
        between("The council had known of the crack for weeks before it told anybody in the town.", second)
            .into_iter()
            .map(|p| p.2)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        sorts(
            "The council “had known of the crack for weeks before it told anybody in the town,” the Oxbow Courier reported."
        ),
        [Sort::Copy]
    );
    assert_eq!(
        sorts("The council “had known of the crack for weeks before it told anybody in the town,” Poe said."),
        [Sort::Quotation]
    );
}

#[test]
fn names_and_furniture_are_no_passages() {
    assert_eq!(
        between(
            "Ann Poe, director of the National Institute of Bridges and Inland Waters of the State of Ohio, wept.",
            "Critics of the director of the National Institute of Bridges and Inland Waters of the State of Ohio rejoiced.",
        ),
        []
    );
    let line = "Get the very best stories of our small town in your inbox each morning.";
    let mut with_furniture = [record("Oxbow Courier", line), record("Oxbow Courier", line)];
    assert_eq!(shared(&with_furniture[0], &with_furniture[1]).len(), 1);
    for record in &mut with_furniture {
        record.report.furniture = vec![Furniture {
            kind: FurnitureKind::Boilerplate,
            span: Span { start: 0, end: line.chars().count() },
        }];
    }
    assert_eq!(shared(&with_furniture[0], &with_furniture[1]), []);
}

#[test]
fn an_index_filled_from_a_store_answers_as_if_it_had_been_asked() {
    let first =
        record("Oxbow Courier", "Divers reached the cracked pier at dawn and marked the spot with paint.");
    let second = record("Pine Hill Gazette", "At noon divers reached the cracked pier and went home.");
    let third =
        record("Elm Times", "Divers reached the cracked pier at dawn and marked the spot with blue paint.");
    let (mut asked, mut filled) = (Index::new(), Index::new());
    for record in [&first, &second] {
        asked.add(record);
        filled.restore(record);
    }
    assert_eq!(asked.len(), filled.len());
    let found = asked.add(&third);
    assert_eq!(found, filled.add(&third));
    let others: Vec<usize> = found.iter().map(|passage| passage.other).collect();
    assert_eq!(others, [0]);
}

#[test]
fn a_report_of_one_word_over_and_over_ends() {
    let text = "again ".repeat(20_000);
    let (first, second) = (record("Oxbow Courier", &text), record("Pine Hill Gazette", &text));
    assert_eq!(shared(&first, &second).len(), 1);
    assert_eq!(between("", ""), []);
}
