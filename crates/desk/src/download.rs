//! What is on the screen, to take away.

use crate::view::{title, who};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use onrecord_ledger::query::saying::Saying;
use serde::{Deserialize, Serialize};

/// In what form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Form {
    /// A table of statements that spreadsheets open.
    Csv,
    /// All that the page was made from.
    Json,
    /// The page in one file that needs no server.
    Html,
}

/// What a browser saves under `name`.
fn file(name: &str, extension: &str, mime: &'static str, body: String) -> Response {
    let kept: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
    let disposition = format!("attachment; filename=\"onrecord-{}.{extension}\"", kept.trim_matches('-'));
    ([(CONTENT_TYPE, mime.to_owned()), (CONTENT_DISPOSITION, disposition)], body).into_response()
}

/// A page that stands alone.
pub(crate) fn html(name: &str, page: String) -> Response {
    file(name, "html", "text/html; charset=utf-8", page)
}

/// Anything as JSON.
pub(crate) fn json(name: &str, value: &impl Serialize) -> Response {
    match serde_json::to_string_pretty(value) {
        Ok(text) => file(name, "json", "application/json", text),
        Err(error) => (axum::http::StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// Statements as a table: UTF-8 with a byte order mark, which spreadsheets need to know it.
pub(crate) fn csv<'s>(name: &str, sayings: impl IntoIterator<Item = &'s Saying>) -> Response {
    let mut text = String::from(
        "\u{feff}report,outlet,published,title,place,who,source,cue,content,kind,stance,stand,said_from,confidence,claim\r\n",
    );
    for saying in sayings {
        let claim = saying.claim.map(|claim| claim.to_string()).unwrap_or_default();
        let confidence = format!("{:.2}", saying.confidence);
        let empty = |text: &'s Option<String>| text.as_deref().unwrap_or_default();
        let cells = [
            saying.report.id.as_str(),
            empty(&saying.report.outlet),
            empty(&saying.report.published),
            title(&saying.report),
            &saying.place,
            who(saying).unwrap_or_default(),
            &saying.source,
            &saying.cue,
            &saying.content,
            empty(&saying.kind),
            empty(&saying.stance),
            empty(&saying.stand),
            empty(&saying.said_from),
            &confidence,
            &claim,
        ];
        for (i, cell) in cells.into_iter().enumerate() {
            if i > 0 {
                text.push(',');
            }
            put(&mut text, cell);
        }
        text.push_str("\r\n");
    }
    file(name, "csv", "text/csv; charset=utf-8", text)
}

/// A cell in quotation marks; what a spreadsheet could take for a formula gets an apostrophe in front.
fn put(text: &mut String, cell: &str) {
    text.push('"');
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        text.push('\'');
    }
    text.push_str(&cell.replace('"', "\"\""));
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_in_a_cell_is_words() {
        let mut text = String::new();
        put(&mut text, "=cmd|' /C calc'!A0");
        put(&mut text, "He said \"no\", twice");
        assert_eq!(text, "\"'=cmd|' /C calc'!A0\"\"He said \"\"no\"\", twice\"");
    }

    #[test]
    fn a_file_is_named_by_letters_and_digits_alone() {
        let response = html("../../etc \"x\"\r\nEvil: 1", String::new());
        assert_eq!(
            response.headers()[CONTENT_DISPOSITION],
            "attachment; filename=\"onrecord-etc--x---Evil--1.html\""
        );
    }
}
