//! What an archive, a feed or a mailbox holds besides reports.

use std::fmt;

/// Why an item is no report to read. That is no fault of the input: an archive of the web holds all of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skip {
    /// An answer that only names another address.
    Redirect,
    /// A page that the server did not give.
    Failed,
    /// A picture, a style sheet, a document: no web page.
    Media,
    /// A page that had not changed since an earlier visit.
    Revisit,
    /// A front page, a section's page, a list of headlines.
    Index,
    /// A gallery of pictures with little text.
    Gallery,
    /// A video with little text.
    Video,
    /// A report in another language than the reader reads.
    Language,
    /// A page, an entry or a mail without a story.
    Storyless,
}

impl fmt::Display for Skip {
    /// The reason, as it stands after a count.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Redirect => "redirects",
            Self::Failed => "not given by the server",
            Self::Media => "no web pages",
            Self::Revisit => "unchanged since an earlier visit",
            Self::Index => "indexes",
            Self::Gallery => "galleries",
            Self::Video => "videos",
            Self::Language => "in other languages",
            Self::Storyless => "without a story",
        })
    }
}
