//! The JSON API and the document that describes it.

mod common;

use axum::body::Body;
use axum::http::Request;
use common::{TOKEN, ask, desk, first, get, record, statement};
use serde_json::Value;

const TEXT: &str = "Ada Bolt said the gate was shut. The mayor denied it.";

/// All values under the key `$ref`.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(to) if key == "$ref" => found.push(to.clone()),
                    value => references(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_document_names_what_there_is() {
    let desk = desk([record("Gate", "The Gazette", "", TEXT, &[statement(1, [0, 8], [9, 13], [14, 31])])]);
    let document: Value = serde_json::from_str(&get(&desk, "/api/openapi.json").await).unwrap();
    let mut to = Vec::new();
    references(&document, &mut to);
    for to in to {
        assert!(document.pointer(to.strip_prefix('#').unwrap()).is_some(), "{to} is not there");
    }
    let address = first(&desk).await;
    let address = address.strip_prefix("/report/").unwrap();
    for (path, methods) in document["paths"].as_object().unwrap() {
        if methods.get("get").is_none() || path == "/events" {
            continue;
        }
        let path = path.replace("{address}", address).replace("{id}", "999").replace("{date}", "2024-03-05");
        let request = Request::get(&path).header("host", "127.0.0.1:8484").body(Body::empty()).unwrap();
        let (status, headers, body) = ask(&desk, request).await;
        assert_eq!(status, if path.ends_with("999") { 404 } else { 200 }, "{path}");
        assert_eq!(headers["content-type"], "application/json", "{path}");
        serde_json::from_str::<Value>(&body).unwrap();
    }
}

#[tokio::test]
async fn answers_are_those_of_the_pages() {
    let desk = desk([record("Gate", "The Gazette", "", TEXT, &[statement(1, [0, 8], [9, 13], [14, 31])])]);
    let summary: Value = serde_json::from_str(&get(&desk, "/api/summary").await).unwrap();
    assert_eq!(
        summary,
        serde_json::json!({"reports": 1, "linked": 0, "statements": 1, "disputed": 0, "denied": 0})
    );
    let found: Value = serde_json::from_str(&get(&desk, "/api/statements?stance=asserts").await).unwrap();
    assert_eq!(found[0]["content"], "the gate was shut");
    assert_eq!(found.as_array().unwrap().len(), 1);
    let day: Value = serde_json::from_str(&get(&desk, "/api/dates/2024-03").await).unwrap();
    assert_eq!((&day["date"], &day["reports"][0]["title"]), (&"2024-03".into(), &"Gate".into()));
    assert_eq!((&day["said"], &day["after"]), (&serde_json::json!([]), &Value::Null), "it does not say when");
    let none: Value = serde_json::from_str(&get(&desk, "/api/statements?stance=denies").await).unwrap();
    assert_eq!(none, serde_json::json!([]));
    let request = Request::get("/api/statements?since=tomorrow").header("host", "127.0.0.1:8484");
    let (status, _, body) = ask(&desk, request.body(Body::empty()).unwrap()).await;
    assert_eq!(status, 400);
    assert!(body.starts_with("{\"error\":"), "{body}");
}

#[tokio::test]
async fn work_needs_the_token_and_a_reader() {
    let desk = desk([record("Gate", "The Gazette", "", TEXT, &[])]);
    let post = |path: &'static str, token: &str| {
        Request::post(path)
            .header("host", "127.0.0.1:8484")
            .header("authorization", format!("Bearer {token}"))
            .body(Body::from("Rain fell."))
            .unwrap()
    };
    assert_eq!(ask(&desk, post("/api/read", "beef")).await.0, 401);
    assert_eq!(ask(&desk, post("/api/read", TOKEN)).await.0, 501, "this desk has no reader");
    assert_eq!(ask(&desk, post("/api/reports?name=a.txt", TOKEN)).await.0, 501);
}

#[tokio::test]
async fn a_table_to_take_away_has_each_statement_once() {
    let desk = desk([record("Gate", "The Gazette", "", TEXT, &[statement(1, [0, 8], [9, 13], [14, 31])])]);
    let table = get(&desk, "/search?q=gate&as=csv").await;
    let mut lines = table.lines();
    assert!(lines.next().unwrap().starts_with("\u{feff}report,outlet,published,title,place,who,"));
    let row = lines.next().unwrap();
    assert!(
        row.contains(",\"The Gazette\",\"2024-03-05\",\"Gate\",\"s1\",\"Ada Bolt\",\"Ada Bolt\",\"said\",\"the gate was shut\",\"person\",\"asserts\","),
        "{row}"
    );
    let permalink = get(&desk, &first(&desk).await).await;
    let at = permalink.find("/9-13\"").unwrap();
    let address = &permalink[permalink[..at].rfind('"').unwrap() + 1..at + 5];
    let request = Request::get(address).header("host", "127.0.0.1:8484").body(Body::empty()).unwrap();
    let (status, headers, _) = ask(&desk, request).await;
    assert_eq!(status, 303);
    assert!(headers["location"].to_str().unwrap().ends_with("#s1"), "a permalink leads to the note");
}

#[tokio::test]
async fn every_page_can_be_taken_away() {
    let desk = desk([record("Gate", "The Gazette", "", TEXT, &[statement(1, [0, 8], [9, 13], [14, 31])])]);
    let pages = [
        ("/", "report,title,outlet,", "In this one report"),
        ("/stories", "story,title,reports,outlets,first,last", "What several reports tell of"),
        ("/claims", "claim,wording,reports,by,against", "What is claimed"),
        ("/sources", "source,name,kind,", "Who says most"),
        ("/outlets", "outlet,relies_on,", "Who relies on whom"),
        ("/journal", "number,at,who,decision,state", "What people decided"),
        ("/date/2024-03-05", "report,outlet,", "5 March 2024"),
    ];
    for (path, columns, words) in pages {
        assert!(
            get(&desk, &format!("{path}?as=csv")).await.starts_with(&format!("\u{feff}{columns}")),
            "{path}"
        );
        let json = get(&desk, &format!("{path}?as=json")).await;
        serde_json::from_str::<Value>(&json).unwrap();
        let page = get(&desk, &format!("{path}?as=html")).await;
        assert!(page.contains(words) && !page.contains("href=\"/"), "{path}: {page}");
    }
}
