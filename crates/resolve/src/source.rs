//! Sources: what kind each is and whom it names. Rules in order; the first that fits decides.

use std::ops::Range;

use onrecord_record::SourceKind;
use onrecord_text::ByteSpan;

use crate::lexicon::{LEXICON, NounClass, Sex, singulars};
use crate::name::{self, Sort};
use crate::phrase::{Opening, Phrase};
use crate::rule::Rule;
use crate::scene::{Reading, Scene, Who};

/// One source to be read.
pub struct Source {
    /// Index of its statement.
    pub statement: usize,
    /// Its tokens; empty if the statement has no source.
    pub tokens: Range<usize>,
    /// Its shape.
    pub phrase: Option<Phrase>,
}

/// A rule with its function.
pub struct SourceRule {
    /// What it says of itself.
    pub rule: Rule,
    /// What it reads, if it fits.
    pub read: fn(&Scene<'_>, &Source) -> Option<Reading>,
}

/// Reads the source of a statement.
pub fn read(scene: &Scene<'_>, statement: usize) -> Reading {
    read_with(scene, statement, |_| true).unwrap_or_else(|| Reading::nobody(SourceKind::None))
}

/// Reads it by the rules whose names are `allowed`.
fn read_with(scene: &Scene<'_>, statement: usize, allowed: impl Fn(&str) -> bool) -> Option<Reading> {
    let pieces = &scene.statements.get(statement)?.source;
    let tokens = pieces.first().map_or(0..0, |&piece| scene.page.tokens_in(piece));
    let phrase = Phrase::read(scene.page, &scene.entities, tokens.clone());
    let source = Source { statement, tokens, phrase };
    SOURCE_RULES.iter().filter(|r| allowed(r.rule.name)).find_map(|r| (r.read)(scene, &source))
}

/// The rules in the order in which they are tried.
pub const SOURCE_RULES: &[SourceRule] = &[
    SourceRule {
        rule: Rule {
            name: "no-source",
            what: "A statement without a source span has no source, even where a reader can guess.",
            example: "It {c1 is believed} {t1 that the seal swam off}. => kind none; actor",
            misses: "None known.",
        },
        read: no_source,
    },
    SourceRule {
        rule: Rule {
            name: "first-person",
            what: "\"I\" and \"we\" are the speaker of the content around them, and the report's author outside any quotation.",
            example: "{s1 We} {c1 think} {t1 the bridge should open}. => kind author; actor",
            misses: "An interview in which the interviewer is \"I\".",
        },
        read: first_person,
    },
    SourceRule {
        rule: Rule {
            name: "relative",
            what: "\"who\", \"which\" and \"that\" are the nearest name or noun before them that can speak.",
            example: "Ana Reis, {s1 who} {c1 said} {t1 the pier was closed}, left. => kind person; actor Ana Reis",
            misses: "\"a spokesman for Reis, who said\": the nearer name is taken, not the spokesman.",
        },
        read: relative,
    },
    SourceRule {
        rule: Rule {
            name: "he-or-she",
            what: "\"he\" and \"she\" are the person, of a fitting sex, whose mentions before are nearest, lead their sentence, or spoke last.",
            example: "Ana Reis met Lars Holm. {s1 She} {c1 said} {t1 it went well}. => kind person; actor Ana Reis",
            misses: "Two people of one sex in one sentence, where only the sense tells which is meant.",
        },
        read: he_or_she,
    },
    SourceRule {
        rule: Rule {
            name: "they-or-it",
            what: "\"they\" and \"it\" are the source just read where that is several, a body or a document; else the nearest noun that is.",
            example: "{s1 Port officials} {c1 said} {t1 the pier was closed}. {s2 They} {c2 added} {t2 that it leaks}. => kind unnamed; actor Port officials",
            misses: "A singular \"they\".",
        },
        read: they_or_it,
    },
    SourceRule {
        rule: Rule {
            name: "the-pair",
            what: "\"both\", \"each\", \"the two candidates\" are the last two people named.",
            example: "Ana Reis and Lars Holm met. {s1 Both} {c1 said} {t1 it went well}. => kind person; actor Ana Reis; Lars Holm",
            misses: "More than two; two bodies.",
        },
        read: the_pair,
    },
    SourceRule {
        rule: Rule {
            name: "share-of-people",
            what: "A percentage or an open quantity of people is the public: \"68 percent of voters\", \"many\", \"half of them\".",
            example: "{s1 Some 40 percent of islanders} {c1 said} {t1 they would leave}. => kind public; actor Some 40 percent of islanders",
            misses: "A share of a bounded group: \"half of the board\".",
        },
        read: share_of_people,
    },
    SourceRule {
        rule: Rule {
            name: "name-at-head",
            what: "A name that ends the head of the source is who it is, with the others of a list of names.",
            example: "{s1 Mayor Ana Reis and Lars Holm} {c1 said} {t1 the pier was closed}. => kind person; actor Ana Reis; Lars Holm",
            misses: "A single capitalised word, never explained, that no list knows: taken for a person.",
        },
        read: name_at_head,
    },
    SourceRule {
        rule: Rule {
            name: "role-then-name",
            what: "A role followed by a comma and a name is the named person.",
            example: "{s1 The club's treasurer, Olga Nemec,} {c1 said} {t1 the money was gone}. => kind person; actor Olga Nemec",
            misses: "None known.",
        },
        read: role_then_name,
    },
    SourceRule {
        rule: Rule {
            name: "surname-in-headline",
            what: "A capitalised word that ends a person's full name elsewhere is that person, where its sentence tells no names.",
            example: "Miller Says Pier Is Safe\n\n{s1 Miller} {c1 said} {t1 so} before. Ana Miller is the mayor. => kind person; actor Ana Miller",
            misses: "A common noun in a headline that is also somebody's surname.",
        },
        read: surname,
    },
    SourceRule {
        rule: Rule {
            name: "the-outlet",
            what: "\"the paper\", \"the network\" is the news organisation named last.",
            example: "The Cork Herald has the list. {s1 The paper} {c1 said} {t1 it was long}. => kind outlet; actor Cork Herald",
            misses: "\"the magazine\" of a report that names none is its own words.",
        },
        read: the_outlet,
    },
    SourceRule {
        rule: Rule {
            name: "the-role",
            what: "\"the mayor\" is the person to whom the report gives that role; the nearest before, else the first after. A description that nothing brought in is the one who spoke last: \"the billionaire\".",
            example: "Ana Reis, the mayor of Lund, arrived. {s1 The mayor} {c1 said} {t1 the pier was closed}. => kind person; actor Ana Reis",
            misses: "A description that fits two people: \"the senator\" among senators.",
        },
        read: the_role,
    },
    SourceRule {
        rule: Rule {
            name: "the-body",
            what: "\"the commission\" is the body that bears the word in its name or role; \"the company\", \"the group\" the body named last.",
            example: "The Lund Harbour Commission met. {s1 The commission} {c1 said} {t1 the pier was closed}. => kind organisation; actor Lund Harbour Commission",
            misses: "Two companies in one report: the nearer is taken.",
        },
        read: the_body,
    },
    SourceRule {
        rule: Rule {
            name: "again",
            what: "A definite description with a noun met before is the one first described: \"the sources\".",
            example: "{s1 Two divers} {c1 said} {t1 it was dark}. {s2 The divers} {c2 said} {t2 it was cold}. => kind unnamed; actor Two divers",
            misses: "Two different groups that share a noun.",
        },
        read: again,
    },
    SourceRule {
        rule: Rule {
            name: "by-noun",
            what: "The class of the head noun decides: role, group, public, organisation, outlet or document. \"a number of officials\" is read by its second noun.",
            example: "{s1 A harbour official} {c1 said} {t1 the pier was closed}. => kind unnamed; actor harbour official",
            misses: "Nouns in no list and without a telling ending.",
        },
        read: by_noun,
    },
    SourceRule {
        rule: Rule {
            name: "capitals",
            what: "A source in a headline or in a report all in capitals is looked up by its words, or taken for a name as it stands.",
            example: "{s1 HOLM}{c1 :} {t1 Shall we begin?} => kind person; actor HOLM",
            misses: "Capitalised common nouns in headlines that no list has.",
        },
        read: capitals,
    },
    SourceRule {
        rule: Rule {
            name: "anybody-else",
            what: "What no other rule knows is described by its own words: several are the public, one is a document, since the lists and endings know most nouns of people.",
            example: "{s1 The tide} {c1 suggests} {t1 it was late}. => kind document; actor tide",
            misses: "Nouns of people in no list: \"a virtuoso\".",
        },
        read: anybody_else,
    },
];

fn no_source(_: &Scene<'_>, source: &Source) -> Option<Reading> {
    source.phrase.is_none().then(|| Reading::nobody(SourceKind::None))
}

/// The only word of a source, in lower case; of "he himself", "they both" the first.
fn single<'p>(scene: &'p Scene<'_>, source: &Source) -> Option<&'p str> {
    let all = source.phrase.as_ref()?.all.clone();
    let mut words = scene.page.tokens[all].iter().filter(|t| t.word && !t.possessive()).map(|t| &*t.lower);
    let first = words.next()?;
    words.all(|w| matches!(w, "himself" | "herself" | "themselves" | "itself" | "myself" | "both" | "all" | "also" | "own")).then_some(first)
}

fn start(scene: &Scene<'_>, source: &Source) -> usize {
    scene.page.tokens[source.tokens.start].span.start
}

fn own_place(scene: &Scene<'_>, source: &Source) -> ByteSpan {
    scene.page.span_of(source.tokens.clone())
}

fn first_person(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    if !matches!(single(scene, source)?, "i" | "we" | "my" | "our" | "me" | "us" | "mine" | "ours" | "myself") {
        return None;
    }
    let statement = &scene.statements[source.statement];
    let speaker = statement.inside.or_else(|| scene.around(own_place(scene, source), source.statement));
    if let Some(speaker) = speaker {
        // The speaker may be named after the words: "When I say no, it is no," said Castel.
        let known = scene.readings.get(speaker).cloned().flatten();
        return known.or_else(|| read_with(scene, speaker, |rule| rule != "first-person"));
    }
    if scene.page.tokens[source.tokens.start].quoted
        && let Some(reading) = scene.last_reading(start(scene, source), 3)
    {
        return Some(reading.clone());
    }
    Some(Reading::nobody(SourceKind::Author))
}

fn he_or_she(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let sex = match single(scene, source)? {
        "he" | "his" | "him" | "himself" => Sex::Male,
        "she" | "her" | "hers" | "herself" => Sex::Female,
        _ => return None,
    };
    let at = start(scene, source);
    if let Some(last @ Reading { kind: SourceKind::Unnamed | SourceKind::Person, who: Who::Described(_), plural: false }) = scene.last_reading(at, 1) {
        return Some(last.clone());
    }
    let person = scene.person_before(at, Some(sex), source.statement);
    Some(person.map_or_else(|| Reading::described(SourceKind::Unnamed, own_place(scene, source), false), |p| Reading::named(SourceKind::Person, p)))
}

fn relative(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let word = single(scene, source)?;
    if !matches!(word, "who" | "which" | "that" | "whose" | "whom") {
        return None;
    }
    let page = scene.page;
    let first = page.starts[page.tokens[source.tokens.start].sentence];
    let low = first.max(source.tokens.start.saturating_sub(25));
    let human = word.starts_with("who");
    let mut i = source.tokens.start;
    while i > low {
        i -= 1;
        let token = &page.tokens[i];
        if let Some(entity) = scene.entities.at(token.span) {
            let fits = if human { scene.is_person(entity) || scene.entities.all[entity].sort == Sort::People } else { !scene.is_person(entity) || word == "that" };
            if fits {
                return Some(named(scene, vec![entity]));
            }
        }
        if token.word && !LEXICON.noun(&token.lower).is_empty() && speaks(&token.lower, human) {
            let begin = phrase_start(scene, i, low);
            let phrase = Phrase::read(page, &scene.entities, begin..i + 1)?;
            let inner = Source { statement: source.statement, tokens: begin..i + 1, phrase: Some(phrase) };
            return [role_then_name, the_role, the_body, again, by_noun].iter().find_map(|rule| rule(scene, &inner));
        }
    }
    Some(Reading::described(if human { SourceKind::Unnamed } else { SourceKind::Document }, own_place(scene, source), false))
}

/// Whether a noun can be meant by "who" (people) or by "which" and "it" (the rest).
fn speaks(noun: &str, human: bool) -> bool {
    let people = |c: &NounClass| matches!(c, NounClass::Role | NounClass::Group | NounClass::Public);
    if human { LEXICON.noun(noun).iter().any(people) } else { LEXICON.noun(noun).first().is_some_and(|c| !people(c)) }
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
        let verbal = matches!(word, "and" | "or" | "is" | "was" | "were" | "are" | "be" | "said" | "told" | "has" | "had" | "have" | "not")
            || !LEXICON.cues.get(word).is_none_or(Vec::is_empty)
            || word.ends_with("ing");
        if (!token.word && !token.possessive()) || crate::phrase::is_preposition(word) || verbal {
            break;
        }
        start -= 1;
    }
    start
}

fn they_or_it(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
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
    if let Some(last) = scene.last_reading(at, 1) {
        let bodily = matches!(last.kind, SourceKind::Organisation | SourceKind::Outlet | SourceKind::Document);
        if if plural { last.plural || matches!(last.kind, SourceKind::Outlet) || (bodily && last.kind != SourceKind::Document) } else { bodily && !last.plural } {
            return Some(last.clone());
        }
    }
    let page = scene.page;
    let sentence = page.tokens[source.tokens.start].sentence;
    let low = page.starts[sentence.saturating_sub(1)].max(source.tokens.start.saturating_sub(60));
    let fits = |i: usize| {
        let token = &page.tokens[i];
        if token.quoted || scene.statements[source.statement].content.iter().any(|c| c.contains(token.span)) {
            return None;
        }
        if let Some(entity) = scene.entities.at(token.span) {
            let sort = scene.entities.all[entity].sort;
            let good = if plural { sort == Sort::People } else { matches!(sort, Sort::Body | Sort::Outlet | Sort::Place) };
            return good.then(|| named(scene, vec![entity]));
        }
        let noun = token.word && !token.capital || page.begins_sentence(i);
        let many = singulars(&token.lower).next().is_some() || LEXICON.noun(&token.lower).contains(&NounClass::Group);
        let next_noun = page.tokens.get(i + 1).is_some_and(|t| t.word && !LEXICON.noun(&t.lower).is_empty());
        let class = LEXICON.noun(&token.lower).first()?;
        let right = if plural { many } else { !many && !matches!(class, NounClass::Role | NounClass::Group | NounClass::Public) };
        if !noun || !right || next_noun {
            return None;
        }
        let begin = phrase_start(scene, i, low);
        let inner = Source { statement: source.statement, tokens: begin..i + 1, phrase: Phrase::read(page, &scene.entities, begin..i + 1) };
        [the_role, the_body, the_outlet, again, by_noun].iter().find_map(|rule| rule(scene, &inner))
    };
    // Subjects first: the head of this sentence, of the one before, then whatever is nearest.
    let ahead = page.starts[sentence].max(low)..source.tokens.start;
    let before = low..page.starts[sentence].max(low);
    let found = ahead.clone().find_map(fits).or_else(|| before.clone().find_map(fits));
    let fallback = || {
        let body = scene.latest(at, 1, |e| scene.is_body(e));
        body.first().map(|&e| named(scene, vec![e]))
    };
    let unknown = || {
        let kind = if plural { SourceKind::Public } else { SourceKind::Organisation };
        Reading::described(kind, own_place(scene, source), plural)
    };
    Some(found.or_else(fallback).unwrap_or_else(unknown))
}

/// Two people whom the sentence before names together, if nobody spoke since: "Reis and Holm met. They …".
fn couple(scene: &Scene<'_>, at: usize) -> Option<Reading> {
    let page = scene.page;
    let place = *page.sentences.get(page.sentence_at(at).checked_sub(1)?)?;
    let spoke = scene.spoken.last().is_some_and(|&s| scene.statements[s].start() >= place.start);
    let pairs = scene.entities.within(place).windows(2);
    let mut joined = pairs.filter(|w| {
        let between = page.token_at(w[0].0.end.saturating_sub(1)) + 1..page.token_at(w[1].0.start);
        let and = page.tokens[between.clone()].iter().any(|t| t.is("and"));
        let only = page.tokens[between].iter().all(|t| t.is("and") || LEXICON.honorifics.contains_key(&*t.lower) || LEXICON.is_role(&t.lower));
        and && only && scene.is_person(w[0].1) && scene.is_person(w[1].1)
    });
    let pair = joined.next().filter(|_| !spoke)?;
    Some(Reading { kind: SourceKind::Person, who: Who::Named(vec![pair[0].1, pair[1].1]), plural: true })
}

fn the_pair(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let words: Vec<&str> = scene.page.tokens[phrase.all.clone()].iter().filter(|t| t.word).map(|t| &*t.lower).collect();
    let role = |w: &str| LEXICON.noun(w).iter().any(|c| matches!(c, NounClass::Role | NounClass::Group));
    let pair = match *words {
        ["both" | "each" | "neither"] | ["the", "two" | "pair" | "duo" | "couple"] => true,
        ["both" | "neither", last] => role(last) && phrase.named.is_none(),
        ["the", "two", .., last] => role(last) && phrase.rest(scene.page).next().is_none() && phrase.named.is_none(),
        _ => false,
    };
    let two = scene.latest(start(scene, source), 2, |e| scene.is_person(e));
    (pair && two.len() == 2).then(|| Reading { kind: SourceKind::Person, who: Who::Named(two), plural: true })
}

const NUMBERS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "hundred"];

fn share_of_people(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let core: Vec<&str> = scene.page.tokens[phrase.all.start..phrase.core.end].iter().map(|t| &*t.lower).collect();
    let percent = core.iter().any(|w| matches!(*w, "percent" | "%" | "cent" | "two-thirds" | "three-quarters"))
        || matches!(phrase.head(scene.page), "majority" | "majorities" | "plurality");
    let open = matches!(
        *core,
        ["many" | "some" | "others" | "most" | "few" | "several" | "all" | "everyone" | "everybody" | "nobody" | "anyone" | "anybody" | "those" | "none" | "half" | "millions" | "thousands" | "hundreds"]
            | ["no", "one"]
            | ["a", "few" | "lot"]
            | ["almost" | "nearly", "everyone" | "all" | "everybody" | "half"]
    );
    // "4 in 10 voters", "one in three".
    let words: Vec<&str> = scene.page.tokens[phrase.all.clone()].iter().map(|t| &*t.lower).collect();
    let count = |w: &str| w.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&w);
    let ratio = words.windows(3).take(4).any(|w| count(w[0]) && matches!(w[1], "in" | "out") && (count(w[2]) || w[2] == "of"));
    let open = open || (matches!(core.last(), Some(&("most" | "some" | "many" | "all" | "few" | "half"))) && phrase.rest(scene.page).eq(["of", "them"]));
    if !percent && !open && !ratio {
        return None;
    }
    // "most of them": those just spoken of.
    let them = phrase.rest(scene.page).eq(["of", "them"]);
    if let Some(last) = scene.last_reading(start(scene, source), 2).filter(|r| them && r.plural) {
        return Some(last.clone());
    }
    // "many of the officials", "those familiar with the talks": the people who spoke, not the public.
    let rest: Vec<&str> = phrase.rest(scene.page).collect();
    let insiders = rest.first().is_some_and(|w| matches!(*w, "familiar" | "briefed" | "close" | "involved" | "privy" | "present"));
    let bounded = !percent && !ratio && rest.iter().find_map(|w| LEXICON.noun(w).first()).is_some_and(|c| matches!(c, NounClass::Role | NounClass::Group));
    let kind = if insiders || bounded { SourceKind::Unnamed } else { SourceKind::Public };
    Some(Reading::described(kind, phrase.descriptor(scene.page), true))
}

fn name_at_head(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let first = phrase.named?;
    if scene.entities.all[first].sort == Sort::People {
        // "the Republican" is one of them, spoken of before.
        let form = page.tokens[phrase.core.end - 1].span.of(page.text);
        let single = phrase.opening == Opening::Definite && LEXICON.peoples.contains(format!("{form}s").as_str());
        if let Some(last) = scene.last_reading(start(scene, source), 2).filter(|r| single && r.kind == SourceKind::Person && !r.plural) {
            return Some(last.clone());
        }
        let one = phrase.opening == Opening::Indefinite && LEXICON.peoples.contains(format!("{form}s").as_str());
        let kind = if one { SourceKind::Unnamed } else { SourceKind::Public };
        return Some(Reading::described(kind, phrase.descriptor(page), !one));
    }
    Some(named(scene, listed(scene, phrase, first, phrase.core.end)))
}

/// A named one and those that a list goes on with, of the same kind: after token `end`, only commas, "and" and titles
/// stand between the names.
fn listed(scene: &Scene<'_>, phrase: &Phrase, first: usize, mut end: usize) -> Vec<usize> {
    let page = scene.page;
    let mut entities = vec![first];
    let sort = scene.kind_of(first);
    let rest = page.span_of(end..phrase.all.end);
    for &(mention, entity) in scene.entities.within(rest).iter().filter(|(m, _)| m.start >= rest.start) {
        let next = page.token_at(mention.start);
        let listed = page.tokens[end.min(next)..next].iter().all(|t| {
            matches!(&*t.lower, "," | "and" | "&" | "or" | "(" | ")" | "the" | "former" | "then" | "both")
                || LEXICON.honorifics.contains_key(&*t.lower)
                || LEXICON.is_role(&t.lower)
        });
        let joined = page.tokens[end.min(next)..next].iter().any(|t| t.is("and") || t.is("&") || t.is("or"))
            || page.tokens[next..phrase.all.end].iter().any(|t| t.is("and"));
        let apposed = page.tokens[end.min(next)..next].iter().any(|t| t.is("("));
        if !listed || !joined || apposed {
            break;
        }
        if scene.kind_of(entity) == sort && !entities.contains(&entity) {
            entities.push(entity);
        }
        end = page.token_at(mention.end - 1) + 1;
    }
    entities
}

/// Some named ones, of the kind of the first.
fn named(scene: &Scene<'_>, entities: Vec<usize>) -> Reading {
    let kind = entities.first().map_or(SourceKind::None, |&e| scene.kind_of(e));
    let people = entities.first().is_some_and(|&e| scene.entities.all[e].sort == Sort::People);
    Reading { kind, plural: entities.len() > 1 || people, who: Who::Named(entities) }
}

fn surname(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let last = scene.page.tokens[phrase.core.clone()].iter().rev().find(|t| t.word && !t.possessive())?;
    let entity = scene.entities.named(&last.lower).filter(|&e| last.capital && scene.is_person(e))?;
    Some(named(scene, vec![entity]))
}

fn role_then_name(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let classes = phrase.classes(page);
    let including = page.tokens.get(phrase.core.end).is_some_and(|t| t.is("including"))
        || page.tokens.get(phrase.core.end..phrase.core.end + 2).is_some_and(|t| t[0].is(",") && t[1].is("including"));
    if including {
        let rest = page.span_of(phrase.core.end..phrase.all.end);
        let bodies: Vec<usize> = scene.entities.within(rest).iter().map(|&(_, e)| e).collect();
        return Some(named(scene, bodies)).filter(|r| !matches!(r.who, Who::Named(ref e) if e.is_empty()));
    }
    if !classes.contains(&NounClass::Role) {
        return None;
    }
    // The comma may close the head at once ("the treasurer, X") or after its complement ("the head of the board, X").
    let comma = (phrase.core.end..phrase.all.end).find(|&i| page.tokens[i].is(","))?;
    let mut next = comma + 1;
    while next < phrase.all.end && LEXICON.honorifics.contains_key(&*page.tokens[next].lower) {
        next += 1;
    }
    let entity = scene.entities.at(page.tokens.get(next)?.span)?;
    let after = |e| scene.entities.at(page.tokens[next].span).map_or(next, |_| (next..phrase.all.end).find(|&i| scene.entities.at(page.tokens[i].span) != Some(e)).unwrap_or(phrase.all.end));
    (next < phrase.all.end && scene.is_person(entity)).then(|| named(scene, listed(scene, phrase, entity, after(entity))))
}

fn the_outlet(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let noun = phrase.classes(scene.page).first() == Some(&NounClass::Outlet);
    if !noun || !matches!(phrase.opening, Opening::Definite | Opening::Possessive) || phrase.core.len() > 2 || phrase.all.end > phrase.core.end {
        return None;
    }
    let found = scene.latest(start(scene, source), 1, |e| scene.entities.all[e].sort == Sort::Outlet);
    found.first().map(|&e| Reading::named(SourceKind::Outlet, e))
}

fn the_role(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let head = phrase.head(page);
    let headline = phrase.opening == Opening::Bare;
    if !(phrase.opening == Opening::Definite || headline) || !phrase.classes(page).contains(&NounClass::Role) {
        return None;
    }
    // "deputy minister" is not "minister".
    let at = start(scene, source);
    let Some(holders) = scene.entities.by_role.get(head) else { return variation(scene, source, head) };
    let modifiers: Vec<&str> = phrase.core.clone().filter(|&i| page.tokens[i].word && &*page.tokens[i].lower != head).map(|i| &*page.tokens[i].lower).collect();
    let best = holders.iter().copied().filter(|&e| scene.is_person(e)).max_by_key(|&e| {
        let entity = &scene.entities.all[e];
        let roles: String = entity.roles.iter().map(|r| r.of(page.text).to_lowercase()).collect::<Vec<_>>().join(" ");
        let shared = modifiers.iter().filter(|m| roles.contains(**m)).count();
        let before = entity.mentions.partition_point(|m| m.start < at);
        let nearest = before.checked_sub(1).map(|i| entity.mentions[i].start);
        (shared, nearest.is_some(), nearest.unwrap_or(0))
    })?;
    if headline && modifiers.is_empty() && phrase.all.len() > 1 {
        return None;
    }
    Some(Reading::named(SourceKind::Person, best))
}

/// Nouns that stand for somebody whom the report keeps unnamed, even where nothing brought them in.
const FACELESS: &[&str] = &[
    "source", "official", "spokesman", "spokeswoman", "spokesperson", "witness", "driver", "man", "woman", "boy", "girl", "person", "victim", "suspect",
    "resident", "eyewitness", "caller", "gunman", "attacker", "neighbour", "neighbor", "employee", "worker", "judge", "prosecutor", "coroner", "patient",
    "child", "teenager", "father", "mother", "defendant", "plaintiff", "soldier", "officer", "diplomat", "aide", "adviser", "insider", "passenger",
];

/// "the billionaire", "the Vermont senator": a description of one person that nothing brought in with "a" speaks of
/// somebody named, and mostly of the one who spoke last.
fn variation(scene: &Scene<'_>, source: &Source, head: &str) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let alone = phrase.all.end == phrase.core.end && phrase.opening == Opening::Definite && !is_plural(head);
    if !alone || FACELESS.contains(&head) || scene.introduced.contains_key(head) || scene.described.contains_key(head) {
        return None;
    }
    let at = start(scene, source);
    if let Some(last) = scene.last_reading(at, 3).filter(|r| r.kind == SourceKind::Person && !r.plural) {
        return Some(last.clone());
    }
    scene.person_before(at, None, source.statement).map(|p| Reading::named(SourceKind::Person, p))
}

/// Nouns by which any body can be called.
const ANY_BODY: &[&str] = &[
    "company", "firm", "group", "organisation", "organization", "agency", "body", "club", "team", "union", "association", "giant", "manufacturer",
    "carmaker", "automaker", "retailer", "maker", "lender", "airline", "operator", "regulator", "watchdog", "charity", "nonprofit", "party",
    "institution", "corporation", "business", "movement", "militia", "federation", "drugmaker", "insurer", "developer", "supplier", "brand", "chain",
    "startup", "start-up", "foundation", "institute", "think-tank", "department", "side", "league", "producer", "bank", "utility", "unit",
];

fn the_body(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let head = phrase.head(page);
    let classes = phrase.classes(page);
    if phrase.opening != Opening::Definite || classes.first() != Some(&NounClass::Organisation) || phrase.all.end > phrase.core.end {
        return None;
    }
    let at = start(scene, source);
    let alone = phrase.core.len() == 1;
    let nearest = |ids: &[usize]| {
        ids.iter().copied().filter(|&e| scene.is_body(e) || scene.entities.all[e].sort == Sort::Thing).max_by_key(|&e| {
            let mentions = &scene.entities.all[e].mentions;
            let before = mentions.partition_point(|m| m.start < at);
            (before > 0, before.checked_sub(1).map_or(0, |i| mentions[i].start))
        })
    };
    let bearer = nearest(scene.entities.with_word(head)).or_else(|| nearest(scene.entities.by_role.get(head)?));
    let found = bearer.filter(|_| alone || phrase.core.len() == 2).or_else(|| {
        let any = alone && ANY_BODY.contains(&head);
        let last = || scene.latest(at, 1, |e| scene.is_body(e) && !scene.entities.all[e].mentions.is_empty());
        any.then(last)?.first().copied()
    })?;
    Some(Reading::named(scene.kind_of(found), found))
}

fn again(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    if phrase.opening != Opening::Definite || phrase.all.end > phrase.core.end {
        return None;
    }
    let at = start(scene, source);
    let narrated = || scene.introduced.get(phrase.head(scene.page)).filter(|span| span.start < at);
    let first = *scene.described.get(phrase.head(scene.page)).or_else(narrated)?;
    let earlier = first.of(scene.page.text).to_lowercase();
    if scene.page.tokens[phrase.core.clone()].iter().any(|t| t.word && !earlier.contains(&*t.lower)) {
        return None;
    }
    let mut reading = by_noun(scene, source)?;
    if matches!(reading.kind, SourceKind::Unnamed | SourceKind::Document | SourceKind::Organisation) {
        reading.who = Who::Described(first);
    }
    Some(reading)
}

fn by_noun(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let mut classes = phrase.classes(page);
    let mut head = phrase.head(page).to_owned();
    let collective = matches!(&*head, "group" | "number" | "handful" | "dozens" | "hundreds" | "one" | "some" | "many" | "most" | "several" | "few" | "all" | "any" | "series" | "string" | "pair" | "trio" | "two" | "three" | "team" | "chorus" | "couple" | "lot" | "none" | "each" | "half" | "third" | "scores" | "thousands" | "millions" | "wave" | "coalition" | "panel" | "range" | "variety");
    let of = page.tokens.get(phrase.core.end).is_some_and(|t| t.is("of"));
    if collective && of {
        let inner = Phrase::read(page, &scene.entities, phrase.core.end + 1..phrase.all.end);
        if let Some(inner) = inner {
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
    let kind = choose(phrase, &classes, plural, &head, &rest)?;
    Some(Reading::described(kind, phrase.descriptor(page), plural))
}

/// Of the classes a noun can have, the one that its phrase takes.
fn choose(phrase: &Phrase, classes: &[NounClass], plural: bool, head: &str, rest: &[&str]) -> Option<SourceKind> {
    let has = |c| classes.contains(&c);
    let insider = rest.iter().take(3).any(|w| LEXICON.access.contains(*w));
    let counted = matches!(phrase.opening, Opening::Definite | Opening::Possessive) || phrase.opening == Opening::Indefinite && !plural;
    Some(if has(NounClass::Public) && (has(NounClass::Role) || has(NounClass::Group)) {
        if insider || (plural && phrase.opening == Opening::Definite) || (!plural && head != "taxpayer") { SourceKind::Unnamed } else { SourceKind::Public }
    } else if has(NounClass::Public) {
        if insider && matches!(head, "people" | "those" | "others" | "some" | "many" | "several") { SourceKind::Unnamed } else { SourceKind::Public }
    } else if has(NounClass::Role) && has(NounClass::Organisation) && !plural && phrase.opening == Opening::Definite {
        // "the regulator", "the operator".
        SourceKind::Organisation
    } else if has(NounClass::Outlet) && has(NounClass::Document) && (phrase.opening == Opening::Indefinite || !rest.is_empty()) {
        // "a paper published in May".
        SourceKind::Document
    } else if has(NounClass::Role) || has(NounClass::Group) {
        if !has(NounClass::Role) && has(NounClass::Organisation) && !counted { SourceKind::Organisation } else { SourceKind::Unnamed }
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
    matches!(noun, "people" | "men" | "women" | "children" | "police" | "staff" | "media" | "many" | "some" | "others" | "data" | "brass")
        || noun.ends_with("men")
        || noun.ends_with("people")
        || (noun.ends_with('s') && !noun.ends_with("ss") && !noun.ends_with("us") && !noun.ends_with("is"))
}

fn capitals(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let last = page.tokens[phrase.core.clone()].iter().rev().find(|t| t.word)?;
    if !last.capital {
        return None;
    }
    if let Some(entity) = scene.entities.named(last.lower.trim_end_matches('.')) {
        return Some(named(scene, vec![entity]));
    }
    let found = name::find_in(page, phrase.core.clone());
    let name = found.last()?;
    let span = page.span_of(name.tokens.clone());
    let kind = match name.sort {
        Sort::Person | Sort::Unknown => SourceKind::Person,
        Sort::Outlet => SourceKind::Outlet,
        Sort::People => SourceKind::Public,
        Sort::Thing => SourceKind::Document,
        Sort::Body | Sort::Place => SourceKind::Organisation,
    };
    Some(Reading::described(kind, span, false))
}

fn anybody_else(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let plural = is_plural(phrase.head(scene.page));
    let kind = if plural { SourceKind::Public } else { SourceKind::Document };
    Some(Reading::described(kind, phrase.descriptor(scene.page), plural))
}
