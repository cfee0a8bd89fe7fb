//! The report as resolving sees it: tokens with their sentence, case and whether they are quoted.

use onrecord_text::{ByteSpan, sentences};

/// How many tokens on either side of a place count as near it.
pub const NEAR: usize = 120;

/// A word, number or mark of a text.
#[allow(clippy::struct_excessive_bools, reason = "each is a property of its own")]
#[derive(Clone, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: ByteSpan,
    /// Its letters in lower case, curly apostrophes made straight.
    pub lower: Box<str>,
    /// Index of its sentence.
    pub sentence: usize,
    /// Whether it begins with an upper-case letter.
    pub capital: bool,
    /// Whether it has letters and all of them are upper case, two at least.
    pub shouted: bool,
    /// Whether it has a letter or a digit.
    pub word: bool,
    /// Whether it stands between quotation marks.
    pub quoted: bool,
}

impl Token {
    /// Whether it is this mark or word in lower case.
    pub fn is(&self, lower: &str) -> bool {
        &*self.lower == lower
    }

    /// Whether it is the mark of the possessive.
    pub fn possessive(&self) -> bool {
        matches!(&*self.lower, "'s" | "'")
    }
}

/// A text cut into sentences and tokens.
pub struct Page<'t> {
    /// The text.
    pub text: &'t str,
    /// All tokens in order.
    pub tokens: Vec<Token>,
    /// Its sentences.
    pub sentences: Vec<ByteSpan>,
    /// For each sentence its first token; one more entry at the end.
    pub starts: Vec<usize>,
}

impl<'t> Page<'t> {
    /// Cuts `text`, in one pass.
    pub fn new(text: &'t str) -> Self {
        let sentences = sentences(text);
        let (mut tokens, mut starts) = (Vec::new(), Vec::with_capacity(sentences.len() + 1));
        let mut quotes = Quotes::default();
        for (index, sentence) in sentences.iter().enumerate() {
            starts.push(tokens.len());
            let new_paragraph = index == 0
                || text[sentences[index - 1].end..sentence.start].contains(['\n', '\r', '\u{2029}']);
            if new_paragraph {
                quotes = Quotes::default();
            }
            cut(text, *sentence, index, &mut quotes, &mut tokens);
        }
        starts.push(tokens.len());
        Self { text, tokens, sentences, starts }
    }

    /// The first token that ends after byte `at`.
    pub fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.span.end <= at)
    }

    /// The tokens from `start` up to `end`; none where that is before `start`, as where a name goes on past its sentence.
    pub fn between(&self, start: usize, end: usize) -> &[Token] {
        self.tokens.get(start..end.min(self.tokens.len())).unwrap_or_default()
    }

    /// The tokens that lie in `span`, as a range of indices.
    pub fn tokens_in(&self, span: ByteSpan) -> std::ops::Range<usize> {
        let first = self.token_at(span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        first..end.max(first)
    }

    /// The sentence that holds byte `at`, or the last one that begins before it.
    pub fn sentence_at(&self, at: usize) -> usize {
        self.sentences.partition_point(|s| s.start <= at).saturating_sub(1)
    }

    /// The tokens of a sentence, as a range of indices; empty for a sentence that is not there.
    pub fn tokens_of(&self, sentence: usize) -> std::ops::Range<usize> {
        match (self.starts.get(sentence), self.starts.get(sentence + 1)) {
            (Some(&a), Some(&b)) => a..b,
            _ => 0..0,
        }
    }

    /// The tokens of the sentence of byte `at`, at most [`NEAR`] on either side: a sentence without end costs no more.
    pub fn near(&self, at: usize) -> std::ops::Range<usize> {
        let all = self.tokens_of(self.sentence_at(at));
        let here = self.token_at(at).clamp(all.start, all.end);
        all.start.max(here.saturating_sub(NEAR))..all.end.min(here + NEAR)
    }

    /// The place from the first to the last of some tokens.
    pub fn span_of(&self, range: std::ops::Range<usize>) -> ByteSpan {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|i| self.tokens.get(i))) {
            (Some(a), Some(b)) if range.start < range.end => ByteSpan::new(a.span.start, b.span.end),
            _ => ByteSpan::new(0, 0),
        }
    }

    /// Whether token `i` begins its sentence, quotation marks and brackets aside.
    pub fn begins_sentence(&self, i: usize) -> bool {
        let first = self.starts[self.tokens[i].sentence];
        self.tokens[first..i].iter().all(|t| !t.word)
    }
}

/// Which quotation marks are open.
#[derive(Default)]
struct Quotes {
    straight: bool,
    curly: bool,
}

/// Appends the tokens of one sentence.
fn cut(text: &str, sentence: ByteSpan, index: usize, quotes: &mut Quotes, tokens: &mut Vec<Token>) {
    let mut at = sentence.start;
    while at < sentence.end {
        let rest = &text[at..sentence.end];
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        match c {
            '"' => quotes.straight = !quotes.straight,
            '“' | '«' => quotes.curly = true,
            '”' | '»' => quotes.curly = false,
            _ => {}
        }
        let len = match clitic(rest) {
            _ if rest.starts_with("''") => {
                quotes.straight = !quotes.straight;
                2
            }
            Some(len) if at > sentence.start && !text[..at].ends_with(char::is_whitespace) => len,
            _ if c.is_alphanumeric() || matches!(c, '@' | '#') => word(rest),
            _ => c.len_utf8(),
        };
        let span = ByteSpan::new(at, at + len);
        let form = span.of(text);
        let letters = form.chars().filter(|c| c.is_alphabetic()).count();
        tokens.push(Token {
            span,
            lower: form.to_lowercase().replace('’', "'").into(),
            sentence: index,
            capital: c.is_uppercase() || has_article(form),
            shouted: letters > 1 && !form.chars().any(char::is_lowercase),
            word: form.chars().any(char::is_alphanumeric),
            quoted: quotes.straight || quotes.curly,
        });
        at += len;
    }
}

/// Whether a word is a name behind the Arabic article: `al-Tayeb`.
fn has_article(word: &str) -> bool {
    word.split_once('-').is_some_and(|(article, name)| {
        matches!(article, "al" | "el" | "ar" | "as" | "ash" | "at" | "ad" | "an" | "az" | "ul")
            && name.starts_with(char::is_uppercase)
    })
}

/// The length of `'s`, `n't` and the like at the head of `rest`; a bare apostrophe after a word counts too.
fn clitic(rest: &str) -> Option<usize> {
    let apostrophe = rest.chars().next().filter(|c| matches!(c, '\'' | '’'))?.len_utf8();
    let tail = rest[apostrophe..].find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len() - apostrophe);
    match rest[apostrophe..apostrophe + tail].to_ascii_lowercase().as_str() {
        "s" | "re" | "ve" | "ll" | "d" | "m" | "t" => Some(apostrophe + tail),
        "" => Some(apostrophe),
        _ => None,
    }
}

/// The length of the word at the head of `rest`: letters and digits, joined by hyphens, apostrophes before a capital
/// (`O'Neill`), `&` between capitals, full stops of initials and titles, and the points and commas of numbers.
fn word(rest: &str) -> usize {
    let chars: Vec<(usize, char)> = rest.char_indices().take(80).collect();
    let next = |i: usize| chars.get(i + 1).map(|&(_, c)| c);
    let mut end = 0;
    let mut letters = 0;
    let mut i = 0;
    while let Some(&(at, c)) = chars.get(i) {
        let joins = match c {
            _ if c.is_alphanumeric() || matches!(c, '_' | '@' | '#') => true,
            '-' | '‑' => i > 0 && next(i).is_some_and(char::is_alphanumeric),
            '\'' | '’' => i > 0 && next(i).is_some_and(char::is_uppercase) && chars[0].1.is_uppercase(),
            '&' => i > 0 && chars[i - 1].1.is_uppercase() && next(i).is_some_and(char::is_uppercase),
            ',' => i > 0 && chars[i - 1].1.is_ascii_digit() && next(i).is_some_and(|n| n.is_ascii_digit()),
            '.' => {
                let digits =
                    i > 0 && chars[i - 1].1.is_ascii_digit() && next(i).is_some_and(|n| n.is_ascii_digit());
                let initial = letters == 1 && (i == 1 || chars[i - 2].1 == '.');
                let site = next(i).is_some_and(char::is_alphabetic) && i > 1 && !glued(&chars, i);
                digits || initial || site || (i > 0 && is_title(&rest[..at]))
            }
            _ => false,
        };
        if !joins {
            break;
        }
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
        end = at + c.len_utf8();
        // "Rep.Reis": a title and a name whose space was lost.
        if c == '.' && i > 1 && next(i).is_some_and(char::is_uppercase) && is_title(&rest[..at]) {
            break;
        }
        i += 1;
    }
    if i == chars.len() && rest.len() > end {
        // A word longer than any in a language: take it whole, so that no text is cut into endless pieces.
        return rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()).max(end);
    }
    end.max(chars.first().map_or(1, |&(_, c)| c.len_utf8()))
}

/// Whether the full stop at `i` ends a sentence whose space was lost: "the oil firms.Reis left", but not "Ph.D.".
fn glued(chars: &[(usize, char)], i: usize) -> bool {
    let small = |&(_, c): &(usize, char)| c.is_lowercase() || c.is_ascii_digit();
    let next = chars.get(i + 1).is_some_and(|&(_, c)| c.is_uppercase());
    next && i > 1 && chars[i - 2..i].iter().all(small)
}

/// Titles that keep their full stop.
fn is_title(word: &str) -> bool {
    const TITLES: &[&str] = &[
        "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "lt", "col", "maj", "brig", "capt",
        "cmdr", "adm", "sgt", "cpl", "pvt", "rev", "hon", "st", "jr", "sr", "inc", "corp", "ltd", "co",
        "insp", "supt", "det", "msgr", "fr", "engr",
    ];
    word.len() <= 5 && TITLES.contains(&word.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Page::new(text).tokens.iter().map(|t| t.span.of(text).to_owned()).collect()
    }

    #[test]
    fn tokens_between_places_that_passed_each_other_are_none() {
        let page = Page::new("Rain fell. It stopped.");
        let between = |start, end| page.between(start, end).iter().map(|t| &*t.lower).collect::<Vec<_>>();
        assert_eq!(between(1, 3), ["fell", "."]);
        assert_eq!(between(4, 99), ["stopped", "."]);
        assert!(between(4, 2).is_empty() && between(98, 99).is_empty());
    }

    #[test]
    fn names_titles_and_clitics_are_cut_where_resolving_needs_them() {
        assert_eq!(
            words("Gov. O’Neill’s aide didn't pay AT&T $1,200.50 in the U.S. on Oct. 2."),
            [
                "Gov.",
                "O’Neill",
                "’s",
                "aide",
                "didn",
                "'t",
                "pay",
                "AT&T",
                "$",
                "1,200.50",
                "in",
                "the",
                "U.S.",
                "on",
                "Oct",
                ".",
                "2",
                "."
            ]
        );
    }

    #[test]
    fn a_lost_space_after_a_full_stop_joins_no_words() {
        assert_eq!(
            words("the firms.Reis of nordfisk.com, Ph.D., left Gov.Holm in 2013.Then"),
            [
                "the",
                "firms",
                ".",
                "Reis",
                "of",
                "nordfisk.com",
                ",",
                "Ph.D.",
                ",",
                "left",
                "Gov.",
                "Holm",
                "in",
                "2013",
                ".",
                "Then"
            ]
        );
    }

    #[test]
    fn a_stray_quotation_mark_ends_with_its_paragraph() {
        let page = Page::new("He \"said so.\nShe left.");
        assert_eq!(page.tokens.iter().filter(|t| t.quoted).count(), 4);
        assert!(!page.tokens.last().unwrap().quoted);
    }

    #[test]
    fn a_word_without_end_is_one_token() {
        assert_eq!(words(&"x".repeat(10_000)).len(), 1);
        assert!(words(&"x.".repeat(10_000)).len() < 20_001);
    }
}
