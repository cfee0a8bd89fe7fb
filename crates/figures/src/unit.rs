//! The noun that a number counts.

use onrecord_numeral::{Kind, Tokens};

use crate::{Report, outcome};

/// A head noun.
pub struct Noun {
    /// In lower case.
    pub word: String,
    /// First token after it.
    pub end: usize,
}

/// How many words may stand between a number and its noun.
const REACH: usize = 5;

/// Words that no noun phrase goes across.
#[rustfmt::skip]
const STOPS: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "of", "in", "on", "at", "by", "for", "from", "with",
    "to", "as", "after", "before", "during", "since", "until", "when", "while", "where", "who", "which",
    "and", "or", "but", "if", "than", "then", "is", "are", "was", "were", "be", "been", "has", "have",
    "had", "will", "would", "could", "can", "may", "might", "did", "does", "do", "said", "says", "it", "he",
    "she", "they", "we", "i", "you", "his", "her", "its", "their", "our", "into", "over", "under",
    "against", "between", "about", "per", "so", "not", "there", "also", "because", "across", "near", "out",
    "up", "down", "off", "including", "each", "ago", "old", "via", "through", "within", "without", "that's",
    "yet", "just", "only", "here", "now",
];

/// Plurals without an s, and words that count without a plural.
#[rustfmt::skip]
const PLURALS: &[&str] = &[
    "people", "men", "women", "children", "police", "personnel", "troops", "militia", "cattle", "sheep",
    "aircraft", "km", "kg", "mph", "kph", "mm", "cm", "ft", "tonnes", "sq", "policemen", "policewomen",
    "servicemen", "servicewomen", "gunmen", "militiamen", "fishermen", "firemen", "lawmen", "clergymen",
    "businessmen", "congressmen", "crew", "feet", "teeth", "mice", "percent", "others", "civilians",
    "countrymen", "tribesmen", "horsemen", "spokesmen", "staff", "jihadi", "mujahideen", "hectare",
    "fatalities", "media", "yazidi", "kurds", "taliban", "bodies", "fish", "buffalo", "series",
    "spacecraft", "infantry", "cavalry", "degrees", "mw", "gw", "kw", "gb", "tb", "mb", "runs", "more",
    "peshmerga",
];

/// Words that end in s and are no plurals.
#[rustfmt::skip]
const SINGULARS: &[&str] = &[
    "is", "was", "has", "as", "this", "his", "us", "its", "thus", "gas", "news", "previous", "various",
    "perhaps", "always", "alias", "plus", "minus", "politics", "economics", "does", "besides", "whereas",
    "yes", "les", "los", "las", "des", "says", "virus", "campus", "census", "bus", "chaos", "status",
    "consensus", "focus", "sometimes", "afterwards", "overseas", "hers", "ours", "theirs",
];

/// Whether a word looks like a plural.
fn is_plural(word: &str) -> bool {
    PLURALS.contains(&word)
        || (word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("ous")
            && !SINGULARS.contains(&word))
}

/// Words for one person, which "one" counts.
#[rustfmt::skip]
const PERSONS: &[&str] = &[
    "person", "man", "woman", "child", "boy", "girl", "civilian", "soldier", "officer", "policeman",
    "fighter", "militant", "rebel", "student", "journalist", "worker", "member", "resident", "passenger",
    "victim", "pilot", "guard", "protester", "demonstrator", "suspect", "teenager", "baby", "infant",
    "teacher", "doctor", "nurse", "driver", "bystander", "gunman", "attacker", "bomber", "hostage", "body",
    "death", "fatality", "injury", "casualty", "villager", "farmer", "american", "briton", "israeli",
    "palestinian", "syrian", "commander", "sailor", "marine", "firefighter", "paramedic", "aid", "un",
    "police", "other", "trooper", "medic", "migrant", "refugee",
];

/// Plurals of people that are not a person's word with an s.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "people", "men", "women", "children", "police", "personnel", "troops", "others", "militiamen",
    "fishermen", "policemen", "gunmen", "crew", "staff", "babies", "bodies", "families", "households",
    "civilians", "terrorists", "insurgents", "jihadists", "militants", "rebels", "activists", "leaders",
    "members", "foreigners", "citizens", "tourists", "pilgrims", "inmates", "prisoners", "hostages",
    "opponents", "detainees", "immigrants", "migrants", "more", "servicemen", "supporters", "politicians",
    "officials", "lawyers", "reporters", "girls", "boys", "schoolgirls", "nationals", "smugglers",
    "traffickers", "miners", "strikers", "dissidents", "critics", "employees", "combatants",
];

/// Whether a noun is one of people.
pub fn is_people(word: &str) -> bool {
    const AGENTS: &[&str] = &["ers", "ors", "ists", "ants", "ians", "cans", "ees", "men", "lis", "dees"];
    AGENTS.iter().any(|end| word.ends_with(end))
        || PEOPLE.contains(&word)
        || PERSONS.contains(&word)
        || word.strip_suffix('s').is_some_and(|one| PERSONS.contains(&one))
}

/// The noun that the number before token `i` counts. `one`: the number is one, and its noun no plural.
pub fn noun(report: &Report<'_>, i: usize, one: bool) -> Option<Noun> {
    let tokens = &report.tokens;
    let mut at = i;
    // "20 of the hostages", "several of them"
    if tokens.low(at) == "of" {
        at += 1;
    }
    if matches!(tokens.low(at), "the" | "its" | "his" | "her" | "their" | "those" | "these" | "all" | "our")
        && (at > i || tokens.before(i) == "of")
    {
        at += 1;
    }
    for k in at..at + REACH {
        if tokens.kind(k) == Kind::Mark && hyphenates(tokens, k) {
            continue;
        }
        // "1,500 U.S. troops"
        if tokens.low(k) == "."
            && tokens.glued(k)
            && tokens.raw(k - 1).chars().count() == 1
            && tokens.capital(k - 1)
        {
            continue;
        }
        let word = tokens.low(k);
        // "Ten IS targets" is no verb.
        let stop = STOPS.contains(&word)
            && !hyphenates(tokens, k - 1)
            && !(tokens.raw(k).len() > 1 && tokens.raw(k).bytes().all(|b| b.is_ascii_uppercase()));
        if tokens.kind(k) != Kind::Word || stop || report.is_skipped(k) {
            return None;
        }
        // "kills 12, wounds 50", as headlines have it
        if k > at && outcome::is_verb(word) && is_plural(word) || word == "wounds" {
            return None;
        }
        // "12 killed", but "12 wounded soldiers"
        if outcome::is_word(word) && !(k == at && noun_follows(tokens, k + 1)) {
            return None;
        }
        if one && PERSONS.contains(&word) {
            let compound = matches!(word, "police" | "aid" | "un")
                || PERSONS.contains(&tokens.low(k + 1))
                || hyphenates(tokens, k + 1);
            if !compound {
                return Some(Noun { word: word.to_owned(), end: k + 1 });
            }
        }
        // "43 Topic Violence Erupts": counts of a web page stand before headlines.
        if is_plural(word) && tokens.capital(k) && k > at + 1 && tokens.capital(at) && !is_people(word) {
            return None;
        }
        // "hundreds of Hamas terrorist fighters": a name that looks like a plural describes the noun after it.
        if tokens.capital(k) && is_plural(word) && plain_plural_follows(report, k + 1) {
            continue;
        }
        if is_plural(word) && !one {
            // "arms dealers", "police officers": the last of adjoining plurals.
            let next = tokens.low(k + 1);
            let describes = word.ends_with('s')
                || matches!(word, "police" | "militia" | "crew" | "staff" | "media" | "aircraft");
            let (word, end) = if describes
                && is_plural(next)
                && tokens.capital(k) == tokens.capital(k + 1)
                && !report.is_skipped(k + 1)
                && tokens.kind(k + 1) == Kind::Word
                && !tokens.glued(k + 1)
                && next != "more"
            {
                (next, k + 2)
            } else {
                (word, k + 1)
            };
            return Some(Noun { word: word.to_lowercase(), end });
        }
    }
    None
}

/// Whether a plural in lower case stands in the same phrase, from token `k` on.
fn plain_plural_follows(report: &Report<'_>, k: usize) -> bool {
    let tokens = &report.tokens;
    (k..k + 3)
        .take_while(|&n| {
            let word = tokens.low(n);
            tokens.kind(n) == Kind::Word
                && !tokens.capital(n)
                && !STOPS.contains(&word)
                && !outcome::is_word(word)
        })
        .any(|n| is_plural(tokens.low(n)) && tokens.low(n) != "ones" && !report.is_skipped(n))
}

/// Whether a mark joins the parts of one word.
fn hyphenates(tokens: &Tokens<'_>, k: usize) -> bool {
    matches!(tokens.low(k), "-" | "'" | "/") && tokens.glued(k) && tokens.glued(k + 1)
}

/// Whether the word at `k` is a noun that the word before it may describe.
fn noun_follows(tokens: &Tokens<'_>, k: usize) -> bool {
    let word = tokens.low(k);
    tokens.kind(k) == Kind::Word && (is_plural(word) || PERSONS.contains(&word)) && !STOPS.contains(&word)
}
