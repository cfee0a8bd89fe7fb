//! The formats that can be read, and how one is recognised.

use std::path::Path;

/// What an item's bytes are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: one report a file.
    Text,
    /// Markdown: one report a file, its markup kept in the text.
    Markdown,
    /// A saved web page.
    Html,
    /// JSON, one report a line.
    Jsonl,
    /// One entry of a feed: RSS, Atom or JSON Feed, as a feed that holds nothing else.
    Feed,
    /// A mail.
    Mail,
    /// A record of a WARC file that holds a web page.
    Warc,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Markdown, Self::Html, Self::Jsonl, Self::Feed, Self::Mail, Self::Warc];

    /// Its name, in small letters.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Jsonl => "jsonl",
            Self::Feed => "feed",
            Self::Mail => "mail",
            Self::Warc => "warc",
        }
    }
}

/// How much of a file is looked at to tell what it is.
pub(crate) const LOOK: usize = 8 << 10;

/// How the items of a file lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One file, one item.
    One(Format),
    /// A line each, of JSON.
    Lines,
    /// The entries of a feed.
    Feed,
    /// Mails, one after the other.
    Mailbox,
    /// The records of a WARC file.
    Archive,
    /// The rows of an Arrow table.
    Table,
}

impl Shape {
    /// The shape that a file's name promises; `.gz` must have been taken off.
    pub fn of_name(name: &Path) -> Option<Self> {
        let extension = name.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::One(Format::Text)),
            "md" | "markdown" => Some(Self::One(Format::Markdown)),
            "html" | "htm" | "xhtml" => Some(Self::One(Format::Html)),
            "jsonl" | "ndjson" => Some(Self::Lines),
            "rss" | "atom" | "rdf" => Some(Self::Feed),
            "eml" => Some(Self::One(Format::Mail)),
            "mbox" => Some(Self::Mailbox),
            "warc" => Some(Self::Archive),
            "arrow" | "arrows" | "feather" | "ipc" => Some(Self::Table),
            _ => None,
        }
    }

    /// The shape that the first bytes of a file look like.
    ///
    /// # Errors
    /// The media type, where the bytes are no text that holds reports.
    pub fn of_look(prefix: &[u8]) -> Result<Self, String> {
        if let Some(kind) = binary(prefix) {
            return Err(kind);
        }
        let text = crate::decode::look(prefix);
        let start = text.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with('{') {
            return if start.contains("jsonfeed.org") && start.contains("\"version\"") {
                Ok(Self::Feed)
            } else if is_json_line(start) {
                Ok(Self::Lines)
            } else {
                Err("application/json over several lines".into())
            };
        }
        let head: String = start.chars().take(2048).collect::<String>().to_ascii_lowercase();
        if head.starts_with("warc/") {
            return Ok(Self::Archive);
        }
        if head.starts_with("<!doctype html")
            || head.contains("<html")
            || head.contains("<body")
            || head.contains("<head>")
        {
            return Ok(Self::One(Format::Html));
        }
        if ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| head.contains(root)) {
            return Ok(Self::Feed);
        }
        if head.starts_with("<?xml") {
            return Err("text/xml".into());
        }
        if head.starts_with('<') && head.contains("</") {
            return Ok(Self::One(Format::Html));
        }
        if let Some((first, rest)) = head.split_once('\n') {
            if first.starts_with("from ") && is_mail(rest) {
                return Ok(Self::Mailbox);
            }
            if is_mail(&head) {
                return Ok(Self::One(Format::Mail));
            }
        }
        Ok(Self::One(Format::Text))
    }
}

/// Whether a text in small letters begins with fields, and with one that only mail has.
fn is_mail(head: &str) -> bool {
    const OWN: &[&str] =
        &["received", "return-path", "delivered-to", "message-id", "mime-version", "dkim-signature"];
    let fields = head.lines().take_while(|line| !line.trim().is_empty());
    // A line that begins with a space goes on with the field before it.
    let mut names =
        fields.filter(|line| !line.starts_with([' ', '\t'])).map(|line| line.split_once(':').map(|f| f.0));
    let mut own = false;
    let all = names.all(|name| {
        own |= name.is_some_and(|name| OWN.contains(&name));
        own || name.is_some_and(|name| !name.contains(' '))
    });
    all && own
}

/// Whether a text that begins with `{` gives one JSON object a line, rather than one over many lines.
fn is_json_line(start: &str) -> bool {
    match start.split_once('\n') {
        Some((first, _)) => first.trim_end().ends_with('}') || first.trim_end().len() > 200,
        None => true,
    }
}

/// The media type of bytes that are no text. UTF-16 has zero bytes too, but every second one.
pub(crate) fn binary(prefix: &[u8]) -> Option<String> {
    let kind = infer::get(prefix).filter(|k| k.matcher_type() != infer::MatcherType::Text);
    let zeros = prefix.contains(&0) && crate::decode::utf16(prefix).is_none();
    let broken = str::from_utf8(prefix).is_err_and(|e| e.error_len().is_some());
    // A text may begin with "BM" or "MZ": the magic number alone is not enough.
    let certain = prefix.starts_with(b"%PDF-") || prefix.starts_with(b"{\\rtf");
    match kind {
        Some(kind) if zeros || broken || certain => Some(kind.mime_type().to_owned()),
        None if zeros => Some("binary data".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_promises_a_format() {
        let of = |name: &str| Shape::of_name(Path::new(name));
        assert_eq!(of("a/report.TXT"), Some(Shape::One(Format::Text)));
        assert_eq!(of("report.markdown"), Some(Shape::One(Format::Markdown)));
        assert_eq!(of("page.xhtml"), Some(Shape::One(Format::Html)));
        assert_eq!(of("pile.ndjson"), Some(Shape::Lines));
        assert_eq!(of("news.rss"), Some(Shape::Feed));
        assert_eq!(of("alert.eml"), Some(Shape::One(Format::Mail)));
        assert_eq!(of("alerts.mbox"), Some(Shape::Mailbox));
        assert_eq!(of("CC-NEWS-20190708.warc"), Some(Shape::Archive));
        assert_eq!(of("report"), None);
        assert_eq!(of("report.2019"), None);
    }

    #[test]
    fn a_look_tells_text_html_and_json_lines() {
        assert_eq!(Shape::of_look(b"BMW recalls cars\n\nThe maker said so."), Ok(Shape::One(Format::Text)));
        assert_eq!(Shape::of_look(b"\xEF\xBB\xBF\n<!DOCTYPE html><html>"), Ok(Shape::One(Format::Html)));
        assert_eq!(
            Shape::of_look(b"<?xml version=\"1.0\"?><html xmlns=\"x\">"),
            Ok(Shape::One(Format::Html))
        );
        assert_eq!(Shape::of_look(b"{\"text\": \"a\"}\n{\"text\": \"b\"}\n"), Ok(Shape::Lines));
        assert_eq!(Shape::of_look(b"A <strong>bold</strong> claim"), Ok(Shape::One(Format::Text)));
        assert_eq!(Shape::of_look(b"m\0a\0y\0o\0r\0 \0q\0u\0i\0t\0s\0"), Ok(Shape::One(Format::Text)));
    }

    #[test]
    fn a_look_tells_feeds_mail_and_archives() {
        let of = |text: &str| Shape::of_look(text.as_bytes());
        assert_eq!(of("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"></rss>"), Ok(Shape::Feed));
        assert_eq!(
            of("{\n \"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}"),
            Ok(Shape::Feed)
        );
        assert_eq!(of("WARC/1.0\r\nWARC-Type: response\r\n"), Ok(Shape::Archive));
        let mail = "Received: from a by b;\r\n  Mon, 8 Jul 2019\r\nSubject: Bridge closed\r\n\r\nThe bridge: closed.";
        assert_eq!(of(mail), Ok(Shape::One(Format::Mail)));
        assert_eq!(
            of(&format!("From jane@oxbow.example Mon Jul  8 09:14:00 2019\n{mail}")),
            Ok(Shape::Mailbox)
        );
        assert_eq!(of("From: the mayor\nTo: all\n\nI resign."), Ok(Shape::One(Format::Text)));
        assert_eq!(of("From Oxbow\nThe bridge is closed.\n"), Ok(Shape::One(Format::Text)));
    }

    #[test]
    fn what_is_no_report_is_named() {
        assert_eq!(Shape::of_look(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err("image/png".into()));
        assert_eq!(Shape::of_look(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj"), Err("application/pdf".into()));
        assert_eq!(
            Shape::of_look(b"PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaaaaaaaaaaaa"),
            Err("application/zip".into())
        );
        assert_eq!(Shape::of_look(b"\x01\x02\0\0\0\x07\x08 text"), Err("binary data".into()));
        assert_eq!(
            Shape::of_look(b"{\n  \"text\": \"a\"\n}\n"),
            Err("application/json over several lines".into())
        );
        assert_eq!(Shape::of_look(b"<?xml version=\"1.0\"?>\n<svg></svg>"), Err("text/xml".into()));
    }
}
