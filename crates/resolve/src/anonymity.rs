//! Anonymity: on what condition an unnamed source spoke, why, and how precisely the report describes it.

use onrecord_record::SourceKind;
use onrecord_text::ByteSpan;

use crate::Attribution;
use crate::lexicon::LEXICON;
use crate::phrase::Phrase;
use crate::rule::Rule;
use crate::scene::Scene;
use crate::sort::Sort;

/// What the report says of a source that it does not name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anonymity {
    /// "on condition of anonymity".
    pub condition: Vec<ByteSpan>,
    /// "because he was not authorised to speak".
    pub reason: Vec<ByteSpan>,
    /// The rung of the ladder, 1 to 5: one for every word of [`Anonymity::words`] and one more.
    pub precision: u8,
    /// The words that lift the source above the lowest rung: what it is, whom it serves, its rank, how it knows.
    pub words: Vec<ByteSpan>,
}

/// What the reading of anonymity rests on.
pub const RULES: &[Rule] = &[
    Rule {
        name: "condition",
        what: "\"on condition of anonymity\", \"asked not to be named\", \"speaking anonymously\" and the like, in the sentence of the source or the next.",
        example: "{s1 A diver} {c1 said} {t1 it was dark}, speaking on condition of anonymity. => condition on condition of anonymity",
        misses: "\"whose name is known to this paper\".",
    },
    Rule {
        name: "reason",
        what: "The clause after the condition that \"because\", \"as\", \"since\", \"citing\", \"for fear\", \"to discuss\" or \"due to\" opens; also \"not authorised to speak\" without a condition.",
        example: "{s1 A diver} {c1 said} {t1 it was dark}, asking not to be named because she feared for her job. => reason because she feared for her job",
        misses: "A reason given before the condition.",
    },
    Rule {
        name: "ladder",
        what: "Precision is 1 for a bare \"source\" or \"person\", and one more for each of: what they are (\"official\"), whom they serve or belong to (\"US\", \"Pentagon\"), their rank (\"senior\"), how they know (\"briefed on\", \"familiar with\").",
        example: "{s1 A senior Navy diver briefed on the search} {c1 said} {t1 it was dark}. => precision 5",
        misses: "Affiliation in lower case other than a listed body: \"harbour diver\".",
    },
];

/// The ways in which reports word the condition, in lower case.
const CONDITIONS: &[&[&str]] = &[
    &["on", "condition", "of", "anonymity"],
    &["on", "the", "condition", "of", "anonymity"],
    &["on", "condition", "of", "not", "being"],
    &["on", "condition", "that"],
    &["on", "the", "condition", "that"],
    &["under", "condition", "of", "anonymity"],
    &["speaking", "anonymously"],
    &["spoke", "anonymously"],
    &["not", "to", "be", "named"],
    &["not", "to", "be", "identified"],
    &["not", "to", "be", "quoted"],
    &["not", "be", "named"],
    &["not", "be", "identified"],
    &["declined", "to", "be", "named"],
    &["declined", "to", "be", "identified"],
    &["declining", "to", "be", "named"],
    &["declining", "to", "be", "identified"],
    &["refused", "to", "be", "named"],
    &["refused", "to", "be", "identified"],
    &["requested", "anonymity"],
    &["requesting", "anonymity"],
    &["insisted", "on", "anonymity"],
    &["granted", "anonymity"],
    &["asked", "for", "anonymity"],
    &["asking", "for", "anonymity"],
    &["to", "remain", "anonymous"],
    &["to", "stay", "anonymous"],
    &["did", "not", "want", "to", "be"],
    &["did", "not", "wish", "to", "be"],
    &["did", "not", "give", "his", "name"],
    &["did", "not", "give", "her", "name"],
    &["without", "being", "named"],
    &["on", "background"],
    &["not", "for", "attribution"],
];

/// The words that open a reason.
const REASONS: &[&[&str]] = &[
    &["because"],
    &["citing"],
    &["due", "to"],
    &["owing", "to"],
    &["for", "fear"],
    &["out", "of", "fear"],
    &["fearing"],
    &["given", "the"],
    &["as", "he"],
    &["as", "she"],
    &["as", "they"],
    &["since", "he"],
    &["since", "she"],
    &["since", "they"],
    &["in", "order", "to"],
    &["to", "discuss"],
    &["to", "speak"],
    &["to", "talk"],
    &["to", "describe"],
    &["to", "share"],
    &["to", "protect"],
    &["to", "avoid"],
    &["so", "as"],
    &["lest"],
];

/// Reads the anonymity of an unnamed source.
pub fn read(scene: &Scene<'_>, kind: SourceKind, statement: &Attribution) -> Option<Anonymity> {
    if kind != SourceKind::Unnamed {
        return None;
    }
    let mut found = Anonymity { precision: 1, ..Anonymity::default() };
    let source = *statement.source.first()?;
    ladder(scene, source, &mut found);
    let page = scene.page;
    let here = page.sentence_at(source.start);
    for sentence in here..(here + 2).min(page.sentences.len()) {
        let range = page.near(if sentence == here { source.start } else { page.sentences[sentence].start });
        let Some((at, len)) = find(scene, range.clone(), CONDITIONS) else {
            if let Some((at, _)) = find(
                scene,
                range.clone(),
                &[
                    &["not", "authorised"],
                    &["not", "authorized"],
                    &["n't", "authorized"],
                    &["n't", "authorised"],
                ],
            ) {
                found.reason.push(page.span_of(clause(scene, at, range.end)));
                break;
            }
            continue;
        };
        let long = matches!(&*page.tokens[at + len - 1].lower, "that" | "being" | "be");
        let condition = if long {
            clause_until(scene, at, range.end, |i| find(scene, i..i + 2, REASONS).is_some())
        } else {
            at..at + len
        };
        if let Some((reason, _)) = find(scene, condition.end..range.end, REASONS) {
            found.reason.push(page.span_of(clause(scene, reason, range.end)));
        }
        found.condition.push(page.span_of(condition));
        break;
    }
    Some(found)
}

/// The first of some wordings in some tokens, with its length.
fn find(scene: &Scene<'_>, range: std::ops::Range<usize>, wordings: &[&[&str]]) -> Option<(usize, usize)> {
    let tokens = &scene.page.tokens;
    let fits = |i: usize, words: &[&str]| {
        i + words.len() <= range.end.min(tokens.len())
            && words
                .iter()
                .zip(&tokens[i..])
                .all(|(w, t)| t.is(w) || (*w == "n't" && t.lower.ends_with("'t")))
    };
    range
        .clone()
        .find_map(|i| wordings.iter().filter(|w| fits(i, w)).map(|w| w.len()).max().map(|len| (i, len)))
}

/// The tokens from `at` to the next comma, dash, quotation mark or the end of the sentence.
fn clause(scene: &Scene<'_>, at: usize, end: usize) -> std::ops::Range<usize> {
    clause_until(scene, at, end, |_| false)
}

fn clause_until(
    scene: &Scene<'_>,
    at: usize,
    end: usize,
    stop: impl Fn(usize) -> bool,
) -> std::ops::Range<usize> {
    let tokens = &scene.page.tokens;
    let close = (at + 1..end)
        .find(|&i| (!tokens[i].word && !tokens[i].possessive() && !tokens[i].is("-")) || stop(i))
        .unwrap_or(end);
    at..close
}

/// Climbs the ladder: what they are, whom they serve, their rank, how they know; each rung once, with its words.
fn ladder(scene: &Scene<'_>, source: ByteSpan, found: &mut Anonymity) {
    let page = scene.page;
    let Some(phrase) = Phrase::read(page, &scene.entities, page.tokens_in(source)) else { return };
    let head = phrase.core.clone().rev().find(|&i| page.tokens[i].word && !page.tokens[i].possessive());
    let told = head.filter(|&i| {
        let lower = &*page.tokens[i].lower;
        !LEXICON.bare.contains(lower)
            && !crate::lexicon::singulars(lower).any(|s| LEXICON.bare.contains(s.as_str()))
    });
    let serves = phrase.all.clone().find(|&i| {
        let token = &page.tokens[i];
        let form = token.span.of(page.text);
        let body = scene.entities.at(token.span).is_some_and(|e| {
            matches!(
                scene.entities.all[e].sort,
                Sort::Body | Sort::Place | Sort::People | Sort::Outlet | Sort::Person
            )
        });
        let noun = Some(i) != head
            && LEXICON.noun(&token.lower).first() == Some(&crate::lexicon::NounClass::Organisation);
        body || LEXICON.peoples.contains(form) || LEXICON.places.contains(form) || noun
    });
    let rank = phrase.core.clone().find(|&i| LEXICON.rank.contains(&*page.tokens[i].lower));
    let access = (phrase.core.end..phrase.all.end).find(|&i| LEXICON.access.contains(&*page.tokens[i].lower));
    let mut rungs: Vec<usize> = [told, serves, rank, access].into_iter().flatten().collect();
    rungs.sort_unstable();
    found.precision = 1 + rungs.len() as u8;
    found.words = rungs.into_iter().map(|i| page.tokens[i].span).collect();
}
