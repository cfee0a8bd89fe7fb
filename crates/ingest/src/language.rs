//! The language of a text, as far as it matters here: whether it is English.

use whatlang::{Lang, Script, detect};

/// Shorter texts are not judged, in bytes: a few names and a date are in any language.
const LEAST: usize = 120;

/// So much of a text is looked at, in bytes.
const LOOK: usize = 2000;

/// Whether `text` is in another language than English.
///
/// The detector is less than sure of texts in languages that have close kin, as Danish and Norwegian are, and of some
/// English. The commonest words of English tell those apart: they are a fifth of any English prose and more.
pub(crate) fn is_foreign(text: &str) -> bool {
    let end = (0..=LOOK.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    let text = &text[..end.unwrap_or_default()];
    text.len() >= LEAST
        && detect(text).is_some_and(|found| {
            found.lang() != Lang::Eng
                && (found.is_reliable() || found.script() != Script::Latin || !is_english(text))
        })
}

/// Whether at least a tenth of the words are among the commonest of English.
fn is_english(text: &str) -> bool {
    const COMMON: &[&str] = &[
        "the", "of", "and", "to", "in", "a", "that", "for", "on", "is", "was", "with", "as", "he", "she",
        "said",
    ];
    let (mut all, mut common) = (0, 0);
    for word in text.split_whitespace() {
        all += 1;
        common += usize::from(COMMON.iter().any(|one| one.eq_ignore_ascii_case(word)));
    }
    common * 10 >= all
}

#[cfg(test)]
mod tests {
    use super::is_foreign;

    #[test]
    fn a_paragraph_tells_its_language() {
        assert!(!is_foreign(
            "The mayor of Oxbow resigned on Monday, her office said in a statement, after a report on the bridge \
             found that nobody had looked at its piers for nine years."
        ));
        assert!(is_foreign(
            "Die Bürgermeisterin von Oxbow ist am Montag zurückgetreten, wie ihr Büro mitteilte, nachdem ein Bericht \
             über die Brücke ergeben hatte, dass niemand ihre Pfeiler geprüft hatte."
        ));
        assert!(is_foreign(
            "Ordføreren i Oxbow gikk av mandag, opplyste kontoret hennes i en uttalelse, etter at en rapport om brua \
             hadde vist at ingen hadde undersøkt pilarene på ni år."
        ));
        assert!(is_foreign(
            "Мэр города подала в отставку в понедельник, сообщила её пресс-служба, после доклада о состоянии моста."
        ));
    }

    #[test]
    fn a_few_words_are_not_judged() {
        assert!(!is_foreign("Jean-Luc Mélenchon, Marine Le Pen, Emmanuel Macron"));
        assert!(!is_foreign(""));
    }
}
