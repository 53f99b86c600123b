/** Ledger schema: the tables of points.sqlite that hold points. `entry` is what happened; the others only sum it up. */
import { appendOnly } from '../../runtime/append-only.ts';

export const ledgerSchema = `
CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  participant TEXT NOT NULL,
  account TEXT NOT NULL,
  counter TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  date TEXT NOT NULL,
  points INTEGER NOT NULL CHECK (points <> 0),
  programme TEXT NOT NULL,
  rule TEXT NOT NULL,
  rule_version INTEGER NOT NULL,
  reverses INTEGER CHECK (reverses < id),
  reason TEXT,
  actor TEXT,
  reference TEXT,
  cause TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX entry_participant ON entry (participant, date);
CREATE INDEX entry_written ON entry (at_ms);
${appendOnly('entry', [['id']])}
-- Nothing may take the number of another entry, or leave one out.
CREATE TRIGGER entry_is_the_next BEFORE INSERT ON entry
  WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM entry)
  BEGIN SELECT raise(ABORT, 'entry is append-only'); END;

-- What is credited under each key; 0 after all of it was taken back.
CREATE TABLE award (
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  key TEXT NOT NULL,
  account TEXT NOT NULL,
  points INTEGER NOT NULL CHECK (points >= 0),
  rule TEXT NOT NULL,
  rule_version INTEGER NOT NULL,
  last_entry INTEGER NOT NULL,
  PRIMARY KEY (participant, date, key)
) STRICT, WITHOUT ROWID;

-- Of every account: a participant's, as number/account, and the programme's own, as counter/account. Together they are 0.
CREATE TABLE balance (
  name TEXT PRIMARY KEY,
  points INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Net points of awards by the local date their entries were written on.
CREATE TABLE issued (
  date TEXT NOT NULL,
  account TEXT NOT NULL,
  points INTEGER NOT NULL,
  PRIMARY KEY (date, account)
) STRICT, WITHOUT ROWID;
`;
