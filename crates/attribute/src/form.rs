//! Whether a content is quoted.

use crate::quotes::touching;
use onrecord_record::Form;
use onrecord_text::{ByteSpan, words};

/// The form of `content`, given the quoted stretches of its text: direct where every word of it is quoted, but for a
/// conjunction that opens it; indirect where none is; else mixed.
pub fn form(text: &str, quotes: &[ByteSpan], content: &[ByteSpan]) -> Form {
    let (mut inside, mut outside) = (0, 0);
    for piece in content {
        let touched = touching(quotes, *piece);
        for word in words(piece.of(text)) {
            let at = ByteSpan::new(piece.start + word.start, piece.start + word.end);
            if touched.iter().any(|q| q.contains(at)) {
                inside += 1;
            } else if inside + outside > 0 || !matches!(word.of(piece.of(text)), "that" | "That") {
                outside += 1;
            }
        }
    }
    match (inside, outside) {
        (0, _) => Form::Indirect,
        (_, 0) => Form::Direct,
        _ => Form::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::pair;

    fn of(text: &str) -> Form {
        form(text, &pair(text).stretches, &[ByteSpan::new(0, text.len())])
    }

    #[test]
    fn the_marks_decide() {
        assert_eq!(of("“We will go.”"), Form::Direct);
        assert_eq!(of("that “we will go.”"), Form::Direct);
        assert_eq!(of("that they “will” go"), Form::Mixed);
        assert_eq!(of("that they will go"), Form::Indirect);
    }
}
