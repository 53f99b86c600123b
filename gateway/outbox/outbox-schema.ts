/** Outbox schema: the gateway's one database, step by step; rows that carry steps have a checksum of their own. */
export const outboxSchema: readonly string[] = [
  `
  CREATE TABLE batch (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    body BLOB NOT NULL,
    checksum BLOB NOT NULL,
    oldest_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'parked', 'rotten'))
  ) STRICT;

  -- A visit waits as a report until it is in a batch; then only the claim stays, until the receipt for that batch.
  CREATE TABLE visit (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    device TEXT NOT NULL,
    first_sequence INTEGER NOT NULL,
    end_sequence INTEGER NOT NULL,
    stored_ms INTEGER NOT NULL,
    report TEXT NOT NULL,
    checksum BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'batched', 'rotten')),
    batch INTEGER REFERENCES batch (seq)
  ) STRICT;
  CREATE INDEX visit_by_device ON visit (device);
  CREATE INDEX visit_by_batch ON visit (batch);

  -- How far the cloud has each pedometer, as it last said.
  CREATE TABLE confirmed (
    device TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE address (
    address TEXT PRIMARY KEY,
    device TEXT NOT NULL,
    model TEXT,
    firmware TEXT,
    epoch INTEGER NOT NULL,
    next_sequence INTEGER NOT NULL,
    uptime_seconds INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX address_by_device ON address (device);

  CREATE TABLE note (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];
