//! Whose work the report is, as its last lines say.

use super::rule;
use regex::Regex;
use std::sync::LazyLock;

/// A paragraph that is nothing but a credit.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    rule(concat!(
        r"^[(\[—–*_•\s-]*(?i:",
        r"(?:additional |with )?(?:reporting|writing|editing) (?:for .+ )?by (?-u:\b)|",
        r"copyright(?: ©| \(c\))?,? ?\d{4}|(?:©|\(c\)) ?(?:copyright )?\d{4}|copyright ©|",
        r"(?:©.*)?all rights reserved|this material may not be published|contributing: |",
        r"[^.?!“”]*(?-u:\b)contributed (?:reporting )?(?:to )?this (?:report|story|article)(?:[.)]|$| from(?-u:\b)| in(?-u:\b))|",
        r"[^.?!“”]+ contributed reporting(?-u:\b)|",
        r"this (?:article|story|report) (?:is based|was (?:reported|written|produced|originally published))(?-u:\b).* (?:by|on|in|from|at)(?-u:\b)",
        r")",
    ))
});

/// A credit that ends a paragraph of the story.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    rule(concat!(
        r"(?:\((?:Additional |With )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by \p{Lu}[^()]*\)?|",
        r"(?-u:\b)Reporting by \p{Lu}[^;()]+; ?(?:[Ww]riting|[Ee]diting|[Aa]dditional) [^()]*|",
        r"(?:Copyright(?: ©| \(c\))?|©) ?\d{4}[^.]*\.?(?: All [Rr]ights [Rr]eserved\.?)?)$",
    ))
});

/// An agency's name that signs the last paragraph.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"(?:(?:[.”\x22’)]\s*|^)[—–-]{1,2} ?|[.”\x22]\s*\()(?P<agency>Reuters|REUTERS|AFP|AP|Associated Press|The Associated Press|dpa|DPA|PTI|ANI|IANS|Xinhua|Bloomberg|UPI)\)?\.?$",
    )
});

/// The name after the year.
static HOLDER: LazyLock<Regex> = LazyLock::new(|| {
    rule(r"(?:©|[Cc]opyright)[^\p{L}]{1,12}((?:The )?\p{Lu}[\p{L}&’'-]*(?: \p{Lu}[\p{L}&’'-]*){0,4})")
});

/// Where in a paragraph a credit begins that runs to its end, and whose work it says the report is; `last` tells the
/// report's last paragraph.
pub(super) fn find(words: &str, last: bool) -> Option<(usize, Option<String>)> {
    if words.len() < 500 && WHOLE.is_match(words) {
        return Some((0, holder(words)));
    }
    // A credit is short: looking only there keeps the search linear in a paragraph of any length.
    let from = words.char_indices().rev().nth(600).map_or(0, |(at, _)| at);
    let end = &words[from..];
    if let Some(found) = TAIL.find(end) {
        return Some((from + found.start(), holder(found.as_str())));
    }
    let agency = if last { SIGNED.captures(end)?.name("agency")? } else { return None };
    let before =
        words[..from + agency.start()].trim_end_matches(|c: char| c.is_whitespace() || "—–-(".contains(c));
    Some((before.len(), Some(agency.as_str().to_owned())))
}

fn holder(words: &str) -> Option<String> {
    Some(HOLDER.captures(words)?.get(1)?.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The story's words, the credit and its holder.
    fn cut(words: &str) -> Option<(&str, &str, Option<String>)> {
        let (from, holder) = find(words, true)?;
        Some((&words[..from], &words[from..], holder))
    }

    #[test]
    fn paragraphs_that_are_credits() {
        for words in [
            "Reporting by Jane Doe; Editing by John Roe",
            "(Additional reporting by Jane Doe in Oxbow)",
            "All rights reserved.",
            "— The Associated Press contributed to this report.",
            "Associated Press writers Jane Doe in Oxbow, Ohio, and John Roe contributed to this report.",
            "Jane Doe contributed reporting from Oxbow.",
            "Contributing: The Associated Press",
            "This story was reported by The Associated Press.",
            "This material may not be published, broadcast, rewritten or redistributed.",
        ] {
            assert_eq!(cut(words), Some(("", words, None)), "{words}");
        }
        assert_eq!(cut("Copyright 2023,"), Some(("", "Copyright 2023,", None)));
        let holder = |words| cut(words).and_then(|(_, _, holder)| holder);
        assert_eq!(holder("© 2016 The Oxbow Times").as_deref(), Some("The Oxbow Times"));
        assert_eq!(holder("Copyright © 2019 Oxbow Press, LLC. Click here.").as_deref(), Some("Oxbow Press"));
    }

    #[test]
    fn credits_that_end_a_paragraph() {
        assert_eq!(
            cut("She left. (Reporting by Jane Doe; Editing by John Roe)"),
            Some(("She left. ", "(Reporting by Jane Doe; Editing by John Roe)", None))
        );
        assert_eq!(
            cut("She left. Copyright 2014 AP."),
            Some(("She left. ", "Copyright 2014 AP.", Some("AP".into())))
        );
        assert_eq!(cut("“She left.” — Reuters"), Some(("“She left.”", " — Reuters", Some("Reuters".into()))));
        assert_eq!(cut("She left.-AFP"), Some(("She left.", "-AFP", Some("AFP".into()))));
        assert_eq!(cut("She left. (AP)"), Some(("She left.", " (AP)", Some("AP".into()))));
    }

    #[test]
    fn a_story_about_credits_is_left_whole() {
        for words in [
            "He said the drought contributed to this story of decline.”",
            "Good reporting by local papers saved the town. It did.",
            "The court held that copyright 2014 law applied to the song, and to all that came later, in every state. So it did.",
            "“Heat contributed to this report of losses,” she said.",
            "She told the AP",
        ] {
            assert_eq!(cut(words), None, "{words}");
        }
    }
}
