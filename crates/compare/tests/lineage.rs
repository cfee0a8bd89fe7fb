//! Whom a report says it relies on, and the origins of a claim.

use onrecord_compare::claim::propositions;
use onrecord_compare::copy;
use onrecord_compare::lineage::{End, Lineage, Reliance, SharedText, Sort, Voice, origins, reliances};
use onrecord_record::{
    Actor, ActorKind, Form, Furniture, FurnitureKind, Record, Report, SCHEMA, SourceKind, Span, Stance,
    Statement, Via,
};

/// Where some words stand.
fn at(text: &str, words: &str) -> Span {
    let start =
        text.find(words).map(|byte| text[..byte].chars().count()).expect("the words stand in the text");
    Span { start, end: start + words.chars().count() }
}

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

fn statement(text: &str, [source, cue, content]: [&str; 3], kind: SourceKind) -> Statement {
    Statement {
        id: "s1".to_owned(),
        source: vec![at(text, source)],
        cue: vec![at(text, cue)],
        content: vec![at(text, content)],
        form: Form::Indirect,
        kind: Some(kind),
        actor: None,
        stance: Some(Stance::Asserts),
        said_when: Vec::new(),
        inside: None,
        via: Vec::new(),
        anonymity: None,
        confidence: 1.0,
    }
}

fn outlet(id: &str, name: &str) -> Actor {
    Actor {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: ActorKind::Outlet,
        roles: Vec::new(),
        mentions: Vec::new(),
    }
}

/// What a record says, as place, name, words and sort.
fn found(record: &Record) -> Vec<(Option<String>, String, String, Sort)> {
    let words =
        |span: Span| record.text.chars().skip(span.start).take(span.end - span.start).collect::<String>();
    let found = reliances(record, &propositions(record));
    found.into_iter().map(|r| (r.place, r.on, words(r.span), r.sort)).collect()
}

/// What a text without statements says, as name and sort.
fn told(text: &str) -> Vec<(String, Sort)> {
    found(&record("Pine Hill Gazette", text)).into_iter().map(|(_, on, _, sort)| (on, sort)).collect()
}

#[test]
fn outlets_that_relay_and_outlets_that_are_cited() {
    let text = "Officials told the Courier the pier was cracked.";
    let mut relayed = record("Pine Hill Gazette", text);
    relayed.actors = vec![outlet("a1", "Oxbow Courier")];
    relayed.statements = vec![Statement {
        via: vec![Via { actor: Some("a1".to_owned()), span: at(text, "Courier") }],
        ..statement(text, ["Officials", "told", "the pier was cracked"], SourceKind::Unnamed)
    }];
    let s1 = || Some("s1".to_owned());
    assert_eq!(found(&relayed), [(s1(), "Oxbow Courier".to_owned(), "Courier".to_owned(), Sort::Via)]);
    relayed.report.outlet = Some("The Oxbow Courier".to_owned());
    assert_eq!(found(&relayed), [], "what the report's own paper was told");

    let text = "The pier was cracked, according to the Elm Times.";
    let mut cited = record("Pine Hill Gazette", text);
    cited.statements =
        vec![statement(text, ["the Elm Times", "according to", "The pier was cracked"], SourceKind::Outlet)];
    let words = "the Elm Times".to_owned();
    assert_eq!(found(&cited), [(s1(), words.clone(), words, Sort::Source)]);
}

#[test]
fn outlets_that_reported_before() {
    let reported = |name: &str| vec![(name.to_owned(), Sort::Reported)];
    for text in [
        "The crack in the northern pier was first reported by the Elm Times on Monday.",
        "The Elm Times, which first reported the crack in the northern pier, named nobody.",
        "The town had known for weeks of the crack in the pier, citing a report in the Elm Times.",
    ] {
        assert_eq!(told(text), reported("Elm Times"), "{text}");
    }
    let text = "The crack was first reported by Ann Poe at the weekend meeting.";
    assert_eq!(told(text), reported("Ann Poe"), "whoever reported first");
    for text in [
        "The council shut the old bridge for a year, citing Ann Poe and the rain.",
        "The flood was reported by Mayor Poe to the council of the town.",
        "The crack in the pier was first reported by the Pine Hill Gazette.",
    ] {
        assert_eq!(told(text), [], "{text}");
    }
}

#[test]
fn what_is_first_reported_holds_for_its_sentence() {
    let text = "Divers marked the spot with paint at dawn. The crack was first reported by the Elm Times.";
    let places: Vec<Option<String>> =
        found(&record("Pine Hill Gazette", text)).into_iter().map(|found| found.0).collect();
    assert_eq!(places, [Some("n2".to_owned())]);
}

#[test]
fn agencies_of_datelines_and_credits() {
    let text =
        "OXBOW (AP) — The bridge was shut.\nJane Roe and The Associated Press contributed to this report.";
    let mut report = record("Pine Hill Gazette", text);
    let furniture = |kind, words| Furniture { kind, span: at(text, words) };
    report.report.furniture = vec![furniture(FurnitureKind::Dateline, "OXBOW (AP) —")];
    report.report.credit = Some("AP".to_owned());
    assert_eq!(
        found(&report),
        [
            (None, "AP".to_owned(), "AP".to_owned(), Sort::Dateline),
            (None, "Associated Press".to_owned(), "Associated Press".to_owned(), Sort::Credit),
        ]
    );
    report.report.outlet = Some("Associated Press".to_owned());
    assert_eq!(found(&report), [], "its own");
    let credit = |name: &str| vec![(name.to_owned(), Sort::Credit)];
    assert_eq!(told("It fell.\nThis report contains material from Reuters."), credit("Reuters"));
    assert_eq!(
        told("It fell.\n• This article is based in part on wire service reports."),
        credit("wire service reports")
    );
    assert_eq!(told("It fell.\nHeat contributed to the report of losses, the Press Office said."), []);
}

/// A voice of a report on a day of March.
fn voice<'a>(
    report: usize,
    outlet: &'a str,
    day: &'a str,
    end: End<'a>,
    relies: &'a [Reliance],
) -> Voice<'a> {
    const WORDS: &[Span] = &[Span { start: 10, end: 60 }];
    Voice {
        report,
        outlet: Some(outlet),
        published: Some(day),
        words: WORDS,
        end,
        relies: relies.iter().collect(),
    }
}

const WORDS: Span = Span { start: 0, end: 5 };

fn on(name: &str, sort: Sort) -> [Reliance; 1] {
    [Reliance { place: None, on: name.to_owned(), actor: None, span: WORDS, sort }]
}

#[test]
fn chains_are_followed_to_their_ends_and_counted_in_a_sentence() {
    let (via, dateline) = (on("the Elm Times", Sort::Via), on("AP", Sort::Dateline));
    let cited = on("Elm Times", Sort::Source);
    let officials = End::Unnamed("officials", WORDS);
    let voices = [
        voice(0, "Elm Times", "2024-03-01", officials, &[]),
        voice(1, "Oxbow Courier", "2024-03-02", officials, &via),
        voice(2, "Pine Hill Gazette", "2024-03-02", End::Named(9, "Elm Times", WORDS), &cited),
        voice(3, "Lake Herald", "2024-03-03", End::Nobody, &dateline),
        voice(4, "Associated Press", "2024-03-03", End::Nobody, &[]),
        voice(5, "Fern Star", "2024-03-04", End::Nobody, &[]),
        voice(6, "Moss Mail", "2024-03-05", End::Nobody, &[]),
    ];
    let found = origins(&voices, &[]);
    assert_eq!(found.to_string(), "7 reports, 2 origins; lineage of 2 not stated");
    let reports: Vec<(Vec<String>, Vec<usize>)> =
        found.origins.iter().map(|o| (o.names.clone(), o.reports.clone())).collect();
    assert_eq!(
        reports,
        [
            (vec!["officials".to_owned(), "the Elm Times".to_owned(), "Elm Times".to_owned()], vec![0, 1, 2]),
            (vec!["AP".to_owned()], vec![3, 4]),
        ]
    );
    assert_eq!(found.earliest, Some(0));
    assert_eq!(found.not_stated().collect::<Vec<_>>(), [5, 6]);
    let relies = |name: &str| Lineage::ReliesOn { on: name.to_owned(), span: WORDS };
    assert_eq!(
        found.reports.into_iter().map(|(_, lineage)| lineage).collect::<Vec<_>>(),
        [
            Lineage::NoLinkFound,
            relies("the Elm Times"),
            relies("Elm Times"),
            relies("AP"),
            Lineage::NoLinkFound,
            Lineage::NotStated,
            Lineage::NotStated,
        ]
    );
}

#[test]
fn a_copied_passage_links_its_reports_and_a_shared_quotation_does_not() {
    let officials = End::Unnamed("officials", WORDS);
    let voices = [
        voice(7, "Elm Times", "2024-03-02", officials, &[]),
        voice(8, "Oxbow Courier", "2024-03-01", officials, &[]),
    ];
    let places = (Span { start: 0, end: 50 }, Span { start: 5, end: 55 });
    let shared = |sort| [SharedText { reports: (7, 8), places, sort }];
    let copied = origins(&voices, &shared(copy::Sort::Copy));
    assert_eq!(copied.to_string(), "2 reports, 1 origin");
    assert_eq!(
        copied.reports,
        [(8, Lineage::NoLinkFound), (7, Lineage::SameText { with: 8, places })],
        "the later has the words of the earlier"
    );
    let quoted = origins(&voices, &shared(copy::Sort::Quotation));
    assert_eq!(quoted.to_string(), "2 reports, 2 origins");
}

#[test]
fn one_named_source_of_two_reports_is_one_origin() {
    let poe = End::Named(3, "Ann Poe", WORDS);
    let mut voices =
        [voice(0, "Elm Times", "2024-03-01", poe, &[]), voice(1, "Oxbow Courier", "2024-03-02", poe, &[])];
    assert_eq!(origins(&voices, &[]).to_string(), "2 reports, 1 origin");
    voices[1].published = None;
    assert_eq!(origins(&voices, &[]).earliest, None, "the undated one may be earlier");
    assert_eq!(origins(&[], &[]).to_string(), "0 reports, 0 origins");
}
