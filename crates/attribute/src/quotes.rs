//! Which parts of a text stand in quotation marks.

use onrecord_text::{ByteSpan, paragraphs};

/// What the quotation marks of a text do.
#[derive(Debug, Default)]
pub struct Quotes {
    /// The quoted stretches, marks included, in order.
    pub stretches: Vec<ByteSpan>,
    /// Marks that have no counterpart, in order: none that opens a paragraph, as a speech that goes on in the next one does.
    pub strays: Vec<ByteSpan>,
}

/// Pairs the quotation marks of `text`.
///
/// Each paragraph is looked at by itself, so that a stray mark disturbs nothing beyond its paragraph: a quotation that does
/// not close runs to the paragraph's end, as it does where a speech goes on in the next one. Where a straight mark opens or
/// closes is told by its turn. Single marks do not count: most are apostrophes.
pub fn pair(text: &str) -> Quotes {
    let mut found = Quotes::default();
    for paragraph in paragraphs(text) {
        let mut open: Option<(usize, char)> = None;
        for (i, c) in paragraph.of(text).char_indices() {
            let at = paragraph.start + i;
            match (c, open) {
                ('“' | '«' | '„' | '"', None) => open = Some((at, c)),
                ('”' | '»', Some((start, _)))
                | ('"', Some((start, '"' | '“' | '„')))
                | ('“', Some((start, '„'))) => {
                    found.stretches.push(ByteSpan::new(start, at + c.len_utf8()));
                    open = None;
                }
                ('”' | '»', None) => found.strays.push(ByteSpan::new(at, at + c.len_utf8())),
                _ => {}
            }
        }
        if let Some((start, mark)) = open {
            found.stretches.push(ByteSpan::new(start, paragraph.end));
            if start > paragraph.start {
                found.strays.push(ByteSpan::new(start, start + mark.len_utf8()));
            }
        }
    }
    found
}

/// The stretches that touch `span`, in order.
pub fn touching(quotes: &[ByteSpan], span: ByteSpan) -> &[ByteSpan] {
    let from = quotes.partition_point(|q| q.end <= span.start);
    let to = from + quotes[from..].partition_point(|q| q.start < span.end);
    &quotes[from..to]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        pair(text).stretches.into_iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn marks_pair_up_within_a_paragraph() {
        assert_eq!(
            cut("“Go,” he said. \"Now.\" «Oui», dit-elle. „Ja“, sagt er."),
            ["“Go,”", "\"Now.\"", "«Oui»", "„Ja“"]
        );
    }

    #[test]
    fn a_stray_mark_ends_with_its_paragraph() {
        assert_eq!(cut("He has a 12\" pipe.\nShe said \"no\" twice."), ["\" pipe.", "\"no\""]);
    }

    #[test]
    fn marks_without_a_counterpart_are_strays() {
        let strays = |text: &str| pair(text).strays.into_iter().map(|s| s.start).collect::<Vec<_>>();
        assert_eq!(strays("He has a 12\" pipe.\nShe said \"no\" twice.\nIt” is.\nSo “it"), [11, 42, 53]);
        assert_eq!(strays("“First.\n“Second,” he said."), Vec::<usize>::new(), "a speech that goes on");
    }

    #[test]
    fn a_speech_that_goes_on_is_quoted_in_each_paragraph() {
        assert_eq!(cut("“First.\n“Second,” he said."), ["“First.", "“Second,”"]);
    }
}
