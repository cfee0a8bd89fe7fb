//! What a record puts forward.

#![allow(clippy::unwrap_used, reason = "tests")]

use onrecord_compare::claim::{Role, propositions};
use onrecord_record::{
    Actor, ActorKind, Figure, Form, Furniture, FurnitureKind, Record, Report, SCHEMA, Span, Stance,
    Statement, Time, TimeType,
};

const TEXT: &str = "Port closed\nThe port of Ostra was closed on Tuesday after a fire in a warehouse. “He shut it \
                    himself,” said harbour master Ana Reis, who has led the port since 2010. About 200 ships are waiting.";

fn span(words: &str) -> Span {
    let byte = TEXT.find(words).unwrap();
    let start = TEXT[..byte].chars().count();
    Span { start, end: start + words.chars().count() }
}

fn record() -> Record {
    let statement = Statement {
        id: "s1".into(),
        source: vec![span("harbour master Ana Reis, who has led the port since 2010")],
        cue: vec![span("said")],
        content: vec![span("“He shut it himself,”")],
        form: Form::Direct,
        kind: None,
        actor: Some("a1".into()),
        stance: Some(Stance::Asserts),
        said_when: vec![],
        inside: None,
        via: vec![],
        anonymity: None,
        confidence: 0.9,
    };
    let actor = |id: &str, name: &str, mention| Actor {
        id: id.into(),
        name: name.into(),
        kind: ActorKind::Person,
        roles: vec![],
        mentions: vec![mention],
    };
    Record {
        schema: SCHEMA.into(),
        report: Report {
            id: "sha256:1".into(),
            published: Some("2023-10-25".into()),
            furniture: vec![Furniture { kind: FurnitureKind::Headline, span: span("Port closed") }],
            ..Report::default()
        },
        text: TEXT.into(),
        statements: vec![statement],
        actors: vec![actor("a1", "Ana Reis", span("Ana Reis")), actor("a2", "Jo Lund", span("He"))],
        times: vec![Time {
            span: span("Tuesday"),
            kind: TimeType::Date,
            timex: Some("2023-10-24".into()),
            from: Some("2023-10-24".into()),
            to: Some("2023-10-24".into()),
            resolved_by: None,
        }],
        figures: vec![Figure {
            span: span("About 200 ships"),
            value: Some(200.0),
            low: None,
            high: None,
            qualifier: Some("about".into()),
            unit: Some("ships".into()),
            outcome: None,
        }],
        model: "reader-1".into(),
    }
}

#[test]
fn statements_and_narration_come_in_the_order_of_the_text() {
    let all = propositions(&record());
    let told: Vec<_> = all.iter().map(|p| (p.place.as_str(), p.role, p.text.as_str())).collect();
    assert_eq!(
        told,
        [
            ("n1", Role::Narration, "The port of Ostra was closed on Tuesday after a fire in a warehouse."),
            ("s1", Role::Statement, "“He shut it himself,”"),
            ("n2", Role::Narration, "About 200 ships are waiting."),
        ]
    );
}

#[test]
fn a_proposition_knows_its_source_and_what_lies_inside() {
    let all = propositions(&record());
    assert_eq!(all[0].times[0].from.to_string(), "2023-10-24");
    assert_eq!(all[0].names, ["Ostra"]);
    assert_eq!(all[1].source.as_deref(), Some("Ana Reis"));
    assert_eq!((all[1].cue.as_str(), all[1].address), ("said", span("said")));
    assert_eq!(all[1].names, ["Jo Lund"]);
    assert_eq!(
        all[1].context,
        "“He shut it himself,” said harbour master Ana Reis, who has led the port since 2010."
    );
    assert_eq!(all[2].figures[0].value, Some(200.0));
}

#[test]
fn places_outside_of_the_text_do_no_harm() {
    let mut record = record();
    record.statements[0].content = vec![Span { start: 9, end: 3 }, Span { start: 5000, end: 6000 }];
    assert_eq!(propositions(&record).iter().find(|p| p.place == "s1").unwrap().text, " ");
}

#[test]
fn a_saying_of_nobody_keeps_its_words_for_who_says_it() {
    let at = |start, end| vec![Span { start, end }];
    let mut record = record();
    record.text = "None of the officials denied the fire.".into();
    record.actors = vec![Actor { name: "officials".into(), mentions: at(8, 21), ..record.actors[0].clone() }];
    record.statements[0] = Statement {
        source: at(0, 21),
        cue: at(22, 28),
        content: at(29, 37),
        stance: Some(Stance::Denies),
        ..record.statements[0].clone()
    };
    record.times.clear();
    record.figures.clear();
    record.report.furniture.clear();
    assert_eq!(propositions(&record)[0].source.as_deref(), Some("None of the officials"));
}
