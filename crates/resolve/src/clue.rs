//! Clues: what a report's own words say of a name that neither lists nor titles know, whatever a tagger made of it.
//!
//! "Tarvian" makes Tarvia a place, "Halden Grain, which" something that is nobody, "Nordfisk is a company" a body. A
//! name counts as a whole: one clue anywhere in the report holds for all places of the same form.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::lexicon::{LEXICON, NounClass};
use crate::name::Found;
use crate::rule::Rule;
use crate::sort::{self, Sort};
use crate::token::Page;

/// The clues, as the reference page tells them.
pub const RULES: &[Rule] = &[
    Rule {
        name: "place-by-adjective",
        what: "A name of one word whose adjective the report has (\"Tarvian\", \"Sudanese\") is a place.",
        example: "The Tarvian navy sailed. Later {s1 Tarvia} {c1 denied} {t1 the report}. => kind organisation; actor Tarvia",
        misses: "Adjectives formed otherwise: \"Quellish\".",
    },
    Rule {
        name: "place-by-possession",
        what: "A name of one word that has a parliament, a coast, an embassy, a foreign ministry is a place.",
        example: "Later {s1 Quellen} {c1 denied} {t1 the report}. Quellen's parliament met. => kind organisation; actor Quellen",
        misses: "Governments and armies, which the papers give to people too: \"Holm's government\".",
    },
    Rule {
        name: "body-by-words",
        what: "A name that begins a sentence and that \"which\" follows, that has shareholders or headquarters, that \"is a company\", or whose spokeswoman the next sentence calls \"its\", is a body.",
        example: "{s1 Halden Grain, which runs the quay,} {c1 denied} {t1 the leak}. => kind organisation; actor Halden Grain",
        misses: "\"which\" behind a name inside a sentence: it may be about \"an interview with Holm\".",
    },
    Rule {
        name: "outlet-by-noun",
        what: "A name that the report calls a newspaper, a magazine or a broadcaster is a news organisation.",
        example: "{s1 The Lund Vigil} {c1 denied} {t1 the report}. The Lund Vigil newspaper is old. => kind outlet; actor Lund Vigil",
        misses: "A noun that stands farther off: \"the Vigil, by far the oldest of the local papers\".",
    },
];

/// How many tokens after "is a" the noun is looked for.
const PREDICATE: usize = 6;

/// What belongs to a country, a province or a city, and hardly to anybody else: people have borders and economies
/// in headlines.
const OF_PLACES: &[&str] = &[
    "parliament",
    "capital",
    "coast",
    "president",
    "constitution",
    "embassy",
    "exports",
    "population",
    "airspace",
    "ministry",
];

/// What belongs to a firm or another body; shares, customers and factories are of people too.
const OF_FIRMS: &[&str] =
    &["shareholders", "headquarters", "workforce", "subsidiary", "subsidiaries", "turnover", "bylaws"];

/// Gives names that are unsure what the report's own words make of them.
pub fn apply(page: &Page<'_>, found: &mut [Found]) {
    let words: HashSet<&str> =
        page.tokens.iter().filter(|t| t.capital).map(|t| t.span.of(page.text)).collect();
    let form = |tokens: &Range<usize>| page.span_of(tokens.clone()).of(page.text);
    let people: HashSet<&str> = found
        .iter()
        .filter(|n| n.sort == Sort::Person && n.tokens.len() > 1)
        .flat_map(|n| [n.tokens.start, n.tokens.end - 1])
        .map(|i| &*page.tokens[i].lower)
        .collect();
    let bears = |n: &Found| n.tokens.len() == 1 && people.contains(&*page.tokens[n.tokens.start].lower);
    let human: HashSet<&str> = found.iter().filter(|n| is_human(page, n)).map(|n| form(&n.tokens)).collect();
    let open = |n: &Found| is_open(page, n) && !bears(n) && !human.contains(form(&n.tokens));
    let print = |n: &Found| is_open_to_print(page, n) && !bears(n) && !human.contains(form(&n.tokens));
    let papers: HashSet<&str> =
        found.iter().filter(|n| print(n) && is_called_outlet(page, n)).map(|n| form(&n.tokens)).collect();
    for name in found.iter_mut().filter(|n| print(n) && papers.contains(form(&n.tokens))) {
        (name.sort, name.tagged) = (Sort::Outlet, true);
    }
    let mut clues: HashMap<&str, Sort> = HashMap::new();
    for name in found.iter().filter(|n| open(n)) {
        if let Some(sort) = clue(page, name, &words) {
            clues.entry(form(&name.tokens)).or_insert(sort);
        }
    }
    for name in found.iter_mut().filter(|n| open(n)) {
        if let Some(&sort) = clues.get(form(&name.tokens)) {
            (name.sort, name.tagged) = (sort, true);
        }
    }
}

/// Whether the sort of a name may be told by clues: neither lists nor titles nor given names tell it.
fn is_open(page: &Page<'_>, name: &Found) -> bool {
    let given = LEXICON.given.contains_key(&*page.tokens[name.tokens.start].lower);
    matches!(name.sort, Sort::Person | Sort::Unknown) && !given && !name.weak && !sort::is_sure(page, name)
}

/// Whether a report may tell by its words that a name is a paper's: no list tells what bears it, nor a given name.
fn is_open_to_print(page: &Page<'_>, name: &Found) -> bool {
    let given = LEXICON.given.contains_key(&*page.tokens[name.tokens.start].lower);
    let listed = sort::known(page.span_of(name.tokens.clone()).of(page.text)).is_some();
    // "the Lund newspaper" is a paper of Lund.
    let sort = match name.sort {
        Sort::Body | Sort::Thing => true,
        Sort::Person => name.tokens.len() > 1,
        _ => false,
    };
    sort && name.title.is_empty() && !given && !name.weak && !listed
}

/// Whether the words beside a name call it a news organisation: "the Vigil newspaper", "the newspaper Lund Vigil", "the
/// Vigil, a weekly".
fn is_called_outlet(page: &Page<'_>, name: &Found) -> bool {
    let noun = |i: usize| page.tokens.get(i).is_some_and(|t| LEXICON.lists("printed", &t.lower));
    let Range { start, end } = name.tokens;
    let is = |i: usize, forms: &[&str]| page.tokens.get(i).is_some_and(|t| forms.contains(&&*t.lower));
    let agency = |i: usize| is(i, &["news"]) && is(i + 1, &["agency", "site", "website", "outlet"]);
    // "told the newspaper Holm was ill" names no paper.
    let before = start > 0 && noun(start - 1) || start > 1 && agency(start - 2);
    let apposed = is(end, &[","])
        && is(end + 1, &["a", "an", "the"])
        && (end + 2..end + 2 + PREDICATE)
            .take_while(|&i| page.tokens.get(i).is_some_and(|t| t.word))
            .take_while(|&i| !crate::phrase::is_preposition(&page.tokens[i].lower))
            .last()
            .is_some_and(noun);
    noun(end) || agency(end) || before || apposed
}

/// Whether the words after a name can only be of somebody: "Reis, who", "Reis, 54,".
fn is_human(page: &Page<'_>, name: &Found) -> bool {
    let next = |k: usize| page.tokens.get(name.tokens.end + k);
    let comma = next(0).is_some_and(|t| t.is(","));
    let age = || next(1).is_some_and(|t| t.lower.bytes().all(|b| b.is_ascii_digit()));
    comma && (age() || next(1).is_some_and(|t| t.is("who")))
}

/// What the words around one place of a name make of it.
fn clue(page: &Page<'_>, name: &Found, words: &HashSet<&str>) -> Option<Sort> {
    let form = page.span_of(name.tokens.clone()).of(page.text);
    let single = name.tokens.len() == 1;
    let next = |k: usize| page.tokens.get(name.tokens.end + k).map_or("", |t| &*t.lower);
    if single && has_adjective(form, words) {
        return Some(Sort::Place);
    }
    let leads = page.begins_sentence(name.tokens.start);
    if leads && next(0) == "," && next(1) == "which" {
        return Some(Sort::Body);
    }
    if matches!(next(0), "'s" | "'") {
        // "Tarvia's foreign ministry", "Halden Grain's shareholders".
        let owned = [next(1), next(2)];
        if single && owned.iter().any(|w| OF_PLACES.contains(w)) {
            return Some(Sort::Place);
        }
        if owned.iter().any(|w| OF_FIRMS.contains(w)) {
            return Some(Sort::Body);
        }
    }
    (is_called_body(page, name) || leads && has_its(page, name)).then_some(Sort::Body)
}

/// Whether the report has the adjective of a country so called: "Tarvian", "Sudanese" of "Sudan".
fn has_adjective(form: &str, words: &HashSet<&str>) -> bool {
    let stem = form.strip_suffix('a').unwrap_or(form);
    form.len() > 4
        && (form.ends_with('a') && words.contains(format!("{form}n").as_str())
            || words.contains(format!("{stem}ese").as_str())
            || form.ends_with("stan") && words.contains(format!("{form}i").as_str()))
}

/// Whether a report calls a name a body: "Nordfisk is a company", "Nordfisk, a Bergen-based company".
fn is_called_body(page: &Page<'_>, name: &Found) -> bool {
    let at = name.tokens.end;
    let is = |k: usize, forms: &[&str]| page.tokens.get(at + k).is_some_and(|t| forms.contains(&&*t.lower));
    // "In Lund, the company" is about another.
    let called =
        is(1, &["a", "an"]) && is(0, &["is", "was", ","]) || is(0, &["is", "was"]) && is(1, &["the"]);
    let noun = (at + 2..page.tokens.len().min(at + 2 + PREDICATE))
        .take_while(|&i| page.tokens[i].word && !crate::phrase::is_preposition(&page.tokens[i].lower))
        .last();
    let body = |i: usize| {
        LEXICON.noun(&page.tokens[i].lower).first() == Some(&NounClass::Organisation)
            && LEXICON.lists("any body", &page.tokens[i].lower)
    };
    called && noun.is_some_and(body)
}

/// Whether the next sentence speaks of a body's people: "Halden Grain said so. Its spokeswoman".
fn has_its(page: &Page<'_>, name: &Found) -> bool {
    let next = page.tokens_of(page.tokens[name.tokens.start].sentence + 1);
    let role = |i: usize| next.contains(&i) && LEXICON.is_role(&page.tokens[i].lower);
    !next.is_empty() && page.tokens[next.start].is("its") && (role(next.start + 1) || role(next.start + 2))
}
