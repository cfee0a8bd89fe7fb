//! Via: through whom a statement reached the report.

use onrecord_record::SourceKind;
use onrecord_text::ByteSpan;

use crate::rule::Rule;
use crate::scene::{Scene, Who};
use crate::sort::Sort;

/// One step of the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The one who relayed it.
    pub who: Who,
    /// The words that say so.
    pub span: ByteSpan,
}

/// What the reading of the way rests on.
pub const RULES: &[Rule] = &[
    Rule {
        name: "told-an-outlet",
        what: "A news organisation to which the words were given: \"told X\", \"in an interview with X\", \"in a statement to X\", \"speaking to X\".",
        example: "{s1 Holm} {c1 told} Reuters {t1 the pier was closed}. => via Reuters",
        misses: "A reporter of an outlet: \"told Ana Reis of the Herald\" gives the Herald only where it is in the same sentence.",
    },
    Rule {
        name: "quoted-by",
        what: "A news organisation that quotes the source: \"X quoted the minister as saying\", \"was quoted by X as saying\", \"according to X\".",
        example: "The state news agency SANA {c1 quoted} {s1 Holm} {c1 as saying} {t1 the pier was closed}. => via SANA",
        misses: "\"according to\" that opens the next statement of the same sentence.",
    },
    Rule {
        name: "citing",
        what: "A statement whose cue is \"citing\" came through the source of the statement before it in the sentence.",
        example: "{s1 The Cork Herald} {c1 reported} {t1,2 the pier was closed}, {c2 citing} {s2 two divers}. => kind unnamed; via Cork Herald",
        misses: "Two reporting verbs before one \"citing\".",
    },
];

/// Finds the steps of a statement's way, nearest to the report first.
pub fn read(scene: &Scene<'_>, statement: usize) -> Vec<Step> {
    let own = &scene.statements[statement];
    let page = scene.page;
    let Some(cue) = own.cue.first().copied() else { return Vec::new() };
    let mut steps: Vec<Step> = Vec::new();
    let sentence = page.near(cue.start);
    let place = page.span_of(sentence.clone());
    for &(mention, entity) in scene.entities.within(place) {
        if scene.entities.all[entity].sort != Sort::Outlet
            || own.content.iter().chain(&own.source).any(|p| p.overlaps(mention))
        {
            continue;
        }
        let spoken_by_it = matches!(&scene.readings[statement], Some(r) if r.who == Who::Named(vec![entity]));
        if !spoken_by_it && relays(scene, mention, sentence.clone(), cue) {
            steps.push(Step { who: Who::Named(vec![entity]), span: mention });
        }
    }
    if let Some(step) = citing(scene, statement) {
        steps.insert(0, step);
    }
    steps.dedup_by(|a, b| a.who == b.who);
    steps
}

/// Whether an outlet's mention stands where the one who relays stands.
fn relays(scene: &Scene<'_>, mention: ByteSpan, sentence: std::ops::Range<usize>, cue: ByteSpan) -> bool {
    let page = scene.page;
    let first = page.token_at(mention.start);
    let last = page.token_at(mention.end - 1);
    let before: Vec<&str> =
        page.between(sentence.start.max(first.saturating_sub(9)), first).iter().map(|t| &*t.lower).collect();
    let after: Vec<&str> =
        page.between(last + 1, sentence.end.min(last + 5)).iter().map(|t| &*t.lower).collect();
    let trimmed = match before.as_slice() {
        [
            rest @ ..,
            "the" | "'s" | "state" | "agency" | "news" | "newspaper" | "channel" | "broadcaster" | "network",
        ] => rest,
        all => all,
    };
    let told = matches!(trimmed, [.., "told" | "tells" | "telling"]);
    let talk = matches!(trimmed, [.., "with" | "to" | "by" | "on" | "from" | "in"])
        && trimmed.iter().any(|w| {
            matches!(
                *w,
                "interview"
                    | "statement"
                    | "speaking"
                    | "spoke"
                    | "comments"
                    | "remarks"
                    | "quoted"
                    | "e-mail"
                    | "email"
                    | "interviewed"
                    | "letter"
                    | "op-ed"
                    | "cited"
                    | "conversation"
                    | "aired"
                    | "published"
                    | "obtained"
            )
        });
    let quoting = after
        .iter()
        .take(3)
        .any(|w| matches!(*w, "quoted" | "quotes" | "cited" | "cites" | "quoting" | "citing"))
        && mention.end <= cue.start + 12;
    let according = matches!(trimmed, [.., "according", "to"]) && mention.start >= cue.end;
    told || talk || quoting || according
}

/// The source that cites: of the nearest statement before in the same sentence.
fn citing(scene: &Scene<'_>, statement: usize) -> Option<Step> {
    let page = scene.page;
    let own = &scene.statements[statement];
    let cue = *own.cue.first()?;
    let citing = page.tokens[page.tokens_in(cue)]
        .iter()
        .any(|t| matches!(&*t.lower, "citing" | "cited" | "cites" | "quoting" | "quoted" | "quotes"));
    if !citing {
        return None;
    }
    let sentence = page.sentence_at(cue.start);
    let at = scene.rank(statement)?;
    let near = scene.spoken[at.saturating_sub(3)..at]
        .iter()
        .rev()
        .chain(&scene.spoken[at + 1..(at + 2).min(scene.spoken.len())]);
    near.copied().find_map(|other| {
        let theirs = &scene.statements[other];
        let reading = scene.readings[other].as_ref()?;
        let span = *theirs.source.first()?;
        let relayed = page.sentence_at(span.start) == sentence
            && span.start < cue.start
            && matches!(
                reading.kind,
                SourceKind::Outlet | SourceKind::Organisation | SourceKind::Document | SourceKind::Person
            )
            && Some(&reading.who) != scene.readings[statement].as_ref().map(|r| &r.who);
        let named = scene.entities.within(span).first().map_or(span, |&(mention, _)| mention);
        relayed.then(|| Step { who: reading.who.clone(), span: named })
    })
}
