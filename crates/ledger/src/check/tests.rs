//! Each sort of damage is found, and named by its place.

use crate::query::pile::dam;
use crate::{Decision, Ledger};
use onrecord_record::Stance;
use rusqlite::Connection;

/// What checking says after `damage` was done behind the ledger's back.
fn faults(damage: &str) -> Vec<String> {
    let mut pile = dam();
    pile.links("UPDATE statement SET machine_claim = claim, machine_stand = stand; UPDATE mention SET machine_actor = actor;");
    let statement = pile.writer.address_of_statement(1).expect("a statement");
    pile.writer.decide("Ana", &Decision::Stance { statement, stance: Stance::Hedges }).expect("it holds");
    let folder = pile.writer.folder().to_owned();
    let db = Connection::open(folder.join("ledger.sqlite")).expect("a database");
    db.pragma_update(None, "foreign_keys", false).expect("a pragma");
    db.execute_batch(damage).expect("damage");
    let mut faults = Vec::new();
    let checked = Ledger::open(&folder).expect("a ledger").check(|fault| faults.push(fault.to_string()));
    let checked = checked.expect("it can be read");
    assert_eq!(
        (checked.reports, checked.statements, checked.entries, checked.faults),
        (4, 6, 1, faults.len())
    );
    // Hashes are long, and other tests' concern.
    let digits = |fault: String| match fault.strip_prefix("sha256:") {
        Some(rest) => format!("report{}", &rest[64..]),
        None => fault,
    };
    faults.into_iter().map(digits).collect()
}

#[test]
fn an_undamaged_ledger_has_no_fault() {
    assert_eq!(faults(""), [""; 0]);
}

#[test]
fn damage_is_found_where_it_was_done() {
    let cases = [
        (
            "UPDATE raw SET bytes = x'00' WHERE hash = (SELECT hash FROM report WHERE id = 1)",
            "report: the raw bytes are not those of this hash",
        ),
        (
            "UPDATE report SET record = replace(record, 'rusted', 'bursted') WHERE id = 4",
            "report: the record is not the one that was filed",
        ),
        (
            "UPDATE report SET outlet = 'Wirf' WHERE id = 1",
            "report: the row does not say what its record says",
        ),
        (
            "UPDATE mention SET name = 'Ida Brand' WHERE id = 1",
            "report: the mentions are not those of its record",
        ),
        (
            "UPDATE statement SET kind = 'public' WHERE id = 2",
            "report s2: the row does not say what its record says",
        ),
        ("UPDATE statement SET cue = 'sang' WHERE id = 2", "report s2: its words do not stand where it says"),
        ("DELETE FROM found WHERE rowid = 2", "report s2: the index of words does not have its words"),
        (
            "INSERT INTO found (rowid, content) VALUES (99, 'x')",
            "statement 99: the index of words has words of no statement",
        ),
        ("UPDATE passage SET b_end = 6500", "report: passage 1 does not lie in its text"),
        ("UPDATE reliance SET start = -1", "report: reliance 1 does not lie in its text"),
        ("UPDATE reliance SET on_actor = 1", "reliance 1: its actor is not that of its mention"),
        ("DELETE FROM story WHERE id = 2", "story_report 4: names a story that is not there"),
        ("UPDATE tally SET opposed = 0 WHERE claim = 1", "claim 1: its tally is not what counting gives"),
        ("DELETE FROM tally WHERE claim = 2", "claim 2: its tally is not what counting gives"),
        (
            "UPDATE actor_tally SET reports = 9 WHERE actor = 1",
            "actor 1: its tally is not what counting gives",
        ),
        ("INSERT INTO actor_tally VALUES (99, 1, 1)", "actor 99: its tally is not what counting gives"),
        (
            "UPDATE report_tally SET denials = 0 WHERE report = 3",
            "report 3: its tally is not what counting gives",
        ),
        (
            "INSERT INTO day_tally VALUES ('2024-03-05', 1, 0)",
            "day 2024-03-05: its tally is not what counting gives",
        ),
        ("UPDATE pair SET b = a", "pair 2: compares a statement with itself"),
        (
            "UPDATE report SET linked = 3 WHERE id = 1",
            "report: its place in the order of linking is not the next one",
        ),
        ("UPDATE effect SET state = 'orphan'", "journal: replaying it gives something else than what holds"),
        (
            "UPDATE statement SET claim = NULL WHERE id = 2",
            "journal: replaying it gives something else than what holds",
        ),
        (
            "DROP TRIGGER journal_is_not_rewritten; UPDATE journal SET who = 'Eve'",
            "journal 1: it is not the entry that was written there",
        ),
    ];
    for (damage, fault) in cases {
        let found = faults(damage);
        assert!(found.iter().any(|f| f == fault), "{damage}: {found:?}");
    }
}

#[test]
fn the_journal_cannot_be_changed() {
    let mut pile = dam();
    let at = pile.writer.address_of_statement(1).expect("a statement");
    pile.writer.decide("Ana", &Decision::Note { at, text: "Ask.".to_owned() }).expect("it holds");
    for change in ["UPDATE journal SET who = 'Eve'", "DELETE FROM journal"] {
        let refused = pile.db().execute(change, []).expect_err("it is refused").to_string();
        assert_eq!(refused, "the journal is append-only");
    }
}
