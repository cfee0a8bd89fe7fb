//! Names of outlets: which are one, and which words of a credit name one.

use onrecord_text::words;

/// Words that are part of many outlets' names and of none alone, or name a part of the house.
const FILLERS: &[&str] =
    &["the", "news", "newspaper", "agency", "online", "web", "website", "com", "org", "opinion", "editorial"];

/// Words that end an outlet's name.
const HEADS: &[&str] = &[
    "press",
    "times",
    "post",
    "news",
    "journal",
    "tribune",
    "herald",
    "gazette",
    "chronicle",
    "courier",
    "telegraph",
    "guardian",
    "independent",
    "observer",
    "mail",
    "mirror",
    "star",
    "standard",
    "examiner",
    "globe",
    "register",
    "dispatch",
    "sentinel",
    "inquirer",
    "bulletin",
    "daily",
    "weekly",
    "magazine",
    "radio",
    "television",
    "tv",
    "presse",
    "reuters",
    "bloomberg",
    "network",
    "review",
    "monitor",
    "agency",
    "service",
    "services",
    "wire",
    "wires",
];

/// Whether two names are one outlet's: "Fox Online News" and "Fox News", "AP" and "The Associated Press".
///
/// They are if they agree but for words such as "the" and "news", or if one is the other's initials. Misses: short names
/// that are not initials ("the Beeb"); two papers of one name in two towns.
pub fn is_same_outlet(a: &str, b: &str) -> bool {
    let (full_a, full_b) = (parts(a), parts(b));
    let (a, b) = (core(&full_a), core(&full_b));
    let initials = |short: &[String], long: &[String]| {
        let [short] = short else { return false };
        long.len() >= 2
            && short.chars().count() == long.len()
            && short.chars().zip(long).all(|(c, word)| word.starts_with(c))
    };
    let titled = |full: &[String]| full.iter().filter(|w| *w != "the").cloned().collect::<Vec<_>>();
    // A filler may stand for a letter ("United News Agency", UNA) or not ("Wall Street Journal - News", WSJ).
    let shortened = |short: &[String], core: &[String], full: &[String]| {
        initials(short, core) || initials(short, &titled(full))
    };
    !a.is_empty() && !b.is_empty() && (a == b || shortened(&a, &b, &full_b) || shortened(&b, &a, &full_a))
}

/// Whether words written with capitals name an outlet by the look of them: an acronym of up to five letters, or a name
/// that ends as outlets' names do.
pub(super) fn looks_like_one(name: &str) -> bool {
    let parts = parts(name);
    let is_company = ["LLC", "INC", "LTD", "PLC", "CORP"].contains(&name.trim());
    let acronym =
        (2..=5).contains(&name.trim().chars().count()) && name.trim().chars().all(char::is_uppercase);
    (acronym && !is_company) || parts.last().is_some_and(|last| HEADS.contains(&last.as_str()))
}

/// The words of a name in small letters, without the possessive.
fn parts(name: &str) -> Vec<String> {
    let name = name.trim().trim_end_matches("'s").trim_end_matches("’s");
    words(name).map(|word| word.of(name).to_lowercase()).collect()
}

/// The words that tell an outlet from others.
fn core(parts: &[String]) -> Vec<String> {
    let told: Vec<String> = parts
        .iter()
        .filter(|word| !FILLERS.contains(&word.as_str()))
        .map(|word| word.strip_suffix("news").filter(|rest| rest.len() >= 2).unwrap_or(word).to_owned())
        .collect();
    if told.is_empty() { parts.to_vec() } else { told }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_outlet_under_several_names() {
        for (a, b) in [
            ("Fox Online News", "Fox News."),
            ("AP", "The Associated Press"),
            ("Agence France-Presse", "AFP"),
            ("The Oxbow Courier", "Oxbow Courier’s"),
            ("NBCNews.com", "NBC News"),
            ("CNN (Web News)", "CNN"),
            ("WSJ", "Wall Street Journal - News"),
            ("The News", "The News"),
        ] {
            assert!(is_same_outlet(a, b) && is_same_outlet(b, a), "{a}, {b}");
        }
    }

    #[test]
    fn different_outlets() {
        for (a, b) in [
            ("Washington Times", "Washington Post"),
            ("CNN", "CBS News"),
            ("", "The News"),
            ("Time", "The Times"),
        ] {
            assert!(!is_same_outlet(a, b), "{a}, {b}");
        }
    }

    #[test]
    fn names_that_look_like_an_outlets() {
        for name in ["AP", "The Associated Press", "Oxbow Courier", "Reuters"] {
            assert!(looks_like_one(name), "{name}");
        }
        for name in ["Ann Poe", "The Pentagon", "U.S.", "LLC", ""] {
            assert!(!looks_like_one(name), "{name}");
        }
    }
}
