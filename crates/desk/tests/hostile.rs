//! Hostile reports change nothing but their own words on the page.

mod common;

use axum::body::Body;
use axum::http::Request;
use common::{TOKEN, ask, desk, get, record, statement};
use std::time::{Duration, Instant};

const REPORT: &str = "/report/0123456789abcdef";

/// The names of the elements that a page opens, in order.
fn elements(page: &str) -> Vec<&str> {
    page.split('<')
        .skip(1)
        .map(|tag| tag.split([' ', '>']).next().unwrap())
        .filter(|name| !name.starts_with('/'))
        .collect()
}

#[tokio::test]
async fn script_in_any_field_stays_words() {
    let attack = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' onmouseover='alert(1)";
    let text = format!("{attack} said \"{attack}\".");
    let n = attack.chars().count();
    let marked = [statement(1, [0, n], [n + 1, n + 5], [n + 6, n + 8 + n])];
    let plain = format!("{} said \"{}\".", "x".repeat(n), "x".repeat(n));
    let hostile = desk([record(attack, attack, attack, &text, &marked)]);
    let tame = desk([record("t", "o", "u", &plain, &marked)]);
    for path in ["/", REPORT] {
        let page = get(&hostile, path).await;
        assert_eq!(elements(&page), elements(&get(&tame, path).await), "{path}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{path} shows the words");
        assert!(!page.contains("<script>"), "{path}");
    }
}

#[tokio::test]
async fn only_web_addresses_become_links() {
    for (url, linked) in [
        ("https://news.example/a", true),
        ("http://news.example/a", true),
        ("javascript:alert(1)", false),
        ("data:text/html,<script>alert(1)</script>", false),
        ("JaVaScRiPt:alert(1)//https://", false),
        ("/enter?token=", false),
    ] {
        let page = get(&desk([record("t", "o", url, "Rain fell.", &[])]), REPORT).await;
        assert_eq!(page.contains("as published"), linked, "{url}");
        assert!(!page.to_lowercase().contains("href=\"javascript"), "{url}");
    }
}

#[tokio::test]
async fn marks_of_writing_direction_reach_no_word_beside_them() {
    let turned = "\u{202e}evil\u{2066}";
    let page = get(&desk([record(turned, turned, "", "Rain fell.", &[])]), REPORT).await;
    let body = page.split("<body>").nth(1).unwrap();
    for (at, _) in body.match_indices('\u{202e}') {
        let before = &body[..at];
        assert!(
            before.ends_with("<bdi>") || before.ends_with("<h1 class=\"bare\">"),
            "{}",
            &before[at - 40..]
        );
    }
    assert_eq!(body.matches('\u{202e}').count(), 2, "title and outlet");
}

#[tokio::test]
async fn five_megabytes_of_text_come_in_parts() {
    let paragraph = "The harbour master said that the gate was shut. ".repeat(20);
    let text = format!("{paragraph}\n").repeat(5_300);
    assert!(text.len() > 5_000_000);
    let desk = desk([record("Long", "o", "", &text, &[])]);
    let begun = Instant::now();
    let page = get(&desk, REPORT).await;
    assert!(page.len() < 150_000, "{} bytes", page.len());
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert!(page.contains("Part 1 of "));
    let last = get(&desk, &format!("{REPORT}?part=9999999")).await;
    assert!(last.contains("Previous part") && !last.contains("Next part"));
    let one_line = "ü".repeat(2_500_000);
    let page = get(&common::desk([record("Wide", "o", "", &one_line, &[])]), REPORT).await;
    assert!(page.len() < 150_000, "{} bytes", page.len());
}

#[tokio::test]
async fn a_thousand_statements_inside_one_another_stay_legible() {
    let n = 1_000;
    let text = "a b ".repeat(n);
    let statements: Vec<_> = (0..n)
        .map(|i| {
            let mut nested = statement(i + 1, [4 * i, 4 * i + 1], [4 * i + 2, 4 * i + 3], [4 * i, 4 * n]);
            nested["inside"] = if i == 0 { "s1000".into() } else { format!("s{i}").into() };
            nested
        })
        .collect();
    let begun = Instant::now();
    let page = get(&desk([record("t", "o", "", &text, &statements)]), REPORT).await;
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(page.matches("<li id=\"s").count(), n);
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
}

#[tokio::test]
async fn every_answer_forbids_what_it_does_not_need() {
    let desk = desk([record("t", "o", "", "Rain fell.", &[])]);
    for path in ["/", REPORT, "/report/ffffffff", "/nothing", "/asset/0/desk.js", "/enter?token=x"] {
        let request = Request::get(path).header("host", "localhost:8484").body(Body::empty()).unwrap();
        let (status, headers, _) = ask(&desk, request).await;
        assert!(status < 500, "{path}");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        assert_eq!(headers["x-frame-options"], "DENY", "{path}");
    }
    let page = get(&desk, REPORT).await;
    assert!(
        !page.contains(" style=") && !page.contains("<style"),
        "nothing inline that the policy would refuse"
    );
}

#[tokio::test]
async fn a_rebound_name_is_not_answered_even_with_the_token() {
    let desk = desk([record("Secret", "o", "", "Rain fell.", &[])]);
    let request = Request::get("/")
        .header("host", "evil.example:8484")
        .header("authorization", format!("Bearer {TOKEN}"))
        .body(Body::empty())
        .unwrap();
    let (status, _, body) = ask(&desk, request).await;
    assert_eq!(status, 421);
    assert!(!body.contains("Secret"));
}
