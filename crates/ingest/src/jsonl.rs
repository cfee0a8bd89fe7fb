//! A line of JSONL: an object with a `text`, and what it says of the report.
//!
//! Only `text` is needed. `id`, `title`, `date` or `published`, `url`, `outlet`, `publisher` or `source`, `author` or
//! `byline`, and `language` or `lang` are read where they are there, whatever their type; other fields are passed over.
//! [`crate::FIELDS`] lists them all.

use crate::date;
use crate::decode::decode;
use crate::document::Content;
use crate::outlet;
use crate::problem::Trouble;
use onrecord_record::Report;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Item {
    id: Option<Value>,
    title: Option<Value>,
    text: Option<Value>,
    date: Option<Value>,
    published: Option<Value>,
    url: Option<Value>,
    outlet: Option<Value>,
    publisher: Option<Value>,
    source: Option<Value>,
    author: Option<Value>,
    byline: Option<Value>,
    language: Option<Value>,
    lang: Option<Value>,
}

pub(crate) fn read(bytes: &[u8]) -> Result<Content, Trouble> {
    let decoded = decode(bytes, None);
    let item: Item = serde_json::from_str(&decoded.text).map_err(Trouble::Json)?;
    let Some(Value::String(text)) = item.text else { return Err(Trouble::NoText) };
    let url = item.url.as_ref().and_then(words);
    let report = Report {
        key: item.id.as_ref().and_then(words),
        title: item.title.as_ref().and_then(words),
        outlet: [&item.outlet, &item.publisher, &item.source]
            .into_iter()
            .find_map(|field| field.as_ref().and_then(words))
            .or_else(|| url.as_deref().and_then(outlet::of_url)),
        byline: [&item.author, &item.byline]
            .into_iter()
            .map(|field| field.as_ref().map(people).unwrap_or_default())
            .find(|names| !names.is_empty())
            .unwrap_or_default(),
        published: [&item.published, &item.date]
            .into_iter()
            .find_map(|field| date::iso_beside(&words(field.as_ref()?)?, &text)),
        language: [&item.language, &item.lang]
            .into_iter()
            .find_map(|field| outlet::language(&words(field.as_ref()?)?)),
        url,
        ..Report::default()
    };
    Ok(Content { report, text, warning: decoded.trouble, ..Content::default() })
}

/// A value as words: a string, a number, or the `name` of an object, as JSON-LD has it.
fn words(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(words) => words.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Object(fields) => return fields.get("name").filter(|name| !name.is_object()).and_then(words),
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}

/// A value as the names of people: one string with several, or a list.
fn people(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => {
            items.iter().filter_map(words).flat_map(|name| outlet::people(&name)).collect()
        }
        value => words(value).map(|names| outlet::people(&names)).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(line: &str) -> Report {
        read(line.as_bytes()).map(|content| content.report).unwrap()
    }

    #[test]
    fn the_text_is_kept_as_given() {
        let content = read(br#"{"text": " \tHe said \u201cno\u201d.\r\n\n "}"#).unwrap();
        assert_eq!(content.text, " \tHe said “no”.\r\n\n ");
    }

    #[test]
    fn fields_go_by_several_names_and_types() {
        let line = r#"{"id": 17, "text": "x", "date": "March 3, 2019", "publisher": {"name": "The Post"},
            "author": [{"name": "Jane Doe"}, "John Roe"], "lang": "en-GB", "more": {"deep": [1]}}"#;
        let report = report(line);
        assert_eq!(report.key.as_deref(), Some("17"));
        assert_eq!(report.published.as_deref(), Some("2019-03-03"));
        assert_eq!(report.outlet.as_deref(), Some("The Post"));
        assert_eq!(report.byline, ["Jane Doe", "John Roe"]);
        assert_eq!(report.language.as_deref(), Some("en"));
    }

    #[test]
    fn both_names_of_one_field_may_stand_side_by_side() {
        let report = report(
            r#"{"text": "x", "published": "", "date": "2019-03-03", "outlet": null, "source": "AFP"}"#,
        );
        assert_eq!(report.published.as_deref(), Some("2019-03-03"));
        assert_eq!(report.outlet.as_deref(), Some("AFP"));
    }

    #[test]
    fn a_line_without_a_text_is_a_problem() {
        assert!(matches!(read(br#"{"title": "x"}"#), Err(Trouble::NoText)));
        assert!(matches!(read(br#"{"text": null}"#), Err(Trouble::NoText)));
        assert!(matches!(read(br#"["text"]"#), Err(Trouble::Json(_))));
        assert!(matches!(read(br#"{"text": "cut o"#), Err(Trouble::Json(_))));
    }
}
