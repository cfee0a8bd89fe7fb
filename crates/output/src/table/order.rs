//! Statements as a tree: each under the one that it is inside.

use onrecord_record::Statement;
use std::collections::HashMap;

/// A statement with the branch that leads to it: nothing at the top.
pub(super) struct Placed<'r> {
    pub(super) statement: &'r Statement,
    /// What stands before its first line.
    pub(super) first: String,
    /// What stands before its other lines.
    pub(super) rest: String,
}

/// Deeper branches are drawn at this depth.
const DEEPEST: usize = 4;

/// The statements in the order of the text, each followed by those inside it. One whose outer statement is missing, or
/// that is inside itself, stands at the top: nothing is left out.
pub(super) fn placed(statements: &[Statement]) -> Vec<Placed<'_>> {
    let numbers: HashMap<&str, usize> =
        statements.iter().enumerate().map(|(i, s)| (s.id.as_str(), i)).collect();
    let outer = |i: usize| statements[i].inside.as_deref().and_then(|id| numbers.get(id)).copied();
    let mut inner: Vec<Vec<usize>> = vec![Vec::new(); statements.len()];
    for i in 0..statements.len() {
        if let Some(outer) = outer(i) {
            inner[outer].push(i);
        }
    }
    let mut seen = vec![false; statements.len()];
    let mut found = Vec::with_capacity(statements.len());
    let tops = (0..statements.len()).filter(|&i| outer(i).is_none());
    for top in tops.chain(0..statements.len()) {
        // What is still to come, the next one last: a statement, its depth, and whether it is the last of its branch.
        let mut stack = vec![(top, 0, String::new(), true)];
        while let Some((i, depth, stem, last)) = stack.pop() {
            if std::mem::replace(&mut seen[i], true) {
                continue;
            }
            let (first, rest) = match depth {
                0 => (String::new(), String::new()),
                _ if last => (format!("{stem}└ "), format!("{stem}  ")),
                _ => (format!("{stem}├ "), format!("{stem}│ ")),
            };
            let stem = if depth < DEEPEST { &rest } else { &stem };
            let branch = inner[i].iter().enumerate().rev();
            stack.extend(branch.map(|(n, &j)| (j, depth + 1, stem.clone(), n + 1 == inner[i].len())));
            found.push(Placed { statement: &statements[i], first, rest });
        }
    }
    found
}
