//! Clauses of time: "after meeting the owners", "during the debate".

use std::ops::Range;

use onrecord_text::ByteSpan;

use crate::scene::Scene;
use crate::token::Page;

/// Whether a word outside quotation opens a clause of time.
fn is_opening(page: &Page<'_>, i: usize) -> bool {
    let next = page.tokens.get(i + 1).map_or("", |t| &*t.lower);
    let opener = match &*page.tokens[i].lower {
        "during" | "before" | "since" | "following" => true,
        // "Hours before boarding", "two days after the vote".
        "hours" | "minutes" | "moments" | "days" | "weeks" | "months" | "shortly" | "soon" => {
            matches!(next, "before" | "after")
        }
        "after" => next != "all",
        // "While it leaks, …" is contrast.
        "while" => {
            matches!(next, "at" | "in" | "on" | "still") || (next.ends_with("ing") && next != "saying")
        }
        _ => false,
    };
    opener && !page.tokens[i].quoted
}

/// The clause of time that opens a sentence, up to its comma.
pub fn opening(scene: &Scene<'_>, statement: usize, tokens: Range<usize>) -> Option<ByteSpan> {
    let page = scene.page;
    let own = &scene.statements[statement];
    let start = tokens.clone().find(|&i| page.tokens[i].word).filter(|&i| is_opening(page, i))?;
    let comma = (start + 1..tokens.end).find(|&i| page.tokens[i].is(","))?;
    let end = joined(page, comma, tokens.end);
    let place = page.span_of(start..end);
    let free = !own.content.iter().any(|c| c.overlaps(place))
        && scene.around(place, statement).is_none()
        && end - start <= 24
        && !page.tokens[start].is("since");
    free.then_some(place)
}

/// Where a clause of time ends whose comma is token `comma`: after a second one that is joined to it ("Following the first
/// reports, but before the inquiry, Holm said"), if there is one.
fn joined(page: &Page<'_>, comma: usize, end: usize) -> usize {
    let second = comma + 2 < end
        && page.tokens[comma].is(",")
        && matches!(&*page.tokens[comma + 1].lower, "and" | "but")
        && is_opening(page, comma + 2);
    let next = || (comma + 2..end).find(|&i| page.tokens[i].is(","));
    if second { next().unwrap_or(comma) } else { comma }
}

/// The clause of time that opens the sentence, or stands beside the cue, the source or the content.
pub fn clause(scene: &Scene<'_>, statement: usize, tokens: Range<usize>, cue: ByteSpan) -> Option<ByteSpan> {
    let page = scene.page;
    let own = &scene.statements[statement];
    let taken = |i: usize| {
        own.content.iter().chain(&own.cue).chain(&own.source).any(|p| p.overlaps(page.tokens[i].span))
    };
    let opens = |i: usize| is_opening(page, i) && !taken(i);
    let follows = |i: usize| {
        let ends = own.content.iter().map(|c| c.end).chain([cue.end]).chain(own.source.iter().map(|s| s.end));
        i > tokens.start
            && ends.into_iter().any(|end| {
                end <= page.tokens[i].span.start
                    && page.text[end..page.tokens[i].span.start].trim().len() <= 1
            })
    };
    let close = |start: usize| {
        let goes_on = |i: usize| page.tokens[i].word || page.tokens[i].possessive() || page.tokens[i].is("-");
        (start + 1..tokens.end).find(|&i| taken(i) || !goes_on(i)).unwrap_or(tokens.end)
    };
    // "when asked after the debate, saying": up to a comma before the cue or the source.
    let leads = |i: usize| {
        let end = close(i);
        page.tokens.get(end).is_some_and(|t| t.is(",")) && end + 1 < tokens.end && taken(end + 1)
    };
    let start = tokens
        .clone()
        .find(|&i| opens(i) && (page.begins_sentence(i) || follows(i)))
        .or_else(|| tokens.clone().rfind(|&i| opens(i) && leads(i)))?;
    let end = match close(start) {
        end if page.begins_sentence(start) => joined(page, end, tokens.end),
        end => end,
    };
    // Cut by the statement's own words it is no clause: "since they say".
    let whole =
        end == tokens.end || !taken(end) || page.tokens[end].span.start > page.tokens[end - 1].span.end + 1;
    (end > start + 1 && end - start <= 24 && whole).then(|| page.span_of(start..end))
}
