//! What became of the people that a number counts.

use onrecord_numeral::{Kind, Tokens};
use onrecord_record::Outcome;

use crate::{Report, unit};

/// How far after a number its verb may stand, in tokens.
const REACH: usize = 14;

/// Words between a verb and a number that say that the number is not its object.
#[rustfmt::skip]
const CLAUSE: &[&str] = &[
    "in", "on", "at", "by", "from", "for", "with", "after", "during", "near", "of", "who", "which", "that",
    "when", "while", "but", "said", "says", "is", "are", "was", "were", "as", "since", "before", "until",
    "to", "into", "against", "over", "has", "have", "had", "will", "would", "took", "left", "made", "fired",
    "using", "where", "because", "including",
];

/// Verbs in the active voice, before the number they befall.
fn active(word: &str) -> Option<Outcome> {
    Some(match word {
        "killed" | "killing" | "kill" | "kills" | "murdered" | "murdering" | "executed" | "executing"
        | "beheaded" | "beheading" | "massacred" | "massacring" | "slaughtered" | "assassinated" => {
            Outcome::Killed
        }
        "wounded" | "wounding" | "injured" | "injuring" | "injures" | "injure" | "wounds" | "hurt"
        | "hurting" | "maimed" => Outcome::Wounded,
        "arrested" | "arresting" | "detained" | "detaining" | "jailed" | "imprisoned" | "captured"
        | "capturing" | "abducted" | "abducting" | "kidnapped" | "kidnapping" | "arrest" | "detain" => {
            Outcome::Detained
        }
        "displaced" | "displacing" | "uprooted" | "uprooting" | "evacuated" | "evacuating" | "displace" => {
            Outcome::Displaced
        }
        _ => return None,
    })
}

/// Words that say it of those named before them: "12 dead", "30 people were injured".
fn passive(word: &str) -> Option<Outcome> {
    Some(match word {
        "dead" | "deceased" | "martyred" | "killed" | "murdered" | "executed" | "beheaded" | "massacred"
        | "slain" | "assassinated" | "slaughtered" => Outcome::Killed,
        "wounded" | "injured" | "hurt" | "hospitalised" | "hospitalized" | "maimed" => Outcome::Wounded,
        "missing" | "unaccounted" => Outcome::Missing,
        "arrested" | "detained" | "jailed" | "imprisoned" | "captured" | "abducted" | "kidnapped" => {
            Outcome::Detained
        }
        "displaced" | "uprooted" | "evacuated" | "homeless" => Outcome::Displaced,
        _ => return None,
    })
}

/// Verbs without an object: "12 people died".
fn intransitive(word: &str) -> Option<Outcome> {
    Some(match word {
        "died" | "perished" | "drowned" => Outcome::Killed,
        "fled" => Outcome::Displaced,
        "disappeared" | "vanished" => Outcome::Missing,
        _ => return None,
    })
}

/// Nouns that carry the outcome in themselves: "45 deaths".
fn noun(word: &str) -> Option<Outcome> {
    Some(match word {
        "deaths" | "death" | "martyrs" | "fatalities" | "fatality" | "killings" | "executions"
        | "murders" => Outcome::Killed,
        "injuries" | "injury" => Outcome::Wounded,
        "arrests" => Outcome::Detained,
        _ => return None,
    })
}

/// Whether a word is a verb that makes somebody so.
pub fn is_verb(word: &str) -> bool {
    active(word).is_some()
}

/// Whether a word says what became of somebody.
pub fn is_word(word: &str) -> bool {
    passive(word).is_some() || intransitive(word).is_some()
}

/// What became of those that the number at token `number` counts. `first`: where its qualifier begins; `end`: the token
/// after its noun; `last`: where the figure before it ends, and what became of those.
pub fn of(
    report: &Report<'_>,
    first: usize,
    number: usize,
    end: usize,
    unit: Option<&str>,
    last: Option<(usize, Option<Outcome>)>,
) -> Option<Outcome> {
    let tokens = &report.tokens;
    let people = unit.is_none_or(unit::is_people);
    // E-mails go missing too, and buildings stand beside the dead.
    let of_people = |o: &Outcome| people || matches!(o, Outcome::Killed | Outcome::Wounded);
    unit.and_then(noun)
        .or_else(|| (unit == Some("lives") && lives(tokens, first)).then_some(Outcome::Killed))
        .or_else(|| described(tokens, number, end))
        .or_else(|| after(tokens, end).filter(of_people))
        .or_else(|| toll(tokens, first))
        .or_else(|| listed(tokens, first))
        .or_else(|| before(tokens, first, people))
        .or_else(|| inherited(tokens, first, last).filter(|_| people))
        .or_else(|| coordinated(tokens, end).filter(|_| people))
}

/// "12 wounded soldiers", "40,000 displaced people".
fn described(tokens: &Tokens<'_>, number: usize, end: usize) -> Option<Outcome> {
    (number..end.saturating_sub(1)).find_map(|k| passive(tokens.low(k)))
}

/// "12 people were killed", "12 dead", "12 people in the village died", "12 people, including a child, were wounded".
fn after(tokens: &Tokens<'_>, end: usize) -> Option<Outcome> {
    let sentence = tokens.sentence(end.saturating_sub(1));
    // "bringing to 45 the number killed"
    if (tokens.low(end), tokens.low(end + 1)) == ("the", "number") {
        return passive(tokens.low(end + 2));
    }
    let mut bound = false;
    let mut aside = false;
    for k in end..end + REACH {
        let word = tokens.low(k);
        if tokens.sentence(k) != sentence || tokens.kind(k) == Kind::Break {
            return None;
        }
        if aside {
            let verb = matches!(word, "were" | "was" | "have" | "had" | "are");
            aside = !(verb || matches!(word, "," | "-" | "—" | ")"));
            bound |= verb && !matches!(word, "have" | "had");
            continue;
        }
        if word == "including" {
            aside = true;
            continue;
        }
        // "four children were among the dead"
        if word == "among" && matches!(tokens.low(k + 1), "the" | "those") {
            return passive(tokens.low(k + 2));
        }
        if matches!(word, "," | "(" | "—") {
            if !matches!(tokens.low(k + 1), "including" | "among" | "most" | "mostly" | "many" | "some") {
                return None;
            }
            aside = true;
            continue;
        }
        if matches!(word, "were" | "was" | "been" | "are" | "be" | "remain" | "being" | "got" | "is") {
            bound = true;
            continue;
        }
        if bound && matches!(word, "in" | "into") && tokens.low(k + 1) == "custody" {
            return Some(Outcome::Detained);
        }
        if word == "lost" && tokens.low(k + 2) == "lives" {
            return Some(Outcome::Killed);
        }
        if let Some(outcome) = intransitive(word).filter(|_| !bound) {
            return Some(outcome);
        }
        if let Some(outcome) = passive(word) {
            // "12 soldiers killed 3 civilians" is another matter.
            let direct = k == end || k == end + 1 && tokens.low(end).ends_with("ly");
            return (bound || (direct && !has_object(tokens, k + 1))).then_some(outcome);
        }
        if tokens.kind(k) == Kind::Number
            || matches!(word, "who" | "which" | "that" | "and" | "but" | "when" | "while" | "as" | ";" | ":")
                && !bound
        {
            // "12 people who were killed"
            if matches!(word, "who" | "that") {
                continue;
            }
            return None;
        }
    }
    None
}

/// Whether what follows a verb is its object.
fn has_object(tokens: &Tokens<'_>, k: usize) -> bool {
    let word = tokens.low(k);
    // "10 civilians killed 40 injured", as headlines have it
    if passive(tokens.low(k + 1)).is_some() {
        return false;
    }
    tokens.kind(k) == Kind::Number
        || onrecord_numeral::small(word).is_some()
        || matches!(
            word,
            "the"
                | "a"
                | "an"
                | "at"
                | "about"
                | "more"
                | "dozens"
                | "hundreds"
                | "his"
                | "her"
                | "their"
                | "them"
                | "him"
        ) && !(word == "at" && tokens.low(k + 1) != "least")
}

/// "killed at least 12", "killing him and 12 others", "the deaths of 12 people".
fn before(tokens: &Tokens<'_>, first: usize, people: bool) -> Option<Outcome> {
    let sentence = tokens.sentence(first);
    for k in (first.saturating_sub(6)..first).rev() {
        let word = tokens.low(k);
        if tokens.sentence(k) != sentence || tokens.kind(k) != Kind::Word {
            return None;
        }
        if let Some(outcome) = active(word) {
            // Towns are captured too.
            if outcome == Outcome::Detained && !people {
                return None;
            }
            // "were killed in" has no object; "12 were killed, 30" is cut by the comma.
            let passive = matches!(tokens.before(k), "were" | "was" | "been" | "are" | "be" | "being");
            return (!passive).then_some(outcome);
        }
        if word == "dead" && tokens.before(k) == "shot" {
            return Some(Outcome::Killed);
        }
        if word == "of"
            && let Some(outcome) = noun(tokens.before(k)).or_else(|| act(tokens.before(k)))
        {
            return Some(outcome);
        }
        if CLAUSE.contains(&word) || word.ends_with("ed") {
            return None;
        }
    }
    None
}

/// "claimed 300 lives".
fn lives(tokens: &Tokens<'_>, first: usize) -> bool {
    matches!(
        tokens.before(first),
        "claimed" | "claiming" | "claims" | "cost" | "took" | "taken" | "taking" | "claim" | "costing"
    )
}

/// "twelve children and 11 fighters were killed": what the second has.
fn coordinated(tokens: &Tokens<'_>, end: usize) -> Option<Outcome> {
    let second = onrecord_numeral::numeral(tokens, end + 1).filter(|_| tokens.low(end) == "and")?;
    let verb =
        (second.end..second.end + 6).find(|&k| matches!(tokens.low(k), "were" | "had" | "have" | "are"))?;
    (second.end..verb).all(|k| tokens.kind(k) == Kind::Word).then(|| after(tokens, verb)).flatten()
}

/// "among the dead were 20 children".
fn listed(tokens: &Tokens<'_>, first: usize) -> Option<Outcome> {
    let lists = matches!(tokens.before(first), "were" | "was" | "included" | "include");
    lists.then(|| passive(tokens.before(first - 1))).flatten()
}

/// Nouns of acts: "the killing of 12", "the arrest of 12".
fn act(word: &str) -> Option<Outcome> {
    Some(match word {
        "killing" | "killings" | "murder" | "murders" | "execution" | "massacre" | "bodies" | "lives" => {
            Outcome::Killed
        }
        "arrest" | "arrests" | "detention" | "abduction" | "kidnapping" => Outcome::Detained,
        "displacement" | "evacuation" => Outcome::Displaced,
        "disappearance" => Outcome::Missing,
        "wounding" => Outcome::Wounded,
        _ => return None,
    })
}

/// "the death toll rose to 45", "a toll of 45".
fn toll(tokens: &Tokens<'_>, first: usize) -> Option<Outcome> {
    let to = matches!(
        tokens.before(first),
        "to" | "at"
            | "of"
            | "was"
            | "is"
            | "reached"
            | "passed"
            | "exceeded"
            | "topped"
            | "stands"
            | "hit"
            | "past"
            | "from"
            | "exceeds"
    );
    if !to {
        return None;
    }
    let sentence = tokens.sentence(first);
    (first.saturating_sub(12)..first)
        .rev()
        .take_while(|&k| tokens.sentence(k) == sentence && tokens.kind(k) != Kind::Break)
        .find(|&k| matches!(tokens.low(k), "toll" | "tolls"))
        .map(|_| Outcome::Killed)
}

/// "killed 12 soldiers and 3 civilians", "killed 12 people, including 3 children": what the figure before has.
fn inherited(tokens: &Tokens<'_>, first: usize, last: Option<(usize, Option<Outcome>)>) -> Option<Outcome> {
    let (end, outcome) = last?;
    let outcome = outcome?;
    if first < end || first - end > 5 || tokens.sentence(first) != tokens.sentence(end.saturating_sub(1)) {
        return None;
    }
    let between = |k: usize| {
        passive(tokens.low(k)) == Some(outcome)
            || matches!(
                tokens.low(k),
                "," | "as"
                    | "well"
                    | "another"
                    | "and"
                    | "including"
                    | "among"
                    | "them"
                    | "at"
                    | "least"
                    | "of"
                    | "whom"
                    | "were"
                    | "are"
                    | "("
                    | "—"
                    | "-"
                    | "plus"
            )
    };
    let joined = (end..first)
        .any(|k| matches!(tokens.low(k), "and" | "well" | "including" | "among" | "," | "(" | "whom"));
    (joined && (end..first).all(between)).then_some(outcome)
}
