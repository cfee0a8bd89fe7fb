//! What a page puts between the paragraphs of a story.

use regex::Regex;
use std::sync::LazyLock;

/// Paragraphs that no story holds.
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:",
        r"(?:read|see|watch) (?:more|also|next|full story)(?: (?:from|on|about) .{0,40})?:? ?.{0,160}|",
        r"(?:related|more|also read|read|recommended|see also|don't miss|up next)\s?: .{0,160}|",
        r"advertisement|advertisement - continue reading below|story continues below(?: advertisement)?|continue reading below|",
        r"article continues (?:below|after).{0,40}|continue reading the main story|skip to .{0,40}|",
        r"share this(?: article| story| post)?(?: on .{0,40}|:.{0,80})?|share on .{0,40}|print this article|email this.{0,40}|",
        r"follow @?[\w .’'-]{1,60} on (?:twitter|facebook|instagram)[^.]{0,80}\.?|",
        r"sign up (?:for|to) .{0,160}|subscribe (?:to|now).{0,120}|click here .{0,120}|",
        r"(?:photo|image|picture|photograph|video)s?(?: credit| by)?: .{0,160}|.{0,160}(?:/|via |\()getty images\)?",
        r")$",
    ))
    .expect("valid")
});

/// Whether the paragraph is of the page, not of the story.
pub(super) fn is(words: &str) -> bool {
    words.len() < 240 && PAGE.is_match(words)
}
