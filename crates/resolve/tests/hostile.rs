//! Spans from nowhere, names that cut words in two, and texts made of marks: resolving must answer, not panic.

use onrecord_record::Report;
use onrecord_resolve::{Attribution, Name, NameKind, resolve};
use onrecord_text::ByteSpan;

const PIECES: &[&str] = &[
    "The",
    " ",
    "official",
    "'s",
    "\n",
    "“",
    "”",
    "''",
    "\"",
    "Ana",
    "Reis",
    ", ",
    "who",
    "he",
    "they",
    "I",
    "both",
    "the two",
    "and",
    "&",
    "(",
    "IMF",
    ")",
    ".",
    "al-",
    "Tayeb",
    "Friday",
    "recent",
    "the time",
    "at",
    "said",
    "not",
    "told",
    "Reuters",
    "citing",
    "on condition of anonymity",
    "because",
    "é",
    "東京",
    "🙂",
    "%",
    "4 in 10",
    "of",
    "of them",
    "most",
    "one",
    "…",
    ":",
    "—",
    "HOLM",
    "Mr.",
    "St.",
    "the mayor",
    "which",
    "it",
    "a",
];
const KINDS: &[NameKind] = &[
    NameKind::Person,
    NameKind::Organization,
    NameKind::Location,
    NameKind::Norp,
    NameKind::Misc,
    NameKind::Date,
];

/// A small generator of numbers, the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    fn span(&mut self, text: &str) -> ByteSpan {
        let ends: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let (a, b) = (self.below(ends.len()), self.below(ends.len()));
        ByteSpan::new(ends[a.min(b)], ends[a.max(b)])
    }

    fn spans(&mut self, text: &str, most: usize) -> Vec<ByteSpan> {
        let mut spans: Vec<ByteSpan> = (0..self.below(most + 1)).map(|_| self.span(text)).collect();
        spans.sort_by_key(|s| (s.start, s.end));
        spans
    }
}

#[test]
fn any_spans_in_any_text_are_answered() {
    let mut dice = Dice(7);
    for round in 0..3_000 {
        let text: String = (0..dice.below(40))
            .map(|_| PIECES[dice.below(PIECES.len())].to_owned() + [" ", "", "\n"][dice.below(3)])
            .collect();
        let count = dice.below(5);
        let statements: Vec<Attribution> = (0..count)
            .map(|_| Attribution {
                source: dice.spans(&text, 2),
                cue: dice.spans(&text, 2),
                content: dice.spans(&text, 3),
                inside: Some(dice.below(count + 2)).filter(|i| i % 2 == 0),
            })
            .collect();
        let names: Vec<Name> = dice
            .spans(&text, 4)
            .into_iter()
            .map(|span| Name { span, kind: KINDS[span.start % KINDS.len()] })
            .collect();
        let times = dice.spans(&text, 3);
        let resolved = resolve(&text, &Report::default(), &statements, &names, &times);
        assert_eq!(resolved.statements.len(), count, "round {round}");
        let places = resolved.actors.iter().flat_map(|a| a.mentions.iter().chain(&a.roles).chain(&a.ties));
        let said = resolved.statements.iter().flat_map(|s| &s.said_when);
        assert!(places.chain(said).all(|p| text.get(p.start..p.end).is_some()), "round {round}: {text:?}");
        assert!(resolved.statements.iter().filter_map(|s| s.actor).all(|a| a < resolved.actors.len()));
    }
}
