//! What an index finds, found in parts, as many machines do it.

#![allow(clippy::unwrap_used, reason = "tests")]

use onrecord_compare::claim::{
    Incoming, Index, Judged, LATEST, Member, Near, Pair, Placed, Posting, Proposition, Relation, Traits,
    by_words, join, keys, likest, relate, settle,
};
use onrecord_compare::copy::{self, Chain, Passage, Wording, shared};
use onrecord_record::{Record, Report, SCHEMA};
use std::collections::{BTreeMap, HashMap, HashSet};

const SAID: [&str; 7] = [
    "the port of Ostra was closed to hide a fire in the grain store",
    "12 dockers were hurt in the fire at the port of Ostra",
    "the port of Ostra will open on Friday morning",
    "the grain store of the port burned for 3 days",
    "the dockers' union will strike if the port opens before Friday",
    "her next novel is about the whales of the northern bay",
    "the fire in the grain store was put out on Tuesday",
];

/// Reports that repeat, vary, part and contradict what others say.
fn reports() -> Vec<Vec<Incoming>> {
    let says = |report: usize, text: &str| {
        let published = onrecord_times::published("2023-10-25");
        let proposition = Proposition::of_words(text, text, Some("the union"), "said", published);
        Proposition { report: format!("r{report}"), ..proposition }
    };
    let varied = |report: usize, at: usize| {
        let text = SAID[(report * 3 + at * 2) % SAID.len()];
        // Told in many words, so that the first of a claim is not always among the nearest.
        let words = [
            ("port", "harbour"),
            ("fire", "blaze"),
            ("closed", "shut"),
            ("hurt", "injured"),
            ("Ostra", "the town"),
        ];
        let kept = words.iter().enumerate().filter(|(i, _)| (report / 4 + at) >> (i % 3) & 1 == 1);
        let text = kept.fold(text.to_owned(), |text, (_, (word, other))| text.replace(word, other));
        match (report + at) % 4 {
            2 => text.replace("12 ", "15 ").replace("Friday", "Monday"),
            3 => format!("{text}, and so was all that stood around it"),
            _ => text,
        }
    };
    let report = |number: usize| {
        let incoming = |at: usize| {
            let proposition = says(number, &varied(number, at));
            let denies = (number % 3 == 2 && at == 3).then_some(1);
            Incoming { traits: Traits::of(&proposition), proposition, denies }
        };
        (0..4).map(incoming).collect()
    };
    (0..24).map(report).collect()
}

/// What each is judged beside: nothing but lookups and the two choices.
fn asked(all: &[&Incoming], at: usize) -> Vec<Near> {
    let found: Vec<Vec<u32>> = keys(&all[at].proposition)
        .iter()
        .map(|key| (0..at as u32).filter(|&i| keys(&all[i as usize].proposition).contains(key)).collect())
        .collect();
    let postings = found
        .iter()
        .filter(|ids| !ids.is_empty())
        .map(|ids: &Vec<u32>| Posting { count: ids.len(), latest: &ids[ids.len().saturating_sub(LATEST)..] });
    let near = by_words(at, postings.collect()).into_iter().filter_map(|id| {
        let other = all[id as usize];
        let own = other.proposition.report == all[at].proposition.report;
        Near::of(id, own, &all[at].traits, &other.traits)
    });
    likest(near.collect())
}

/// Puts each with all that it is the same as, or denies, directly or by others.
fn together(count: usize, ties: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
    let mut group: Vec<u32> = (0..count as u32).collect();
    for (a, b) in ties {
        let (a, b) = (group[a as usize], group[b as usize]);
        group.iter_mut().filter(|g| **g == a.max(b)).for_each(|g| *g = a.min(b));
    }
    group
}

#[test]
fn claims_made_in_parts_are_those_of_an_index() {
    let reports = reports();
    let mut index = Index::new();
    let expected: Vec<Placed> = reports.iter().flat_map(|report| index.add_all(report.clone(), 1)).collect();

    let all: Vec<&Incoming> = reports.iter().flatten().collect();
    let denies = |at: usize| all[at].denies.map(|denied| (at - at % 4 + denied) as u32);
    let judged: Vec<Vec<Judged>> = (0..all.len())
        .map(|at| {
            let asked = if denies(at).is_some() { Vec::new() } else { asked(&all, at) };
            let judge = |near: Near| Judged {
                pair: Pair {
                    with: near.id,
                    judgement: relate(&all[at].proposition, &all[near.id as usize].proposition),
                },
                own: near.own,
            };
            asked.into_iter().map(judge).collect()
        })
        .collect();
    let same = judged.iter().enumerate().flat_map(|(at, pairs)| {
        let same = pairs.iter().filter(|judged| judged.pair.judgement.relation == Relation::Same);
        same.map(move |judged| (at as u32, judged.pair.with))
    });
    let denials = (0..all.len()).filter_map(|at| Some((at as u32, denies(at)?)));
    let mut groups: BTreeMap<u32, Vec<Member>> = BTreeMap::new();
    for (at, group) in together(all.len(), same.chain(denials)).into_iter().enumerate() {
        let (proposition, pairs) = (all[at].proposition.clone(), judged[at].clone());
        let member = Member { id: at as u32, proposition, denies: denies(at), pairs };
        groups.entry(group).or_default().push(member);
    }
    assert!(groups.len() > 3 && groups.values().any(|members| members.len() > 4), "{}", groups.len());
    let joined: HashMap<u32, _> =
        groups.values().flat_map(|members| join(members)).map(|joined| (joined.id, joined)).collect();
    let claim = |id: u32| joined[&id].claim;
    let found: Vec<Placed> = judged
        .into_iter()
        .enumerate()
        .map(|(at, pairs)| {
            let one = &joined[&(at as u32)];
            Placed { id: one.id, claim: one.claim, pairs: settle(pairs, one.first.clone(), claim) }
        })
        .collect();
    assert_eq!(found, expected);
    assert!(
        joined.values().any(|one| !one.first.is_empty()),
        "none was judged beside the first of its claim"
    );
}

#[test]
fn copies_found_in_parts_are_those_of_an_index() {
    let told = "The old bridge at Oxbow was closed on Monday after two divers found a long crack in its pier, and traffic \
        was led over the lower ford while engineers looked for more damage in the stones below the water line.";
    let record = |outlet: &str, day: &str, text: String| Record {
        schema: SCHEMA.into(),
        report: Report { outlet: Some(outlet.into()), published: Some(day.into()), ..Report::default() },
        text,
        statements: vec![],
        actors: vec![],
        times: vec![],
        figures: vec![],
        model: "none".into(),
    };
    let outlets = ["Wire", "Courier", "Herald", "Gazette"];
    // Enough of them for a fingerprint to be closed, some with a text twice, some months apart.
    let records: Vec<Record> = (0..40)
        .map(|i| {
            let text = match i % 5 {
                0 => told.to_owned(),
                1 => told.replace("two divers", "2 divers from the port"),
                2 => format!("{told}\nNobody was hurt.\n{told}"),
                3 => format!("Rain fell on day {i}. {}", &told[..90]),
                _ => format!("There was no news of the bridge on day {i}, and nobody asked for any."),
            };
            let day = format!("2024-{:02}-05", 1 + i / 16);
            record(outlets[i % 4], &day, text)
        })
        .collect();
    let mut index = copy::Index::new();
    let expected: Vec<Vec<Passage>> = records.iter().map(|record| index.add(record)).collect();

    let wordings: Vec<Wording> = records.iter().map(Wording::of).collect();
    let mut chains: HashMap<u32, Chain> = HashMap::new();
    let mut seeds: BTreeMap<(u32, u32), Vec<(u32, u32)>> = BTreeMap::new();
    let mut common: HashMap<u32, HashSet<u32>> = HashMap::new();
    for (report, wording) in (0..).zip(&wordings) {
        for (fingerprint, word) in wording.fingerprints() {
            let chain = chains.entry(fingerprint).or_default();
            let (met, is_common) = chain.add(report, wording.printed(), word);
            if is_common {
                common.entry(report).or_default().insert(word);
            }
            for (other, there) in met {
                seeds.entry((report, other)).or_default().push((word, there));
            }
        }
    }
    let mut found: Vec<Vec<Passage>> = vec![Vec::new(); records.len()];
    for ((here, there), seeds) in seeds {
        let common = common.get(&here).cloned().unwrap_or_default();
        let passages = shared(&wordings[here as usize], &wordings[there as usize], &seeds, &common);
        let numbered = |passage| Passage { other: there as usize, ..passage };
        found[here as usize].extend(passages.into_iter().map(numbered));
    }
    assert_eq!(found, expected);
    assert!(!common.is_empty() && expected.iter().flatten().count() > 20);
}
