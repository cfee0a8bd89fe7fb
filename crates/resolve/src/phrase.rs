//! The shape of a source's words: determiner, head, and what follows it.

use std::ops::Range;

use onrecord_text::ByteSpan;

use crate::apposition;
use crate::conjunction;
use crate::entity::Entities;
use crate::lexicon::{LEXICON, NounClass};
use crate::sort::Sort;
use crate::token::Page;

/// Whether a lower-case word opens a noun phrase.
pub fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "your"
            | "another"
            | "some"
            | "any"
            | "no"
            | "each"
            | "every"
            | "both"
    )
}

/// Whether a lower-case word ends the head of a noun phrase: prepositions, relatives, conjunctions.
pub fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "from"
            | "in"
            | "at"
            | "with"
            | "on"
            | "by"
            | "to"
            | "about"
            | "within"
            | "inside"
            | "near"
            | "around"
            | "across"
            | "among"
            | "between"
            | "against"
            | "under"
            | "over"
            | "during"
            | "behind"
            | "outside"
            | "along"
            | "including"
            | "such"
            | "like"
            | "as"
            | "than"
            | "who"
            | "which"
            | "that"
            | "whose"
            | "where"
            | "familiar"
            | "aware"
            | "especially"
            | "particularly"
            | "not"
            | "but"
            | "because"
            | "after"
            | "before"
            | "while"
            | "when"
            | "if"
            | "via"
            | "through"
            | "into"
            | "loyal"
            | "privy"
            | "throughout"
            | "without"
            | "per"
            | "today"
            | "yesterday"
            | "covering"
            | "out"
            | "said"
            | "told"
            | "briefed"
            | "responsible"
    )
}

/// Whether a word after a noun describes it: participles, and "close", "present".
fn is_participle(word: &str) -> bool {
    word.ends_with("ing")
        || word.ends_with("ed")
        || matches!(
            word,
            "close" | "present" | "seen" | "written" | "sent" | "given" | "held" | "made" | "known"
        )
}

/// Whether a word can only belong to the verb after a source.
fn trails(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "have"
            | "had"
            | "was"
            | "were"
            | "is"
            | "are"
            | "also"
            | "then"
            | "later"
            | "and"
            | "but"
            | "who"
            | "that"
            | "which"
            | "now"
            | "previously"
            | "repeatedly"
            | "recently"
            | "vehemently"
            | "reportedly"
    )
}

/// Whether a word before a source belongs to the sentence, not to it.
fn leads_in(word: &str) -> bool {
    matches!(
        word,
        "but"
            | "and"
            | "even"
            | "according"
            | "both"
            | "either"
            | "only"
            | "to"
            | "from"
            | "by"
            | "earlier"
            | "meanwhile"
    )
}

/// How a noun phrase opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// "the", "this", "these".
    Definite,
    /// "a", "one", "another", "some", a number.
    Indefinite,
    /// "his", "Clinton's".
    Possessive,
    /// Nothing.
    Bare,
}

/// The parts of a source's words.
#[derive(Debug)]
pub struct Phrase {
    /// All of it, without marks at its edges.
    pub all: Range<usize>,
    /// How it opens.
    pub opening: Opening,
    /// From after the opening up to the first comma, preposition or relative.
    pub core: Range<usize>,
    /// The entity whose name ends the core.
    pub named: Option<usize>,
}

impl Phrase {
    /// Reads the phrase in some tokens; nothing if they hold no word.
    pub fn read(page: &Page<'_>, entities: &Entities, tokens: Range<usize>) -> Option<Self> {
        let word = |i: usize| page.tokens[i].word;
        let mut start = tokens.clone().find(|&i| word(i))?;
        let mut end = tokens.clone().rev().find(|&i| word(i) && !page.tokens[i].possessive())? + 1;
        if start >= end {
            (start, end) = (tokens.start, tokens.end);
        }
        let lower = |i: usize| &*page.tokens[i].lower;
        while start + 1 < end
            && leads_in(lower(start))
            && !(lower(start) == "both" && lower(start + 1) == "of")
        {
            start += 1;
        }
        // A verb's first words cut into the source: "Russian officials have", "she also".
        while end > start + 1 && trails(lower(end - 1)) && !page.tokens[end - 1].capital {
            end -= 1;
        }
        let all = start..end;
        let opening = match lower(start) {
            "the" | "this" | "that" | "these" | "those" => Opening::Definite,
            "his" | "her" | "its" | "their" | "our" | "my" | "your" => Opening::Possessive,
            "a" | "an" | "one" | "another" | "some" | "any" | "no" | "each" | "every" | "many" | "most"
            | "several" | "few" | "all" | "other" | "two" | "three" | "four" | "five" | "six" | "dozens"
            | "hundreds" | "thousands" => Opening::Indefinite,
            w if w.starts_with(|c: char| c.is_ascii_digit()) => Opening::Indefinite,
            _ => Opening::Bare,
        };
        let next = page.tokens.get(start + 1).map_or("", |t| &*t.lower);
        let bounded = matches!(
            (lower(start), next),
            ("more" | "fewer" | "less", "than") | ("at", "least" | "most") | ("up", "to")
        );
        let opening = if bounded { Opening::Indefinite } else { opening };
        let opened = match opening {
            _ if bounded && start + 2 < end => start + 2,
            Opening::Bare => start,
            // "many among them", "one of the men": the word is the head itself.
            Opening::Indefinite if start + 1 < end && is_preposition(lower(start + 1)) => start,
            _ => start + usize::from(start + 1 < end),
        };
        let mut stop = opened;
        while stop < end {
            if let Some(name_end) = name_end(page, entities, stop) {
                stop = name_end.min(end);
                continue;
            }
            let wider = || {
                titled_name(page, entities, stop, end)
                    .or_else(|| conjunction::shared_noun(page, entities, stop, end))
            };
            let wider = || wider().or_else(|| past_brackets(page, entities, stop, end));
            if let Some(wider) = (stop > opened && stop + 1 < end).then(wider).flatten() {
                stop = wider;
                continue;
            }
            let token = &page.tokens[stop];
            let joins = token.word
                || token.possessive()
                || matches!(
                    lower(stop),
                    "%" | "-" | "." | "&" | "/" | "'" | "’" | "$" | "\"" | "“" | "”" | "‘"
                );
            let described = stop > opened && is_participle(lower(stop)) && {
                let noun = |i: usize| {
                    !LEXICON.noun(lower(i)).is_empty() || entities.at(page.tokens[i].span).is_some()
                };
                noun(stop - 1) && !noun(stop)
            };
            if !joins
                || described
                || (is_preposition(lower(stop)) && stop > opened)
                || (stop > opened && is_clause(page, entities, stop))
                || (token.is("and")
                    && stop > opened
                    && !conjunction::joins_adjectives(page, entities, stop, end))
            {
                break;
            }
            stop += 1;
        }
        let core = opened..stop.max(opened + 1).min(end.max(opened + 1));
        let before = apposition::before(page, entities, &core, opening, end);
        let core = core.start..before.unwrap_or(core.end);
        let core_span = page.span_of(core.clone());
        let last = entities
            .within(core_span)
            .last()
            .filter(|(m, _)| m.end >= core_span.end && m.start >= core_span.start.min(m.start));
        let named = last.map(|&(_, e)| e);
        Some(Self { all, opening, core, named })
    }

    /// The last word of the core.
    pub fn head<'p>(&self, page: &'p Page<'_>) -> &'p str {
        let i = self.core.clone().rev().find(|&i| page.tokens[i].word && !page.tokens[i].possessive());
        i.map_or("", |i| &*page.tokens[i].lower)
    }

    /// The words after the core, in lower case.
    pub fn rest<'p>(&self, page: &'p Page<'_>) -> impl Iterator<Item = &'p str> {
        page.tokens[self.core.end..self.all.end.max(self.core.end)].iter().map(|t| &*t.lower)
    }

    /// The classes of its head, by the lists or by its ending.
    pub fn classes(&self, page: &Page<'_>) -> Vec<NounClass> {
        // "front-runner", "chief executive", "news agency": two words before one.
        let words: Vec<&str> =
            self.core.clone().filter(|&i| page.tokens[i].word).map(|i| &*page.tokens[i].lower).collect();
        if let [.., first, second] = words[..] {
            let pair = LEXICON.noun(&format!("{first} {second}"));
            if !pair.is_empty() {
                return pair.to_vec();
            }
        }
        let head = self.head(page);
        let listed = LEXICON.noun(head);
        if !listed.is_empty() {
            return listed.to_vec();
        }
        if let Some((_, last)) = head.rsplit_once('-') {
            let listed = LEXICON.noun(last);
            if !listed.is_empty() {
                return listed.to_vec();
            }
        }
        // "president-elect".
        if head.split('-').next().is_some_and(|first| first != head && LEXICON.is_role(first)) {
            return vec![NounClass::Role];
        }
        // "Sanders" and "Walker" end like nouns of people.
        let capital = self
            .core
            .clone()
            .rev()
            .find(|&i| page.tokens[i].word)
            .is_some_and(|i| page.tokens[i].capital && !page.begins_sentence(i));
        by_ending(head).filter(|_| !capital).into_iter().collect()
    }

    /// The descriptor: its words without an article or possessive in front.
    pub fn descriptor(&self, page: &Page<'_>) -> ByteSpan {
        let article = matches!(
            &*page.tokens[self.all.start].lower,
            "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "my" | "your"
        );
        let start = self.all.start + usize::from(article && self.all.len() > 1);
        // "officials at the port, a state body": what the port is does not describe the officials.
        let aside = |i: usize| {
            page.tokens[i].is(",") && page.tokens.get(i + 1).is_some_and(|t| t.is("a") || t.is("an"))
        };
        let end = (self.core.end..self.all.end).find(|&i| aside(i)).unwrap_or(self.all.end);
        page.span_of(start..end)
    }
}

/// Where a name ends that follows the small word at `at` and the capitals of an office: "Secretary of Energy Rick
/// Perry", "Health and Human Services Secretary Alex Azar".
fn titled_name(page: &Page<'_>, entities: &Entities, at: usize, end: usize) -> Option<usize> {
    let before = page.tokens.get(at.checked_sub(1)?)?;
    let small = |i: usize| matches!(&*page.tokens[i].lower, "of" | "and" | "for" | "the" | "&");
    let people = |c: &NounClass| matches!(c, NounClass::Role | NounClass::Group);
    let person =
        |i: usize| entities.at(page.tokens[i].span).is_some_and(|e| entities.all[e].sort == Sort::Person);
    let title = |i: usize| {
        let lower = &*page.tokens[i].lower;
        LEXICON.is_role(lower) || LEXICON.honorifics.contains_key(lower)
    };
    let lawyers = page.tokens[at].is("for") || LEXICON.noun(&before.lower).iter().any(people);
    if !small(at) || !before.capital || person(at - 1) {
        return None;
    }
    let mut office = (at + 1..end.min(at + 10)).take_while(|&i| page.tokens[i].capital || small(i));
    let name = office.find(|&i| person(i)).filter(|&i| i > at + 1)?;
    let office = LEXICON.is_role(&before.lower) && page.tokens[at].is("of");
    let fits = if office {
        !(at + 1..name).any(title)
    } else {
        !lawyers && LEXICON.is_role(&page.tokens[name - 1].lower)
    };
    fits.then(|| name_end(page, entities, name)).flatten()
}

/// Whether a word after a noun opens a clause without a relative word ("everyone we asked") or, behind a name, an
/// appositive whose comma was lost ("the Observatory a group of").
fn is_clause(page: &Page<'_>, entities: &Entities, at: usize) -> bool {
    match &*page.tokens[at].lower {
        "i" | "we" | "he" | "she" | "they" => true,
        "a" | "an" => entities.at(page.tokens[at - 1].span).is_some(),
        _ => false,
    }
}

/// Where the name ends that follows an office and its abbreviation: "Chief Water Officer (CWO) Lars Holm".
fn past_brackets(page: &Page<'_>, entities: &Entities, at: usize, end: usize) -> Option<usize> {
    let [open, _, close] = page.tokens.get(at..at + 3)? else { return None };
    let closed = (at + 1..end.min(at + 6)).find(|&i| page.tokens[i].is(")")).filter(|_| open.is("("));
    let people = |c: &NounClass| matches!(c, NounClass::Role | NounClass::Group);
    // "European Union (EU) officials".
    if let Some(closed) = closed.filter(|&i| i + 1 < end)
        && !page.tokens[closed + 1].capital
        && LEXICON.noun(lower_of(page, closed + 1)).iter().any(people)
        && entities.at(page.tokens.get(closed + 2).unwrap_or(open).span).is_none()
    {
        return Some(closed + 2);
    }
    let title = |i: usize| {
        let lower = &*page.tokens[i].lower;
        LEXICON.is_role(lower) || LEXICON.honorifics.contains_key(lower)
    };
    let name = (at + 3..end.min(at + 7)).find(|&i| !title(i)).filter(|_| open.is("(") && close.is(")"))?;
    let person = entities.at(page.tokens[name].span).filter(|&e| entities.all[e].sort == Sort::Person)?;
    let led = name > at + 3 || title(at - 1);
    (led && entities.all[person].name.len() > 1).then(|| name_end(page, entities, name)).flatten()
}

fn lower_of<'p>(page: &'p Page<'_>, i: usize) -> &'p str {
    &page.tokens[i].lower
}

/// Where the name that begins at a token ends, if a name of several words begins there.
fn name_end(page: &Page<'_>, entities: &Entities, token: usize) -> Option<usize> {
    let start = page.tokens[token].span.start;
    let i = entities.mentions.partition_point(|(m, _)| m.start < start);
    let (mention, _) = entities.mentions.get(i).filter(|(m, _)| m.start == start)?;
    Some(page.token_at(mention.end - 1) + 1)
}

/// What the ending of a noun tells: "-er", "-ist", "-ian", "-man" are people.
pub fn by_ending(word: &str) -> Option<NounClass> {
    let one = word.strip_suffix('s').unwrap_or(word);
    let person = [
        "ist", "ian", "eer", "man", "woman", "person", "men", "women", "people", "yer", "ician", "holder",
        "worker", "goer", "ologist", "grapher", "keeper", "maker", "surgeon", "aire", "ster", "smith",
        "wright", "naut", "oso", "phile", "crat",
    ];
    let likely = ["er", "or", "ant", "ee"];
    if person.iter().any(|e| one.ends_with(e))
        || (one.chars().count() > 5 && likely.iter().any(|e| one.ends_with(e)))
    {
        Some(NounClass::Role)
    } else {
        None
    }
}
