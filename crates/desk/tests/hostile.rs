//! Hostile reports change nothing but their own words on the page.

mod common;

use axum::body::Body;
use axum::http::Request;
use common::{TOKEN, ask, desk, first, get, record, statement};
use onrecord_ledger::Writer;
use onrecord_record::Record;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// The names of the elements that a page opens, in order.
fn elements(page: &str) -> Vec<&str> {
    page.split('<')
        .skip(1)
        .map(|tag| tag.split([' ', '>']).next().unwrap_or_default())
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
    let said_by = |mut record: Record| {
        record.actors[0].mentions = vec![[0, n].into()];
        let desk = desk([record]);
        Writer::open(desk.folder.path()).unwrap().link(1, |_, _| ControlFlow::Continue(())).unwrap();
        desk
    };
    let hostile = said_by(record(attack, attack, attack, &text, &marked));
    let tame = said_by(record("t", "o", "u", &plain, &marked));
    let pages = [
        ("/".to_owned(), "/".to_owned()),
        (first(&hostile).await, first(&tame).await),
        ("/search".to_owned(), "/search".to_owned()),
        ("/outlets".to_owned(), "/outlets".to_owned()),
        ("/stories".to_owned(), "/stories".to_owned()),
        ("/story/1".to_owned(), "/story/1".to_owned()),
        ("/claims".to_owned(), "/claims".to_owned()),
        ("/claim/1/merge".to_owned(), "/claim/1/merge".to_owned()),
        ("/sources".to_owned(), "/sources".to_owned()),
        ("/source/1".to_owned(), "/source/1".to_owned()),
        ("/source/1/merge".to_owned(), "/source/1/merge".to_owned()),
        ("/correct/1".to_owned(), "/correct/1".to_owned()),
        ("/date/2024-03-05".to_owned(), "/date/2024-03-05".to_owned()),
    ];
    for (path, other) in pages {
        let page = get(&hostile, &path).await;
        assert_eq!(elements(&page), elements(&get(&tame, &other).await), "{path}");
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
        let desk = desk([record("t", "o", url, "Rain fell.", &[])]);
        let page = get(&desk, &first(&desk).await).await;
        assert_eq!(page.contains("as published"), linked, "{url}");
        assert!(!page.to_lowercase().contains("href=\"javascript"), "{url}");
    }
}

#[tokio::test]
async fn marks_of_writing_direction_reach_no_word_beside_them() {
    let turned = "\u{202e}evil\u{2066}";
    let desk = desk([record(turned, turned, "", "Rain fell.", &[])]);
    let page = get(&desk, &first(&desk).await).await;
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
    let long = desk([record("Long", "o", "", &text, &[])]);
    let report = first(&long).await;
    let begun = Instant::now();
    let page = get(&long, &report).await;
    assert!(page.len() < 150_000, "{} bytes", page.len());
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert!(page.contains("Part 1 of "));
    let last = get(&long, &format!("{report}?part=9999999")).await;
    assert!(last.contains("Previous part") && !last.contains("Next part"));
    let one_line = "ü".repeat(2_500_000);
    let wide = desk([record("Wide", "o", "", &one_line, &[])]);
    let page = get(&wide, &first(&wide).await).await;
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
    let desk = desk([record("t", "o", "", &text, &statements)]);
    let report = first(&desk).await;
    let begun = Instant::now();
    let page = get(&desk, &report).await;
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(page.matches("<li id=\"s").count(), n);
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
}

#[tokio::test]
async fn every_answer_forbids_what_it_does_not_need() {
    let desk = desk([record("t", "o", "", "Rain fell.", &[])]);
    let report = first(&desk).await;
    for path in
        ["/", &report, "/report/ffffffff", "/nothing", "/asset/0/desk.js", "/enter?token=x", "/api/summary"]
    {
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
        assert_eq!(headers["referrer-policy"], "same-origin", "{path}");
        assert_eq!(headers["x-frame-options"], "DENY", "{path}");
    }
    let page = get(&desk, &report).await;
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

#[tokio::test]
async fn a_page_to_take_away_asks_nothing_of_anybody() {
    let desk = desk([record("<img src=https://evil.example>", "o", "", "Rain fell.", &[])]);
    let page = get(&desk, &format!("{}?as=html", first(&desk).await)).await;
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"));
    for asking in ["<script", "<link", "<img", "url(", " href=\"/"] {
        assert!(!page.contains(asking), "{asking}");
    }
}

#[tokio::test]
async fn only_dates_have_pages() {
    let desk = desk([record("t", "o", "", "Rain fell.", &[])]);
    for date in ["2024-03-05", "2024-03", "2024"] {
        assert!(get(&desk, &format!("/date/{date}")).await.contains("1 report of that time"), "{date}");
    }
    assert!(get(&desk, "/date/2023").await.contains("2024 →"));
    for date in ["2024-3", "%25", "2024-03-0x", "20240305", "2024~"] {
        let request = Request::get(format!("/date/{date}")).header("host", "localhost:8484");
        let (status, ..) = ask(&desk, request.body(Body::empty()).unwrap()).await;
        assert_eq!(status, 404, "{date}");
    }
}

#[tokio::test]
async fn words_of_a_search_are_no_language() {
    let desk = desk([record("t", "o", "", "Rain fell.", &[])]);
    for q in ["%22", "a*%20OR%20b", "NEAR(a%20b)", "%27%3B--", "content:x", "%00", "(((("] {
        get(&desk, &format!("/search?q={q}")).await;
        get(&desk, &format!("/search?claim={q}")).await;
    }
}
