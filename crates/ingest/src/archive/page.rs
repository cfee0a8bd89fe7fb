//! From a record to its page.

use super::head::Head;
use super::http;
use crate::document::Content;
use crate::html;
use crate::outlet;
use crate::problem::Trouble;

/// Reads the page of a record.
///
/// # Errors
/// What HTML can have wrong; [`Trouble::Skipped`] where the page is no report.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, Trouble> {
    let Some((head, block)) = Head::split(bytes) else {
        return Err(Trouble::Record("the record has no head that can be read"));
    };
    let answer = http::open(&head, block)?;
    // An address in angle brackets is a mistake of the first WARC writers.
    let bare = |name: &str| head.field(name).map(|value| value.trim_matches(['<', '>']).to_owned());
    let url = bare("WARC-Target-URI");
    let mut content = html::read_archived(&answer.body, answer.charset, url.as_deref().unwrap_or_default())?;
    let report = &mut content.report;
    report.key = bare("WARC-Record-ID");
    report.outlet = report.outlet.take().or_else(|| url.as_deref().and_then(outlet::of_url));
    report.url = report.url.take().or(url);
    Ok(content)
}
