//! What a tagger's names change, and what they must not.

use onrecord_record::{Report, SourceKind};
use onrecord_resolve::{Attribution, Name, NameKind, resolve};
use onrecord_text::ByteSpan;

/// The kind and actor of "SOURCE denied the report." with names tagged in the text before it and in it.
fn read(before: &str, source: &str, tags: &[(&str, NameKind)]) -> (SourceKind, String) {
    let text = format!("{before}{source} denied the report.");
    let place = |start: usize, len: usize| ByteSpan::new(start, start + len);
    let cue = place(before.len() + source.len() + 1, 6);
    let statement = Attribution {
        source: vec![place(before.len(), source.len())],
        cue: vec![cue],
        content: vec![place(cue.end + 1, 10)],
        inside: None,
    };
    let mut names: Vec<Name> = tags
        .iter()
        .flat_map(|&(form, kind)| {
            text.match_indices(form).map(move |(at, form)| Name { span: place(at, form.len()), kind })
        })
        .collect();
    names.sort_by_key(|n| n.span.start);
    let resolved = resolve(&text, &Report::default(), &[statement], &names, &[]);
    let actor = resolved.statements[0].actor.map(|a| resolved.actors[a].name.clone());
    (resolved.statements[0].kind, actor.unwrap_or_default())
}

#[test]
fn a_tagged_place_or_body_is_no_person() {
    assert_eq!(
        read("", "Caldia", &[("Caldia", NameKind::Location)]),
        (SourceKind::Organisation, "Caldia".into())
    );
    assert_eq!(
        read("", "Halden Grain", &[("Halden Grain", NameKind::Organization)]),
        (SourceKind::Organisation, "Halden Grain".into())
    );
}

#[test]
fn a_tagged_person_stays_one_whatever_follows() {
    assert_eq!(
        read("Ask at Orlu. ", "Orlu", &[("Orlu", NameKind::Person)]),
        (SourceKind::Person, "Orlu".into())
    );
}

#[test]
fn a_tagged_person_lends_the_full_name_to_the_short_one() {
    assert_eq!(
        read("Tsevel Orlu came. ", "Orlu", &[("Tsevel Orlu", NameKind::Person)]),
        (SourceKind::Person, "Tsevel Orlu".into())
    );
}

#[test]
fn the_lists_know_a_paper_from_a_street() {
    assert_eq!(
        read("", "The Wall Street Journal", &[("Wall Street", NameKind::Location)]),
        (SourceKind::Outlet, "Wall Street Journal".into())
    );
    assert_eq!(
        read("", "Reuters", &[("Reuters", NameKind::Location)]),
        (SourceKind::Outlet, "Reuters".into())
    );
}

#[test]
fn a_tagger_cuts_an_office_off_a_name() {
    assert_eq!(
        read("", "Additional DIG Torvan Orlu", &[("Torvan Orlu", NameKind::Person)]),
        (SourceKind::Person, "Torvan Orlu".into())
    );
}

#[test]
fn a_tagger_keeps_a_name_whole_that_has_a_title_inside() {
    assert_eq!(
        read("", "Torvan Sultan Orlu", &[("Torvan Sultan Orlu", NameKind::Person)]),
        (SourceKind::Person, "Torvan Sultan Orlu".into())
    );
}

#[test]
fn a_tagger_joins_what_and_parts() {
    assert_eq!(
        read(
            "",
            "The Ustan Food and Drug Administration",
            &[("Ustan Food and Drug Administration", NameKind::Organization)]
        ),
        (SourceKind::Organisation, "Ustan Food and Drug Administration".into())
    );
}

#[test]
fn a_tagger_cuts_a_headline_off_a_name() {
    assert_eq!(
        read(
            "Ustan Coalition Demands Grain. It met. ",
            "the Ustan Coalition",
            &[("Ustan Coalition", NameKind::Organization)]
        ),
        (SourceKind::Organisation, "Ustan Coalition".into())
    );
}

#[test]
fn a_tagger_parts_a_person_from_a_paper_that_ran_into_the_name() {
    let tags = [("Naftali Bendel", NameKind::Person), ("Lund Courier", NameKind::Organization)];
    assert_eq!(
        read("So writes Naftali Bendel Lund Courier reporter. ", "Naftali Bendel", &tags),
        (SourceKind::Person, "Naftali Bendel".into())
    );
}
