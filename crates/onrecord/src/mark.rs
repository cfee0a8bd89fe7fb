//! `onrecord mark`: a person's decisions.

use crate::args::{Mark, MarkArgs};
use crate::config::Config;
use crate::outcome::{Failure, Outcome};
use crate::settings;
use onrecord_ledger::{Address, Decision, Editor, Ledger};
use onrecord_record::{Span, Stance};
use std::env;
use std::io::{self, Write};

pub(crate) fn run(args: &MarkArgs, config: &Config) -> Result<Outcome, Failure> {
    let folder = settings::ledger(&args.ledger, config);
    let who = who(args.by.as_deref())?;
    let mut editor = Editor::open(folder)?;
    let decision = decision(&editor, &args.mark)?;
    let entry = editor.decide(&who, &decision)?;
    writeln!(io::stdout(), "{entry}")?;
    Ok(Outcome::Well)
}

/// Whose decision it is: the name given, else the user's.
pub(crate) fn who(by: Option<&str>) -> Result<String, Failure> {
    let known = || ["USER", "USERNAME"].into_iter().find_map(|name| env::var(name).ok());
    let named = by.map(str::to_owned).or_else(known).filter(|name| !name.trim().is_empty());
    named.ok_or_else(|| Failure::Usage("whose decision is it? say --by NAME".to_owned()))
}

/// The decision, with addresses for all that was named.
fn decision(ledger: &Ledger, mark: &Mark) -> Result<Decision, Failure> {
    let statement = |name: &String| address(ledger, name, Ledger::address_of_statement);
    let claim = |name: &String| address(ledger, name, Ledger::address_of_claim);
    let actor = |name: &String| address(ledger, name, Ledger::address_of_actor);
    let all = |names: &[String]| names.iter().map(statement).collect::<Result<Vec<_>, _>>();
    Ok(match mark {
        Mark::MergeActors { actor: kept, other } => {
            Decision::MergeActors { kept: actor(kept)?, other: actor(other)? }
        }
        Mark::SplitActor { mentions } => {
            let mention = |name: &String| address(ledger, name, Ledger::address_of_mention);
            Decision::SplitActor { mentions: mentions.iter().map(mention).collect::<Result<_, _>>()? }
        }
        Mark::NotSameActor { actor: a, other } => Decision::NotSameActor { a: actor(a)?, b: actor(other)? },
        Mark::MergeClaims { claim: kept, other } => {
            Decision::MergeClaims { kept: claim(kept)?, other: claim(other)? }
        }
        Mark::SplitClaim { statements } => Decision::SplitClaim { statements: all(statements)? },
        Mark::NotSame { statement: a, other } => Decision::NotSame { a: statement(a)?, b: statement(other)? },
        Mark::Stance { statement: at, stance } => {
            Decision::Stance { stance: self::stance(stance)?, statement: statement(at)? }
        }
        Mark::Span { statement: at, source, cue, content, no_source } => {
            let given = |spans: &Vec<Span>, none| (none || !spans.is_empty()).then(|| spans.clone());
            let [source, cue, content] =
                [given(source, *no_source), given(cue, false), given(content, false)];
            if source.is_none() && cue.is_none() && content.is_none() {
                return Err(Failure::Usage("say --source, --cue or --content".to_owned()));
            }
            Decision::Span { statement: statement(at)?, source, cue, content }
        }
        Mark::Note { place, text } => Decision::Note { at: statement(place)?, text: text.clone() },
        Mark::Undo { entry } => Decision::Undo { entry: *entry },
    })
}

/// The address of what is named by a number, which `of_number` knows, or by its place.
fn address(
    ledger: &Ledger,
    name: &str,
    of_number: impl FnOnce(&Ledger, i64) -> onrecord_ledger::Result<Address>,
) -> Result<Address, Failure> {
    match name.parse() {
        Ok(number) => Ok(of_number(ledger, number)?),
        Err(_) => Ok(ledger.address_of(name)?),
    }
}

fn stance(name: &str) -> Result<Stance, Failure> {
    serde_json::from_value(name.into()).map_err(|_| Failure::Usage(format!("{name}: no such stance")))
}
