//! Whose work the report is, as its last lines say.

use regex::Regex;
use std::sync::LazyLock;

/// A paragraph that is nothing but a credit.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^[(\[—–*_ -]*(?:",
        r"(?:additional )?(?:reporting|writing|editing) by \p{Lu}|",
        r"copyright(?: ©| \(c\))? ?\d{4}|© ?(?:copyright )?\d{4}|copyright ©|",
        r"all rights reserved|",
        r"this material may not be published|",
        r"(?:the )?associated press(?: writers?| reporters?)?\b.{0,160} contributed (?:to this|reporting)|",
        r"\p{Lu}[^.]{0,120} contributed (?:reporting )?to this (?:report|story|article)",
        r")",
    ))
    .expect("valid")
});

/// A credit that ends a paragraph of the story.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\((?:Additional )?(?:Reporting|Writing|Editing) by \p{Lu}[^()]{0,300}\)\s*|(?:Copyright(?: ©| \(c\))? ?\d{4}|© ?\d{4})[^.]{0,80}\.?(?: All [Rr]ights [Rr]eserved\.?)?)$")
        .expect("valid")
});

static HOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:©|[Cc]opyright)[^\p{L}]{1,12}((?:The )?\p{Lu}[\p{L}&’'-]*(?: \p{Lu}[\p{L}&’'-]*){0,4})")
        .expect("valid")
});

/// Whether the paragraph is a credit, and whose work it says the report is.
pub(super) fn whole(words: &str) -> Option<Option<String>> {
    (words.len() < 500 && WHOLE.is_match(words)).then(|| holder(words))
}

/// Where the credit begins that ends the paragraph, and whose work it says the report is.
pub(super) fn tail(words: &str) -> Option<(usize, Option<String>)> {
    let found = TAIL.find(words)?;
    Some((found.start(), holder(found.as_str())))
}

fn holder(words: &str) -> Option<String> {
    Some(HOLDER.captures(words)?.get(1)?.as_str().to_owned())
}
