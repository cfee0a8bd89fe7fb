//! Sources: what kind each is and whom it names. Rules in order; the first that fits decides.

use std::ops::Range;

use onrecord_record::SourceKind;
use onrecord_text::ByteSpan;

use crate::body::{the_body, the_entitled};
use crate::named::{capitals, name_at_head, role_then_name, surname};
use crate::noun::{again, anybody_else, by_noun, one_of_several, share_of_people, the_outlet};
use crate::office::the_role;
use crate::phrase::Phrase;
use crate::pronoun::{first_person, he_or_she, relative, the_pair, they_or_it};
use crate::rule::Rule;
use crate::scene::{Reading, Scene};

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
pub fn read_with(scene: &Scene<'_>, statement: usize, allowed: impl Fn(&str) -> bool) -> Option<Reading> {
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
            what: "\"he\" and \"she\" are the person, of a fitting sex, whose mentions before are nearest, lead their sentence, or spoke last; never the one whose quotation they stand in. In \"asked him what he thinks\", \"he\" is the one asked.",
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
            what: "A name that ends the head of the source is who it is, with the others of a list of names; so is a full name that goes on without a comma with what its bearer is (\"Ana Reis deputy head of the port\").",
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
            name: "one-of-several",
            what: "People by a small number (\"three men\") are unnamed ones who spoke to somebody, and so is one of those who just spoke (\"one\", \"one of them\", \"the other\").",
            example: "{s1 Three men} {c1 said} {t1 it was dark}. {s2 One} {c2 said} {t2 it was cold}. => kind unnamed; actor One",
            misses: "The one is not told apart from one of another pair.",
        },
        read: one_of_several,
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
            what: "\"the paper\", \"the network\" is the news organisation named last; \"the newspaper\" is no wire and no broadcaster.",
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
            what: "\"the commission\" is the body that bears the word in its name or role; \"the company\", \"the group\" the body named last; \"his group\" the one in the role of the person named last.",
            example: "The Lund Harbour Commission met. {s1 The commission} {c1 said} {t1 the pier was closed}. => kind organisation; actor Lund Harbour Commission",
            misses: "Two companies in one report: the nearer is taken.",
        },
        read: the_body,
    },
    SourceRule {
        rule: Rule {
            name: "the-entitled",
            what: "\"the poll\", \"police\" is the document or body of that noun that the report gave a name last before: \"a Reuters poll\", \"the Lund police\"; \"Poll:\" of a headline the first poll so named.",
            example: "A Cork Herald poll is out. {s1 The poll} {c1 found} {t1 that most would leave}. => kind document; actor Cork Herald poll",
            misses: "Two polls: the nearer is taken.",
        },
        read: the_entitled,
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

/// Where a source begins, in bytes.
pub fn start(scene: &Scene<'_>, source: &Source) -> usize {
    scene.page.tokens[source.tokens.start].span.start
}

/// The place of a source.
pub fn own_place(scene: &Scene<'_>, source: &Source) -> ByteSpan {
    scene.page.span_of(source.tokens.clone())
}
