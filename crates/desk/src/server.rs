//! The desk's addresses.

use crate::download::Form;
use crate::guard::{self, Guard};
use crate::page::{self, Chrome};
use crate::readers::{Error, Readers};
use crate::table::Table;
use crate::view::{
    Actor, Actors, Asked, Claim, Date, Listed, Outlets, Overview, Report, Stories, Story, Which,
};
use crate::{api, asset, correct, feed, wording};
use axum::extract::{Path, Query, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::{Router, middleware, routing::get, routing::post};
use maud::Markup;
use onrecord_ledger::Error as LedgerError;
use serde::Deserialize;
use std::future::IntoFuture;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

/// What the handlers share.
#[derive(Clone)]
pub struct Desk {
    /// The ledger.
    pub readers: Arc<Readers>,
    /// Who may ask.
    pub guard: Arc<Guard>,
    /// Whether reports are still being read into the ledger by this process.
    pub reading: Arc<AtomicBool>,
    /// Reads a report that a program sends; none where the desk cannot.
    pub read: Option<Arc<api::Read>>,
    /// Takes in files that are dropped on a page; none where the desk takes none.
    pub inbox: Option<Sender<Dropped>>,
    /// The name under which decisions are proposed to be kept.
    pub by: String,
}

/// A file that was dropped on a page.
#[derive(Debug)]
pub struct Dropped {
    /// Its name, of letters, digits, dots and hyphens alone.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Serves the desk on `listener` until `stop` says so, which is asked several times a second.
///
/// # Errors
/// What the system says when it cannot serve.
pub fn serve(listener: std::net::TcpListener, desk: Desk, stop: impl Fn() -> bool) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let stopped = async {
        while !stop() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    runtime.spawn_blocking(onrecord_ledger::query::search::prepare);
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::select! {
            served = axum::serve(listener, router(desk)).into_future() => served,
            () = stopped => Ok(()),
        }
    });
    // Pages that listen to the feed never hang up of themselves.
    runtime.shutdown_timeout(Duration::from_millis(200));
    served
}

/// The desk as a service.
pub fn router(desk: Desk) -> Router {
    let guard = Arc::clone(&desk.guard);
    Router::new()
        .route("/", get(pile))
        .route("/report/{address}", get(report))
        .route("/report/{address}/{place}", get(place))
        .route("/stories", get(stories))
        .route("/story/{id}", get(story))
        .route("/claims", get(claims))
        .route("/claim/{id}", get(claim))
        .route("/claim/{id}/merge", get(correct::merge))
        .route("/sources", get(actors))
        .route("/source/{id}", get(actor))
        .route("/source/{id}/merge", get(correct::merge_source))
        .route("/outlets", get(outlets))
        .route("/date/{date}", get(date))
        .route("/search", get(search))
        .route("/journal", get(correct::journal))
        .route("/correct/{id}", get(correct::form))
        .route("/correct", post(correct::correct))
        .route("/events", get(feed::events))
        .route("/enter", get(enter))
        .route("/asset/{version}/{name}", get(asset::serve))
        .merge(api::router())
        .fallback(async || missing())
        .with_state(desk)
        .layer(middleware::from_fn_with_state(guard, guard::stand))
}

/// An answer, or why there is none.
pub(crate) type Answer = Result<Response, Trouble>;

/// Why a page is not shown.
pub(crate) struct Trouble(Error);

impl<E: Into<Error>> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let (status, headline) = match &self.0 {
            Error::Ledger(LedgerError::Question(_)) => (StatusCode::BAD_REQUEST, "That cannot be asked"),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, "The ledger cannot be read"),
        };
        (status, Html(page::problem(headline, &self.0.to_string()).into_string())).into_response()
    }
}

pub(crate) fn shown(chrome: &Chrome, main: &Markup) -> Response {
    Html(page::layout(chrome, main).into_string()).into_response()
}

pub(crate) fn missing() -> Response {
    let explanation = "Nothing is kept at this address. A report that was never added has none.";
    (StatusCode::NOT_FOUND, Html(page::problem("Nothing here", explanation).into_string())).into_response()
}

/// Takes the token from the address that the desk printed, and forgets it from the address bar.
async fn enter(State(desk): State<Desk>, Query(offer): Query<Offer>) -> Response {
    match desk.guard.welcome(&offer.token) {
        Some(cookie) => {
            (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, "/".to_owned())]).into_response()
        }
        None => Redirect::to("/").into_response(),
    }
}

#[derive(Deserialize)]
struct Offer {
    #[serde(default)]
    token: String,
}

/// Which page or part, in what form, which claims: what addresses of pages may hold.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct At {
    part: Option<usize>,
    page: Option<usize>,
    disputed: Option<String>,
    #[serde(rename = "as")]
    pub(crate) form: Option<Form>,
}

impl At {
    fn page(&self) -> usize {
        self.page.unwrap_or(1).max(1)
    }
}

async fn pile(State(desk): State<Desk>, Query(at): Query<At>) -> Answer {
    let number = at.page();
    let overview = desk.readers.ask(move |ledger| Overview::of(ledger, number)).await?;
    let chrome = Chrome { title: "The pile".to_owned(), section: "/", ..Chrome::default() };
    let main = page::pile(&overview, desk.reading.load(Ordering::Relaxed));
    Ok(match at.form {
        None => shown(&chrome, &main),
        Some(form) => form.of(&chrome.title, &main, &overview, || Table::reports(&overview.entries)),
    })
}

async fn report(State(desk): State<Desk>, Path(address): Path<String>, Query(at): Query<At>) -> Answer {
    let found = desk.readers.ask(move |ledger| Report::find(ledger, &address)).await?;
    let Some(report) = found else { return Ok(missing()) };
    let name = page::title(&report.record).to_owned();
    let main = page::report(&report, at.part.unwrap_or(1));
    Ok(match at.form {
        None => shown(&Chrome { title: name, section: "/", ..Chrome::default() }, &main),
        Some(form) => {
            let hash = report.record.report.id.clone();
            let said = desk.readers.ask(move |ledger| Report::sayings(ledger, &hash)).await?;
            form.of(&name, &main, &report.record, || Table::statements(&said))
        }
    })
}

/// A permalink: to the note of the statement whose words stand there; where there is none any more, to the words.
async fn place(State(desk): State<Desk>, Path((address, place)): Path<(String, String)>) -> Answer {
    let ends = place.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    let Some((start, end)) = ends else { return Ok(missing()) };
    let hash = address.clone();
    let found = desk.readers.ask(move |ledger| Report::find(ledger, &hash)).await?;
    let to = found.map(|report| format!("/report/{address}{}", report.anchor(start, end)));
    Ok(to.map_or_else(missing, |to| Redirect::to(&to).into_response()))
}

async fn stories(State(desk): State<Desk>, Query(at): Query<At>) -> Answer {
    let number = at.page();
    let listed = desk.readers.ask(move |ledger| Stories::of(ledger, number)).await?;
    let chrome = Chrome { title: "Stories".to_owned(), section: "/stories", ..Chrome::default() };
    let main = page::stories(&listed, number);
    Ok(match at.form {
        None => shown(&chrome, &main),
        Some(form) => form.of(&chrome.title, &main, &listed, || Table::stories(&listed)),
    })
}

async fn story(State(desk): State<Desk>, Path(id): Path<i64>, Query(at): Query<At>) -> Answer {
    let Some(story) = desk.readers.ask(move |ledger| Story::find(ledger, id)).await? else {
        return Ok(missing());
    };
    let (name, main) = (story.name.title.clone(), page::story(&story));
    Ok(match at.form {
        None => shown(&Chrome { title: name, section: "/stories", ..Chrome::default() }, &main),
        Some(form) => form.of(&name, &main, &story, || Table::figures(&story)),
    })
}

async fn claims(State(desk): State<Desk>, Query(at): Query<At>) -> Answer {
    let (number, which) = (at.page(), if at.disputed.is_some() { Which::Disputed } else { Which::All });
    let listed = desk.readers.ask(move |ledger| Listed::of(ledger, which, number)).await?;
    let chrome = Chrome { title: "Claims".to_owned(), section: "/claims", ..Chrome::default() };
    let main = page::claims(which, &listed, number);
    Ok(match at.form {
        None => shown(&chrome, &main),
        Some(form) => form.of(&chrome.title, &main, &listed, || Table::claims(&listed)),
    })
}

async fn claim(State(desk): State<Desk>, Path(id): Path<i64>, Query(at): Query<At>) -> Answer {
    let Some(claim) = desk.readers.ask(move |ledger| Claim::find(ledger, id)).await? else {
        return Ok(missing());
    };
    let (name, main) = (claim.claim.wording.clone(), page::claim(&claim));
    Ok(match at.form {
        None => shown(&Chrome { title: name, section: "/claims", ..Chrome::default() }, &main),
        Some(form) => form.of(&name, &main, &claim, || Table::statements(&claim.claim.statements)),
    })
}

async fn actors(State(desk): State<Desk>, Query(at): Query<At>) -> Answer {
    let number = at.page();
    let listed = desk.readers.ask(move |ledger| Actors::of(ledger, number)).await?;
    let chrome = Chrome { title: "Sources".to_owned(), section: "/sources", ..Chrome::default() };
    let main = page::actors(&listed, number);
    Ok(match at.form {
        None => shown(&chrome, &main),
        Some(form) => form.of(&chrome.title, &main, &listed, || Table::sources(&listed)),
    })
}

async fn actor(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Path(id): Path<i64>,
    Query(at): Query<At>,
) -> Answer {
    let writable = desk.guard.knows(&headers);
    let Some(actor) = desk.readers.ask(move |ledger| Actor::find(ledger, id)).await? else {
        return Ok(missing());
    };
    let name = actor.who.actor.name.clone();
    Ok(match at.form {
        None => shown(
            &Chrome { title: name, section: "/sources", ..Chrome::default() },
            &page::actor(&actor, &desk.by, writable),
        ),
        Some(form) => form.of(&name, &page::actor(&actor, "", false), &actor, || {
            Table::statements(actor.who.said.iter().chain(&actor.who.said_of))
        }),
    })
}

async fn date(State(desk): State<Desk>, Path(date): Path<String>, Query(at): Query<At>) -> Answer {
    let asked = date.clone();
    let Some(all) = desk.readers.ask(move |ledger| Date::find(ledger, &asked)).await? else {
        return Ok(missing());
    };
    let (name, main) = (wording::date(&date), page::of_date(&all));
    Ok(match at.form {
        None => shown(&Chrome { title: name, section: "/", ..Chrome::default() }, &main),
        Some(form) => form.of(&name, &main, &all, || {
            Table::statements(all.disputed.iter().chain(&all.events).chain(&all.said))
        }),
    })
}

async fn outlets(State(desk): State<Desk>, Query(at): Query<At>) -> Answer {
    let outlets = desk.readers.ask(Outlets::of).await?;
    let chrome = Chrome { title: "Outlets".to_owned(), section: "/outlets", ..Chrome::default() };
    let main = page::outlets(&outlets);
    Ok(match at.form {
        None => shown(&chrome, &main),
        Some(form) => form.of(&chrome.title, &main, &outlets, || Table::citations(&outlets)),
    })
}

async fn search(State(desk): State<Desk>, Query(asked): Query<Asked>, Query(at): Query<At>) -> Answer {
    let question = asked.clone();
    let (found, more) = desk.readers.ask(move |ledger| question.statements(ledger)).await?;
    let chrome = Chrome { title: "Search".to_owned(), section: "", search: asked.q.clone() };
    let main = page::search(&asked, &found, more);
    Ok(match at.form {
        None => shown(&chrome, &main),
        Some(form) => form.of(&chrome.title, &main, &found, || Table::statements(&found)),
    })
}
