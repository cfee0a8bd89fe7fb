//! Sources that describe: by a role, a body, a document, a crowd.

use onrecord_record::SourceKind;
use onrecord_text::ByteSpan;

use crate::lexicon::{LEXICON, NounClass};
use crate::phrase::{Opening, Phrase};
use crate::scene::{Reading, Scene, Who};
use crate::sort::Sort;
use crate::source::{Source, start};
use crate::token::Token;

const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
];

/// "68 percent of voters", "many".
pub fn share_of_people(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let core: Vec<&str> =
        scene.page.between(phrase.all.start, phrase.core.end).iter().map(|t| &*t.lower).collect();
    let percent =
        core.iter().any(|w| matches!(*w, "percent" | "%" | "cent" | "two-thirds" | "three-quarters"))
            || matches!(phrase.head(scene.page), "majority" | "majorities" | "plurality");
    let open = matches!(
        *core,
        ["many"
            | "some"
            | "others"
            | "most"
            | "few"
            | "several"
            | "all"
            | "everyone"
            | "everybody"
            | "nobody"
            | "anyone"
            | "anybody"
            | "those"
            | "none"
            | "you"
            | "half"
            | "millions"
            | "thousands"
            | "hundreds"]
            | ["no", "one"]
            | ["a", "few" | "lot"]
            | ["almost" | "nearly", "everyone" | "all" | "everybody" | "half"]
    );
    // "4 in 10 voters", "one in three".
    let words: Vec<&str> = scene.page.tokens[phrase.all.clone()].iter().map(|t| &*t.lower).collect();
    let count = |w: &str| w.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&w);
    let ratio = words
        .windows(3)
        .take(4)
        .any(|w| count(w[0]) && matches!(w[1], "in" | "out") && (count(w[2]) || w[2] == "of"));
    let open = open
        || (matches!(core.last(), Some(&("most" | "some" | "many" | "all" | "few" | "half")))
            && phrase.rest(scene.page).eq(["of", "them"]));
    if !percent && !open && !ratio {
        return None;
    }
    // "most of them": those just spoken of.
    let them = phrase.rest(scene.page).eq(["of", "them"]);
    if let Some(last) =
        scene.last_reading(start(scene, source), 2, source.statement).filter(|r| them && r.plural)
    {
        return Some(last.clone());
    }
    // "many of the officials", "those familiar with the talks": the people who spoke, not the public.
    let rest: Vec<&str> = phrase.rest(scene.page).collect();
    let insiders = rest.first().is_some_and(|w| {
        matches!(*w, "familiar" | "briefed" | "close" | "involved" | "privy" | "present" | "i" | "we")
    });
    let bounded = !percent
        && !ratio
        && rest
            .iter()
            .find_map(|w| LEXICON.noun(w).first())
            .is_some_and(|c| matches!(c, NounClass::Role | NounClass::Group));
    let kind = if insiders || bounded { SourceKind::Unnamed } else { SourceKind::Public };
    Some(Reading::described(kind, without_none(scene, phrase), *core != ["you"]))
}

/// "three men", "one of them", "the other".
pub fn one_of_several(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let words: Vec<&str> = page
        .between(phrase.all.start, phrase.core.end)
        .iter()
        .filter(|t| t.word)
        .map(|t| &*t.lower)
        .collect();
    let small = |w: &str| NUMBERS.contains(&w) || w.parse::<u32>().is_ok_and(|n| n < 100);
    let great = |w: &&str| {
        matches!(
            *w,
            "hundred" | "thousand" | "million" | "billion" | "thirds" | "quarters" | "percent" | "cent"
        )
    };
    let crowd = |c: &NounClass| matches!(c, NounClass::Public | NounClass::Group | NounClass::Role);
    // Three men spoke to somebody; voters at large are not counted out.
    let counted = matches!(*words, [n, .., head] if small(n) && !words.iter().any(great) && LEXICON.noun(head).iter().any(crowd) && is_plural(head));
    if counted {
        return Some(Reading::described(SourceKind::Unnamed, phrase.descriptor(page), true));
    }
    let rest: Vec<&str> = phrase.rest(page).collect();
    let one = matches!(*words, ["one" | "another"] | ["the" | "a", "other" | "second" | "third" | "first"]);
    if !one || !(rest.is_empty() || rest == ["of", "them"]) {
        return None;
    }
    let own = page.span_of(source.tokens.clone());
    let spoke = scene.last_reading(start(scene, source), 2, source.statement).is_some_and(|several| {
        matches!(several.kind, SourceKind::Unnamed | SourceKind::Public | SourceKind::Person)
    });
    (spoke || one_of_subjects(scene, source)).then(|| Reading::described(SourceKind::Unnamed, own, false))
}

/// Whether the last noun of several before a source in its sentence is of people: "Two divers left, with one saying".
fn one_of_subjects(scene: &Scene<'_>, source: &Source) -> bool {
    let page = scene.page;
    let before = page.near(start(scene, source)).start..source.tokens.start;
    let several = |i: &usize| {
        let word = &*page.tokens[*i].lower;
        is_plural(word) && !LEXICON.noun(word).is_empty()
    };
    let people = |c: &NounClass| matches!(c, NounClass::Role | NounClass::Group);
    before.rev().find(several).is_some_and(|i| LEXICON.noun(&page.tokens[i].lower).iter().any(people))
}

/// "the paper".
pub fn the_outlet(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let head = phrase.head(page);
    let noun = phrase.classes(page).first() == Some(&NounClass::Outlet)
        && !matches!(head, "press" | "media" | "outlets");
    // "Newspaper: …" of a headline.
    let bare = phrase.opening == Opening::Bare && phrase.core.len() == 1;
    if !noun
        || !(bare || matches!(phrase.opening, Opening::Definite | Opening::Possessive))
        || phrase.core.len() > 3
        || phrase.core.clone().any(|i| page.tokens[i].capital && !page.begins_sentence(i))
        || phrase.rest(page).next().is_some_and(|w| !matches!(w, "," | "which"))
    {
        return None;
    }
    // Reuters is no paper.
    let print = LEXICON.lists("print", head);
    let fits = |e: usize| {
        let outlet = &scene.entities.all[e];
        let name = || page.span_of(outlet.name.clone()).of(page.text).to_lowercase();
        outlet.sort == Sort::Outlet && !(print && LEXICON.lists("on air", &name()))
    };
    let at = start(scene, source);
    let last = scene.latest(at, 1, fits).first().copied();
    last.or_else(|| scene.only_outlet(at, fits)).map(|e| Reading::named(SourceKind::Outlet, e))
}

/// "the sources".
pub fn again(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    if phrase.opening != Opening::Definite || phrase.all.end > phrase.core.end {
        return None;
    }
    let at = start(scene, source);
    let head = phrase.head(scene.page);
    let (said, told) = (scene.described.get(head).copied(), scene.brought_in(head, at));
    // "another source" told of since then takes over; of several the first words count.
    let first = if is_plural(head) {
        said.or(told)
    } else {
        told.into_iter().chain(said).max_by_key(|span| span.start)
    }?;
    let earlier = first.of(scene.page.text).to_lowercase();
    let new = |t: &Token| {
        t.word && !earlier.contains(&*t.lower) && !matches!(&*t.lower, "unnamed" | "anonymous" | "same")
    };
    if scene.page.tokens[phrase.core.clone()].iter().any(new) {
        return None;
    }
    let mut reading = by_noun(scene, source)?;
    if matches!(reading.kind, SourceKind::Unnamed | SourceKind::Document | SourceKind::Organisation) {
        reading.who = Who::Described(first);
    }
    Some(reading)
}

/// By the class of the head noun.
pub fn by_noun(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let mut classes = phrase.classes(page);
    let mut head = phrase.head(page).to_owned();
    let collective = matches!(
        &*head,
        "group"
            | "number"
            | "handful"
            | "dozens"
            | "hundreds"
            | "one"
            | "some"
            | "many"
            | "most"
            | "several"
            | "few"
            | "all"
            | "any"
            | "series"
            | "string"
            | "pair"
            | "trio"
            | "two"
            | "three"
            | "team"
            | "chorus"
            | "couple"
            | "lot"
            | "none"
            | "each"
            | "half"
            | "third"
            | "scores"
            | "thousands"
            | "millions"
            | "wave"
            | "coalition"
            | "panel"
            | "range"
            | "variety"
    );
    let of = page.tokens.get(phrase.core.end).is_some_and(|t| t.is("of"));
    // "a succession of officials": a noun in no list only counts those that come after it.
    let counts = collective || NUMBERS.contains(&&*head) || classes.is_empty();
    if counts && of {
        let inner = Phrase::read(page, &scene.entities, phrase.core.end + 1..phrase.all.end);
        let people = |c: &NounClass| matches!(c, NounClass::Role | NounClass::Group);
        let fits =
            |p: &Phrase| !classes.is_empty() || p.classes(page).iter().any(people) && is_plural(p.head(page));
        if let Some(inner) = inner.filter(|p| collective || NUMBERS.contains(&&*head) || fits(p)) {
            classes = inner.classes(page);
            let people = inner.named.is_some_and(|e| scene.entities.all[e].sort == Sort::People);
            if people {
                classes = vec![NounClass::Public];
            }
            inner.head(page).clone_into(&mut head);
        }
    }
    let plural = is_plural(&head);
    let rest: Vec<&str> = phrase.rest(page).collect();
    let mut kind = choose(phrase, &classes, plural, &head, &rest)?;
    // "several hundred villagers", "thousands of workers": a crowd.
    let crowd = page
        .between(phrase.all.start, phrase.core.end + usize::from(of))
        .iter()
        .any(|t| matches!(&*t.lower, "hundred" | "hundreds" | "thousand" | "thousands" | "millions"));
    if kind == SourceKind::Unnamed && crowd && plural {
        kind = SourceKind::Public;
    }
    // "one of the men": a few of a bounded number.
    let bounded = of
        && page.tokens.get(phrase.core.end + 1).is_some_and(|t| {
            matches!(&*t.lower, "the" | "these" | "those" | "his" | "her" | "its" | "their")
        });
    let few = matches!(phrase.head(page), "one" | "two" | "three" | "several" | "some" | "few" | "none");
    if kind == SourceKind::Public && bounded && few {
        kind = SourceKind::Unnamed;
    }
    Some(Reading::described(kind, without_none(scene, phrase), plural))
}

/// The descriptor of those of whom nobody spoke: "officials" of "none of the officials", "evidence" of "no evidence".
fn without_none(scene: &Scene<'_>, phrase: &Phrase) -> ByteSpan {
    let page = scene.page;
    let mut start = phrase.all.start;
    if matches!(&*page.tokens[start].lower, "none" | "neither")
        && page.tokens.get(start + 1).is_some_and(|t| t.is("of"))
    {
        start += 2;
    } else if page.tokens[start].is("no") && phrase.all.len() > 1 {
        start += 1;
    }
    let inner = (start > phrase.all.start && start < phrase.all.end)
        .then(|| Phrase::read(page, &scene.entities, start..phrase.all.end))
        .flatten();
    inner.as_ref().unwrap_or(phrase).descriptor(page)
}

/// Of the classes a noun can have, the one that its phrase takes.
fn choose(
    phrase: &Phrase,
    classes: &[NounClass],
    plural: bool,
    head: &str,
    rest: &[&str],
) -> Option<SourceKind> {
    let has = |c| classes.contains(&c);
    let insider = rest.iter().take(3).any(|w| LEXICON.access.contains(*w));
    let counted = matches!(phrase.opening, Opening::Definite | Opening::Possessive)
        || phrase.opening == Opening::Indefinite && !plural;
    Some(if has(NounClass::Public) && (has(NounClass::Role) || has(NounClass::Group)) {
        if insider || (plural && phrase.opening == Opening::Definite) || (!plural && head != "taxpayer") {
            SourceKind::Unnamed
        } else {
            SourceKind::Public
        }
    } else if has(NounClass::Public) {
        if insider && matches!(head, "people" | "those" | "others" | "some" | "many" | "several") {
            SourceKind::Unnamed
        } else {
            SourceKind::Public
        }
    } else if has(NounClass::Role)
        && has(NounClass::Organisation)
        && !plural
        && phrase.opening == Opening::Definite
    {
        // "the regulator", "the operator".
        SourceKind::Organisation
    } else if has(NounClass::Outlet)
        && has(NounClass::Document)
        && (phrase.opening == Opening::Indefinite || !rest.is_empty())
    {
        // "a paper published in May".
        SourceKind::Document
    } else if has(NounClass::Role) || has(NounClass::Group) {
        if !has(NounClass::Role) && has(NounClass::Organisation) && !counted {
            SourceKind::Organisation
        } else {
            SourceKind::Unnamed
        }
    } else {
        match classes.first()? {
            NounClass::Organisation => SourceKind::Organisation,
            NounClass::Outlet => SourceKind::Outlet,
            _ => SourceKind::Document,
        }
    })
}

/// Whether a noun in lower case is a plural.
pub fn is_plural(noun: &str) -> bool {
    matches!(
        noun,
        "people"
            | "men"
            | "women"
            | "children"
            | "police"
            | "staff"
            | "media"
            | "many"
            | "some"
            | "others"
            | "data"
            | "brass"
    ) || noun.ends_with("men")
        || noun.ends_with("people")
        || (noun.ends_with('s') && !noun.ends_with("ss") && !noun.ends_with("us") && !noun.ends_with("is"))
}

/// What nothing else knows.
pub fn anybody_else(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let plural = is_plural(phrase.head(scene.page));
    let kind = if plural { SourceKind::Public } else { SourceKind::Document };
    Some(Reading::described(kind, phrase.descriptor(scene.page), plural))
}
