//! A claim: its wording, who puts it forward and who denies it, on whose word, in time order.

use super::figures::figures;
use super::origins::picture;
use super::said::{self, Known};
use super::{clipped, stories, take_away};
use crate::view::{Claim, Side, short, side};
use crate::wording::{count, these};
use maud::{Markup, html};
use onrecord_ledger::query::disputes::Stand;
use onrecord_ledger::query::saying::Saying;

/// The page of a claim.
pub fn claim(claim: &Claim) -> Markup {
    let of = |wanted: Side| -> Vec<Saying> {
        claim.claim.statements.iter().filter(|s| side(s) == wanted).cloned().collect()
    };
    let (forward, against) = (of(Side::Forward), of(Side::Against));
    html! {
        header .head {
            p .kicker { "Claim" }
            h1 .wording { "“" bdi { (clipped(&claim.claim.wording, 500)) } "”" }
            p .lead { "In " (these(claim.of)) ": " (headline(claim, &against)) }
        }
        @if against.is_empty() {
            (section_of("forward", "Put forward by", &forward, "Nobody in these reports."))
        } @else {
            div .sides {
                (section_of("forward", "Put forward by", &forward, "Nobody in these reports."))
                (section_of("against", "Denied by", &against, ""))
            }
        }
        (section_of("open", "Held possible, asked, wished or judged by", &of(Side::Open), ""))
        (section_of("silent", "Asked, and did not say", &of(Side::Silent), ""))
        @if let Some(dispute) = &claim.dispute {
            @let statements: Vec<&Saying> = dispute.sides.iter().flat_map(|side| &side.statements).collect();
            @for quantity in &dispute.figures { (figures(quantity, &statements)) }
            @for (stand, id, name) in [
                (Stand::Contradicts, "contradicts", "Cannot hold together with it"),
                (Stand::Figure, "another", "With another figure"),
            ] {
                (section_of(id, name, &side_of(claim, stand), ""))
            }
        }
        @if let Some(origins) = &claim.origins { (picture(claim, origins)) }
        (others(claim))
        @if !claim.stories.is_empty() {
            section aria-labelledby="stories" {
                h2 #stories { "The event that its reports tell of" }
                (stories::list(&claim.stories))
            }
        }
        p .ways {
            a href={ "/search?claim=" (claim.claim.id) } { "Pick among its statements" } " "
            a .merge href={ "/claim/" (claim.claim.id) "/merge" } { "Merge with another claim" }
        }
        (take_away(&format!("/claim/{}", claim.claim.id)))
    }
}

/// `7 reports put it forward, from 2 origins; lineage of 3 not stated. 1 denies it.` Never a verdict.
fn headline(claim: &Claim, against: &[Saying]) -> Markup {
    let forward = claim.origins.as_ref().map_or(0, |origins| origins.reports.len());
    let lineage = claim.claim.lineage;
    let mut deny: Vec<i64> = against.iter().map(|s| s.report_number).collect();
    deny.sort_unstable();
    deny.dedup();
    html! {
        @if forward == 0 { "no report puts it forward" }
        @else {
            (count(forward, "report puts it forward", "reports put it forward"))
            @if lineage.origins > 0 { ", from " (count(lineage.origins, "origin", "origins")) }
            @if lineage.not_stated > 0 { "; lineage of " (lineage.not_stated) " not stated" }
        }
        "; "
        @if deny.is_empty() { "none carries a denial." }
        @else { (count(deny.len(), "carries a denial.", "carry a denial.")) }
        @if let Some(earliest) = &claim.claim.earliest {
            " Earliest here: " a href={ "/report/" (short(&earliest.id)) } { (said::report_name(earliest)) } "."
        }
    }
}

/// The statements of claims that stand to this one so.
fn side_of(claim: &Claim, stand: Stand) -> Vec<Saying> {
    let sides = claim.dispute.iter().flat_map(|dispute| &dispute.sides);
    sides.filter(|side| side.side == stand).flat_map(|side| side.statements.clone()).collect()
}

fn section_of(id: &str, name: &str, said: &[Saying], none: &str) -> Markup {
    html! {
        @if !said.is_empty() || !none.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (name) }
                @if said.is_empty() { p .empty { (none) } }
                (said::list(said, Known { claim: true, ..Known::default() }))
            }
        }
    }
}

fn others(claim: &Claim) -> Markup {
    html! {
        @for (relation, name) in [("part", "Shares a part with it"), ("related", "On the same matter")] {
            @let shown = [side_of(claim, Stand::Contradicts), side_of(claim, Stand::Figure)].concat();
            @let said: Vec<Saying> = claim
                .others
                .iter()
                .filter(|(how, saying)| how == relation && !shown.iter().any(|there| there.id == saying.id))
                .map(|(_, saying)| saying.clone())
                .collect();
            (section_of(relation, name, &said, ""))
        }
    }
}
