/** What the desk has changed in the register, and what it was answered, in cloud.sqlite: beside the registry, with names in it. */
import { appendOnly } from '../../runtime/append-only.ts';

/**
 * One row for each thing changed, in the transaction that changes it. `changes`: JSON of `{ field, before, after }`; keys of
 * pedometers and secrets of gateways do not stand there. `device_sticker`: a number twice is looked for in every list. Times
 * in ms since the Unix epoch.
 */
export const registerSchema = `
CREATE TABLE register_change (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  of TEXT NOT NULL CHECK (of IN ('centre', 'participant', 'device', 'gateway', 'table')),
  subject TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT,
  hand_over INTEGER,
  changes TEXT NOT NULL
) STRICT;
CREATE INDEX register_change_subject ON register_change (of, subject);
CREATE INDEX register_change_hand_over ON register_change (hand_over) WHERE hand_over IS NOT NULL;
${appendOnly('register_change', [['id']])}
CREATE INDEX device_sticker ON device (centre, label);
CREATE TABLE register_request (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  answer TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${appendOnly('register_request', [['id']])}
`;
