/** Points schema: how points.sqlite is brought from any earlier form to this one. */
import { factSchema } from './facts/fact-schema.ts';
import { codesSchema } from './codes/codes-schema.ts';
import { groupsSchema } from './groups/groups-schema.ts';
import { appendOnly } from '../runtime/append-only.ts';
import { answeredSchema } from './http/answered-messages.ts';
import { ledgerSchema } from './ledger/ledger-schema.ts';

/** The first form, never released, knew one rule only: what it held came from the feed, which is told again (`feed_cursor`). */
const withoutTheFirstForm = ['issued', 'day', 'day_revision', 'entry', 'rule']
  .map((table) => `DROP TABLE IF EXISTS ${table};`)
  .join('\n');

/** The dates as of which a closing came to its end: the next one looks back from the last. */
const closingSchema = `CREATE TABLE closing (as_of TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
${appendOnly('closing', [['as_of']])}`;

/** Whether a pedometer has signed it: until now every cloud's feed had nothing else. */
const trustSchema = "ALTER TABLE day_revision ADD COLUMN trust TEXT NOT NULL DEFAULT 'signed'";

/** The steps for runtime/database.ts `openDatabase`. */
export const pointsMigrations: readonly string[] = [
  '',
  `${withoutTheFirstForm}\n${factSchema}\n${ledgerSchema}\n${codesSchema}\n${groupsSchema}\n${answeredSchema}`,
  closingSchema,
  trustSchema,
];
