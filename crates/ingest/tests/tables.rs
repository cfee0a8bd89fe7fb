//! Parquet and Arrow files: a row is what a line of JSONL is.

#![allow(clippy::unwrap_used, reason = "tests")]

use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
use arrow_ipc::CompressionType;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};
use flate2::write::GzEncoder;
use onrecord_ingest::{Format, Place, documents, raws};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Three reports, the second without a text.
fn table() -> RecordBatch {
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("score", Arc::new(Int64Array::from(vec![1, 2, 3]))),
        ("url", Arc::new(StringArray::from(vec![Some("https://www.oxbow.example/a"), None, None]))),
        ("id", Arc::new(Int64Array::from(vec![7, 8, 9]))),
        ("text", Arc::new(StringArray::from(vec![Some("The mayor said “no”."), None, Some("She left.")]))),
        ("date", Arc::new(Date32Array::from(vec![Some(19_655), None, None]))),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true)))
        .unwrap()
}

const LINES: [&str; 3] = [
    r#"{"date":"2023-10-25","id":7,"text":"The mayor said “no”.","url":"https://www.oxbow.example/a"}"#,
    r#"{"id":8}"#,
    r#"{"id":9,"text":"She left."}"#,
];

fn parquet(compression: Compression) -> Vec<u8> {
    let properties =
        WriterProperties::builder().set_compression(compression).set_max_row_group_row_count(Some(2)).build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, table().schema(), Some(properties)).unwrap();
    writer.write(&table()).unwrap();
    writer.close().unwrap();
    bytes
}

fn arrow_file(compression: Option<CompressionType>) -> Vec<u8> {
    let options = IpcWriteOptions::default().try_with_compression(compression).unwrap();
    let mut writer = FileWriter::try_new_with_options(Vec::new(), &table().schema(), options).unwrap();
    writer.write(&table().slice(0, 1)).unwrap();
    writer.write(&table().slice(1, 2)).unwrap();
    writer.into_inner().unwrap()
}

fn arrow_stream() -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &table().schema()).unwrap();
    writer.write(&table()).unwrap();
    writer.into_inner().unwrap()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn lines(path: &Path) -> Vec<(Place, String)> {
    let raws = raws([path.to_owned()]).map(|raw| {
        let raw = raw.unwrap();
        assert_eq!((raw.format, raw.file.as_str()), (Format::Jsonl, path.to_str().unwrap()));
        (raw.place, String::from_utf8(raw.bytes).unwrap())
    });
    raws.collect()
}

fn problems(path: &Path) -> Vec<String> {
    let folder = format!("{}/", path.parent().unwrap().display());
    let problems = documents(path).filter_map(Result::err);
    problems.map(|problem| problem.to_string().replace(&folder, "")).collect()
}

#[test]
fn a_row_is_a_line_in_every_kind_of_table() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("plain.parquet", parquet(Compression::UNCOMPRESSED)),
        ("snappy.parquet", parquet(Compression::SNAPPY)),
        ("zstd.PARQUET", parquet(Compression::ZSTD(ZstdLevel::default()))),
        ("gzip.parquet", parquet(Compression::GZIP(GzipLevel::default()))),
        ("lz4.parquet", parquet(Compression::LZ4_RAW)),
        ("file.arrow", arrow_file(None)),
        ("lz4.feather", arrow_file(Some(CompressionType::LZ4_FRAME))),
        ("zstd.ipc", arrow_file(Some(CompressionType::ZSTD))),
        ("stream.arrows", arrow_stream()),
        ("packed.arrows.gz", packed(&arrow_stream())),
        ("packed.arrow.gz", packed(&arrow_file(None))),
        ("without-a-name", arrow_stream()),
        ("renamed.bin", parquet(Compression::SNAPPY)),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let expected: Vec<_> =
            (0..).zip(LINES).map(|(row, line)| (Place::Row(row), line.to_owned())).collect();
        assert_eq!(lines(&path), expected, "{name}");
    }
}

#[test]
fn a_row_is_read_as_a_line_of_jsonl_is() {
    let folder = tempfile::tempdir().unwrap();
    let (table, jsonl) = (folder.path().join("a.parquet"), folder.path().join("a.jsonl"));
    fs::write(&table, parquet(Compression::SNAPPY)).unwrap();
    fs::write(&jsonl, LINES.join("\n")).unwrap();
    let read = |path: &Path| -> Vec<_> {
        let reports = documents(path).filter_map(Result::ok);
        reports
            .map(|mut document| {
                document.report.file = None;
                (document.report, document.text)
            })
            .collect()
    };
    assert_eq!(read(&table), read(&jsonl));
    assert_eq!(read(&table)[0].0.outlet.as_deref(), Some("oxbow.example"));
    assert_eq!(read(&table)[0].0.published.as_deref(), Some("2023-10-25"));
    assert_eq!(problems(&table), ["a.parquet: row 1: has no `text`"]);
}

#[test]
fn what_is_no_table_of_reports_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let told = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        problems(&path)
    };
    let columns: Vec<(&str, ArrayRef)> = vec![("body", Arc::new(StringArray::from(vec!["She left."])))];
    let other = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer = StreamWriter::try_new(Vec::new(), &other.schema()).unwrap();
    writer.write(&other).unwrap();
    assert_eq!(
        told("other.arrow", &writer.into_inner().unwrap()),
        ["other.arrow: is no table that can be read: it has no column `text`, but `body`"]
    );
    let sound = parquet(Compression::SNAPPY);
    let cut = told("cut.parquet", &sound[..sound.len() / 2]);
    assert!(cut.len() == 1 && cut[0].starts_with("cut.parquet: is no table that can be read: "), "{cut:?}");
    assert_eq!(
        told("a.parquet.gz", &packed(&sound)),
        [
            "a.parquet.gz: is no report: looks like Parquet, which can be read only from a file that is not compressed as a whole"
        ]
    );
    let sound = arrow_file(None);
    let cut = told("cut.arrow", &sound[..sound.len() - 20]);
    assert!(cut.len() == 1 && cut[0].starts_with("cut.arrow: is no table that can be read: "), "{cut:?}");
    let sound = arrow_stream();
    let cut = told("cut.arrows", &sound[..sound.len() - 20]);
    assert!(cut.iter().any(|said| said.starts_with("cut.arrows: row ")), "{cut:?}");
}

#[test]
fn what_programs_leave_beside_their_tables_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("_SUCCESS"), "").unwrap();
    fs::write(folder.path().join("part-0.snappy.parquet"), parquet(Compression::SNAPPY)).unwrap();
    assert_eq!(raws([folder.path().to_owned()]).count(), 3);
}

/// Damage is told; nothing panics, and nothing is read for ever.
#[test]
fn damaged_tables_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.table");
    for sound in [parquet(Compression::ZSTD(ZstdLevel::default())), arrow_file(None), arrow_stream()] {
        for at in (0..sound.len()).step_by(7) {
            let mut bytes = sound.clone();
            bytes[at] ^= 0xA5;
            fs::write(&path, &bytes).unwrap();
            let count = documents(&path).count();
            assert!(count <= 4, "byte {at}: {count}");
        }
    }
}
