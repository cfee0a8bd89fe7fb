//! What is answered of a small pile.

use super::origins::Value as Known;
use super::pile::dam;
use super::{Filter, Page, actor, claims, disputes, latest, origins, reports, search, stories, who};
use onrecord_record::{SourceKind, Stance};
use serde_json::{Value, json};

const ALL: Page = Page::ALL;

fn filter(fill: impl FnOnce(&mut Filter)) -> Filter {
    let mut filter = Filter::default();
    fill(&mut filter);
    filter
}

/// The values of `answer` at `paths`, as JSON pointers.
fn at(answer: &impl serde::Serialize, paths: &[&str]) -> Vec<Value> {
    let answer = serde_json::to_value(answer).unwrap();
    paths
        .iter()
        .map(|path| answer.pointer(path).cloned().unwrap_or_else(|| panic!("no {path} in {answer}")))
        .collect()
}

#[test]
fn claims_told_in_most_reports_come_first() {
    let pile = dam();
    assert_eq!(claims::ranked(pile.db(), &Filter::default(), ALL).unwrap(), [1, 2, 3, 4]);
    assert_eq!(claims::ranked(pile.db(), &Filter::default(), Page { offset: 1, limit: 2 }).unwrap(), [2, 3]);
    assert_eq!(claims::ranked(pile.db(), &Filter::default(), Page::first(0)).unwrap(), [0; 0]);
}

#[test]
fn a_claim_shows_who_puts_it_forward_and_who_denies_it() {
    let pile = dam();
    let claim = claims::claim(pile.db(), 1).unwrap().unwrap();
    assert_eq!(
        at(&claim, &["/wording", "/reports", "/origins", "/not_stated", "/stands", "/earliest"]),
        [
            json!("the gate had rusted through"),
            json!(4),
            json!(1),
            json!(1),
            json!({"asserts": 3, "denies": 1}),
            json!(null)
        ]
    );
    let outlets: Vec<_> = claim.statements.iter().map(|s| s.report.outlet.as_deref().unwrap()).collect();
    assert_eq!(outlets, ["Wire", "Courier", "Herald", "Blog"]);
    assert_eq!(claim.statements[2].content, "the gate had rusted");
    assert_eq!(claims::claim(pile.db(), 99).unwrap(), None);
}

#[test]
fn a_claim_is_asked_for_by_number_or_by_words_of_its_wording() {
    let mut pile = dam();
    let wording = pile.statement(1, "s1");
    pile.links(&format!("UPDATE claim SET wording = {wording} WHERE id = 1"));
    let worded = |text: &str| claims::worded(pile.db(), text).unwrap();
    assert_eq!([worded("2"), worded("#2")], [[2], [2]]);
    assert_eq!(
        [worded("99"), worded(""), worded("Wire")],
        [[0_i64; 0]; 3],
        "no such claim, no words, other words"
    );
    assert_eq!(worded("rusted GATES \" OR"), [0; 0]);
    assert_eq!(worded("rusting gate"), [1]);
    let told = latest(pile.db(), &filter(|f| f.claim = Some("rusted gate".into())), ALL).unwrap();
    let places: Vec<_> = told.iter().map(|s| (s.report_number, s.place.as_str())).collect();
    assert_eq!(places, [(3, "s1"), (2, "s1"), (1, "s1"), (4, "n1")]);
    let both = filter(|f| (f.claim, f.stance) = (Some("1".into()), Some(Stance::Denies)));
    assert_eq!(latest(pile.db(), &both, ALL).unwrap().len(), 1);
}

#[test]
fn a_name_is_like_another_by_a_word_or_its_beginning() {
    let pile = dam();
    let like = |name: &str| actor::like(pile.db(), name).unwrap();
    assert_eq!(like("Ada Brand"), [1]);
    assert_eq!(like("Engineer BRANDT"), [1], "one word begins so");
    assert_eq!(like("an Adam"), [0; 0], "short words are the same, or not");
    assert_eq!(like("the doctors"), [4, 2, 3], "what is rare counts more");
    assert_eq!(like(" \" OR *"), [0; 0]);
}

#[test]
fn a_filter_holds_of_one_statement() {
    let pile = dam();
    let found = |fill: &dyn Fn(&mut Filter)| claims::ranked(pile.db(), &filter(fill), ALL).unwrap();
    assert_eq!(found(&|f| f.since = Some("2024-03-06".into())), [1, 3, 4]);
    assert_eq!(found(&|f| f.until = Some("2024-03-05".into())), [1, 2]);
    assert_eq!(found(&|f| f.since = Some("2024-03-07".into())), [1, 3, 4]);
    assert_eq!(found(&|f| f.until = Some("2024-03-07".into())), [1, 2, 3, 4]);
    assert_eq!(found(&|f| f.until = Some("2023".into())), [0; 0]);
    assert_eq!(found(&|f| f.outlet = Some("COURIER".into())), [1]);
    assert_eq!(found(&|f| f.outlet = Some("nobody".into())), [0; 0]);
    assert_eq!(found(&|f| f.kind = Some(SourceKind::Unnamed)), [3, 4]);
    assert_eq!(found(&|f| f.stance = Some(Stance::Denies)), [1]);
    assert_eq!(found(&|f| f.actor = Some("police".into())), [2]);
    assert_eq!(found(&|f| f.actor = Some("nobody".into())), [0; 0]);
    let both = |f: &mut Filter| {
        f.outlet = Some("Herald".into());
        f.actor = Some("ada brand".into());
    };
    assert_eq!(found(&both), [0; 0], "the Herald has the claim, but not from her");
    assert!(claims::ranked(pile.db(), &filter(|f| f.since = Some("Monday".into())), ALL).is_err());
}

#[test]
fn a_story_names_its_reports_and_the_claims_they_share() {
    let pile = dam();
    assert_eq!(stories::ranked(pile.db(), &Filter::default(), ALL).unwrap(), [1, 2]);
    let story = stories::story(pile.db(), 1).unwrap().unwrap();
    let titles: Vec<_> = story.reports.iter().map(|r| r.title.as_deref().unwrap()).collect();
    assert_eq!(titles, ["Dam fails", "Rust blamed", "Ministry: gate was sound"]);
    assert_eq!(
        at(&story, &["/reports/0/outlet", "/reports/0/key", "/reports/0/published", "/claims"]),
        [
            json!("Wire"),
            json!(null),
            json!("2024-03-05"),
            json!([{"id": 1, "wording": "the gate had rusted through", "reports": 3}])
        ]
    );
    let by = |fill: &dyn Fn(&mut Filter)| stories::ranked(pile.db(), &filter(fill), ALL).unwrap();
    assert_eq!(by(&|f| f.outlet = Some("blog".into())), [2]);
    assert_eq!(by(&|f| f.stance = Some(Stance::Denies)), [1]);
    assert_eq!(by(&|f| f.since = Some("2020".into())), [1]);
    assert_eq!(stories::story(pile.db(), 3).unwrap(), None);
}

#[test]
fn a_story_in_full_has_the_figures_that_differ() {
    let mut pile = super::pile::Pile::new();
    let told = [
        (
            "Wire",
            "2024-03-05",
            "Nine people were killed when the Oxbow dam burst on Monday, the mayor said.",
            "the mayor",
        ),
        (
            "Post",
            "2024-03-06",
            "The Oxbow dam burst on Monday killed 14 people, the hospital said.",
            "the hospital",
        ),
    ];
    for (outlet, day, text, who) in told {
        let content = text.split(", the").next().unwrap();
        let said = (who, "said", content, SourceKind::Organisation, Stance::Asserts);
        pile.report(outlet, Some(day), "Oxbow dam bursts", text, &[said]);
    }
    pile.links(
        "INSERT INTO story DEFAULT VALUES; INSERT INTO story_report (report, story) VALUES (1, 1), (2, 1);",
    );
    let story = stories::in_full(pile.db(), 1).unwrap().unwrap();
    let figures = story.figures.unwrap();
    let rows: Vec<_> = figures[0].readings.iter().map(|r| (r.value, r.who.as_deref())).collect();
    assert_eq!(figures[0].what, "people killed");
    assert_eq!(rows, [(Some(9.0), Some("the mayor")), (Some(14.0), Some("the hospital"))]);
}

#[test]
fn disputes_have_both_sides_and_the_figures() {
    let pile = dam();
    assert_eq!(
        disputes::ranked(pile.db(), &Filter::default(), ALL).unwrap(),
        [1, 2],
        "claim 3 is the other side of 2"
    );
    let denied = disputes::dispute(pile.db(), 1).unwrap().unwrap();
    assert_eq!(
        at(
            &denied,
            &["/reports", "/sides/0/side", "/sides/1/side", "/sides/1/statements/0/source", "/figures"]
        ),
        [json!(4), json!("tells"), json!("denies"), json!("The ministry"), json!([])]
    );
    let figures = disputes::dispute(pile.db(), 2).unwrap().unwrap();
    assert_eq!(
        at(&figures, &["/sides/1/side", "/sides/1/claim/wording", "/pairs/0/relation", "/figures/0/what"]),
        [json!("contradicts"), json!("Fifteen people died"), json!("contradicts"), json!("killed")]
    );
    let rows: Vec<_> =
        figures.figures[0].readings.iter().map(|r| (r.value, r.who.as_deref(), r.when.as_deref())).collect();
    assert_eq!(
        rows,
        [
            (Some(12.0), Some("the police"), Some("2024-03-05")),
            (Some(15.0), Some("a doctor"), Some("2024-03-07T09:30:00Z"))
        ]
    );
    assert_eq!(disputes::dispute(pile.db(), 4).unwrap(), None);
}

#[test]
fn a_dispute_goes_when_its_statements_part() {
    let mut pile = dam();
    let denial = pile.statement(3, "s1");
    pile.links(&format!("UPDATE statement SET stand = 'asserts' WHERE id = {denial}; DELETE FROM pair;"));
    assert_eq!(disputes::ranked(pile.db(), &Filter::default(), ALL).unwrap(), [0; 0]);
    pile.links("UPDATE statement SET claim = NULL, stand = NULL");
    assert_eq!(claims::ranked(pile.db(), &Filter::default(), ALL).unwrap(), [0; 0]);
}

#[test]
fn what_is_denied_and_put_forward_by_nobody_comes_last() {
    let mut pile = dam();
    pile.links("UPDATE statement SET claim = 4 WHERE claim = 1 AND stand <> 'denies'");
    assert_eq!(disputes::ranked(pile.db(), &Filter::default(), ALL).unwrap(), [2, 1]);
}

#[test]
fn whoever_only_asks_is_on_neither_side() {
    let mut pile = dam();
    pile.links("UPDATE statement SET stand = 'asks' WHERE claim = 1 AND stand <> 'denies'");
    assert_eq!(disputes::ranked(pile.db(), &Filter::default(), ALL).unwrap(), [2, 1]);
    let dispute = disputes::dispute(pile.db(), 1).unwrap().unwrap();
    assert_eq!(dispute.sides.iter().map(|s| s.side).collect::<Vec<_>>(), [disputes::Stand::Denies]);
}

#[test]
fn origins_have_the_words_that_show_them() {
    let pile = dam();
    let origins = origins::origins(pile.db(), 1).unwrap().unwrap();
    assert_eq!(origins.count, "3 reports, 1 origin; lineage of 1 not stated");
    assert_eq!(
        at(&origins, &["/origins/0/names", "/not_stated", "/earliest"]),
        [json!(["Ada Brand"]), json!(1), json!(null)]
    );
    let from: Vec<_> = origins
        .reports
        .iter()
        .map(|from| (from.report.outlet.as_deref().unwrap(), from.lineage, from.words.as_str()))
        .collect();
    assert_eq!(
        from,
        [
            ("Wire", Known::ReliesOn, "Ada Brand"),
            ("Courier", Known::SameText, "Ada Brand said the gate had rusted through."),
            ("Blog", Known::NotStated, ""),
        ]
    );
    assert_eq!(origins.reports[1].other.as_ref(), Some(&origins.reports[0].report.id));
}

#[test]
fn what_all_deny_has_no_origins_to_list() {
    let mut pile = dam();
    let ranked = |pile: &super::pile::Pile| origins::ranked(pile.db(), &Filter::default(), ALL).unwrap();
    assert_eq!(ranked(&pile), [1, 2, 3, 4]);
    pile.links("UPDATE statement SET stand = 'denies' WHERE claim = 2");
    assert_eq!(ranked(&pile), [1, 3, 4]);
    assert_eq!(claims::ranked(pile.db(), &Filter::default(), ALL).unwrap().len(), 4, "it is a claim still");
}

#[test]
fn unnamed_sources_of_two_reports_are_two_origins_until_words_are_shared() {
    let mut pile = dam();
    let (doctor, spokesman) = (pile.statement(3, "s2"), pile.statement(3, "s3"));
    let (police, first) = (pile.statement(1, "s2"), pile.statement(1, "s1"));
    pile.links(&format!(
        "UPDATE statement SET claim = 3, stand = 'asserts', kind = 'unnamed', actor = NULL
            WHERE id IN ({doctor}, {police});
        UPDATE statement SET claim = NULL WHERE id IN ({spokesman}, {first});"
    ));
    let count = |pile: &super::pile::Pile| claims::claim(pile.db(), 3).unwrap().unwrap().lineage;
    assert_eq!(count(&pile), origins::Lineage { origins: 2, not_stated: 0 });
    pile.links(
        "INSERT INTO passage (a_report, b_report, a_start, a_end, b_start, b_end, sort)
            VALUES (1, 3, 44, 62, 46, 65, 'copy')",
    );
    assert_eq!(count(&pile), origins::Lineage { origins: 1, not_stated: 0 });
    pile.links("UPDATE passage SET sort = 'quotation'");
    assert_eq!(count(&pile), origins::Lineage { origins: 2, not_stated: 0 });
}

#[test]
fn who_said_what_in_order_and_what_is_said_of_them() {
    let pile = dam();
    let found = who::ranked(pile.db(), "brand", ALL).unwrap();
    assert_eq!(found, [1]);
    assert_eq!(who::ranked(pile.db(), "#1", ALL).unwrap(), found);
    assert_eq!(who::ranked(pile.db(), "ADA BRAND", ALL).unwrap(), found);
    assert_eq!(who::ranked(pile.db(), "\" OR *", ALL).unwrap(), [0; 0]);
    let ada = who::who(pile.db(), 1, &Filter::default(), ALL).unwrap().unwrap();
    assert_eq!(
        at(
            &ada,
            &["/name", "/kind", "/reports", "/statements", "/said/0/report/outlet", "/said/1/report/outlet"]
        ),
        [json!("Ada Brand"), json!("person"), json!(2), json!(2), json!("Wire"), json!("Courier")]
    );
    assert!(ada.said_of.is_empty());
    let courier =
        who::who(pile.db(), 1, &filter(|f| f.outlet = Some("courier".into())), ALL).unwrap().unwrap();
    assert_eq!((courier.statements, courier.said.len()), (1, 1));
    assert_eq!(who::who(pile.db(), 99, &Filter::default(), ALL).unwrap(), None);
}

#[test]
fn what_others_say_of_somebody_has_the_name_in_its_words() {
    let mut pile = dam();
    pile.links(
        "INSERT INTO mention (report, place, actor, name, kind, roles, spans)
            VALUES (3, 'a9', 1, 'Brand', 'person', '[{\"text\": \"engineer\", \"span\": [0, 3]}]', '[[82, 91]]')",
    );
    let ada = who::who(pile.db(), 1, &Filter::default(), ALL).unwrap().unwrap();
    assert_eq!(
        at(&ada, &["/names", "/roles", "/said_of/0/content", "/said_of/0/source"]),
        [
            json!(["Brand"]),
            json!(["engineer"]),
            json!("Ada Brand is a liar"),
            json!("the ministry's spokesman")
        ]
    );
}

#[test]
fn words_are_found_in_all_their_forms() {
    let pile = dam();
    let found = |words: &str, filter: &Filter| -> Vec<String> {
        let hits = search::hits(pile.db(), words, filter, ALL).unwrap();
        hits.into_iter().map(|hit| hit.saying.content).collect()
    };
    let none = Filter::default();
    assert_eq!(found("doctors", &none), ["Fifteen people died"]);
    assert_eq!(found("twelve doctors", &none), ["Twelve people died", "Fifteen people died"]);
    assert_eq!(
        found("rusting GATES", &filter(|f| f.outlet = Some("courier".into()))),
        ["the gate had rusted through"]
    );
    assert_eq!(found("\"*)(", &none), [""; 0]);
    assert_eq!(found("zeppelin", &none), [""; 0]);
    assert_eq!(found("the doctor in the village", &none), found("doctor village", &none));
    assert!(!found("the", &none).is_empty(), "small words alone are looked for");
}

#[test]
fn what_means_the_same_is_found_without_the_words() {
    let mut pile = dam();
    let add = |id: i64, content: &str| -> String {
        let vector = onrecord_model::Vectors::embedded().of(content);
        let hex: String = vector
            .iter()
            .flat_map(|x| [x.to_ne_bytes()[0] >> 4, x.to_ne_bytes()[0] & 15])
            .map(|d| char::from(b"0123456789abcdef"[d as usize]))
            .collect();
        format!("INSERT INTO vector VALUES ({id}, x'{hex}');")
    };
    let all: Vec<(i64, String)> = {
        let mut select = pile.db().prepare("SELECT id, content FROM statement").unwrap();
        select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    };
    let vectors: String = all.iter().map(|(id, content)| add(*id, content)).collect();
    pile.links(&vectors);
    let found = |pile: &super::pile::Pile| -> Vec<(String, search::By)> {
        let hits =
            search::hits(pile.db(), "12 persons were killed", &Filter::default(), Page::first(2)).unwrap();
        hits.into_iter().map(|hit| (hit.saying.content, hit.by)).collect()
    };
    assert_eq!(found(&pile)[0], ("Twelve people died".to_owned(), search::By::Meaning));
    pile.links("DELETE FROM vector");
    assert_eq!(found(&pile), []);
}

#[test]
fn an_empty_ledger_answers() {
    let pile = super::pile::Pile::new();
    let none = Filter::default();
    assert_eq!(reports(pile.db()).unwrap(), 0);
    assert_eq!(stories::ranked(pile.db(), &none, ALL).unwrap(), [0; 0]);
    assert_eq!(disputes::ranked(pile.db(), &none, ALL).unwrap(), [0; 0]);
    assert!(search::hits(pile.db(), "dam", &none, ALL).unwrap().is_empty());
}
