//! What opposes what, which figures count one thing, and what changed.

use onrecord_compare::claim::{FigureRelation, Judgement, Proposition, Reason, Relation};
use onrecord_compare::dispute::{
    Clash, Count, Given, Pile, Quantity, Said, Scope, clash, counts, denied, figures, quantities, turns,
};
use onrecord_record::{Dateline, Outcome, Record, Report, Stance};
use onrecord_text::{ByteSpan, Offsets};
use onrecord_times::Date;

fn day(text: &str) -> Option<Date> {
    onrecord_times::published(text)
}

/// A record as the reader would make it, without statements and actors.
fn record(published: &str, text: &str) -> Record {
    let offsets = Offsets::new(text);
    let times = onrecord_times::find(text, day(published));
    let spans: Vec<ByteSpan> = times.iter().map(|t| t.span).collect();
    Record {
        schema: onrecord_record::SCHEMA.to_owned(),
        report: Report {
            id: format!("sha256:{}", text.len()),
            published: Some(published.to_owned()),
            ..Report::default()
        },
        text: text.to_owned(),
        statements: Vec::new(),
        actors: Vec::new(),
        times: times.iter().map(|t| t.to_record(&offsets)).collect(),
        figures: onrecord_figures::find(text, &spans).iter().map(|f| f.to_record(&offsets)).collect(),
        model: "test".to_owned(),
    }
}

/// The tables of reports on anything: what is counted, and the words of each figure.
fn tables(pile: &[(&str, &str)]) -> Vec<(Quantity, Vec<String>)> {
    tables_of(pile, Pile::Mixed)
}

fn tables_of(pile: &[(&str, &str)], sort: Pile) -> Vec<(Quantity, Vec<String>)> {
    let all: Vec<Vec<Count>> = pile.iter().map(|(day, text)| counts(&record(day, text))).collect();
    let of = |(report, counts): (usize, &'_ Vec<Count>)| {
        (0..counts.len()).map(move |i| (report, i)).collect::<Vec<_>>()
    };
    let places: Vec<(usize, usize)> = all.iter().enumerate().flat_map(of).collect();
    let given: Vec<Given<'_>> = places
        .iter()
        .map(|&(report, i)| Given { count: &all[report][i], report, when: day(pile[report].0) })
        .collect();
    let words = |q: &Quantity| q.given.iter().map(|&i| given[i].count.words.clone()).collect();
    quantities(&given, sort).into_iter().map(|q| (words(&q), q)).map(|(words, q)| (q, words)).collect()
}

#[test]
fn reports_on_one_event_need_no_words_in_common_for_their_tolls() {
    let story = [
        ("2023-05-02", "A ferry sank off Port Oxbow on Tuesday. At least 12 people were killed."),
        ("2023-05-03", "The number of victims is still going up, the hospital says. 19 people have died."),
        ("2023-05-04", "Relatives wait at the quay. Last month two people were killed on the coast road."),
    ];
    let words = |sort| tables_of(&story, sort).into_iter().map(|(_, words)| words).collect::<Vec<_>>();
    assert_eq!(words(Pile::Story), [["At least 12 people", "19 people"]]);
    assert_eq!(words(Pile::Mixed), Vec::<Vec<String>>::new());
}

#[test]
fn the_day_of_a_dateline_is_not_that_of_the_event() {
    let wire = |text: &'static str| ("2023-05-03", text);
    let mut records = [
        wire("PORT OXBOW, May 3 (Wire) - At least 12 people were killed when a ferry sank off Port Oxbow."),
        wire("A ferry sank off Port Oxbow on Monday and killed 19 people."),
    ]
    .map(|(day, text)| record(day, text));
    let days = |record: &Record| counts(record)[0].days.map(|days| days.from.to_string());
    assert_eq!(days(&records[0]), Some("2023-05-03".to_owned()), "nobody said that it is a dateline");
    let span = onrecord_record::Span { start: 0, end: 27 };
    records[0].report.dateline = Some(Dateline { place: "PORT OXBOW".to_owned(), span });
    assert_eq!(days(&records[0]), None);
    assert_eq!(days(&records[1]), Some("2023-05-01".to_owned()));
}

#[test]
fn figures_of_one_event_make_a_table_with_its_range_and_its_changes() {
    let tables = tables(&[
        (
            "2023-05-02",
            "A ferry sank off Port Oxbow on Tuesday. At least 12 people were killed when the ferry sank.",
        ),
        (
            "2023-05-03",
            "The ferry that sank off Port Oxbow on Tuesday killed 19 people, the coast guard said.",
        ),
        ("2023-05-03", "The ferry sinking off Port Oxbow on Tuesday killed 25 people, a union said."),
    ]);
    assert_eq!(tables.len(), 1);
    let (quantity, words) = &tables[0];
    assert_eq!(words, &["At least 12 people", "19 people", "25 people"]);
    assert_eq!((quantity.thing.outcome, quantity.thing.kind.as_str()), (Some(Outcome::Killed), "people"));
    assert_eq!(
        (quantity.range.low, quantity.range.high, quantity.range.meet),
        (Some(12.0), Some(25.0), false)
    );
    assert!(quantity.changes.is_empty(), "12 or more may be 19, and 25 was said on the same day");
}

#[test]
fn a_toll_that_rises_is_a_change() {
    let tables = tables(&[
        ("2023-05-02", "A ferry sank off Port Oxbow on Tuesday. The ferry killed 12 people."),
        ("2023-05-04", "The ferry that sank off Port Oxbow on Tuesday killed 19 people."),
    ]);
    let changes = &tables[0].0.changes;
    assert_eq!(changes.len(), 1);
    assert!(changes[0].rose);
}

#[test]
fn killed_and_wounded_people_and_children_part_and_total_stay_apart() {
    let tables = tables(&[
        (
            "2023-05-02",
            "The ferry that sank off Port Oxbow killed 12 people, including 4 children, and injured 30.",
        ),
        (
            "2023-05-02",
            "The ferry sinking off Port Oxbow killed 14 people, including 6 children, and injured 41.",
        ),
    ]);
    let mut all: Vec<Vec<String>> = tables.into_iter().map(|(_, words)| words).collect();
    all.sort();
    assert_eq!(all, [vec!["12 people", "14 people"], vec!["30", "41"], vec!["4 children", "6 children"]]);
}

#[test]
fn another_days_and_another_places_event_is_another() {
    let found = tables(&[
        ("2023-05-02", "A ferry sank off Port Oxbow on Monday. The ferry killed 12 people."),
        ("2023-06-20", "A ferry sank off Port Oxbow on Monday. The ferry killed 19 people."),
    ]);
    assert!(found.is_empty(), "{found:?}");
    let found = tables(&[
        ("2023-05-02", "The blast in Oxbow on Monday killed 12 people."),
        ("2023-05-02", "The blast in Lindmark on Monday killed 19 people."),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_war_s_toll_is_not_a_day_s() {
    let text = "The raid on Oxbow killed 12 people. The war over Oxbow has killed more than 9,000 people since 2019.";
    let scopes: Vec<Scope> = counts(&record("2023-05-02", text)).iter().map(|c| c.scope).collect();
    assert_eq!(scopes, [Scope::Event, Scope::Running]);
}

#[test]
fn figures_of_two_propositions_agree_disagree_or_count_no_thing_in_common() {
    let of = |text| counts(&record("2023-05-02", text));
    let twelve = of("The blast in Oxbow killed 12 people.");
    assert_eq!(
        figures(&twelve, &of("At least 10 people were killed by the blast in Oxbow.")),
        FigureRelation::Agree
    );
    assert_eq!(figures(&twelve, &of("The blast in Oxbow killed 15 people.")), FigureRelation::Disagree);
    assert_eq!(figures(&twelve, &of("The blast in Oxbow injured 15 people.")), FigureRelation::None);
}

fn said(source: Option<&str>, stance: Stance, text: &str) -> Proposition {
    let mut proposition = Proposition::of_words(text, text, source, "said", day("2023-05-02"));
    proposition.stance = stance;
    source.unwrap_or_default().clone_into(&mut proposition.report);
    proposition
}

fn judged(relation: Relation) -> Judgement {
    Judgement { relation, figures: FigureRelation::None, score: 0.5, reasons: Vec::new() }
}

#[test]
fn who_denies_what_another_puts_forward_opposes_it() {
    let told = said(Some("Jo Lund"), Stance::Asserts, "that the Oxbow mill had dumped oil in the river");
    let denial = said(Some("Ana Reis"), Stance::Denies, "that the Oxbow mill had dumped oil");
    let against =
        |a: &Proposition, b: &Proposition, relation| clash(a, b, &judged(relation), FigureRelation::None);
    assert_eq!(against(&told, &denial, Relation::Same), Some(Clash::Denial));
    assert_eq!(against(&denial, &told, Relation::Part), Some(Clash::Denial));
    assert_eq!(against(&denial, &told, Relation::Related), None);
    assert_eq!(against(&denial, &told, Relation::Contradicts), Some(Clash::Denial));
    let mut elsewhere = judged(Relation::Contradicts);
    elsewhere.reasons.push(Reason { rule: "name", a: "Oxbow".into(), b: "Tarvia".into() });
    assert_eq!(clash(&denial, &told, &elsewhere, FigureRelation::None), None, "another mill");
    let own = said(Some("Jo Lund"), Stance::Denies, "that the Oxbow mill had dumped oil");
    assert_eq!(against(&told, &own, Relation::Same), None, "a change, not a clash");
    let open =
        said(Some("Jo Lund"), Stance::Asserts, "that it was unclear whether the Oxbow mill had dumped oil");
    assert_eq!(against(&open, &denial, Relation::Same), None);
    let nobody = said(Some("No one"), Stance::Asserts, "that the Oxbow mill had dumped oil");
    assert_eq!(against(&nobody, &denial, Relation::Same), None);
}

#[test]
fn a_contradiction_needs_words_that_make_it_and_one_matter() {
    let told = said(Some("Jo Lund"), Stance::Asserts, "the Oxbow council will sign the harbour treaty");
    let other = said(Some("Ana Reis"), Stance::Asserts, "the Oxbow council will not sign the harbour treaty");
    let contradicts = judged(Relation::Contradicts);
    assert_eq!(clash(&told, &other, &contradicts, FigureRelation::None), Some(Clash::Contradiction));
    let short = said(Some("Ana Reis"), Stance::Asserts, "the Oxbow council won’t sign the harbour treaty");
    assert_eq!(clash(&told, &short, &contradicts, FigureRelation::None), Some(Clash::Contradiction));
    let alike = said(Some("Ana Reis"), Stance::Asserts, "the Oxbow council signs the harbour treaty");
    assert_eq!(clash(&told, &alike, &contradicts, FigureRelation::None), None);
    let mut later = other;
    later.published = day("2023-11-02");
    assert_eq!(clash(&told, &later, &contradicts, FigureRelation::None), None);
}

#[test]
fn a_report_that_counts_on_in_the_next_district_disagrees_with_nobody() {
    let of = |source, report: &str, text| Proposition {
        report: report.to_owned(),
        content: Vec::new(),
        ..said(source, Stance::Asserts, text)
    };
    let told = of(Some("the police"), "r1", "Shells on Oxbow and Tarvia killed nine people");
    let disagree = |b: &Proposition, relation| clash(&told, b, &judged(relation), FigureRelation::Disagree);
    let district = "Shells on Oxbow and Kefra killed four people";
    assert_eq!(disagree(&of(Some("a doctor"), "r2", district), Relation::Part), Some(Clash::Figures));
    assert_eq!(disagree(&of(Some("a doctor"), "r1", district), Relation::Part), None);
    assert_eq!(disagree(&of(Some("a doctor"), "r1", district), Relation::Contradicts), Some(Clash::Figures));
    let rest = "Shells on Oxbow killed four people";
    assert_eq!(disagree(&of(Some("a doctor"), "r1", rest), Relation::Part), Some(Clash::Figures));
    assert_eq!(disagree(&of(None, "r1", rest), Relation::Part), None, "the report's own words");
}

#[test]
fn two_who_count_in_one_report_disagree_without_a_name() {
    let of = |source, text| Proposition {
        report: "r1".to_owned(),
        content: Vec::new(),
        ..said(Some(source), Stance::Asserts, text)
    };
    let police = of("the police", "12 people were killed in the blast");
    let disagree = |b| clash(&police, &b, &judged(Relation::Part), FigureRelation::Disagree);
    let doctor = of("a doctor", "17 people were killed in the blast");
    assert_eq!(disagree(doctor), Some(Clash::Figures));
    assert_eq!(disagree(of("a doctor", "17 people were killed on the bridge")), None);
}

#[test]
fn a_bare_denial_belongs_to_the_charge() {
    let mut charge = said(Some("Jo Lund"), Stance::Asserts, "the Oxbow mill of dumping oil");
    charge.cue = "accused".to_owned();
    let report = [
        charge,
        said(Some("Jo Lund"), Stance::Asserts, "rain is due"),
        said(Some("the Oxbow mill"), Stance::Denies, "the allegations"),
        said(Some("the Oxbow mill"), Stance::Denies, "that it owns boats"),
    ];
    assert_eq!(denied(&report), [None, None, Some(0), None]);
}

#[test]
fn a_turn_is_what_one_actor_says_otherwise_later() {
    let said = |actor, stance, when| Said { actor, stance, when: day(when) };
    let found = turns(&[
        said(1, Stance::Denies, "2023-05-01"),
        said(2, Stance::Asserts, "2023-05-02"),
        said(1, Stance::Confirms, "2023-05-04"),
        said(2, Stance::Confirms, "2023-05-05"),
    ]);
    assert_eq!(found.iter().map(|t| (t.actor, t.from, t.to)).collect::<Vec<_>>(), [(1, 0, 2)]);
}
