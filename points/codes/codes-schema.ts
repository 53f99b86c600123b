/** Codes schema: the tables of activity codes in points.sqlite. All of it is written down once and for all; that one was used is told by the claim. */
import { appendOnly } from '../../runtime/append-only.ts';

/** Times in ms since the Unix epoch. */
export const codesSchema = `
-- Secrets that sign tokens; the newest signs, all of them are recognised.
CREATE TABLE code_key (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 255),
  secret BLOB NOT NULL CHECK (length(secret) = 32),
  made_ms INTEGER NOT NULL
) STRICT;
${appendOnly('code_key', [['id']])}
-- What was ordered: a poster for a venue, or a number of one-time slips.
CREATE TABLE code (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  key INTEGER NOT NULL REFERENCES code_key (id),
  kind TEXT NOT NULL CHECK (kind IN ('venue', 'once')),
  activity TEXT NOT NULL,
  place TEXT,
  valid_from_ms INTEGER NOT NULL CHECK (valid_from_ms % 1000 = 0),
  valid_to_ms INTEGER NOT NULL CHECK (valid_to_ms % 1000 = 0 AND valid_to_ms > valid_from_ms),
  actor TEXT NOT NULL CHECK (actor <> ''),
  made_ms INTEGER NOT NULL
) STRICT;
${appendOnly('code', [['number'], ['id']])}
-- What is printed: one for a venue.
CREATE TABLE code_slip (
  number INTEGER PRIMARY KEY,
  serial TEXT NOT NULL UNIQUE CHECK (length(serial) = 8),
  short TEXT NOT NULL UNIQUE CHECK (length(short) = 12),
  code TEXT NOT NULL REFERENCES code (id)
) STRICT;
${appendOnly('code_slip', [['number'], ['serial'], ['short']])}
CREATE INDEX code_slip_code ON code_slip (code);
CREATE TABLE code_revocation (
  code TEXT PRIMARY KEY REFERENCES code (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  actor TEXT NOT NULL CHECK (actor <> ''),
  revoked_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${appendOnly('code_revocation', [['code']])}
`;
