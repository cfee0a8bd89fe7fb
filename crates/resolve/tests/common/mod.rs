//! The notation of `cases/`: `{s1 …}` a source, `{c1 …}` a cue, `{t1 …}` a content; marks nest and serve several.

use onrecord_record::{Report, TimeType};
use onrecord_resolve::{Attribution, Resolved, resolve};
use onrecord_text::ByteSpan;

/// A paragraph without its marks, and the statements that they showed.
pub struct Marked {
    pub text: String,
    pub statements: Vec<Attribution>,
}

/// Reads a marked paragraph.
pub fn read(marked: &str) -> Result<Marked, String> {
    let (mut text, mut statements) = (String::new(), Vec::<Attribution>::new());
    let mut open: Vec<(char, Vec<usize>, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '{' => {
                let (mark, tail) = rest.split_once(' ').ok_or("a mark without a space")?;
                // A mark of punctuation only, "{c1 :}", keeps what follows its space.
                let part = mark.chars().next().ok_or("an empty mark")?;
                let ids = mark[1..]
                    .split(',')
                    .map(|n| n.parse().map_err(|_| format!("{mark}: no number")))
                    .collect::<Result<_, _>>()?;
                open.push((part, ids, text.len()));
                rest = tail;
            }
            '}' => {
                let (part, ids, start) = open.pop().ok_or("a closing brace too many")?;
                for id in ids {
                    if statements.len() < id {
                        statements.resize(id, Attribution::default());
                    }
                    let statement = &mut statements[id - 1];
                    let pieces = match part {
                        's' => &mut statement.source,
                        'c' => &mut statement.cue,
                        't' => &mut statement.content,
                        _ => return Err(format!("{part}: no part of a statement")),
                    };
                    pieces.push(ByteSpan::new(start, text.len()));
                }
            }
            _ => text.push(c),
        }
    }
    if open.is_empty() { Ok(Marked { text, statements }) } else { Err("a brace left open".into()) }
}

/// Resolves a marked paragraph, with the times that `onrecord-times` finds.
pub fn resolved(marked: &Marked) -> Resolved {
    let times: Vec<ByteSpan> = onrecord_times::find(&marked.text, None)
        .into_iter()
        .filter(|t| matches!(t.kind, TimeType::Date | TimeType::Time))
        .map(|t| t.span)
        .collect();
    resolve(&marked.text, &Report::default(), &marked.statements, &[], &times)
}

/// The value of a field of one statement, as the cases write it; several joined with `; `, none a dash.
pub fn field(marked: &Marked, resolved: &Resolved, statement: usize, field: &str) -> String {
    let read = &resolved.statements[statement];
    let actor = read.actor.map(|a| &resolved.actors[a]);
    let words = |spans: &[ByteSpan]| spans.iter().map(|s| s.of(&marked.text)).collect::<Vec<_>>().join("; ");
    let value = match field {
        "kind" => plain(&read.kind),
        "stance" => plain(&read.stance),
        "actor" => actor.map(|a| a.name.clone()).unwrap_or_default(),
        "when" => words(&read.said_when),
        "role" => actor.map(|a| words(&a.roles)).unwrap_or_default(),
        "via" => words(&read.via.iter().map(|v| v.span).collect::<Vec<_>>()),
        "condition" => words(&read.anonymity.as_ref().map(|a| a.condition.clone()).unwrap_or_default()),
        "reason" => words(&read.anonymity.as_ref().map(|a| a.reason.clone()).unwrap_or_default()),
        "precision" => read.anonymity.as_ref().map(|a| a.precision.to_string()).unwrap_or_default(),
        other => format!("no field {other}"),
    };
    if value.is_empty() { "-".to_owned() } else { value }
}

fn plain(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
