//! Lists the expressions of time of a text on standard input, with what they stand for.
//!
//! `cargo run -p onrecord-times --example expressions -- [PUBLISHED] < TEXT`

use std::io::Read;

use onrecord_times::{Bound, find, published};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let day = std::env::args().nth(1).and_then(|a| published(&a));
    let show = |bound: Option<Bound>| bound.map_or(String::new(), |b| b.to_string());
    for t in find(&text, day) {
        let value = t.timex.as_deref().unwrap_or("-");
        println!(
            "{}\t{:?}\t{value}\t{}..{}\t{:?}",
            t.span.of(&text),
            t.kind,
            show(t.from),
            show(t.to),
            t.resolved_by
        );
    }
    Ok(())
}
