//! Answers over HTTP, as archives keep them.

use super::head::Head;
use crate::problem::Trouble;
use crate::raw::MAX_ITEM;
use crate::skip::Skip;
use encoding_rs::Encoding;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::borrow::Cow;
use std::io::Read;

/// A page, out of its record.
pub(super) struct Answer<'b> {
    pub body: Cow<'b, [u8]>,
    /// The encoding that the server names.
    pub charset: Option<&'static Encoding>,
}

/// Why there is no page in a sound record; none where there is one.
pub(super) fn skip(record: &[u8]) -> Option<Skip> {
    let Some((head, block)) = Head::split(record) else { return Some(Skip::Media) };
    if head.field("WARC-Type") != Some("response") {
        return (!is_page(head.field("Content-Type"), block)).then_some(Skip::Media);
    }
    // Among responses are those of name servers.
    let Some((head, body)) = Head::split(block).filter(|(head, _)| head.first.starts_with("HTTP/")) else {
        return Some(Skip::Media);
    };
    match status(&head) {
        200..=299 => (!is_page(head.field("Content-Type"), body)).then_some(Skip::Media),
        300..=399 => Some(Skip::Redirect),
        _ => Some(Skip::Failed),
    }
}

fn status(head: &Head<'_>) -> u16 {
    head.first.split_whitespace().nth(1).and_then(|code| code.parse().ok()).unwrap_or_default()
}

fn is_page(kind: Option<&str>, body: &[u8]) -> bool {
    match kind {
        Some(kind) => {
            let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            kind == "text/html" || kind == "application/xhtml+xml"
        }
        None => body.trim_ascii_start().starts_with(b"<"),
    }
}

/// The page in the block of a record: out of the answer that it came in, or as it stands.
///
/// # Errors
/// Where its compression cannot be undone.
pub(super) fn open<'b>(record: &Head<'_>, block: &'b [u8]) -> Result<Answer<'b>, Trouble> {
    if record.field("WARC-Type") != Some("response") {
        return Ok(Answer {
            body: Cow::Borrowed(block),
            charset: record.field("Content-Type").and_then(charset),
        });
    }
    let Some((head, body)) = Head::split(block) else {
        return Err(Trouble::Record("the answer has no head"));
    };
    let chunked = head.field("Transfer-Encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked"));
    let body =
        if chunked { joined(body).map_or(Cow::Borrowed(body), Cow::Owned) } else { Cow::Borrowed(body) };
    let body = match head.field("Content-Encoding") {
        Some(how) => unpacked(&how.to_ascii_lowercase(), body)?,
        None => body,
    };
    Ok(Answer { body, charset: head.field("Content-Type").and_then(charset) })
}

fn charset(kind: &str) -> Option<&'static Encoding> {
    let at = kind.to_ascii_lowercase().find("charset=")?;
    let label = kind[at + "charset=".len()..].split(';').next()?;
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

/// The chunks of a body in one; none where it does not come in chunks, as most archives join them and leave the field. What
/// is missing at the end is no matter: the page is read as far as it came.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let line = body.split_inclusive(|&b| b == b'\n').next()?;
        let size = str::from_utf8(line).ok()?.split(';').next()?.trim();
        let Some(size) = usize::from_str_radix(size, 16).ok().filter(|_| size.len() <= 8) else {
            return (!whole.is_empty()).then_some(whole);
        };
        body = &body[line.len()..];
        let (chunk, rest) = body.split_at(size.min(body.len()));
        whole.extend_from_slice(chunk);
        body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if size == 0 || body.is_empty() {
            return Some(whole);
        }
    }
}

/// A body without its compression. Archives often undo it and leave the field.
fn unpacked<'b>(how: &str, body: Cow<'b, [u8]>) -> Result<Cow<'b, [u8]>, Trouble> {
    let mut page = Vec::new();
    let mut read = |from: &mut dyn Read| from.take(MAX_ITEM as u64 + 1).read_to_end(&mut page);
    let read = match how {
        "gzip" | "x-gzip" if body.starts_with(&[0x1F, 0x8B]) => read(&mut MultiGzDecoder::new(&*body)),
        "deflate" if body.first() == Some(&0x78) => read(&mut ZlibDecoder::new(&*body)),
        _ if body.trim_ascii_start().starts_with(b"<") || how == "identity" || how.is_empty() => {
            return Ok(body);
        }
        "gzip" | "x-gzip" => return Ok(body),
        "deflate" => read(&mut DeflateDecoder::new(&*body)),
        how => return Err(Trouble::Coding(how.to_owned())),
    };
    match read {
        _ if page.len() > MAX_ITEM => Err(Trouble::TooLong),
        Err(error) if page.is_empty() => Err(Trouble::Cut(error)),
        _ => Ok(Cow::Owned(page)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(head: &str) -> Option<Skip> {
        skip(format!("WARC/1.0\r\nWARC-Type: response\r\n\r\n{head}\r\n\r\n<html>").as_bytes())
    }

    #[test]
    fn only_pages_are_read() {
        assert_eq!(response("HTTP/1.1 200 OK\r\ncontent-type: Text/HTML; charset=utf-8"), None);
        assert_eq!(response("HTTP/2 200"), None);
        assert_eq!(response("HTTP/1.1 200 OK\r\nContent-Type: image/png"), Some(Skip::Media));
        assert_eq!(response("HTTP/1.1 301 Moved\r\nLocation: /a"), Some(Skip::Redirect));
        assert_eq!(response("HTTP/1.1 404 Not Found\r\nContent-Type: text/html"), Some(Skip::Failed));
        assert_eq!(response("20190708 oxbow.example"), Some(Skip::Media));
    }

    #[test]
    fn chunks_are_joined_where_there_are_any() {
        assert_eq!(joined(b"5\r\n<html\r\n1;x=y\r\n>\r\n0\r\n\r\n").unwrap(), b"<html>");
        assert_eq!(joined(b"5\r\n<html\r\nff\r\n> cut").unwrap(), b"<html> cut");
        assert_eq!(joined(b"<html>\r\n"), None);
        assert_eq!(joined(b"ffffffffffffffff\r\nx"), None);
    }
}
