/** Groups schema: the register of groups in points.sqlite, as every change to it in the order it was made. */
import { appendOnly } from '../../runtime/append-only.ts';

/** A row carries all that is registered after the change: the newest row of a group is how it stands. */
export const groupsSchema = `
CREATE TABLE group_change (
  number INTEGER PRIMARY KEY,
  "group" TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('registered', 'changed', 'closed', 'reopened')),
  name TEXT NOT NULL CHECK (name <> ''),
  activity TEXT NOT NULL,
  pursuit TEXT NOT NULL,
  contact TEXT,
  opened_on TEXT NOT NULL,
  closed_on TEXT CHECK (closed_on >= opened_on),
  reason TEXT,
  actor TEXT NOT NULL CHECK (actor <> ''),
  reference TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
${appendOnly('group_change', [['number']])}
CREATE INDEX group_change_group ON group_change ("group", number);
`;
