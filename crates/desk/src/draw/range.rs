//! Figures on one quantity beside each other.

use maud::{Markup, html};
use onrecord_ledger::query::disputes::Reading;

/// The bar or point of a figure, on the scale of `all`: a bounded figure is a bar, "at least" and "up to" go on to their
/// open side, an exact one is a point.
pub fn range(all: &[Reading], reading: &Reading) -> Markup {
    let ends = all.iter().flat_map(|r| [r.low, r.value, r.high]).flatten().filter(|n| n.is_finite());
    let (least, most) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), n| (a.min(n), b.max(n)));
    let width = (most - least).max(f64::MIN_POSITIVE);
    // A margin on both sides, so that points at the ends are whole.
    let x = |n: f64| 4.0 + (n.max(least).min(most) - least) / width * 92.0;
    let percent = |n: f64| format!("{n:.2}%");
    let exact = reading.value.is_some() && reading.low.is_none() && reading.high.is_none();
    let (low, high) = (reading.low.map_or(0.0, x), reading.high.map_or(100.0, x));
    // Between two bounds no number is given, so that there is no point to draw.
    let bound =
        if reading.low.is_some() && reading.high.is_some() { None } else { reading.low.or(reading.high) };
    let point = reading.value.or(bound).map(x);
    html! {
        svg .range width="100%" height="22" aria-hidden="true" focusable="false" {
            line .axis x1="0" x2="100%" y1="11" y2="11" {}
            @if !exact && reading.low != reading.high {
                line .bounds x1=(percent(low)) x2=(percent(high)) y1="11" y2="11" {}
            }
            @if let Some(point) = point { circle cx=(percent(point)) cy="11" r="5" {} }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(low: Option<f64>, value: Option<f64>, high: Option<f64>) -> Reading {
        Reading {
            words: String::new(),
            value,
            low,
            high,
            qualifier: None,
            unit: None,
            outcome: None,
            who: None,
            when: None,
            report: String::new(),
            statement: 1,
            span: [0, 1].into(),
        }
    }

    #[test]
    fn an_exact_figure_is_a_point_and_an_open_one_goes_on() {
        let nine = reading(Some(9.0), Some(9.0), None);
        let fourteen = reading(None, Some(14.0), None);
        let all = [nine.clone(), fourteen.clone()];
        let drawn = range(&all, &nine).into_string();
        assert!(drawn.contains("<line class=\"bounds\" x1=\"4.00%\" x2=\"100.00%\""), "{drawn}");
        let drawn = range(&all, &fourteen).into_string();
        assert!(!drawn.contains("bounds") && drawn.contains("cx=\"96.00%\""), "{drawn}");
    }

    #[test]
    fn between_two_bounds_there_is_no_point() {
        let between = reading(Some(9.0), None, Some(14.0));
        let drawn = range(std::slice::from_ref(&between), &between).into_string();
        assert!(drawn.contains("x1=\"4.00%\" x2=\"96.00%\"") && !drawn.contains("<circle"), "{drawn}");
    }

    #[test]
    fn an_endless_figure_alone_is_drawn_all_the_same() {
        let odd = reading(Some(f64::NAN), None, Some(f64::INFINITY));
        assert!(range(std::slice::from_ref(&odd), &odd).into_string().starts_with("<svg"));
    }
}
