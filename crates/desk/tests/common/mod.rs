//! A desk to ask, and reports to put on it.

#![allow(dead_code, reason = "no test file uses all of it")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use onrecord_desk::{Desk, Guard, Readers, router};
use onrecord_ingest::Format;
use onrecord_ledger::{Filing, Writer, hash};
use onrecord_record::Record;
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// The token of the desks here.
pub const TOKEN: &str = "f00d";

/// A desk, and the folder of its ledger.
pub struct Shown {
    pub router: Router,
    pub folder: TempDir,
}

/// A desk with these records, filed and not linked.
pub fn desk(records: impl IntoIterator<Item = Record>) -> Shown {
    let folder = tempfile::tempdir().expect("a desk for a test");
    let mut writer = Writer::open(folder.path()).expect("a desk for a test");
    let filing = |mut record: Record| {
        let bytes = serde_json::to_vec(&record).expect("a desk for a test");
        record.report.id = hash(&bytes);
        Filing { format: Format::Text, bytes, record }
    };
    let batch: Vec<Filing> = records.into_iter().map(filing).collect();
    assert_eq!(writer.add(&batch).expect("a desk for a test"), batch.len());
    let desk = Desk {
        readers: Arc::new(Readers::open(folder.path()).expect("a desk for a test")),
        guard: Arc::new(Guard::new(8484, Some(TOKEN.to_owned()))),
        reading: Arc::default(),
        read: None,
        inbox: None,
        by: "Ada".to_owned(),
    };
    Shown { router: router(desk), folder }
}

/// Status, headers and body of the answer to a request.
pub async fn ask(desk: &Shown, request: Request<Body>) -> (u16, HeaderMap, String) {
    let response = desk.router.clone().oneshot(request).await.expect("a desk for a test");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = to_bytes(response.into_body(), usize::MAX).await.expect("a desk for a test");
    (status, headers, String::from_utf8(body.to_vec()).expect("a desk for a test"))
}

/// The page at `path`.
pub async fn get(desk: &Shown, path: &str) -> String {
    let request =
        Request::get(path).header("host", "127.0.0.1:8484").body(Body::empty()).expect("a desk for a test");
    let (status, _, body) = ask(desk, request).await;
    assert_eq!(status, 200, "{path}");
    body
}

/// The address of the first report.
pub async fn first(desk: &Shown) -> String {
    let page = get(desk, "/").await;
    let at = page.find("\"/report/").expect("a desk for a test") + 1;
    page[at..].split('"').next().expect("a desk for a test").to_owned()
}

/// A statement: where its source, cue and content stand.
pub fn statement(id: usize, source: [usize; 2], cue: [usize; 2], content: [usize; 2]) -> Value {
    json!({"id": format!("s{id}"), "source": [source], "cue": [cue], "content": [content], "form": "direct",
           "kind": "person", "actor": "a1", "stance": "asserts", "said_when": [], "inside": null, "via": [],
           "anonymity": null, "confidence": 0.9})
}

/// A record of a text with its title, outlet, address and statements.
pub fn record(title: &str, outlet: &str, url: &str, text: &str, statements: &[Value]) -> Record {
    serde_json::from_value(json!({
        "schema": "onrecord.record.v1",
        "report": {"id": "", "key": null, "file": "a.txt", "title": title, "outlet": outlet,
                   "byline": [], "published": "2024-03-05", "url": url, "dateline": null, "credit": null,
                   "language": "en", "furniture": []},
        "text": text, "statements": statements,
        "actors": [{"id": "a1", "name": outlet, "kind": "person", "roles": [], "mentions": []}],
        "times": [], "figures": [], "model": "test"
    }))
    .expect("a desk for a test")
}
