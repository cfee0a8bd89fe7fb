//! What of a text is read: its sentences, without furniture.

use onrecord_record::FurnitureKind;
use onrecord_text::{ByteSpan, sentences};

/// The sentences of `text` that are part of the story or its headline, in order. No sentence crosses an edge of furniture,
/// so that a headline never runs on into the lead.
pub fn segments(text: &str, furniture: &[(FurnitureKind, ByteSpan)]) -> Vec<ByteSpan> {
    let mut found = Vec::new();
    let mut next = 0;
    for sentence in sentences(text) {
        while next < furniture.len() && furniture[next].1.end <= sentence.start {
            next += 1;
        }
        let mut start = sentence.start;
        for &(kind, span) in furniture[next..].iter().take_while(|(_, span)| span.start < sentence.end) {
            found.push(ByteSpan::new(start, span.start.max(start)));
            if kind == FurnitureKind::Headline {
                found.push(ByteSpan::new(span.start.max(start), span.end.min(sentence.end)));
            }
            start = span.end.clamp(start, sentence.end);
        }
        found.push(ByteSpan::new(start, sentence.end));
    }
    found.into_iter().map(|s| s.trim(text)).filter(|s| !s.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, furniture: &[(FurnitureKind, &str)]) -> Vec<String> {
        let at = |words: &str| text.find(words).map(|i| ByteSpan::new(i, i + words.len())).unwrap();
        let furniture: Vec<_> = furniture.iter().map(|&(kind, words)| (kind, at(words))).collect();
        segments(text, &furniture).into_iter().map(|s| s.of(text).to_owned()).collect()
    }

    #[test]
    fn a_dateline_is_left_out_and_the_lead_stays() {
        let text =
            "Ferry sinks, say police\nKOTA, May 2 (Wire) - The ferry sank. All are safe.\nCopyright 2023";
        assert_eq!(
            read(
                text,
                &[
                    (FurnitureKind::Headline, "Ferry sinks, say police"),
                    (FurnitureKind::Dateline, "KOTA, May 2 (Wire) - "),
                    (FurnitureKind::Credit, "Copyright 2023"),
                ]
            ),
            ["Ferry sinks, say police", "The ferry sank.", "All are safe."],
        );
    }

    #[test]
    fn a_headline_without_a_line_break_is_cut_off_all_the_same() {
        let text = "Ferry sinks The ferry sank on Monday.";
        assert_eq!(
            read(text, &[(FurnitureKind::Headline, "Ferry sinks")]),
            ["Ferry sinks", "The ferry sank on Monday."]
        );
    }

    #[test]
    fn furniture_over_several_paragraphs_takes_them_all() {
        assert_eq!(
            read("One.\nTwo.\nThree. Four.", &[(FurnitureKind::Boilerplate, "Two.\nThree.")]),
            ["One.", "Four."]
        );
    }
}
