//! Records, to columns and back.

mod common;

use common::{TEXT, at, record};
use onrecord_output::columns::{Layout, Rows, records};
use onrecord_record::{Dateline, Figure, Furniture, FurnitureKind, Outcome, Report, Time, TimeType};

#[test]
fn a_record_comes_back_as_it_went() {
    let plain = record();
    let mut full = record();
    full.report = Report {
        byline: vec!["Ana Reis".into()],
        dateline: Some(Dateline { place: "OXBOW".into(), span: at("The dam") }),
        furniture: vec![Furniture { kind: FurnitureKind::Credit, span: at("wrote a reader.") }],
        ..full.report
    };
    let span = at("two engineers");
    let (qualifier, unit) = (None, Some("engineers".into()));
    let outcome = Some(Outcome::Missing);
    full.figures =
        vec![Figure { span, value: Some(2.0), low: None, high: Some(2.5), qualifier, unit, outcome }];
    let (timex, from) = (Some("2031-03-03".to_owned()), Some("2031-03-03".to_owned()));
    let to = from.clone();
    full.times = vec![Time { span: at("Monday"), kind: TimeType::Date, timex, from, to, resolved_by: None }];
    assert!(full.text == TEXT && full.statements.len() == 6);
    let mut rows = Rows::new(Layout::Records.schema());
    for record in [&plain, &full] {
        for row in Layout::Records.rows(record).expect("rows") {
            rows.push(&row).expect("a row");
        }
    }
    assert_eq!(records(&rows.take().expect("columns")).expect("records"), [plain, full]);
}

#[test]
fn what_lacks_a_column_is_no_record() {
    let mut rows = Rows::new(Layout::Statements.schema());
    for row in Layout::Statements.rows(&record()).expect("rows") {
        rows.push(&row).expect("a row");
    }
    assert!(records(&rows.take().expect("columns")).is_err());
}
