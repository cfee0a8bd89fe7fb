//! How the time of resolving grows with a report's length: `cargo run --release -p onrecord-resolve --example curve`.
//!
//! Reports of several odd kinds, made from words that mean nothing, from 16 kB to 1 MB; prints milliseconds, and the
//! time for each kilobyte, which stays level where time is linear.

use std::time::Instant;

use onrecord_record::Report;
use onrecord_resolve::{Attribution, resolve};
use onrecord_text::ByteSpan;

const KINDS: &[&str] = &[
    "plain",
    "capitals",
    "no names",
    "thousand names",
    "one surname",
    "transcript",
    "list",
    "one sentence",
    "nested",
];

fn main() {
    println!("{:16} {}", "ms (ms/kB)", [16, 64, 256, 1024].map(|k| format!("{k:>7} kB        ")).concat());
    for kind in KINDS {
        print!("{kind:16} ");
        for kilobytes in [16, 64, 256, 1024] {
            let (text, statements) = report(kind, kilobytes * 1024);
            let times: Vec<ByteSpan> =
                text.match_indices("Friday").map(|(i, w)| ByteSpan::new(i, i + w.len())).collect();
            let start = Instant::now();
            let resolved = resolve(&text, &Report::default(), &statements, &[], &times);
            let ms = start.elapsed().as_secs_f64() * 1e3;
            assert_eq!(resolved.statements.len(), statements.len());
            print!("{ms:>9.1} ({:.3}) ", ms / kilobytes as f64);
        }
        println!();
    }
}

/// A report of some kind and length, with a statement in every line.
fn report(kind: &str, length: usize) -> (String, Vec<Attribution>) {
    let (mut text, mut statements) = (String::new(), Vec::new());
    let mut n = 0;
    while text.len() < length {
        n += 1;
        let at = text.len();
        let (source, cue, content, end) = match kind {
            "capitals" => (
                format!("MAYOR ANA REIS{}", n % 7),
                "SAID",
                "THE PIER WAS CLOSED ON FRIDAY".to_owned(),
                ".\n",
            ),
            "no names" => (
                "the official".to_owned(),
                "said",
                "it was closed and that they would wait".to_owned(),
                ".\n",
            ),
            "thousand names" => (
                format!("{} {}", word(n), word(n * 7 + 3)),
                "said on Friday",
                format!("that {} left", word(n * 3)),
                ".\n",
            ),
            "one surname" => {
                (format!("{} Smith", word(n)), "said", "that Smith met the other Smith".to_owned(), ".\n")
            }
            "transcript" => (
                word(n % 3).to_uppercase(),
                ":",
                "Well, I think he said so, and they did too.".to_owned(),
                "\n",
            ),
            "list" => ("- they".to_owned(), "want", word(n), "\n"),
            "one sentence" => {
                ("she".to_owned(), "told him", format!("that {} would go", word(n % 50)), ", and ")
            }
            "nested" => ("he".to_owned(), "said", "she said".to_owned(), " "),
            _ => (
                if n % 3 == 0 { "He".to_owned() } else { format!("{} {}", word(n % 40), word(n % 40 + 1)) },
                "said Friday",
                "the pier was closed".to_owned(),
                ".\n",
            ),
        };
        for part in [&source, " ", cue, " ", &content, end] {
            text.push_str(part);
        }
        let cue_start = at + source.len() + 1;
        let content_start = cue_start + cue.len() + 1;
        let open_end = if kind == "nested" { length } else { content_start + content.len() };
        statements.push(Attribution {
            source: vec![ByteSpan::new(at, at + source.len())],
            cue: vec![ByteSpan::new(cue_start, cue_start + cue.len())],
            content: vec![ByteSpan::new(content_start, open_end)],
            inside: None,
        });
    }
    let end = text.len();
    for piece in statements.iter_mut().flat_map(|s| &mut s.content) {
        piece.end = piece.end.min(end);
    }
    (text, statements)
}

/// A capitalised word for a number.
fn word(n: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ka", "lo", "mi", "ra", "tu", "ven", "do", "shi", "po", "gar", "el", "bru", "na", "zo", "fe", "hu"];
    let mut word: String = [n % 16, n / 16 % 16, n / 256 % 16].map(|i| SYLLABLES[i]).concat();
    word[..1].make_ascii_uppercase();
    word
}
