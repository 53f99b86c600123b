/** The registry's tables in cloud.sqlite. Names of people stand here and nowhere else. */

/** `status` is what the desk says of a pedometer; that it is on loan follows from `loan`. Times in ms since the Unix epoch. */
export const registrySchema = `
CREATE TABLE centre (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE gateway (
  id TEXT PRIMARY KEY,
  centre TEXT NOT NULL REFERENCES centre (id),
  secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32)
) STRICT, WITHOUT ROWID;
CREATE TABLE participant (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  birth_year INTEGER NOT NULL,
  centre TEXT NOT NULL REFERENCES centre (id)
) STRICT, WITHOUT ROWID;
CREATE TABLE device (
  serial TEXT PRIMARY KEY,
  key BLOB NOT NULL CHECK (length(key) = 32),
  model TEXT NOT NULL,
  label TEXT NOT NULL,
  capacity INTEGER NOT NULL,
  bucket_seconds INTEGER NOT NULL,
  centre TEXT NOT NULL REFERENCES centre (id),
  status TEXT NOT NULL DEFAULT 'in-stock' CHECK (status IN ('in-stock', 'returned', 'lost', 'repair', 'retired'))
) STRICT, WITHOUT ROWID;
CREATE INDEX device_centre ON device (centre);
CREATE TABLE loan (
  id INTEGER PRIMARY KEY,
  device TEXT NOT NULL REFERENCES device (serial),
  participant TEXT NOT NULL REFERENCES participant (id),
  from_ms INTEGER NOT NULL,
  to_ms INTEGER CHECK (to_ms > from_ms)
) STRICT;
CREATE INDEX loan_device ON loan (device, from_ms);
CREATE INDEX loan_participant ON loan (participant, from_ms);
${['INSERT', 'UPDATE']
  .map(
    // The last guard, whoever writes: a pedometer is with one person at a time, and a person has one.
    (change) => `
CREATE TRIGGER loan_apart_on_${change.toLowerCase()} BEFORE ${change} ON loan
WHEN EXISTS (
  SELECT 1 FROM loan o
   WHERE (o.device = NEW.device OR o.participant = NEW.participant)
     AND (o.to_ms IS NULL OR NEW.from_ms < o.to_ms) AND (NEW.to_ms IS NULL OR o.from_ms < NEW.to_ms)
     ${change === 'UPDATE' ? 'AND o.id <> OLD.id' : ''}
) BEGIN SELECT RAISE(ABORT, 'the loan overlaps another'); END;`,
  )
  .join('')}
`;

/** The day of birth, where the desk knows it; its year stands in `birth_year` as well. */
export const birthDateSchema = `
ALTER TABLE participant ADD COLUMN birth_date TEXT
  CHECK (birth_date IS NULL OR CAST(substr(birth_date, 1, 4) AS INTEGER) = birth_year);
`;

/** When it was registered, ms since the Unix epoch; null of those of before that was noted. */
export const gatewayAddedSchema = `
ALTER TABLE gateway ADD COLUMN added_ms INTEGER;
`;
