//! Plain text: the whole file is the report.

use crate::decode::decode;
use crate::document::Content;

pub(crate) fn read(bytes: &[u8]) -> Content {
    let decoded = decode(bytes, None);
    Content { text: decoded.text, warning: decoded.trouble, ..Content::default() }
}
