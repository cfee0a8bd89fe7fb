//! Correcting through forms, as a browser sends them.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use axum::body::Body;
use axum::http::Request;
use common::{Shown, TOKEN, ask, desk, first, get, record, statement};
use onrecord_ledger::query::claims::worded;
use onrecord_ledger::{Ledger, Writer};
use std::ops::ControlFlow;

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
async fn a_decision_is_told_in_words_in_the_journal_and_at_its_statement() {
    let desk = one();
    assert_eq!(send(&desk, "action=stance&id=1&stance=hedges&who=Ada", TOKEN).await.0, 303);
    let told = "set the stance to “holds possible”";
    let journal = get(&desk, "/journal").await;
    assert!(journal.contains(told) && journal.contains("<bdi>the gate was shut</bdi>"), "{journal}");
    assert!(!journal.contains("at 9-13"), "no numbers of characters: {journal}");
    let report = get(&desk, &first(&desk).await).await;
    assert!(report.contains("corrected by <bdi>Ada</bdi>") && report.contains(told), "{report}");
    assert_eq!(send(&desk, "action=note&id=1&text=Ask+the+mayor.&who=Bo", TOKEN).await.0, 303);
    let report = get(&desk, &first(&desk).await).await;
    assert!(report.contains("2 decisions") && report.contains("<bdi>Ask the mayor.</bdi>"), "{report}");
    assert_eq!(send(&desk, "action=undo&id=1&who=Ada", TOKEN).await.0, 303);
    let report = get(&desk, &first(&desk).await).await;
    assert!(report.contains("note by <bdi>Bo</bdi>") && !report.contains("corrected by"), "{report}");
    assert!(get(&desk, "/journal").await.contains("took back № 1"));
}

#[tokio::test]
async fn a_source_that_denies_what_it_said_has_changed() {
    let text = "Ada Bolt said the gate was shut. Later Ada Bolt denied that it was.";
    let said = statement(1, [0, 8], [9, 13], [14, 31]);
    let mut denied = statement(2, [39, 47], [48, 54], [55, 66]);
    denied["stance"] = "denies".into();
    let desk = desk([record("Gate", "The Gazette", "", text, &[said, denied])]);
    Writer::open(desk.folder.path()).unwrap().link(1, |_, _| ControlFlow::Continue(())).unwrap();
    let (gate, later) = (claims(&desk, "gate shut"), claims(&desk, "it was"));
    if gate != later {
        let form = format!("action=merge-claims&id={}&other={}&who=Ada", later[0], gate[0]);
        assert_eq!(send(&desk, &form, TOKEN).await.0, 303);
    }
    let sources = get(&desk, "/sources").await;
    let at = sources.find("/source/").unwrap();
    let page = get(&desk, sources[at..].split('"').next().unwrap()).await;
    let changed = page.split("Where they changed").nth(1).expect("they changed");
    let changed = changed.split("</section>").next().unwrap();
    assert!(changed.contains("the gate was shut") && changed.contains("that it was"), "{changed}");
    let listed = get(&desk, "/claims").await;
    assert!(
        listed.contains("<bdi>The Gazette</bdi></span><span>in 1 report"),
        "who puts it forward: {listed}"
    );
    assert_eq!(send(&desk, "action=stance&id=1&stance=declines&who=Ada&sure=1", TOKEN).await.0, 303);
    let listed = get(&desk, "/claims").await;
    assert!(listed.contains("nobody here puts it forward"), "nor who does not say: {listed}");
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
async fn a_decision_is_taken_while_reports_are_added() {
    let desk = one();
    let _adding = onrecord_ledger::Writer::open(desk.folder.path()).unwrap();
    assert_eq!(send(&desk, "action=stance&id=1&stance=denies&who=Ada", TOKEN).await.0, 303);
    assert!(get(&desk, &first(&desk).await).await.contains("class=\"stance denies\""));
}

/// Two reports, whose statements are claims of their own.
fn gates() -> Shown {
    let shut = statement(1, [0, 8], [9, 13], [14, 31]);
    let rose = statement(1, [0, 6], [7, 11], [12, 33]);
    let desk = desk([
        record("Gate", "The Gazette", "", TEXT, &[shut]),
        record("Fees", "The Echo", "", "Bo Lux said the harbour fees rose. Rain fell.", &[rose]),
    ]);
    Writer::open(desk.folder.path()).unwrap().link(1, |_, _| ControlFlow::Continue(())).unwrap();
    desk
}

/// The numbers of the claims that are worded so.
fn claims(desk: &Shown, words: &str) -> Vec<i64> {
    worded(Ledger::open(desk.folder.path()).unwrap().db(), words).unwrap()
}

#[tokio::test]
async fn a_claim_is_merged_into_one_that_was_searched_for() {
    let desk = gates();
    let (gate, fees) = (claims(&desk, "gate shut")[0], claims(&desk, "harbour fees")[0]);
    let page = get(&desk, &format!("/claim/{fees}/merge?q=gate")).await;
    let button = format!("<button name=\"other\" value=\"{gate}\" aria-describedby=\"wording-{gate}\">");
    assert!(!page.contains(&button), "who has no token sees no buttons");
    let request = Request::get(format!("/claim/{fees}/merge?q=gate"))
        .header("host", "127.0.0.1:8484")
        .header("cookie", format!("onrecord-8484={TOKEN}"))
        .body(Body::empty())
        .unwrap();
    let (_, _, page) = ask(&desk, request).await;
    assert!(page.contains(&button), "{page}");
    assert!(!page.contains(&format!("value=\"{fees}\" aria-describedby")), "nothing is merged into itself");
    let form = format!("action=merge-claims&id={fees}&other={gate}&who=Ada");
    let (status, to, body) = send(&desk, &form, TOKEN).await;
    assert_eq!((status, to), (303, format!("/claim/{gate}")), "{body}");
    let page = get(&desk, &format!("/claim/{gate}")).await;
    assert!(page.contains("the gate was shut") && page.contains("the harbour fees rose"), "{page}");
    let search = get(&desk, &format!("/search?claim={gate}")).await;
    assert!(search.contains("2 statements") && search.contains("the harbour fees rose"), "{search}");
}

#[tokio::test]
async fn a_merge_says_first_who_decided_otherwise() {
    let desk = gates();
    let (gate, fees) = (claims(&desk, "gate shut")[0], claims(&desk, "harbour fees")[0]);
    let merge = format!("action=merge-claims&id={fees}&other={gate}&who=Ada");
    assert_eq!(send(&desk, &merge, TOKEN).await.0, 303);
    let db = Ledger::open(desk.folder.path()).unwrap();
    let of = |words: &str| -> i64 {
        let select = "SELECT id FROM statement WHERE content = ?1";
        db.db().query_row(select, [words], |row| row.get(0)).unwrap()
    };
    let apart = format!(
        "action=not-same&id={}&other={}&who=Bo&sure=1",
        of("the harbour fees rose"),
        of("the gate was shut")
    );
    assert_eq!(send(&desk, &apart, TOKEN).await.0, 303, "what was merged is told apart");
    let fees = claims(&desk, "harbour fees")[0];
    let page = get(&desk, &format!("/claim/{fees}/merge?q=gate")).await;
    assert!(page.contains("<b><bdi>Bo</bdi></b> decided otherwise on "), "{page}");
    let (status, _, page) =
        send(&desk, &format!("action=merge-claims&id={fees}&other={gate}&who=Ada"), TOKEN).await;
    assert_eq!(status, 200);
    assert!(
        page.contains("This was decided before") && page.contains("<bdi>Bo</bdi></b> told these two apart"),
        "{page}"
    );
    let nobody = format!("action=merge-claims&id={fees}&other=&who=Ada");
    let (status, _, page) = send(&desk, &nobody, TOKEN).await;
    assert_eq!(status, 422);
    assert!(page.contains("choose the other one first"));
}

/// Three reports: two quote Ada Zelensky, whom linking takes for one, and one quotes Ada Zelenskiy. Gives the numbers of the two
/// sources.
fn namesakes() -> (Shown, [i64; 2]) {
    let report = |title: &str, name: &str, said: &str| {
        let (text, ends) = (format!("{name} said {said}."), name.len());
        let statement = statement(1, [0, ends], [ends + 1, ends + 5], [ends + 6, ends + 6 + said.len()]);
        let mut record = record(title, "The Gazette", "", &text, &[statement]);
        name.clone_into(&mut record.actors[0].name);
        record.actors[0].mentions = vec![[0, ends].into()];
        record
    };
    let desk = desk([
        report("Gate", "Ada Zelensky", "the gate was shut"),
        report("Fees", "Ada Zelenskiy", "the harbour fees rose"),
        report("Rain", "Ada Zelensky", "rain would fall"),
    ]);
    Writer::open(desk.folder.path()).unwrap().link(1, |_, _| ControlFlow::Continue(())).unwrap();
    let of = |name: &str| source(&desk, name);
    let ids = [of("Ada Zelensky"), of("Ada Zelenskiy")];
    (desk, ids)
}

/// The number of the source of that name.
fn source(desk: &Shown, name: &str) -> i64 {
    let select = "SELECT min(actor) FROM statement WHERE source = ?1";
    Ledger::open(desk.folder.path()).unwrap().db().query_row(select, [name], |row| row.get(0)).unwrap()
}

/// The page for merging a source, as somebody sees it who has the token.
async fn merging(desk: &Shown, id: i64, query: &str) -> String {
    let request = Request::get(format!("/source/{id}/merge{query}"))
        .header("host", "127.0.0.1:8484")
        .header("cookie", format!("onrecord-8484={TOKEN}"))
        .body(Body::empty())
        .unwrap();
    ask(desk, request).await.2
}

#[tokio::test]
async fn a_source_is_merged_into_one_with_a_name_like_its_own() {
    let (desk, [often, once]) = namesakes();
    assert_ne!(often, once);
    let choice = format!("<input type=\"radio\" name=\"other\" value=\"{often}\"");
    assert!(!get(&desk, &format!("/source/{once}/merge")).await.contains(&choice), "nor sees forms");
    let page = merging(&desk, once, "").await;
    assert!(page.contains(&choice) && page.contains("2 statements in 2 reports"), "{page}");
    assert!(!page.contains(&format!("value=\"{once}\" required")), "nothing is merged into itself");
    assert!(merging(&desk, once, "?q=zelensky+ada").await.contains(&choice));
    assert!(merging(&desk, once, "?q=nobody").await.contains("No other source is like these words."));
    let merge = format!("action=merge-actors&id={once}&other={often}&who=Ada");
    let (status, to, body) = send(&desk, &merge, TOKEN).await;
    assert_eq!((status, to), (303, format!("/source/{often}")), "{body}");
    let page = get(&desk, &format!("/source/{often}")).await;
    assert!(page.contains("3 statements in 3 reports") && page.contains("the harbour fees rose"), "{page}");
    assert!(get(&desk, "/sources").await.contains("3 statements in 3 reports"));
    assert_eq!(send(&desk, "action=undo&id=1&who=Ada", TOKEN).await.0, 303);
    assert!(get(&desk, "/sources").await.contains("2 statements in 2 reports"));
    let nobody = format!("action=merge-actors&id={once}&other=&who=Ada");
    let (status, _, page) = send(&desk, &nobody, TOKEN).await;
    assert_eq!(status, 422);
    assert!(page.contains("choose the other one first"));
}

#[tokio::test]
async fn a_merge_of_sources_says_first_who_decided_otherwise() {
    let (desk, [often, once]) = namesakes();
    let form = |action: &str, other: i64, id: i64, who: &str| {
        format!("action={action}&id={id}&other={other}&who={who}")
    };
    let told = "<bdi>Bo</bdi></b> decided otherwise on ";
    // By name.
    assert_eq!(send(&desk, &form("not-same-actor", often, once, "Bo"), TOKEN).await.0, 303);
    assert!(merging(&desk, once, "").await.contains(told));
    let merge = form("merge-actors", often, once, "Ada");
    let (status, _, page) = send(&desk, &merge, TOKEN).await;
    assert_eq!(status, 200);
    assert!(page.contains("<bdi>Bo</bdi></b> took these for two sources"), "{page}");
    assert_eq!(send(&desk, &format!("{merge}&sure=1"), TOKEN).await.0, 303);
    // By taking a mention for somebody else: she who said that it would rain.
    let rain = "SELECT id FROM statement WHERE content = 'rain would fall'";
    let ledger = Ledger::open(desk.folder.path()).unwrap();
    let rain: i64 = ledger.db().query_row(rain, [], |row| row.get(0)).unwrap();
    assert_eq!(send(&desk, &format!("action=split-actor&id={rain}&who=Bo&sure=1"), TOKEN).await.0, 303);
    let select = "SELECT actor FROM statement WHERE id = ?1";
    let other: i64 = ledger.db().query_row(select, [rain], |row| row.get(0)).unwrap();
    assert!(merging(&desk, other, "").await.contains(told));
    let (status, _, page) = send(&desk, &form("merge-actors", often, other, "Ada"), TOKEN).await;
    assert_eq!(status, 200);
    assert!(page.contains("<bdi>Bo</bdi></b> took this for somebody else of that name"), "{page}");
}
