//! What comes from where: two columns and the lines between them.

use maud::{Markup, html};

/// The height of an entry with what is around it; the style sheet's `.flow li` has the same.
const ROW: usize = 76;

/// Where on its line a mark may stand, in hundredths of the way from left to right; the first is best.
const PLACES: [usize; 7] = [30, 50, 70, 40, 60, 20, 80];

/// How far apart marks are, in pixels down: across they may all be near one another, on a phone.
const APART: usize = 21;

/// An entry of a column.
#[derive(Debug)]
pub struct Node {
    /// What stands there.
    pub label: Markup,
    /// Its name in the style sheet.
    pub class: &'static str,
}

/// A line from an entry on the left to one on the right.
#[derive(Debug)]
pub struct Edge {
    /// The index of the entry on the left.
    pub from: usize,
    /// The index of the entry on the right.
    pub to: usize,
    /// How thick it is, from 1 to 8.
    pub weight: usize,
    /// Its name in the style sheet.
    pub class: &'static str,
    /// What proves it.
    pub proof: Option<Proof>,
}

/// The words that prove a line.
#[derive(Debug)]
pub struct Proof {
    /// The number on the line, by which a list tells of it: its entry there is `proof-` and the number.
    pub number: usize,
    /// What it says, for who does not see the picture.
    pub label: String,
    /// What is shown where one points at the number.
    pub shown: Markup,
}

/// A picture of what flows where. `names` are the headings of the columns.
pub fn flow(names: [&str; 2], left: &[Node], right: &[Node], edges: &[Edge]) -> Markup {
    let height = left.len().max(right.len()) * ROW;
    let middle = |count: usize, i: usize| (height - count * ROW) / 2 + i * ROW + ROW / 2;
    let ends = |edge: &Edge| (middle(left.len(), edge.from), middle(right.len(), edge.to));
    let proven: Vec<&Edge> = edges.iter().filter(|edge| edge.proof.is_some()).collect();
    let places = places(&proven.iter().map(|edge| ends(edge)).collect::<Vec<_>>());
    html! {
        div .flow {
            p .column { (names[0]) }
            p .column.to { (names[1]) }
            ol { @for node in left { li class=(node.class) { (node.label) } } }
            svg width="100%" height=(height) role="group" aria-label={ (names[0]) " … " (names[1]) } {
                @for edge in edges {
                    @let (from, to) = ends(edge);
                    line class=(edge.class) x1="0" x2="100%" y1=(from) y2=(to) stroke-width=(edge.weight.clamp(1, 8))
                        data-proof=[edge.proof.as_ref().map(|proof| proof.number)] {}
                }
                @for (edge, place) in proven.iter().zip(places) {
                    @if let Some(proof) = &edge.proof { (mark(proof, place)) }
                }
            }
            ol .to { @for node in right { li class=(node.class) { (node.label) } } }
        }
    }
}

/// Where the marks of lines with these ends stand: how far to the right, in percent, and how far down.
fn places(ends: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut taken: Vec<(usize, usize)> = Vec::with_capacity(ends.len());
    for &(from, to) in ends {
        let place = |x: usize| (x, (from * (100 - x) + to * x) / 100);
        let room = |&(_, y): &(usize, usize)| taken.iter().map(|(_, there)| there.abs_diff(y)).min();
        let free = PLACES.map(place).into_iter().find(|at| room(at).is_none_or(|room| room >= APART));
        let place = free.or_else(|| PLACES.map(place).into_iter().max_by_key(room));
        taken.extend(place);
    }
    taken
}

/// A number on a line, and beside it, where one points at it, what proves the line.
fn mark(proof: &Proof, (x, y): (usize, usize)) -> Markup {
    let x = format!("{x}%");
    html! {
        a .mark href={ "#proof-" (proof.number) } aria-label=(proof.label) data-proof=(proof.number) {
            circle cx=(x) cy=(y) r="10" {}
            text x=(x) y=(y) dy="4" { (proof.number) }
        }
        foreignObject .shown x=(x) y=(y) width="300" height="150" transform="translate(-40 -164)" aria-hidden="true" {
            div { p { (proof.shown) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(name: &str) -> Node {
        Node { label: html! { (name) }, class: "outlet" }
    }

    #[test]
    fn the_shorter_column_stands_in_the_middle() {
        let edge = Edge { from: 1, to: 0, weight: 99, class: "cites", proof: None };
        let drawn = flow(["a", "b"], &[node("x"), node("y"), node("z")], &[node("w")], &[edge]).into_string();
        assert!(drawn.contains("y1=\"114\" y2=\"114\" stroke-width=\"8\""), "{drawn}");
        assert!(!drawn.contains("class=\"mark\""));
    }

    #[test]
    fn marks_keep_apart_where_there_is_room() {
        assert_eq!(places(&[(38, 38), (38, 114), (114, 38)]), [(30, 38), (30, 60), (30, 91)]);
        // Two lines that cross: at 30 the second would stand on the first, at 50 as well.
        assert_eq!(places(&[(50, 50), (30, 96)]), [(30, 50), (70, 76)]);
        assert_eq!(places(&[(38, 38), (38, 38)]).len(), 2, "one above the other, where there is none");
    }

    #[test]
    fn a_proof_stands_on_its_line() {
        let proof = Proof { number: 7, label: "<b>".to_owned(), shown: html! { "words" } };
        let edge = Edge { from: 0, to: 0, weight: 2, class: "origin", proof: Some(proof) };
        let drawn = flow(["a", "b"], &[node("x"), node("y")], &[node("w")], &[edge]).into_string();
        // From 38 at the left to 76 at the right.
        assert!(drawn.contains("<circle cx=\"30%\" cy=\"49\" r=\"10\">"), "{drawn}");
        assert!(drawn.contains("href=\"#proof-7\" aria-label=\"&lt;b&gt;\" data-proof=\"7\""), "{drawn}");
    }
}
