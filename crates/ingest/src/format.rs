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
}

/// How much of a file is looked at to tell what it is.
pub(crate) const LOOK: usize = 8 << 10;

impl Format {
    /// The format that a file's name promises; `.gz` must have been taken off.
    pub fn of_name(name: &Path) -> Option<Self> {
        let extension = name.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            _ => None,
        }
    }

    /// The format that the first bytes of a file look like.
    ///
    /// # Errors
    /// The media type, where the bytes are no text that holds a report.
    pub fn of_look(prefix: &[u8]) -> Result<Self, String> {
        if let Some(kind) = binary(prefix) {
            return Err(kind);
        }
        let text = crate::decode::look(prefix);
        let start = text.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with('{') {
            return if is_json_line(start) {
                Ok(Self::Jsonl)
            } else {
                Err("application/json over several lines".into())
            };
        }
        let head: String = start.chars().take(2048).collect::<String>().to_ascii_lowercase();
        if head.starts_with("<!doctype html")
            || head.contains("<html")
            || head.contains("<body")
            || head.contains("<head>")
        {
            return Ok(Self::Html);
        }
        if head.starts_with("<?xml") || head.starts_with("<rss") || head.starts_with("<feed") {
            return Err("text/xml".into());
        }
        if head.starts_with("warc/") {
            return Err("application/warc".into());
        }
        if head.starts_with('<') && head.contains("</") {
            return Ok(Self::Html);
        }
        Ok(Self::Text)
    }
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
        let of = |name: &str| Format::of_name(Path::new(name));
        assert_eq!(of("a/report.TXT"), Some(Format::Text));
        assert_eq!(of("report.markdown"), Some(Format::Markdown));
        assert_eq!(of("page.xhtml"), Some(Format::Html));
        assert_eq!(of("pile.ndjson"), Some(Format::Jsonl));
        assert_eq!(of("report"), None);
        assert_eq!(of("report.2019"), None);
    }

    #[test]
    fn a_look_tells_text_html_and_json_lines() {
        assert_eq!(Format::of_look(b"BMW recalls cars\n\nThe maker said so."), Ok(Format::Text));
        assert_eq!(Format::of_look(b"\xEF\xBB\xBF\n<!DOCTYPE html><html>"), Ok(Format::Html));
        assert_eq!(Format::of_look(b"<?xml version=\"1.0\"?><html xmlns=\"x\">"), Ok(Format::Html));
        assert_eq!(Format::of_look(b"{\"text\": \"a\"}\n{\"text\": \"b\"}\n"), Ok(Format::Jsonl));
        assert_eq!(Format::of_look(b"A <strong>bold</strong> claim"), Ok(Format::Text));
        assert_eq!(Format::of_look(b"m\0a\0y\0o\0r\0 \0q\0u\0i\0t\0s\0"), Ok(Format::Text));
    }

    #[test]
    fn what_is_no_report_is_named() {
        assert_eq!(Format::of_look(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err("image/png".into()));
        assert_eq!(Format::of_look(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj"), Err("application/pdf".into()));
        assert_eq!(
            Format::of_look(b"PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaaaaaaaaaaaa"),
            Err("application/zip".into())
        );
        assert_eq!(Format::of_look(b"\x01\x02\0\0\0\x07\x08 text"), Err("binary data".into()));
        assert_eq!(
            Format::of_look(b"{\n  \"text\": \"a\"\n}\n"),
            Err("application/json over several lines".into())
        );
        assert_eq!(
            Format::of_look(b"<?xml version=\"1.0\"?>\n<rss version=\"2.0\"></rss>"),
            Err("text/xml".into())
        );
        assert_eq!(Format::of_look(b"WARC/1.0\r\nWARC-Type: response"), Err("application/warc".into()));
    }
}
