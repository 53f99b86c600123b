/** Tables of what other systems counted, in cloud.sqlite: made from the journal's facts of imports and from nothing else. */

/** `settled`: the parts whose days are told. Times in ms since the Unix epoch. */
const derived = `
CREATE TABLE step_import (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'undone')),
  source TEXT NOT NULL,
  reading TEXT NOT NULL,
  file TEXT NOT NULL,
  parts INTEGER NOT NULL,
  settled INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  people INTEGER NOT NULL,
  days INTEGER NOT NULL,
  first_date TEXT NOT NULL,
  last_date TEXT NOT NULL,
  synced_on TEXT NOT NULL,
  accepted INTEGER NOT NULL,
  undone INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX step_import_unsettled ON step_import (accepted) WHERE settled < parts;
CREATE TABLE step_import_part (
  import TEXT NOT NULL,
  part INTEGER NOT NULL,
  journal INTEGER NOT NULL,
  PRIMARY KEY (import, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE unsigned_day (
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  import TEXT NOT NULL,
  reading TEXT NOT NULL,
  source TEXT NOT NULL,
  steps INTEGER NOT NULL,
  synced_on TEXT NOT NULL,
  journal INTEGER NOT NULL,
  PRIMARY KEY (participant, date, import)
) STRICT, WITHOUT ROWID;
`;

/** The journal takes in imports: its CHECK cannot be changed, so it is made anew, as when it took in actions. */
const journalWithImports = `
CREATE TABLE journal_with_imports (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (
    kind IN ('batch', 'actions', 'unreadable', 'device', 'loan', 'close', 'retry', 'discard', 'settle', 'import')
  ),
  gateway TEXT,
  seq INTEGER,
  digest BLOB,
  received_ms INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
INSERT INTO journal_with_imports (id, kind, gateway, seq, digest, received_ms, body)
  SELECT id, kind, gateway, seq, digest, received_ms, body FROM journal;
DROP TABLE journal;
ALTER TABLE journal_with_imports RENAME TO journal;
CREATE UNIQUE INDEX journal_batch ON journal (gateway, seq, digest) WHERE kind = 'batch';
CREATE UNIQUE INDEX journal_actions ON journal (gateway, seq, digest) WHERE kind = 'actions';
CREATE UNIQUE INDEX journal_unreadable ON journal (gateway, digest) WHERE kind = 'unreadable';
CREATE INDEX journal_received ON journal (received_ms);
CREATE TRIGGER journal_is_for_ever BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is for ever'); END;
CREATE TRIGGER journal_is_fixed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is for ever'); END;
`;

export const importSchema = journalWithImports + derived;
