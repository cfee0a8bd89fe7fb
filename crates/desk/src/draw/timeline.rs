//! How many reports came when.

use crate::view::Day;
use crate::wording;
use maud::{Markup, html};

/// With more days than this, months are drawn; with more months, years.
const MOST: usize = 100;

const HEIGHT: usize = 64;

/// A bar for each day (month, year) on which there were reports, each a link to what was said then.
pub fn timeline(days: &[Day]) -> Markup {
    let bars = bars(days);
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return html! {} };
    let (from, to) = (first.at, (last.at + last.span).max(first.at + 1.0));
    let most = bars.iter().map(|bar| bar.reports).max().unwrap_or(1).max(1);
    let x = |at: f64| format!("{:.2}%", (at - from) / (to - from) * 100.0);
    html! {
        figure .timeline {
            figcaption { "Reports by " (first.name) }
            svg width="100%" height=(HEIGHT) role="group" aria-label=(format!("Reports by {}, from {} to {}", first.name, first.label, last.label)) {
                line .axis x1="0" x2="100%" y1=(HEIGHT - 1) y2=(HEIGHT - 1) {}
                @for bar in &bars {
                    @let height = (bar.reports * (HEIGHT - 6) / most).max(3);
                    a href={ "/search?since=" (bar.first) "&until=" (bar.last) } {
                        title { (bar.label) ": " (wording::count(bar.reports, "report", "reports")) }
                        rect x=(x(bar.at)) y=(HEIGHT - 1 - height) height=(height)
                            width=(format!("{:.2}%", (bar.span / (to - from) * 86.0).max(0.4))) {}
                    }
                }
            }
            p .ends { span { (first.label) } @if bars.len() > 1 { span { (last.label) } } }
        }
    }
}

struct Bar {
    /// Days since the year 0, roughly: months of 31 days keep their order and nearly their place.
    at: f64,
    span: f64,
    first: String,
    last: String,
    label: String,
    name: &'static str,
    reports: usize,
}

fn bars(days: &[Day]) -> Vec<Bar> {
    for (length, name, span) in [(10, "day", 1.0), (7, "month", 31.0), (4, "year", 372.0)] {
        let mut bars: Vec<Bar> = Vec::new();
        for day in days {
            let Some(at) = number(&day.day) else { continue };
            let first = day.day[..length].to_owned();
            match bars.last_mut() {
                Some(bar) if bar.first == first => bar.reports += day.reports,
                _ => bars.push(Bar {
                    at: (at / span).floor() * span,
                    span,
                    last: first.clone(),
                    label: wording::date(&first),
                    first,
                    name,
                    reports: day.reports,
                }),
            }
        }
        if bars.len() <= MOST || length == 4 {
            return bars;
        }
    }
    Vec::new()
}

fn number(day: &str) -> Option<f64> {
    let mut parts = day.get(..10)?.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let in_range = (1..=12).contains(&month) && (1..=31).contains(&day);
    in_range.then(|| f64::from(year * 372 + (month - 1) * 31 + day - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: &str, reports: usize) -> Day {
        Day { day: day.to_owned(), reports }
    }

    #[test]
    fn bars_are_days_or_months_and_leave_out_what_is_no_day() {
        let few = [day("2024-03-05", 2), day("2024-03-06", 1), day("gestern, u", 9), day("2024-02-99", 9)];
        let found: Vec<_> = bars(&few).into_iter().map(|b| (b.first, b.reports)).collect();
        assert_eq!(found, [("2024-03-05".to_owned(), 2), ("2024-03-06".to_owned(), 1)]);
        let many: Vec<Day> =
            (0..150).map(|i| day(&format!("2024-{:02}-{:02}", i / 28 + 1, i % 28 + 1), 1)).collect();
        let found = bars(&many);
        assert_eq!((found.len(), found[0].first.as_str(), found[0].reports), (6, "2024-01", 28));
        assert!(timeline(&[]).into_string().is_empty());
    }
}
