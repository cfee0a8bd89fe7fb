//! What a question may be narrowed to.

use crate::error::{Error, Result};
use crate::query::{actor, claims};
use onrecord_record::{SourceKind, Stance};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::{Deserialize, Serialize};

/// What a question is narrowed to; all of it must hold of one and the same statement. Empty, it lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// The report was published on this day or later: `2023-10-25`, `2023-10`, `2023`. A report whose date is not known
    /// never passes a bound.
    pub since: Option<String>,
    /// The report was published on this day, in this month or year, or earlier.
    pub until: Option<String>,
    /// The report's outlet: its name in any case, or, where no outlet is called so, a part of it.
    pub outlet: Option<String>,
    /// What sort of source it is.
    pub kind: Option<SourceKind>,
    /// How the source stands to the content.
    pub stance: Option<Stance>,
    /// Who said it: the name, words of it, or `#` and the actor's number.
    pub actor: Option<String>,
    /// To which claim it belongs: the claim's number, with `#` before it or without, or words that its wording has.
    pub claim: Option<String>,
}

/// A condition in SQL and what fills its question marks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clause {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

/// A filter with its names looked up: conditions on a report `r` and on a statement `s` in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Condition {
    pub(crate) report: Clause,
    pub(crate) statement: Clause,
}

/// More statements than this are not gathered first: walking the answers from the best on finds enough of them sooner.
const FEW: i64 = 20_000;
/// How many statements a report has, about.
const A_REPORT: i64 = 20;

/// Where to begin looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// All passes.
    Anywhere,
    /// With the best answers: much passes.
    Best,
    /// With the reports that pass: few do.
    Reports,
    /// With the statements that pass: few do.
    Statements,
}

impl Clause {
    fn and(&mut self, sql: &str, value: Value) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.values.push(value);
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl Filter {
    /// Looks up outlets, actors and claims.
    ///
    /// # Errors
    /// [`Error::Question`] where a day cannot be read; what SQLite says.
    pub(crate) fn condition(&self, db: &Connection) -> Result<Condition> {
        let mut found = Condition::default();
        if let Some(since) = &self.since {
            found.report.and("r.published >= ?", day(since)?.into());
        }
        if let Some(until) = &self.until {
            // What goes on after the day, a time, sorts before this sign.
            found.report.and("r.published < ?", format!("{}~", day(until)?).into());
        }
        if let Some(outlet) = &self.outlet {
            let names = serde_json::Value::from(outlets(db, outlet)?);
            found.report.and("r.outlet IN (SELECT value FROM json_each(?))", names.to_string().into());
        }
        if let Some(kind) = self.kind {
            found.statement.and("s.kind = ?", label(kind).into());
        }
        if let Some(stance) = self.stance {
            found.statement.and("s.stance = ?", label(stance).into());
        }
        if let Some(name) = &self.actor {
            let ids = serde_json::Value::from(actor::called(db, name)?);
            found.statement.and("s.actor IN (SELECT value FROM json_each(?))", ids.to_string().into());
        }
        if let Some(claim) = &self.claim {
            let ids = serde_json::Value::from(claims::worded(db, claim)?);
            found.statement.and("s.claim IN (SELECT value FROM json_each(?))", ids.to_string().into());
        }
        Ok(found)
    }
}

impl Condition {
    /// ` AND …` over `r` and `s`.
    pub(crate) fn sql(&self) -> String {
        format!("{}{}", self.report.sql, self.statement.sql)
    }

    /// What fills [`Condition::sql`].
    pub(crate) fn values(&self) -> impl Iterator<Item = &Value> {
        self.report.values.iter().chain(&self.statement.values)
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.report.is_empty() && self.statement.is_empty()
    }

    /// Where it is quickest to begin.
    pub(crate) fn start(&self, db: &Connection) -> Result<Start> {
        if self.is_empty() {
            return Ok(Start::Anywhere);
        }
        let count = |table: &str, clause: &Clause, most: i64| -> Result<i64> {
            if clause.is_empty() {
                return Ok(most);
            }
            let sql =
                format!("SELECT count(*) FROM (SELECT 1 FROM {table} WHERE true{} LIMIT {most})", clause.sql);
            Ok(db.prepare_cached(&sql)?.query_row(params_from_iter(&clause.values), |row| row.get(0))?)
        };
        let reports = count("report r", &self.report, FEW / A_REPORT)? * A_REPORT;
        let statements = count("statement s", &self.statement, FEW)?;
        Ok(match reports.min(statements) {
            FEW.. => Start::Best,
            least if least == reports => Start::Reports,
            _ => Start::Statements,
        })
    }

    /// `FROM … WHERE …` for the statements that pass, from the side that [`Condition::start`] found.
    pub(crate) fn from(&self, start: Start) -> String {
        let tables = match start {
            Start::Statements => "statement s CROSS JOIN report r ON r.id = s.report",
            _ => "report r CROSS JOIN statement s ON s.report = r.id",
        };
        format!("FROM {tables} WHERE true{}", self.sql())
    }
}

/// A day, month or year as reports' dates begin.
fn day(text: &str) -> Result<String> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    let fits = parts.iter().zip([4, 2, 2]).all(|(part, n)| digits(part, n));
    if fits && parts.len() <= 3 {
        Ok(text.to_owned())
    } else {
        Err(Error::Question(format!("{text:?} is no day; write it as 2023-10-25, 2023-10 or 2023")))
    }
}

/// The outlets of that name in any case, or else those whose name holds it.
fn outlets(db: &Connection, name: &str) -> Result<Vec<String>> {
    let wanted = name.trim().to_lowercase();
    // From one outlet to the next, without passing by every report.
    let mut select = db.prepare_cached(
        "WITH RECURSIVE step (name) AS (
            SELECT min(outlet) FROM report
            UNION ALL
            SELECT (SELECT min(outlet) FROM report WHERE outlet > step.name) FROM step WHERE step.name IS NOT NULL
        )
        SELECT name FROM step WHERE name IS NOT NULL",
    )?;
    let all: Vec<String> = select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let pick = |fits: &dyn Fn(&str) -> bool| -> Vec<String> {
        all.iter().filter(|outlet| fits(&outlet.to_lowercase())).cloned().collect()
    };
    let called = pick(&|outlet| outlet == wanted);
    Ok(if called.is_empty() { pick(&|outlet| outlet.contains(&wanted)) } else { called })
}

/// The name of a unit variant, as the record writes it.
fn label(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(label)) => label,
        _ => unreachable!("kinds and stances are written as one word"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_days() {
        for good in ["2024", "2024-03", "2024-03-05"] {
            assert_eq!(day(good).unwrap(), good);
        }
        for bad in ["", "5 March", "24", "2024-3-5", "2024-03-05-01", "2024-03-05T10:00"] {
            assert!(matches!(day(bad), Err(Error::Question(_))), "{bad}");
        }
    }
}
