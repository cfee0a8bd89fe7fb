//! Mail: newsletters, alerts and statements sent to the press, one by one or in a mailbox.
//!
//! The text is the mail's plain text, or else its HTML without the tags. Lines that were broken to fit a width are joined
//! again, as one line break ends a paragraph; earlier mails quoted in it and a signature are furniture.

use crate::date;
use crate::document::Content;
use crate::format::Format;
use crate::html::words;
use crate::outlet;
use crate::problem::{Place, Problem, Trouble};
use crate::raw::{MAX_ITEM, Raw, io_trouble, problem};
use crate::skip::Skip;
use mail_parser::{Address, Message, MessageParser, PartType};
use onrecord_record::Report;
use onrecord_text::ByteSpan;
use std::io::{BufRead, Read};
use std::ops::RangeInclusive;

/// Programs that break lines to a width do so at that many characters.
const WIDTHS: RangeInclusive<usize> = 40..=100;

/// Where anybody can have an address: they name no outlet.
const PUBLIC: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
    "me.com",
    "aol.com",
    "gmx.com",
    "gmx.net",
    "gmx.de",
    "proton.me",
    "protonmail.com",
    "mail.com",
    "mail.ru",
];

/// Reads a mail.
///
/// # Errors
/// Where it is none; [`Trouble::Skipped`] where it has no text.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, Trouble> {
    let mail = MessageParser::default().parse(bytes).ok_or(Trouble::NoMail)?;
    if mail.headers().is_empty() {
        return Err(Trouble::NoMail);
    }
    let text = text(&mail);
    if text.trim().is_empty() {
        return Err(Trouble::Skipped(Skip::Storyless));
    }
    let host =
        mail.from().and_then(Address::first).and_then(|from| from.address.as_deref()?.rsplit('@').next());
    let report = Report {
        key: mail.message_id().map(str::to_owned),
        title: mail.subject().map(|subject| subject.trim().to_owned()).filter(|subject| !subject.is_empty()),
        outlet: host.and_then(outlet::of_url).filter(|host| !PUBLIC.contains(&host.as_str())),
        published: mail.date().and_then(|date| date::iso(&date.to_rfc3339())),
        ..Report::default()
    };
    let markup = earlier(&text);
    Ok(Content { report, text, markup, ..Content::default() })
}

fn text(mail: &Message<'_>) -> String {
    let parts = mail.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(joined(text)),
        PartType::Html(html) => Some(words(html)),
        _ => None,
    });
    parts.filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// A plain text whose lines were broken to fit a width, with its paragraphs whole again: a line goes on in the next if the
/// next's first word would not have fitted in. A line longer than any program breaks them shows that none was.
fn joined(text: &str) -> String {
    let length = |line: &str| line.trim_end().chars().count();
    let width = text.lines().map(length).max().unwrap_or_default();
    if !WIDTHS.contains(&width) {
        return text.replace("\r\n", "\n");
    }
    let mut whole = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        whole.push_str(line.trim_end());
        let goes_on = lines.peek().is_some_and(|next| {
            let word = next.split_whitespace().next().unwrap_or_default();
            let own = line.starts_with('>') || next.starts_with(['>', ' ', '\t', '*', '-', '•']);
            !line.trim().is_empty() && !word.is_empty() && !own && length(line) + 1 + length(word) > width
        });
        whole.push(if goes_on { ' ' } else { '\n' });
    }
    whole
}

/// Earlier mails that are quoted, and the signature.
fn earlier(text: &str) -> Vec<ByteSpan> {
    let mut found: Vec<ByteSpan> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = ByteSpan::new(at, at + line.trim_end().len());
        at += line.len();
        if line.trim_end_matches(['\r', '\n']) == "-- " || line.trim_end() == "--" {
            found.push(ByteSpan::new(span.start, text.trim_end().len()));
            break;
        }
        if line.starts_with('>') && !span.is_empty() {
            found.push(span);
        }
    }
    found
}

/// The mails of a mailbox (mbox): each begins with a line `From …` after an empty line.
pub(crate) struct Mailbox {
    file: String,
    reader: Option<Box<dyn BufRead + Send>>,
    /// How many bytes are read.
    at: u64,
    /// Where the mail that is being read begins.
    start: u64,
}

impl Mailbox {
    pub fn new(reader: Box<dyn BufRead + Send>, file: String) -> Self {
        Self { file, reader: Some(reader), at: 0, start: 0 }
    }

    fn item(&self, start: u64, mail: Option<Vec<u8>>) -> Result<Raw, Problem> {
        let (file, place) = (self.file.clone(), Place::Byte(start));
        match mail {
            Some(bytes) => Ok(Raw { file, place, format: Format::Mail, bytes, cut: None }),
            None => Err(problem(file, place, Trouble::TooLong)),
        }
    }
}

impl Iterator for Mailbox {
    type Item = Result<Raw, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut reader = self.reader.take()?;
        // None once it is longer than a mail may be.
        let mut mail = Some(Vec::new());
        let is_empty = |mail: &Option<Vec<u8>>| mail.as_ref().is_some_and(Vec::is_empty);
        let mut blank = true;
        let mut line = Vec::new();
        loop {
            line.clear();
            // A line longer than a mail may be is taken in pieces.
            match (&mut reader).take(MAX_ITEM as u64).read_until(b'\n', &mut line) {
                Ok(0) if is_empty(&mail) => return None,
                Ok(0) => return Some(self.item(self.start, mail)),
                Ok(_) => {}
                Err(error) => {
                    return Some(Err(problem(self.file.clone(), Place::Byte(self.start), io_trouble(error))));
                }
            }
            let start = self.at;
            self.at += line.len() as u64;
            if blank && line.starts_with(b"From ") {
                let before = std::mem::replace(&mut self.start, start);
                if !is_empty(&mail) {
                    self.reader = Some(reader);
                    return Some(self.item(before, mail));
                }
                continue;
            }
            blank = line.trim_ascii().is_empty();
            if !(blank && is_empty(&mail)) {
                mail = mail.filter(|mail| mail.len() + line.len() <= MAX_ITEM);
                if let Some(mail) = &mut mail {
                    mail.extend_from_slice(&line);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(mail: &str) -> Content {
        read(mail.as_bytes()).unwrap()
    }

    #[test]
    fn a_mail_says_whose_it_is() {
        let content = of(
            "From: Oxbow Alerts <alerts@news.oxbow.example>\r\nSubject: =?utf-8?q?Mayor_=E2=80=9Ctired=E2=80=9D?=\r\n\
            Date: Mon, 8 Jul 2019 23:14:00 -0500\r\nMessage-ID: <7@oxbow.example>\r\n\
            Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            =E2=80=9CI am tired,=E2=80=9D she said.\r\n",
        );
        assert_eq!(content.text, "“I am tired,” she said.\n");
        let report = content.report;
        assert_eq!(report.title.as_deref(), Some("Mayor “tired”"));
        assert_eq!(report.outlet.as_deref(), Some("news.oxbow.example"));
        assert_eq!(report.published.as_deref(), Some("2019-07-08T23:14:00-05:00"));
        assert_eq!(report.key.as_deref(), Some("7@oxbow.example"));
    }

    #[test]
    fn of_a_mail_in_html_the_words_are_read() {
        let head = "From: jane@gmail.com\nContent-Type: text/html\n\n";
        let content =
            of(&format!("{head}<html><style>p {{}}</style><p>The mayor left.</p><p>She said so.</p></html>"));
        assert_eq!(content.text, "The mayor left.\n\nShe said so.");
        assert_eq!(content.report.outlet, None);
    }

    #[test]
    fn lines_broken_to_a_width_are_joined() {
        let text = "The mayor of Oxbow resigned on Monday, her\noffice said in a statement to the local press.\n\n\
                    She was tired.\nShe said so.\n\n* The bridge is closed for the whole of the\n* summer.\n";
        assert_eq!(
            joined(text),
            "The mayor of Oxbow resigned on Monday, her office said in a statement to the local press.\n\n\
             She was tired.\nShe said so.\n\n* The bridge is closed for the whole of the\n* summer.\n"
        );
    }

    #[test]
    fn what_is_quoted_and_a_signature_are_furniture() {
        let content = of(
            "From: a@b.example\n\nNo comment.\n\n> Will she resign?\n> Today?\n-- \nPress office\nOxbow\n",
        );
        let marked: Vec<&str> = content.markup.iter().map(|span| span.of(&content.text)).collect();
        assert_eq!(marked, ["> Will she resign?", "> Today?", "-- \nPress office\nOxbow"]);
    }

    #[test]
    fn what_is_no_mail_or_has_no_text_is_told() {
        assert!(matches!(read(b"\n\nThe mayor left."), Err(Trouble::NoMail)));
        assert!(matches!(read(b"Subject: x\n\n \n"), Err(Trouble::Skipped(Skip::Storyless))));
    }
}
