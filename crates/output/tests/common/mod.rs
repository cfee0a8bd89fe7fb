//! A record of one short report, with everything a writer has to cope with.

use onrecord_record::{
    Actor, ActorKind, Anonymity, Form, Record, Report, SCHEMA, SourceKind, Span, Stance, Statement, Via,
};

pub const TEXT: &str = "The dam failed because a gate had rusted through, two engineers told the Harbour Post on Monday, on \
condition of anonymity because they were not authorised to speak.\nThe ministry denied it. “The gate was new,” the \
agency said, and Ms Okafor, quoting the mayor, called the engineers liars.\n=cmd|calc, wrote a reader.";

/// Where `words` stand in the text, in code points.
pub fn at(words: &str) -> Span {
    let start = TEXT.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    let start = TEXT[..start].chars().count();
    Span { start, end: start + words.chars().count() }
}

pub fn statement(id: &str, source: &str, cue: &str, content: &[&str]) -> Statement {
    let words = |words: &str| if words.is_empty() { Vec::new() } else { vec![at(words)] };
    Statement {
        id: id.to_owned(),
        source: words(source),
        cue: words(cue),
        content: content.iter().map(|piece| at(piece)).collect(),
        form: Form::Indirect,
        kind: None,
        actor: None,
        stance: None,
        said_when: Vec::new(),
        inside: None,
        via: Vec::new(),
        anonymity: None,
        confidence: 0.9,
    }
}

pub fn record() -> Record {
    let actor = |id: &str, name: &str, kind| Actor {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        roles: Vec::new(),
        mentions: Vec::new(),
    };
    let engineers = Statement {
        kind: Some(SourceKind::Unnamed),
        actor: Some("a1".into()),
        stance: Some(Stance::Asserts),
        said_when: vec![at("on Monday")],
        via: vec![Via { actor: Some("a2".into()), span: at("the Harbour Post") }],
        anonymity: Some(Anonymity {
            condition: vec![at("on condition of anonymity")],
            reason: vec![at("because they were not authorised to speak")],
            precision: Some(2),
        }),
        ..statement("s1", "two engineers", "told", &["The dam failed because a gate had rusted through"])
    };
    let ministry = Statement {
        kind: Some(SourceKind::Organisation),
        actor: Some("a3".into()),
        stance: Some(Stance::Denies),
        confidence: 0.985,
        ..statement("s2", "The ministry", "denied", &["it."])
    };
    let direct = Statement {
        form: Form::Direct,
        actor: Some("a3".into()),
        kind: Some(SourceKind::Organisation),
        stance: Some(Stance::Asserts),
        ..statement("s3", "the agency", "said", &["“The gate was new,”"])
    };
    let outer =
        statement("s4", "Ms Okafor", "quoting", &["the mayor, called the engineers liars.\n=cmd|calc"]);
    let inner = Statement {
        inside: Some("s4".into()),
        stance: Some(Stance::Judges),
        ..statement("s5", "the mayor", "called", &["the engineers", "liars"])
    };
    let reader = statement("s6", "", "", &["=cmd|calc"]);
    Record {
        schema: SCHEMA.to_owned(),
        report: Report {
            id: "sha256:00".into(),
            key: Some("a/1".into()),
            file: Some("dam.txt".into()),
            title: Some("Gate \u{1b}[31mrusted\u{202e} through".into()),
            outlet: Some("Harbour Post".into()),
            published: Some("2031-03-03T10:00:00Z".into()),
            ..Report::default()
        },
        text: TEXT.to_owned(),
        statements: vec![engineers, ministry, direct, outer, inner, reader],
        actors: vec![
            actor("a1", "two engineers", ActorKind::Unnamed),
            actor("a2", "Harbour Post", ActorKind::Outlet),
            actor("a3", "Ministry of Water", ActorKind::Organisation),
        ],
        times: Vec::new(),
        figures: Vec::new(),
        model: "test".into(),
    }
}
