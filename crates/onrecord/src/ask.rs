//! `onrecord stories`, `claims`, `disputes`, `origins`, `who`, `search`: what a ledger answers.

mod claims;
mod disputes;
mod origins;
mod search;
mod sheet;
mod stories;
mod who;

use crate::args::{AskArgs, NumberedArgs, SearchArgs, WhoArgs};
use crate::config::Config;
use crate::outcome::{Failure, Outcome, say};
use crate::settings;
use onrecord_ledger::query::{Filter, Page, reports};
use onrecord_ledger::rusqlite::Connection;
use onrecord_ledger::{Error, Ledger, query};
use serde::Serialize;
use sheet::Sheet;
use std::io::{self, BufWriter, StdoutLock, Write};

/// So many answers are shown in a table where the number is not given.
const ANSWERS: usize = 20;

/// Why there may be no answer.
const NO_LINKS: &str =
    "nothing is found; a ledger whose reports are not linked has no answers: `onrecord add --relink`";

type Out = BufWriter<StdoutLock<'static>>;

/// A ledger that is asked, and how its answers are to be shown.
struct Asking {
    ledger: Ledger,
    filter: Filter,
    /// How many answers.
    limit: usize,
    /// Where answers are JSON.
    json: Option<Out>,
    sheet: Sheet<Out>,
}

impl Asking {
    fn new(args: &AskArgs, config: &Config) -> Result<Self, Failure> {
        let ledger = Ledger::open(settings::ledger(&args.ledger, config))?;
        let out = || BufWriter::new(io::stdout().lock());
        let colour = settings::colour(args.color.or(config.color).unwrap_or_default());
        let limit = match args.limit {
            Some(0) => usize::MAX,
            Some(limit) => limit,
            None if args.json => usize::MAX,
            None => ANSWERS,
        };
        let sheet = Sheet::new(out(), settings::width(), colour, reports(ledger.db())?);
        Ok(Self { filter: args.filter.filter(), ledger, limit, json: args.json.then(out), sheet })
    }

    fn db(&self) -> &Connection {
        self.ledger.db()
    }

    /// The numbers of the answers: those given, or the weightiest and, for a table, one more to tell whether there are more.
    fn numbers(
        &self,
        given: &[i64],
        ranked: impl Fn(&Connection, &Filter, Page) -> Result<Vec<i64>, Error>,
    ) -> Result<Vec<i64>, Failure> {
        if given.is_empty() {
            Ok(ranked(self.db(), &self.filter, Page::first(self.limit.saturating_add(1)))?)
        } else {
            Ok(given.to_vec())
        }
    }

    /// Shows the answers with these numbers, one by one.
    fn show<T: Serialize>(
        mut self,
        mut numbers: Vec<i64>,
        noun: &str,
        answer: impl Fn(&Self, i64) -> Result<Option<T>, Error>,
        table: impl Fn(&mut Sheet<Out>, &T) -> io::Result<()>,
    ) -> Result<Outcome, Failure> {
        let more = numbers.len() > self.limit;
        numbers.truncate(self.limit);
        let mut shown = 0_usize;
        for &number in &numbers {
            let Some(answer) = answer(&self, number)? else {
                say(&format!("there is no {noun} {number}"));
                continue;
            };
            shown += 1;
            self.one(&answer, &table)?;
        }
        self.sheet.end(more)?;
        if let Some(out) = &mut self.json {
            out.flush()?;
        }
        if numbers.is_empty() {
            say(NO_LINKS);
        }
        Ok(if shown == numbers.len() { Outcome::Well } else { Outcome::BadInput })
    }

    fn one<T: Serialize>(
        &mut self,
        answer: &T,
        table: &impl Fn(&mut Sheet<Out>, &T) -> io::Result<()>,
    ) -> Result<(), Failure> {
        match &mut self.json {
            Some(out) => {
                serde_json::to_writer(&mut *out, answer).map_err(io::Error::from)?;
                out.write_all(b"\n")?;
            }
            None => table(&mut self.sheet, answer)?,
        }
        Ok(())
    }
}

pub(crate) fn stories(args: &NumberedArgs, config: &Config) -> Result<Outcome, Failure> {
    let asking = Asking::new(&args.ask, config)?;
    let numbers = asking.numbers(&args.numbers, query::stories::ranked)?;
    // What costs more is for those that are asked for by their numbers.
    let answer = if args.numbers.is_empty() { query::stories::story } else { query::stories::in_full };
    asking.show(numbers, "story", |a, id| answer(a.db(), id), stories::story)
}

pub(crate) fn claims(args: &NumberedArgs, config: &Config) -> Result<Outcome, Failure> {
    let asking = Asking::new(&args.ask, config)?;
    let numbers = asking.numbers(&args.numbers, query::claims::ranked)?;
    let rows = rows(args);
    asking.show(numbers, "claim", |a, id| query::claims::claim(a.db(), id), |s, c| claims::claim(s, c, rows))
}

pub(crate) fn disputes(args: &NumberedArgs, config: &Config) -> Result<Outcome, Failure> {
    let asking = Asking::new(&args.ask, config)?;
    let numbers = asking.numbers(&args.numbers, query::disputes::ranked)?;
    let rows = rows(args);
    let answer = |a: &Asking, id| query::disputes::dispute(a.db(), id);
    asking.show(numbers, "dispute about claim", answer, |s, d| disputes::dispute(s, d, rows))
}

pub(crate) fn origins(args: &NumberedArgs, config: &Config) -> Result<Outcome, Failure> {
    let asking = Asking::new(&args.ask, config)?;
    let numbers = asking.numbers(&args.numbers, query::origins::ranked)?;
    let rows = rows(args);
    asking.show(
        numbers,
        "claim",
        |a, id| query::origins::origins(a.db(), id),
        |s, o| origins::origins(s, o, rows),
    )
}

pub(crate) fn who(args: &WhoArgs, config: &Config) -> Result<Outcome, Failure> {
    let asking = Asking::new(&args.ask, config)?;
    let numbers = query::who::ranked(asking.db(), &args.name, Page::ALL)?;
    if numbers.is_empty() {
        say(&format!("in these reports nobody is called {}", args.name));
        return Ok(Outcome::BadInput);
    }
    let page = Page::first(asking.limit);
    let answer = |a: &Asking, id| query::who::who(a.db(), id, &a.filter, page);
    // The limit is on what they said, not on how many there are of the name.
    let asking = Asking { limit: if args.ask.json { usize::MAX } else { who::NAMESAKES }, ..asking };
    asking.show(numbers, "actor", answer, who::who)
}

pub(crate) fn search(args: &SearchArgs, config: &Config) -> Result<Outcome, Failure> {
    let mut asking = Asking::new(&args.ask, config)?;
    let words = args.words.join(" ");
    let page = Page::first(asking.limit.saturating_add(1));
    let mut hits = query::search::hits(asking.db(), &words, &asking.filter, page)?;
    let more = hits.len() > asking.limit;
    hits.truncate(asking.limit);
    if hits.is_empty() {
        say(&format!("in these reports nothing is found for {words}"));
        return Ok(Outcome::Well);
    }
    if asking.json.is_none() {
        search::head(&mut asking.sheet, &words)?;
    }
    for hit in &hits {
        asking.one(hit, &search::hit)?;
    }
    asking.sheet.end(more)?;
    if let Some(out) = &mut asking.json {
        out.flush()?;
    }
    Ok(Outcome::Well)
}

/// How many rows an answer has: all where it was asked for by its number.
fn rows(args: &NumberedArgs) -> usize {
    if args.numbers.is_empty() { sheet::ROWS } else { usize::MAX }
}
