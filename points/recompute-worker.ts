/** Recompute worker: a thread that works out one share of the people, reading the ledger and writing nothing. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';
import { allDates } from './engine/award.ts';
import { awardsOf } from './engine/awards.ts';
import { FactStore } from './facts/fact-store.ts';
import { LedgerWriter } from './ledger/ledger-writer.ts';
import { Reconciler } from './ledger/reconcile.ts';
import type { Recomputed } from './recompute.ts';
import { RuleBook, type InForce } from './rule/rule-book.ts';

export interface RecomputeShare {
  readonly path: string;
  readonly programme: RuleBook['programme'];
  readonly inForce: readonly [InForce, ...InForce[]];
  readonly from: PlainDateText;
  readonly asOf: PlainDateText;
  readonly people: readonly ParticipantId[];
}

/** People between two messages. */
const messagePeople = 100;

export interface RecomputeMessage {
  readonly people: number;
  readonly changed: readonly Recomputed[];
}

const { path, programme, inForce, from, asOf, people } = workerData as RecomputeShare;
const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
const book = new RuleBook(programme, inForce);
const facts = new FactStore(database);
const reconciler = new Reconciler(database, new LedgerWriter(database, programme));
for (let at = 0; at < people.length; at += messagePeople) {
  const some = people.slice(at, at + messagePeople);
  const changed = some.flatMap((participant): readonly Recomputed[] => {
    const awards = awardsOf(facts.load(participant), book, asOf);
    const differences = reconciler.differences(participant, awards, { from, to: allDates.to });
    return differences.length === 0 ? [] : [{ participant, differences }];
  });
  const message: RecomputeMessage = { people: some.length, changed };
  parentPort?.postMessage(message);
}
database.close();
