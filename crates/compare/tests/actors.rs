//! Who is one actor across reports, on records as reading gives them.

use onrecord_compare::actor::{Index, Rule};
use onrecord_record::{Actor, ActorKind, Record, Report, Role, SCHEMA, Span};

/// A record whose actors have these kinds, names and roles; the text is their names.
fn record(actors: &[(ActorKind, &str, &str)]) -> Record {
    let mut text = String::new();
    let mut list = Vec::new();
    for (i, &(kind, name, role)) in actors.iter().enumerate() {
        let start = text.chars().count();
        text.push_str(name);
        let span = Span { start, end: text.chars().count() };
        text.push('\n');
        let roles = if role.is_empty() { vec![] } else { vec![Role { text: role.to_owned(), span }] };
        list.push(Actor {
            id: format!("a{}", i + 1),
            name: name.to_owned(),
            kind,
            roles,
            mentions: vec![span],
        });
    }
    Record {
        schema: SCHEMA.to_owned(),
        report: Report::default(),
        text,
        statements: vec![],
        actors: list,
        times: vec![],
        figures: vec![],
        model: "none".to_owned(),
    }
}

const PERSON: ActorKind = ActorKind::Person;
const BODY: ActorKind = ActorKind::Organisation;

/// The numbers of the actors of each report.
fn numbers(reports: &[&[(ActorKind, &str, &str)]]) -> Vec<Vec<usize>> {
    let mut index = Index::new();
    reports.iter().map(|r| index.add(&record(r)).links.iter().map(|l| l.actor).collect()).collect()
}

#[test]
fn one_full_name_is_one_person() {
    let found = numbers(&[&[(PERSON, "Ana Reis", "harbour master")], &[(PERSON, "Ana Reis", "")]]);
    assert_eq!(found, [[0], [0]]);
}

#[test]
fn one_name_in_other_roles_and_other_company_waits_for_a_person() {
    let mut index = Index::new();
    index.add(&record(&[(PERSON, "John Moor", "dairy farmer"), (BODY, "Oxbow Growers", "")]));
    let added =
        index.add(&record(&[(PERSON, "John Moor", "finance secretary"), (BODY, "Port Council of Lund", "")]));
    assert_eq!(added.links[0].actor, 2);
    assert_eq!((added.proposals[0].known, added.proposals[0].new), (0, 2));
}

#[test]
fn a_family_name_alone_goes_by_company() {
    let found = numbers(&[
        &[(PERSON, "Ana Reis", "harbour master"), (BODY, "Oxbow Harbour Board", "")],
        &[(PERSON, "Reis", ""), (BODY, "Oxbow Harbour Board", "")],
        &[(PERSON, "Reis", ""), (BODY, "Lisbon Opera", "")],
    ]);
    assert_eq!(found, [[0, 1], [0, 1], [2, 3]]);
}

#[test]
fn a_bare_name_means_who_is_far_better_known() {
    let [board, union, ferries] =
        [(BODY, "Oxbow Harbour Board", ""), (BODY, "Dockers' Union", ""), (BODY, "Lund Ferries", "")];
    let mut reports = vec![vec![(PERSON, "Ana Reis", "mayor"), board, union]; 8];
    reports.push(vec![(PERSON, "Ivo Reis", ""), board, union, ferries]);
    reports.push(vec![(PERSON, "Reis", ""), board, union, ferries]);
    let told: Vec<&[_]> = reports.iter().map(Vec::as_slice).collect();
    assert_eq!(numbers(&told)[9][0], 0, "the other was seen beside one name more, and once");
    assert_ne!(numbers(&told[1..])[8][0], 0, "seven times are not far more than once");
}

#[test]
fn initials_and_spelling_need_something_in_common() {
    let found = numbers(&[
        &[(PERSON, "Ana M. Reis", "harbour master")],
        &[(PERSON, "Ana Reis", "harbour master")],
        &[(PERSON, "Abdel Fattah al-Sidi", "president")],
        &[(PERSON, "Abdul Fatah el-Siddi", "president")],
        &[(PERSON, "Abdul Fatah el-Sidde", "")],
    ]);
    assert_eq!(found, [[0], [0], [1], [1], [2]]);
}

#[test]
fn another_given_name_is_another_person() {
    let found = numbers(&[&[(PERSON, "Ana Reis", "mayor")], &[(PERSON, "Ivo Reis", "mayor")]]);
    assert_eq!(found, [[0], [1]]);
}

#[test]
fn acronyms_meet_their_names() {
    let mut index = Index::new();
    index.add(&record(&[(BODY, "Oxbow River Trust", "")]));
    let added = index.add(&record(&[(BODY, "ORT", "")]));
    assert_eq!(added.links[0].actor, 0);
    assert_eq!(added.links[0].reason.as_ref().map(|r| r.rule), Some(Rule::Acronym));
}

#[test]
fn bodies_of_common_nouns_and_unnamed_sources_stay_with_their_report() {
    let found = numbers(&[
        &[(BODY, "Interior Ministry", ""), (ActorKind::Unnamed, "officials", "")],
        &[(BODY, "Interior Ministry", ""), (ActorKind::Unnamed, "officials", "")],
    ]);
    assert_eq!(found, [[0, 1], [2, 3]]);
}

#[test]
fn restoring_is_as_good_as_adding() {
    let first = record(&[(PERSON, "Ana Reis", "mayor"), (ActorKind::Unnamed, "officials", "")]);
    let mut index = Index::new();
    index.restore(&first, &[5, 7]);
    let added = index.add(&record(&[(PERSON, "Ana Reis", "mayor"), (BODY, "Lisbon Opera", "")]));
    assert_eq!(added.links.iter().map(|l| l.actor).collect::<Vec<_>>(), [5, 8]);
}

#[test]
fn a_son_is_not_his_father() {
    let found = numbers(&[
        &[(PERSON, "Ivo Moor", "president"), (BODY, "Oxbow Growers", "")],
        &[(PERSON, "Ivo Moor Jr.", "campaigner"), (BODY, "Oxbow Growers", "")],
        &[(PERSON, "Ivo Moor", "president")],
    ]);
    assert_eq!(found, [[0, 1].as_slice(), &[2, 1], &[0]]);
}

#[test]
fn somebody_goes_by_the_full_name_that_most_reports_give() {
    let mut index = Index::new();
    let mut told = |name| {
        let link = index.add(&record(&[(PERSON, name, "harbour master")])).links.remove(0);
        (link.actor, link.renamed)
    };
    assert_eq!(told("Reis"), (0, true));
    assert_eq!(told("Ana Maria Reis"), (0, true), "several words are fuller than one");
    assert_eq!(told("Reis"), (0, false));
    assert_eq!(told("Ana Reis"), (0, false), "as often");
    assert_eq!(told("Ana Reis"), (0, true));
    assert_eq!(told("Ana Reis"), (0, false), "goes by it already");

    let mut index = Index::new();
    let mut renamed = |name| index.add(&record(&[(PERSON, name, "harbour master")])).links[0].renamed;
    assert_eq!([renamed("Beyond Reis"), renamed("Reis")], [true, false]);
    let turns: Vec<bool> = (0..9).map(|_| renamed("Reis")).collect();
    assert_eq!(turns, [false, false, false, false, false, false, false, true, false], "at the ninth");
}
