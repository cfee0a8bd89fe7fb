//! Correcting through forms, as a browser sends them.

mod common;

use axum::body::Body;
use axum::http::Request;
use common::{Shown, TOKEN, ask, desk, first, get, record, statement};

const TEXT: &str = "Ada Bolt said the gate was shut. The mayor denied it.";

/// Sends a form with the desk's own origin and, unless it is empty, a token.
async fn send(desk: &Shown, form: &str, token: &str) -> (u16, String, String) {
    let request = Request::post("/correct")
        .header("host", "127.0.0.1:8484")
        .header("origin", "http://127.0.0.1:8484")
        .header("cookie", format!("onrecord-8484={token}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .expect("a form");
    let (status, headers, body) = ask(desk, request).await;
    let to = headers.get("location").map(|to| to.to_str().expect("a form").to_owned());
    (status, to.unwrap_or_default(), body)
}

fn one() -> Shown {
    desk([record("Gate", "The Gazette", "", TEXT, &[statement(1, [0, 8], [9, 13], [14, 31])])])
}

#[tokio::test]
async fn a_stance_is_set_and_taken_back() {
    let desk = one();
    let form = "action=stance&id=1&stance=hedges&who=Ada&back=/report/x%23s1";
    assert_eq!(send(&desk, form, TOKEN).await.0, 303);
    assert_eq!(send(&desk, form, TOKEN).await.0, 200, "it was decided before, which is said first");
    let report = first(&desk).await;
    assert!(get(&desk, &report).await.contains("class=\"stance hedges\""));
    let journal = get(&desk, "/journal").await;
    assert!(journal.contains("<b><bdi>Ada</bdi></b>"), "{journal}");
    assert_eq!(send(&desk, "action=undo&id=1&who=Ada", TOKEN).await, (303, "/journal".into(), String::new()));
    assert!(!get(&desk, &report).await.contains("class=\"stance hedges\""));
    assert!(get(&desk, "/journal").await.contains("taken back"));
}

#[tokio::test]
async fn an_earlier_decision_is_said_before_it_is_overruled() {
    let desk = one();
    assert_eq!(send(&desk, "action=stance&id=1&stance=denies&who=Ada", TOKEN).await.0, 303);
    let again = "action=stance&id=1&stance=hedges&who=Bo";
    let (status, _, page) = send(&desk, again, TOKEN).await;
    assert_eq!(status, 200);
    assert!(page.contains("This was decided before") && page.contains("<bdi>Ada</bdi>"), "{page}");
    assert!(
        get(&desk, &first(&desk).await).await.contains("class=\"stance denies\""),
        "nothing has changed yet"
    );
    assert_eq!(send(&desk, &format!("{again}&sure=1"), TOKEN).await.0, 303);
    assert!(get(&desk, &first(&desk).await).await.contains("class=\"stance hedges\""));
}

#[tokio::test]
async fn words_are_looked_up_in_the_report() {
    let desk = one();
    let form = "action=span&id=1&source=Ada+Bolt&cue=said&content=the+gate&who=Ada";
    assert_eq!(send(&desk, form, TOKEN).await.0, 303);
    let page = get(&desk, "/search?q=gate").await;
    assert!(page.contains("<span class=\"what\"><bdi>the gate</bdi></span>"), "{page}");
    let form = "action=span&id=1&source=Ada+Bolt&cue=said&content=the+moon&who=Ada&sure=1";
    let (status, _, page) = send(&desk, form, TOKEN).await;
    assert_eq!(status, 422);
    assert!(page.contains("“the moon” does not stand in the report"), "{page}");
}

#[tokio::test]
async fn nobody_writes_without_the_token() {
    let desk = one();
    let form = "action=stance&id=1&stance=denies&who=Eve";
    assert_eq!(send(&desk, form, "").await.0, 401);
    assert_eq!(send(&desk, form, "beef").await.0, 401);
    let foreign = Request::post("/correct")
        .header("host", "127.0.0.1:8484")
        .header("origin", "https://evil.example")
        .header("cookie", format!("onrecord-8484={TOKEN}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    assert_eq!(ask(&desk, foreign).await.0, 403);
    assert!(get(&desk, "/journal").await.contains("Nothing so far"));
    assert!(!get(&desk, "/correct/1").await.contains("<select"), "nor sees forms");
}

#[tokio::test]
async fn while_another_process_writes_it_is_said() {
    let desk = one();
    let _busy = onrecord_ledger::Writer::open(desk.folder.path()).unwrap();
    let (status, _, page) = send(&desk, "action=note&id=1&text=look&who=Ada", TOKEN).await;
    assert_eq!(status, 409);
    assert!(page.contains("The ledger is being written to"));
}
