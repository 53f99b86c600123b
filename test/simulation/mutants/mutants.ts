/**
 * Mutants: safeguards of the product, each taken out on purpose. A checker that does not notice one of them proves nothing,
 * so this list is run with the tests. Where the code has moved on, a mutant says so instead of passing.
 */
import type { PromiseKept } from '../checkers/wrong.ts';

export interface Change {
  readonly file: string;
  /** Stands there exactly once. */
  readonly from: string;
  readonly to: string;
}

export interface Mutant {
  readonly name: string;
  readonly changes: readonly Change[];
  /** The checkers of which at least one has to notice. */
  readonly breaks: readonly PromiseKept[];
  /** A seed in which it is noticed, or soon after it: found by trying. */
  readonly fromSeed: number;
}

export const mutants: readonly Mutant[] = [
  {
    name: 'cloud gives its receipt before the commit',
    changes: [
      {
        file: 'ingest/intake.ts',
        from: 'return inTransaction(database, () => this.#writeUntil(group));',
        to: `return inTransaction(database, () => {
          const made = this.#writeUntil(group);
          for (const { gateway, receipt } of made) this.#send(gateway, receipt);
          return made;
        });`,
      },
    ],
    breaks: ['receipts are only for what is on disk'],
    fromSeed: 1,
  },
  {
    name: 'gateway receipts a pedometer although its disk is full',
    changes: [
      { file: 'gateway/outbox/outbox.ts', from: "return isStored ? 'stored' : 'full';", to: "return 'stored';" },
      {
        file: 'gateway/outbox/outbox.ts',
        from: 'return free !== null && free < diskFreeBytesMin;',
        to: 'return free === -1;',
      },
    ],
    breaks: ['receipts are only for what is on disk'],
    fromSeed: 25,
  },
  {
    name: 'databases keep synchronous=NORMAL',
    changes: [
      { file: 'runtime/database.ts', from: 'PRAGMA synchronous=FULL', to: 'PRAGMA synchronous=NORMAL' },
      { file: 'runtime/database.ts', from: 'const full = 2;', to: 'const full = 1;' },
    ],
    breaks: ['receipts are only for what is on disk'],
    fromSeed: 1,
  },
  {
    name: 'gateway forgets a batch once it is sent',
    changes: [
      {
        file: 'gateway/uplink/uplink.ts',
        from: 'this.#pipe?.publish(topicOf(gateway, batch.carries), batch.body, { retain: false });',
        to: 'this.#pipe?.publish(topicOf(gateway, batch.carries), batch.body, { retain: false }); outbox.delete(seq);',
      },
    ],
    breaks: ['receipts are only for what is on disk', 'every step is accounted for'],
    fromSeed: 1,
  },
  {
    name: 'a repeated bucket is added, not recognised',
    changes: [
      {
        file: 'ingest/merge-runs.ts',
        from: 'if (!runs.some((run) => overlaps(run, incoming))) {',
        to: 'if (!runs.some((run) => run === incoming)) {',
      },
    ],
    breaks: ['no bucket is stored twice'],
    fromSeed: 1,
  },
  {
    name: 'the last write wins, open or closed',
    changes: [
      {
        file: 'ingest/merge-runs.ts',
        from: 'if (!isOpen(held)) return { takes: false,',
        to: 'if (!isOpen(held)) return { takes: true,',
      },
      {
        file: 'ingest/merge-runs.ts',
        from: 'return { takes: incomingSteps > heldSteps, isConflict: false };',
        to: 'return { takes: true, isConflict: false };',
      },
    ],
    breaks: ['every step is accounted for'],
    fromSeed: 52,
  },
  {
    name: 'dates are those of the server, not of the programme',
    changes: [{ file: 'ingest/cloud-store.ts', from: 'new LocalDays(parts.zone)', to: "new LocalDays('UTC')" }],
    breaks: ['dates are as near the truth as drift allows'],
    fromSeed: 1,
  },
  {
    name: 'steps go to whoever has the pedometer now',
    changes: [
      {
        file: 'ingest/attribution.ts',
        from: 'const touching = loans.filter((loan) => loan.fromMs < endMs && (loan.toMs ?? Infinity) > startMs);',
        to: 'const touching = loans.slice(-1); return touching[0]?.participant;',
      },
    ],
    breaks: ['nobody is credited with steps of somebody else'],
    fromSeed: 1,
  },
  {
    name: 'signatures are not checked',
    changes: [
      {
        file: 'ingest/verify-visit.ts',
        from: '!verifyPage(bytes, device.key, device.serial, hmac)',
        to: '!verifyPage(bytes, device.key, device.serial, hmac) && bytes.length < 0',
      },
    ],
    breaks: ['only what a device signed is counted'],
    fromSeed: 51,
  },
  {
    name: 'confirmed runs on over holes',
    changes: [
      { file: 'ingest/coverage.ts', from: 'if (island.from <= confirmed) {', to: 'if (island.from <= Infinity) {' },
    ],
    breaks: ['confirmed is never ahead of the journal'],
    fromSeed: 5,
  },
  {
    name: 'what a ring has overwritten is never believed',
    changes: [
      {
        file: 'ingest/coverage.ts',
        from: 'if (missing > reported) return nothing;',
        to: 'if (missing > -1) return nothing;',
      },
    ],
    breaks: ['every step is accounted for', 'everything catches up when the weather clears'],
    fromSeed: 3,
  },
  {
    name: 'the feed remembers before it has delivered',
    changes: [
      {
        file: 'ingest/feed.ts',
        from: '    if (items.length > 0) await accept(',
        to: '    this.#moveCursor.run(this.#parts.consumer, lastId);\n    if (items.length > 0) await accept(',
      },
    ],
    breaks: ['revisions of the feed strictly grow'],
    fromSeed: 140,
  },
  {
    name: 'closing a day skips a revision',
    changes: [
      {
        file: 'ingest/day-totals.ts',
        from: "state: 'final', revision: total.revision + 1 }",
        to: "state: 'final', revision: total.revision + 2 }",
      },
    ],
    breaks: ['revisions of the feed strictly grow'],
    fromSeed: 1,
  },
  {
    name: 'points once given are never taken back',
    changes: [
      {
        file: 'points/engine/counted-day.ts',
        from: '      return steps;\n',
        to: '      return Math.max(counted, steps);\n',
      },
    ],
    breaks: ['the ledger is what the oracle says'],
    fromSeed: 36,
  },
  {
    name: 'a revision that comes again counts again',
    changes: [
      {
        file: 'points/ledger/reconcile.ts',
        from: 'const missing = points - (before?.points ?? 0);',
        to: 'const missing = points - ((before?.points ?? 0) > 3 ? 0 : (before?.points ?? 0));',
      },
    ],
    breaks: ['the ledger is what the oracle says'],
    fromSeed: 1,
  },
  {
    name: 'deriving looks at the clock on the wall',
    changes: [
      {
        file: 'ingest/message-writer.ts',
        from: 'this.#derive(batch, id, receivedMs,',
        to: 'this.#derive(batch, id, receivedMs + 86_400_000,',
      },
    ],
    breaks: ['replaying the journal gives the same bytes'],
    fromSeed: 8,
  },
  {
    name: 'an hour between two people counts for both',
    changes: [
      {
        file: 'ingest/day-sum.ts',
        from: "if (holder.kind !== 'participant' || holder.participant !== participant) continue;",
        to: "if (holder.kind === 'nobody' || (holder.kind === 'participant' && holder.participant !== participant)) continue;",
      },
    ],
    breaks: ['nobody is credited with steps of somebody else'],
    fromSeed: 10,
  },
  {
    name: 'a day counts as brought when it arrives',
    changes: [
      {
        file: 'ingest/visit-deriver.ts',
        from: 'const syncedOn = days.at(broughtMs).date;',
        to: 'const syncedOn = days.at(Math.max(broughtMs, origin.receivedMs)).date;',
      },
    ],
    breaks: ['the ledger is what the oracle says'],
    fromSeed: 1,
  },
  {
    name: 'what cannot be read is dropped in silence',
    changes: [
      {
        file: 'ingest/derivation.ts',
        from: "this.quarantine.add('unreadable-batch', '', String(fact.id), place, detail);",
        to: 'if (place.page === 0) throw new Error(detail);',
      },
    ],
    breaks: ['every step is accounted for'],
    fromSeed: 3,
  },
  {
    name: 'a visit counts for whoever has the pedometer in the end',
    changes: [
      {
        file: 'ingest/centre-visits.ts',
        from: '.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < (toMs ?? Infinity));',
        to: '.at(-1);',
      },
    ],
    breaks: ['visits to centres are those that were made'],
    fromSeed: 1,
  },
  {
    name: 'visits stay as they were when a loan is corrected',
    changes: [
      {
        file: 'ingest/derivation.ts',
        from: 'for (const [device] of heard) this.centreVisits.remake(device);',
        to: '',
      },
    ],
    breaks: ['visits to centres are those that were made'],
    fromSeed: 10,
  },
];
