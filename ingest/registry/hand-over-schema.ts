/** The table of hand-overs in cloud.sqlite, from which its loans follow. */

/** `target`: an action of the same gateway. What became of it is made anew with the loans. Times in ms since the Unix epoch. */
const table = `
CREATE TABLE hand_over (
  id INTEGER PRIMARY KEY,
  gateway TEXT,
  action TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('lend', 'return', 'lost', 'found', 'exchange', 'swap', 'undo', 'end', 'status')),
  at_ms INTEGER NOT NULL,
  heard_ms INTEGER NOT NULL,
  trusted INTEGER NOT NULL DEFAULT 1,
  device TEXT,
  participant TEXT,
  replacement TEXT,
  reason TEXT,
  sequence INTEGER,
  status TEXT,
  target TEXT,
  target_id INTEGER,
  body TEXT,
  journal INTEGER,
  by TEXT,
  held TEXT,
  undone_by INTEGER,
  met TEXT,
  met_of INTEGER,
  later TEXT,
  later_of INTEGER
) STRICT;
CREATE UNIQUE INDEX hand_over_once ON hand_over (coalesce(gateway, ''), action);
CREATE INDEX hand_over_gateway ON hand_over (gateway, id) WHERE gateway IS NOT NULL;
CREATE INDEX hand_over_device ON hand_over (device, at_ms) WHERE device IS NOT NULL;
CREATE INDEX hand_over_replacement ON hand_over (replacement, at_ms) WHERE replacement IS NOT NULL;
CREATE INDEX hand_over_participant ON hand_over (participant, at_ms) WHERE participant IS NOT NULL;
CREATE INDEX hand_over_held ON hand_over (held) WHERE held IS NOT NULL;
CREATE INDEX hand_over_undo ON hand_over (target_id) WHERE target_id IS NOT NULL;
ALTER TABLE loan ADD COLUMN begun_by INTEGER REFERENCES hand_over (id);
ALTER TABLE loan ADD COLUMN ended_by INTEGER REFERENCES hand_over (id);
CREATE INDEX loan_begun ON loan (begun_by);
ALTER TABLE device ADD COLUMN free_above INTEGER;
ALTER TABLE device ADD COLUMN swapped_on TEXT;
CREATE INDEX device_waits ON device (serial) WHERE free_above IS NOT NULL;
ALTER TABLE participant ADD COLUMN nickname TEXT CHECK (length(nickname) BETWEEN 1 AND 16);
CREATE INDEX participant_centre ON participant (centre);
`;

/** Loans known before are what the desk has said. */
const knownBefore = `
INSERT INTO hand_over (id, action, kind, at_ms, heard_ms, device, participant)
  SELECT 2 * id - 1, printf('desk-%012d', 2 * id - 1), 'lend', from_ms, from_ms, device, participant FROM loan;
INSERT INTO hand_over (id, action, kind, at_ms, heard_ms, device, participant)
  SELECT 2 * id, printf('desk-%012d', 2 * id), 'end', to_ms, to_ms, device, participant FROM loan WHERE to_ms IS NOT NULL;
UPDATE loan SET begun_by = 2 * id - 1, ended_by = iif(to_ms IS NULL, NULL, 2 * id);
INSERT INTO hand_over (id, action, kind, at_ms, heard_ms, device, status)
  SELECT last + n, printf('desk-%012d', last + n), 'status', at, at, serial, status
    FROM (SELECT serial, status, row_number() OVER (ORDER BY serial) AS n,
                 max(unixepoch() * 1000, (SELECT coalesce(max(from_ms), 0) + 1 FROM loan WHERE device = serial)) AS at
            FROM device WHERE status <> 'in-stock'),
         (SELECT coalesce(max(id), 0) AS last FROM hand_over);
`;

export const handOverSchema = table + knownBefore;
