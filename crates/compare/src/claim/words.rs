//! A proposition's words, laid out for rules.

use std::collections::HashSet;

use onrecord_numeral::{Kind, Tokens, numeral};
use onrecord_text::ByteSpan;

/// Words that carry no proposition by themselves; apart from these, a word counts by its stem.
const SMALL: &str = "a an the this that these those it its he his she her they their them him we our us you your i my me who whom \
    whose which what there here and or but so if of to in on at by for from with as into than then is are was were be been \
    being am has have had having do does did doing s t re ve ll d m also just very too about over said says say saying told \
    mr mrs ms dr u";
/// Words that turn a sentence round.
const NEGATIONS: &str = "not no never none nobody nothing neither nor cannot without hardly n't fail failed fails \
    denied denies deny refused refuses refuse false falsely untrue lack lacks lacked stopped unable zero bar bars \
    barred ban bans banned forbid forbids forbade forbidden prohibit prohibits prohibited";

/// Two words that do so together.
const NEGATIVE_PHRASES: &[[&str; 2]] =
    &[["anything", "but"], ["far", "from"], ["rather", "than"], ["instead", "of"]];

/// Words that may open a content without being part of it.
const OPENING: &[&str] = &["that", "also", "and", "but", "so", "now", "however", "well", "yet"];
/// Fewer words than this may stand in a text by chance.
const LEAST_COPIED: usize = 5;

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub value: f64,
    /// The stem of the first plain word after it.
    pub unit: String,
    /// Whether they are besides others that are told of: "three other Americans", "nine more".
    pub besides: bool,
    /// As written.
    pub words: String,
}

/// The words of a proposition.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// All words in lower case, "n't" parted from its verb.
    pub all: Vec<String>,
    /// The stems of those that carry meaning.
    pub stems: HashSet<String>,
    /// Words that turn the sentence round, each with the stem of the word that it turns round, as far as one can tell: the
    /// next that carries meaning.
    pub turned: Vec<(String, String)>,
    /// Stems that stand under no such word.
    pub plain: HashSet<String>,
    /// Its numbers, those of dates and hours left out.
    pub numbers: Vec<Number>,
}

impl Words {
    /// Reads `text`; `times` are the places of its dates and hours.
    pub fn new(text: &str, times: &[ByteSpan]) -> Self {
        let tokens = Tokens::new(text);
        let mut words = Self::default();
        let mut at = 0;
        while at < tokens.len() {
            if tokens.kind(at) == Kind::Mark || tokens.kind(at) == Kind::Break {
                at += 1;
                continue;
            }
            if let Some(number) = numeral(&tokens, at).filter(|n| n.end > at) {
                let span = tokens.span(at, number.end);
                if !times.iter().any(|time| time.overlaps(span)) {
                    let unit = unit(&tokens, at, number.end);
                    let besides = matches!(tokens.low(number.end), "other" | "more" | "others");
                    let written = span.of(text).to_owned();
                    words.numbers.push(Number { value: number.value, unit, besides, words: written });
                }
                words.stems.insert(number.value.to_string());
                words.all.extend((at..number.end).map(|i| tokens.low(i).to_owned()));
                at = number.end;
                continue;
            }
            words.take(&tokens, at);
            at += 1;
        }
        words
    }

    fn take(&mut self, tokens: &Tokens<'_>, at: usize) {
        let word = tokens.low(at);
        let contracted =
            word == "t" && tokens.before(at) == "'" && at >= 2 && tokens.low(at - 2).ends_with('n');
        let phrase = [word, tokens.low(at + 1)];
        if contracted || is_in(NEGATIONS, word) || NEGATIVE_PHRASES.contains(&phrase) {
            self.turned.push((if contracted { "n't" } else { word }.to_owned(), String::new()));
        } else if !is_small(word) {
            let stem = stem(word);
            if let Some((_, turned)) = self.turned.last_mut().filter(|(_, turned)| turned.is_empty()) {
                turned.clone_from(&stem);
            } else {
                self.plain.insert(stem.clone());
            }
            self.stems.insert(stem);
        }
        self.all.push(word.to_owned());
    }

    /// Whether the word of this stem is turned round.
    pub fn turns(&self, stem: &str) -> bool {
        self.turned.iter().any(|(_, turned)| turned == stem)
    }

    /// How much of the longer side the shorter one is, where it stands in it word for word; opening words such as "that" aside.
    pub fn copied(&self, other: &Self) -> Option<f32> {
        let row = |words: &Self| {
            let opening = words.all.iter().take_while(|w| OPENING.contains(&w.as_str())).count();
            (words.all.len() - opening, format!(" {} ", words.all[opening..].join(" ")))
        };
        let (mine, theirs) = (row(self), row(other));
        let (short, long) = if mine.0 <= theirs.0 { (mine, theirs) } else { (theirs, mine) };
        (short.0 >= LEAST_COPIED && long.1.contains(&short.1)).then(|| short.0 as f32 / long.0 as f32)
    }

    /// The share of the shorter side's stems that the other has too.
    pub fn shared(&self, other: &Self) -> f32 {
        let least = self.stems.len().min(other.stems.len());
        let both = self.stems.intersection(&other.stems).count();
        if least == 0 { 0.0 } else { both as f32 / least as f32 }
    }
}

/// What the number from token `start` up to `end` counts: the stem of the word behind it, or a word for money or shares.
fn unit(tokens: &Tokens<'_>, start: usize, end: usize) -> String {
    if matches!(tokens.before(start), "$" | "€" | "£") {
        return "money".to_owned();
    }
    if tokens.low(end) == "%" {
        return stem("percent");
    }
    let skipped = |i: &usize| matches!(tokens.low(*i), "-" | "of" | "the" | "more" | "other");
    let after = (end..end + 4).find(|i| !skipped(i)).filter(|&i| tokens.kind(i) == Kind::Word);
    after.map(|i| tokens.low(i)).filter(|word| !is_small(word)).map(stem).unwrap_or_default()
}

pub(crate) fn is_small(word: &str) -> bool {
    is_in(SMALL, word)
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

/// A word without its endings, roughly after Porter (1980): words of one family mostly meet, and that is all it is for.
pub(crate) fn stem(word: &str) -> String {
    let mut stem = word.trim_end_matches("'s").to_owned();
    for (ending, new) in [
        ("ization", "iz"),
        ("ational", "at"),
        ("fulness", "ful"),
        ("ements", ""),
        ("ement", ""),
        ("ments", "ment"),
        ("ations", "at"),
        ("ation", "at"),
        ("ities", "iti"),
        ("ies", "i"),
        ("ied", "i"),
        ("ously", "ous"),
        ("ingly", ""),
        ("edly", ""),
        ("sses", "ss"),
        ("ings", ""),
        ("ing", ""),
        ("ions", ""),
        ("ion", ""),
        ("ers", "er"),
        ("ly", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
        ("y", "i"),
        ("e", ""),
    ] {
        if let Some(root) =
            stem.strip_suffix(ending).filter(|root| root.chars().count() >= 3 && !root.ends_with('s'))
        {
            stem = format!("{root}{new}");
            break;
        }
    }
    let doubled = stem.len() > 3 && stem.is_ascii() && {
        let bytes = stem.as_bytes();
        let last = bytes[bytes.len() - 1];
        last == bytes[bytes.len() - 2] && !b"aeiouls".contains(&last)
    };
    if doubled {
        stem.pop();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::{Words, stem};

    #[test]
    fn words_of_one_family_meet() {
        for family in [
            &["stop", "stopped", "stopping"][..],
            &["attack", "attacked", "attacks"],
            &["deny", "denies", "denied"],
        ] {
            let stems: Vec<String> = family.iter().map(|w| stem(w)).collect();
            assert!(stems.iter().all(|s| *s == stems[0]), "{stems:?}");
        }
    }

    #[test]
    fn a_copy_stands_in_the_longer_side_word_for_word() {
        let [long, short] =
            ["“The port will open on Friday,” and ships will sail", "that the port will open on Friday"];
        let [long, short] = [long, short].map(|text| Words::new(text, &[]));
        assert_eq!(long.copied(&short), Some(0.6));
        assert_eq!(short.copied(&Words::new("the port may open on Friday", &[])), None);
    }

    #[test]
    fn numbers_know_what_they_count_and_negations_are_seen() {
        let words = Words::new("The port didn't lose $1.7 million or twenty-three ships", &[]);
        let numbers: Vec<_> = words.numbers.iter().map(|n| (n.value, n.unit.as_str())).collect();
        assert_eq!(numbers, [(1_700_000.0, "money"), (23.0, "ship")]);
        assert_eq!(words.turned, [("n't".to_owned(), "lose".to_owned())]);
        assert!(words.stems.contains("port") && !words.stems.contains("the"));
    }
}
