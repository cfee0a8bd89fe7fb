//! What is on the screen, to take away.

use crate::page;
use crate::table::Table;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::{Deserialize, Serialize};

/// In what form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Form {
    /// A table that spreadsheets open.
    Csv,
    /// All that the page was made from.
    Json,
    /// The page in one file that needs no server.
    Html,
}

impl Form {
    /// A page of this name in this form: `main` is what it shows, `all` what that was made from.
    pub(crate) fn of(
        self,
        name: &str,
        main: &Markup,
        all: &impl Serialize,
        table: impl FnOnce() -> Table,
    ) -> Response {
        match self {
            Self::Csv => file(name, "csv", "text/csv; charset=utf-8", table().into_text()),
            Self::Html => file(name, "html", "text/html; charset=utf-8", page::alone(name, main)),
            Self::Json => match serde_json::to_string_pretty(all) {
                Ok(text) => file(name, "json", "application/json", text),
                Err(error) => {
                    (axum::http::StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response()
                }
            },
        }
    }
}

/// What a browser saves under `name`.
fn file(name: &str, extension: &str, mime: &'static str, body: String) -> Response {
    let kept: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
    let disposition = format!("attachment; filename=\"onrecord-{}.{extension}\"", kept.trim_matches('-'));
    ([(CONTENT_TYPE, mime.to_owned()), (CONTENT_DISPOSITION, disposition)], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_letters_and_digits_alone() {
        let response = file("../../etc \"x\"\r\nEvil: 1", "html", "text/html", String::new());
        assert_eq!(
            response.headers()[CONTENT_DISPOSITION],
            "attachment; filename=\"onrecord-etc--x---Evil--1.html\""
        );
    }
}
