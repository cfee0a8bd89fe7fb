//! The shipped vectors against those of numpy, as `training/onrecord_training/pairs/vectors.py` wrote them.

#![allow(clippy::unwrap_used, reason = "tests")]

use onrecord_model::{Reader, Vectors, WIDTH, similarity};
use serde::Deserialize;

#[derive(Deserialize)]
struct Given {
    text: String,
    vector: Vec<f32>,
}

#[test]
fn vectors_point_where_those_of_numpy_do() {
    let all: Vec<Given> = serde_json::from_str(include_str!("data/vectors.json")).unwrap();
    assert!(all.len() > 3);
    for Given { text, vector: expected } in all {
        let vector = Vectors::embedded().of(&text);
        let dot: f32 = vector.iter().zip(&expected).map(|(&x, y)| f32::from(x) * y).sum();
        let length = |numbers: &mut dyn Iterator<Item = f32>| numbers.map(|x| x.powi(2)).sum::<f32>().sqrt();
        let lengths =
            length(&mut vector.iter().map(|&x| f32::from(x))) * length(&mut expected.iter().copied());
        assert!(dot / lengths > 0.999, "{text}: {}", dot / lengths);
    }
}

#[test]
fn texts_of_like_meaning_have_like_vectors() {
    let [a, b, c] =
        ["The port will stay closed.", "The harbour remains shut.", "She won a prize for her novel."]
            .map(|text| Vectors::embedded().of(text));
    assert!(similarity(&a, &b) > similarity(&a, &c) + 0.2);
    assert!((similarity(&a, &a) - 1.0).abs() < 1e-6);
}

#[test]
fn texts_without_words_have_no_direction() {
    let vectors = Vectors::embedded();
    assert_eq!(vectors.of(" \n\u{200B}"), [0; WIDTH]);
    assert!(similarity(&vectors.of(""), &vectors.of("port")).abs() < f32::EPSILON);
}

#[test]
fn a_table_fits_the_reader_whose_pieces_it_has() {
    let reader = Reader::from_bytes(include_bytes!("data/plain.safetensors")).unwrap();
    let table = include_bytes!("../weights/vectors-1.safetensors");
    let error = Vectors::from_bytes(table, &reader).err().unwrap().to_string();
    assert!(error.contains("vectors") && error.contains("numbers"), "{error}");
}
