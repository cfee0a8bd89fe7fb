//! A small pile of reports for tests, filed and linked by hand.

use crate::add::Filing;
use crate::hash::hash;
use crate::store::Writer;
use onrecord_ingest::Format;
use onrecord_record::{Actor, ActorKind, Form, Record, Report, SCHEMA, SourceKind, Span, Stance, Statement};
use onrecord_text::{ByteSpan, Offsets};
use rusqlite::Connection;
use tempfile::TempDir;

/// A ledger that is gone after the test.
pub(crate) struct Pile {
    pub(crate) writer: Writer,
    folder: TempDir,
}

/// Source, cue, content, kind, stance. An empty source is none.
pub(crate) type Said<'a> = (&'a str, &'a str, &'a str, SourceKind, Stance);

impl Pile {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { writer: Writer::open(folder.path()).expect("a ledger"), folder }
    }

    /// Lets go of the ledger; its folder is there until what is given is dropped.
    pub(crate) fn closed(self) -> TempDir {
        self.folder
    }

    pub(crate) fn db(&self) -> &Connection {
        self.writer.db()
    }

    /// Files a report; of its statements each source that is told becomes an actor of that name.
    pub(crate) fn report(
        &mut self,
        outlet: &str,
        published: Option<&str>,
        title: &str,
        text: &str,
        said: &[Said<'_>],
    ) {
        let offsets = Offsets::new(text);
        let at = |words: &str| -> Vec<Span> {
            let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the report"));
            if words.is_empty() {
                Vec::new()
            } else {
                vec![offsets.span(ByteSpan::new(start, start + words.len()))]
            }
        };
        let mut actors: Vec<Actor> = Vec::new();
        let mut statements = Vec::new();
        for (i, &(source, cue, content, kind, stance)) in said.iter().enumerate() {
            let actor = (!source.is_empty()).then(|| {
                let there = actors.iter().position(|a| a.name == source).unwrap_or_else(|| {
                    let kind = match kind {
                        SourceKind::Person => ActorKind::Person,
                        SourceKind::Unnamed => ActorKind::Unnamed,
                        _ => ActorKind::Organisation,
                    };
                    let id = format!("a{}", actors.len() + 1);
                    let name = source.to_owned();
                    let mentions = text.match_indices(source);
                    let mentions =
                        mentions.map(|(n, _)| offsets.span(ByteSpan::new(n, n + source.len()))).collect();
                    actors.push(Actor { id, name, kind, roles: Vec::new(), mentions });
                    actors.len() - 1
                });
                actors[there].id.clone()
            });
            statements.push(Statement {
                id: format!("s{}", i + 1),
                source: at(source),
                cue: at(cue),
                content: at(content),
                form: Form::Indirect,
                kind: Some(kind),
                actor,
                stance: Some(stance),
                said_when: Vec::new(),
                inside: None,
                via: Vec::new(),
                anonymity: None,
                confidence: 0.9,
            });
        }
        let report = Report {
            id: hash(text.as_bytes()),
            title: Some(title.to_owned()),
            outlet: Some(outlet.to_owned()),
            published: published.map(str::to_owned),
            ..Report::default()
        };
        let record = Record {
            schema: SCHEMA.to_owned(),
            report,
            text: text.to_owned(),
            statements,
            actors,
            times: Vec::new(),
            figures: onrecord_figures::find(text, &[]).iter().map(|f| f.to_record(&offsets)).collect(),
            model: "by hand".to_owned(),
        };
        let filing = Filing { format: Format::Text, bytes: text.as_bytes().to_vec(), record };
        assert_eq!(self.writer.add(&[filing]).expect("it is filed"), 1);
    }

    /// Makes one actor of all that are called `name`.
    pub(crate) fn actor(&mut self, name: &str) {
        self.links(&format!(
            "INSERT INTO actor (name, kind) SELECT name, kind FROM mention WHERE name = '{name}' LIMIT 1;
            UPDATE mention SET actor = (SELECT max(id) FROM actor) WHERE name = '{name}';
            UPDATE statement SET actor = (SELECT max(id) FROM actor) WHERE source = '{name}';"
        ));
    }

    /// Puts statements, each told by its report's number, its place and its stand, into a new claim.
    pub(crate) fn claim(&mut self, said: &[(i64, &str, &str)]) {
        let mut sql = "INSERT INTO claim (wording) VALUES (NULL);".to_owned();
        for (report, place, stand) in said {
            sql += "UPDATE statement SET claim = (SELECT max(id) FROM claim)";
            sql += &[
                ", stand = '",
                stand,
                "' WHERE report = ",
                &report.to_string(),
                " AND place = '",
                place,
                "';",
            ]
            .concat();
        }
        self.links(&sql);
    }

    /// Writes links, as linking would.
    pub(crate) fn links(&mut self, sql: &str) {
        self.writer.transact(|db| Ok(db.execute_batch(sql)?)).expect("the links are written");
    }

    /// The number of a statement.
    pub(crate) fn statement(&self, report: i64, place: &str) -> i64 {
        let select = "SELECT id FROM statement WHERE report = ?1 AND place = ?2";
        self.db().query_row(select, (report, place), |row| row.get(0)).expect("there is such a statement")
    }
}

/// Four reports about a dam: a wire report, a copy of it, another paper's with a denial, and one without a date.
pub(crate) fn dam() -> Pile {
    use SourceKind::{Organisation, Person, Unnamed};
    use Stance::{Asserts, Denies};
    let mut pile = Pile::new();
    pile.report(
        "Wire",
        Some("2024-03-05"),
        "Dam fails",
        "Ada Brand said the gate had rusted through. Twelve people died, the police said.",
        &[
            ("Ada Brand", "said", "the gate had rusted through", Person, Asserts),
            ("the police", "said", "Twelve people died", Organisation, Asserts),
        ],
    );
    pile.report(
        "Courier",
        Some("2024-03-06"),
        "Rust blamed",
        "As the Wire reported, Ada Brand said the gate had rusted through.",
        &[("Ada Brand", "said", "the gate had rusted through", Person, Asserts)],
    );
    pile.report(
        "Herald",
        Some("2024-03-07T09:30:00Z"),
        "Ministry: gate was sound",
        "The ministry denied that the gate had rusted. Fifteen people died, a doctor said. \
        Ada Brand is a liar, the ministry's spokesman said.",
        &[
            ("The ministry", "denied", "the gate had rusted", Organisation, Denies),
            ("a doctor", "said", "Fifteen people died", Unnamed, Asserts),
            ("the ministry's spokesman", "said", "Ada Brand is a liar", Unnamed, Asserts),
        ],
    );
    pile.report("Blog", None, "What I heard", "The gate had rusted through.", &[]);
    for name in ["Ada Brand", "the police", "The ministry", "a doctor"] {
        pile.actor(name);
    }
    pile.claim(&[(1, "s1", "asserts"), (2, "s1", "asserts"), (3, "s1", "denies"), (4, "n1", "asserts")]);
    pile.claim(&[(1, "s2", "asserts")]);
    pile.claim(&[(3, "s2", "asserts")]);
    pile.claim(&[(3, "s3", "asserts")]);
    let (twelve, fifteen) = (pile.statement(1, "s2"), pile.statement(3, "s2"));
    pile.links(&format!(
        "INSERT INTO pair VALUES ({twelve}, {fifteen}, 'contradicts', 'contradicts', 'disagree', 0.8, '[]');
        INSERT INTO passage (a_report, b_report, a_start, a_end, b_start, b_end, sort)
            VALUES (1, 2, 0, 43, 22, 65, 'copy');
        INSERT INTO reliance (report, statement, on_name, start, end, sort) VALUES (2, NULL, 'Wire', 0, 20, 'reported');
        INSERT INTO story DEFAULT VALUES;
        INSERT INTO story_report (report, story) VALUES (1, 1), (2, 1), (3, 1);
        INSERT INTO story DEFAULT VALUES;
        INSERT INTO story_report (report, story) VALUES (4, 2);"
    ));
    pile
}
