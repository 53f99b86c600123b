/** Points schema: how points.sqlite is brought from any earlier form to this one. */
import { factSchema } from './facts/fact-schema.ts';
import { codesSchema } from './codes/codes-schema.ts';
import { groupsSchema } from './groups/groups-schema.ts';
import { answeredSchema } from './http/answered-messages.ts';
import { ledgerSchema } from './ledger/ledger-schema.ts';

/** The first form, never released, knew one rule only: what it held came from the feed, which is told again (`feed_cursor`). */
const withoutTheFirstForm = ['issued', 'day', 'day_revision', 'entry', 'rule']
  .map((table) => `DROP TABLE IF EXISTS ${table};`)
  .join('\n');

/** The steps for runtime/database.ts `openDatabase`. */
export const pointsMigrations: readonly string[] = [
  '',
  `${withoutTheFirstForm}\n${factSchema}\n${ledgerSchema}\n${codesSchema}\n${groupsSchema}\n${answeredSchema}`,
];
