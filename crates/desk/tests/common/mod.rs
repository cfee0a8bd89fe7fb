//! A desk to ask, and reports to put on it.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use onrecord_desk::{Guard, Shelf, router};
use onrecord_record::Record;
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;

/// The token of the desks here.
pub const TOKEN: &str = "f00d";

/// A desk with these records.
pub fn desk(records: impl IntoIterator<Item = Record>) -> Router {
    let shelf = Arc::new(Shelf::default());
    records.into_iter().for_each(|record| shelf.add(record));
    router(shelf, Guard::new(8484, Some(TOKEN.to_owned())))
}

/// Status, headers and body of the answer to a request.
pub async fn ask(desk: &Router, request: Request<Body>) -> (u16, HeaderMap, String) {
    let response = desk.clone().oneshot(request).await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, headers, String::from_utf8(body.to_vec()).unwrap())
}

/// The page at `path`.
pub async fn get(desk: &Router, path: &str) -> String {
    let request = Request::get(path).header("host", "127.0.0.1:8484").body(Body::empty()).unwrap();
    let (status, _, body) = ask(desk, request).await;
    assert_eq!(status, 200, "{path}");
    body
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
        "report": {"id": "sha256:0123456789abcdef0123", "key": null, "file": "a.txt", "title": title, "outlet": outlet,
                   "byline": [], "published": "2024-03-05", "url": url, "dateline": null, "credit": null,
                   "language": "en", "furniture": []},
        "text": text, "statements": statements,
        "actors": [{"id": "a1", "name": outlet, "kind": "person", "roles": [], "mentions": []}],
        "times": [], "figures": [], "model": "test"
    }))
    .unwrap()
}
