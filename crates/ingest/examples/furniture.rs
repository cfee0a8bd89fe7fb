//! Prints every part of the given reports that is taken for furniture, one a line, to be read by eye; with `--kept`
//! the short paragraphs that are not, each with its number from the start and from the end:
//! `cargo run -p onrecord-ingest --example furniture -- [--kept] PATH…`

use onrecord_ingest::{Document, parse, raws};
use onrecord_text::{ByteSpan, paragraphs};
use std::env;
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (flags, paths): (Vec<_>, Vec<_>) = env::args_os().skip(1).partition(|argument| argument == "--kept");
    for raw in raws(paths.into_iter().map(Into::into)) {
        match raw.and_then(parse) {
            Ok(document) if flags.is_empty() => taken(&document, &mut out)?,
            Ok(document) => kept(&document, &mut out)?,
            Err(problem) => eprintln!("{problem}"),
        }
    }
    Ok(())
}

fn taken(document: &Document, out: &mut impl Write) -> io::Result<()> {
    for (kind, span) in &document.furniture {
        let (before, after) = (&document.text[..span.start], &document.text[span.end..]);
        let skip = before.chars().count().saturating_sub(40);
        let before: String = before.chars().skip(skip).collect();
        let after: String = after.chars().take(60).collect();
        writeln!(out, "{kind:?}\t{}⟦{}⟧{}", line(&before), line(span.of(&document.text)), line(&after))?;
    }
    Ok(())
}

fn kept(document: &Document, out: &mut impl Write) -> io::Result<()> {
    let all: Vec<ByteSpan> = paragraphs(&document.text).collect();
    for (i, paragraph) in all.iter().enumerate() {
        if paragraph.len() < 120 && !document.furniture.iter().any(|(_, span)| span.overlaps(*paragraph)) {
            writeln!(out, "{}\t{}\t{}", i + 1, all.len() - i, line(paragraph.of(&document.text)))?;
        }
    }
    Ok(())
}

fn line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], "¶")
}
