//! Dates as items write them, to ISO 8601.
//!
//! Read are ISO dates with or without a time, `20231025`, `2023/10/25`, `25.10.2023`, and any order of a month's English
//! name, a day and a year ("Monday, July 8, 2019", "Wed, 05 Apr 2017 09:14:00 GMT"). Of two numbers parted by slashes
//! or hyphens before a year, one must be above 12, or both the same: "4/13/2017" is April, "13/4/2017" too, but
//! "4/5/2017" is April in one country and May in another. It stays unknown, unless the text itself opens with a day that only one of
//! the two can be; and so does a year of two digits.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The date, or date and time, that `words` give: `2023-10-25` or `2023-10-25T08:30:00Z`. None where they leave it open.
pub(crate) fn iso(words: &str) -> Option<String> {
    let words = words.trim();
    if words.len() > 100 {
        return None;
    }
    year_first(words).or_else(|| compact(words)).or_else(|| numbers(words)).or_else(|| names_a_month(words))
}

/// As [`iso`]; of two readings of "4/5/2017" the one that is the day which `text` opens with, "Wed 05 Apr 2017", or lies close to it.
pub(crate) fn iso_beside(words: &str, text: &str) -> Option<String> {
    iso(words).or_else(|| {
        let readings = either(words.trim())?;
        let days = head(text);
        let fits = |reading: &&Date| days.iter().any(|day| days_between(**reading, *day) <= NEAR);
        let mut fitting = readings.iter().filter(fits);
        fitting.next().filter(|_| fitting.next().is_none()).map(Date::to_string)
    })
}

/// So many days may lie between the day that a text opens with and the one that its collection gives.
const NEAR: i32 = 3;
/// So many of a text's first words may hold its day.
const HEAD: usize = 40;

fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}

/// Both readings of "4/5/2017".
fn either(words: &str) -> Option<[Date; 2]> {
    let (first, second, year) = parts(words)?;
    let day = |month, day| day_of(year, month, day)?.parse().ok();
    Some([day(first, second)?, day(second, first)?])
}

/// The days that the head of a text names: a month by its name with a day and a year beside it, or numbers that can be read in one
/// way.
fn head(text: &str) -> Vec<Date> {
    let mark = |c: char| matches!(c, ',' | '.' | ':' | ';' | '(' | ')' | '|' | '-' | '–' | '—');
    let words: Vec<&str> = text.split_whitespace().take(HEAD).map(|word| word.trim_matches(mark)).collect();
    let named = |three: &[&str]| match three {
        [first, ..] if first.contains(['/', '-', '.']) => iso(first),
        [_, _, _] => {
            let month = three[..2].iter().any(|word| month_of(&word.to_ascii_lowercase()).is_some());
            names_a_month(&three.join(" ")).filter(|_| month)
        }
        _ => None,
    };
    (0..words.len()).filter_map(|at| named(&words[at..words.len().min(at + 3)])?.parse().ok()).collect()
}

/// `2023-10-25`, `2023/10/25`, with or without a time.
fn year_first(words: &str) -> Option<String> {
    let date = words.get(..10)?;
    let separator = date.as_bytes()[4];
    if !matches!(separator, b'-' | b'/' | b'.') || date.as_bytes()[7] != separator {
        return None;
    }
    let day = day_of(number(&date[..4], 4)?, number(&date[5..7], 2)?, number(&date[8..], 2)?)?;
    let rest = &words[10..];
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(
        rest.strip_prefix(['T', 't', ' '])
            .and_then(clock)
            .map_or_else(|| day.clone(), |clock| format!("{day}T{clock}")),
    )
}

/// `08:30`, `08:30:00.123Z`, `08:30:00+0200`, as ISO writes it; the zone is kept, fractions of a second are not.
fn clock(words: &str) -> Option<String> {
    let words = words.trim();
    let digits = |from: usize, below: u32| {
        number(words.get(from..from + 2)?, 2).filter(|&n| n < below).map(|_| &words[from..from + 2])
    };
    let (hour, minute) = (digits(0, 24)?, digits(3, 60)?);
    if words.as_bytes()[2] != b':' {
        return None;
    }
    let (second, rest) = match words.get(5..6) {
        Some(":") => (digits(6, 61)?, &words[8..]),
        _ => ("00", &words[5..]),
    };
    let rest =
        rest.strip_prefix('.').map_or(rest, |r| r.trim_start_matches(|c: char| c.is_ascii_digit())).trim();
    Some(format!("{hour}:{minute}:{second}{}", zone(rest).unwrap_or_default()))
}

/// `Z` or `+02:00`.
fn zone(words: &str) -> Option<String> {
    if matches!(words, "Z" | "z" | "UTC" | "GMT" | "+0000" | "+00:00") {
        return Some("Z".to_owned());
    }
    let digits: String = words.get(1..)?.chars().filter(|&c| c != ':').collect();
    number(&digits, 4)?;
    words.starts_with(['+', '-']).then(|| format!("{}{}:{}", &words[..1], &digits[..2], &digits[2..]))
}

/// `20231025`.
fn compact(words: &str) -> Option<String> {
    let all = number(words, 8)?;
    day_of(all / 10_000, all / 100 % 100, all % 100)
}

/// Two numbers and a year: `25.10.2023`, `4/13/2017`.
fn numbers(words: &str) -> Option<String> {
    let (first, second, year) = parts(words)?;
    // Where days are written with full stops they come first.
    let day_first = words.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('.') || first > 12;
    if !day_first && second <= 12 && first != second {
        return None;
    }
    if day_first { day_of(year, second, first) } else { day_of(year, first, second) }
}

/// The two numbers and the year of `25.10.2023`, `4/13/2017`, `4-5-2017`.
fn parts(words: &str) -> Option<(u32, u32, u32)> {
    let date = words.split_whitespace().next()?;
    let separator = date.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '-' | '.'))?;
    let mut parts = date.split(separator);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let found = (small(first)?, small(second)?, number(year, 4)?);
    parts.next().is_none().then_some(found)
}

/// A month by its English name, with a day and a year somewhere about it, and nothing else of weight.
fn names_a_month(words: &str) -> Option<String> {
    let (mut day, mut month, mut year) = (None, None, None);
    for word in words.split(|c: char| c.is_whitespace() || c == ',' || c == '-').filter(|w| !w.is_empty()) {
        let word = word.trim_end_matches('.').to_ascii_lowercase();
        if let Some(found) = month_of(&word) {
            if month.replace(found).is_some() {
                return None;
            }
        } else if let Some(found) = number(&word, 4) {
            year.get_or_insert(found);
        } else if let Some(found) = small(word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h'])) {
            day.get_or_insert(found);
        }
    }
    day_of(year?, month?, day?)
}

/// The number of the month that `word`, in lower case, names in full or by three or four letters.
pub(crate) fn month_of(word: &str) -> Option<u32> {
    let found = MONTHS.iter().position(|month| {
        *month == word
            || (word.len() == 3 && month.starts_with(word))
            || (word == "sept" && *month == "september")
    })?;
    Some(found as u32 + 1)
}

fn day_of(year: u32, month: u32, day: u32) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    ((1600..2200).contains(&year) && (1..=days).contains(&day))
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// A number of exactly `digits` digits.
fn number(word: &str, digits: usize) -> Option<u32> {
    if word.len() != digits || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    word.parse().ok()
}

/// A number of one or two digits.
fn small(word: &str) -> Option<u32> {
    number(word, 1).or_else(|| number(word, 2))
}

#[cfg(test)]
mod tests {
    use super::{iso, iso_beside};

    #[test]
    fn iso_dates_stay_as_they_are() {
        assert_eq!(iso(" 2023-10-25 ").as_deref(), Some("2023-10-25"));
        assert_eq!(iso("2023-10-25T08:30:00Z").as_deref(), Some("2023-10-25T08:30:00Z"));
        assert_eq!(iso("2023-10-25 08:30:00.123456 UTC").as_deref(), Some("2023-10-25T08:30:00Z"));
        assert_eq!(iso("2023-10-25T08:30+0530").as_deref(), Some("2023-10-25T08:30:00+05:30"));
        assert_eq!(iso("2023-10-25T08:30-05:00").as_deref(), Some("2023-10-25T08:30:00-05:00"));
        assert_eq!(iso("2023-10-25T99:30").as_deref(), Some("2023-10-25"));
    }

    #[test]
    fn other_shapes_are_turned_into_iso() {
        for words in [
            "20190708",
            "2019/07/08",
            "8.7.2019",
            "Monday, July 8, 2019",
            "8 July 2019",
            "Jul. 8, 2019",
            "Mon, 08 Jul 2019 09:14:00 GMT",
            "July 8th, 2019 at 10:15 am",
            "8-Jul-2019",
        ] {
            assert_eq!(iso(words).as_deref(), Some("2019-07-08"), "{words}");
        }
        assert_eq!(iso("4/13/2017").as_deref(), Some("2017-04-13"));
        assert_eq!(iso("13/4/2017").as_deref(), Some("2017-04-13"));
        assert_eq!(iso("5/5/2017").as_deref(), Some("2017-05-05"));
    }

    #[test]
    fn the_day_that_a_text_opens_with_settles_which_number_is_the_month() {
        let settled = |words, text: &str| iso_beside(words, text);
        for text in [
            "Wed 05 Apr 2017 The mill burned.",
            "The mill burned - Reuters Tuesday, April 4, 2017: Two people",
            "Published April 5 2017\nThe mill burned.",
            "05.04.2017 The mill burned.",
        ] {
            assert_eq!(settled("4/5/2017", text).as_deref(), Some("2017-04-05"), "{text}");
        }
        assert_eq!(settled("4/5/2017", "4 May 2017 The mill burned.").as_deref(), Some("2017-05-04"));
        for text in [
            "The mill burned in 2016.",
            "05-04-2017 The mill burned.",
            "The mill burned on 5 March 2017.",
            "",
        ] {
            assert_eq!(settled("4/5/2017", text), None, "{text}");
        }
        let late = format!("{} 5 April 2017", "The mill burned. ".repeat(20));
        assert_eq!(settled("4/5/2017", &late), None);
        assert_eq!(settled("2017-04-05", "1 May 2017").as_deref(), Some("2017-04-05"));
    }

    #[test]
    fn what_is_open_or_no_date_stays_unknown() {
        for words in [
            "4/5/2017",
            "4/13/17",
            "2023-02-30",
            "yesterday",
            "",
            "2019",
            "May 2019",
            "12345678",
            "é-é-é-é-é-é",
            "1/2/3/2019",
        ] {
            assert_eq!(iso(words), None, "{words}");
        }
    }
}
