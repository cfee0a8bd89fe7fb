//! How a cue tells what it tells: as done at one time, or not, so that times of the sentence or of others are not its own.

use onrecord_record::Stance;

use crate::lexicon::{LEXICON, NounClass};
use crate::scene::Scene;
use crate::token::Token;

/// Whether a cue is a noun: "Holm's plan", "the claim", "reports".
pub fn is_nominal(scene: &Scene<'_>, statement: usize) -> bool {
    let page = scene.page;
    let own = &scene.statements[statement];
    let Some(cue) = own.cue.first() else { return false };
    let tokens = page.tokens_in(*cue);
    let possessive = |i: usize| {
        let token = &page.tokens[i];
        token.possessive() || matches!(&*token.lower, "his" | "her" | "its" | "their" | "my" | "our")
    };
    if let Some(source) = own.source.first() {
        let before = tokens.start.checked_sub(1);
        let edges = [page.tokens_in(*source).next_back(), tokens.clone().next(), before];
        return edges.into_iter().flatten().any(possessive);
    }
    let article = |i: usize| matches!(&*page.tokens[i].lower, "the" | "a" | "an" | "this" | "these");
    let first = tokens.start;
    let noun = |i: usize| LEXICON.noun(&page.tokens[i].lower).contains(&NounClass::Document);
    tokens.clone().next().is_some_and(|i| article(i) || noun(i))
        || (first > 0 && !tokens.is_empty() && article(first - 1))
}

/// Whether a cue only describes something, so that the time of the sentence is not its own: "in what Holm called a
/// leak", "a leak reported by Holm", "the suspected leak", "reportedly".
pub fn is_modifier(scene: &Scene<'_>, statement: usize) -> bool {
    let page = scene.page;
    let own = &scene.statements[statement];
    let Some(&cue) = own.cue.first() else { return false };
    let tokens = page.tokens_in(cue);
    let Some(first) = page.tokens.get(tokens.start) else { return false };
    let what = |at: usize| page.tokens.get(at).is_some_and(|t| t.is("what"));
    let before = |at: usize| at.checked_sub(1).is_some_and(what);
    let opens = own.source.first().map_or(tokens.start, |s| page.token_at(s.start));
    if before(opens) || own.content.iter().any(|c| c.end <= cue.start && what(page.token_at(c.start))) {
        return true;
    }
    // "after widespread speculation": told of a time before.
    let after = tokens.start.checked_sub(1).map(|i| &*page.tokens[i].lower);
    if own.source.is_empty() && matches!(after, Some("following" | "after" | "amid" | "despite")) {
        return true;
    }
    let participle = first.lower.ends_with("ed") || first.is("known");
    let after_noun = own.content.iter().any(|c| page.token_at(c.end.saturating_sub(1)) + 1 == tokens.start);
    let by = page.tokens[tokens.clone()].last().is_some_and(|t| t.is("by") || t.is("as"));
    if participle && after_noun && by {
        return true;
    }
    let adjective = tokens.len() == 1 && (participle || first.lower.ends_with("ly"));
    own.source.is_empty() && adjective && !page.tokens[..tokens.start].last().is_some_and(is_auxiliary)
}

/// Forms of "be" and "have" before a participle.
fn is_auxiliary(token: &Token) -> bool {
    matches!(
        &*token.lower,
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "has" | "have" | "had" | "'s" | "'re"
    )
}

/// Whether a cue is not told as done at one time, so that the times of other sentences are not its own: in the perfect
/// ("had vowed", "has said"), in the future, or an infinitive.
pub fn is_timeless(scene: &Scene<'_>, statement: usize) -> bool {
    let page = scene.page;
    let Some(&cue) = scene.statements[statement].cue.first() else { return false };
    let tokens = page.tokens_in(cue);
    let has = |t: &Token| matches!(&*t.lower, "has" | "have" | "had");
    let open = page.tokens.get(tokens.start).is_some_and(|t| t.is("to") || t.is("will"));
    open || page.between(tokens.start.saturating_sub(1), tokens.end).iter().take(2).any(has)
}

/// Whether a cue tells what somebody thinks or wants as the report is written: "wants", "is worried".
pub fn is_lasting(scene: &Scene<'_>, statement: usize) -> bool {
    let page = scene.page;
    let own = &scene.statements[statement];
    let stance = crate::stance::read(page, own);
    if !matches!(stance, Stance::Intends | Stance::Judges | Stance::Hedges | Stance::Asks) {
        return false;
    }
    let past = |t: &Token| {
        t.lower.ends_with("ed")
            || t.lower.ends_with("ing")
            || matches!(&*t.lower, "was" | "were" | "did" | "could" | "would")
            || LEXICON.irregular.contains_key(&*t.lower) && !t.lower.ends_with('s')
    };
    let mut words = own.cue.iter().flat_map(|&c| page.tokens_in(c));
    !words.any(|i| past(&page.tokens[i]))
}

/// Whether a source says nothing, which it does as the report is written: "declined to comment".
pub fn is_declined(scene: &Scene<'_>, statement: usize) -> bool {
    crate::stance::read(scene.page, &scene.statements[statement]) == Stance::Declines
}

/// Whether an occasion of its own, without a date, opens the sentence of a statement: "At the forum, Holm said".
pub fn is_placed(scene: &Scene<'_>, statement: usize) -> bool {
    let page = scene.page;
    let own = &scene.statements[statement];
    let Some(&cue) = own.cue.first() else { return false };
    let near = page.near(cue.start);
    let opening = near.clone().take(10).take_while(|&i| !page.tokens[i].is(",") && !page.tokens[i].quoted);
    let mut words = opening.map(|i| &*page.tokens[i].lower);
    let spoken = |w: &str| LEXICON.lists("occasion", w) && !LEXICON.noun(w).contains(&NounClass::Document);
    matches!(words.next(), Some("at" | "in" | "during"))
        && words.next().is_some_and(|w| matches!(w, "the" | "a" | "an" | "his" | "her" | "their"))
        && words.any(spoken)
}

/// Whether a cue stands within quotation marks: what a speaker tells of has its own times.
pub fn is_quoted(scene: &Scene<'_>, statement: usize) -> bool {
    let cue = scene.statements[statement].cue.first();
    cue.and_then(|c| scene.page.tokens.get(scene.page.token_at(c.start))).is_some_and(|t| t.quoted)
}
