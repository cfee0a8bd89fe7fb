//! A first line and fields, then an empty line: how a record of an archive begins, and an answer over HTTP.

/// The head of a record or an answer.
pub(super) struct Head<'b> {
    /// The first line.
    pub first: &'b str,
    fields: &'b [u8],
}

impl<'b> Head<'b> {
    /// Parts the head from what comes after it; none where no empty line ends it.
    pub fn split(bytes: &'b [u8]) -> Option<(Self, &'b [u8])> {
        let mut lines = bytes.split_inclusive(|&b| b == b'\n');
        let first = lines.next()?;
        let mut end = first.len();
        for line in lines {
            end += line.len();
            if line.trim_ascii().is_empty() {
                let first = str::from_utf8(first.trim_ascii()).unwrap_or_default();
                return Some((Self { first, fields: &bytes[..end] }, &bytes[end..]));
            }
        }
        None
    }

    /// The value of the first field of that name, whatever its case.
    pub fn field(&self, name: &str) -> Option<&'b str> {
        self.fields.split(|&b| b == b'\n').skip(1).find_map(|line| {
            let colon = line.iter().position(|&b| b == b':')?;
            let found = line[..colon].trim_ascii().eq_ignore_ascii_case(name.as_bytes());
            found.then(|| str::from_utf8(line[colon + 1..].trim_ascii()).ok()).flatten()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Head;

    #[test]
    fn a_head_is_parted_from_its_body() {
        let (head, body) =
            Head::split(b"HTTP/1.1 200 OK\r\nserver: x: y\r\nX: \xFF\r\n\r\n<p>\r\n\r\n").unwrap();
        assert_eq!(head.first, "HTTP/1.1 200 OK");
        assert_eq!(head.field("Server"), Some("x: y"));
        assert_eq!(head.field("X"), None);
        assert_eq!(body, b"<p>\r\n\r\n");
        assert!(Head::split(b"HTTP/1.1 200 OK\r\nServer: x").is_none());
    }
}
