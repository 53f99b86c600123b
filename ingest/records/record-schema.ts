/** What was handed on to whom, and who looked up a pseudonym, in cloud.sqlite; with the keys from which pseudonyms follow. */
import { appendOnly } from '../../runtime/append-only.ts';

/**
 * `record_recipient.key`: of one recipient; whoever has it can tell who is whom in their files. `record_export` is written before
 * the first row leaves, `record_delivery` when the last one has, or when whoever fetched it went away. Times in ms since the Unix epoch.
 */
export const recordSchema = `
CREATE TABLE record_recipient (
  name TEXT PRIMARY KEY,
  key BLOB NOT NULL CHECK (length(key) = 32),
  made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${appendOnly('record_recipient', [['name']])}
CREATE TABLE record_export (
  id INTEGER PRIMARY KEY,
  request TEXT NOT NULL UNIQUE,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  recipient TEXT NOT NULL REFERENCES record_recipient (name),
  via TEXT NOT NULL CHECK (via IN ('desk', 'command')),
  what TEXT NOT NULL,
  format TEXT NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  centre TEXT NOT NULL,
  bom INTEGER NOT NULL
) STRICT;
CREATE INDEX record_export_recipient ON record_export (recipient);
${appendOnly('record_export', [['id'], ['request']])}
CREATE TABLE record_delivery (
  id INTEGER PRIMARY KEY,
  export INTEGER NOT NULL REFERENCES record_export (id),
  at_ms INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('complete', 'broken-off'))
) STRICT;
CREATE INDEX record_delivery_export ON record_delivery (export);
${appendOnly('record_delivery', [['id']])}
CREATE TABLE record_look (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  recipient TEXT NOT NULL,
  pseudonym TEXT NOT NULL,
  found TEXT
) STRICT;
${appendOnly('record_look', [['id']])}
`;
