//! Between bytes and code points.

use crate::{ByteSpan, Span};

/// How many bytes lie between two remembered places: a power of two, small enough that a look-up is a short walk.
const STRIDE: usize = 64;

/// Turns byte offsets of one text into code point offsets and back.
///
/// Holds one number for every 64 bytes; a text of plain ASCII holds none.
pub struct Offsets<'t> {
    text: &'t str,
    /// Code points before byte `i * STRIDE`; empty where the two counts agree everywhere.
    marks: Vec<usize>,
}

impl<'t> Offsets<'t> {
    /// Counts the text once.
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, marks: Vec::new() };
        }
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut points = 0;
        for (i, byte) in text.bytes().enumerate() {
            if i % STRIDE == 0 {
                marks.push(points);
            }
            points += usize::from(is_start(byte));
        }
        Self { text, marks }
    }

    /// Code points before byte `byte`, which must be a character boundary or the text's length.
    pub fn to_points(&self, byte: usize) -> usize {
        if self.marks.is_empty() || self.text.is_empty() {
            return byte;
        }
        let mark = (byte / STRIDE).min(self.marks.len() - 1);
        let rest = &self.text.as_bytes()[mark * STRIDE..byte];
        self.marks[mark] + rest.iter().filter(|&&b| is_start(b)).count()
    }

    /// The byte where code point `point` begins; the text's length if there are fewer.
    pub fn to_bytes(&self, point: usize) -> usize {
        if self.marks.is_empty() {
            return point.min(self.text.len());
        }
        let mark = self.marks.partition_point(|&before| before <= point).saturating_sub(1);
        let mut left = point - self.marks[mark];
        for (i, byte) in self.text.as_bytes()[mark * STRIDE..].iter().enumerate() {
            if is_start(*byte) {
                if left == 0 {
                    return mark * STRIDE + i;
                }
                left -= 1;
            }
        }
        self.text.len()
    }

    /// A place in bytes, in code points.
    pub fn span(&self, bytes: ByteSpan) -> Span {
        Span { start: self.to_points(bytes.start), end: self.to_points(bytes.end) }
    }

    /// A place in code points, in bytes.
    pub fn bytes(&self, span: Span) -> ByteSpan {
        ByteSpan::new(self.to_bytes(span.start), self.to_bytes(span.end))
    }
}

/// Whether a UTF-8 byte begins a code point.
const fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_characters_one_by_one() {
        let text = "“Nous n’irons pas”, a dit l’élu — 東京 🙂 end. ".repeat(40);
        let offsets = Offsets::new(&text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.to_points(byte), point);
            assert_eq!(offsets.to_bytes(point), byte);
        }
        assert_eq!(offsets.to_points(text.len()), text.chars().count());
        assert_eq!(offsets.to_bytes(text.chars().count()), text.len());
    }

    #[test]
    fn an_empty_text_has_only_its_end() {
        let offsets = Offsets::new("");
        assert_eq!(offsets.to_points(0), 0);
        assert_eq!(offsets.to_bytes(7), 0);
    }
}
