//! Words that say how surely a number holds, and what they allow.

use onrecord_numeral::Tokens;

/// A value with the least and the most that the words allow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The number, if the words give one.
    pub value: Option<f64>,
    /// The least; none where the words set none.
    pub low: Option<f64>,
    /// The most; none where the words set none.
    pub high: Option<f64>,
}

/// What a qualifier allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// About: the words set neither a least nor a most.
    About,
    /// At least: the number or more.
    Least,
    /// Up to: the number or less.
    Most,
}

/// A qualifier found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Qualifier {
    /// Its words, in lower case.
    pub words: String,
    sense: Sense,
}

impl Qualifier {
    /// What the words allow of a number that would have these bounds without them.
    pub const fn bounds(&self, plain: Bounds) -> Bounds {
        match self.sense {
            Sense::About if plain.value.is_none() => plain,
            Sense::About => Bounds { low: None, high: None, ..plain },
            Sense::Least => Bounds { high: None, ..plain },
            Sense::Most => Bounds { low: None, ..plain },
        }
    }
}

/// Qualifiers before a number, longest first where one begins another. `docs/figures.md` repeats them.
const BEFORE: &[(&[&str], Sense)] = &[
    (&["at", "the", "very", "least"], Sense::Least),
    (&["an", "estimated"], Sense::About),
    (&["a", "reported"], Sense::About),
    (&["a", "minimum", "of"], Sense::Least),
    (&["a", "maximum", "of"], Sense::Most),
    (&["no", "fewer", "than"], Sense::Least),
    (&["no", "less", "than"], Sense::Least),
    (&["no", "more", "than"], Sense::Most),
    (&["not", "more", "than"], Sense::Most),
    (&["not", "less", "than"], Sense::Least),
    (&["as", "many", "as"], Sense::Most),
    (&["as", "much", "as"], Sense::Most),
    (&["as", "high", "as"], Sense::Most),
    (&["as", "low", "as"], Sense::Least),
    (&["as", "few", "as"], Sense::Least),
    (&["as", "little", "as"], Sense::Least),
    (&["well", "over"], Sense::Least),
    (&["just", "over"], Sense::Least),
    (&["just", "under"], Sense::Most),
    (&["at", "least"], Sense::Least),
    (&["at", "most"], Sense::Most),
    (&["at", "about"], Sense::About),
    (&["more", "than"], Sense::Least),
    (&["greater", "than"], Sense::Least),
    (&["in", "excess", "of"], Sense::Least),
    (&["upwards", "of"], Sense::Least),
    (&["less", "than"], Sense::Most),
    (&["fewer", "than"], Sense::Most),
    (&["up", "to"], Sense::Most),
    (&["close", "to"], Sense::Most),
    (&["a", "total", "of"], Sense::About),
    (&["over"], Sense::Least),
    (&["above"], Sense::Least),
    (&["under"], Sense::Most),
    (&["below"], Sense::Most),
    (&["nearly"], Sense::Most),
    (&["almost"], Sense::Most),
    (&["about"], Sense::About),
    (&["around"], Sense::About),
    (&["some"], Sense::About),
    (&["roughly"], Sense::About),
    (&["approximately"], Sense::About),
    (&["approx"], Sense::About),
    (&["circa"], Sense::About),
    (&["estimated"], Sense::About),
    (&["perhaps"], Sense::About),
    (&["probably"], Sense::About),
];

/// The qualifier at token `i`, if one stands there, and the token where the number begins.
pub fn before(tokens: &Tokens<'_>, i: usize) -> (Option<Qualifier>, usize) {
    let found =
        BEFORE.iter().find(|(words, _)| words.iter().enumerate().all(|(k, w)| tokens.low(i + k) == *w));
    let Some((words, sense)) = found else { return (None, i) };
    // "a total of 20" is exact; "some of the 20" is another matter.
    let end = i + words.len();
    if matches!(*words, ["a", "total", "of"]) {
        return (None, end);
    }
    (Some(Qualifier { words: words.join(" "), sense: *sense }), end)
}

/// The qualifier after a number: "or more", "or so", "+"; and the first token after it.
pub fn after(tokens: &Tokens<'_>, i: usize) -> (Option<Qualifier>, usize) {
    let found = |words: &str, sense, end| (Some(Qualifier { words: words.to_owned(), sense }), end);
    match (tokens.low(i), tokens.low(i + 1)) {
        ("or", "more") => found("or more", Sense::Least, i + 2),
        ("or", "less" | "fewer") => found("or less", Sense::Most, i + 2),
        ("or", "so") => found("or so", Sense::About, i + 2),
        ("+", _) if tokens.glued(i) => found("+", Sense::Least, i + 1),
        ("-", "plus") if tokens.glued(i) => found("plus", Sense::Least, i + 2),
        _ => (None, i),
    }
}
