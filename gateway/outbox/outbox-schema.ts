/** Outbox schema: the gateway's one database, step by step; rows that carry what must not change have a checksum of their own. */
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
  `
  ALTER TABLE batch ADD COLUMN kind TEXT NOT NULL DEFAULT 'visits' CHECK (kind IN ('visits', 'actions'));

  -- Unlike a visit, which its pedometer still has, an action is nowhere else: it stays whole until the receipt, and then for
  -- a while, so that the same press told again is known.
  CREATE TABLE action (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    stored_ms INTEGER NOT NULL,
    action TEXT NOT NULL,
    checksum BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'batched', 'sent', 'rotten')),
    batch INTEGER REFERENCES batch (seq)
  ) STRICT;
  CREATE INDEX action_by_state ON action (state);
  CREATE INDEX action_by_batch ON action (batch);

  -- Which pedometers were read on a local date, and what that brought.
  CREATE TABLE came (
    date TEXT NOT NULL,
    device TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    visits INTEGER NOT NULL,
    result TEXT,
    PRIMARY KEY (date, device)
  ) STRICT, WITHOUT ROWID;

  -- The visit before a battery change that is not over.
  CREATE TABLE swap (
    device TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    next_sequence INTEGER NOT NULL,
    checksum BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE failure (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    device TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    because TEXT NOT NULL
  ) STRICT;
  CREATE INDEX failure_by_device ON failure (device, position);

  -- Who is signed in to the volunteers' pages, by the hash of their token.
  CREATE TABLE session (
    hash TEXT PRIMARY KEY,
    until_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What the last complete visit of each pedometer said of it: a return goes by it.
  CREATE TABLE last_visit (
    device TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    facts TEXT NOT NULL,
    checksum BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- What volunteers pressed, and how things stood before.
  CREATE TABLE said (
    id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    note TEXT NOT NULL,
    checksum BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];
