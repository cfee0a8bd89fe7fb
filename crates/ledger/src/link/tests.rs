//! What comes out of a pile does not depend on how it was put together.

use crate::query::pile::Pile;
use onrecord_record::{SourceKind, Stance};
use rusqlite::Connection;
use std::ops::ControlFlow;

const REPORTS: [(&str, Option<&str>, &str); 5] = [
    (
        "Wire",
        Some("2024-03-05"),
        "The mayor said the old bridge at Oxbow was closed after divers found a crack in its pier.",
    ),
    (
        "Courier",
        Some("2024-03-06"),
        "The mayor said the old bridge at Oxbow was closed after divers found a crack in its pier. Nobody was hurt.",
    ),
    ("Herald", Some("2024-03-06"), "The mayor said the harbour would open on Friday."),
    ("Blog", None, "The mayor said the old bridge at Oxbow was closed."),
    ("Gazette", Some("2024-03-04"), "The mayor said taxes would rise by four percent."),
];

/// Files the reports in this order, links after those that are told, and gives all links.
fn linked(order: [usize; 5], stops: &[usize]) -> Vec<String> {
    links(piled(order, stops).db())
}

/// Files the reports in this order, and links after those that are told.
pub(super) fn piled(order: [usize; 5], stops: &[usize]) -> Pile {
    let mut pile = Pile::new();
    for (n, (outlet, day, text)) in order.map(|i| REPORTS[i]).into_iter().enumerate() {
        let content = text.trim_start_matches("The mayor said ").split('.').next().unwrap_or_default();
        pile.report(
            outlet,
            day,
            outlet,
            text,
            &[("The mayor", "said", content, SourceKind::Person, Stance::Asserts)],
        );
        if n == 4 || stops.contains(&n) {
            pile.writer.link(2, |_, _| ControlFlow::Continue(())).expect("it is linked");
        }
    }
    pile.writer.check(|fault| panic!("{fault}")).expect("it can be read");
    pile
}

/// All links by the words at their ends.
pub(super) fn links(db: &Connection) -> Vec<String> {
    let ends = "SELECT 'claim ' || ra.outlet || ' ' || w.place || ' ' || rb.outlet || ' ' || s.place || ' ' || s.stand
            FROM statement s JOIN report rb ON rb.id = s.report JOIN claim c ON c.id = s.claim
            JOIN statement w ON w.id = c.wording JOIN report ra ON ra.id = w.report
        UNION ALL SELECT 'copy ' || ra.outlet || ' ' || rb.outlet || ' ' || a_start || ' ' || b_end
            FROM passage JOIN report ra ON ra.id = a_report JOIN report rb ON rb.id = b_report
        UNION ALL SELECT 'story ' || story || ' ' || outlet || ' ' || words
            FROM story_report JOIN report ON report.id = report
        UNION ALL SELECT 'actor ' || actor || ' ' || outlet || ' ' || ifnull(reason, '-')
            FROM mention JOIN report ON report.id = report
        UNION ALL SELECT 'pair ' || ra.outlet || ' ' || a.place || ' ' || rb.outlet || ' ' || b.place || ' ' || relation
            FROM pair JOIN statement a ON a.id = a JOIN statement b ON b.id = b
            JOIN report ra ON ra.id = a.report JOIN report rb ON rb.id = b.report
        ORDER BY 1";
    let mut select = db.prepare(ends).expect("a query");
    let rows = select.query_map([], |row| row.get(0)).expect("rows");
    rows.collect::<Result<_, _>>().expect("words")
}

#[test]
fn the_order_of_filing_changes_nothing() {
    let links = linked([0, 1, 2, 3, 4], &[]);
    assert_eq!(links, linked([3, 4, 2, 0, 1], &[]));
    let has = |start: &str| links.iter().any(|link| link.starts_with(start));
    assert!(has("claim Wire s1 Courier s1 asserts"), "{links:#?}");
    assert!(has("copy Wire Courier 0 "), "{links:#?}");
    assert!(!has("copy Gazette"), "{links:#?}");
}

#[test]
fn an_index_that_is_filled_again_goes_on_where_it_was() {
    // In the order of publication, so that the order of linking is the same.
    assert_eq!(linked([4, 0, 1, 2, 3], &[0, 1, 3]).len(), linked([4, 0, 1, 2, 3], &[]).len());
    let undated_last = |stops: &[usize]| linked([4, 0, 2, 1, 3], stops);
    let same_day_apart = undated_last(&[0, 1]);
    assert_eq!(same_day_apart, undated_last(&[]));
}

#[test]
fn linking_may_be_stopped_and_taken_up_again() {
    let mut pile = Pile::new();
    for n in 0..40 {
        pile.report(
            "Wire",
            None,
            "Rain",
            &format!("It rained for {n} days in Oxbow, and then it stopped."),
            &[],
        );
    }
    let linked = pile.writer.link(2, |_, _| ControlFlow::Break(())).expect("it is linked");
    assert_eq!(linked, 8);
    pile.writer.check(|fault| panic!("{fault}")).expect("it can be read");
    assert_eq!(pile.writer.link(2, |_, _| ControlFlow::Continue(())).expect("it is linked"), 32);
    pile.writer.unlink().expect("links are taken away");
    pile.writer.check(|fault| panic!("{fault}")).expect("it can be read");
    assert_eq!(pile.writer.link(1, |_, _| ControlFlow::Continue(())).expect("it is linked"), 40);
}
