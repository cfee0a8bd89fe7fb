//! The desk's addresses.

use crate::guard::{self, Guard};
use crate::page::{self, Chrome};
use crate::{asset, shelf::Shelf};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::middleware;
use axum::response::{Html, IntoResponse, Response};
use axum::{Router, routing::get};
use maud::Markup;
use serde::Deserialize;
use std::sync::Arc;

/// What the handlers share.
#[derive(Clone)]
struct Desk {
    shelf: Arc<Shelf>,
    guard: Arc<Guard>,
}

/// The desk as a service.
pub fn router(shelf: Arc<Shelf>, guard: Guard) -> Router {
    let guard = Arc::new(guard);
    Router::new()
        .route("/", get(pile))
        .route("/report/{address}", get(report))
        .route("/enter", get(enter))
        .route("/asset/{version}/{name}", get(asset::serve))
        .fallback(async || missing())
        .with_state(Desk { shelf, guard: Arc::clone(&guard) })
        .layer(middleware::from_fn_with_state(guard, guard::stand))
}

fn page(chrome: &Chrome, main: &Markup) -> Response {
    Html(page::layout(chrome, main).into_string()).into_response()
}

fn missing() -> Response {
    let explanation = "Nothing is kept at this address. A report that was never added has none.";
    (StatusCode::NOT_FOUND, Html(page::problem("Nothing here", explanation).into_string())).into_response()
}

/// Takes the token from the address that the desk printed, and forgets it from the address bar.
async fn enter(State(desk): State<Desk>, Query(offer): Query<Offer>) -> Response {
    match desk.guard.welcome(&offer.token) {
        Some(cookie) => {
            (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, "/".to_owned())]).into_response()
        }
        None => (StatusCode::SEE_OTHER, [(LOCATION, "/")]).into_response(),
    }
}

#[derive(Deserialize)]
struct Offer {
    #[serde(default)]
    token: String,
}

async fn pile(State(desk): State<Desk>) -> Response {
    let records = desk.shelf.all();
    let records: Vec<_> = records.iter().map(AsRef::as_ref).collect();
    let chrome = Chrome { title: "Reports".to_owned(), section: "/", ..Chrome::default() };
    page(&chrome, &page::pile(&records))
}

#[derive(Deserialize)]
struct At {
    #[serde(default)]
    part: Option<usize>,
}

async fn report(State(desk): State<Desk>, Path(address): Path<String>, Query(at): Query<At>) -> Response {
    let Some(record) = desk.shelf.find(&address) else { return missing() };
    let chrome = Chrome {
        title: record.report.title.clone().unwrap_or_else(|| "A report".to_owned()),
        section: "/",
        ..Chrome::default()
    };
    page(&chrome, &page::report(&record, at.part.unwrap_or(1)))
}
