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

/// `segments` without the `strays`, both in order: a quotation mark that has no counterpart is not read, so that what it
/// disturbs ends with its paragraph. The model would see it from the paragraphs around.
pub fn without(segments: Vec<ByteSpan>, strays: &[ByteSpan], text: &str) -> Vec<ByteSpan> {
    let mut found = Vec::with_capacity(segments.len() + strays.len());
    let mut next = 0;
    for segment in segments {
        let mut start = segment.start;
        while let Some(stray) = strays.get(next).filter(|stray| stray.start < segment.end) {
            found.push(ByteSpan::new(start, stray.start.max(start)));
            start = stray.end.max(start);
            next += 1;
        }
        found.push(ByteSpan::new(start, segment.end));
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
    fn a_stray_mark_is_left_out_and_the_words_around_it_stay() {
        let text = "It rained. He has a 12\" pipe. \" She left.";
        let strays: Vec<_> = text.match_indices('"').map(|(i, _)| ByteSpan::new(i, i + 1)).collect();
        let kept = without(sentences(text), &strays, text);
        assert_eq!(
            kept.into_iter().map(|s| s.of(text)).collect::<Vec<_>>(),
            ["It rained.", "He has a 12", "pipe.", "She left."]
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
