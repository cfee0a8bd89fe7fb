//! How long each question takes on a ledger: `cargo run --release -p onrecord-ledger --example ask -- LEDGER`.
//!
//! Each is asked eleven times for a page of twenty answers, which are loaded whole; the first time does not count, for the
//! caches are cold then. Printed are the median and the worst of the others, in milliseconds.

use onrecord_ledger::query::{Filter, Page, claims, disputes, origins, reports, search, stories, who};
use onrecord_ledger::rusqlite::Connection;
use onrecord_ledger::{Ledger, Result};
use onrecord_record::{SourceKind, Stance};
use std::time::Instant;

const PAGE: Page = Page::first(20);

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: ask LEDGER")?;
    let ledger = Ledger::open(folder.as_ref())?;
    let db = ledger.db();
    let one = |sql: &str| db.query_row(sql, [], |row| row.get::<_, String>(0));
    let outlet = one(
        "SELECT outlet FROM report WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY count(*) DESC LIMIT 1",
    )?;
    let day = one("SELECT max(substr(published, 1, 7)) FROM report")?;
    let actor = one(
        "SELECT '#' || actor FROM statement WHERE actor IS NOT NULL GROUP BY actor ORDER BY count(*) DESC LIMIT 1",
    )?;
    println!("{} reports; outlet {outlet}, since {day}, actor {actor}", reports(db)?);

    let none = Filter::default();
    let filters = [
        ("", none.clone()),
        ("--outlet", Filter { outlet: Some(outlet), ..none.clone() }),
        ("--since", Filter { since: Some(day), ..none.clone() }),
        ("--kind unnamed", Filter { kind: Some(SourceKind::Unnamed), ..none.clone() }),
        ("--stance denies", Filter { stance: Some(Stance::Denies), ..none.clone() }),
        (
            "--kind document --stance declines",
            Filter { kind: Some(SourceKind::Document), stance: Some(Stance::Declines), ..none.clone() },
        ),
        ("--actor", Filter { actor: Some(actor.clone()), ..none.clone() }),
    ];
    for (name, filter) in &filters {
        time(db, &format!("stories {name}"), |db| {
            stories::ranked(db, filter, PAGE)?
                .into_iter()
                .try_fold(0, |n, id| Ok(n + usize::from(stories::story(db, id)?.is_some())))
        })?;
        time(db, &format!("claims {name}"), |db| {
            claims::ranked(db, filter, PAGE)?
                .into_iter()
                .try_fold(0, |n, id| Ok(n + usize::from(claims::claim(db, id)?.is_some())))
        })?;
        time(db, &format!("disputes {name}"), |db| {
            disputes::ranked(db, filter, PAGE)?
                .into_iter()
                .try_fold(0, |n, id| Ok(n + usize::from(disputes::dispute(db, id)?.is_some())))
        })?;
        time(db, &format!("origins {name}"), |db| {
            origins::ranked(db, filter, PAGE)?
                .into_iter()
                .try_fold(0, |n, id| Ok(n + usize::from(origins::origins(db, id)?.is_some())))
        })?;
        for words in ["police", "president said", "killed in an explosion"] {
            time(db, &format!("search {words} {name}"), |db| {
                Ok(search::hits(db, words, filter, PAGE)?.len())
            })?;
        }
    }
    time(db, "who", |db| {
        let ids = who::ranked(db, &actor, Page::first(1))?;
        ids.into_iter()
            .try_fold(0, |n, id| Ok(n + who::who(db, id, &none, PAGE)?.map_or(0, |who| who.said.len())))
    })?;
    Ok(())
}

fn time(db: &Connection, name: &str, ask: impl Fn(&Connection) -> Result<usize>) -> Result<()> {
    let mut answers = ask(db)?;
    let mut times = Vec::new();
    for _ in 0..10 {
        let start = Instant::now();
        answers = ask(db)?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    println!("{:7.1} {:7.1} ms  {answers:3} answers  {name}", times[5], times[9]);
    Ok(())
}
