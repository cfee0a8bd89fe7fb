//! Pairs judged, and claims joined.

#![allow(clippy::unwrap_used, reason = "tests")]

use onrecord_compare::claim::{
    FigureRelation, Incoming, Index, Placed, Proposition, Relation, Traits, relate,
};

fn says(report: &str, source: &str, cue: &str, text: &str) -> Proposition {
    let published = onrecord_times::published("2023-10-25");
    let context = format!("{source} {cue} {text}");
    let proposition = Proposition::of_words(text, &context, Some(source), cue, published);
    Proposition { report: report.into(), ..proposition }
}

fn relation(a: &str, b: &str) -> Relation {
    let [a, b] = [a, b].map(|text| says("r", "the harbour master", "said", text));
    let found = relate(&a, &b);
    assert_eq!(relate(&b, &a).relation, found.relation, "both orders");
    found.relation
}

#[test]
fn the_same_words_are_the_same_whatever_the_marks_around_them() {
    let copy = "that the port of Ostra will not open before Friday";
    assert_eq!(relation("“The port of Ostra will not open before Friday.”", copy), Relation::Same);
}

#[test]
fn words_inside_others_of_one_report_are_as_much_the_same_as_they_make_up() {
    let inner = "the port of Ostra will not open before Friday";
    assert_eq!(
        relation(inner, "officials told him the port of Ostra will not open before Friday"),
        Relation::Same
    );
    let long = format!("if the storm goes on and no pilot can be found by noon tomorrow, {inner}");
    assert_eq!(relation(inner, &long), Relation::Part);
    let denied = format!("it is not true that {inner}");
    assert_ne!(relation(inner, &denied), Relation::Same, "a guard is asked all the same");
}

#[test]
fn what_a_guard_tells_apart_is_never_the_same() {
    let told = "12 dockers were hurt in the fire at the port of Ostra on Tuesday";
    for other in [
        "15 dockers were hurt in the fire at the port of Ostra on Tuesday",
        "12 dockers were not hurt in the fire at the port of Ostra on Tuesday",
        "12 dockers were hurt in the fire at the port of Ostra on Friday",
        "12 dockers were hurt in the fire at the port of Lund on Tuesday",
    ] {
        assert_ne!(relation(told, other), Relation::Same, "{other}");
    }
}

#[test]
fn figures_are_held_against_each_other() {
    let [a, b, c] = ["at least 12 dockers were hurt", "13 dockers were hurt", "10 dockers were hurt"]
        .map(|text| says("r", "police", "said", text));
    assert_eq!(relate(&a, &b).figures, FigureRelation::Agree);
    let apart = relate(&b, &c);
    assert_eq!(apart.figures, FigureRelation::Disagree);
    assert_eq!((apart.reasons[0].a.as_str(), apart.reasons[0].b.as_str()), ("13 dockers", "10 dockers"));
}

#[test]
fn a_denial_belongs_to_the_claim_that_it_denies() {
    let mut index = Index::new();
    let mut add = |proposition: Proposition| index.add(proposition);
    let first = add(says(
        "r1",
        "the union",
        "said",
        "the port of Ostra was closed to hide a fire in the grain store",
    ));
    add(says("r1", "Ana Reis", "said", "her next novel is about whales"));
    let denied = add(says(
        "r2",
        "the harbour master",
        "denied",
        "that the port of Ostra was closed to hide a fire in the grain store",
    ));
    assert_eq!((first.id, first.claim, denied.id, denied.claim), (0, 0, 2, 0));
    assert_eq!((denied.pairs[0].with, denied.pairs[0].judgement.relation), (0, Relation::Same));
}

#[test]
fn what_was_added_before_can_be_restored_without_judging() {
    let told = |report| says(report, "the union", "said", "the port of Ostra will open on Friday morning");
    let (a, b) = (told("r1"), told("r2"));
    let mut index = Index::new();
    assert_eq!(index.restore(a.clone(), Traits::of(&a), None), 0);
    assert_eq!(index.restore(b.clone(), Traits::of(&b), Some(0)), 1);
    assert_eq!((index.len(), index.claim(1), index.claim(7)), (2, Some(0), None));
    assert_eq!(index.add(told("r3")).claim, 0);
}

#[test]
fn a_report_is_placed_alike_on_any_number_of_threads() {
    let closed = "the port of Ostra was closed to hide a fire in the grain store";
    let row = |report: &str, texts: [&str; 4]| -> Vec<Incoming> {
        let incoming = |(at, text): (usize, &str)| {
            let proposition = says(report, "the union", "said", text);
            // The last is a bare denial of the first.
            let denies = (at == 3).then_some(0);
            Incoming { traits: Traits::of(&proposition), proposition, denies }
        };
        texts.into_iter().enumerate().map(incoming).collect()
    };
    let first = row("r1", [closed, "the port will open on Friday morning", "12 dockers were hurt", "it"]);
    let second = row("r2", ["15 dockers were hurt in the fire", closed, "the whales left the bay", "that"]);
    let place = |jobs: usize| -> Vec<Placed> {
        let mut index = Index::new();
        let mut all = index.add_all(first.clone(), jobs);
        all.extend(index.add_all(second.clone(), jobs));
        all
    };
    let alone = place(1);
    assert_eq!(alone, place(3));
    let claims: Vec<u32> = alone.iter().map(|placed| placed.claim).collect();
    assert_eq!((claims[0], claims[3], claims[5], claims[7]), (0, 0, 0, claims[4]));
    assert!(alone[3].pairs.is_empty(), "a bare denial is not compared");
}
