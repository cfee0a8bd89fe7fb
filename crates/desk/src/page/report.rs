//! One report, text first: statements marked in it, in the margin who says each.

use super::decided::what;
use super::{clipped, take_away, words};
use crate::marks::{Block, Part, Role, Run};
use crate::quote::Quote;
use crate::sourcing::{Sourcing, Voice, stretches};
use crate::view::{Link, Report, Stories, place, short};
use crate::wording;
use maud::{Markup, Render, html};
use onrecord_ledger::{Decision, Entry};
use onrecord_record::{FurnitureKind, Record, Span, Stance, Statement};
use std::fmt::Write as _;

/// Below this the reader is said to be unsure.
const UNSURE: f32 = 0.5;

/// A report's title; without one, its first words.
pub fn title(record: &Record) -> &str {
    let first = || record.text.lines().map(str::trim).find(|line| !line.is_empty());
    record.report.title.as_deref().or_else(first).unwrap_or("A report without words")
}

/// The page of a report; `part` counts from 1 where it is too long for one page.
pub fn report(report: &Report, part: usize) -> Markup {
    let record = &report.record;
    let page = Page { report, quote: Quote::of(record) };
    let part = Part::of(record, part);
    let headline = part.blocks.iter().position(|block| block.furniture == Some(FurnitureKind::Headline));
    let sourcing = Sourcing::of(record);
    html! {
        article .report lang=[record.report.language.as_deref()] {
            header .head { (kicker(record, report.story.as_ref())) }
            @match headline {
                Some(i) => (row(&page, &part.blocks[i], i, true)),
                None => h1 .bare { (clipped(title(record), 300)) },
            }
            section .glance lang="en" aria-label="Sourcing at a glance" {
                (figures(sourcing, report))
                (strip(record))
            }
            @for (i, block) in part.blocks.iter().enumerate() {
                @if Some(i) != headline { (row(&page, block, i, false)) }
            }
        }
        (parts(record, &part))
        (take_away(&format!("/report/{}", short(&record.report.id))))
    }
}

/// Who published it, when, where it came from, and what others tell of the same.
fn kicker(record: &Record, story: Option<&Stories>) -> Markup {
    let report = &record.report;
    let link = report.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    html! {
        p .kicker lang="en" {
            @match &report.outlet {
                Some(outlet) => strong { (words(outlet)) },
                None => span .missing { "Outlet not stated" },
            }
            @match &report.published {
                Some(published) => time datetime=(published) { (words(&wording::date(published))) },
                None => span .missing { "date not stated" },
            }
            @if let Some(credit) = &report.credit { span { "credit " (words(credit)) } }
            @if let Some(file) = &report.file { span .file { (words(file)) } }
            @if let Some(url) = link { a href=(url) rel="noopener noreferrer" { "as published" } }
            @if let Some(story) = story {
                a href={ "/story/" (story.id) } { "one of " (wording::grouped(story.reports)) " reports on this" }
            }
        }
    }
}

fn figures(counts: Sourcing, report: &Report) -> Markup {
    let figures = [
        (counts.statements, "", "statement", "statements"),
        (counts.named, "named", "by a named source", "by named sources"),
        (counts.unnamed, "unnamed", "by an unnamed source", "by unnamed sources"),
        (counts.nobody, "nobody", "by nobody in particular", "by nobody in particular"),
        (counts.denials, "denies", "denial", "denials"),
        (counts.silences, "declines", "asked, did not say", "asked, did not say"),
    ];
    html! {
        dl .figures {
            @for (number, class, one, many) in figures {
                div class=[if number == 0 { Some("none") } else { (!class.is_empty()).then_some(class) }] {
                    dt { (if number == 1 { one } else { many }) }
                    dd { (wording::grouped(number)) }
                }
            }
            @if let Some(single) = report.single {
                div {
                    dt { (if single == 1 { "claim" } else { "claims" }) " of one source" span .unseen { " in " (wording::these(report.of)) } }
                    dd { (wording::grouped(single)) }
                }
            }
        }
    }
}

/// The report from first word to last: whose voice each stretch is in.
fn strip(record: &Record) -> Markup {
    html! {
        svg .strip viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect .narration x="0" y="4.5" width="1000" height="1" {}
            @for (from, to, voice) in stretches(record) {
                rect class=(voice.class()) x=(from) y="0" width=(to - from) height="10" {}
            }
        }
    }
}

/// What all of a report's notes look up.
struct Page<'r> {
    report: &'r Report,
    quote: Quote<'r>,
}

/// A paragraph and its notes.
fn row(page: &Page<'_>, block: &Block<'_>, number: usize, headline: bool) -> Markup {
    let class = match block.furniture {
        _ if headline => "row headline",
        Some(FurnitureKind::Headline) => "row second",
        Some(_) => "row furniture",
        None => "row",
    };
    html! {
        div #{ "p" (number) } class=(class) {
            @if headline {
                h1 { (runs(&page.quote, block)) }
            } @else {
                p { (runs(&page.quote, block)) }
            }
            @if !block.notes.is_empty() {
                ol .notes lang="en" {
                    @for &i in &block.notes { (note(page, i)) }
                }
            }
        }
    }
}

fn runs(quote: &Quote<'_>, block: &Block<'_>) -> Markup {
    html! { @for run in &block.runs { (Marked { quote, run }) } }
}

/// Words in their marks.
struct Marked<'a, 'r> {
    quote: &'a Quote<'r>,
    run: &'a Run<'r>,
}

impl Render for Marked<'_, '_> {
    fn render(&self) -> Markup {
        let Run { words, parts, actor, furniture, opens } = self.run;
        // Signs of a markup language around a headline are part of the text, but nothing to look at.
        let blank = words.chars().all(|c| !c.is_alphanumeric()) && !words.trim().is_empty();
        if parts.is_empty() && actor.is_none() && furniture.is_none() {
            return html! { (words) };
        }
        if *furniture == Some(FurnitureKind::Boilerplate) && blank && parts.is_empty() {
            return html! { span .f.blank { (words) } };
        }
        let mut class = String::new();
        let outer = parts.first().map(|&(_, role)| role);
        class.push_str(match outer {
            Some(Role::Source) => "s",
            Some(Role::Cue) => "c",
            Some(Role::Content) => "w",
            None if furniture.is_some() => "f",
            None => "m",
        });
        let contents: Vec<&Statement> = parts
            .iter()
            .filter(|(_, role)| *role == Role::Content)
            .map(|&(i, _)| &self.quote.record.statements[i])
            .collect();
        if contents.len() > 1 {
            class.push_str(" deep");
        }
        if parts.len() > 1 {
            class.push_str(match parts.last() {
                Some((_, Role::Source)) => " is",
                Some((_, Role::Cue)) => " ic",
                _ => "",
            });
        }
        if let Some(statement) = contents.last() {
            let _ = write!(class, " {}", Voice::of(statement).class());
            // What is denied is denied with all that is told inside it.
            let denied = contents.iter().find(|s| s.stance == Some(Stance::Denies)).unwrap_or(statement);
            if let Some(stance) = denied.stance.filter(|s| *s != Stance::Asserts) {
                let _ = write!(class, " {}", onrecord_output::stance(stance));
            }
        }
        let numbers = parts.iter().map(|(i, _)| (i + 1).to_string()).collect::<Vec<_>>().join(" ");
        let numbers = (!numbers.is_empty()).then_some(numbers);
        let mention = actor.map(|i| i + 1);
        let cue = parts.last().filter(|(_, role)| *role == Role::Cue).map(|&(i, _)| i + 1);
        let id = opens.map(|i| format!("t{}", i + 1));
        html! {
            @match cue {
                Some(n) => a id=[id] class=(class) data-s=[numbers] data-a=[mention] href={ "#s" (n) }
                    tabindex="-1" { (words) },
                None => span id=[id] class=(class) data-s=[numbers] data-a=[mention] {
                    @if furniture.is_some() { (unmarked(words)) } @else { (words) }
                },
            }
        }
    }
}

/// Words with the signs of Markdown for bold ones out of sight: part of the text, but nothing to look at.
fn unmarked(words: &str) -> Markup {
    const BOLD: &str = "**";
    html! {
        @for (i, piece) in words.split(BOLD).enumerate() {
            @if i > 0 { span .f.blank { (BOLD) } }
            (piece)
        }
    }
}

/// Who says it, how, through whom, when; opened, the words that each of these rests on.
fn note(page: &Page<'_>, i: usize) -> Markup {
    let quote = &page.quote;
    let link = page.report.links.get(i).and_then(Option::as_ref);
    let statement = &quote.record.statements[i];
    let actor = quote.actor(statement.actor.as_deref());
    let number = quote.record.actors.iter().position(|a| Some(&a.id) == statement.actor.as_ref());
    let around = quote.around(statement);
    let inside = around.iter().map(|i| (i + 1).to_string()).collect::<Vec<_>>().join(" ");
    let voice = Voice::of(statement);
    let mut class = format!("note {}", voice.class());
    if !around.is_empty() {
        class.push_str(" inner");
    }
    let role = actor
        .and_then(|actor| actor.roles.iter().find(|role| role.text.chars().count() > 3))
        .map(|role| clipped(&role.text, 60));
    let kind = statement.kind.map(onrecord_output::kind).filter(|kind| *kind != "person");
    let unsure = statement.confidence < UNSURE;
    html! {
        li #{ "s" (i + 1) } class=(class) data-s=(i + 1) data-in=(inside) data-a=[number.map(|n| n + 1)] {
            details name="note" {
                summary {
                    span .who {
                        @match quote.who(statement) {
                            Some(who) => (words(&clipped(&who, 80))),
                            None => "nobody named",
                        }
                    }
                    " "
                    @if !statement.cue.is_empty() {
                        i .how { (words(&clipped(&quote.join(&statement.cue), 60))) }
                    }
                    span .unseen { ": " (words(&clipped(&quote.join(&statement.content), 200))) ". " }
                    span .small {
                        @if let Some(stance) = statement.stance {
                            @let class = onrecord_output::stance(stance);
                            @if let Some(label) = wording::stance(class) { span class={ "stance " (class) } { (label) } }
                        }
                        @if let Some(kind) = kind { span .kind { (wording::sort(kind)) } }
                        @if let Some(role) = role { span { (words(&role)) } }
                        @for via in &statement.via {
                            span { "through " (words(&clipped(quote.via(via), 60))) }
                        }
                        @for &when in &statement.said_when { span { (words(quote.at(when))) } }
                        @if let Some(link) = link {
                            @if let Some(who) = link.denied_by.as_ref().filter(|_| statement.stance != Some(Stance::Denies)) {
                                span .stance.denies { "denied by " (words(&clipped(who, 60))) }
                            } @else if link.reports > 1 { span { "in " (link.reports) " reports" } }
                        }
                        @if unsure { span .unsure { "unsure reading" } }
                        @if let Some(link) = link { (marked(&link.decided)) }
                    }
                }
                (facts(quote, statement, link, i))
            }
        }
    }
}

/// That somebody decided something here.
fn marked(decided: &[Entry]) -> Markup {
    html! {
        @match decided {
            [] => {},
            [Entry { decision: Decision::Note { .. }, who, .. }] => span .decided { "note by " (words(who)) },
            [Entry { who, .. }] => span .decided { "corrected by " (words(who)) },
            _ => span .decided { (decided.len()) " decisions" },
        }
    }
}

/// The words that a note rests on.
fn facts(quote: &Quote<'_>, statement: &Statement, link: Option<&Link>, i: usize) -> Markup {
    let chain = quote.chain(statement);
    let anonymity = statement.anonymity.as_ref();
    let spans = |spans: &[onrecord_record::Span]| clipped(&quote.join(spans), 300);
    html! {
        dl .facts {
            dt { "Source" }
            dd { @if statement.source.is_empty() { "no words name one" } @else { "“" (words(&spans(&statement.source))) "”" } }
            dt { "Said" }
            dd { "“" (words(&spans(&statement.content))) "”" }
            dt { "Chain" }
            dd { @for (i, link) in chain.iter().enumerate() { @if i > 0 { " ← " } (words(&clipped(link, 80))) } }
            @if let Some(anonymity) = anonymity {
                @if let Some(precision) = anonymity.precision {
                    dt { "Described" }
                    dd { (precision) " of 5, from vague to precise" }
                }
                @if !anonymity.condition.is_empty() {
                    dt { "Condition" }
                    dd { "“" (words(&spans(&anonymity.condition))) "”" }
                }
                @if !anonymity.reason.is_empty() {
                    dt { "Reason" }
                    dd { "“" (words(&spans(&anonymity.reason))) "”" }
                }
            }
            @for entry in link.iter().flat_map(|link| &link.decided) {
                dt { "Decided" }
                dd { (words(&entry.who)) ", " (wording::date(&entry.at)) ": " (what(&entry.decision)) }
            }
            dt { "Reading" }
            dd { (format!("{:.0}", statement.confidence.clamp(0.0, 1.0) * 100.0)) " % sure, by " (words(&quote.record.model)) }
        }
        p .tools {
            @if let Some(actor) = link.and_then(|link| link.actor) { a href={ "/source/" (actor) } { "All they said" } }
            @if let Some(claim) = link.and_then(|link| link.claim) { a href={ "/claim/" (claim) } { "The claim" } }
            @if let Some(link) = link { a .correct href={ "/correct/" (link.id) } { "Correct" } }
            a href={ "#t" (i + 1) } { "In the text" }
            a .copy href=(permalink(quote.record, statement)) { "Copy link" }
            a .copy href=(permalink(quote.record, statement)) data-text=(citation(quote, statement)) { "Cite" }
        }
    }
}

/// The address that leads to these words whatever the statement's number is.
fn permalink(record: &Record, statement: &Statement) -> String {
    let Span { start, end } = place(&statement.source, &statement.cue, &statement.content);
    format!("/report/{}/{start}-{end}", short(&record.report.id))
}

/// The statement as one cites it: its words, who, where, when, and the hash of the text that has them.
fn citation(quote: &Quote<'_>, statement: &Statement) -> String {
    let report = &quote.record.report;
    let Span { start, end } = place(&statement.source, &statement.cue, &statement.content);
    let who = quote.who(statement).unwrap_or_else(|| "nobody named".to_owned());
    let mut citation = format!("“{}” — {who}", clipped(&quote.join(&statement.content), 500));
    if !statement.cue.is_empty() {
        let _ = write!(citation, " ({})", quote.join(&statement.cue));
    }
    for part in
        [report.outlet.as_deref(), Some(title(quote.record)), report.url.as_deref()].into_iter().flatten()
    {
        let _ = write!(citation, ", {part}");
    }
    if let Some(published) = &report.published {
        let _ = write!(citation, ", {}", wording::date(published));
    }
    let _ = write!(citation, ". {}, characters {start}–{end}.", report.id);
    citation
}

/// The ways to the other parts of a long report.
fn parts(record: &Record, part: &Part<'_>) -> Markup {
    let to = |number: usize| format!("/report/{}?part={number}", short(&record.report.id));
    html! {
        @if part.of > 1 {
            nav .parts aria-label="Parts of this report" {
                @if part.number > 1 { a rel="prev" href=(to(part.number - 1)) { "Previous part" } }
                span { "Part " (part.number) " of " (part.of) }
                @if part.number < part.of { a rel="next" href=(to(part.number + 1)) { "Next part" } }
            }
        }
    }
}
