//! How much was said and published when.

use crate::view::Day;
use crate::wording::{self, count, grouped};
use maud::{Markup, html};

/// With more days than this, months are drawn; with more months, years.
const MOST: usize = 100;

/// Above the line and below it.
const HEIGHTS: (usize, usize) = (56, 28);

/// Where there is room for no more than this, each bar has its name below.
const NAMED: f64 = 7.0;

/// How wide they are then, so that there is room for their numbers beside them.
const BAR: usize = 24;

/// How high these names are.
const NAME: usize = 20;

/// What was said longer than this before the first report, or after the last one, is told of but not drawn: one old date
/// would leave the others no room. In days.
const MARGIN: f64 = 31.0;

/// For each day (month, year) what was said then above a line, what is disputed first, and below it the reports that were
/// published; each a link to all of it.
pub fn timeline(days: &[Day]) -> Markup {
    let (days, outside) = inside(days);
    let bars = bars(&days);
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return html! {} };
    let (from, to) = (first.at, (last.at + last.span).max(first.at + 1.0));
    let most = |of: fn(&Bar) -> usize| bars.iter().map(of).max().unwrap_or(1).max(1);
    let (said, reports) = (most(|bar| bar.said), most(|bar| bar.reports));
    let height = |n: usize, most: usize, all: usize| if n == 0 { 0 } else { (n * (all - 4) / most).max(3) };
    let x = |at: f64| format!("{:.2}%", (at - from) / (to - from) * 100.0);
    let (above, below) = HEIGHTS;
    let named = (to - from) / first.span <= NAMED;
    let label = format!("Statements and reports by {}, from {} to {}", first.name, first.label, last.label);
    html! {
        figure .timeline {
            figcaption {
                "By " (first.name) ", " (first.label) " to " (last.label) ": above the line what was said then, as far as reports say when, "
                span .disputed { "disputed claims" } " first; below it the reports of that " (first.name) "."
                @if outside > 0 { " " (count(outside, "statement", "statements")) " of times further away." }
            }
            svg width="100%" height=(above + below + if named { NAME } else { 0 }) role="group" aria-label=(label) {
                @for bar in &bars {
                    @let width = if named { BAR.to_string() } else { format!("{:.2}%", (bar.span / (to - from) * 86.0).max(0.4)) };
                    @let (disputed, all) = (height(bar.disputed, said, above), height(bar.said, said, above));
                    a href={ "/date/" (bar.first) } {
                        title { (bar.told()) }
                        rect .ground x=(x(bar.at)) y="0" width=(width) height=(above + below) {}
                        rect .said x=(x(bar.at)) y=(above - all) width=(width) height=(all) {}
                        rect .disputed x=(x(bar.at)) y=(above - disputed) width=(width) height=(disputed) {}
                        rect .reported x=(x(bar.at)) y=(above + 1) width=(width) height=(height(bar.reports, reports, below)) {}
                        @if named {
                            @for (n, y) in [(bar.said, above - 6), (bar.reports, above + 15)] {
                                @if n > 0 { text x=(x(bar.at)) y=(y) dx=(BAR + 5) { (grouped(n)) } }
                            }
                            text x=(x(bar.at)) y=(above + below + NAME - 5) { (bar.short()) }
                        }
                    }
                }
                line .axis x1="0" x2="100%" y1=(above) y2=(above) {}
            }
            @if !named { p .ends { span { (first.label) } span { (last.label) } } }
        }
    }
}

/// The days that are drawn, and how many statements are of others.
fn inside(days: &[Day]) -> (Vec<&Day>, usize) {
    let published = days.iter().filter(|day| day.reports > 0).filter_map(|day| number(&day.day));
    let (least, most) = published.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), n| (a.min(n), b.max(n)));
    let is_near = |day: &&Day| {
        // Without a dated report all is as near.
        let near = |n: f64| least > most || (least - MARGIN..=most + MARGIN).contains(&n);
        number(&day.day).is_some_and(near)
    };
    let (inside, outside): (Vec<&Day>, Vec<&Day>) = days.iter().partition(is_near);
    (inside, outside.iter().map(|day| day.said).sum())
}

struct Bar {
    /// Days since the year 0, roughly: months of 31 days keep their order and nearly their place.
    at: f64,
    span: f64,
    first: String,
    label: String,
    name: &'static str,
    reports: usize,
    said: usize,
    disputed: usize,
}

impl Bar {
    /// Its name without the year where that leaves one: `5 March`, `March`.
    fn short(&self) -> &str {
        self.label.rsplit_once(' ').map_or(&self.label, |(short, _)| short)
    }

    /// `5 March 2024: 3 statements, 1 of them disputed; 2 reports`.
    fn told(&self) -> String {
        let disputed =
            if self.disputed > 0 { format!(", {} of them disputed", self.disputed) } else { String::new() };
        let (said, reports) =
            (count(self.said, "statement", "statements"), count(self.reports, "report", "reports"));
        format!("{}: {said}{disputed}; {reports}", self.label)
    }
}

fn bars(days: &[&Day]) -> Vec<Bar> {
    for (length, name, span) in [(10, "day", 1.0), (7, "month", 31.0), (4, "year", 372.0)] {
        let mut bars: Vec<Bar> = Vec::new();
        for day in days {
            let Some(at) = number(&day.day) else { continue };
            let first = &day.day[..length];
            if bars.last().is_none_or(|bar| bar.first != first) {
                bars.push(Bar {
                    at: (at / span).floor() * span,
                    span,
                    first: first.to_owned(),
                    label: wording::date(first),
                    name,
                    reports: 0,
                    said: 0,
                    disputed: 0,
                });
            }
            if let Some(bar) = bars.last_mut() {
                bar.reports += day.reports;
                bar.said += day.said;
                bar.disputed += day.disputed;
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

    fn day(day: &str, reports: usize, said: usize) -> Day {
        Day { day: day.to_owned(), reports, said, disputed: 0 }
    }

    #[test]
    fn bars_are_days_or_months_and_leave_out_what_is_no_day() {
        let few = [
            day("2024-03-05", 2, 0),
            day("2024-03-06", 1, 4),
            day("gestern, u", 9, 9),
            day("2024-02-99", 9, 9),
        ];
        let found: Vec<_> = bars(&inside(&few).0).into_iter().map(|b| (b.first, b.reports, b.said)).collect();
        assert_eq!(found, [("2024-03-05".to_owned(), 2, 0), ("2024-03-06".to_owned(), 1, 4)]);
        let many: Vec<Day> =
            (0..150).map(|i| day(&format!("2024-{:02}-{:02}", i / 28 + 1, i % 28 + 1), 1, 2)).collect();
        let found = bars(&inside(&many).0);
        assert_eq!(
            (found.len(), found[0].first.as_str(), found[0].reports, found[0].said),
            (6, "2024-01", 28, 56)
        );
        assert!(timeline(&[]).into_string().is_empty());
    }

    #[test]
    fn few_bars_have_their_names() {
        let drawn = timeline(&[day("2024-03-05", 1, 0), day("2024-03-07", 1, 2)]).into_string();
        assert!(drawn.contains("y=\"99\">5 March</text>") && drawn.contains("width=\"24\""), "{drawn}");
        assert!(!drawn.contains("class=\"ends\""));
        let drawn = timeline(&[day("2024-03-05", 1, 0), day("2024-04-07", 1, 2)]).into_string();
        assert!(drawn.contains("<span>5 March 2024</span><span>7 April 2024</span>"), "{drawn}");
    }

    #[test]
    fn what_was_said_long_before_the_first_report_is_told_of_but_not_drawn() {
        let days = [day("1998-07-01", 0, 3), day("2024-02-20", 0, 1), day("2024-03-05", 2, 0)];
        let (near, outside) = inside(&days);
        assert_eq!((near.len(), outside), (2, 3));
        let drawn = timeline(&days).into_string();
        assert!(drawn.contains("3 statements of times further away"), "{drawn}");
        assert!(drawn.contains("5 March 2024: 0 statements; 2 reports"), "{drawn}");
        assert_eq!(inside(&days[..2]).1, 0, "without reports all is drawn");
    }
}
