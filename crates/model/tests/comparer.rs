//! The shipped judges against `PyTorch`, on what `training/onrecord_training/pairs/fixture.py` wrote.

#![allow(clippy::unwrap_used, reason = "tests")]

use onrecord_model::{Comparer, Judge, Reader, Side, similarity};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    sides: Vec<Given>,
    pairs: Vec<Pair>,
    /// None where the model is asked for none.
    vectors: Vec<Vec<f32>>,
}

#[derive(Deserialize)]
struct Given {
    source: String,
    cue: String,
    text: String,
}

#[derive(Deserialize)]
struct Pair {
    a: usize,
    b: usize,
    relations: [f32; 5],
    figures: [f32; 3],
}

fn fixture(json: &str) -> Fixture {
    serde_json::from_str(json).unwrap()
}

const COMPARER: &str = include_str!("data/comparer.json");
const JUDGE: &str = include_str!("data/judge.json");

#[test]
fn pairs_get_the_answers_of_pytorch() {
    let judges: [(&Judge, &str); 2] = [(Comparer::embedded(), COMPARER), (Judge::careful(), JUDGE)];
    for (judge, json) in judges {
        let Fixture { sides, pairs, .. } = fixture(json);
        let side = |i: usize| Side { source: &sides[i].source, cue: &sides[i].cue, text: &sides[i].text };
        let mut apart = Vec::new();
        for pair in pairs {
            let found = judge.compare(side(pair.a), side(pair.b));
            let far = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| (x - y).abs()).fold(0.0, f32::max);
            apart.push(far(&found.relations, &pair.relations).max(far(&found.figures, &pair.figures)));
            assert!(
                apart.last().is_some_and(|&far| far < 0.11),
                "{}, {} and {}: {found:?}, not {:?} {:?}",
                judge.name(),
                pair.a,
                pair.b,
                pair.relations,
                pair.figures
            );
        }
        let mean = apart.iter().sum::<f32>() / apart.len() as f32;
        assert!(mean < 0.015, "{}: {mean} apart in the mean", judge.name());
    }
}

#[test]
fn vectors_point_where_those_of_pytorch_do() {
    let Fixture { sides, vectors, .. } = fixture(COMPARER);
    for (side, expected) in sides.iter().zip(&vectors) {
        let vector = Comparer::embedded().vector(&side.text);
        let dot: f32 = vector.iter().zip(expected).map(|(&x, y)| f32::from(x) * y).sum();
        let length = vector.iter().map(|&x| f32::from(x).powi(2)).sum::<f32>().sqrt();
        assert!(dot / length > 0.995, "{}: {}", side.text, dot / length);
    }
}

#[test]
fn texts_of_like_meaning_have_like_vectors() {
    let [a, b, c] =
        ["The port will stay closed.", "The harbour remains shut.", "She won a prize for her novel."]
            .map(|text| Comparer::embedded().vector(text));
    assert!(similarity(&a, &b) > similarity(&a, &c) + 0.2);
    assert!((similarity(&a, &a) - 1.0).abs() < 1e-6);
}

#[test]
fn texts_without_words_and_very_long_ones_do_no_harm() {
    let comparer = Comparer::embedded();
    assert_eq!(comparer.vector(" \n\u{200B}"), [0; 384]);
    assert!(similarity(&comparer.vector(""), &comparer.vector("port")).abs() < f32::EPSILON);
    let long = "said “no” ".repeat(5000);
    let side = Side { source: &long, cue: &long, text: &long };
    let empty = Side { source: "", cue: "", text: "" };
    for (a, b) in [(side, side), (side, empty), (empty, empty)] {
        let found = comparer.compare(a, b);
        assert!((found.relations.iter().sum::<f32>() - 1.0).abs() < 1e-3);
    }
}

#[test]
fn weights_of_a_reader_are_no_comparer() {
    let reader = Reader::from_bytes(include_bytes!("data/plain.safetensors")).unwrap();
    let error =
        |bytes: &[u8]| Comparer::from_bytes(bytes, &reader).err().map(|e| e.to_string()).unwrap_or_default();
    assert!(error(include_bytes!("data/plain.safetensors")).starts_with("configuration: missing field"));
    let comparer = include_bytes!("../weights/comparer-1.safetensors");
    assert_eq!(error(comparer), "configuration: the shared word table has another width");
    let judge = Comparer::from_bytes(include_bytes!("../weights/judge-1.safetensors"), Reader::embedded());
    assert_eq!(judge.err().unwrap().to_string(), "configuration: no shape of a comparer");
}
