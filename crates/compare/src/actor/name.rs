//! Names, made comparable.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Particles inside names, and what a name is told apart by least.
const PARTICLES: &str = "al el ul ibn bin bint ben abu abd de del della di da dos van von der den la le st";
/// Titles that can stand before a name that was not cleaned of them.
const TITLES: &str = "mr mrs ms miss dr sir lord lady prof professor president sen senator rep gov governor gen general \
    col colonel maj capt captain sgt judge justice rev king queen prince princess sheikh ayatollah pope";
/// Common nouns and adjectives of bodies: a name of nothing else does not say which body it is.
const COMMON: &str = "the a an of and for in on at to its his her their our \
    government ministry minister office department agency administration authority authorities police army military \
    navy parliament senate house congress cabinet court supreme high constitutional federal national state regional \
    local city county district central bank commission committee council board bureau directorate service services \
    security interior foreign affairs defence defense health education justice finance treasury energy transport \
    agriculture labor labour environment intelligence general attorney prosecutor prosecutors public election electoral \
    force forces guard coast air border customs party opposition coalition campaign team group company union university \
    hospital school church embassy spokesman spokeswoman officials official appeals circuit representatives lords \
    commons assembly legislature republic kingdom emergency management fire rescue civil";

/// What a report may call a body before its name, in small letters: "state news agency SANA".
const EPITHETS: &str = "state state-run state-owned official semi-official opposition rebel militant extremist jihadist terrorist armed \
    so-called monitor monitoring activist human rights aid relief charity conservative liberal left-wing right-wing far-right independent \
    private local news press agency newspaper paper daily weekly magazine broadcaster television tv radio channel network website \
    group party movement militia organisation organization outlet watchdog company";
/// What may stand behind it: "the SANA news agency".
const SUFFIXES: &str = "news press agency newspaper paper daily weekly magazine broadcaster television tv radio channel network website \
    group party movement militia organisation organization outlet watchdog company";
/// Abbreviations that stand for the same words everywhere; of others the reports must show the long form.
const SHORT: &[(&str, &str)] = &[
    ("UN", "United Nations"),
    ("US", "United States"),
    ("USA", "United States"),
    ("UK", "United Kingdom"),
    ("EU", "European Union"),
];

/// What tells a father from a son.
const GENERATIONS: &str = "jr sr ii iii";
/// Words that reading can take for a name, and that name nobody.
const NOBODY: &str = "i you he she it we they you who this that one some many others no nobody none noone";
/// What stands before those who are others in each report: "some Oxbow councillors".
const UNNUMBERED: &str = "some many several these those numerous various";

/// Whether the words name somebody at all.
pub(super) fn is_somebody(words: &[String]) -> bool {
    words.first().is_some_and(|w| !is_in(UNNUMBERED, w))
        && !words.iter().all(|w| is_in(NOBODY, w) || w.chars().all(char::is_numeric))
}

/// The name of a body without what a report says of it beside: "the UK-based monitor Harbour Watch" is "Harbour Watch".
pub(super) fn proper(name: &str) -> &str {
    let mut rest = name;
    loop {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let (second, behind) = after.split_once(' ').unwrap_or((after, ""));
        let based = |word: &str| word.to_lowercase() == "based";
        rest = match after {
            "" => break,
            _ if based(word.rsplit('-').next().unwrap_or_default()) => after,
            _ if based(second) && !behind.is_empty() => behind,
            _ if word == "the" || is_in(EPITHETS, word) => after,
            _ => break,
        };
    }
    while let Some((before, word)) = rest.rsplit_once(' ') {
        if !is_in(SUFFIXES, word) {
            break;
        }
        rest = before;
    }
    rest
}

/// Whether a name is one: reading can run several together where a page does, `Ana Reis Ana M. ReisIvo Lund`.
pub(super) fn is_one(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let again = |(i, word): (usize, &&str)| words[..i].contains(word);
    // "McKay" and "DeRosa" have a capital inside; it stands behind three letters at most.
    let run_on = |word: &&str| {
        let letters: Vec<char> = word.chars().collect();
        (4..letters.len()).any(|i| letters[i].is_uppercase() && letters[i - 1].is_lowercase())
    };
    !words.iter().enumerate().any(again) && !words.iter().any(run_on)
}

/// A name with its abbreviations in full: "UN" and "U.N." are "United Nations".
pub(super) fn spelled_out(name: &str) -> String {
    let full = |word: &str| {
        let letters = word.replace('.', "");
        let found = SHORT.iter().find(|(short, _)| *short == letters);
        found.map_or_else(|| word.to_owned(), |(_, full)| (*full).to_owned())
    };
    name.split(' ').map(full).collect::<Vec<_>>().join(" ")
}

/// Parts a name from what tells a father from a son.
pub(super) fn part_generation(words: &mut Vec<String>) -> Option<String> {
    let last = words.last().filter(|w| is_in(GENERATIONS, w))?;
    (words.len() > 2 && !last.is_empty()).then(|| words.pop()).flatten()
}

/// A name in folded words: lower case, no accents, no titles, no possessive, no punctuation.
pub(super) fn fold(name: &str) -> Vec<String> {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let plain = plain.replace(['’', '‘', '`'], "'").to_lowercase();
    let mut words: Vec<String> = plain
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '.'))
        .map(|w| {
            let w = w.strip_suffix("'s").unwrap_or(w);
            w.chars().filter(|c| c.is_alphanumeric()).collect()
        })
        .filter(|w: &String| !w.is_empty())
        .collect();
    while words.len() > 1 && (is_in(TITLES, &words[0]) || words[0] == "the") {
        words.remove(0);
    }
    words
}

/// Whether the name has a word that is not a common noun of bodies.
pub(super) fn is_telling(words: &[String]) -> bool {
    words.iter().any(|w| !is_in(COMMON, w))
}

/// Whether the name is written as one: its last word and most others hold a capital.
pub(super) fn is_capitalised(name: &str) -> bool {
    // Not only at its head: "al-Sisi", "d'Arc".
    let capital = |w: &str| w.chars().any(char::is_uppercase);
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.last().is_some_and(|w| capital(w));
    let most = words.iter().filter(|w| capital(w)).count() * 2 > words.len();
    last && most
}

/// The first letters of the capitalised words, folded: "World Health Organization" gives "who".
pub(super) fn initials(name: &str) -> Option<String> {
    let letters: String = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter_map(|w| w.chars().next().filter(|c| c.is_uppercase()))
        .flat_map(char::to_lowercase)
        .collect();
    (letters.chars().count() >= 3 && name.split_whitespace().count() >= 3).then_some(letters)
}

/// Whether the name is written as an acronym is: capitals alone, two to seven.
pub(super) fn is_acronym(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|c| *c != '.').collect();
    (2..=7).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase())
}

/// What is left of a word if spelling is taken lightly: consonants, each once, those that sound alike written alike.
///
/// "Sisi" and "Sissi" give "ss", "Gaddafi" and "Qadhafi" "kdf". After the idea of Russell's Soundex (US patent
/// 1,261,167), without its groups of letters that newspapers do not mix up.
pub(crate) fn skeleton(word: &str) -> String {
    let mut out = String::new();
    let mut last = ' ';
    for (i, c) in word.chars().enumerate() {
        let c = match c {
            'g' | 'q' | 'c' | 'k' => 'k',
            'z' => 's',
            'v' | 'w' => 'v',
            'y' | 'i' | 'e' | 'a' | 'o' | 'u' | 'h' if i > 0 => {
                last = if c == 'h' { last } else { ' ' };
                continue;
            }
            'e' | 'i' | 'y' => 'i',
            'o' | 'u' => 'u',
            _ => c,
        };
        if c != last {
            out.push(c);
        }
        last = c;
    }
    out
}

/// A person's name without particles, in skeletons.
pub(super) fn skeletons(words: &[String]) -> Vec<String> {
    words.iter().filter(|w| !is_in(PARTICLES, w)).map(|w| skeleton(w)).collect()
}

/// Whether the given names, all words but the family name, can be one person's: each of the shorter list stands in the
/// other, in order, whole or as an initial. The second value says whether an initial had to serve.
pub(super) fn given_fit(a: &[String], b: &[String]) -> Option<bool> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    let mut by_initial = false;
    for word in short {
        let fits = |other: &String| {
            let (w, o) = (word.chars().count(), other.chars().count());
            word == other || ((w == 1 || o == 1) && word.chars().next() == other.chars().next())
        };
        let found = rest.find(|other| fits(other))?;
        by_initial |= found != word;
    }
    // The first given name of both must be the one that fits: "Maria Ana Reis" is not "Ana Reis" for sure.
    let first = match (a.first(), b.first()) {
        (Some(x), Some(y)) => x.chars().next() == y.chars().next(),
        _ => false,
    };
    first.then_some(by_initial)
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(s: &str) -> Vec<String> {
        s.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn names_fold() {
        assert_eq!(fold("Dr. Ana-María Peña’s"), ["ana", "maria", "pena"]);
        assert_eq!(fold("the U.S. Senate"), ["us", "senate"]);
        assert_eq!(fold("President"), ["president"]);
        assert_eq!(fold("Ó Sé"), ["o", "se"]);
    }

    #[test]
    fn names_that_run_together_are_not_one() {
        assert!(is_one("Ana McKay") && is_one("Ivo DeRosa") && is_one("World Health Organization"));
        assert!(
            !is_one("Ana Reis Ana M. ReisIvo Lund") && !is_one("Rania TlaibTlaib") && !is_one("Ana Reis Ana")
        );
    }

    #[test]
    fn what_is_said_of_a_body_is_no_part_of_its_name() {
        for name in [
            "UK-based Harbour Watch",
            "London Based monitor Harbour Watch",
            "the so-called Harbour Watch group",
            "official Harbour Watch news agency",
            "Harbour Watch",
        ] {
            assert_eq!(proper(name), "Harbour Watch", "{name}");
        }
        assert_eq!(proper("State Bank of Ostra"), "State Bank of Ostra");
        assert_eq!(proper("state media"), "media");
        assert_eq!(spelled_out("U.N. Security Council"), "United Nations Security Council");
        assert_eq!(spelled_out("Tell Us"), "Tell Us");
    }

    #[test]
    fn common_nouns_do_not_tell() {
        assert!(!is_somebody(&fold("No one")) && !is_somebody(&fold("Some Oxbow Councillors")));
        assert!(is_somebody(&fold("One Nation")));
        assert!(!is_telling(&fold("Interior Ministry")));
        assert!(is_telling(&fold("Oxbow Police")));
    }

    #[test]
    fn acronyms_and_initials() {
        assert_eq!(initials("World Health Organization").as_deref(), Some("who"));
        assert_eq!(initials("Federal Bureau of Investigation").as_deref(), Some("fbi"));
        assert_eq!(initials("Ana Reis"), None);
        assert!(is_acronym("U.N.") && is_acronym("NATO") && !is_acronym("Nato"));
    }

    #[test]
    fn spelling_is_taken_lightly() {
        assert_eq!(skeletons(&fold("Abdel Fattah al-Sisi")), skeletons(&fold("Abdul Fatah el-Sissi")));
        assert_ne!(skeletons(&fold("Ana Reis")), skeletons(&fold("Ana Ruiz Lopez")));
        assert_ne!(skeleton("martin"), skeleton("marvin"));
    }

    #[test]
    fn given_names_fit_whole_or_by_initial() {
        assert_eq!(given_fit(&words("ana"), &words("ana maria")), Some(false));
        assert_eq!(given_fit(&words("a"), &words("ana")), Some(true));
        assert_eq!(given_fit(&words("ana"), &words("maria ana")), None);
        assert_eq!(given_fit(&words("ana"), &words("ivo")), None);
    }
}
