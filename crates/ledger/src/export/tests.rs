//! What each format makes of a small pile.

use super::{Selection, claimreview, csv, ftm, jsonl, parquet, webannotation};
use crate::error::Result;
use crate::query::Filter;
use crate::query::pile::{Pile, dam};
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::{Field, Row};
use serde_json::{Value, json};
use std::fs::File;

fn written(write: impl Fn(&Selection<'_>, &mut Vec<u8>) -> Result<()>, filter: &Filter) -> String {
    let pile = dam();
    let mut out = Vec::new();
    write(&Selection::new(pile.db(), filter).unwrap(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn lines(write: impl Fn(&Selection<'_>, &mut Vec<u8>) -> Result<()>) -> Vec<Value> {
    let text = written(write, &Filter::default());
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn of(outlet: &str) -> Filter {
    Filter { outlet: Some(outlet.to_owned()), ..Filter::default() }
}

#[test]
fn csv_has_a_row_a_statement() {
    let text = written(|s, out| csv::write(s, out), &of("courier"));
    let rows: Vec<&str> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert_eq!(rows.len(), 3, "names, a statement, nothing: {text}");
    let fields: Vec<&str> = rows[1].split(',').skip(1).collect();
    assert_eq!(
        fields[..16],
        [
            "\"\"",
            "\"Courier\"",
            "\"Rust blamed\"",
            "\"2024-03-06\"",
            "\"\"",
            "\"s1\"",
            "\"statement\"",
            "\"\"",
            "\"Ada Brand\"",
            "\"said\"",
            "\"the gate had rusted through\"",
            "\"indirect\"",
            "\"person\"",
            "\"asserts\"",
            "1",
            "\"Ada Brand\""
        ]
    );
    assert!(rows[1].ends_with("\"[[22,31]]\",\"[[32,36]]\",\"[[37,64]]\""), "{}", rows[1]);
}

#[test]
fn jsonl_has_the_record_and_its_links() {
    let reports = lines(|s, out| jsonl::write(s, out));
    assert_eq!(reports.len(), 4);
    let courier = &reports[1];
    assert_eq!(courier["schema"], "onrecord.record.v1");
    assert_eq!(courier["links"]["story"], 1);
    assert_eq!(courier["links"]["statements"][0]["claim"], 1);
    assert_eq!(
        courier["links"]["statements"][0]["actor"],
        json!({"id": 1, "name": "Ada Brand", "kind": "person"})
    );
    assert_eq!(
        courier["links"]["relies_on"],
        json!([{"statement": null, "on": "Wire", "actor": null, "span": [0, 20], "sort": "reported"}])
    );
    assert_eq!(
        courier["links"]["shares"],
        json!([{"report": reports[0]["report"]["id"], "here": [22, 65], "there": [0, 43], "sort": "copy"}])
    );
    serde_json::from_value::<onrecord_record::Record>(courier.clone()).unwrap();
}

#[test]
fn what_people_decided_stands_in_the_record() {
    let mut pile = dam();
    pile.links(
        "UPDATE statement SET stance = 'denies', spans = '{\"source\": [[0, 3]], \"cue\": [], \"content\": [[4, 9]]}'
            WHERE report = 1 AND place = 's1'",
    );
    let mut out = Vec::new();
    jsonl::write(&Selection::new(pile.db(), &of("wire")).unwrap(), &mut out).unwrap();
    let record: Value = serde_json::from_slice(&out).unwrap();
    let statement = &record["statements"][0];
    assert_eq!(
        [&statement["stance"], &statement["source"], &statement["cue"], &statement["content"]],
        [&json!("denies"), &json!([[0, 3]]), &json!([]), &json!([[4, 9]])]
    );
}

#[test]
fn annotations_point_at_their_words() {
    let annotations = lines(|s, out| webannotation::write(s, out));
    assert_eq!(annotations.len(), 6, "narration is not among them");
    let first = &annotations[0];
    assert_eq!(first["type"], "Annotation");
    assert_eq!(
        first["body"][0],
        json!({"type": "TextualBody", "purpose": "classifying", "value": "stance: asserts"})
    );
    let content = &first["target"][2];
    assert_eq!(content["onrecord:part"], "content");
    assert_eq!(
        content["selector"],
        json!([
            {"type": "TextPositionSelector", "start": 15, "end": 42},
            {
                "type": "TextQuoteSelector", "exact": "the gate had rusted through",
                "prefix": "Ada Brand said ", "suffix": ". Twelve people died, the police"
            }
        ])
    );
    let text = "Ada Brand said the gate had rusted through. Twelve people died, the police said.";
    assert_eq!(
        format!("sha256:{}", content["source"]["schema:sha256"].as_str().unwrap()),
        crate::hash(text.as_bytes())
    );
}

#[test]
fn reviews_have_no_rating() {
    let reviews = lines(|s, out| claimreview::write(s, out));
    assert_eq!(reviews.len(), 4);
    let gate = &reviews[0];
    assert_eq!(gate["claimReviewed"], "the gate had rusted through");
    assert_eq!(gate["reviewRating"], json!({"@type": "Rating", "ratingValue": null, "alternateName": null}));
    assert_eq!(gate["itemReviewed"]["author"], json!([{"@type": "Person", "name": "Ada Brand"}]));
    let outlets: Vec<_> = gate["itemReviewed"]["appearance"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| report["publisher"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(outlets, ["Wire", "Courier", "Herald", "Blog"]);
}

#[test]
fn entities_tie_actors_to_articles() {
    let entities = lines(|s, out| ftm::write(s, out));
    let schemas: Vec<_> = entities.iter().map(|entity| entity["schema"].as_str().unwrap()).collect();
    assert_eq!(
        schemas[..6],
        ["Article", "Person", "Documentation", "Organization", "Documentation", "Article"]
    );
    let said = &entities[2]["properties"];
    assert_eq!(said["entity"][0], entities[1]["id"]);
    assert_eq!(said["document"][0], entities[0]["id"]);
    assert_eq!([&said["role"][0], &said["summary"][0]], ["asserts", "the gate had rusted through"]);
}

fn row_of(row: &Row) -> Value {
    Value::Object(row.get_column_iter().map(|(name, field)| (name.clone(), value_of(field))).collect())
}

fn value_of(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Str(text) => text.as_str().into(),
        Field::Long(number) => (*number).into(),
        Field::Double(real) => (*real).into(),
        Field::Group(row) => row_of(row),
        Field::ListInternal(list) => list.elements().iter().map(value_of).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn parquet_reads_back_as_it_was_written() {
    let pile = dam();
    let folder = tempfile::tempdir().unwrap();
    let selection = Selection::new(pile.db(), &Filter::default()).unwrap();
    parquet::write(&selection, folder.path()).unwrap();
    let read = |name: &str| -> Vec<Value> {
        let file = SerializedFileReader::new(File::open(folder.path().join(name)).unwrap()).unwrap();
        file.get_row_iter(None).unwrap().map(|row| row_of(&row.unwrap())).collect()
    };
    let records = read("records.parquet");
    assert_eq!(records.len(), 4);
    assert_eq!(records[0]["report"]["outlet"], "Wire");
    assert_eq!(records[0]["report"]["key"], Value::Null);
    assert_eq!(records[0]["statements"][1]["content"], json!([{"start": 44, "end": 62}]));
    assert_eq!(records[3]["statements"], json!([]));
    assert_eq!(records[0]["figures"][0]["value"], 12.0);
    let statements = read("statements.parquet");
    assert_eq!(statements.len(), 7);
    assert_eq!(statements[0]["content"], "the gate had rusted through");
    assert_eq!(statements[0]["claim"], 1);
    assert_eq!(statements[6]["actor"], Value::Null);
    assert_eq!(statements[6]["content_spans"], json!([{"start": 0, "end": 28}]));
}

#[test]
fn nothing_is_exported_well() {
    let pile = Pile::new();
    let folder = tempfile::tempdir().unwrap();
    let selection = Selection::new(pile.db(), &Filter::default()).unwrap();
    parquet::write(&selection, folder.path()).unwrap();
    let file = File::open(folder.path().join("records.parquet")).unwrap();
    assert_eq!(SerializedFileReader::new(file).unwrap().metadata().file_metadata().num_rows(), 0);
}
