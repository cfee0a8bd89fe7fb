//! Where a claim comes from, as a picture: reports flow to their origins, and each line has the words that prove it.

use super::said::{report_name, sort};
use super::{clipped, words};
use crate::draw::{Edge, Node, Proof, flow};
use crate::view::{Claim, Side, address, short, side, title};
use maud::{Markup, html};
use onrecord_ledger::query::origins::{From, Origin, Origins, Value};
use onrecord_ledger::query::saying::ReportName;
use onrecord_record::Span;

/// So many reports stand in the picture.
const MOST: usize = 24;

/// A line of the picture, and what the ledger knows of it.
struct Link<'o> {
    from: usize,
    to: usize,
    known: &'o From,
    /// Its number in the list of proofs, from 1; none where the reports show it without words of their own.
    number: Option<usize>,
}

/// The picture, and under it a list of the proofs.
pub(super) fn picture(claim: &Claim, origins: &Origins) -> Markup {
    let mut reports: Vec<&ReportName> = Vec::new();
    let mut links: Vec<Link<'_>> = Vec::new();
    let mut proofs = 0;
    let mut link = |known, to| {
        let from = place(&mut reports, known);
        if from < MOST && to < MOST {
            let proven = origins.origins.get(to).is_some_and(|origin| proves(known, origin));
            proofs += usize::from(proven);
            links.push(Link { from, to, known, number: proven.then_some(proofs) });
        }
    };
    for (to, origin) in origins.origins.iter().enumerate() {
        for known in origins.reports.iter().filter(|known| origin.reports.contains(&known.report.id)) {
            link(known, to);
        }
    }
    for known in origins.reports.iter().filter(|known| known.lineage == Value::NotStated) {
        link(known, origins.origins.len());
    }
    let left: Vec<Node> = reports.iter().take(MOST).map(|report| left(claim, report)).collect();
    let mut right: Vec<Node> = origins
        .origins
        .iter()
        .map(|origin| Node { label: html! { b { (name(origin)) } }, class: "origin" })
        .collect();
    if origins.not_stated > 0 {
        right.push(Node { label: html! { i { "Lineage not stated" } }, class: "unknown" });
    }
    right.truncate(MOST);
    let edges: Vec<Edge> = links.iter().map(|link| edge(link, origins)).collect();
    html! {
        @if !left.is_empty() {
            section .lineage aria-labelledby="origins" {
                h2 #origins { "Where it comes from" }
                p .aside { "Links are shown where the reports’ words show them. “No link” does not mean independent." }
                (flow(["These reports", "have it from"], &left, &right, &edges))
                @if proofs > 0 {
                    h3 .day { "The words that prove it" }
                    ol .proofs {
                        @for link in &links {
                            @if let Some(number) = link.number {
                                li #{ "proof-" (number) } data-proof=(number) { span .number { (number) } (proof(link.known, origins)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether the words of what is known show this origin. Where a report has it from several, its words are those of one.
fn proves(known: &From, origin: &Origin) -> bool {
    let of_it = known.on.as_ref().is_some_and(|on| origin.names.contains(on));
    !known.words.is_empty() && (known.lineage != Value::ReliesOn || of_it)
}

fn place<'o>(reports: &mut Vec<&'o ReportName>, known: &'o From) -> usize {
    reports.iter().position(|there| there.id == known.report.id).unwrap_or_else(|| {
        reports.push(&known.report);
        reports.len() - 1
    })
}

/// What an origin is called.
fn name(origin: &Origin) -> Markup {
    html! {
        @if origin.names.is_empty() { "The same words, nobody named" }
        @for (i, name) in origin.names.iter().take(3).enumerate() { @if i > 0 { ", " } (words(&clipped(name, 70))) }
    }
}

fn edge(link: &Link<'_>, origins: &Origins) -> Edge {
    let proof = link.number.map(|number| Proof {
        number,
        label: format!("Proof {number}: {} {}", outlet(&link.known.report), how(link.known)),
        shown: html! {
            (how(link.known)) " “" (words(&clipped(&link.known.words, 220))) "”"
        },
    });
    let class = if link.to < origins.origins.len() { "origin" } else { "unknown" };
    Edge { from: link.from, to: link.to, weight: 2, class, proof }
}

/// How a report is linked.
fn how(known: &From) -> &'static str {
    match known.lineage {
        Value::SameText => "has the same text:",
        Value::ReliesOn => "says it relies on it:",
        Value::NoLinkFound => "names it:",
        Value::NotStated => "does not say:",
    }
}

fn outlet(report: &ReportName) -> &str {
    report.outlet.as_deref().unwrap_or_else(|| title(report))
}

/// A proof in the list: which report, how, the words, and the ways to them.
fn proof(known: &From, origins: &Origins) -> Markup {
    let way = |report: &str, span: Span| format!("/report/{}/{}-{}", short(report), span.start, span.end);
    let other = known.other.as_deref();
    let named = other.and_then(|id| origins.reports.iter().find(|other| other.report.id == id));
    html! {
        b { (words(&clipped(outlet(&known.report), 80))) } " " (how(known)) " "
        q { (words(&clipped(&known.words, 300))) }
        span .meta {
            @if let Some(span) = known.span { a href=(way(&known.report.id, span)) { "in this report" } }
            @if let (Some(other), Some(span)) = (other, known.other_span) {
                a href=(way(other, span)) {
                    "in " @match named { Some(named) => (words(&clipped(outlet(&named.report), 60))), None => "the other" }
                }
            }
        }
    }
}

/// A report in the picture, with its own words for whose word it is.
fn left(claim: &Claim, report: &ReportName) -> Node {
    let of_it = || claim.claim.statements.iter().filter(|s| s.report.id == report.id);
    // Of a report that also has it denied, the words that put it forward.
    let said = of_it().find(|s| side(s) == Side::Forward).or_else(|| of_it().next());
    let own = said.map(|s| format!("{} {}", s.source, s.cue)).filter(|words| !words.trim().is_empty());
    let to = said.map_or_else(|| format!("/report/{}", short(&report.id)), address);
    Node {
        label: html! {
            a href=(to) { (report_name(report)) }
            span .own {
                @match &own {
                    Some(own) => { "“" (words(&clipped(own.trim(), 70))) "”" },
                    None => "in its own voice",
                }
            }
        },
        class: said.map_or("nobody", sort),
    }
}
