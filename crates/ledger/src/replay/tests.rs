//! What decisions change, what undoing brings back, and what becomes of them when a report is read anew.

use crate::query::pile::Pile;
use crate::row::{Report, Row, Statement};
use crate::{Address, Decision, Error, State};
use onrecord_record::{Record, SourceKind, Span, Stance};

const GATE: &str = "Ada Brand said the gate had rusted through.";
const LATER: &str = "Engineer Brand said the gate had rusted through. Ministry officials denied the rust.";

/// Two reports with one claim in both of them, and two actors who might be one.
fn pile() -> Pile {
    let mut pile = Pile::new();
    let brand = |name| (name, "said", "the gate had rusted through", SourceKind::Person, Stance::Asserts);
    pile.report("Wire", Some("2024-03-05"), "Dam fails", GATE, &[brand("Ada Brand")]);
    let denial = ("Ministry officials", "denied", "the rust", SourceKind::Unnamed, Stance::Denies);
    pile.report("Courier", Some("2024-03-06"), "Rust", LATER, &[brand("Engineer Brand"), denial]);
    pile.links(
        "INSERT INTO actor (id, name, kind) VALUES (1, 'Ada Brand', 'person'), (2, 'Engineer Brand', 'person'),
            (3, 'Ministry officials', 'unnamed');
        UPDATE mention SET actor = id, machine_actor = id;
        INSERT INTO claim (id, wording, machine_wording) VALUES (1, 1, 1), (2, 3, 3);
        UPDATE statement SET claim = 1, machine_claim = 1 WHERE id <> 3;
        UPDATE statement SET claim = 2, machine_claim = 2 WHERE id = 3;
        UPDATE statement SET stand = stance, machine_stand = stance;
        INSERT INTO pair VALUES (1, 2, 'same', 'same', NULL, 0.9, '[]');
        INSERT INTO proposal (a, b, reason) VALUES (1, 2, '{}');",
    );
    pile
}

fn decide(pile: &mut Pile, decision: &Decision) -> i64 {
    let entry = pile.writer.decide("Ana", decision).expect("it holds");
    assert_eq!(faults(pile), [""; 0]);
    entry
}

fn faults(pile: &Pile) -> Vec<String> {
    let mut faults = Vec::new();
    pile.writer.check(|fault| faults.push(fault.to_string())).expect("it can be read");
    faults
}

fn actor(pile: &Pile, id: i64) -> Address {
    pile.writer.address_of_actor(id).expect("an actor")
}

fn statement(pile: &Pile, id: i64) -> Address {
    pile.writer.address_of_statement(id).expect("a statement")
}

/// One column of all rows, in their order.
fn column(pile: &Pile, table: &str, column: &str) -> Vec<String> {
    let select = format!("SELECT ifnull(CAST({column} AS TEXT), '-') FROM {table} ORDER BY rowid");
    let mut select = pile.db().prepare(&select).expect("a column");
    let values = select.query_map([], |row| row.get(0)).expect("rows");
    values.collect::<Result<_, _>>().expect("words")
}

fn states(pile: &Pile) -> Vec<State> {
    pile.writer.journal().expect("a journal").iter().map(|entry| entry.state).collect()
}

/// Reads a report anew, with `change` made to its record.
fn reread(pile: &mut Pile, report: i64, change: impl FnOnce(&mut Record)) {
    let json = Report::record(pile.db(), report).expect("a record");
    let mut record: Record = serde_json::from_str(&json).expect("a record");
    change(&mut record);
    assert_eq!(pile.writer.replace(&[record]).expect("it is replaced"), 1);
    assert_eq!(faults(pile), [""; 0]);
}

#[test]
fn actors_are_merged_and_come_apart_again() {
    let mut pile = pile();
    let merge = Decision::MergeActors { kept: actor(&pile, 1), other: actor(&pile, 2) };
    assert_eq!(decide(&mut pile, &merge), 1);
    assert_eq!(column(&pile, "mention", "actor"), ["1", "1", "3"]);
    assert_eq!(column(&pile, "statement", "actor"), ["1", "1", "3"]);
    assert_eq!(
        pile.db().query_row("SELECT state FROM proposal", [], |r| r.get::<_, String>(0)),
        Ok("merged".into())
    );

    assert_eq!(pile.writer.undo("Ben", 1).expect("it is undone"), 2);
    assert_eq!(column(&pile, "statement", "actor"), ["1", "2", "3"]);
    assert_eq!(states(&pile), [State::Undone, State::Holds]);
    assert_eq!(pile.writer.undo("Ana", 2).expect("it is done again"), 3);
    assert_eq!(column(&pile, "statement", "actor"), ["1", "1", "3"]);
    assert_eq!(states(&pile), [State::Holds, State::Undone, State::Holds]);
    assert_eq!(faults(&pile), [""; 0]);
}

#[test]
fn a_mention_is_split_off_and_its_actor_merged_elsewhere() {
    let mut pile = pile();
    let (first, second) = (actor(&pile, 1), actor(&pile, 2));
    decide(&mut pile, &Decision::MergeActors { kept: first.clone(), other: second.clone() });
    decide(&mut pile, &Decision::SplitActor { mentions: vec![second.clone()] });
    assert_eq!(column(&pile, "mention", "actor"), ["1", "-2", "3"]);
    assert_eq!(column(&pile, "actor WHERE id < 0", "name"), ["Engineer Brand"]);
    let officials = actor(&pile, 3);
    decide(&mut pile, &Decision::MergeActors { kept: second.clone(), other: officials });
    assert_eq!(column(&pile, "mention", "actor"), ["1", "-2", "-2"]);
    decide(&mut pile, &Decision::NotSameActor { a: first, b: second });
    assert_eq!(column(&pile, "mention", "actor"), ["1", "-2", "-2"], "they are two already");
}

#[test]
fn actors_that_a_person_tells_apart_stay_apart() {
    let mut pile = pile();
    let decision = Decision::NotSameActor { a: actor(&pile, 2), b: actor(&pile, 1) };
    decide(&mut pile, &decision);
    assert_eq!(
        pile.db().query_row("SELECT state FROM proposal", [], |r| r.get::<_, String>(0)),
        Ok("refused".into())
    );
}

#[test]
fn claims_are_merged_and_split() {
    let mut pile = pile();
    let merge = Decision::MergeClaims {
        kept: pile.writer.address_of_claim(1).expect("a claim"),
        other: pile.writer.address_of_claim(2).expect("a claim"),
    };
    decide(&mut pile, &merge);
    assert_eq!(column(&pile, "statement", "claim"), ["1", "1", "1"]);
    let split = Decision::SplitClaim { statements: vec![statement(&pile, 1)] };
    decide(&mut pile, &split);
    assert_eq!(column(&pile, "statement", "claim"), ["-2", "1", "1"]);
    assert_eq!(column(&pile, "claim", "wording"), ["1", "2", "3"], "by id: -2, 1 with another wording, 2");
    pile.writer.undo("Ana", 2).expect("it is undone");
    assert_eq!(column(&pile, "claim", "wording"), ["1", "3"]);
}

#[test]
fn two_statements_that_are_not_the_same_part() {
    let mut pile = pile();
    let decision = Decision::NotSame { a: statement(&pile, 1), b: statement(&pile, 2) };
    decide(&mut pile, &decision);
    assert_eq!(column(&pile, "statement", "claim"), ["1", "-1", "2"]);
    let relation =
        |pile: &Pile| pile.db().query_row("SELECT relation FROM pair", [], |r| r.get::<_, String>(0));
    assert_eq!(relation(&pile), Ok("different".into()));
    pile.writer.undo("Ana", 1).expect("it is undone");
    assert_eq!(relation(&pile), Ok("same".into()));
}

#[test]
fn words_and_stance_are_corrected_and_found() {
    let mut pile = pile();
    let found = |pile: &Pile, word: &str| {
        let select = "SELECT count(*) FROM found WHERE found MATCH ?1";
        pile.db().query_row(select, [word], |row| row.get::<_, i64>(0)).expect("a count")
    };
    let at = statement(&pile, 3);
    let gate = LATER.find("gate").expect("it is there");
    let content = Some(vec![Span { start: gate, end: gate + 4 }, Span { start: gate + 9, end: gate + 15 }]);
    let span = Decision::Span { statement: at.clone(), source: Some(Vec::new()), cue: None, content };
    decide(&mut pile, &span);
    decide(&mut pile, &Decision::Stance { statement: at, stance: Stance::Hedges });
    let third = Statement::one(pile.db(), "WHERE id = 3", []).expect("it is there").expect("a statement");
    assert_eq!(
        (third.source.as_str(), third.cue.as_str(), third.content.as_str()),
        ("", "denied", "gate … rusted")
    );
    assert_eq!((third.stance.as_deref(), third.stand.as_deref()), (Some("hedges"), Some("hedges")));
    assert_eq!((found(&pile, "officials"), found(&pile, "content: gate")), (0, 3));
    for entry in [1, 2] {
        pile.writer.undo("Ana", entry).expect("it is undone");
    }
    let third = Statement::one(pile.db(), "WHERE id = 3", []).expect("it is there").expect("a statement");
    assert_eq!((third.content.as_str(), third.stance.as_deref()), ("the rust", Some("denies")));
    assert_eq!((found(&pile, "officials"), found(&pile, "content: gate")), (1, 2));
    assert_eq!(faults(&pile), [""; 0]);
}

#[test]
fn decisions_wait_for_links_and_outlive_a_re_read() {
    let mut pile = pile();
    let merge = Decision::MergeActors { kept: actor(&pile, 1), other: actor(&pile, 2) };
    let stance = Decision::Stance { statement: statement(&pile, 3), stance: Stance::Asks };
    decide(&mut pile, &merge);
    decide(&mut pile, &stance);
    pile.links("UPDATE report SET linked = id");
    reread(&mut pile, 2, |record| record.model = "another".to_owned());
    assert_eq!(states(&pile), [State::Waiting, State::Holds]);
    assert_eq!(column(&pile, "statement", "stance"), ["asserts", "asserts", "asks"]);
    pile.links(
        "INSERT INTO actor (id, name, kind) VALUES (7, 'A', 'person'), (9, 'B', 'person');
        UPDATE mention SET actor = 7, machine_actor = 7 WHERE report = 1;
        UPDATE mention SET actor = 9, machine_actor = 9 WHERE report = 2;",
    );
    assert_eq!(states(&pile), [State::Holds, State::Holds]);
    assert_eq!(column(&pile, "mention", "actor"), ["7", "7", "7"]);
    assert_eq!(faults(&pile), [""; 0]);
}

#[test]
fn what_lost_its_place_is_an_orphan_until_the_place_is_back() {
    let mut pile = pile();
    let stance = Decision::Stance { statement: statement(&pile, 3), stance: Stance::Asks };
    let note = Decision::Note { at: statement(&pile, 3), text: "Ask them again.".to_owned() };
    decide(&mut pile, &stance);
    decide(&mut pile, &note);
    let mut kept = None;
    reread(&mut pile, 2, |record| kept = record.statements.pop());
    let journal = pile.writer.journal().expect("a journal");
    assert_eq!((journal[0].state, journal[1].state), (State::Orphan, State::Holds));
    let reason = journal[0].reason.as_deref().expect("a reason");
    assert!(reason.starts_with("no statement is read there now: “denied” at 68-74 of "), "{reason}");

    reread(&mut pile, 2, |record| {
        record.statements.extend(kept);
        record.text = record.text.replace("denied", "doubted");
    });
    let journal = pile.writer.journal().expect("a journal");
    assert_eq!((journal[0].state, journal[1].state), (State::Orphan, State::Orphan));
    let reason = journal[1].reason.as_deref().expect("a reason");
    assert!(reason.starts_with("the words are gone: “denied” at 68-74 of "), "{reason}");

    reread(&mut pile, 2, |record| record.text = record.text.replace("doubted", "denied"));
    assert_eq!(states(&pile), [State::Holds, State::Holds]);
    assert_eq!(column(&pile, "statement", "stance"), ["asserts", "asserts", "asks"]);
}

#[test]
fn what_is_about_nothing_is_refused_and_not_written() {
    let mut pile = pile();
    let refused = |pile: &mut Pile, decision: &Decision| match pile.writer.decide("Ana", decision) {
        Err(Error::Refused(why)) => why,
        other => panic!("{other:?}"),
    };
    let at = statement(&pile, 1);
    let gone = Address { words: "spoke".to_owned(), ..at.clone() };
    let elsewhere = Address { report: "sha256:00".to_owned(), ..at.clone() };
    let stance = |statement| Decision::Stance { statement, stance: Stance::Asks };
    assert!(refused(&mut pile, &stance(gone)).starts_with("the words are gone: “spoke”"));
    assert_eq!(refused(&mut pile, &stance(elsewhere)), "there is no report sha256:00");
    let itself = Decision::MergeActors { kept: actor(&pile, 1), other: actor(&pile, 1) };
    assert_eq!(refused(&mut pile, &itself), "they are one already");
    let beyond = Some(vec![Span { start: 40, end: 400 }]);
    let span = Decision::Span { statement: at.clone(), source: None, cue: None, content: beyond };
    assert_eq!(refused(&mut pile, &span), "there are no words at 40-400");
    assert_eq!(refused(&mut pile, &Decision::Undo { entry: 1 }), "the journal has no entry 1");
    assert!(pile.writer.decide(" ", &stance(at)).is_err());
    assert!(pile.writer.journal().expect("a journal").is_empty());
    assert_eq!(column(&pile, "statement", "stance"), ["asserts", "asserts", "denies"]);
}

#[test]
fn places_have_short_names() {
    let pile = pile();
    let hash: String =
        pile.db().query_row("SELECT hash FROM report WHERE id = 2", [], |row| row.get(0)).expect("a hash");
    let short = &hash[7..13];
    let words = |name: &str| pile.writer.address_of(name).map(|address| address.words);
    for (place, expected) in [("s1", "said"), ("s2", "denied"), ("a1", "Engineer Brand"), ("9-14", "Brand")] {
        assert_eq!(words(&format!("{short}:{place}")).expect("a place"), expected);
    }
    for name in ["s1", "zz:s1", ":s1", &format!("{short}:s9"), &format!("{short}:9-900"), "0000000000:s1"] {
        assert!(matches!(words(name), Err(Error::Refused(_))), "{name}");
    }
}
