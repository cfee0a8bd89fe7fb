//! schema.org `ClaimReview`s, one a line, for a fact-checker to complete: what is claimed, by whom, and where it appeared.
//!
//! The rating, the reviewer and the review's own address are `null`: whether a claim holds is not for a program to say. Those
//! who deny it are no authors of the claim and are not listed; the reports that carry a denial are among the appearances.

use super::Selection;
use crate::error::Result;
use crate::query::claims::{self, Claim};
use crate::query::saying::{ActorName, ReportName};
use crate::query::{Page, origins::puts_forward};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes the claims of which a statement passes: those in most reports first. What only reports themselves say, in their
/// own voice, is nobody's claim and left out.
///
/// # Errors
/// [`crate::Error::Write`] where `out` takes no more; what SQLite says.
pub fn write(selection: &Selection<'_>, mut out: impl Write) -> Result<()> {
    for id in claims::ranked(selection.db, selection.filter(), Page::ALL)? {
        let Some(claim) = claims::claim(selection.db, id)? else { continue };
        if claim.statements.iter().any(|saying| !saying.is_narration() && puts_forward(saying)) {
            serde_json::to_writer(&mut out, &review(selection, &claim)?).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(out.flush()?)
}

fn review(selection: &Selection<'_>, claim: &Claim) -> Result<Value> {
    let mut authors: Vec<&ActorName> = Vec::new();
    let mut reports: Vec<(&ReportName, i64)> = Vec::new();
    for saying in &claim.statements {
        if let Some(actor) = saying.actor.as_ref().filter(|_| puts_forward(saying))
            && !authors.iter().any(|there| there.id == actor.id)
        {
            authors.push(actor);
        }
        if !reports.iter().any(|(there, _)| there.id == saying.report.id) {
            reports.push((&saying.report, saying.report_number));
        }
    }
    let mut appearances = Vec::new();
    for (report, number) in &reports {
        appearances.push(appearance(selection, report, *number)?);
    }
    Ok(json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": claim.wording,
        "url": null,
        "datePublished": null,
        "author": null,
        "reviewRating": {"@type": "Rating", "ratingValue": null, "alternateName": null},
        "itemReviewed": {
            "@type": "Claim",
            "identifier": format!("claim {}", claim.id),
            "author": authors.into_iter().map(author).collect::<Vec<_>>(),
            "datePublished": claim.earliest.as_ref().and_then(|report| report.published.as_deref()),
            "appearance": appearances,
        },
    }))
}

fn author(actor: &ActorName) -> Value {
    let sort = match actor.kind.as_str() {
        "organisation" | "outlet" => "Organization",
        "document" => "CreativeWork",
        _ => "Person",
    };
    json!({"@type": sort, "name": actor.name})
}

fn appearance(selection: &Selection<'_>, report: &ReportName, number: i64) -> Result<Value> {
    let mut select = selection.db.prepare_cached("SELECT url FROM report WHERE id = ?1")?;
    let url: Option<String> = select.query_row([number], |row| row.get(0))?;
    let publisher = report.outlet.as_deref().map(|name| json!({"@type": "Organization", "name": name}));
    Ok(json!({
        "@type": "NewsArticle",
        "identifier": report.id,
        "url": url,
        "headline": report.title,
        "publisher": publisher,
        "datePublished": report.published,
    }))
}
