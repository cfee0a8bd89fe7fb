//! Killed at any moment, a ledger opens, checks, and is completed by doing the same again.
//!
//! A few kills of each kind by default; `ONRECORD_KILLS=17` makes it fifty-one.

use onrecord_ledger::rusqlite::Connection;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

fn onrecord(ledger: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"ONRECORD_"))
    {
        command.env_remove(name);
    }
    command.args(args).arg("--ledger").arg(ledger).env("XDG_CONFIG_HOME", "/nonexistent");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs to the end, and gives how long that took.
fn finish(ledger: &Path, args: &[&str]) -> Duration {
    let begun = Instant::now();
    let status = onrecord(ledger, args).status().expect("the command starts");
    assert!(status.success(), "{args:?}: {status}");
    begun.elapsed()
}

/// Random numbers, the same in each run of the test.
struct Dice(u64);

impl Dice {
    /// A moment before `longest`.
    fn moment(&mut self, longest: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        longest.mul_f64((self.0 >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

/// Begins the command, kills it at a random moment, and checks what it left; tells whether it was killed before its end.
fn kill(ledger: &Path, args: &[&str], dice: &mut Dice, longest: Duration) -> bool {
    let mut child = onrecord(ledger, args).spawn().expect("the command starts");
    sleep(dice.moment(longest));
    // It may have ended already.
    let _ = child.kill();
    let ended = child.wait().expect("the command ends").code().is_some();
    let checked = onrecord(ledger, &["check"]).stdout(Stdio::piped()).output().expect("the command starts");
    let code = checked.status.code();
    let found = String::from_utf8_lossy(&checked.stdout);
    // A ledger that has no tables yet is none.
    assert!(code == Some(0) || code == Some(2) && found.is_empty(), "{args:?}: {code:?} {found}");
    !ended
}

/// All that a ledger holds, apart from numbers of rows and times of the clock.
fn contents(ledger: &Path) -> String {
    let db = Connection::open(ledger.join("ledger.sqlite")).expect("a database");
    let queries = [
        "SELECT hash, model, linked FROM report ORDER BY hash",
        "SELECT r.hash, s.place, s.content, s.stance, s.stand, wr.hash, w.place, a.name
            FROM statement s JOIN report r ON r.id = s.report LEFT JOIN actor a ON a.id = s.actor
            LEFT JOIN claim c ON c.id = s.claim LEFT JOIN statement w ON w.id = c.wording
            LEFT JOIN report wr ON wr.id = w.report ORDER BY r.hash, s.place",
        "SELECT ra.hash, a.place, rb.hash, b.place, relation FROM pair
            JOIN statement a ON a.id = a JOIN statement b ON b.id = b
            JOIN report ra ON ra.id = a.report JOIN report rb ON rb.id = b.report ORDER BY 1, 2, 3, 4",
        "SELECT ra.hash, rb.hash, a_start, b_start FROM passage
            JOIN report ra ON ra.id = a_report JOIN report rb ON rb.id = b_report ORDER BY 1, 2, 3, 4",
        "SELECT hash, story FROM story_report JOIN report ON report.id = report ORDER BY 1",
        "SELECT id, who, decision, state FROM journal JOIN effect ON entry = id ORDER BY 1",
    ];
    let mut all = String::new();
    for query in queries {
        let mut select = db.prepare(query).expect("a query");
        let width = select.column_count();
        let mut rows = select.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            for i in 0..width {
                write!(all, "{:?} ", row.get_ref(i).expect("a value")).expect("a string");
            }
            all.push('\n');
        }
    }
    all
}

/// A pile of reports that repeat and deny one another.
fn pile() -> String {
    let towns = ["Oxbow", "Brill", "Marsand", "Tarvia"];
    let report = |n: usize| {
        let (town, day) = (towns[n % 4], n % 9 + 1);
        let text = format!(
            "Mayor Ana Reis said the bridge in {town} had been closed for {n} days. The ministry denied that it was unsafe. \
             According to the {} Courier, two engineers had warned of rust.",
            towns[(n + 1) % 4]
        );
        format!(
            "{{\"id\": \"{n}\", \"published\": \"2024-03-0{day}\", \"outlet\": \"{town} Post\", \"text\": \"{text}\"}}\n"
        )
    };
    (0..12).map(report).collect()
}

#[test]
fn a_killed_add_merge_and_re_read_lose_nothing() {
    let kills = std::env::var("ONRECORD_KILLS").map_or(2, |kills| kills.parse().expect("a number"));
    let folder = tempfile::tempdir().expect("a folder");
    let [reports, calm, killed] = ["reports.jsonl", "calm", "killed"].map(|name| folder.path().join(name));
    fs::write(&reports, pile()).expect("a file");
    let reports = reports.display().to_string();
    let plain = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/tests/data/plain.safetensors");
    let plain = plain.display().to_string();
    let mut dice = Dice(7);

    let add = ["add", reports.as_str()];
    let longest = finish(&calm, &add);
    let mut hits = 0;
    while hits < kills {
        if kill(&killed, &add, &mut dice, longest) {
            hits += 1;
        } else {
            assert_eq!(contents(&killed), contents(&calm));
            fs::remove_dir_all(&killed).expect("it is there");
        }
    }
    finish(&killed, &add);
    assert_eq!(contents(&killed), contents(&calm));

    let statements = first_statements(&killed);
    let note = ["mark", "--by", "Ana", "note", &statements[0], "Ask them again."];
    let brief = finish(&killed, &note).mul_f64(1.2);
    let (mut hits, mut tries) = (0, 0);
    while hits < kills {
        tries += 1;
        let other = &statements[1 + tries % (statements.len() - 1)];
        let merge = ["mark", "--by", "Ana", "merge-claims", &statements[0], other];
        let before = entries(&killed);
        hits += usize::from(kill(&killed, &merge, &mut dice, brief));
        // It is written whole or not at all.
        let written = entries(&killed) - before;
        assert!((0..=1).contains(&written));
        if written == 1 && tries % 2 == 0 {
            finish(&killed, &["mark", "--by", "Ben", "undo", &(before + 1).to_string()]);
        }
    }

    let decided = contents(&killed);
    let before = entries(&killed);
    let rereads = [vec!["add", "--reread", "--weights", &plain], vec!["add", "--reread"]];
    let (mut hits, mut turn) = (0, 0);
    while hits < kills {
        if kill(&killed, &rereads[turn % 2], &mut dice, longest) {
            hits += 1;
        } else {
            turn += 1;
        }
    }
    finish(&killed, &rereads[0]);
    finish(&killed, &rereads[1]);
    assert_eq!(entries(&killed), before);
    assert_eq!(contents(&killed), decided, "all is read as it was, and what was decided holds again");
}

/// Each attempt to decide is an entry, or none.
fn entries(ledger: &Path) -> i64 {
    let db = Connection::open(ledger.join("ledger.sqlite")).expect("a database");
    db.query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).expect("a count")
}

/// The short name of a statement of each claim.
fn first_statements(ledger: &Path) -> Vec<String> {
    let db = Connection::open(ledger.join("ledger.sqlite")).expect("a database");
    let mut select = db
        .prepare(
            "SELECT substr(hash, 8, 12) || ':' || place FROM statement JOIN report ON report.id = report
                WHERE role = 'statement' GROUP BY claim ORDER BY hash, place",
        )
        .expect("a query");
    let names = select.query_map([], |row| row.get(0)).expect("rows");
    names.collect::<Result<_, _>>().expect("names")
}
