//! What comes from where: two columns and the lines between them.

use maud::{Markup, html};

/// The height of an entry with what is around it; the style sheet's `.flow li` has the same.
const ROW: usize = 76;

/// An entry of a column.
#[derive(Debug)]
pub struct Node {
    /// What stands there.
    pub label: Markup,
    /// Its name in the style sheet.
    pub class: &'static str,
}

/// A line from an entry on the left to one on the right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The index of the entry on the left.
    pub from: usize,
    /// The index of the entry on the right.
    pub to: usize,
    /// How thick it is, from 1 to 8.
    pub weight: usize,
    /// Its name in the style sheet.
    pub class: &'static str,
    /// What it says when it is pointed at.
    pub title: String,
}

/// A picture of what flows where. `names` are the headings of the columns.
pub fn flow(names: [&str; 2], left: &[Node], right: &[Node], edges: &[Edge]) -> Markup {
    let height = left.len().max(right.len()) * ROW;
    let middle = |count: usize, i: usize| (height - count * ROW) / 2 + i * ROW + ROW / 2;
    html! {
        div .flow {
            p .column { (names[0]) }
            p .column.to { (names[1]) }
            ol { @for node in left { li class=(node.class) { (node.label) } } }
            svg width="100%" height=(height) aria-hidden="true" focusable="false" {
                @for edge in edges {
                    line class=(edge.class) x1="0" x2="100%" y1=(middle(left.len(), edge.from))
                        y2=(middle(right.len(), edge.to)) stroke-width=(edge.weight.clamp(1, 8)) {
                        title { (edge.title) }
                    }
                }
            }
            ol .to { @for node in right { li class=(node.class) { (node.label) } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shorter_column_stands_in_the_middle() {
        let node = |name: &str| Node { label: html! { (name) }, class: "outlet" };
        let edge = Edge { from: 1, to: 0, weight: 99, class: "cites", title: "<b>".to_owned() };
        let drawn = flow(["a", "b"], &[node("x"), node("y"), node("z")], &[node("w")], &[edge]).into_string();
        assert!(drawn.contains("y1=\"114\" y2=\"114\" stroke-width=\"8\""), "{drawn}");
        assert!(drawn.contains("&lt;b&gt;"));
    }
}
