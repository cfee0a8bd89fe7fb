//! What each format makes of one record.

mod common;

use common::record;
use onrecord_output::{Brat, Csv, Jsonl, Sink, Table};
use onrecord_record::Record;
use std::fs;

fn written<'b>(
    sink: impl FnOnce(&'b mut Vec<u8>) -> Box<dyn Sink + 'b>,
    out: &'b mut Vec<u8>,
    records: &[Record],
) {
    let mut sink = sink(out);
    for record in records {
        sink.write(record).expect("a buffer takes it");
    }
    sink.flush().expect("a buffer takes it");
}

fn table(records: &[Record], width: usize, colour: bool) -> String {
    let mut out = Vec::new();
    written(|out| Box::new(Table::new(out, width, colour)), &mut out, records);
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn the_table_is_set_in_columns() {
    assert_eq!(
        table(&[record()], 80, false),
        "\
Gate ␛[31mrusted⟨U+202E⟩ through
Harbour Post · 2031-03-03 · dam.txt · 6 statements, 1 by unnamed sources

  Who                     How           What                                Sure
  two engineers           asserts       The dam failed because a gate had    90%
  unnamed                 told          rusted through
  on condition of         on Monday
  anonymity
  because they were not
  authorised to speak
  via Harbour Post

  The ministry            denies        it.                                  98%
  = Ministry of Water     denied
  organisation

  the agency              asserts       “The gate was new,”                  90%
  = Ministry of Water     said
  organisation

  Ms Okafor               quoting       the mayor, called the engineers      90%
                                        liars. =cmd|calc
  └ the mayor             judges        the engineers liars                  90%
                          called

  nobody named                          =cmd|calc                            90%
"
    );
}

#[test]
fn lines_keep_within_the_width_and_hold_no_control_characters() {
    let mut long = record();
    long.report.title = Some("w".repeat(300));
    for width in [40, 60, 80, 100, 200] {
        for line in table(&[record(), long.clone()], width, false).lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
            assert!(!line.chars().any(|c| c.is_control() || c == '\u{202e}'), "{line:?}");
            assert_eq!(line.trim_end(), line);
        }
    }
}

#[test]
fn colours_are_there_only_when_asked_for() {
    let coloured = table(&[record()], 80, true);
    assert!(coloured.contains("\u{1b}[31mdenies\u{1b}[0m"), "{coloured:?}");
    let stripped: String = coloured
        .split('\u{1b}')
        .map(|part| part.split_once('m').filter(|_| part.starts_with('[')).map_or(part, |(_, rest)| rest))
        .collect();
    assert_eq!(stripped, table(&[record()], 80, false));
}

#[test]
fn a_report_without_statements_says_so() {
    let mut empty = record();
    empty.statements.clear();
    empty.report.title = None;
    assert_eq!(table(&[empty], 80, false), "a/1\nHarbour Post · 2031-03-03 · dam.txt · no statements\n");
}

#[test]
fn statements_that_are_inside_one_another_are_not_lost() {
    let mut odd = record();
    odd.statements[3].inside = Some("s5".into());
    odd.statements[0].inside = Some("s99".into());
    let shown = table(&[odd], 100, false);
    assert_eq!(shown.matches('%').count(), 6, "{shown}");
}

#[test]
fn jsonl_reads_back() {
    let mut out = Vec::new();
    written(|out| Box::new(Jsonl::new(out)), &mut out, &[record(), record()]);
    let text = String::from_utf8(out).unwrap();
    let back: Vec<Record> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(back, [record(), record()]);
}

#[test]
fn csv_is_safe_for_spreadsheets() {
    let mut out = Vec::new();
    written(|out| Box::new(Csv::new(out).unwrap()), &mut out, &[record()]);
    let text = String::from_utf8(out).unwrap();
    let rows: Vec<&str> = text.split("\r\n").collect();
    assert!(rows[0].starts_with("\u{feff}\"report\",\"key\",\"file\""), "{}", rows[0]);
    assert_eq!(
        rows[1],
        concat!(
            "\"sha256:00\",\"a/1\",\"dam.txt\",\"Harbour Post\",\"Gate \u{1b}[31mrusted\u{202e} through\",",
            "\"2031-03-03T10:00:00Z\",\"\",\"s1\",\"\",\"two engineers\",\"told\",",
            "\"The dam failed because a gate had rusted through\",\"on Monday\",\"indirect\",\"unnamed\",",
            "\"two engineers\",\"asserts\",\"Harbour Post\",\"on condition of anonymity\",",
            "\"because they were not authorised to speak\",0.9,50,63,64,68,0,48,\"[[50,63]]\",\"[[64,68]]\",",
            "\"[[0,48]]\",\"[[86,95]]\""
        )
    );
    assert!(rows[6].contains(",\"'=cmd|calc\","), "{}", rows[6]);
    assert_eq!(rows.len(), 8, "a heading, six statements, and the end of the last line");
}

#[test]
fn csv_cuts_what_no_cell_takes_and_keeps_the_offsets() {
    let mut long = record();
    long.text.push_str(&"on and on ".repeat(4_000));
    long.statements.truncate(1);
    long.statements[0].content[0].end = 40_000;
    let mut out = Vec::new();
    written(|out| Box::new(Csv::new(out).unwrap()), &mut out, &[long]);
    let text = String::from_utf8(out).unwrap();
    let row: Vec<&str> = text.split("\r\n").nth(1).unwrap().split("\",\"").collect();
    let content = row[11];
    assert_eq!((content.chars().count(), content.chars().last()), (32_767, Some('…')));
    assert!(text.contains(",0,40000,") && text.contains("\"[[0,40000]]\""), "the offsets of the whole");
}

#[test]
fn brat_folders_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut brat = Brat::new(folder.path()).unwrap();
    brat.write(&record()).unwrap();
    let ann = fs::read_to_string(folder.path().join("00001-a-1.ann")).unwrap();
    assert_eq!(ann.lines().next(), Some("T1\tSource 50 63\ttwo engineers"));
    assert!(
        ann.contains("\tContent 250 288;289 298\tthe mayor, called the engineers liars. =cmd|calc\n"),
        "{ann}"
    );

    let back = onrecord_eval::read_brat(folder.path()).unwrap();
    let want = onrecord_eval::Annotated::from(&record());
    assert_eq!((back.len(), &back[0].text), (1, &want.text));
    for (got, want) in back[0].annotations.iter().zip(&want.annotations) {
        assert_eq!((&got.source, &got.cue, &got.content), (&want.source, &want.cue, &want.content));
        assert_eq!(got.inside, want.inside);
        let given = |answers: &Option<Vec<String>>| answers.iter().flatten().find(|a| !a.is_empty()).cloned();
        assert_eq!(given(&got.kind), given(&want.kind));
        assert_eq!(given(&got.stance), given(&want.stance));
        assert_eq!(given(&got.said_when), given(&want.said_when));
    }
    assert_eq!(back[0].annotations.len(), 6);
    assert!(Brat::new(folder.path()).is_err(), "what people may have edited is not overwritten");
}
