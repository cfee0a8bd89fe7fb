-- The tables of a ledger. Offsets are Unicode code points of the report's text, end exclusive, as in a record.
--
-- Columns named machine_* hold what linking found; the column of the same name without the prefix holds that with
-- people's decisions over it, and is what queries read. The journal is the only thing that people write.

CREATE TABLE raw (
    hash   TEXT PRIMARY KEY,                -- 'sha256:' and the hash of bytes
    format TEXT NOT NULL,                   -- what the bytes are written in: text, markdown, html, jsonl, feed, mail, warc
    bytes  BLOB NOT NULL                    -- as they were read; of a JSONL file the line
) WITHOUT ROWID;

CREATE TABLE report (
    id        INTEGER PRIMARY KEY,
    hash      TEXT NOT NULL UNIQUE,         -- the record's report.id
    raw       TEXT NOT NULL REFERENCES raw (hash),
    key       TEXT,
    file      TEXT,
    title     TEXT,
    outlet    TEXT,
    published TEXT,                         -- ISO 8601, a day or with a time
    url       TEXT,
    credit    TEXT,
    language  TEXT,
    model     TEXT NOT NULL,                -- the reader that made the record
    record    TEXT NOT NULL,                -- the whole onrecord.record.v1 object
    digest    TEXT NOT NULL,                -- 'sha256:' and the hash of record
    added     TEXT NOT NULL,                -- when it was first filed, UTC
    linked    INTEGER UNIQUE                -- its place in the order of linking, from 1; NULL until it is linked
);
CREATE INDEX report_key ON report (key);
CREATE INDEX report_published ON report (published, hash);
CREATE INDEX report_outlet ON report (outlet);
CREATE INDEX report_unlinked ON report (id) WHERE linked IS NULL;

-- One actor across reports. A person's split makes one with the negative of its journal entry for an id.
CREATE TABLE actor (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL
);
CREATE INDEX actor_name ON actor (name COLLATE NOCASE);

-- An actor of one record, and the actor across reports that it was taken for.
CREATE TABLE mention (
    id            INTEGER PRIMARY KEY,
    report        INTEGER NOT NULL REFERENCES report (id),
    place         TEXT NOT NULL,            -- its id in the record: a1, a2, …
    actor         INTEGER REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
    machine_actor INTEGER REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    roles         TEXT NOT NULL,            -- JSON, as in the record
    spans         TEXT NOT NULL,            -- JSON, the record's mentions
    reason        TEXT,                     -- why it was taken for that actor: JSON; NULL for its first mention
    UNIQUE (report, place)
);
CREATE INDEX mention_machine_actor ON mention (machine_actor);
CREATE INDEX mention_decided ON mention (id) WHERE actor IS NOT machine_actor;

-- One proposition, with every statement that puts it forward, doubts or denies it.
CREATE TABLE claim (
    id              INTEGER PRIMARY KEY,
    wording         INTEGER REFERENCES statement (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    machine_wording INTEGER REFERENCES statement (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX claim_wording ON claim (wording);
CREATE INDEX claim_machine_wording ON claim (machine_wording);

-- What is said in a report: by somebody, or by the report in its own voice.
CREATE TABLE statement (
    id             INTEGER PRIMARY KEY,
    report         INTEGER NOT NULL REFERENCES report (id),
    place          TEXT NOT NULL,           -- in the record: s1, s2, …; narration: n1, n2, …
    role           TEXT NOT NULL CHECK (role IN ('statement', 'narration')),
    start          INTEGER NOT NULL,        -- with end: where the machine read the cue; of narration, the words
    end            INTEGER NOT NULL,
    source         TEXT NOT NULL,           -- words; pieces are joined with ' … '
    cue            TEXT NOT NULL,
    content        TEXT NOT NULL,
    spans          TEXT NOT NULL,           -- JSON {"source": [[a, b]…], "cue": …, "content": …} of those words
    machine_spans  TEXT NOT NULL,
    kind           TEXT,                    -- what sort of source; NULL for narration
    stance         TEXT,                    -- how the source stands to the content; NULL for narration
    machine_stance TEXT,
    form           TEXT,                    -- direct, indirect, mixed; NULL for narration
    inside         INTEGER REFERENCES statement (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    mention        TEXT,                    -- the record's actor: a1, …
    actor          INTEGER REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED, -- mention.actor, kept equal to it
    said_from      TEXT,                    -- first day, or instant, on which it was said; ISO 8601
    said_to        TEXT,
    confidence     REAL NOT NULL,           -- 1 for narration
    claim          INTEGER REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
    machine_claim  INTEGER REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
    stand          TEXT,                    -- how it stands to its claim; NULL until it is linked
    machine_stand  TEXT,
    UNIQUE (report, place)
);
CREATE INDEX statement_place ON statement (report, start);
CREATE INDEX statement_inside ON statement (inside) WHERE inside IS NOT NULL;
CREATE INDEX statement_said ON statement (said_from, said_to, claim) WHERE said_from IS NOT NULL;
CREATE INDEX statement_machine_claim ON statement (machine_claim);
CREATE INDEX statement_decided ON statement (id)
    WHERE claim IS NOT machine_claim OR stand IS NOT machine_stand OR stance IS NOT machine_stance
        OR spans IS NOT machine_spans;

-- Two statements that were compared and are more than different.
CREATE TABLE pair (
    a                INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE, -- the one linked earlier
    b                INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
    relation         TEXT NOT NULL,         -- same, part, contradicts, related; different where a person says so
    machine_relation TEXT NOT NULL,
    figures          TEXT,                  -- agree, disagree; NULL where they share no figure
    score            REAL NOT NULL,
    reason           TEXT NOT NULL,         -- JSON
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX pair_b ON pair (b);
CREATE INDEX pair_decided ON pair (a) WHERE relation IS NOT machine_relation;

-- Words that two reports share.
CREATE TABLE passage (
    id       INTEGER PRIMARY KEY,
    a_report INTEGER NOT NULL REFERENCES report (id),
    b_report INTEGER NOT NULL REFERENCES report (id),
    a_start  INTEGER NOT NULL,
    a_end    INTEGER NOT NULL,
    b_start  INTEGER NOT NULL,
    b_end    INTEGER NOT NULL,
    sort     TEXT NOT NULL CHECK (sort IN ('copy', 'quotation'))
);
CREATE INDEX passage_a ON passage (a_report);
CREATE INDEX passage_b ON passage (b_report);

-- The words that say whom a report, or a statement in it, relies on.
CREATE TABLE reliance (
    id         INTEGER PRIMARY KEY,
    report     INTEGER NOT NULL REFERENCES report (id),
    statement  INTEGER REFERENCES statement (id) ON DELETE CASCADE,
    on_name    TEXT NOT NULL,
    on_mention TEXT,                        -- the record's actor, where it is one
    on_actor   INTEGER REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED, -- mention.actor, kept equal to it
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL,
    sort       TEXT NOT NULL
);
CREATE INDEX reliance_report ON reliance (report);
CREATE INDEX reliance_statement ON reliance (statement);
CREATE INDEX reliance_on_actor ON reliance (on_actor);

CREATE TRIGGER mention_is_followed AFTER UPDATE OF actor ON mention WHEN NEW.actor IS NOT OLD.actor
BEGIN
    UPDATE statement SET actor = NEW.actor WHERE report = NEW.report AND mention = NEW.place;
    UPDATE reliance SET on_actor = NEW.actor WHERE report = NEW.report AND on_mention = NEW.place;
END;

-- Reports about one event.
CREATE TABLE story (id INTEGER PRIMARY KEY);
CREATE TABLE story_report (
    report INTEGER PRIMARY KEY REFERENCES report (id),
    story  INTEGER NOT NULL REFERENCES story (id) DEFERRABLE INITIALLY DEFERRED,
    words  TEXT                             -- JSON: those that it shares with the likest of the story before it
);
CREATE INDEX story_report_story ON story_report (story);

-- What people decided: append-only, replayed over the machine's columns at the end of every transaction.
CREATE TABLE journal (
    id       INTEGER PRIMARY KEY,           -- 1, 2, 3, … without a gap
    at       TEXT NOT NULL,                 -- UTC, ISO 8601
    who      TEXT NOT NULL,
    decision TEXT NOT NULL,                 -- JSON, as in src/decision.rs
    undoes   INTEGER REFERENCES journal (id), -- the entry that it takes back
    digest   TEXT NOT NULL                  -- 'sha256:' and the hash of the entry and of the digest before it
);
CREATE TRIGGER journal_is_not_rewritten BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- What replaying made of each entry of the journal.
CREATE TABLE effect (
    entry  INTEGER PRIMARY KEY REFERENCES journal (id),
    state  TEXT NOT NULL CHECK (state IN ('holds', 'undone', 'orphan', 'waiting')),
    reason TEXT                             -- of an orphan: what is gone; of one that waits: for what
);

-- Actors that may be one: for a person to decide.
CREATE TABLE proposal (
    a      INTEGER NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
    b      INTEGER NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
    reason TEXT NOT NULL,                   -- JSON
    state  TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'merged', 'refused')),
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX proposal_b ON proposal (b);

-- Contents as 384 signed bytes, for search by meaning and for candidates.
CREATE TABLE vector (
    statement INTEGER PRIMARY KEY REFERENCES statement (id) ON DELETE CASCADE,
    v         BLOB NOT NULL
);

-- Words of statements, by statement.id.
CREATE VIRTUAL TABLE found USING fts5 (
    content, source, title, tokenize = 'porter unicode61 remove_diacritics 2'
);
