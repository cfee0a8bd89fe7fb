//! Seams: names that ran together because a comma, a full stop or a line break between them was lost.

use std::collections::HashSet;
use std::ops::Range;

use crate::lexicon::LEXICON;
use crate::name::Found;
use crate::sort::{self, Sort};
use crate::tagged::{Name, NameKind};
use crate::token::Page;

/// Cuts a run of capitals into the names that a tagger sees in it, if a person's full name is the first and they leave
/// nothing over: "Naftali Bendel Lund Courier". Two people are cut apart only where the first is named alone too and the
/// second begins with a given name, since taggers halve long names.
pub fn by_tags(page: &Page<'_>, tags: &[Name], found: &mut Vec<Found>) {
    let ranges: Vec<(Range<usize>, NameKind)> =
        tags.iter().map(|t| (page.tokens_in(t.span), t.kind)).filter(|(r, _)| !r.is_empty()).collect();
    let form = |tokens: &Range<usize>| page.span_of(tokens.clone()).of(page.text);
    let alone: HashSet<&str> = found.iter().map(|n| form(&n.tokens)).collect();
    let mut cut = Vec::with_capacity(found.len());
    for name in found.drain(..) {
        let first = ranges.partition_point(|(r, _)| r.start < name.tokens.start);
        let inside = ranges[first..].iter().take_while(|(r, _)| r.end <= name.tokens.end).count();
        let parts = &ranges[first..first + inside];
        let person = matches!(parts.first(), Some((r, NameKind::Person)) if r.len() > 1);
        let covered = parts.iter().try_fold(name.tokens.start, |at, (r, _)| (r.start == at).then_some(r.end));
        let apart = |second: &Range<usize>| {
            is_given(page, second.start) && parts.first().is_some_and(|(r, _)| alone.contains(form(r)))
        };
        let halved = parts.iter().skip(1).any(|(r, kind)| *kind == NameKind::Person && !apart(r));
        if name.weak || inside < 2 || !person || halved || covered != Some(name.tokens.end) {
            cut.push(name);
            continue;
        }
        cut.extend(parts.iter().enumerate().filter_map(|(i, (range, kind))| {
            let sort = sort::of_tag(page, range, *kind)?;
            let title = if i == 0 { name.title.clone() } else { range.start..range.start };
            Some(Found { tokens: range.clone(), sort, title, weak: false, tagged: true })
        }));
    }
    *found = cut;
}

/// Cuts a run of capitals into two full names that the report also has each by itself. The second must begin with a
/// given name and a tagger must not have seen one name there: a report may speak of "Aung San" and of "Suu Kyi" without
/// meaning two people by "Aung San Suu Kyi".
pub fn by_forms(page: &Page<'_>, tags: &[Name], found: &mut Vec<Found>) {
    let whole = |start: usize, at: usize| {
        let tag = tags.get(tags.partition_point(|t| t.span.end <= page.tokens[start].span.start));
        tag.is_some_and(|t| t.span.end > page.tokens[at].span.start)
    };
    let form = |tokens: Range<usize>| page.span_of(tokens).of(page.text);
    let alone: HashSet<&str> =
        found.iter().filter(|n| n.tokens.len() > 1 && !n.weak).map(|n| form(n.tokens.clone())).collect();
    let mut rest = Vec::new();
    for name in found.iter_mut().filter(|n| n.tokens.len() > 3 && n.sort == Sort::Person) {
        let Range { start, end } = name.tokens;
        let apart = |at: usize| alone.contains(form(start..at)) && alone.contains(form(at..end));
        let seam = (start + 2..end - 1).find(|&at| is_given(page, at) && apart(at) && !whole(start, at));
        if let Some(at) = seam {
            name.tokens = start..at;
            let sort = sort::of_run(page, &(at..end), false);
            rest.push(Found { tokens: at..end, sort, title: at..at, weak: false, tagged: false });
        }
    }
    found.append(&mut rest);
    found.sort_by_key(|f| f.tokens.start);
}

/// Whether a token is a given name.
fn is_given(page: &Page<'_>, i: usize) -> bool {
    LEXICON.given.contains_key(&*page.tokens[i].lower)
}
