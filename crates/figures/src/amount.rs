//! Numbers with what belongs to them before a noun: currencies, percents, ranges, shares, and numbers left vague.

use onrecord_numeral::{Kind, Numeral, Style, Tokens, fraction, numeral, parse_digits, small};

use crate::qualifier::Bounds;

/// A number read from a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// First token after it.
    pub end: usize,
    /// What the words give and allow without a qualifier.
    pub bounds: Bounds,
    /// A currency or "percent"; none for a count.
    pub unit: Option<String>,
    /// The words of a number that is only bounded: "dozens", "several".
    pub vague: Option<String>,
    /// Whether it is a share of what it counts: "a third of", "one in five".
    pub share: bool,
    /// Whether it is written in digits.
    pub digits: bool,
}

impl Amount {
    /// Whether it is the number one.
    pub fn is_one(&self) -> bool {
        self.bounds.value.is_some_and(|v| (v - 1.0).abs() < f64::EPSILON)
    }
}

/// A number that says itself exactly.
const fn exact(value: f64) -> Bounds {
    Bounds { value: Some(value), low: Some(value), high: Some(value) }
}

/// Reads the number at token `i`.
pub fn read(tokens: &Tokens<'_>, i: usize) -> Option<Amount> {
    none(tokens, i)
        .or_else(|| vague(tokens, i))
        .or_else(|| share(tokens, i))
        .or_else(|| number_or_range(tokens, i))
}

/// "no casualties", "no one": nought. What it counts decides later whether it is a figure at all.
fn none(tokens: &Tokens<'_>, i: usize) -> Option<Amount> {
    let end = match (tokens.low(i), tokens.low(i + 1)) {
        ("no", "one") => i + 2,
        ("no" | "without" | "nobody" | "none", _) => i + 1,
        _ => return None,
    };
    Some(Amount { end, bounds: exact(0.0), unit: None, vague: None, share: false, digits: false })
}

/// "dozens of", "hundreds of thousands of", "several". The least is twice the word's unit, for it is a plural; the
/// words set no most.
fn vague(tokens: &Tokens<'_>, i: usize) -> Option<Amount> {
    let plural = |word: &str| {
        Some(match word {
            "tens" => 10.0,
            "dozens" => 12.0,
            "scores" => 20.0,
            "hundreds" => 100.0,
            "thousands" => 1e3,
            "lakhs" => 1e5,
            "millions" => 1e6,
            "crores" => 1e7,
            "billions" => 1e9,
            "trillions" => 1e12,
            _ => return None,
        })
    };
    let (low, end) = match (tokens.low(i), tokens.low(i + 1)) {
        ("several", "hundred") => (300.0, i + 2),
        ("several", "thousand") => (3000.0, i + 2),
        ("several", "dozen") => (36.0, i + 2),
        ("several", "million") => (3e6, i + 2),
        ("several", _) => (3.0, i + 1),
        ("a", "few") => match onrecord_numeral::scale(tokens.low(i + 2)) {
            Some(scale) => (2.0 * scale, i + 3),
            None => (2.0, i + 2),
        },
        ("a", "handful" | "couple") if tokens.low(i + 2) == "of" => (2.0, i + 3),
        (word, next) => {
            let first = plural(word)?;
            // "tens of thousands", "hundreds of millions of"
            let second = if next == "of" { plural(tokens.low(i + 2)) } else { None };
            if word == "tens" && next != "of" {
                return None;
            }
            let end = if second.is_some() { i + 3 } else { i + 1 };
            (2.0 * first * second.unwrap_or(1.0), end)
        }
    };
    let words = (i..end).map(|k| tokens.low(k)).collect::<Vec<_>>().join(" ");
    // "millions of dollars", "hundreds of people"
    let after = end + usize::from(tokens.low(end) == "of");
    let money = currency_after(tokens, after);
    Some(Amount {
        end: money.as_ref().map_or(after, |(_, end)| *end),
        bounds: Bounds { value: None, low: Some(low), high: None },
        unit: money.map(|(unit, _)| unit),
        vague: Some(words.trim_end_matches(" of").to_owned()),
        share: false,
        digits: false,
    })
}

/// "a third of", "half the", "one in five", "nine out of 10".
fn share(tokens: &Tokens<'_>, i: usize) -> Option<Amount> {
    let of = |end: usize, value: f64| {
        Some(Amount { end, bounds: exact(value), unit: None, vague: None, share: true, digits: false })
    };
    if let Some((end, value)) = fraction(tokens, i) {
        // "a quarter of a million"
        if tokens.low(end) == "of"
            && let Some(n) = numeral(tokens, end + 1).filter(|n| n.style == Style::Words && n.value >= 1e6)
        {
            let bounds = exact(value * n.value);
            return Some(Amount { end: n.end, bounds, unit: None, vague: None, share: false, digits: false });
        }
        let half_the = tokens.low(i) == "half"
            && matches!(tokens.low(end), "the" | "its" | "their" | "all" | "his" | "her");
        return match tokens.low(end) {
            "of" => of(end + 1, value),
            _ if half_the => of(end, value),
            _ => None,
        };
    }
    let first = numeral(tokens, i).filter(|n| n.value >= 1.0 && n.value < 100.0)?;
    let out = usize::from(tokens.low(first.end) == "out");
    let joined = if out == 1 { tokens.low(first.end + 1) == "of" } else { tokens.low(first.end) == "in" };
    if !joined || out == 0 && first.value > 9.0 {
        return None;
    }
    let second =
        numeral(tokens, first.end + out + 1).filter(|n| n.value > first.value && n.value.fract() == 0.0)?;
    let round =
        [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 20.0, 50.0, 100.0, 1000.0].contains(&second.value);
    (round && unit_is_open(tokens, second.end)).then(|| of(second.end, first.value / second.value)).flatten()
}

/// Whether no percent and no currency follows.
fn unit_is_open(tokens: &Tokens<'_>, i: usize) -> bool {
    percent(tokens, i).is_none() && currency_after(tokens, i).is_none()
}

/// A number or a range of two, with currency or percent on either side.
fn number_or_range(tokens: &Tokens<'_>, i: usize) -> Option<Amount> {
    let between = tokens.low(i) == "between";
    let start = i + usize::from(between);
    let first = plain(tokens, start)?;
    let joint = match tokens.low(first.end) {
        "and" => between,
        "to" => tokens.before(start) != "from",
        "or" => true,
        "-" | "—" => tokens.glued(first.end) && tokens.glued(first.end + 1) && first.digits,
        _ => false,
    };
    if let Some(second) = joint.then(|| plain(tokens, first.end + 1)).flatten() {
        let (mut low, high) = (first.bounds.value?, second.bounds.value?);
        // "20 to 30 million" is 20 million at least.
        let scale = second.scale;
        if first.scale <= 1.0 && scale > 1.0 && low * scale < high {
            low *= scale;
        }
        if low < high {
            let bounds = Bounds { value: None, low: Some(low), high: Some(high) };
            let unit = second.unit.or(first.unit);
            return Some(Amount {
                end: second.end,
                bounds,
                unit,
                vague: None,
                share: false,
                digits: first.digits,
            });
        }
    }
    if between {
        return None;
    }
    Some(Amount {
        end: first.end,
        bounds: first.bounds,
        unit: first.unit,
        vague: None,
        share: false,
        digits: first.digits,
    })
}

/// A single number with its currency or percent.
struct Plain {
    end: usize,
    bounds: Bounds,
    unit: Option<String>,
    /// What its scale words multiply by.
    scale: f64,
    digits: bool,
}

fn plain(tokens: &Tokens<'_>, i: usize) -> Option<Plain> {
    let prefix = currency_before(tokens, i);
    let start = prefix.as_ref().map_or(i, |(_, end)| *end);
    let Numeral { mut end, value, style } = numeral(tokens, start)?;
    let digits = tokens.kind(start) == Kind::Number;
    let own = if digits {
        parse_digits(tokens.raw(start)).map_or(value, |(v, _)| v)
    } else {
        small(tokens.low(start)).unwrap_or(1.0)
    };
    let mut bounds = exact(value);
    if style == Style::Ambiguous {
        bounds = Bounds { value: None, low: Some(value), high: Some(value * 1e3) };
    }
    let mut unit = prefix.map(|(unit, _)| unit);
    if unit.is_none() {
        let hyphen = usize::from(tokens.low(end) == "-" && tokens.glued(end));
        if let Some((name, after)) = percent(tokens, end).or_else(|| currency_after(tokens, end + hyphen)) {
            unit = Some(name);
            end = after;
        }
    }
    if style == Style::Ambiguous && unit.as_deref() == Some("percent") {
        bounds = exact(value);
    }
    let scale = if own > 0.0 { value / own } else { 1.0 };
    Some(Plain { end, bounds, unit, scale, digits })
}

/// "percent", "%", "per cent", "percentage points" at token `i`.
fn percent(tokens: &Tokens<'_>, i: usize) -> Option<(String, usize)> {
    let at = i + usize::from(tokens.low(i) == "-" && tokens.glued(i));
    let named = |end| Some(("percent".to_owned(), end));
    match (tokens.low(at), tokens.low(at + 1)) {
        ("percentage", "point" | "points") => Some(("percentage points".to_owned(), at + 2)),
        ("per", "cent") => named(at + 2),
        ("percent" | "pct" | "%", _) => named(at + 1),
        _ => None,
    }
}

/// A currency sign or code before a number: "$", "US$", "Rs.", "EUR", and the token of the number.
fn currency_before(tokens: &Tokens<'_>, i: usize) -> Option<(String, usize)> {
    let sign = |mark: &str| {
        Some(match mark {
            "$" => "dollars",
            "£" => "pounds",
            "€" => "euros",
            "¥" => "yen or yuan",
            "₹" => "rupees",
            "₦" => "naira",
            "₽" => "roubles",
            "₺" => "lira",
            "₩" => "won",
            "₪" => "shekels",
            "฿" => "baht",
            "₱" => "pesos",
            "₴" => "hryvnia",
            _ => return None,
        })
    };
    if let Some(name) = sign(tokens.low(i)) {
        return Some((name.to_owned(), i + 1));
    }
    // "H1N1"
    if tokens.glued(i) && tokens.kind(i) == Kind::Word {
        return None;
    }
    let code = tokens.raw(i);
    // "US$20", "A$20", "HK$20"
    if tokens.low(i + 1) == "$" && tokens.glued(i + 1) {
        let of = match code {
            "US" | "U" => "US",
            "A" | "AU" => "Australian",
            "C" | "CA" => "Canadian",
            "NZ" => "New Zealand",
            "HK" => "Hong Kong",
            "S" => "Singapore",
            "R" => return Some(("reais".to_owned(), i + 2)),
            _ => return None,
        };
        return Some((format!("{of} dollars"), i + 2));
    }
    let stop = usize::from(tokens.low(i + 1) == "." && tokens.glued(i + 1));
    let name = match code {
        "Rs" | "INR" => "rupees",
        "USD" => "US dollars",
        "EUR" => "euros",
        "GBP" => "pounds",
        "JPY" => "yen",
        "CNY" | "RMB" => "yuan",
        "NGN" | "N" if code == "NGN" || tokens.glued(i + 1) => "naira",
        "KES" | "Sh" | "KSh" | "Ksh" => "shillings",
        "ZAR" => "rand",
        "R" if tokens.glued(i + 1) && tokens.kind(i + 1) == Kind::Number => "rand",
        "CHF" => "francs",
        "AUD" => "Australian dollars",
        "CAD" => "Canadian dollars",
        _ => return None,
    };
    (tokens.kind(i + 1 + stop) == Kind::Number).then(|| (name.to_owned(), i + 1 + stop))
}

/// A currency's name after a number, with the country before it if it is given.
fn currency_after(tokens: &Tokens<'_>, i: usize) -> Option<(String, usize)> {
    let name = |word: &str| {
        Some(match word {
            "dollar" | "dollars" => "dollars",
            "euro" | "euros" => "euros",
            "rupee" | "rupees" => "rupees",
            "naira" => "naira",
            "yen" => "yen",
            "yuan" | "renminbi" => "yuan",
            "rouble" | "roubles" | "ruble" | "rubles" => "roubles",
            "rand" => "rand",
            "peso" | "pesos" => "pesos",
            "franc" | "francs" => "francs",
            "shilling" | "shillings" => "shillings",
            "lira" | "liras" => "lira",
            "dirham" | "dirhams" => "dirhams",
            "riyal" | "riyals" | "rial" | "rials" => "riyals",
            "dinar" | "dinars" => "dinars",
            "taka" => "taka",
            "krona" | "kronor" | "krone" | "kroner" => "crowns",
            "cent" | "cents" => "cents",
            "pence" => "pence",
            "pound" | "pounds" => "pounds",
            "reais" => "reais",
            "baht" => "baht",
            "rupiah" => "rupiah",
            "ringgit" => "ringgit",
            "shekel" | "shekels" => "shekels",
            "hryvnia" | "hryvnias" => "hryvnia",
            _ => return None,
        })
    };
    if let Some(unit) = name(tokens.low(i)) {
        return Some((unit.to_owned(), i + 1));
    }
    // "US dollars", "U.S. dollars", "Syrian pounds"
    let country = if tokens.raw(i) == "U" && tokens.low(i + 1) == "." && tokens.low(i + 2) == "s" {
        (i + 3 + usize::from(tokens.low(i + 3) == "."), "US")
    } else if tokens.capital(i) {
        (i + 1, tokens.raw(i))
    } else {
        return None;
    };
    let unit = name(tokens.low(country.0))?;
    Some((format!("{} {unit}", country.1), country.0 + 1))
}
