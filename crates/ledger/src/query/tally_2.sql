-- What version 2 brought: in how many outlets a claim is made, and tallies of actors, reports and days, kept as those of claims are.

-- In reports of how many outlets; one that names none is of an outlet of its own.
ALTER TABLE tally ADD COLUMN outlets INTEGER NOT NULL DEFAULT 0;
DROP INDEX tally_rank;
CREATE INDEX tally_rank ON tally (outlets DESC, reports DESC, statements DESC, claim);

-- How much an actor says.
CREATE TABLE actor_tally (
    actor      INTEGER PRIMARY KEY,
    statements INTEGER NOT NULL,
    reports    INTEGER NOT NULL             -- in how many reports
);
CREATE INDEX actor_tally_rank ON actor_tally (statements DESC, actor);

-- What a report has.
CREATE TABLE report_tally (
    report     INTEGER PRIMARY KEY,
    statements INTEGER NOT NULL,            -- narration left out
    unnamed    INTEGER NOT NULL,            -- statements by sources that it does not name
    denials    INTEGER NOT NULL
);

-- What was said on a day, as far as reports say when.
CREATE TABLE day_tally (
    day      TEXT PRIMARY KEY,              -- 2024-03-05
    said     INTEGER NOT NULL,              -- statements
    disputed INTEGER NOT NULL               -- of them, those of claims that somebody puts forward and somebody opposes
) WITHOUT ROWID;

-- Those that are to be made anew.
CREATE TABLE stale_actor (actor INTEGER PRIMARY KEY);
CREATE TABLE stale_report (report INTEGER PRIMARY KEY);
CREATE TABLE stale_day (day TEXT PRIMARY KEY) WITHOUT ROWID;

-- All that statements of claims and actors are counted and put in order by.
CREATE INDEX mention_actor ON mention (actor, report);
CREATE INDEX statement_claim ON statement (claim, stand, report);
CREATE INDEX statement_actor ON statement (actor, report, said_from, start) WHERE actor IS NOT NULL;

CREATE TRIGGER actor_tally_statement_filed AFTER INSERT ON statement WHEN NEW.actor IS NOT NULL
BEGIN INSERT OR IGNORE INTO stale_actor VALUES (NEW.actor); END;
CREATE TRIGGER actor_tally_statement_gone AFTER DELETE ON statement WHEN OLD.actor IS NOT NULL
BEGIN INSERT OR IGNORE INTO stale_actor VALUES (OLD.actor); END;
CREATE TRIGGER actor_tally_statement_moved AFTER UPDATE OF actor ON statement
BEGIN
    INSERT OR IGNORE INTO stale_actor SELECT OLD.actor WHERE OLD.actor IS NOT NULL;
    INSERT OR IGNORE INTO stale_actor SELECT NEW.actor WHERE NEW.actor IS NOT NULL;
END;

CREATE TRIGGER report_tally_statement_filed AFTER INSERT ON statement
BEGIN INSERT OR IGNORE INTO stale_report VALUES (NEW.report); END;
CREATE TRIGGER report_tally_statement_gone AFTER DELETE ON statement
BEGIN INSERT OR IGNORE INTO stale_report VALUES (OLD.report); END;
CREATE TRIGGER report_tally_statement_decided AFTER UPDATE OF stance ON statement
BEGIN INSERT OR IGNORE INTO stale_report VALUES (NEW.report); END;

CREATE TRIGGER day_tally_statement_filed AFTER INSERT ON statement WHEN NEW.said_from IS NOT NULL
BEGIN INSERT OR IGNORE INTO stale_day VALUES (substr(NEW.said_from, 1, 10)); END;
CREATE TRIGGER day_tally_statement_gone AFTER DELETE ON statement WHEN OLD.said_from IS NOT NULL
BEGIN INSERT OR IGNORE INTO stale_day VALUES (substr(OLD.said_from, 1, 10)); END;
CREATE TRIGGER day_tally_statement_moved AFTER UPDATE OF claim ON statement WHEN NEW.said_from IS NOT NULL
BEGIN INSERT OR IGNORE INTO stale_day VALUES (substr(NEW.said_from, 1, 10)); END;
CREATE TRIGGER day_tally_claim_disputed AFTER INSERT ON tally WHEN NEW.opposed > 0 AND NEW.heard = 1
BEGIN
    INSERT OR IGNORE INTO stale_day
        SELECT substr(said_from, 1, 10) FROM statement WHERE claim = NEW.claim AND said_from IS NOT NULL;
END;
CREATE TRIGGER day_tally_claim_settled AFTER DELETE ON tally WHEN OLD.opposed > 0 AND OLD.heard = 1
BEGIN
    INSERT OR IGNORE INTO stale_day
        SELECT substr(said_from, 1, 10) FROM statement WHERE claim = OLD.claim AND said_from IS NOT NULL;
END;
