//! What a page puts between the paragraphs of a story.

use super::rule;
use regex::Regex;
use std::sync::LazyLock;

/// Paragraphs that no story holds.
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    rule(concat!(
        r"^(?i:",
        // Links to other stories.
        r"(?:read|watch|see|view) (?:more|also|next|full story|the full (?:story|article|interview))(?-u:\b).*|",
        r"(?:more|more on this)[.:…]+|",
        // Advertisements and the breaks they make.
        r"(?:ad|advertisements?|sponsored(?: content)?)[:.]?(?: (?:-|—|–)? ?(?:continue|scroll|story|article).*)?|",
        r"(?:story|article|post) continue[sd] (?:below|after|beneath).*|continue reading(?: below| the main story)?|skip to .*|scroll (?:down )?(?:to|for) .*|",
        // Buttons.
        r"(?:share|print|email|e-mail|tweet|save|bookmark) this(?-u:\b).*|share (?:on|via) .*|share (?:tweet|facebook|email).*|",
        r"(?:facebook|twitter|email|print|whatsapp|reddit|linkedin|pinterest|share|copy link|comments?|leave a comment|[\W_])+|",
        r"loading\W*|slideshow \(\d+ images\)|hide caption|photo|video|image|audio|\[(?:image|music|video|pullquote)\]|media:\d+|abstract\.?|full text\.?|transcript|close|",
        r"this article is more than .{1,20} old|\d+ (?:year|month|week|day|hour|minute)s? ago|\d+ min(?:ute)?s? read|",
        // Newsletters, applications, subscriptions, addresses.
        r"follow (?:@?[\w.’' -]{1,60} (?:on|at) .+|(?:me|us|her|him|them) (?:on|at) .+|@\w+)|(?:like|join|find) us on \w.*|",
        r"sign up (?:for|to|here)(?-u:\b).*|subscribe (?:to|now|here|today)(?-u:\b).*|get .+ (?:in|to) your inbox.*|",
        r"(?:by signing up|by subscribing),? you .*|(?:click|tap) (?:here|to get|for more)(?-u:\b).*|download (?:the|our) .* app(?-u:\b).*|watch the latest .*|",
        r"(?:write to|contact|send (?:tips|letters|comments)|email|e-mail|reach) .*\S+@ ?\S+\.\w+.*|",
        r"the (?:opinions|views) expressed .+ (?:their|his|her|its|author|writer).*",
        r")$",
    ))
});

/// A label and the title of another story, which is no longer than titles are and holds no quotation.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    rule(concat!(
        r"^(?i:\(?(?:see |also )?(?:read|see|watch|related)(?: (?:more|also|next|related|full story|story|stories))?(?: (?:from|on|about|at) [^:]+)?|",
        r"more|more on this|read also|recommended|don't miss|up next|full coverage|go deeper|photos|gallery|video|watch live|vote now|",
        r"special coverage): ?[^“”\x22]*$",
    ))
});

/// Captions and the names of those who took the picture.
static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    rule(concat!(
        r"^(?:",
        r"(?i:enlarge this image|toggle caption|hide caption|image copyright|media playback is unsupported|image caption|media caption)(?-u:\b).*|",
        r"(?:FILE|FILE PHOTO|File photo|File)(?: ?[-–—:]| of(?-u:\b)).*|",
        r"(?i:photo|image|picture|photograph|caption|photo credit|photos?|image source|photo illustration)(?: by)?: .*|",
        r".*(?:/|via |\(|[Pp]hoto(?:graph)?(?: by)?: ?(?:.*/)?)(?:AFP/|AP/)?Getty(?: Images)?\)?|",
        r".*\((?:AP Photo|Photo by|Photo:|Photo credit|Image:|Image via|Photo courtesy)[^()]*\)?|",
        r"\((?:\p{Lu}[\p{L}.’'-]+ ){1,4}?\p{L}*/ ?(?:Reuters|AFP|AP|EPA|Getty.{0,30}|The .{0,40})\)",
        r")$",
    ))
});

/// A label before words of the story.
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| rule(r"^(?:Story highlights|STORY HIGHLIGHTS|Highlights:)\s+"));

/// Whether the paragraph is of the page, not of the story.
pub(super) fn is(words: &str) -> bool {
    (words.len() < 160 && LINK.is_match(words))
        || (words.len() < 240 && PAGE.is_match(words))
        || (words.len() < 500 && CAPTION.is_match(words))
        || is_link(words)
}

/// Where a label ends that stands before words of the story.
pub(super) fn label(words: &str) -> Option<usize> {
    LABEL.find(words).map(|found| found.end())
}

/// Whether a line is all capitals, long and without a stop: a link to another story between two paragraphs. A speaker's
/// name before a colon has small letters after it.
fn is_link(words: &str) -> bool {
    words.len() < 200
        && words.split_whitespace().count() >= 5
        && !words.chars().any(char::is_lowercase)
        && !words.ends_with(['.', '"', '”', '!', '?', ')'])
        && words.chars().filter(|c| c.is_uppercase()).count() * 10 > words.chars().count() * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pages_put_between_paragraphs() {
        for words in [
            "Read more: Mayor quits",
            "READ MORE",
            "SEE ALSO: Bridge to close for a year",
            "(SEE RELATED: Bridge to close for a year)",
            "Related: Bridge to close",
            "Advertisement",
            "ADVERTISEMENT:",
            "Advertisement Continue reading the main story",
            "Story Continued Below",
            "Share this article on Facebook",
            "SHARE THIS ARTICLE Share Tweet Post Email",
            "Facebook Twitter Pinterest",
            "Follow Jane Doe on Twitter @janedoe",
            "Follow @oxbowtimes",
            "Sign up for our newsletter",
            "Get the best of Oxbow in your inbox, each weekday morning",
            "Write to Jane Doe at jane.doe@example.com",
            "Click here to get the app",
            "___",
            "Photo: The mayor leaves the hall.",
            "The mayor leaves the hall. Photograph: Jane Doe/Getty Images",
            "FILE - In this May 3 photo, the mayor leaves the hall. (AP Photo/Jane Doe, File)",
            "Enlarge this image toggle caption Jane Doe/AP Jane Doe/AP",
            "(Jane Doe/Reuters)",
            "BRIDGE TO CLOSE FOR A YEAR AS TOWN WAITS FOR REPORT",
        ] {
            assert!(is(words), "{words}");
        }
    }

    #[test]
    fn stories_that_speak_of_such_things() {
        for words in [
            "Read the report, she said, and then decide.",
            "Advertisements for the bridge ran in every paper.",
            "Share prices fell on Monday, the exchange said.",
            "Follow the money, Doe told reporters on Monday.",
            "“Sign up for it,” he told the crowd at the rally.",
            "Photographs showed the mayor on the bridge, police said.",
            "Getty Images sued the firm in May.",
            "More: that is what the town wants, said Doe, who founded the group and has led it since the bridge fell down in the flood of a year ago, when nobody else would take on the work.",
            "Contact with the boat was lost at noon, the coast guard said.",
            "NO MORE, read the signs",
            "DOE: I did not say that and never will",
            "“WE WILL NOT GO BACK TO THE BRIDGE”",
        ] {
            assert!(!is(words), "{words}");
        }
    }

    #[test]
    fn a_label_is_parted_from_the_words_after_it() {
        assert_eq!(label("Story highlights Mayor of Oxbow resigns"), Some(17));
        assert_eq!(label("Story highlights"), None);
    }
}
