/** The schema of `cloud.sqlite`: the journal of facts, and right of it what can be made again from them at any time. */

import { centreVisitSchema } from './centre-visits.ts';
import { importSchema } from './imports/import-schema.ts';
import { dayBlockSchema, seriesSchema } from './series/series-schema.ts';

/** Facts. Nothing here is ever changed or deleted. */
const journal = `
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('batch', 'unreadable', 'device', 'loan', 'close', 'retry', 'discard')),
  gateway TEXT,
  seq INTEGER,
  digest BLOB,
  received_ms INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX journal_batch ON journal (gateway, seq, digest) WHERE kind = 'batch';
CREATE UNIQUE INDEX journal_unreadable ON journal (gateway, digest) WHERE kind = 'unreadable';
CREATE TRIGGER journal_is_for_ever BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is for ever'); END;
CREATE TRIGGER journal_is_fixed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is for ever'); END;
`;

/** Everything that \`replay-journal\` makes again. Times in ms since the Unix epoch. */
export const derivedSchema = `
${dayBlockSchema}${seriesSchema}
CREATE TABLE device_state (
  device TEXT PRIMARY KEY,
  confirmed INTEGER NOT NULL,
  complete_until_ms REAL NOT NULL,
  beyond TEXT NOT NULL,
  lost_accepted INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  reach INTEGER NOT NULL,
  open_sequence INTEGER,
  open_date TEXT,
  last_visit_ms INTEGER,
  last_gateway TEXT,
  battery INTEGER,
  drift_ppm REAL,
  contradicted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE stamp (
  device TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  uptime INTEGER NOT NULL,
  gateway_ms INTEGER NOT NULL,
  journal INTEGER NOT NULL,
  believed INTEGER NOT NULL,
  PRIMARY KEY (device, epoch, uptime, gateway_ms)
) STRICT, WITHOUT ROWID;
CREATE TABLE lost_range (
  device TEXT NOT NULL,
  from_sequence INTEGER NOT NULL,
  to_sequence INTEGER NOT NULL,
  journal INTEGER NOT NULL,
  PRIMARY KEY (device, from_sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE day_total (
  date TEXT NOT NULL,
  participant TEXT NOT NULL,
  steps INTEGER NOT NULL,
  state TEXT NOT NULL,
  revision INTEGER NOT NULL,
  synced_on TEXT NOT NULL,
  trust TEXT NOT NULL,
  devices TEXT NOT NULL,
  PRIMARY KEY (date, participant)
) STRICT, WITHOUT ROWID;
CREATE INDEX day_total_open ON day_total (date) WHERE state = 'open';
CREATE TABLE day_revision (
  id INTEGER PRIMARY KEY,
  participant TEXT NOT NULL,
  date TEXT NOT NULL,
  revision INTEGER NOT NULL,
  steps INTEGER NOT NULL,
  state TEXT NOT NULL,
  synced_on TEXT NOT NULL,
  trust TEXT NOT NULL,
  devices TEXT NOT NULL,
  journal INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX day_revision_once ON day_revision (participant, date, revision);
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  reason TEXT NOT NULL,
  device TEXT NOT NULL,
  key TEXT NOT NULL,
  journal INTEGER NOT NULL,
  visit INTEGER NOT NULL,
  page INTEGER NOT NULL,
  detail TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'resolved', 'discarded')),
  UNIQUE (reason, device, key)
) STRICT;
CREATE INDEX quarantine_waiting ON quarantine (device, reason) WHERE state = 'waiting';
`;

/** How far others have read: not derived, each moves on its own. */
const cursors = `
CREATE TABLE feed_cursor (consumer TEXT PRIMARY KEY, revision_id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/** What a visit told of the ring is kept, so that it can be understood when what is on its way has come. */
export const ringSchema = `
ALTER TABLE device_state ADD COLUMN gaps TEXT NOT NULL DEFAULT '[]';
ALTER TABLE device_state ADD COLUMN ring_oldest INTEGER;
ALTER TABLE device_state ADD COLUMN ring_lost INTEGER NOT NULL DEFAULT 0;
`;

/** So that what was made on a day is found without reading the whole journal. */
export const receivedSchema = `
CREATE INDEX journal_received ON journal (received_ms);
`;

/** The journal takes in what volunteers did, and what the desk says of it: a table's CHECK cannot be changed, so it is made anew. */
export const actionJournalSchema = `
CREATE TABLE journal_with_actions (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (
    kind IN ('batch', 'actions', 'unreadable', 'device', 'loan', 'close', 'retry', 'discard', 'settle')
  ),
  gateway TEXT,
  seq INTEGER,
  digest BLOB,
  received_ms INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
INSERT INTO journal_with_actions (id, kind, gateway, seq, digest, received_ms, body)
  SELECT id, kind, gateway, seq, digest, received_ms, body FROM journal;
DROP TABLE journal;
ALTER TABLE journal_with_actions RENAME TO journal;
CREATE UNIQUE INDEX journal_batch ON journal (gateway, seq, digest) WHERE kind = 'batch';
CREATE UNIQUE INDEX journal_actions ON journal (gateway, seq, digest) WHERE kind = 'actions';
CREATE UNIQUE INDEX journal_unreadable ON journal (gateway, digest) WHERE kind = 'unreadable';
CREATE INDEX journal_received ON journal (received_ms);
CREATE TRIGGER journal_is_for_ever BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is for ever'); END;
CREATE TRIGGER journal_is_fixed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is for ever'); END;
`;

/**
 * What comes on a day is written together, so it lies together: in the order of pedometers every visit changed another page of
 * each table, and most of intake's time went into writing them. One pedometer's rows are now looked for date by date.
 */
export const dateOrderSchema = `
DROP INDEX day_block_device;
DROP INDEX day_revision_once;
CREATE UNIQUE INDEX day_revision_once ON day_revision (date, participant, revision);
CREATE TABLE stamp_by_day (
  day INTEGER NOT NULL,
  device TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  uptime INTEGER NOT NULL,
  gateway_ms INTEGER NOT NULL,
  journal INTEGER NOT NULL,
  gateway TEXT,
  believed INTEGER NOT NULL,
  PRIMARY KEY (day, device, epoch, uptime, gateway_ms)
) STRICT, WITHOUT ROWID;
INSERT INTO stamp_by_day SELECT gateway_ms / 86400000 AS day, device, epoch, uptime, gateway_ms, journal, gateway, believed
  FROM stamp ORDER BY day, device, epoch, uptime, gateway_ms;
DROP TABLE stamp;
ALTER TABLE stamp_by_day RENAME TO stamp;
ALTER TABLE device_state ADD COLUMN recent_stamps TEXT;
CREATE TABLE centre_visit_by_date (
  date TEXT NOT NULL,
  device TEXT NOT NULL,
  participant TEXT NOT NULL,
  gateway TEXT NOT NULL,
  PRIMARY KEY (date, device, participant, gateway)
) STRICT, WITHOUT ROWID;
INSERT INTO centre_visit_by_date SELECT date, device, participant, gateway FROM centre_visit ORDER BY date, device;
DROP TABLE centre_visit;
ALTER TABLE centre_visit_by_date RENAME TO centre_visit;
`;

export const journalSchema = journal;
/** The journal and all that is derived, for a database without a registry. */
export const replaySchema =
  journal + derivedSchema + ringSchema + centreVisitSchema + actionJournalSchema + importSchema + dateOrderSchema;
export const cursorSchema = cursors;
