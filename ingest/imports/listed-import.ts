/** Listed import: an import as it is told at the desk, with the words that accepted it and took it back. */
import { isoInstant } from '../../runtime/clock.ts';
import { assert } from '../../runtime/fault.ts';
import type { ListedImport } from '../../contract/imports-terms.ts';
import type { Journal } from '../journal.ts';
import { importFactOf } from './import-deriver.ts';
import type { StepImport } from './step-imports.ts';

/** `trouble`: why it is set aside, null where it is not. */
export const listedImport = (its: StepImport, journal: Journal, trouble: string | null): ListedImport => {
  const { id, state, source, reading, file, rows, people, days, firstDate, lastDate } = its;
  const { at, ...by } = wordAt(its.accepted, journal);
  return {
    ...{ id, state, source, kind: reading, file, rows, people, days, firstDate, lastDate },
    acceptedAt: at,
    ...by,
    undone: its.undone === null ? null : wordAt(its.undone, journal),
    done: its.settled / its.parts,
    trouble: its.settled < its.parts ? trouble : null,
  };
};

const wordAt = (entry: number, journal: Journal) => {
  const fact = journal.get(entry);
  assert(fact !== undefined, 'the word on an import stands in the journal');
  const said = importFactOf(fact);
  assert(said.step === 'accept' || said.step === 'undo', 'an import is accepted or taken back by a word of its own');
  return { at: isoInstant(fact.receivedMs), actor: said.actor, reason: said.reason };
};
