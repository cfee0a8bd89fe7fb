//! Tables of what a ledger found itself, filed into another, make the same links.

use crate::error::{Error, Result};
use crate::link::tests::{links, piled};
use crate::store::Writer;
use arrow_array::{ArrayRef, BinaryArray, Float64Array, Int64Array, RecordBatch, StringArray};
use onrecord_output::columns::{Layout, Rows};
use onrecord_record::Record;
use parquet::arrow::ArrowWriter;
use rusqlite::types::FromSql;
use rusqlite::{Connection, Row};
use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// Reports by their numbers, propositions by theirs.
const NUMBERED: &str = "WITH proposition AS (
    SELECT s.id, s.place, s.machine_claim, r.linked - 1 AS report,
        row_number() OVER (ORDER BY r.linked, s.start, s.end) - 1 AS n
    FROM statement s JOIN report r ON r.id = s.report)";

fn column<T: FromSql>(db: &Connection, select: &str, name: &str) -> Vec<T> {
    let mut select = db.prepare(&format!("{NUMBERED} {select}")).expect("a query");
    let read = |row: &Row<'_>| row.get(name);
    select.query_map([], read).expect("rows").collect::<rusqlite::Result<_>>().expect("values")
}

fn write(folder: &Path, columns: Vec<(&str, ArrayRef)>) {
    fs::create_dir_all(folder).expect("a folder");
    let batch =
        RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, c)| (name, c, true)));
    let batch = batch.expect("columns");
    // In two files, so that their order counts.
    let half = batch.num_rows() / 2;
    for (name, rows) in
        [("part-0", batch.slice(0, half)), ("part-1", batch.slice(half, batch.num_rows() - half))]
    {
        let file = File::create(folder.join(name).with_extension("parquet")).expect("a file");
        let mut writer = ArrowWriter::try_new(file, batch.schema(), None).expect("a table");
        writer.write(&rows).expect("rows");
        writer.close().expect("a table");
    }
    File::create(folder.join("_SUCCESS")).expect("a mark");
}

/// The tables of what this ledger holds.
fn tables(db: &Connection) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = |select: &str, name: &str| -> ArrayRef {
        Arc::new(StringArray::from(column::<Option<String>>(db, select, name)))
    };
    let number = |select: &str, name: &str| -> ArrayRef {
        Arc::new(Int64Array::from(column::<i64>(db, select, name)))
    };
    let bytes = |select: &str, name: &str| -> ArrayRef {
        Arc::new(BinaryArray::from_iter_values(column::<Vec<u8>>(db, select, name)))
    };

    let reports =
        "SELECT linked - 1 AS number, format, bytes, record FROM report JOIN raw ON raw.hash = report.raw
        ORDER BY linked";
    let mut rows = Rows::new(Layout::Records.schema());
    for json in column::<String>(db, reports, "record") {
        let record: Record = serde_json::from_str(&json).expect("a record");
        rows.push(&Layout::Records.rows(&record).expect("a row")[0]).expect("a row");
    }
    let records = rows.take().expect("columns");
    let schema = records.schema();
    let mut columns: Vec<(&str, ArrayRef)> = schema
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .zip(records.columns().iter().cloned())
        .collect();
    columns.extend([
        ("number", number(reports, "number")),
        ("format", text(reports, "format")),
        ("bytes", bytes(reports, "bytes")),
    ]);
    write(&folder.path().join("reports"), columns);

    let propositions = "SELECT p.n, p.report, p.place, w.n AS claim FROM proposition p JOIN claim c ON c.id = p.machine_claim
        JOIN proposition w ON w.id = c.machine_wording ORDER BY p.n";
    let columns = vec![
        ("n", number(propositions, "n")),
        ("report", number(propositions, "report")),
        ("place", text(propositions, "place")),
        ("claim", number(propositions, "claim")),
    ];
    write(&folder.path().join("propositions"), columns);

    let pairs = "SELECT b.n, a.n AS other, relation, figures, score, reason FROM pair JOIN proposition a ON a.id = pair.a
        JOIN proposition b ON b.id = pair.b ORDER BY b.n, a.n";
    let columns = vec![
        ("n", number(pairs, "n")),
        ("other", number(pairs, "other")),
        ("relation", text(pairs, "relation")),
        ("figures", text(pairs, "figures")),
        ("score", Arc::new(Float64Array::from(column::<f64>(db, pairs, "score"))) as ArrayRef),
        ("reasons", text(pairs, "reason")),
    ];
    write(&folder.path().join("pairs"), columns);

    // How many words are the same is not kept; here they all are.
    let passages = "SELECT b.linked - 1 AS report, a.linked - 1 AS other, b_start, b_end, a_start, a_end, sort, 15 AS words
        FROM passage JOIN report a ON a.id = a_report JOIN report b ON b.id = b_report ORDER BY b.linked, a.linked, b_start";
    let columns = vec![
        ("report", number(passages, "report")),
        ("other", number(passages, "other")),
        ("start", number(passages, "b_start")),
        ("end", number(passages, "b_end")),
        ("other_start", number(passages, "a_start")),
        ("other_end", number(passages, "a_end")),
        ("sort", text(passages, "sort")),
        ("words", number(passages, "words")),
    ];
    write(&folder.path().join("passages"), columns);
    folder
}

/// The ledger that these tables make.
fn filed(tables: &Path) -> (TempDir, Result<(Writer, usize)>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = Writer::open(folder.path()).expect("a ledger");
    let filed = writer.add_tables(tables, 2, |_| ControlFlow::Continue(()));
    (folder, filed.map(|count| (writer, count)))
}

#[test]
fn tables_make_the_links_that_they_tell_of() {
    let pile = piled([3, 1, 0, 4, 2], &[]);
    let tables = tables(pile.db());
    let (_folder, filed) = filed(tables.path());
    let (mut writer, count) = filed.expect("they are filed");
    assert_eq!((count, links(writer.db())), (5, links(pile.db())));
    writer.check(|fault| panic!("{fault}")).expect("it can be read");
    let again = writer.add_tables(tables.path(), 2, |_| ControlFlow::Continue(()));
    assert!(matches!(again, Err(Error::Refused(_))), "it has reports");
    writer.unlink().expect("links are taken away");
    assert_eq!(writer.link(1, |_, _| ControlFlow::Continue(())).expect("it is linked"), 5);
    assert_eq!(links(writer.db()), links(pile.db()));
}

#[test]
fn what_is_no_table_or_not_all_of_it_is_told() {
    type Damage = fn(&Path);
    let pile = piled([0, 1, 2, 3, 4], &[]);
    let damages: [(&str, Damage); 4] = [
        ("no table here, or not all of it", |folder| {
            fs::remove_file(folder.join("pairs/_SUCCESS")).expect("a mark");
        }),
        ("it is not in order", |folder| {
            fs::rename(folder.join("reports/part-0.parquet"), folder.join("reports/part-2.parquet"))
                .expect("a file");
        }),
        ("Parquet file too small", |folder| {
            fs::write(folder.join("passages/part-1.parquet"), "PAR1").expect("a file");
        }),
        ("it belongs to nothing", |folder| {
            fs::remove_file(folder.join("reports/part-1.parquet")).expect("a file");
        }),
    ];
    for (said, damage) in damages {
        let tables = tables(pile.db());
        damage(tables.path());
        let (_folder, filed) = filed(tables.path());
        let error = filed.map(|(_, count)| count).expect_err(said).to_string();
        assert!(error.contains(said), "{error}");
    }
}
