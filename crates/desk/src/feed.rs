//! News of the ledger, as they happen: server-sent events, so that pages fill while reports are read.

use crate::server::Desk;
use crate::view::Summary;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use serde::Serialize;
use std::convert::Infallible;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How often the ledger is asked whether there is more in it.
const PAUSE: Duration = Duration::from_millis(700);

/// What a page hears.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
struct News {
    #[serde(flatten)]
    summary: Summary,
    reading: bool,
}

/// Tells how much there is in the ledger, and tells it again whenever that has changed, by this process or another.
pub(crate) async fn events(State(desk): State<Desk>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = unfold((desk, None), |(desk, mut told)| async move {
        loop {
            let summary = desk.readers.ask(Summary::of).await.ok()?;
            let news = News { summary, reading: desk.reading.load(Ordering::Relaxed) };
            if told.replace(news) != Some(news) {
                let event = Event::default().event("ledger").json_data(news).ok()?;
                return Some((Ok(event), (desk, told)));
            }
            tokio::time::sleep(PAUSE).await;
        }
    });
    Sse::new(news).keep_alive(KeepAlive::default())
}
