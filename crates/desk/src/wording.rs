//! The words in which the desk speaks. It never gives a verdict: stances are what sources take.

use onrecord_record::{ActorKind, SourceKind, Stance};

/// A stance as a label beside a name; none for the ordinary one, which needs no label.
pub const fn stance(stance: Stance) -> Option<&'static str> {
    Some(match stance {
        Stance::Asserts => return None,
        Stance::Confirms => "confirms",
        Stance::Denies => "denies",
        Stance::Hedges => "holds possible",
        Stance::Asks => "asks",
        Stance::Intends => "intends",
        Stance::Urges => "urges",
        Stance::Judges => "judges",
        Stance::Declines => "does not say",
    })
}

/// A stance's name in a style sheet and in addresses.
pub const fn stance_class(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserts => "asserts",
        Stance::Confirms => "confirms",
        Stance::Denies => "denies",
        Stance::Hedges => "hedges",
        Stance::Asks => "asks",
        Stance::Intends => "intends",
        Stance::Urges => "urges",
        Stance::Judges => "judges",
        Stance::Declines => "declines",
    }
}

/// What a source is, where its name does not say so; none for persons.
pub const fn kind(kind: SourceKind) -> Option<&'static str> {
    Some(match kind {
        SourceKind::Person => return None,
        SourceKind::Unnamed => "not named",
        SourceKind::Organisation => "organisation",
        SourceKind::Outlet => "outlet",
        SourceKind::Document => "document",
        SourceKind::Public => "nobody in particular",
        SourceKind::Author => "the writer",
        SourceKind::None => "no source given",
    })
}

/// What an actor is.
pub const fn actor_kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Unnamed => "not named",
        ActorKind::Organisation => "organisation",
        ActorKind::Outlet => "outlet",
        ActorKind::Document => "document",
        ActorKind::Public => "nobody in particular",
    }
}

/// `1 denial`, `3 denials`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// A number with its thousands apart: `12,450`.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2024-03-05` or `2024-03-06T18:20:00+01:00` as `5 March 2024` or `6 March 2024, 18:20`; anything else as it is.
pub fn date(iso: &str) -> String {
    day(iso).unwrap_or_else(|| iso.to_owned())
}

fn day(iso: &str) -> Option<String> {
    let mut parts = iso.get(..10)?.splitn(3, '-');
    let year: u16 = parts.next()?.parse().ok()?;
    let month: usize = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    let day = format!("{day} {} {year}", MONTHS.get(month.checked_sub(1)?)?);
    match iso.get(10..16) {
        Some(time) if time.starts_with('T') && !time.starts_with("T00:00") => {
            Some(format!("{day}, {}", &time[1..]))
        }
        _ => Some(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_people_write_them() {
        assert_eq!(date("2024-03-05"), "5 March 2024");
        assert_eq!(date("2024-03-06T18:20:00+01:00"), "6 March 2024, 18:20");
        assert_eq!(date("2024-03-06T00:00:00Z"), "6 March 2024");
        assert_eq!(date("2024-13-06"), "2024-13-06");
        assert_eq!(date("gestern, 5 Uhr früh"), "gestern, 5 Uhr früh");
    }

    #[test]
    fn numbers_are_counted_and_grouped() {
        assert_eq!(count(1, "denial", "denials"), "1 denial");
        assert_eq!(count(12_450, "report", "reports"), "12,450 reports");
        assert_eq!(grouped(0), "0");
    }
}
