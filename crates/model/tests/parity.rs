//! The runtime against `PyTorch`, on what `training/fixtures.py` wrote: tiny readers of made-up reports, whose
//! weights `PyTorch` rounded like the file, so that only the rounding of activations differs.

#![allow(clippy::unwrap_used, reason = "tests")]

use onrecord_model::{Reader, Reading};
use onrecord_text::{ByteSpan, Offsets, paragraphs};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    text: String,
    ids: Vec<u32>,
    features: Vec<u8>,
    /// Code points at which sentences begin.
    sentences: Vec<usize>,
    /// The tag of each piece.
    names: Vec<usize>,
    statements: Vec<Statement>,
}

#[derive(Deserialize)]
struct Statement {
    cue: (usize, usize),
    source: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
    cue_logp: f32,
    roles_logp: f32,
    /// The first piece of the cue's window, and the role scores of all its pieces.
    first: usize,
    scores: Vec<[f32; 5]>,
}

fn read(weights: &[u8], fixture: &str) -> (Reader, Fixture, Reading) {
    let reader = Reader::from_bytes(weights).unwrap();
    let fixture: Fixture = serde_json::from_str(fixture).unwrap();
    let offsets = Offsets::new(&fixture.text);
    let starts: Vec<usize> = fixture.sentences.iter().map(|&point| offsets.to_bytes(point)).collect();
    let mut sentences = Vec::new();
    for paragraph in paragraphs(&fixture.text) {
        let inner = starts.iter().copied().filter(|&s| s > paragraph.start && s < paragraph.end);
        let cuts: Vec<usize> = [paragraph.start].into_iter().chain(inner).chain([paragraph.end]).collect();
        sentences.extend(cuts.windows(2).map(|w| ByteSpan::new(w[0], w[1])));
    }
    let reading = reader.read(&fixture.text, &sentences);
    (reader, fixture, reading)
}

fn near(a: f32, b: f32, tolerance: f32) -> bool {
    (a - b).abs() <= tolerance
}

fn same(weights: &[u8], fixture: &str) {
    let (reader, expected, found) = read(weights, fixture);
    let pieces: Vec<_> = found.pieces.iter().map(|p| (p.id, p.feature)).collect();
    assert_eq!(pieces, expected.ids.into_iter().zip(expected.features).collect::<Vec<_>>());

    let cues: Vec<_> = found.cues.iter().map(|c| (c.pieces.start, c.pieces.end)).collect();
    assert_eq!(cues, expected.statements.iter().map(|s| s.cue).collect::<Vec<_>>());
    for (cue, statement) in found.cues.iter().zip(&expected.statements) {
        let scores = cue.roles.as_flattened();
        let tags = reader.role_tags().best(scores);
        let runs = reader.role_tags().runs(&tags);
        let of = |tag| {
            let runs = runs.iter().filter(|r| r.tag == tag);
            runs.map(|r| (r.range.start + cue.first, r.range.end + cue.first)).collect::<Vec<_>>()
        };
        assert_eq!(of(1), statement.source, "sources of {:?}", statement.cue);
        assert_eq!(of(3), statement.content, "contents of {:?}", statement.cue);
        assert!(
            near(cue.log_probability, statement.cue_logp, 0.1),
            "{} for {}",
            cue.log_probability,
            statement.cue_logp
        );
        let log = reader.role_tags().log_probability(scores, &tags);
        assert!(near(log, statement.roles_logp, 0.1), "{log} for {}", statement.roles_logp);
        for (found, expected) in cue.roles.iter().zip(&statement.scores[cue.first - statement.first..]) {
            assert!(found.iter().zip(expected).all(|(&a, &b)| near(a, b, 0.3)), "{found:?} for {expected:?}");
        }
    }

    let mut names = vec![0; expected.names.len()];
    for name in &found.names {
        names[name.pieces.clone()].fill(name.tag + 1);
        names[name.pieces.start] = name.tag;
    }
    assert_eq!(names, expected.names);
}

#[test]
fn a_reader_of_berts_shape_reads_as_in_pytorch() {
    same(include_bytes!("data/plain.safetensors"), include_str!("data/plain.json"));
}

#[test]
fn a_reader_with_relative_positions_reads_as_in_pytorch() {
    same(include_bytes!("data/relative.safetensors"), include_str!("data/relative.json"));
}

#[derive(Deserialize)]
struct Tokens {
    vocabulary: Vec<String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    tokens: Vec<String>,
    spans: Vec<[usize; 2]>,
    features: Vec<u8>,
}

#[test]
fn strange_texts_fall_into_the_pieces_of_hugging_face() {
    let reader = Reader::from_bytes(include_bytes!("data/plain.safetensors")).unwrap();
    let tokens: Tokens = serde_json::from_str(include_str!("data/pieces.json")).unwrap();
    for case in tokens.cases {
        let offsets = Offsets::new(&case.text);
        let reading = reader.read(&case.text, &paragraphs(&case.text).collect::<Vec<_>>());
        let found: Vec<_> = reading
            .pieces
            .iter()
            .map(|p| {
                (
                    tokens.vocabulary[p.id as usize].as_str(),
                    <[usize; 2]>::from(offsets.span(p.span)),
                    p.feature,
                )
            })
            .collect();
        let expected = case.tokens.iter().zip(case.spans).zip(case.features);
        assert_eq!(
            found,
            expected.map(|((t, s), f)| (t.as_str(), s, f)).collect::<Vec<_>>(),
            "{:?}",
            case.text
        );
    }
}
