//! Bytes of any kind, under names of every format: whatever is read has spans that lie in its text, in order.
//!
//! `cargo +nightly fuzz run ingest`

#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_ingest::{parse, raws_of};
use onrecord_text::Offsets;
use std::io::Cursor;

const NAMES: [&str; 11] = [
    "a.txt", "a.md", "a.html", "a.jsonl", "a.html.gz", "-", "a.rss", "a.eml", "a.mbox", "a.warc", "a.warc.gz",
];

fuzz_target!(|data: &[u8]| {
    let Some((&first, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(first) % NAMES.len()];
    for raw in raws_of(Cursor::new(bytes.to_vec()), name) {
        let Ok(document) = raw.and_then(parse) else { continue };
        let offsets = Offsets::new(&document.text);
        let mut end = 0;
        for ((kind, span), furniture) in document.furniture.iter().zip(&document.report.furniture) {
            assert!(end <= span.start && span.start < span.end, "{kind:?} {span:?} after {end}");
            assert_eq!(offsets.bytes(furniture.span), *span);
            assert!(document.text.get(span.start..span.end).is_some());
            end = span.end;
        }
        if let Some(dateline) = &document.report.dateline {
            assert!(document.text.get(offsets.bytes(dateline.span).start..).is_some());
        }
    }
});
