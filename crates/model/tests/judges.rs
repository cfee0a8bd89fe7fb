//! The shipped judges against `PyTorch`, on what `training/onrecord_training/pairs/fixture.py` wrote.

#![allow(clippy::unwrap_used, reason = "tests")]

use onrecord_model::{Judge, Reader, Side};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    sides: Vec<Given>,
    pairs: Vec<Pair>,
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
    let judges: [(&Judge, &str); 2] = [(Judge::quick(), COMPARER), (Judge::careful(), JUDGE)];
    for (judge, json) in judges {
        let Fixture { sides, pairs } = fixture(json);
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
fn texts_without_words_and_very_long_ones_do_no_harm() {
    let judge = Judge::quick();
    assert_eq!(judge.mean(" \n\u{200B}"), None);
    let long = "said “no” ".repeat(5000);
    let side = Side { source: &long, cue: &long, text: &long };
    let empty = Side { source: "", cue: "", text: "" };
    for (a, b) in [(side, side), (side, empty), (empty, empty)] {
        let found = judge.compare(a, b);
        assert!((found.relations.iter().sum::<f32>() - 1.0).abs() < 1e-3);
    }
}

#[test]
fn weights_of_a_reader_are_no_judge() {
    let reader = Reader::from_bytes(include_bytes!("data/plain.safetensors")).unwrap();
    let error =
        |bytes: &[u8]| Judge::from_bytes(bytes, &reader).err().map(|e| e.to_string()).unwrap_or_default();
    assert!(error(include_bytes!("data/plain.safetensors")).starts_with("configuration: missing field"));
    let comparer = include_bytes!("../weights/comparer-1.safetensors");
    assert_eq!(error(comparer), "configuration: the shared word table has another width");
}
