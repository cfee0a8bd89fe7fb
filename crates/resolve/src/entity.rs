//! Entities: names that mean the same person, body or place, and the roles that the report gives them.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_text::ByteSpan;

use crate::lexicon::{LEXICON, NounClass, Sex, singulars};
use crate::name::Found;
use crate::sort::Sort;
use crate::token::Page;

/// How many entities one word of a name is tried against: more would let a list of a thousand Smiths cost a million looks.
const CANDIDATES: usize = 12;

/// A person, body or place that the report names.
#[derive(Debug)]
pub struct Entity {
    /// What it is.
    pub sort: Sort,
    /// Its fullest name: the tokens of one mention.
    pub name: Range<usize>,
    /// Its sex, as far as titles, roles and given names tell.
    pub sex: Option<Sex>,
    /// Where the report names it, in order.
    pub mentions: Vec<ByteSpan>,
    /// What the report says it is.
    pub roles: Vec<ByteSpan>,
    /// Whether a tagger, a title or a given name tells its sort, not only its shape.
    pub sure: bool,
    /// How often the report gives its name in more than one word.
    pub full: usize,
    /// The abbreviation of the office that is named before it: "CWO" of "Chief Water Officer (CWO) Lars Holm".
    pub office: Option<String>,
    /// Whether it is the source of a statement somewhere.
    pub speaks: bool,
    /// The nouns of its roles and titles, in singular and lower case.
    pub role_nouns: Vec<String>,
}

/// All entities of a report.
#[derive(Debug, Default)]
pub struct Entities {
    /// The entities, in the order of their first full mention.
    pub all: Vec<Entity>,
    /// Every mention with its entity, in order of place.
    pub mentions: Vec<(ByteSpan, usize)>,
    /// Entities by each word of their names, in lower case.
    words: HashMap<String, Vec<usize>>,
    /// Entities by the nouns of their roles.
    pub by_role: HashMap<String, Vec<usize>>,
}

impl Entities {
    /// Clusters names: full ones first, then the short forms that lean on them, so that a person may be named after
    /// they first speak.
    pub fn gather(page: &Page<'_>, names: &[Found]) -> Self {
        let mut entities = Self::default();
        let mut of: Vec<Option<usize>> = vec![None; names.len()];
        for (i, name) in names.iter().enumerate().filter(|(_, n)| n.tokens.len() > 1) {
            of[i] = Some(entities.enter(page, name));
        }
        for (i, name) in names.iter().enumerate().filter(|(_, n)| n.tokens.len() == 1) {
            if !name.weak || entities.bears(page, &page.tokens[name.tokens.start].lower) {
                of[i] = Some(entities.enter(page, name));
            }
        }
        for (name, entity) in names.iter().zip(&of) {
            if let &Some(entity) = entity {
                let span = page.span_of(name.tokens.clone());
                entities.all[entity].mentions.push(span);
                entities.mentions.push((span, entity));
            }
        }
        entities
    }

    /// Whether somebody's full name ends with a word.
    fn bears(&self, page: &Page<'_>, word: &str) -> bool {
        self.with_word(word).iter().any(|&id| {
            let name = &self.all[id].name;
            self.all[id].sort == Sort::Person && name.len() > 1 && page.tokens[name.end - 1].is(word)
        })
    }

    /// The entity that a name belongs to; a new one if there is none.
    fn enter(&mut self, page: &Page<'_>, name: &Found) -> usize {
        let words = name_words(page, name.tokens.clone());
        let sex = title_sex(page, name).or_else(|| given_sex(&words).filter(|_| name.sort == Sort::Person));
        let id =
            self.candidates(&words).filter(|&id| self.fits(page, id, name, &words, sex)).max_by_key(|&id| {
                let entity = &self.all[id];
                let surname = name_words(page, entity.name.clone()).last() == words.last();
                (surname, entity.sex.is_some() && entity.sex == sex, entity.full, std::cmp::Reverse(id))
            });
        let id = id.unwrap_or_else(|| {
            self.all.push(Entity {
                sort: name.sort,
                name: name.tokens.clone(),
                sex,
                mentions: Vec::new(),
                roles: Vec::new(),
                full: 0,
                sure: false,
                office: None,
                speaks: false,
                role_nouns: Vec::new(),
            });
            self.all.len() - 1
        });
        self.learn(page, id, name, &words, sex);
        id
    }

    /// Takes in what a mention says of its entity.
    fn learn(&mut self, page: &Page<'_>, id: usize, name: &Found, words: &[String], sex: Option<Sex>) {
        let entity = &mut self.all[id];
        entity.full += usize::from(name.tokens.len() > 1);
        entity.sure |= name.tagged
            || !name.title.is_empty()
            || LEXICON.given.contains_key(&*page.tokens[name.tokens.start].lower);
        let begins_given =
            |tokens: &Range<usize>| LEXICON.given.contains_key(&*page.tokens[tokens.start].lower);
        let nicknamed = entity.name.len() > 1 && begins_given(&entity.name) && !begins_given(&name.tokens);
        let better = name.tokens.len() > entity.name.len()
            && !nicknamed
            && (entity.sort == name.sort
                || matches!(entity.sort, Sort::Unknown | Sort::Person | Sort::Outlet | Sort::Body));
        let calmer = name.tokens.len() == entity.name.len()
            && page.tokens[entity.name.clone()].iter().all(|t| t.shouted && t.lower.chars().count() > 4)
            && !page.tokens[name.tokens.start].shouted;
        if better || calmer {
            entity.name = name.tokens.clone();
        }
        if entity.sort == Sort::Unknown {
            entity.sort = name.sort;
        }
        entity.sex = entity.sex.or(sex);
        for i in name.title.clone() {
            if let Some(role) = LEXICON.honorifics.get(&*page.tokens[i].lower).and_then(|h| h.role) {
                self.add_role_noun(id, role);
            }
        }
        let office = office_before(page, name);
        self.all[id].office = self.all[id].office.take().or_else(|| office.clone());
        let initials = initials(page, name);
        let without_first = initials
            .as_ref()
            .filter(|i| i.starts_with(['d', 'm']))
            .and_then(|i| i.get(1..))
            .map(str::to_owned);
        let short = words.iter().filter(|w| w.contains('.')).map(|w| w.replace('.', "")).next();
        for word in words
            .iter()
            .cloned()
            .chain(acronym_after(page, name))
            .chain(office)
            .chain(initials)
            .chain(
                matches!(name.sort, Sort::Body | Sort::Outlet)
                    .then(|| initials_of(page, head_of(page, name.tokens.clone())))
                    .flatten(),
            )
            .chain(without_first)
            .chain(short)
        {
            let ids = self.words.entry(word).or_default();
            if ids.last() != Some(&id) && ids.len() < CANDIDATES && !ids.contains(&id) {
                ids.push(id);
            }
        }
    }

    /// Notes that an entity is called by a role's noun.
    pub fn add_role_noun(&mut self, id: usize, noun: &str) {
        let noun = singulars(noun).find(|s| LEXICON.is_role(s)).unwrap_or_else(|| noun.to_owned());
        let nouns = &mut self.all[id].role_nouns;
        if nouns.len() < 2 * CANDIDATES && !nouns.contains(&noun) {
            nouns.push(noun.clone());
            self.by_role.entry(noun).or_default().push(id);
        }
    }

    /// The entities that share a word with a name.
    fn candidates<'a>(&'a self, words: &'a [String]) -> impl Iterator<Item = usize> + 'a {
        words
            .iter()
            .rev()
            .filter_map(|w| self.words.get(w).or_else(|| self.words.get(&w.replace('.', ""))))
            .flatten()
            .copied()
    }

    /// Whether a name can be another form of an entity's.
    fn fits(&self, page: &Page<'_>, id: usize, name: &Found, words: &[String], sex: Option<Sex>) -> bool {
        let entity = &self.all[id];
        let theirs = name_words(page, entity.name.clone());
        if *theirs == *words {
            return true;
        }
        match (entity.sort, name.sort) {
            // "HOLM:" of a transcript looks like an abbreviation.
            (Sort::Person, Sort::Body) if words.len() == 1 && page.tokens[name.tokens.start].shouted => {
                theirs.last() == words.last() || entity.office.as_deref() == Some(&*words[0])
            }
            // "English" of "Mark English".
            (Sort::Person, Sort::People) => {
                words.len() == 1 && theirs.len() > 1 && theirs.last() == words.last()
            }
            (Sort::Person, Sort::Person | Sort::Unknown) | (Sort::Unknown, Sort::Person) => {
                let clash =
                    name.title.clone().any(|i| {
                        LEXICON.honorifics.get(&*page.tokens[i].lower).is_some_and(|h| h.sex.is_some())
                    }) && entity.sex.is_some()
                        && sex.is_some()
                        && entity.sex != sex;
                !clash && same_person(&theirs, words)
            }
            (
                Sort::Body | Sort::Outlet | Sort::Thing,
                Sort::Body | Sort::Outlet | Sort::Unknown | Sort::Thing,
            ) => {
                let short = words.len() == 1
                    && (words[0] == theirs.iter().filter_map(|w| w.chars().next()).collect::<String>()
                        || page.tokens.get(entity.name.end).is_some_and(|t| t.is("("))
                            && page.tokens.get(entity.name.end + 1).is_some_and(|t| *t.lower == *words[0])
                        || [entity.name.clone(), head_of(page, entity.name.clone())]
                            .into_iter()
                            .filter_map(|name| initials_of(page, name))
                            .any(|i| is_short_of(&words[0], &i)));
                // "the Coalition" after "the Syrian Coalition"; "the House" is none of the White House.
                let the = name.tokens.start > 0 && page.tokens[name.tokens.start - 1].is("the");
                let head = the
                    && words.len() == 1
                    && words[0] != "house"
                    && name.tokens.start > entity.name.start
                    && (LEXICON.noun(&words[0]).first() == Some(&NounClass::Organisation)
                        || LEXICON.body_heads.contains(page.tokens[name.tokens.start].span.of(page.text)));
                // "the Observatory" of "the Lund Observatory for Human Rights".
                let before_of = head && {
                    let small = |i: &usize| page.tokens[*i].is("of") || page.tokens[*i].is("for");
                    entity
                        .name
                        .clone()
                        .find(small)
                        .is_some_and(|i| i > entity.name.start && *page.tokens[i - 1].lower == *words[0])
                };
                short
                    || before_of
                    || theirs.ends_with(words) && (entity.sort != Sort::Body || head)
                    || theirs.starts_with(words)
            }
            // "VA" and the "Department of Veterans Affairs": no state.
            (Sort::Body, Sort::Place) => {
                words.len() == 1
                    && page.tokens[name.tokens.start].shouted
                    && initials_of(page, entity.name.clone()).is_some_and(|i| is_short_of(&words[0], &i))
            }
            _ => false,
        }
    }

    /// The entity that a mention at this place belongs to, if the place is one mention or lies in one.
    pub fn at(&self, span: ByteSpan) -> Option<usize> {
        let i = self.mentions.partition_point(|(m, _)| m.end <= span.start);
        self.mentions.get(i).filter(|(m, _)| m.overlaps(span)).map(|&(_, e)| e)
    }

    /// The mentions that overlap a place.
    pub fn within(&self, span: ByteSpan) -> &[(ByteSpan, usize)] {
        let first = self.mentions.partition_point(|(m, _)| m.end <= span.start);
        let end = self.mentions.partition_point(|(m, _)| m.start < span.end);
        &self.mentions[first..end.max(first)]
    }

    /// The mentions that end before byte `at`, nearest first.
    pub fn before(&self, at: usize) -> impl Iterator<Item = (ByteSpan, usize)> + '_ {
        let end = self.mentions.partition_point(|(m, _)| m.end <= at);
        self.mentions[..end].iter().rev().copied()
    }

    /// The entity that a bare word of a name stands for: "Trump" in a headline.
    pub fn named(&self, word: &str) -> Option<usize> {
        self.words.get(word).and_then(|ids| ids.first()).copied()
    }

    /// All entities with a word in their names, at most a dozen.
    pub fn with_word(&self, word: &str) -> &[usize] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The words of a name in lower case, without small words, initials' stops and the Arabic article.
pub fn name_words(page: &Page<'_>, tokens: Range<usize>) -> Vec<String> {
    page.tokens[tokens]
        .iter()
        .filter(|t| {
            t.word
                && !matches!(
                    &*t.lower,
                    "the" | "of" | "for" | "and" | "de" | "da" | "van" | "von" | "der" | "al" | "el"
                )
        })
        .map(|t| {
            let bare = t.lower.trim_end_matches('.');
            bare.strip_prefix("al-").or_else(|| bare.strip_prefix("el-")).unwrap_or(bare).to_owned()
        })
        .collect()
}

/// Whether two names of people can be one person's: one's words lie in the other's, initials standing for names.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    let alike = |x: &str, y: &str| {
        x == y || ((x.chars().count() == 1 || y.chars().count() == 1) && x.chars().next() == y.chars().next())
    };
    let ordered = short.iter().all(|s| rest.any(|l| alike(s, l)));
    // "Michael McFaul" is no "Michael M. Grynbaum": an initial stands for a given name, never for a surname.
    let surname = short.len() == 1 || short.last() == long.last() || short.iter().all(|s| long.contains(s));
    ordered
        && surname
        && short.iter().any(|s| s.chars().count() > 1 && long.contains(s))
        && (short.len() > 1 || short[0].chars().count() > 1)
}

/// The sex that the titles before a name tell.
fn title_sex(page: &Page<'_>, name: &Found) -> Option<Sex> {
    name.title.clone().find_map(|i| LEXICON.honorifics.get(&*page.tokens[i].lower).and_then(|h| h.sex))
}

fn given_sex(words: &[String]) -> Option<Sex> {
    let first = words.first().filter(|_| words.len() > 1)?;
    LEXICON.given.get(first.as_str()).or_else(|| LEXICON.given.get(first.split('-').next()?)).copied()
}

/// The abbreviation in brackets after a body's name: "International Monetary Fund (IMF)".
fn acronym_after(page: &Page<'_>, name: &Found) -> Option<String> {
    let [open, word, close] = page.tokens.get(name.tokens.end..name.tokens.end + 3)? else { return None };
    let fits = open.is("(")
        && close.is(")")
        && word.capital
        && matches!(name.sort, Sort::Body | Sort::Outlet | Sort::Thing);
    fits.then(|| word.lower.to_string())
}

/// The abbreviation in brackets between an office and its holder: "Chief Water Officer (CWO) Lars Holm".
fn office_before(page: &Page<'_>, name: &Found) -> Option<String> {
    let at = name.title.start.min(name.tokens.start);
    let [role, open, word, close] = page.tokens.get(at.checked_sub(4)?..at)? else { return None };
    let fits = open.is("(")
        && close.is(")")
        && word.shouted
        && role.capital
        && LEXICON.is_role(&role.lower)
        && name.sort == Sort::Person;
    fits.then(|| word.lower.to_string())
}

/// The initials of a body's name of three words or more.
fn initials(page: &Page<'_>, name: &Found) -> Option<String> {
    matches!(name.sort, Sort::Body | Sort::Outlet).then(|| initials_of(page, name.tokens.clone())).flatten()
}

/// Whether a short form is made of a name's initials; "VA" leaves out the department's own.
fn is_short_of(short: &str, initials: &str) -> bool {
    let letters: String = short.chars().filter(|c| c.is_alphabetic()).collect();
    letters == initials
        || (letters.chars().count() >= 2
            && initials.len() == letters.len() + 1
            && initials.starts_with(['d', 'm'])
            && initials.ends_with(&letters))
}

/// The part of a body's name before its place: "Constitutional Democratic Party" of that "of Japan".
fn head_of(page: &Page<'_>, tokens: Range<usize>) -> Range<usize> {
    let of = tokens.clone().find(|&i| page.tokens[i].is("of") || page.tokens[i].is("in"));
    tokens.start..of.unwrap_or(tokens.end)
}

fn initials_of(page: &Page<'_>, tokens: Range<usize>) -> Option<String> {
    let letters: String = page.tokens[tokens]
        .iter()
        .filter(|t| t.capital && !t.is("the"))
        .flat_map(|t| t.lower.split('-').filter_map(|part| part.chars().next()).collect::<Vec<_>>())
        .collect();
    (letters.chars().count() >= 3).then_some(letters)
}
