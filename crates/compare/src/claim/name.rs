//! Names inside a text, by their capitals.

use onrecord_text::{ByteSpan, sentences, words};

/// Small words that stand inside names: "Ministry of Defence", "Muhammad bin Salman".
const INNER: &[&str] = &["of", "the", "for", "de", "del", "la", "al", "el", "bin", "ibn", "van", "von"];
/// Capitalised words that are no names by themselves.
const PLAIN: &str = "\
    a an the this that these those it its he his she her they their we our you your i my me us him them \
    who what when where why how which if in on at by for from to of with as and or but so no not yes \
    there here then now after before while although though because since until under over about all any \
    some many most more one two three four five six seven eight nine ten monday tuesday wednesday \
    thursday friday saturday sunday january february march april may june july august september october \
    november december mr mrs ms dr is are was were be do does did has have had will would can could \
    should might must let please also however even just only well oh ok";

/// The names in `text`, in order, each as written. A capital that only opens a sentence makes no name, unless another
/// capitalised word follows.
///
/// "The talks in New Delhi" holds "New Delhi"; "Looters shot Dorn" holds "Dorn".
pub(super) fn names(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        let list: Vec<ByteSpan> = words(sentence.of(text))
            .map(|w| ByteSpan::new(w.start + sentence.start, w.end + sentence.start))
            .collect();
        let mut at = 0;
        while at < list.len() {
            if !is_capital(list[at].of(text)) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while let Some(next) = following(text, &list, end) {
                end = next;
            }
            let first = at + usize::from(end > at + 1 && is_plain(list[at].of(text)));
            let alone = end == first + 1;
            let opens = first == 0 && !is_all_capitals(list[first].of(text));
            if !(alone && (opens || is_plain(list[first].of(text)))) {
                found.push(&text[list[first].start..list[end - 1].end]);
            }
            at = end;
        }
    }
    found
}

/// The end of the run if it goes on at word `i`, perhaps over a small inner word.
fn following(text: &str, list: &[ByteSpan], i: usize) -> Option<usize> {
    let near = |i: usize| i > 0 && i < list.len() && joins(&text[list[i - 1].end..list[i].start]);
    let small = |i: usize| INNER.contains(&list[i].of(text));
    if !near(i) {
        None
    } else if is_capital(list[i].of(text)) && !is_plain(list[i].of(text)) {
        Some(i + 1)
    } else if small(i) && near(i + 1) && is_capital(list[i + 1].of(text)) {
        Some(i + 2)
    } else {
        None
    }
}

/// Whether what lies between two words lets a name go on: a space, a hyphen, an apostrophe, an initial's full stop.
fn joins(gap: &str) -> bool {
    matches!(gap, " " | "-" | "'" | "’" | ". " | ".")
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_all_capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_numeric())
}

fn is_plain(word: &str) -> bool {
    let lower = word.to_lowercase();
    PLAIN.split_ascii_whitespace().any(|plain| plain == lower)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn capitals_make_names_and_openers_do_not() {
        assert_eq!(names("The talks in New Delhi ended. Looters shot Dorn."), ["New Delhi", "Dorn"]);
        assert_eq!(
            names("On Tuesday, the Ministry of Ports met Ana Reis’s lawyer, J. Doe."),
            ["Ministry of Ports", "Ana Reis", "J. Doe"]
        );
        assert_eq!(names("NATO and I agree; He left."), ["NATO"]);
    }
}
