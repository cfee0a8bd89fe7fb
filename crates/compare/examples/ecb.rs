//! `cargo run --release -p onrecord-compare --example ecb -- ECBPLUS.jsonl FIRST LAST [alone]`: who is who across the reports of topics
//! FIRST to LAST of ECB+ (Cybulska & Vossen 2014), on gold mentions of people and bodies. Gives a JSON line a mention with its gold
//! and its found chain, for `eval/coreference.py`. A document's own chains are gold, or, with `alone`, each mention stands for itself.

use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;

use onrecord_compare::actor::Index;
use onrecord_record::{Actor, ActorKind, Record, Report, Span};
use serde_json::{Value, json};

/// A gold mention.
struct Mention {
    id: String,
    sort: String,
    words: String,
    span: Span,
    chain: String,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [path, first, last, rest @ ..] = &args[..] else { panic!("ECBPLUS.jsonl FIRST LAST [alone]") };
    let (first, last): (u32, u32) = (first.parse().expect("a topic"), last.parse().expect("a topic"));
    let alone = rest.first().is_some_and(|a| a == "alone");
    let file = std::fs::File::open(path).expect("a file that opens");
    let mut index = Index::new();
    for line in std::io::BufReader::new(file).lines() {
        let line: Value = serde_json::from_str(&line.expect("text")).expect("JSON");
        let doc = line["doc"].as_str().expect("a name");
        let topic: u32 = doc.split('_').next().and_then(|t| t.parse().ok()).expect("a topic");
        if (first..=last).contains(&topic) {
            document(&mut index, doc, line["xml"].as_str().expect("a document"), alone);
        }
    }
}

fn document(index: &mut Index, doc: &str, xml: &str, alone: bool) {
    let (text, mentions) = read(doc, xml);
    let mut chains: BTreeMap<String, Vec<&Mention>> = BTreeMap::new();
    for m in &mentions {
        chains.entry(if alone { m.id.clone() } else { m.chain.clone() }).or_default().push(m);
    }
    let chains: Vec<Vec<&Mention>> = chains.into_values().collect();
    let actors: Vec<Actor> = chains.iter().enumerate().map(|(i, chain)| actor(i, chain)).collect();
    let record = Record {
        schema: onrecord_record::SCHEMA.to_owned(),
        report: Report { id: doc.to_owned(), ..Report::default() },
        text,
        statements: Vec::new(),
        actors,
        times: Vec::new(),
        figures: Vec::new(),
        model: "gold".to_owned(),
    };
    let links = index.add(&record).links;
    for (chain, link) in chains.iter().zip(links) {
        for m in chain {
            let id = format!("{doc}#{}", m.id);
            println!(
                "{}",
                json!({"id": id, "doc": doc, "sort": m.sort, "words": m.words, "gold": m.chain, "found": link.actor})
            );
        }
    }
}

/// The actor that a chain is: called by the mention with most capitals.
fn actor(i: usize, chain: &[&Mention]) -> Actor {
    let capitals = |m: &&&Mention| m.words.split(' ').filter(|w| w.starts_with(char::is_uppercase)).count();
    let name = chain.iter().rev().max_by_key(capitals).map(|m| m.words.clone()).unwrap_or_default();
    let named = name.contains(char::is_uppercase);
    let kind = match chain[0].sort.as_str() {
        _ if !named => ActorKind::Unnamed,
        "HUMAN_PART_PER" => ActorKind::Person,
        _ => ActorKind::Organisation,
    };
    Actor {
        id: format!("a{}", i + 1),
        name,
        kind,
        roles: Vec::new(),
        mentions: chain.iter().map(|m| m.span).collect(),
    }
}

/// The text and the gold mentions of people and bodies.
fn read(doc: &str, xml: &str) -> (String, Vec<Mention>) {
    let mut text = String::new();
    let mut places: HashMap<&str, (Span, &str)> = HashMap::new();
    let mut sentence = "";
    let mut mentions: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    let mut chains: HashMap<&str, String> = HashMap::new();
    let mut chain = String::new();
    for line in xml.lines().map(str::trim) {
        let attribute = |name: &str| {
            let from = line.find(&format!(" {name}=\""))? + name.len() + 3;
            Some(&line[from..from + line[from..].find('"')?])
        };
        if line.starts_with("<token ") {
            let word = line.split_once('>').and_then(|(_, w)| w.strip_suffix("</token>")).unwrap_or_default();
            if attribute("sentence") != Some(sentence) {
                sentence = attribute("sentence").unwrap_or_default();
                text.push('\n');
            }
            let start = text.chars().count();
            text.push_str(word);
            places.insert(
                attribute("t_id").unwrap_or_default(),
                (Span { start, end: start + word.chars().count() }, word),
            );
            text.push(' ');
        } else if line.starts_with("<token_anchor") {
            if let Some((_, _, tokens)) = mentions.last_mut() {
                tokens.extend(attribute("t_id"));
            }
        } else if line.contains("_DOC_COREF") && !line.starts_with("</") {
            let id = attribute("note").filter(|n| !n.is_empty()).or(attribute("r_id"));
            let local = if line.starts_with("<INTRA") { doc } else { "" };
            chain = format!("{local}:{}", id.unwrap_or_default());
        } else if line.starts_with("<source") {
            chains.insert(attribute("m_id").unwrap_or_default(), chain.clone());
        } else if let (Some(id), false) = (attribute("m_id"), line.contains("TAG_DESCRIPTOR")) {
            let sort = line.trim_start_matches('<').split(' ').next().unwrap_or_default();
            mentions.push((id, sort, Vec::new()));
        }
    }
    let of_people = mentions.into_iter().filter(|(_, sort, tokens)| {
        sort.starts_with("HUMAN_PART") && tokens.first().is_some_and(|t| places.contains_key(t))
    });
    let mention = |(id, sort, tokens): (&str, &str, Vec<&str>)| {
        let found: Vec<_> = tokens.iter().filter_map(|t| places.get(t)).collect();
        let words: Vec<&str> = found.iter().map(|(_, word)| *word).collect();
        Mention {
            id: id.to_owned(),
            sort: sort.to_owned(),
            words: words.join(" "),
            span: Span { start: found[0].0.start, end: found[found.len() - 1].0.end },
            chain: chains.get(id).cloned().unwrap_or_else(|| format!("{doc}#{id}")),
        }
    };
    let found = of_people.map(mention).collect();
    (text, found)
}
