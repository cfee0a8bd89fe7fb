//! Pronouns: whom "I", "who", "she", "they" and "both" stand for.

use onrecord_record::SourceKind;

use crate::body::the_body;
use crate::lexicon::{LEXICON, NounClass, Sex, singulars};
use crate::named::{named, role_then_name};
use crate::noun::{again, by_noun, the_outlet};
use crate::office::the_role;
use crate::phrase::Phrase;
use crate::scene::{Reading, Scene, Who};
use crate::sort::Sort;
use crate::source::{Source, own_place, read_with, start};

/// The only word of a source, in lower case; of "he himself", "they both" the first.
fn single<'p>(scene: &'p Scene<'_>, source: &Source) -> Option<&'p str> {
    let all = source.phrase.as_ref()?.all.clone();
    // "I'm", "they've": the verb's rest is no word of the source.
    let mut words =
        scene.page.tokens[all].iter().filter(|t| t.word && !t.lower.starts_with('\'')).map(|t| &*t.lower);
    let first = words.next()?;
    // "both of whom".
    if let Some(&last) = words.clone().collect::<Vec<_>>().last()
        && matches!(last, "whom" | "which")
        && matches!(first, "both" | "all" | "some" | "many" | "most" | "each" | "one" | "none" | "several")
    {
        return Some(last);
    }
    // "he and other observers": whoever else is meant, he is.
    if matches!(first, "i" | "he" | "she") && words.clone().next() == Some("and") {
        return Some(first);
    }
    words
        .all(|w| {
            matches!(
                w,
                "himself" | "herself" | "themselves" | "itself" | "myself" | "both" | "all" | "also" | "own"
            )
        })
        .then_some(first)
}

/// "I" and "we".
pub fn first_person(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    if !matches!(single(scene, source)?, "i" | "we" | "my" | "our" | "me" | "us" | "mine" | "ours" | "myself")
    {
        return None;
    }
    if let Some(speaker) = around_of(scene, source) {
        // The speaker may be named after the words: "When I say no, it is no," said Castel.
        let known = scene.readings.get(speaker).cloned().flatten();
        return known.or_else(|| read_with(scene, speaker, |rule| rule != "first-person"));
    }
    if scene.page.tokens[source.tokens.start].quoted
        && let Some(reading) = scene.last_reading(start(scene, source), 3, source.statement)
    {
        return Some(reading.clone());
    }
    Some(Reading::nobody(SourceKind::Author))
}

/// "he" and "she".
pub fn he_or_she(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let sex = match single(scene, source)? {
        "he" | "his" | "him" | "himself" => Sex::Male,
        "she" | "her" | "hers" | "herself" => Sex::Female,
        _ => return None,
    };
    let at = start(scene, source);
    let speaker = speaker_around(scene, source);
    let not: &[usize] = match &speaker {
        Some((_, Reading { who: Who::Named(ids), .. })) => ids,
        _ => &[],
    };
    if let Some((around, _)) = speaker
        && let Some(hearer) = hearer(scene, around, at, sex)
        && let Some(person) = scene.person_before(hearer, Some(sex), source.statement, not)
    {
        return Some(Reading::named(SourceKind::Person, person));
    }
    // Nobody is "he" in their own quotation, unless they are named within it.
    let open = |at: usize| scene.page.tokens.get(scene.page.token_at(at)).is_some_and(|t| t.quoted);
    let quoted = speaker.as_ref().is_some_and(|&(around, _)| {
        open(at) && !scene.statements[around].source.first().is_some_and(|s| open(s.start))
    });
    let others: &[usize] = if quoted { not } else { &[] };
    if let Some(
        last @ Reading {
            kind: SourceKind::Unnamed | SourceKind::Person,
            who: Who::Described(_),
            plural: false,
        },
    ) = scene.last_reading(at, 1, source.statement)
        && !(quoted && speaker.as_ref().is_some_and(|(_, reading)| reading == last))
        && !scene.begins_with_person(at, sex)
        && scene.has_source(around_of(scene, source).unwrap_or(source.statement))
    {
        return Some(last.clone());
    }
    let Some(person) = scene.person_before(at, Some(sex), source.statement, others) else {
        return Some(Reading::described(SourceKind::Unnamed, own_place(scene, source), false));
    };
    // "he and Holm".
    let with = scene.entities.within(own_place(scene, source)).iter().map(|&(_, e)| e);
    let mut all = vec![person];
    all.extend(with.filter(|&e| e != person && scene.is_person(e)));
    Some(Reading { kind: SourceKind::Person, plural: all.len() > 1, who: Who::Named(all) })
}

/// The statement in whose words a source stands.
fn around_of(scene: &Scene<'_>, source: &Source) -> Option<usize> {
    let inside = scene.statements[source.statement].inside;
    inside.or_else(|| scene.around(own_place(scene, source), source.statement))
}

/// The statement in whose words a pronoun stands, and who makes it, as far as that is no pronoun too.
fn speaker_around(scene: &Scene<'_>, source: &Source) -> Option<(usize, Reading)> {
    let around = around_of(scene, source)?;
    let known = scene.readings.get(around).cloned().flatten();
    // The speaker may be named after the words; two statements that hold each other must not ask each other.
    let reading =
        known.or_else(|| read_with(scene, around, |rule| !matches!(rule, "first-person" | "he-or-she")))?;
    Some((around, reading))
}

/// Where "him" or "her" stands to whom a statement is made before byte `at`, so that "he" in it is the hearer: "asked him
/// what he thinks".
fn hearer(scene: &Scene<'_>, statement: usize, at: usize, sex: Sex) -> Option<usize> {
    let page = scene.page;
    let cue = scene.statements.get(statement)?.cue.last()?;
    let object = if sex == Sex::Male { "him" } else { "her" };
    let first = page.token_at(cue.start);
    let end = (page.token_at(cue.end.saturating_sub(1)) + 2).min(page.tokens.len());
    let hearer = page.tokens.get(first..end)?.iter().find(|t| t.is(object) && t.span.end <= at)?;
    Some(hearer.span.start)
}

/// "who", "which", "that".
pub fn relative(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let word = single(scene, source)?;
    if !matches!(word, "who" | "which" | "that" | "whose" | "whom") {
        return None;
    }
    let page = scene.page;
    if page.tokens[source.tokens.start].is("both") {
        let two = scene.latest(start(scene, source), 2, |e| scene.is_person(e));
        if two.len() == 2 {
            return Some(named(scene, two));
        }
    }
    let first = page.starts[page.tokens[source.tokens.start].sentence];
    let low = first.max(source.tokens.start.saturating_sub(25));
    let human = word.starts_with("who");
    let mut i = source.tokens.start;
    while i > low {
        i -= 1;
        let token = &page.tokens[i];
        if let Some(holder) = (human && token.capital).then(|| holder(scene, low, i)).flatten() {
            return Some(named(scene, vec![holder]));
        }
        if let Some(entity) = scene.entities.at(token.span) {
            let fits = if human {
                scene.is_person(entity) || scene.entities.all[entity].sort == Sort::People
            } else {
                !scene.is_person(entity) || word == "that"
            };
            if fits {
                return Some(named(scene, vec![entity]));
            }
        }
        if token.word && speaks(&token.lower, human) {
            let begin = phrase_start(scene, i, low);
            let phrase = Phrase::read(page, &scene.entities, begin..i + 1)?;
            let inner = Source { statement: source.statement, tokens: begin..i + 1, phrase: Some(phrase) };
            return [role_then_name, the_role, the_body, again, by_noun]
                .iter()
                .find_map(|rule| rule(scene, &inner));
        }
    }
    Some(Reading::described(
        if human { SourceKind::Unnamed } else { SourceKind::Document },
        own_place(scene, source),
        false,
    ))
}

/// The person, named after token `low`, in whose role a word stands: "Ana Reis, Minister of Youth who".
fn holder(scene: &Scene<'_>, low: usize, word: usize) -> Option<usize> {
    let page = scene.page;
    let place = page.span_of(low..word);
    let in_role = |e: usize| {
        let roles = &scene.entities.all[e].roles;
        roles.iter().any(|r| r.start > place.start && r.contains(page.tokens[word].span))
    };
    let mut people = scene.entities.within(place).iter().rev().map(|&(_, e)| e);
    people.find(|&e| scene.is_person(e) && in_role(e))
}

/// Whether a noun can be meant by "who" (people) or by "which" and "it" (the rest).
fn speaks(noun: &str, human: bool) -> bool {
    let people = |c: &NounClass| matches!(c, NounClass::Role | NounClass::Group | NounClass::Public);
    if human {
        LEXICON.noun(noun).iter().any(people) || (LEXICON.noun(noun).is_empty() && noun.ends_with("ists"))
    } else {
        LEXICON.noun(noun).first().is_some_and(|c| !people(c))
    }
}

/// Where the noun phrase that ends with token `i` begins: back over words that can stand before a noun.
fn phrase_start(scene: &Scene<'_>, i: usize, low: usize) -> usize {
    let mut start = i;
    while start > low && i - start < 6 {
        let token = &scene.page.tokens[start - 1];
        let word = &*token.lower;
        if crate::phrase::is_determiner(word) {
            return start - 1;
        }
        let verbal = matches!(
            word,
            "and"
                | "or"
                | "is"
                | "was"
                | "were"
                | "are"
                | "be"
                | "said"
                | "told"
                | "has"
                | "had"
                | "have"
                | "not"
                | "also"
        ) || is_verb(word)
            || word.ends_with("ing");
        if (!token.word && !token.possessive()) || crate::phrase::is_preposition(word) || verbal {
            break;
        }
        start -= 1;
    }
    start
}

/// Whether a word is a form of a listed verb: "shows".
fn is_verb(word: &str) -> bool {
    LEXICON.cues.contains_key(word)
        || word.strip_suffix('s').is_some_and(|stem| LEXICON.cues.contains_key(stem))
            && LEXICON.noun(word).is_empty()
}

/// "they" and "it".
pub fn they_or_it(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let word = single(scene, source)?;
    let plural = match word {
        "they" | "their" | "them" | "themselves" | "theirs" => true,
        "it" | "its" | "itself" | "this" => false,
        _ => return None,
    };
    let at = start(scene, source);
    if let Some(pair) = couple(scene, at).filter(|_| plural) {
        return Some(pair);
    }
    let last = scene.last_reading(at, 1, source.statement);
    // "Protesters built the camp, where they said": the sentence's own subject, unless people spoke last.
    let subject = (plural && last.is_none_or(|l| !l.plural)).then(|| subject(scene, source)).flatten();
    if let Some(last) = last.filter(|_| subject.is_none()) {
        let bodily =
            matches!(last.kind, SourceKind::Organisation | SourceKind::Outlet | SourceKind::Document);
        if if plural {
            last.plural
                || matches!(last.kind, SourceKind::Outlet)
                || (bodily && last.kind != SourceKind::Document)
        } else {
            bodily && !last.plural
        } {
            return Some(last.clone());
        }
    }
    let page = scene.page;
    let sentence = page.tokens[source.tokens.start].sentence;
    let low = page.starts[sentence.saturating_sub(1)].max(source.tokens.start.saturating_sub(60));
    let quoted = page.tokens[source.tokens.start].quoted;
    let fits = |i: usize| antecedent(scene, source, plural, low, i);
    // Subjects first: the head of this sentence, of the one before, then whatever is nearest.
    let ahead = page.starts[sentence].max(low)..source.tokens.start;
    let before = low..page.starts[sentence].max(low);
    let found = subject.or_else(|| ahead.clone().find_map(fits)).or_else(|| before.clone().find_map(fits));
    let fallback = || {
        // "they" of somebody's speech is seldom the paper they spoke to.
        let body = scene.latest(at, usize::from(!(plural && quoted)), |e| scene.is_body(e));
        body.first().map(|&e| named(scene, vec![e]))
    };
    let unknown = || {
        let kind = if plural { SourceKind::Public } else { SourceKind::Organisation };
        Reading::described(kind, own_place(scene, source), plural)
    };
    Some(found.or_else(fallback).unwrap_or_else(unknown))
}

/// The people that a sentence speaks of first, before its "they".
fn subject(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let page = scene.page;
    let low =
        page.starts[page.tokens[source.tokens.start].sentence].max(source.tokens.start.saturating_sub(60));
    let people = |c: &NounClass| matches!(c, NounClass::Role | NounClass::Group | NounClass::Public);
    (low..source.tokens.start)
        .filter(|&i| LEXICON.noun(&page.tokens[i].lower).first().is_some_and(people))
        .find_map(|i| antecedent(scene, source, true, low, i))
}

/// What "they" (`plural`) or "it" stands for if it stands for the name or noun at token `i`; a noun phrase is followed
/// back to token `low`.
fn antecedent(scene: &Scene<'_>, source: &Source, plural: bool, low: usize, i: usize) -> Option<Reading> {
    let page = scene.page;
    let quoted = page.tokens[source.tokens.start].quoted;
    let token = &page.tokens[i];
    if (token.quoted && !quoted)
        || scene.statements[source.statement].content.iter().any(|c| c.contains(token.span))
    {
        return None;
    }
    if let Some(entity) = scene.entities.at(token.span) {
        let sort = scene.entities.all[entity].sort;
        let good = if plural {
            sort == Sort::People || (quoted && token.quoted && sort == Sort::Body)
        } else {
            matches!(sort, Sort::Body | Sort::Outlet | Sort::Place)
        };
        return good.then(|| named(scene, vec![entity]));
    }
    let noun = token.word && !token.capital || page.begins_sentence(i);
    let many =
        singulars(&token.lower).next().is_some() || LEXICON.noun(&token.lower).contains(&NounClass::Group);
    let next_noun = page.tokens.get(i + 1).is_some_and(|t| t.word && !LEXICON.noun(&t.lower).is_empty());
    let class = LEXICON.noun(&token.lower).first()?;
    let right = if plural {
        many
    } else {
        !many && !matches!(class, NounClass::Role | NounClass::Group | NounClass::Public)
    };
    if !noun || !right || next_noun {
        return None;
    }
    let begin = phrase_start(scene, i, low);
    let inner = Source {
        statement: source.statement,
        tokens: begin..i + 1,
        phrase: Phrase::read(page, &scene.entities, begin..i + 1),
    };
    [the_role, the_body, the_outlet, again, by_noun].iter().find_map(|rule| rule(scene, &inner))
}

/// Two people whom the sentence before names together, if nobody spoke since: "Reis and Holm met. They …".
fn couple(scene: &Scene<'_>, at: usize) -> Option<Reading> {
    let page = scene.page;
    let place = page.span_of(page.near(page.sentences.get(page.sentence_at(at).checked_sub(1)?)?.end - 1));
    let spoke = scene.spoken.last().is_some_and(|&s| scene.statements[s].start() >= place.start);
    let pairs = scene.entities.within(place).windows(2);
    let mut joined = pairs.filter(|w| {
        let between = page.token_at(w[0].0.end.saturating_sub(1)) + 1..page.token_at(w[1].0.start);
        let between = page.tokens.get(between).unwrap_or(&[]);
        let and = between.iter().any(|t| t.is("and"));
        let only = between
            .iter()
            .all(|t| t.is("and") || LEXICON.honorifics.contains_key(&*t.lower) || LEXICON.is_role(&t.lower));
        and && only && scene.is_person(w[0].1) && scene.is_person(w[1].1)
    });
    let pair = joined.next().filter(|_| !spoke)?;
    Some(Reading { kind: SourceKind::Person, who: Who::Named(vec![pair[0].1, pair[1].1]), plural: true })
}

/// "both", "the two".
pub fn the_pair(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let words: Vec<&str> =
        scene.page.tokens[phrase.all.clone()].iter().filter(|t| t.word).map(|t| &*t.lower).collect();
    let role = |w: &str| LEXICON.noun(w).iter().any(|c| matches!(c, NounClass::Role | NounClass::Group));
    let pair = match *words {
        ["both" | "each" | "neither"] | ["the", "two" | "pair" | "duo" | "couple"] => true,
        ["both" | "neither", last] => role(last) && phrase.named.is_none(),
        ["the", "two", .., last] => {
            role(last) && phrase.rest(scene.page).next().is_none() && phrase.named.is_none()
        }
        _ => false,
    };
    let two = scene.latest(start(scene, source), 2, |e| scene.is_person(e));
    (pair && two.len() == 2).then_some(Reading {
        kind: SourceKind::Person,
        who: Who::Named(two),
        plural: true,
    })
}
