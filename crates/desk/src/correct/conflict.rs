//! What was decided before about the places that a decision is about.

use crate::readers::Error;
use crate::view::places;
use onrecord_ledger::rusqlite::OptionalExtension;
use onrecord_ledger::{Address, Decision, Entry, Ledger, State, rusqlite};

fn touch(a: &Address, b: &Address) -> bool {
    a.report == b.report && a.start < b.end && b.start < a.end
}

/// The entries that are about this place, remarks too.
pub(super) fn about(journal: Vec<Entry>, place: &Address) -> Vec<Entry> {
    journal.into_iter().filter(|entry| places(&entry.decision).iter().any(|at| touch(at, place))).collect()
}

/// The entries that hold and that `decision` would stand over: those about a place of it; where it makes one claim or source of
/// two, those that part statements or mentions of the two. Remarks stand in nobody's way, and nothing in theirs.
pub(super) fn earlier(ledger: &Ledger, journal: &[Entry], decision: &Decision) -> Result<Vec<Entry>, Error> {
    let holding = journal
        .iter()
        .filter(|entry| entry.state == State::Holds && !matches!(entry.decision, Decision::Note { .. }));
    Ok(match decision {
        Decision::Note { .. } => Vec::new(),
        Decision::MergeClaims { kept, other } => {
            let part = |entry: &Entry| {
                matches!(entry.decision, Decision::NotSame { .. } | Decision::SplitClaim { .. })
            };
            if !holding.clone().any(part) {
                return Ok(Vec::new());
            }
            let (kept, other) = (members(ledger, kept)?, members(ledger, other)?);
            holding.filter(|entry| parts(&entry.decision, &kept, &other)).cloned().collect()
        }
        Decision::MergeActors { kept, other } => {
            let (kept, other) = (mention(ledger, kept)?, mention(ledger, other)?);
            let mut found = Vec::new();
            for entry in holding {
                if let (Some(kept), Some(other)) = (&kept, &other)
                    && tells_apart(ledger, &entry.decision, kept.actor, other.actor)?
                {
                    found.push(entry.clone());
                }
            }
            found
        }
        _ => {
            let here = places(decision);
            let touched = |entry: &&Entry| {
                places(&entry.decision).iter().any(|there| here.iter().any(|at| touch(there, at)))
            };
            holding.filter(touched).cloned().collect()
        }
    })
}

/// A statement of a claim: where it stands, and the claim that the machine put it to.
struct Member {
    report: String,
    start: usize,
    end: usize,
    machine: Option<i64>,
}

/// All statements of the claim that the statement at `place` belongs to.
fn members(ledger: &Ledger, place: &Address) -> Result<Vec<Member>, Error> {
    let mut select = ledger.db().prepare_cached(
        "SELECT r.hash, s.start, s.\"end\", s.machine_claim FROM statement s JOIN report r ON r.id = s.report
        WHERE s.claim IN (SELECT o.claim FROM report h CROSS JOIN statement o ON o.report = h.id
            WHERE h.hash = ?1 AND o.start = ?2 AND o.\"end\" = ?3)",
    )?;
    let members = select.query_map((&place.report, place.start as i64, place.end as i64), |row| {
        Ok(Member {
            report: row.get(0)?,
            start: row.get::<_, i64>(1)? as usize,
            end: row.get::<_, i64>(2)? as usize,
            machine: row.get(3)?,
        })
    })?;
    Ok(members.collect::<Result<_, _>>()?)
}

/// Whether a decision says that statements of two claims are not of one: by name, or by taking one out of a claim in which the
/// machine had it together with the others.
fn parts(decision: &Decision, one: &[Member], other: &[Member]) -> bool {
    let find = |claim: &[Member], at: &Address| {
        let here =
            |member: &&Member| (&member.report, member.start, member.end) == (&at.report, at.start, at.end);
        claim.iter().find(here).map(|member| member.machine)
    };
    let within = |claim: &[Member], at: &Address| find(claim, at).is_some();
    let left = |from: &[Member], to: &[Member], at: &Address| {
        let machine = find(from, at).flatten();
        machine.is_some() && to.iter().any(|member| member.machine == machine)
    };
    match decision {
        Decision::NotSame { a, b } => {
            within(one, a) && within(other, b) || within(one, b) && within(other, a)
        }
        Decision::SplitClaim { statements } => {
            statements.iter().any(|at| left(one, other, at) || left(other, one, at))
        }
        _ => false,
    }
}

/// A mention of a source: whose it is now, and whose the machine took it for.
struct Mention {
    actor: i64,
    machine: i64,
}

/// The linked mention that stands at `place`.
fn mention(ledger: &Ledger, place: &Address) -> Result<Option<Mention>, Error> {
    let mut select = ledger.db().prepare_cached(
        "SELECT m.actor, m.machine_actor FROM report r CROSS JOIN mention m ON m.report = r.id
        WHERE r.hash = ?1 AND m.actor IS NOT NULL AND m.machine_actor IS NOT NULL AND EXISTS (
            SELECT 1 FROM json_each(m.spans) s WHERE s.value ->> 0 = ?2 AND s.value ->> 1 = ?3)
        ORDER BY m.id LIMIT 1",
    )?;
    let read = |row: &rusqlite::Row<'_>| Ok(Mention { actor: row.get(0)?, machine: row.get(1)? });
    Ok(select.query_row((&place.report, place.start as i64, place.end as i64), read).optional()?)
}

/// Whether a decision says that two sources are not one: by name, or by taking a mention of one for somebody else than the machine
/// did, who is the other.
fn tells_apart(ledger: &Ledger, decision: &Decision, one: i64, other: i64) -> Result<bool, Error> {
    let of_machine = |actor: i64, machine: i64| -> Result<bool, Error> {
        let there = "SELECT 1 FROM mention WHERE machine_actor = ?1 AND actor = ?2";
        Ok(ledger.db().prepare_cached(there)?.exists([machine, actor])?)
    };
    match decision {
        Decision::NotSameActor { a, b } => {
            let (a, b) = (mention(ledger, a)?, mention(ledger, b)?);
            let actors = a.zip(b).map(|(a, b)| (a.actor, b.actor));
            Ok(actors == Some((one, other)) || actors == Some((other, one)))
        }
        Decision::SplitActor { mentions } => {
            for at in mentions {
                let Some(Mention { actor, machine }) = mention(ledger, at)? else { continue };
                if actor == one && of_machine(other, machine)? || actor == other && of_machine(one, machine)?
                {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        _ => Ok(false),
    }
}
