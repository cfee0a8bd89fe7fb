//! Reading a statement alone: who said it, where, and on which side of its claim it stands.

use onrecord_ledger::query::saying::{ReportName, Saying};
use onrecord_record::Span;

/// On which side of a claim a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// It puts it forward, confirms it, or tells it in the report's own voice.
    Forward,
    /// It holds it possible, asks, intends, urges, judges.
    Open,
    /// It denies or doubts it.
    Against,
    /// It declines to say.
    Silent,
}

/// Who said it, by the name that it goes by; none where nobody is named. Narration is its report's.
pub(crate) fn who(saying: &Saying) -> Option<&str> {
    if saying.is_narration() {
        return Some(saying.report.outlet.as_deref().unwrap_or_else(|| title(&saying.report)));
    }
    let words = (!saying.source.is_empty()).then_some(saying.source.as_str());
    saying.actor.as_ref().map(|actor| actor.name.as_str()).or(words)
}

/// What a report is known by.
pub(crate) fn title(report: &ReportName) -> &str {
    report.title.as_deref().or(report.key.as_deref()).unwrap_or("A report without a title")
}

/// The beginning of a hash, long enough to be the only one.
pub(crate) fn short(hash: &str) -> &str {
    let hash = hash.strip_prefix("sha256:").unwrap_or(hash);
    hash.get(..16).unwrap_or(hash)
}

/// Where a statement's words stand: its cue, else its content, else its source, from the first piece to the last.
pub(crate) fn place(source: &[Span], cue: &[Span], content: &[Span]) -> Span {
    [cue, content, source]
        .into_iter()
        .find_map(|spans| Some(Span { start: spans.first()?.start, end: spans.last()?.end }))
        .unwrap_or(Span { start: 0, end: 0 })
}

/// The address of the place in its report: it holds as long as the words do, whatever the statement's number.
pub(crate) fn address(saying: &Saying) -> String {
    let Span { start, end } = place(&saying.spans.source, &saying.spans.cue, &saying.spans.content);
    format!("/report/{}/{start}-{end}", short(&saying.report.id))
}

/// On which side of its claim it stands.
pub(crate) fn side(saying: &Saying) -> Side {
    Side::of(saying.stand.as_deref().or(saying.stance.as_deref()))
}

impl Side {
    /// The side of a stand, as the ledger writes it; what has none is narration.
    pub(super) fn of(stand: Option<&str>) -> Self {
        match stand {
            None | Some("asserts" | "confirms") => Self::Forward,
            Some("denies" | "doubts") => Self::Against,
            Some("declines") => Self::Silent,
            Some(_) => Self::Open,
        }
    }
}
