//! The scene: the report with its names, roles and statements, and what has been read of them so far.

use std::collections::HashMap;

use onrecord_record::SourceKind;
use onrecord_text::ByteSpan;

use crate::Attribution;
use crate::entity::Entities;
use crate::lexicon::{LEXICON, NounClass, Sex};
use crate::phrase::{Phrase, is_determiner, is_preposition};
use crate::sort::Sort;
use crate::token::{Page, Token};

/// How many mentions a look back for a pronoun's antecedent takes in at most.
pub const LOOK_BACK: usize = 40;
/// How many mentions of a name are looked at for what bears it.
const FIRST_MENTIONS: usize = 6;
/// How many pieces of content that begin before a place are tried for holding it.
pub const NEIGHBOURS: usize = 8;

/// Who a source is.
#[derive(Clone, Debug, PartialEq)]
pub enum Who {
    /// Nobody whom a record names.
    Nobody,
    /// One or several named ones.
    Named(Vec<usize>),
    /// Somebody described by these words.
    Described(ByteSpan),
}

/// What is read of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What sort of source it is.
    pub kind: SourceKind,
    /// Who it is.
    pub who: Who,
    /// Whether its words mean several.
    pub plural: bool,
}

impl Reading {
    /// One named entity.
    pub fn named(kind: SourceKind, entity: usize) -> Self {
        Self { kind, who: Who::Named(vec![entity]), plural: false }
    }

    /// A descriptor.
    pub fn described(kind: SourceKind, span: ByteSpan, plural: bool) -> Self {
        Self { kind, who: Who::Described(span), plural }
    }

    /// Nobody.
    pub fn nobody(kind: SourceKind) -> Self {
        Self { kind, who: Who::Nobody, plural: false }
    }
}

/// Everything that reading one source may look at.
pub struct Scene<'a> {
    /// The text.
    pub page: &'a Page<'a>,
    /// Its names.
    pub entities: Entities,
    /// Its statements.
    pub statements: &'a [Attribution],
    /// What has been read of each.
    pub readings: Vec<Option<Reading>>,
    /// Statements read so far, in the order of the text.
    pub spoken: Vec<usize>,
    /// For each head noun the descriptor under which it was first met.
    pub described: HashMap<String, ByteSpan>,
    /// Nouns that the report brings in with "a" or "an", with the words that do.
    pub introduced: HashMap<String, Vec<ByteSpan>>,
    /// Nouns of documents and bodies that the report gives a name ("the Reuters poll"), with the words from the name on.
    pub entitled: HashMap<String, Vec<ByteSpan>>,
    /// All pieces of content with their statement, by start.
    contents: Vec<(ByteSpan, usize)>,
    /// The news organisations that the report names, in the order of their first mentions.
    outlets: Vec<usize>,
}

impl<'a> Scene<'a> {
    /// Sets the scene.
    pub fn new(page: &'a Page<'a>, mut entities: Entities, statements: &'a [Attribution]) -> Self {
        for source in statements.iter().filter_map(|s| s.source.first()) {
            // The head of a source that names somebody: the first name, as long as nothing but titles stands before.
            if let Some(&(_, entity)) = entities.within(*source).first() {
                entities.all[entity].speaks = true;
            }
        }
        let mut contents: Vec<_> = statements
            .iter()
            .enumerate()
            .flat_map(|(i, s)| s.content.iter().map(move |&piece| (piece, i)))
            .collect();
        contents.sort_by_key(|(piece, _)| (piece.start, std::cmp::Reverse(piece.end)));
        let mut outlets: Vec<usize> =
            (0..entities.all.len()).filter(|&e| entities.all[e].sort == Sort::Outlet).collect();
        outlets.sort_by_key(|&e| entities.all[e].mentions.first().map(|m| m.start));
        Self {
            page,
            entities,
            outlets,
            statements,
            readings: vec![None; statements.len()],
            spoken: Vec::new(),
            described: HashMap::new(),
            introduced: introduced(page),
            entitled: entitled(page),
            contents,
        }
    }

    /// The place of a statement among those read.
    pub fn rank(&self, statement: usize) -> Option<usize> {
        let at = self.statements[statement].start();
        let first = self.spoken.partition_point(|&s| self.statements[s].start() < at);
        let here = self.spoken[first..].iter().take(NEIGHBOURS);
        here.into_iter().position(|&s| s == statement).map(|i| first + i)
    }

    /// Notes what was read of a statement, and the descriptor it brings.
    pub fn enter(&mut self, statement: usize, reading: Reading) {
        if let Who::Described(span) = reading.who {
            let tokens = self.page.tokens_in(span);
            if let Some(phrase) = Phrase::read(self.page, &self.entities, tokens) {
                let head = phrase.head(self.page).to_owned();
                // "another source" takes over from "a source"; several keep the words that brought them in.
                if reading.plural {
                    self.described.entry(head).or_insert(span);
                } else {
                    self.described.insert(head, span);
                }
            }
        }
        self.learn_sex(statement, &reading);
        self.readings[statement] = Some(reading);
        self.spoken.push(statement);
    }

    /// Keeps the sex by which a pronoun has spoken of somebody, so that the other one is not taken for them later.
    fn learn_sex(&mut self, statement: usize, reading: &Reading) {
        let Some(word) = self.statements[statement].source.first().map(|s| s.of(self.page.text)) else {
            return;
        };
        let sex = match word {
            "he" | "He" | "his" | "His" | "him" => Sex::Male,
            "she" | "She" | "her" | "Her" => Sex::Female,
            _ => return,
        };
        if let Who::Named(ids) = &reading.who
            && let [id] = ids[..]
            && self.entities.all[id].sex.is_none()
        {
            self.entities.all[id].sex = Some(sex);
        }
    }

    /// The words that last brought in a noun before byte `at`.
    pub fn brought_in(&self, noun: &str, at: usize) -> Option<ByteSpan> {
        let all = self.introduced.get(noun)?;
        all.partition_point(|span| span.start < at).checked_sub(1).map(|i| all[i])
    }

    /// Another statement whose content holds `place`, the innermost.
    pub fn around(&self, place: ByteSpan, own: usize) -> Option<usize> {
        let end = self.contents.partition_point(|(piece, _)| piece.start <= place.start);
        let near = self.contents[..end].iter().rev().take(NEIGHBOURS);
        near.filter(|&&(piece, i)| i != own && piece.contains(place))
            .min_by_key(|(piece, _)| piece.len())
            .map(|&(_, i)| i)
    }

    /// The statement in whose content one lies.
    pub fn holder(&self, statement: usize) -> Option<usize> {
        let own = &self.statements[statement];
        own.inside.or_else(|| self.around(own.place(), statement))
    }

    /// The one fitting outlet named before byte `at`; none if there are several.
    pub fn only_outlet(&self, at: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let first = |e: usize| self.entities.all[e].mentions.first().map_or(usize::MAX, |m| m.start);
        let named = self.outlets.iter().copied().take(LOOK_BACK).take_while(|&e| first(e) < at);
        let mut fitting = named.filter(|&e| fits(e));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// Whether an entity is a person, as far as the report tells.
    pub fn is_person(&self, entity: usize) -> bool {
        match self.entities.all[entity].sort {
            Sort::Person => self.entities.all[entity].sure || self.speaks_as_person(entity),
            Sort::Unknown => self.speaks_as_person(entity),
            _ => false,
        }
    }

    /// Whether a name of which nothing is known is rather a person's: a role or sex is told, it stands behind no
    /// preposition of place, and "he", "she", "who" follows one of its first mentions sooner than "it" or "which".
    pub fn speaks_as_person(&self, entity: usize) -> bool {
        let entity = &self.entities.all[entity];
        if entity.sex.is_some() || !entity.role_nouns.is_empty() {
            return true;
        }
        let within = |m: &ByteSpan| {
            let first = self.page.token_at(m.start);
            let possessive = self.page.tokens.get(self.page.token_at(m.end.saturating_sub(1)) + 1);
            let place =
                |w: &str| matches!(w, "in" | "at" | "near" | "across" | "throughout" | "inside" | "outside");
            first > 0
                && place(&self.page.tokens[first - 1].lower)
                && !possessive.is_some_and(Token::possessive)
        };
        if entity.mentions.iter().take(FIRST_MENTIONS).any(within) {
            return false;
        }
        let follow = |m: &ByteSpan| {
            let next = self.page.token_at(m.end.saturating_sub(1)) + 1;
            let near = self.page.tokens.get(next..(next + 25).min(self.page.tokens.len())).unwrap_or(&[]);
            near.iter().filter(|t| !t.quoted).find_map(|t| match &*t.lower {
                "he" | "she" | "his" | "her" | "who" => Some(true),
                "it" | "its" | "which" => Some(false),
                _ => None,
            })
        };
        entity.mentions.iter().take(FIRST_MENTIONS).find_map(follow).unwrap_or(true)
    }

    /// The named person that "he" or "she" at byte `at` most likely stands for. Each mention before it counts by how
    /// near it is, whether it leads its sentence, and whether its bearer spoke last. `not` are those who cannot be meant.
    pub fn person_before(&self, at: usize, sex: Option<Sex>, own: usize, not: &[usize]) -> Option<usize> {
        let here = self.page.sentence_at(at);
        let last: &[usize] = match self.last_reading(at, 2, own) {
            Some(Reading { who: Who::Named(ids), .. }) if ids.len() == 1 && !not.contains(&ids[0]) => ids,
            _ => &[],
        };
        let mut best: Option<(f32, usize)> = None;
        for (mention, entity) in self.entities.before(at).take(LOOK_BACK) {
            let distance = here - self.page.sentence_at(mention.start).min(here);
            if distance > 8 {
                break;
            }
            if !self.suits(entity, sex)
                || not.contains(&entity)
                || self.statements[own].content.iter().any(|c| c.contains(mention))
            {
                continue;
            }
            let mut score = -2.0 * distance as f32;
            let token = self.page.token_at(mention.start);
            score += if self.leads(token) { 2.0 } else { 0.0 };
            score -= if self.page.tokens[token].quoted { 2.0 } else { 0.0 };
            score -= if self.modifies(mention) { 1.0 } else { 0.0 };
            score -= if self.entities.all[entity].sex.is_none() { 0.5 } else { 0.0 };
            score += if self.entities.all[entity].speaks { 1.0 } else { 0.0 };
            score += if self.says(mention) { 3.0 } else { 0.0 };
            score += if last.contains(&entity) { 3.0 } else { 0.0 };
            score += self.entities.all[entity].mentions.len().min(8) as f32 * 0.1;
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, entity));
            }
        }
        if let (Some(&speaker), Some((score, _))) = (last.first(), best) {
            // The last speaker may be meant by a pronoun already, farther back than any mention.
            if self.suits(speaker, sex) && score < 1.5 {
                return Some(speaker);
            }
        } else if let Some(&speaker) = last.first().filter(|&&s| self.suits(s, sex)) {
            return Some(speaker);
        }
        best.map(|(_, e)| e)
            .or_else(|| {
                // Somebody with a full name of whom nothing else is known.
                let full = |e: &usize| {
                    let known = &self.entities.all[*e];
                    known.sort == Sort::Person
                        && known.name.len() > 1
                        && (sex.is_none() || known.sex.is_none() || known.sex == sex)
                };
                self.entities.before(at).take(8).map(|(_, e)| e).find(|e| full(e) && !not.contains(e))
            })
            .or_else(|| {
                let first = self.entities.mentions.partition_point(|(m, _)| m.start < at);
                let mut after = self.entities.mentions[first..].iter().take(4).map(|&(_, e)| e);
                after.find(|e| self.suits(*e, sex) && !not.contains(e))
            })
    }

    /// Whether a verb of saying stands beside a mention: "said Cork's mayor Ana Reis", "Reis also noted".
    fn says(&self, mention: ByteSpan) -> bool {
        let tokens = &self.page.tokens;
        let (first, next) = (self.page.token_at(mention.start), self.page.token_at(mention.end - 1) + 1);
        let leads_up = |i: &usize| {
            let token = &tokens[*i];
            token.capital || token.possessive() || LEXICON.is_role(&token.lower)
        };
        let before = (first.saturating_sub(6)..first).rev().find(|i| !leads_up(i));
        let after = tokens[next.min(tokens.len())..].iter().take(3).find(|t| {
            !matches!(&*t.lower, "also" | "has" | "had" | "then" | "later") && !t.lower.ends_with("ly")
        });
        let verb = |t: &Token| LEXICON.lists("saying", &t.lower);
        before.is_some_and(|i| verb(&tokens[i])) || after.is_some_and(verb)
    }

    fn suits(&self, entity: usize, sex: Option<Sex>) -> bool {
        let known = &self.entities.all[entity];
        let evident = known.sex.is_some()
            || known.speaks
            || !known.role_nouns.is_empty()
            || known.mentions.len() > 2
            || known.mentions.iter().take(FIRST_MENTIONS).any(|&m| self.says(m));
        self.is_person(entity)
            && evident
            && (sex.is_none()
                || self.entities.all[entity].sex.is_none()
                || self.entities.all[entity].sex == sex)
    }

    /// Whether a token stands among the first words of its sentence, titles and roles aside, so that it is its subject.
    fn leads(&self, token: usize) -> bool {
        let sentence = self.page.tokens[token].sentence;
        let start = self.page.starts[sentence];
        let span = ByteSpan::new(self.page.tokens[start].span.start, self.page.tokens[token].span.start);
        !self.entities.within(span).iter().any(|&(m, e)| self.is_person(e) && !self.modifies(m))
    }

    /// Whether the sentence of byte `at` begins with somebody's name, titles aside, who may be of a sex.
    pub fn begins_with_person(&self, at: usize, sex: Sex) -> bool {
        let first = self.page.starts[self.page.sentence_at(at)];
        let titular = |t: &Token| {
            t.is("but")
                || t.capital && LEXICON.is_role(&t.lower)
                || LEXICON.honorifics.contains_key(&*t.lower)
        };
        let tokens = self.page.tokens[first..].iter().take_while(|t| t.span.end <= at);
        let name = tokens.take(NEIGHBOURS).find(|t| !titular(t)).and_then(|t| self.entities.at(t.span));
        name.is_some_and(|e| self.is_person(e) && self.entities.all[e].sex.is_none_or(|s| s == sex))
    }

    /// Whether a name only tells whose something is: "Reis's aides", "the Reis campaign".
    fn modifies(&self, mention: ByteSpan) -> bool {
        let next = self.page.tokens.get(self.page.token_at(mention.end - 1) + 1);
        let body = |t: &Token| !t.capital && LEXICON.noun(&t.lower).first() == Some(&NounClass::Organisation);
        next.is_some_and(|t| t.possessive() || body(t))
    }

    /// The last different named ones before byte `at` that satisfy `wanted`, in the order of the text.
    pub fn latest(&self, at: usize, count: usize, wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for (_, entity) in self.entities.before(at).take(LOOK_BACK) {
            if found.len() == count {
                break;
            }
            if !found.contains(&entity) && wanted(entity) {
                found.push(entity);
            }
        }
        found.reverse();
        found
    }

    /// Whether an entity is a body that can be spoken of as "the company", "it".
    pub fn is_body(&self, entity: usize) -> bool {
        matches!(self.entities.all[entity].sort, Sort::Body | Sort::Outlet)
    }

    /// The kind that an entity gives a source.
    pub fn kind_of(&self, entity: usize) -> SourceKind {
        match self.entities.all[entity].sort {
            Sort::Outlet => SourceKind::Outlet,
            Sort::People => SourceKind::Public,
            Sort::Thing => SourceKind::Document,
            Sort::Person | Sort::Unknown if self.is_person(entity) => SourceKind::Person,
            Sort::Person | Sort::Body | Sort::Place | Sort::Unknown => SourceKind::Organisation,
        }
    }
}

/// The nouns of people and documents that follow "a" or "an" within five words, with the words from the article on.
fn introduced(page: &Page<'_>) -> HashMap<String, Vec<ByteSpan>> {
    let mut found: HashMap<String, Vec<ByteSpan>> = HashMap::new();
    let articles =
        page.tokens.iter().enumerate().filter(|(_, t)| matches!(&*t.lower, "a" | "an" | "one" | "another"));
    for (i, _) in articles {
        let phrase = (i + 1..(i + 6).min(page.tokens.len()))
            .take_while(|&j| page.tokens[j].word && !is_preposition(&page.tokens[j].lower));
        let wanted = |c: &NounClass| matches!(c, NounClass::Role | NounClass::Document);
        let head = phrase.filter(|&j| LEXICON.noun(&page.tokens[j].lower).iter().any(wanted)).last();
        if let Some(head) = head {
            let start = i + usize::from(!page.tokens[i].is("another"));
            found.entry(page.tokens[head].lower.to_string()).or_default().push(page.span_of(start..head + 1));
        }
    }
    found
}

/// The nouns of documents and bodies with a capitalised name among the four words before them, with the words from the name on.
fn entitled(page: &Page<'_>) -> HashMap<String, Vec<ByteSpan>> {
    let mut found: HashMap<String, Vec<ByteSpan>> = HashMap::new();
    for (i, token) in page.tokens.iter().enumerate() {
        let wanted = |c: &NounClass| matches!(c, NounClass::Document | NounClass::Organisation);
        if token.capital || !LEXICON.noun(&token.lower).first().is_some_and(wanted) {
            continue;
        }
        let first = page.starts[token.sentence];
        let name = (first.max(i.saturating_sub(5))..i)
            .rev()
            .take_while(|&j| {
                let word = &page.tokens[j].lower;
                page.tokens[j].is("/")
                    || (page.tokens[j].word && !is_preposition(word) && !is_determiner(word))
            })
            .filter(|&j| page.tokens[j].capital && !page.begins_sentence(j))
            .last();
        if let Some(name) = name.filter(|_| !page.tokens[i - 1].possessive()) {
            found.entry(token.lower.to_string()).or_default().push(page.span_of(name..i + 1));
        }
    }
    found
}
