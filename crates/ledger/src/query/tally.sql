-- What questions are answered from quickly, and the machine that keeps it: triggers note which claims have changed, and
-- their tallies are made anew at the end of the transaction.

-- How much is said of a claim.
CREATE TABLE tally (
    claim      INTEGER PRIMARY KEY,
    reports    INTEGER NOT NULL,            -- in how many reports
    statements INTEGER NOT NULL,            -- in how many statements, narration included
    opposed    INTEGER NOT NULL,            -- in how many reports it is denied, contradicted, or given another figure
    heard      INTEGER NOT NULL             -- 1 where it is opposed and somebody puts it forward, else 0
);
CREATE INDEX tally_rank ON tally (reports DESC, statements DESC, claim);
CREATE INDEX tally_opposed ON tally (heard DESC, reports + opposed DESC, reports DESC, claim) WHERE opposed > 0;

-- Claims whose tallies are to be made anew.
CREATE TABLE stale (claim INTEGER PRIMARY KEY);

CREATE INDEX statement_of_report ON statement (report, claim);
CREATE INDEX statement_sort ON statement (kind, stance);
CREATE INDEX statement_stance ON statement (stance);

CREATE TRIGGER tally_statement_filed AFTER INSERT ON statement WHEN NEW.claim IS NOT NULL
BEGIN INSERT OR IGNORE INTO stale VALUES (NEW.claim); END;
CREATE TRIGGER tally_statement_gone AFTER DELETE ON statement WHEN OLD.claim IS NOT NULL
BEGIN INSERT OR IGNORE INTO stale VALUES (OLD.claim); END;
CREATE TRIGGER tally_statement_moved AFTER UPDATE OF claim, stand ON statement
BEGIN
    INSERT OR IGNORE INTO stale SELECT OLD.claim WHERE OLD.claim IS NOT NULL;
    INSERT OR IGNORE INTO stale SELECT NEW.claim WHERE NEW.claim IS NOT NULL;
END;
CREATE TRIGGER tally_pair_made AFTER INSERT ON pair
BEGIN INSERT OR IGNORE INTO stale SELECT claim FROM statement WHERE id IN (NEW.a, NEW.b) AND claim IS NOT NULL; END;
CREATE TRIGGER tally_pair_changed AFTER UPDATE OF relation, figures ON pair
BEGIN INSERT OR IGNORE INTO stale SELECT claim FROM statement WHERE id IN (NEW.a, NEW.b) AND claim IS NOT NULL; END;
CREATE TRIGGER tally_pair_gone AFTER DELETE ON pair
BEGIN INSERT OR IGNORE INTO stale SELECT claim FROM statement WHERE id IN (OLD.a, OLD.b) AND claim IS NOT NULL; END;

-- Words of actors' names, by actor.id.
CREATE VIRTUAL TABLE named USING fts5 (
    name, content = 'actor', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER named_made AFTER INSERT ON actor
BEGIN INSERT INTO named (rowid, name) VALUES (NEW.id, NEW.name); END;
CREATE TRIGGER named_gone AFTER DELETE ON actor
BEGIN INSERT INTO named (named, rowid, name) VALUES ('delete', OLD.id, OLD.name); END;
CREATE TRIGGER named_changed AFTER UPDATE OF name ON actor
BEGIN
    INSERT INTO named (named, rowid, name) VALUES ('delete', OLD.id, OLD.name);
    INSERT INTO named (rowid, name) VALUES (NEW.id, NEW.name);
END;

-- The signs of vectors, 1,024 statements a row and 48 bytes a statement, by statement.id; zeros where there is none.
CREATE TABLE sketch (
    block INTEGER PRIMARY KEY,              -- statement.id / 1024
    signs BLOB NOT NULL
);

-- Blocks whose sketches are to be made anew.
CREATE TABLE stale_sketch (block INTEGER PRIMARY KEY);
CREATE TRIGGER sketch_vector_made AFTER INSERT ON vector
BEGIN INSERT OR IGNORE INTO stale_sketch VALUES (NEW.statement / 1024); END;
CREATE TRIGGER sketch_vector_gone AFTER DELETE ON vector
BEGIN INSERT OR IGNORE INTO stale_sketch VALUES (OLD.statement / 1024); END;
