//! Prints every part of the given reports that is taken for furniture, one a line, to be read by eye:
//! `cargo run -p onrecord-ingest --example furniture -- PATH…`

use onrecord_ingest::{parse, raws};
use std::env;
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for raw in raws(env::args_os().skip(1).map(Into::into)) {
        let document = match raw.and_then(parse) {
            Ok(document) => document,
            Err(problem) => {
                eprintln!("{problem}");
                continue;
            }
        };
        for (kind, span) in &document.furniture {
            let (before, after) = (&document.text[..span.start], &document.text[span.end..]);
            let context = |text: &str| text.replace(['\n', '\r', '\t'], "¶");
            let before: String =
                before.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
            let after: String = after.chars().take(60).collect();
            writeln!(
                out,
                "{kind:?}\t{}⟦{}⟧{}",
                context(&before),
                context(span.of(&document.text)),
                context(&after)
            )?;
        }
    }
    Ok(())
}
