//! What a person asks for in a form.

use super::{PAGE, page};
use crate::readers::Error;
use onrecord_ledger::Ledger;
use onrecord_ledger::query::saying::Saying;
use onrecord_ledger::query::{Filter, Page, latest, search};
use serde::Deserialize;

/// What was asked for, as forms and addresses have it: empty where nothing was. Its fields are those of `/search` and
/// `/api/statements`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Words that statements have.
    pub q: String,
    /// Who published the report.
    pub outlet: String,
    /// What sort of source.
    pub kind: String,
    /// How the source stands to the content.
    pub stance: String,
    /// Who said it: a name, or `#` and the number of an actor.
    pub actor: String,
    /// To which claim it belongs: a number, or words of its wording.
    pub claim: String,
    /// The first day: `2024-03-05`, `2024-03`, `2024`.
    pub since: String,
    /// The last day.
    pub until: String,
    /// Which page, from 1.
    pub page: usize,
}

impl Asked {
    /// What the ledger understands of it. A kind or stance that there is none of is left out.
    pub fn filter(&self) -> Filter {
        let some = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Filter {
            since: some(&self.since),
            until: some(&self.until),
            outlet: some(&self.outlet),
            kind: serde_json::from_value(self.kind.as_str().into()).ok(),
            stance: serde_json::from_value(self.stance.as_str().into()).ok(),
            actor: some(&self.actor),
            claim: some(&self.claim),
        }
    }

    /// The statements asked for, and whether there are more on further pages: with words the best first, else the latest.
    ///
    /// # Errors
    /// What the ledger says; that a day cannot be understood.
    pub fn statements(&self, ledger: &Ledger) -> Result<(Vec<Saying>, bool), Error> {
        let Page { offset, limit } = page(self.page);
        let page = Page { offset, limit: limit + 1 };
        let mut found = if self.q.trim().is_empty() {
            latest(ledger.db(), &self.filter(), page)?
        } else {
            let hits = search::hits(ledger.db(), &self.q, &self.filter(), page)?;
            hits.into_iter().map(|hit| hit.saying).collect()
        };
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        Ok((found, more))
    }

    /// Whether nothing is asked for in particular.
    pub fn is_empty(&self) -> bool {
        Self { page: 0, ..self.clone() } == Self::default()
    }

    /// The address of a page of the same results.
    pub fn address(&self, page: usize) -> String {
        let mut address = form_urlencoded::Serializer::new(String::new());
        let fields = [
            ("q", &self.q),
            ("outlet", &self.outlet),
            ("kind", &self.kind),
            ("stance", &self.stance),
            ("actor", &self.actor),
            ("claim", &self.claim),
            ("since", &self.since),
            ("until", &self.until),
        ];
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            address.append_pair(name, value);
        }
        if page > 1 {
            address.append_pair("page", &page.to_string());
        }
        format!("/search?{}", address.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_what_was_asked() {
        let asked = Asked { q: "a&b c".to_owned(), stance: "denies".to_owned(), page: 3, ..Asked::default() };
        assert_eq!(asked.address(2), "/search?q=a%26b+c&stance=denies&page=2");
        assert!(!asked.is_empty() && Asked { page: 2, ..Asked::default() }.is_empty());
    }

    #[test]
    fn what_there_is_none_of_picks_nothing_out() {
        let asked = Asked { stance: "lies".to_owned(), kind: "unnamed".to_owned(), ..Asked::default() };
        let filter = asked.filter();
        assert_eq!((filter.stance, filter.kind), (None, Some(onrecord_record::SourceKind::Unnamed)));
        assert_eq!(Asked::default().filter(), Filter::default());
    }
}
