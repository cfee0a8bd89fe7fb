//! The word lists of `data/`, read once.
//!
//! All of them were written for this project from general knowledge of news English; none was drawn from a corpus.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use onrecord_record::Stance;

/// What a head noun makes a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NounClass {
    /// People known by what they are or do.
    Role,
    /// Several people who spoke to somebody.
    Group,
    /// An open-ended collective.
    Public,
    /// A body.
    Organisation,
    /// A news organisation.
    Outlet,
    /// An artefact that carries words.
    Document,
}

/// The sex that a title or a given name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// He.
    Male,
    /// She.
    Female,
}

/// A cue of the lexicon: its words in dictionary form and the stance they take.
pub struct CueEntry {
    /// The words after the first.
    pub rest: Vec<&'static str>,
    /// What the cue does.
    pub stance: Stance,
}

/// A title before a name.
pub struct Honorific {
    /// The sex it tells.
    pub sex: Option<Sex>,
    /// The role it stands for: `senator` for `Sen.`.
    pub role: Option<&'static str>,
}

/// All lists.
pub struct Lexicon {
    /// Cues by their first word.
    pub cues: HashMap<&'static str, Vec<CueEntry>>,
    /// What a negated verb amounts to.
    pub negated: HashMap<&'static str, Stance>,
    /// Irregular forms.
    pub irregular: HashMap<&'static str, &'static str>,
    /// Titles, lower case, with and without their full stop.
    pub honorifics: HashMap<&'static str, Honorific>,
    /// Head nouns in singular, or plural where only that is listed.
    nouns: HashMap<&'static str, Vec<NounClass>>,
    /// Words that make an unnamed source more precise.
    pub rank: HashSet<&'static str>,
    /// Words that say how a source knows.
    pub access: HashSet<&'static str>,
    /// Heads that say nothing.
    pub bare: HashSet<&'static str>,
    /// Countries, their capitals and states, as written.
    pub places: HashSet<&'static str>,
    /// Adjectives and names of peoples, parties and creeds, as written.
    pub peoples: HashSet<&'static str>,
    /// Words that make a name a body, as written.
    pub body_heads: HashSet<&'static str>,
    /// Bodies known by a short name, as written.
    pub bodies: HashSet<&'static str>,
    /// Words that make a name a news organisation, as written.
    pub outlet_heads: HashSet<&'static str>,
    /// News organisations known by a short name, as written.
    pub outlets: HashSet<&'static str>,
    /// The short lists of `words.txt`.
    words: HashMap<&'static str, HashSet<&'static str>>,
    /// Given names, lower case.
    pub given: HashMap<&'static str, Sex>,
}

/// The lists, read at first use.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Lexicon {
    fn read() -> Self {
        let mut cues: HashMap<_, Vec<CueEntry>> = HashMap::new();
        let mut negated = HashMap::new();
        for (section, entry) in sections(include_str!("../data/cues.txt")) {
            let mut words = entry.split(' ');
            if let (Some(first), Some(stance)) = (words.next(), stance(section)) {
                cues.entry(first).or_default().push(CueEntry { rest: words.collect(), stance });
            }
        }
        for (section, entry) in sections(include_str!("../data/negations.txt")) {
            if let Some(stance) = stance(section) {
                negated.entry(entry).or_insert(stance);
            }
        }
        let mut nouns: HashMap<_, Vec<NounClass>> = HashMap::new();
        for (section, entry) in sections(include_str!("../data/nouns.txt")) {
            let class = match section {
                "role" => NounClass::Role,
                "group" => NounClass::Group,
                "public" => NounClass::Public,
                "organisation" => NounClass::Organisation,
                "outlet" => NounClass::Outlet,
                _ => NounClass::Document,
            };
            let classes = nouns.entry(entry).or_default();
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        let modifiers = |wanted| set(sections(include_str!("../data/modifiers.txt")), wanted);
        let bodies = |wanted| set(sections(include_str!("../data/bodies.txt")), wanted);
        let (mut places, mut peoples) = (HashSet::new(), HashSet::new());
        for (place, names) in lines(include_str!("../data/countries.txt")).filter_map(|l| l.split_once('\t'))
        {
            places.extend(Some(place).filter(|&p| p != "-"));
            peoples.extend(names.split(',').filter(|&p| p != "-"));
        }
        let given = sections(include_str!("../data/given.txt"))
            .fold(HashMap::new(), |mut map: HashMap<&str, Option<Sex>>, (section, name)| {
                let sex = if section == "m" { Sex::Male } else { Sex::Female };
                map.entry(name).and_modify(|s| *s = s.filter(|&s| s == sex)).or_insert(Some(sex));
                map
            })
            .into_iter()
            .filter_map(|(name, sex)| Some((name, sex?)))
            .collect();
        let mut words: HashMap<_, HashSet<_>> = HashMap::new();
        for (section, entry) in sections(include_str!("../data/words.txt")) {
            words.entry(section).or_default().insert(entry);
        }
        Self {
            words,
            cues,
            negated,
            irregular: lines(include_str!("../data/irregular.txt"))
                .filter_map(|l| l.split_once(' '))
                .collect(),
            honorifics: lines(include_str!("../data/honorifics.txt")).filter_map(honorific).collect(),
            nouns,
            rank: modifiers("rank"),
            access: modifiers("access"),
            bare: modifiers("bare"),
            places,
            peoples,
            body_heads: bodies("head"),
            bodies: bodies("known"),
            outlet_heads: bodies("outlet"),
            outlets: bodies("known outlet"),
            given,
        }
    }

    /// What a noun in lower case, singular or plural, can make a source; empty if it is in no list.
    pub fn noun(&self, word: &str) -> &[NounClass] {
        if let Some(classes) = self.nouns.get(word) {
            return classes;
        }
        singulars(word).find_map(|s| self.nouns.get(&*s)).map_or(&[], Vec::as_slice)
    }

    /// Whether a short list of `words.txt` has a word.
    pub fn lists(&self, list: &str, word: &str) -> bool {
        self.words.get(list).is_some_and(|words| words.contains(word))
    }

    /// Whether a noun in lower case is what a person is or does.
    pub fn is_role(&self, word: &str) -> bool {
        self.noun(word).contains(&NounClass::Role)
    }
}

/// The singulars that a plural can have.
pub fn singulars(word: &str) -> impl Iterator<Item = String> {
    let strip =
        |end: &str, add: &str| word.strip_suffix(end).filter(|w| w.len() > 1).map(|w| format!("{w}{add}"));
    [strip("men", "man"), strip("ies", "y"), strip("es", ""), strip("s", "")].into_iter().flatten()
}

/// The lines of a list, without comments and empty ones.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// The entries of a list with `[sections]`, each with its section's name.
fn sections(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    lines(list).flat_map(move |line| {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = name;
            return Vec::new();
        }
        line.split(',').map(str::trim).filter(|e| !e.is_empty()).map(|e| (section, e)).collect()
    })
}

fn set(entries: impl Iterator<Item = (&'static str, &'static str)>, wanted: &str) -> HashSet<&'static str> {
    entries.filter(|(section, _)| *section == wanted).map(|(_, entry)| entry).collect()
}

fn honorific(line: &'static str) -> Option<(&'static str, Honorific)> {
    let mut parts = line.split(' ');
    let (word, sex, role) = (parts.next()?, parts.next()?, parts.next()?);
    let sex = match sex {
        "m" => Some(Sex::Male),
        "f" => Some(Sex::Female),
        _ => None,
    };
    Some((word, Honorific { sex, role: Some(role).filter(|&r| r != "-") }))
}

fn stance(name: &str) -> Option<Stance> {
    Some(match name {
        "asserts" => Stance::Asserts,
        "confirms" => Stance::Confirms,
        "denies" => Stance::Denies,
        "hedges" => Stance::Hedges,
        "asks" => Stance::Asks,
        "intends" => Stance::Intends,
        "urges" => Stance::Urges,
        "judges" => Stance::Judges,
        "declines" => Stance::Declines,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_every_list_is_known() {
        for (section, entry) in
            sections(include_str!("../data/cues.txt")).chain(sections(include_str!("../data/negations.txt")))
        {
            assert!(stance(section).is_some(), "{section}: {entry}");
        }
        assert!(LEXICON.noun("spokeswomen").contains(&NounClass::Role));
        assert_eq!(LEXICON.noun("ministries"), [NounClass::Organisation]);
        assert_eq!(LEXICON.noun("zyzzyva"), []);
        assert!(
            LEXICON.outlets.contains("Reuters")
                && LEXICON.places.contains("New Delhi")
                && LEXICON.peoples.contains("Kenyan")
        );
    }
}
