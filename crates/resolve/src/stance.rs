//! Stance: how a source stands to the content, read from the whole cue with its negation. Rules in order; the first
//! that fits decides.

use onrecord_record::Stance;

use crate::Attribution;
use crate::lexicon::LEXICON;
use crate::rule::Rule;
use crate::token::Page;

/// How many words may stand between the words of one entry.
const GAP: usize = 2;

/// A cue made ready for the rules.
pub struct Cue {
    /// Its words in lower case, then the first words of a content that follows it.
    words: Vec<String>,
    /// How many of the words are the cue's own.
    own: usize,
    /// What the lexicon finds in it, in order of place.
    hits: Vec<Hit>,
}

/// An entry of the lexicon found in a cue.
#[derive(Clone, Copy, Debug)]
struct Hit {
    at: usize,
    words: usize,
    stance: Stance,
}

/// A rule with its function.
pub struct StanceRule {
    /// What it says of itself.
    pub rule: Rule,
    /// What it reads, if it fits.
    pub read: fn(&Cue) -> Option<Stance>,
}

/// Reads the stance of a statement.
pub fn read(page: &Page<'_>, statement: &Attribution) -> Stance {
    let cue = Cue::new(page, statement);
    STANCE_RULES.iter().find_map(|r| (r.read)(&cue)).unwrap_or(Stance::Asserts)
}

/// What the rules say of themselves.
pub fn rules() -> Vec<Rule> {
    STANCE_RULES.iter().map(|r| r.rule).collect()
}

/// The rules in the order in which they are tried.
pub const STANCE_RULES: &[StanceRule] = &[
    StanceRule {
        rule: Rule {
            name: "mark-alone",
            what: "A cue without a word, such as a colon or a dash, asserts.",
            example: "{s1 HOLM}{c1 :} {t1 Shall we begin?} => stance asserts",
            misses: "None known.",
        },
        read: |cue| (cue.own == 0).then_some(Stance::Asserts),
    },
    StanceRule {
        rule: Rule {
            name: "silence",
            what: "\"declined to comment\", \"would not say\", \"did not respond\": an entry of the lexicon under `declines`, unless what was refused is itself a judgement or an order.",
            example: "{s1 The ministry} {c1 did not immediately respond to} {t1 a request for comment}. => stance declines",
            misses: "\"refused to leave\" declines too, where it is an act and not a silence.",
        },
        read: silence,
    },
    StanceRule {
        rule: Rule {
            name: "negated",
            what: "A negation before a verb turns it as the list of negations says: \"does not believe\" denies, \"does not know\" asks, \"did not claim\" declines.",
            example: "{s1 Holm} {c1 does not believe} {t1 that the pier leaks}. => stance denies",
            misses: "A negation that belongs to another word: \"said not only\".",
        },
        read: negated,
    },
    StanceRule {
        rule: Rule {
            name: "saying-first",
            what: "A verb of saying at the head of the cue asserts, whatever the content is: \"said he hopes\". A participle after it decides instead: \"wrote a letter urging\".",
            example: "{s1 Holm} {c1 said in a letter full of hope} {t1 the pier would open}. => stance asserts",
            misses: "\"said no to\", \"told off\".",
        },
        read: saying_first,
    },
    StanceRule {
        rule: Rule {
            name: "held-to-be",
            what: "\"is considered\", \"was seen as\" judges.",
            example: "The pier {c1 is considered} {t1 a danger}. => stance judges",
            misses: "\"is being considered\" by somebody who plans it.",
        },
        read: held_to_be,
    },
    StanceRule {
        rule: Rule {
            name: "lexicon",
            what: "The first entry of the lexicon that does not merely assert decides; of two at one place the longer: \"called\" judges, \"called for\" urges.",
            example: "{s1 Holm} {c1 called for} {t1 a new pier}. => stance urges",
            misses: "Verbs of two senses: \"charged\", \"backed\", \"pressed\".",
        },
        read: |cue| {
            // "apparently disagrees": an adverb gives way to a verb.
            let adverb =
                |h: &&Hit| h.words == 1 && (cue.words[h.at].ends_with("ly") || cue.words[h.at] == "perhaps");
            let mut marked = cue.hits.iter().filter(|h| h.stance != Stance::Asserts);
            marked.clone().find(|h| !adverb(h)).or_else(|| marked.next()).map(|h| h.stance)
        },
    },
    StanceRule {
        rule: Rule {
            name: "possibility",
            what: "\"may have said\", \"might claim\", \"could show\", \"would reveal\" hedges.",
            example: "{s1 The logs} {c1 could show} {t1 who left the gate open}. => stance hedges",
            misses: "\"could\" of the past: \"as the diver could tell\".",
        },
        read: |cue| {
            cue.words[..cue.own]
                .iter()
                .any(|w| matches!(w.as_str(), "may" | "might" | "could" | "would"))
                .then_some(Stance::Hedges)
        },
    },
    StanceRule {
        rule: Rule {
            name: "will",
            what: "\"will\" before a verb in no list intends.",
            example: "{s1 Holm} {c1 will focus on} {t1 the pier}. => stance intends",
            misses: "A forecast: \"the tide will bring\".",
        },
        read: |cue| {
            let will = cue.words[..cue.own].iter().any(|w| matches!(w.as_str(), "will" | "'ll"));
            (will && cue.hits.is_empty()).then_some(Stance::Intends)
        },
    },
    StanceRule {
        rule: Rule {
            name: "assertion",
            what: "Everything else asserts.",
            example: "{s1 Holm} {c1 said} {t1 the pier was closed}. => stance asserts",
            misses: "Cues that are in no list.",
        },
        read: |_| Some(Stance::Asserts),
    },
];

impl Cue {
    fn new(page: &Page<'_>, statement: &Attribution) -> Self {
        let forms = |i: usize| page.tokens[i].lower.to_string();
        let mut words: Vec<String> = statement
            .cue
            .iter()
            .flat_map(|&piece| page.tokens_in(piece))
            .filter(|&i| page.tokens[i].word)
            .map(forms)
            .collect();
        // "Neither would say": a source that is nobody negates its cue.
        let source = statement.source.first().map_or(0..0, |&s| page.tokens_in(s));
        let nobody = |i: usize| matches!(&*page.tokens[i].lower, "neither" | "nobody" | "none");
        let no_one =
            |i: usize| page.tokens[i].is("no") && page.tokens.get(i + 1).is_some_and(|t| t.is("one"));
        if source.clone().next().is_some_and(|i| nobody(i) || no_one(i)) {
            words.insert(0, "not".to_owned());
        }
        let own = words.len();
        let end = statement.cue.iter().map(|p| p.end).max().unwrap_or(0);
        // "asked" and "to leave", "called" and "for calm": the construction decides, wherever the cue was cut.
        if let Some(next) =
            statement.content.iter().filter(|c| c.start >= end && c.start < end + 80).min_by_key(|c| c.start)
        {
            let range = page.tokens_in(*next);
            let opened = page.tokens.get(range.start).is_some_and(|t| t.word);
            words.extend(range.take(3).filter(|&i| opened && page.tokens[i].word).map(forms));
        }
        let mut cue = Self { words, own, hits: Vec::new() };
        cue.hits = cue.find();
        cue
    }

    /// The entries found, of those at one place the longest; entries inside a longer one are left out.
    fn find(&self) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut covered = 0;
        for at in 0..self.own {
            let lemmas = lemmas(&self.words[at]);
            let entries = lemmas.iter().filter_map(|l| LEXICON.cues.get(l.as_str())).flatten();
            let best = entries
                .filter_map(|e| Some((e.rest.len() + 1, self.end_of(at, &e.rest)?, e.stance)))
                .reduce(|a, b| if b.0 > a.0 { b } else { a });
            if let Some((words, end, stance)) = best
                && (at >= covered || words > 1)
            {
                hits.push(Hit { at, words, stance });
                if words > 1 {
                    covered = covered.max(end.min(self.own));
                }
            }
        }
        hits
    }

    /// Where the rest of an entry ends that begins at word `at`, if it is there: every next word with at most two
    /// others before it.
    fn end_of(&self, at: usize, rest: &[&str]) -> Option<usize> {
        rest.iter().try_fold(at + 1, |from, wanted| {
            let near = from..(from + GAP + 1).min(self.words.len());
            near.into_iter()
                .find(|&i| self.words[i] == *wanted || lemmas(&self.words[i]).iter().any(|l| l == wanted))
                .map(|i| i + 1)
        })
    }

    fn negation(&self) -> Option<usize> {
        self.words[..self.own].iter().position(|w| {
            matches!(
                w.as_str(),
                "not"
                    | "n't"
                    | "'t"
                    | "never"
                    | "no"
                    | "cannot"
                    | "neither"
                    | "nor"
                    | "nobody"
                    | "hardly"
                    | "scarcely"
                    | "without"
            ) || (w == "fail" || w == "failed" || w == "fails" || w == "stopped")
                || w.ends_with("n't")
        })
    }
}

fn silence(cue: &Cue) -> Option<Stance> {
    let hit = cue.hits.iter().find(|h| h.stance == Stance::Declines)?;
    let refusal =
        matches!(cue.words[hit.at].as_str(), w if w.starts_with("refus") || w.starts_with("declin"));
    if refusal {
        let later = cue.hits.iter().find(|h| h.at > hit.at);
        if let Some(later) = later.filter(|h| matches!(h.stance, Stance::Judges | Stance::Urges)) {
            return Some(later.stance);
        }
    }
    Some(Stance::Declines)
}

fn negated(cue: &Cue) -> Option<Stance> {
    let at = cue.negation()?;
    let verb = |i: usize| lemmas(&cue.words[i]);
    let silent = (at + 1..cue.words.len().min(at + 5)).find_map(|i| {
        let is_silent = LEXICON.cues.get("not")?.iter().any(|e| {
            e.rest.len() == 1 && e.stance == Stance::Declines && verb(i).iter().any(|l| l == e.rest[0])
        });
        is_silent.then_some(Stance::Declines)
    });
    let turned =
        (at + 1..cue.own).find_map(|i| verb(i).iter().find_map(|l| LEXICON.negated.get(l.as_str()).copied()));
    let plain = || {
        cue.hits
            .iter()
            .find(|h| h.at > at)
            .map(|h| if h.stance == Stance::Asserts { Stance::Declines } else { h.stance })
    };
    turned.or(silent).or_else(plain)
}

fn saying_first(cue: &Cue) -> Option<Stance> {
    const SAYING: &[&str] = &[
        "say", "tell", "write", "tweet", "add", "note", "state", "explain", "recall", "insist", "stress",
        "argue", "claim", "report", "reply", "respond", "continue", "conclude", "assert", "observe",
        "remark",
    ];
    let first = cue.hits.first().filter(|h| h.stance == Stance::Asserts && h.words == 1)?;
    lemmas(&cue.words[first.at]).iter().find(|l| SAYING.contains(&l.as_str()))?;
    let participle = cue
        .hits
        .iter()
        .find(|h| h.at > first.at && h.stance != Stance::Asserts && cue.words[h.at].ends_with("ing"));
    Some(participle.map_or(Stance::Asserts, |h| h.stance))
}

fn held_to_be(cue: &Cue) -> Option<Stance> {
    let passive = cue.words[..cue.own].windows(2).any(|w| {
        matches!(
            w[0].as_str(),
            "is" | "was" | "are" | "were" | "be" | "been" | "widely" | "'s" | "'re" | "long"
        ) && matches!(w[1].as_str(), "considered" | "regarded" | "viewed")
    });
    // "considers him a friend", "consider sacrosanct": with its judgement in the cue.
    let judged = cue.words[..cue.own]
        .windows(2)
        .any(|w| matches!(w[0].as_str(), "considers" | "considered" | "consider") && !w[1].ends_with("ing"));
    (passive || judged).then_some(Stance::Judges)
}

/// The dictionary forms that a word in lower case can have, itself included.
fn lemmas(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if let Some(&lemma) = LEXICON.irregular.get(word) {
        forms.push(lemma.to_owned());
        return forms;
    }
    if matches!(word, "n't" | "'t" | "never" | "cannot") || word.ends_with("n't") {
        forms.push("not".to_owned());
    }
    for (ending, added) in [
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("es", "e"),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ] {
        if let Some(stem) = word.strip_suffix(ending).filter(|s| s.len() > 1) {
            forms.push(format!("{stem}{added}"));
            let mut ends = stem.chars().rev();
            if added.is_empty() && ends.next() == ends.next() && ending != "s" {
                forms
                    .push(stem[..stem.len() - stem.chars().next_back().map_or(0, char::len_utf8)].to_owned());
            }
        }
    }
    forms
}
