//! Numbers in digits and words.

use crate::{Kind, Tokens};

/// How a number was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// In digits, whole or with a scale: "1,200", "1.2 million".
    Digits,
    /// In words: "two hundred and fifty", "half a million", "a dozen".
    Words,
    /// In digits with one point or comma and three digits behind it: 1.200 is 1,200 in Berlin and 1⅕ in London.
    Ambiguous,
}

/// A number read from a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// First token after it.
    pub end: usize,
    /// Its value; of an ambiguous one the smaller.
    pub value: f64,
    /// How it was written.
    pub style: Style,
}

/// The number that a word for one from 0 to 99, without hyphen, stands for.
pub fn small(word: &str) -> Option<f64> {
    const WORDS: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let ones = WORDS.iter().position(|w| *w == word).map(|n| n as f64);
    ones.or_else(|| TENS.iter().position(|w| *w == word).map(|n| (n as f64 + 2.0) * 10.0))
}

/// The number that a word multiplies by: "hundred", "lakh", "crore", "bn".
pub fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "hundred" => 1e2,
        "thousand" => 1e3,
        "lakh" | "lac" | "lakhs" => 1e5,
        "million" | "mn" | "mln" | "mio" => 1e6,
        "crore" | "crores" => 1e7,
        "billion" | "bn" | "bln" => 1e9,
        "trillion" | "tn" | "trn" => 1e12,
        _ => return None,
    })
}

/// The rank that an ordinal word from "first" to "thirty-first" or to "twelfth" stands for: one token only.
pub fn ordinal(word: &str) -> Option<u32> {
    const WORDS: &[&str] = &[
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    WORDS.iter().position(|w| *w == word).map(|n| n as u32 + 1)
}

/// The value of digits with grouping commas (western or Indian) and a decimal point; none where they are no number
/// ("1,2,3", "1.2.3") and for more than 18 digits.
pub fn parse_digits(digits: &str) -> Option<(f64, Style)> {
    if digits.len() > 24 {
        return None;
    }
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(w, d)| (w, Some(d)));
    if decimals.is_some_and(|d| d.contains(['.', ','])) {
        // "1.234.567" groups by points; anything else with two points is no number.
        let groups: Vec<&str> = digits.split('.').collect();
        let grouped = groups[1..].iter().all(|g| g.len() == 3 && !g.contains(',')) && groups[0].len() <= 3;
        return grouped.then(|| groups.concat().parse().ok()).flatten().map(|v| (v, Style::Digits));
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let (last, heads) = groups.split_last()?;
    if let [head] = heads
        && last.len() != 3
    {
        // "3,5": a decimal comma.
        return (decimals.is_none() && last.len() <= 2)
            .then(|| format!("{head}.{last}").parse().ok())
            .flatten()
            .map(|v| (v, Style::Digits));
    }
    let middle = heads.iter().skip(1).all(|g| g.len() == 3 || g.len() == 2);
    if !heads.is_empty() && (last.len() != 3 || !middle || heads[0].len() > 3) {
        return None;
    }
    let value: f64 = format!("{}.{}", groups.concat(), decimals.unwrap_or("0")).parse().ok()?;
    let doubtful =
        heads.is_empty() && whole.len() <= 3 && whole != "0" && decimals.is_some_and(|d| d.len() == 3);
    Some((value, if doubtful { Style::Ambiguous } else { Style::Digits }))
}

/// The share that "half", "a third", "two-thirds", "three quarters", "one-fifth" stand for, and the first token after.
pub fn fraction(tokens: &Tokens<'_>, i: usize) -> Option<(usize, f64)> {
    if tokens.low(i) == "half" {
        return Some((i + 1, 0.5));
    }
    let (count, mut at) = match tokens.low(i) {
        "a" | "an" => (1.0, i + 1),
        word => (small(word).filter(|n| (1.0..20.0).contains(n))?, i + 1),
    };
    if tokens.low(at) == "-" && tokens.glued(at) {
        at += 1;
    }
    let part = match tokens.low(at) {
        "half" | "halves" => 2.0,
        "quarter" | "quarters" => 4.0,
        word => f64::from(ordinal(word.strip_suffix('s').unwrap_or(word)).filter(|n| *n >= 3)?),
    };
    (count <= part).then_some((at + 1, count / part))
}

/// Reads the number that begins at token `i`.
pub fn numeral(tokens: &Tokens<'_>, i: usize) -> Option<Numeral> {
    if tokens.kind(i) == Kind::Number {
        return in_digits(tokens, i);
    }
    in_words(tokens, i)
}

fn in_digits(tokens: &Tokens<'_>, i: usize) -> Option<Numeral> {
    let (mut value, style) = parse_digits(tokens.raw(i))?;
    let mut end = i + 1;
    // "2 1/2", "2½"
    if tokens.kind(end) == Kind::Number
        && tokens.low(end + 1) == "/"
        && tokens.glued(end + 1)
        && tokens.glued(end + 2)
        && let (Ok(top), Ok(bottom)) = (tokens.raw(end).parse::<f64>(), tokens.raw(end + 2).parse::<f64>())
        && top < bottom
        && bottom <= 16.0
    {
        value += top / bottom;
        end += 3;
    } else if let Some(part) = vulgar(tokens.low(end)).filter(|_| tokens.glued(end)) {
        value += part;
        end += 1;
    }
    let (mut value, end) = scaled(tokens, end, value);
    let style = if end > i + 1 { Style::Digits } else { style };
    if !value.is_finite() {
        value = f64::MAX;
    }
    Some(Numeral { end, value, style })
}

/// The value of a fraction that is one character.
fn vulgar(mark: &str) -> Option<f64> {
    Some(match mark {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        _ => return None,
    })
}

/// Multiplies by the scales that follow: "1.2 million", "2 lakh crore", "20bn", "$3m", "10-million".
fn scaled(tokens: &Tokens<'_>, mut end: usize, mut value: f64) -> (f64, usize) {
    for _ in 0..2 {
        let hyphen = usize::from(tokens.low(end) == "-" && tokens.glued(end) && tokens.glued(end + 1));
        let word = tokens.low(end + hyphen);
        let letter = match word {
            _ if !tokens.glued(end) || hyphen > 0 => None,
            "m" => Some(1e6),
            "k" => Some(1e3),
            "b" => Some(1e9),
            _ => None,
        };
        let Some(factor) = scale(word).or(letter) else { break };
        value *= factor;
        end += hyphen + 1;
    }
    (value, end)
}

fn in_words(tokens: &Tokens<'_>, i: usize) -> Option<Numeral> {
    let words = |end, value| Some(Numeral { end, value, style: Style::Words });
    // "half a million", "half a dozen"
    if tokens.low(i) == "half" && matches!(tokens.low(i + 1), "a" | "an") {
        return scale(tokens.low(i + 2)).and_then(|s| words(i + 3, s / 2.0));
    }
    let article = matches!(tokens.low(i), "a" | "an");
    if article {
        // "a hundred and twenty", "a dozen", "a million"
        scale(tokens.low(i + 1))?;
    }
    let mut total = 0.0;
    let mut group = if article { Some(1.0) } else { None };
    let mut at = if article { i + 1 } else { i };
    let mut end = i;
    let mut smallest = f64::INFINITY;
    // No number in words is longer than this; the limit keeps every call bounded.
    for _ in 0..24 {
        let word = tokens.low(at);
        if let Some(n) = small(word) {
            // "twenty" takes a digit after it, "hundred" anything below it, a digit takes nothing.
            let fits = group.is_none_or(|g: f64| {
                g > 0.0 && (g % 100.0 == 0.0 || (g % 10.0 == 0.0 && g % 100.0 >= 20.0 && n < 10.0 && n > 0.0))
            });
            if !fits {
                break;
            }
            group = Some(group.unwrap_or(0.0) + n);
        } else if let Some(factor) = scale(word).filter(|_| group.is_some()) {
            let g = group.unwrap_or(1.0);
            if factor <= 100.0 {
                group = Some(g * factor);
            } else {
                // Only crore stands after lakh: "two lakh crore".
                if factor >= smallest && !(factor >= 1e7 && smallest < 1e6 && smallest > 1e4) {
                    break;
                }
                smallest = factor;
                total += g * factor;
                group = Some(0.0);
            }
        } else {
            break;
        }
        end = at + 1;
        at = end;
        let joined = match tokens.low(at) {
            "-" => tokens.glued(at) && tokens.glued(at + 1),
            "and" => group.is_some_and(|g| g % 100.0 == 0.0 && (g > 0.0 || total > 0.0)),
            _ => false,
        };
        if joined && (small(tokens.low(at + 1)).is_some() || tokens.low(at) == "-") {
            at += 1;
        }
        // A whole scale may be followed by a smaller group: "two thousand three hundred".
        if group == Some(0.0) && small(tokens.low(at)).is_some() {
            group = None;
        }
    }
    if end == i {
        return None;
    }
    let mut value = total + group.unwrap_or(0.0);
    // "two and a half million"
    if tokens.low(end) == "and"
        && tokens.low(end + 1) == "a"
        && tokens.low(end + 2) == "half"
        && value < 100.0
    {
        value += 0.5;
        (value, end) = scaled(tokens, end + 3, value);
    }
    words(end, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(f64, usize)> {
        numeral(&Tokens::new(text), 0).map(|n| (n.value, n.end))
    }

    #[test]
    fn numbers_in_digits() {
        assert_eq!(read("1,200 men"), Some((1200.0, 1)));
        assert_eq!(read("1.2 million"), Some((1_200_000.0, 2)));
        assert_eq!(read("12,34,567"), Some((1_234_567.0, 1)));
        assert_eq!(read("2 lakh crore"), Some((2e12, 3)));
        assert_eq!(read("2 1/2 years"), Some((2.5, 4)));
        assert_eq!(read("3½"), Some((3.5, 2)));
        assert_eq!(read("20bn"), Some((2e10, 2)));
        assert_eq!(read("3,5 Prozent"), Some((3.5, 1)));
        assert_eq!(read("1.234.567"), Some((1_234_567.0, 1)));
        assert_eq!(read("1,2,3"), None);
        assert_eq!(read("1.2.3"), None);
    }

    #[test]
    fn one_point_and_three_digits_are_ambiguous() {
        assert_eq!(parse_digits("1.200"), Some((1.2, Style::Ambiguous)));
        assert_eq!(parse_digits("1.25"), Some((1.25, Style::Digits)));
    }

    #[test]
    fn numbers_in_words() {
        assert_eq!(read("two hundred and fifty men"), Some((250.0, 4)));
        assert_eq!(read("forty-two"), Some((42.0, 3)));
        assert_eq!(read("a hundred thousand"), Some((100_000.0, 3)));
        assert_eq!(read("half a million"), Some((500_000.0, 3)));
        assert_eq!(read("two thousand three hundred and one"), Some((2301.0, 6)));
        assert_eq!(read("two and a half million"), Some((2_500_000.0, 5)));
        assert_eq!(read("a dozen"), Some((12.0, 2)));
        assert_eq!(read("two dozen"), Some((24.0, 2)));
        assert_eq!(read("three million and two men"), Some((3_000_002.0, 4)));
        assert_eq!(read("one and two"), Some((1.0, 1)));
        assert_eq!(read("nineteen ninety"), Some((19.0, 1)));
        assert_eq!(read("a man"), None);
    }

    #[test]
    fn shares() {
        let share = |text: &str| fraction(&Tokens::new(text), 0);
        assert_eq!(share("half of"), Some((1, 0.5)));
        assert_eq!(share("two-thirds of"), Some((3, 2.0 / 3.0)));
        assert_eq!(share("a quarter of"), Some((2, 0.25)));
        assert_eq!(share("one second"), None);
    }

    #[test]
    fn absurd_numbers_do_not_panic() {
        let long = "9".repeat(400);
        assert_eq!(read(&long), None);
        assert_eq!(read(&"trillion ".repeat(50)), None);
        assert!(read(&format!("one {}", "hundred ".repeat(50))).is_some());
    }
}
