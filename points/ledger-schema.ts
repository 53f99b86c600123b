/** Ledger schema: the tables of points.sqlite. What happened is append-only; `day` and `issued` only sum it up. */

/** Ends the statement that would change what is written down once and for all. */
const appendOnly = (table: string): string => `
  CREATE TRIGGER ${table}_is_not_updated BEFORE UPDATE ON ${table}
    BEGIN SELECT raise(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_is_not_deleted BEFORE DELETE ON ${table}
    BEGIN SELECT raise(ABORT, '${table} is append-only'); END;`;

/** The steps for runtime/database.ts `openDatabase`. */
export const ledgerMigrations: readonly string[] = [
  `
  -- What each rule version decides, so that a version number means one thing for ever.
  CREATE TABLE rule (
    programme TEXT NOT NULL,
    version INTEGER NOT NULL,
    decides TEXT NOT NULL,
    PRIMARY KEY (programme, version)
  ) STRICT, WITHOUT ROWID;
  ${appendOnly('rule')}

  CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    participant TEXT NOT NULL,
    date TEXT NOT NULL,
    points INTEGER NOT NULL CHECK (points <> 0),
    reason TEXT NOT NULL,
    programme TEXT NOT NULL,
    rule_version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    synced_on TEXT NOT NULL,
    counted_steps INTEGER NOT NULL CHECK (counted_steps >= 0),
    at_ms INTEGER NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  ${appendOnly('entry')}
  -- INSERT OR REPLACE deletes without the trigger above; nothing may take the number of another entry, or leave one out.
  CREATE TRIGGER entry_is_the_next BEFORE INSERT ON entry
    WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM entry)
    BEGIN SELECT raise(ABORT, 'entry is append-only'); END;

  -- Every revision of the feed, once. \`entry\` is the entry it caused, if it caused one.
  CREATE TABLE day_revision (
    participant TEXT NOT NULL,
    date TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    steps INTEGER NOT NULL CHECK (steps >= 0),
    state TEXT NOT NULL,
    synced_on TEXT NOT NULL,
    entry INTEGER,
    PRIMARY KEY (participant, date, revision)
  ) STRICT, WITHOUT ROWID;
  ${appendOnly('day_revision')}

  -- Where each day stands after its newest revision.
  CREATE TABLE day (
    participant TEXT NOT NULL,
    date TEXT NOT NULL,
    revision INTEGER NOT NULL,
    counted_steps INTEGER NOT NULL CHECK (counted_steps >= 0),
    credited INTEGER NOT NULL CHECK (credited >= 0),
    PRIMARY KEY (participant, date)
  ) STRICT, WITHOUT ROWID;

  -- Points by the local date their entries were written on.
  CREATE TABLE issued (
    date TEXT PRIMARY KEY,
    points INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];
