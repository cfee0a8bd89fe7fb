//! The JSON API: the same answers as the pages, for programs. `/api/openapi.json` describes it.

use crate::readers::Error;
use crate::server::{Desk, Dropped, Trouble};
use crate::view::{
    Actor, Actors, Asked, Claim, Date, Listed, Outlets, Overview, Report, Stories, Story, Summary, Which,
};
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use onrecord_ledger::Error as LedgerError;
use onrecord_record::Record;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Reads a report: its format and bytes in, its record out, or what is wrong with it.
pub type Read = dyn Fn(Format, Vec<u8>) -> Result<Record, String> + Send + Sync;

pub use onrecord_ingest::Format;

/// A report may have so many bytes.
const LARGEST: usize = 32 << 20;

/// The document that describes the API, by the `OpenAPI` specification.
const DOCUMENT: &str = include_str!("../assets/openapi.json");

pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route("/api/openapi.json", get(async || ([(CONTENT_TYPE, "application/json")], DOCUMENT)))
        .route("/api/summary", get(summary))
        .route("/api/reports", get(reports).post(file).layer(DefaultBodyLimit::max(LARGEST)))
        .route("/api/reports/{address}", get(report))
        .route("/api/statements", get(statements))
        .route("/api/claims", get(claims))
        .route("/api/claims/{id}", get(claim))
        .route("/api/stories", get(stories))
        .route("/api/stories/{id}", get(story))
        .route("/api/sources", get(sources))
        .route("/api/sources/{id}", get(source))
        .route("/api/citations", get(citations))
        .route("/api/dates/{date}", get(date))
        .route("/api/read", post(read).layer(DefaultBodyLimit::max(LARGEST)))
}

/// An answer in JSON, or a problem in JSON.
type Answer = Result<Response, Refusal>;

enum Refusal {
    Missing,
    Trouble(Error),
}

impl<E: Into<Error>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Trouble(error.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, message) = match self {
            Self::Missing => {
                (StatusCode::NOT_FOUND, "there is nothing with this number, hash or date".to_owned())
            }
            Self::Trouble(error @ Error::Ledger(LedgerError::Question(_))) => {
                (StatusCode::BAD_REQUEST, error.to_string())
            }
            Self::Trouble(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
        };
        (status, Json(json!({ "error": message }))).into_response()
    }
}

fn found(value: Option<impl Serialize>) -> Answer {
    value.map(|value| Json(value).into_response()).ok_or(Refusal::Missing)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct At {
    page: Option<usize>,
    disputed: Option<bool>,
}

impl At {
    fn page(&self) -> usize {
        self.page.unwrap_or(1).max(1)
    }
}

async fn summary(State(desk): State<Desk>) -> Answer {
    found(Some(desk.readers.ask(Summary::of).await?))
}

async fn reports(State(desk): State<Desk>, Query(at): Query<At>) -> Answer {
    let page = at.page();
    found(Some(desk.readers.ask(move |ledger| Overview::entries(ledger, page)).await?))
}

async fn report(State(desk): State<Desk>, Path(address): Path<String>) -> Answer {
    let report = desk.readers.ask(move |ledger| Report::find(ledger, &address)).await?;
    found(report.map(|report| report.record))
}

async fn statements(State(desk): State<Desk>, Query(asked): Query<Asked>) -> Answer {
    found(Some(desk.readers.ask(move |ledger| Ok(asked.statements(ledger)?.0)).await?))
}

async fn claims(State(desk): State<Desk>, Query(at): Query<At>) -> Answer {
    let which = if at.disputed == Some(true) { Which::Disputed } else { Which::All };
    let page = at.page();
    found(Some(desk.readers.ask(move |ledger| Listed::of(ledger, which, page)).await?))
}

async fn claim(State(desk): State<Desk>, Path(id): Path<i64>) -> Answer {
    found(desk.readers.ask(move |ledger| Claim::find(ledger, id)).await?)
}

async fn stories(State(desk): State<Desk>, Query(at): Query<At>) -> Answer {
    let page = at.page();
    found(Some(desk.readers.ask(move |ledger| Stories::of(ledger, page)).await?))
}

async fn story(State(desk): State<Desk>, Path(id): Path<i64>) -> Answer {
    found(desk.readers.ask(move |ledger| Story::find(ledger, id)).await?)
}

async fn sources(State(desk): State<Desk>, Query(at): Query<At>) -> Answer {
    let page = at.page();
    found(Some(desk.readers.ask(move |ledger| Actors::of(ledger, page)).await?))
}

async fn source(State(desk): State<Desk>, Path(id): Path<i64>) -> Answer {
    found(desk.readers.ask(move |ledger| Actor::find(ledger, id)).await?)
}

async fn citations(State(desk): State<Desk>) -> Answer {
    found(Some(desk.readers.ask(Outlets::of).await?.citing))
}

async fn date(State(desk): State<Desk>, Path(date): Path<String>) -> Answer {
    found(desk.readers.ask(move |ledger| Date::find(ledger, &date)).await?)
}

/// What a file is called.
#[derive(Deserialize)]
struct Named {
    name: String,
}

/// Takes in a file of reports: it is read and filed in a moment, and pages hear of it.
async fn file(State(desk): State<Desk>, Query(named): Query<Named>, body: Bytes) -> Response {
    let name = named.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' };
    let name = name.chars().map(safe).collect::<String>().trim_start_matches('.').to_owned();
    let dropped =
        Dropped { name: if name.is_empty() { "report.txt".to_owned() } else { name }, bytes: body.to_vec() };
    let (status, answer) = if desk.inbox.is_some_and(|inbox| inbox.send(dropped).is_ok()) {
        (StatusCode::ACCEPTED, json!({ "accepted": true }))
    } else {
        (StatusCode::NOT_IMPLEMENTED, json!({ "error": "this desk takes in no reports" }))
    };
    (status, Json(answer)).into_response()
}

/// A report in, its record out. Nothing is filed.
async fn read(State(desk): State<Desk>, headers: HeaderMap, body: Bytes) -> Result<Response, Trouble> {
    let Some(read) = desk.read else {
        let problem = json!({ "error": "this desk reads no reports" });
        return Ok((StatusCode::NOT_IMPLEMENTED, Json(problem)).into_response());
    };
    let sort = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let format = match sort.split(';').next().unwrap_or_default().trim() {
        "text/html" => Format::Html,
        "text/markdown" => Format::Markdown,
        "application/json" | "application/jsonl" => Format::Jsonl,
        _ => Format::Text,
    };
    let record = tokio::task::spawn_blocking(move || read(format, body.to_vec())).await;
    Ok(match record.map_err(|_| Error::Cut)? {
        Ok(record) => Json(record).into_response(),
        Err(message) => (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": message }))).into_response(),
    })
}
