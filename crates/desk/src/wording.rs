//! The words in which the desk speaks. It never gives a verdict: stances are what sources take.

/// The stances that a person can choose between, as the record writes them.
pub const STANCES: [&str; 9] =
    ["asserts", "confirms", "denies", "hedges", "asks", "intends", "urges", "judges", "declines"];

/// The sorts of source that statements can be picked by.
pub const KINDS: [&str; 7] = ["person", "unnamed", "organisation", "outlet", "document", "public", "none"];

/// A stance as a label beside a name; none for the ordinary one, which needs no label.
pub fn stance(stance: &str) -> Option<&str> {
    Some(match stance {
        "asserts" => return None,
        "hedges" => "holds possible",
        "declines" => "does not say",
        other => other,
    })
}

/// A sort of source, or of actor, in words.
pub fn sort(kind: &str) -> &str {
    match kind {
        "unnamed" => "not named",
        "public" => "nobody in particular",
        "author" => "the writer",
        "none" => "no source given",
        other => other,
    }
}

/// `1 denial`, `3 denials`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// `these 7 reports`, `this one report`.
pub fn these(reports: usize) -> String {
    if reports == 1 { "this one report".to_owned() } else { format!("these {} reports", grouped(reports)) }
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

/// `2024-03-05`, `2024-03-06T18:20:00+01:00` and `2024-03` as `5 March 2024`, `6 March 2024, 18:20` and `March 2024`;
/// anything else as it is.
pub fn date(iso: &str) -> String {
    day(iso).or_else(|| month(iso)).unwrap_or_else(|| iso.to_owned())
}

/// The month of `2024-03`, as `March 2024`.
fn month(iso: &str) -> Option<String> {
    let (year, month) = iso.split_once('-')?;
    let (year, month): (u16, usize) = (year.parse().ok()?, month.parse().ok()?);
    Some(format!("{} {year}", MONTHS.get(month.checked_sub(1)?)?))
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
        assert_eq!(date("2024-03"), "March 2024");
        assert_eq!(date("2024-13-06"), "2024-13-06");
        assert_eq!(date("gestern, 5 Uhr früh"), "gestern, 5 Uhr früh");
    }

    #[test]
    fn numbers_are_counted_and_grouped() {
        assert_eq!(count(1, "denial", "denials"), "1 denial");
        assert_eq!(count(12_450, "report", "reports"), "12,450 reports");
        assert_eq!(grouped(0), "0");
        assert_eq!((these(1), these(1200)), ("this one report".to_owned(), "these 1,200 reports".to_owned()));
    }
}
