/** Derivation: everything right of the journal, made fact by fact in the journal's order, and nothing else. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { batchSchema, type Batch } from '../contract/batch.ts';
import { actionBatchSchema, type ActionBatch } from '../contract/centre-action.ts';
import type { DeviceSerial, GatewayId } from '../contract/ids.ts';
import type { HmacSha256 } from '../contract/page.ts';
import { readStrictJson } from '../contract/strict-json.ts';
import { BlockMerger } from './block-merger.ts';
import { CachedBook } from './cached-book.ts';
import { CentreVisits } from './centre-visits.ts';
import { DayCloser } from './day-closer.ts';
import { DayTotals, type Revised } from './day-totals.ts';
import { DeviceStates } from './device-states.ts';
import {
  closeFactSchema,
  decisionFactSchema,
  discardFactSchema,
  deviceFactSchema,
  loanChangesOf,
  loanFactSchema,
  type DecisionFact,
  type ForgetFact,
  type LoanChange,
} from './fact.ts';
import { ImportDeriver } from './imports/import-deriver.ts';
import { StepImports } from './imports/step-imports.ts';
import { UnsignedDays } from './imports/unsigned-days.ts';
import type { Fact, Journal } from './journal.ts';
import type { LoanBook } from './loan-book.ts';
import { reachOf } from './loan-reach.ts';
import type { LocalDays } from './local-days.ts';
import { LostRanges } from './lost-ranges.ts';
import { Quarantine, type QuarantineItem } from './quarantine.ts';
import { isChanged, reasonAgainst } from './read-batch.ts';
import { SqliteSeriesStore } from './series/sqlite-series-store.ts';
import { Stamps } from './stamps.ts';
import { TotalDeriver } from './total-deriver.ts';
import type { CheckedPages } from './verify-visit.ts';
import { VisitDeriver, type VisitEffect } from './visit-deriver.ts';

export interface DerivationParts {
  readonly database: DatabaseSync;
  readonly journal: Journal;
  readonly book: LoanBook;
  readonly days: LocalDays;
  readonly hmac: HmacSha256;
}

/** What a fact changed, for receipts, the feed and the live page. */
export interface Effect {
  readonly visits: readonly VisitEffect[];
  readonly revised: readonly Revised[];
}

const nothing: Effect = { visits: [], revised: [] };
const wholeEntry = -1;

export class Derivation {
  readonly blocks: SqliteSeriesStore;
  readonly totals: DayTotals;
  readonly states: DeviceStates;
  readonly stamps: Stamps;
  readonly centreVisits: CentreVisits;
  readonly lost: LostRanges;
  readonly quarantine: Quarantine;
  readonly imports: StepImports;
  readonly unsigned: UnsignedDays;
  readonly #journal: Journal;
  readonly #book: CachedBook;
  readonly #dataVersion: StatementSync;
  readonly #visits: VisitDeriver;
  readonly #deriver: TotalDeriver;
  readonly #closer: DayCloser;
  readonly #imports: ImportDeriver;
  #lastVersion: unknown;

  constructor(parts: DerivationParts) {
    const { database, days } = parts;
    const book = new CachedBook(parts.book);
    this.#book = book;
    this.#dataVersion = database.prepare('PRAGMA data_version');
    this.#journal = parts.journal;
    this.blocks = new SqliteSeriesStore(database, days);
    this.totals = new DayTotals(database);
    this.states = new DeviceStates(database);
    this.stamps = new Stamps(database);
    this.centreVisits = new CentreVisits({ database, book, stamps: this.stamps, days });
    this.lost = new LostRanges(database);
    this.quarantine = new Quarantine(database);
    this.imports = new StepImports(database);
    this.unsigned = new UnsignedDays(database);
    const { unsigned, imports } = this;
    this.#deriver = new TotalDeriver({ ...this.#tables(), book, days, unsigned });
    this.#imports = new ImportDeriver({ journal: parts.journal, imports, unsigned, totals: this.#deriver, days });
    this.#closer = new DayCloser({ ...this.#tables(), book, days });
    const merger = new BlockMerger(days);
    this.#visits = new VisitDeriver({
      ...this.#tables(),
      book,
      days,
      merger,
      visits: this.centreVisits,
      lost: this.lost,
      totals: this.#deriver,
      hmac: parts.hmac,
    });
  }

  /** To be called when a transaction begins: another process may have written since the last one. */
  refresh(): void {
    const version = this.#dataVersion.get()?.['data_version'];
    if (version !== this.#lastVersion) this.forget();
    this.#lastVersion = version;
  }

  /** Caches are no longer true: something was rolled back, or the registry changed. */
  forget(): void {
    this.#book.forget();
    this.states.forget();
    this.stamps.forget();
    this.totals.forget();
    this.quarantine.forget();
  }

  /** Applies any fact, as a replay does. A batch already parsed goes to `applyBatch`. Call it inside a transaction. */
  apply(fact: Fact): Effect {
    switch (fact.kind) {
      case 'batch':
        return this.applyBatch(batchSchema.parse(jsonOf(fact.body)), fact.id, fact.receivedMs);
      case 'unreadable':
        return this.applyUnreadable(fact, reasonAgainst(fact.gateway, fact.body));
      case 'device':
        this.forget();
        return this.#device(deviceFactSchema.parse(jsonOf(fact.body)).device, fact);
      case 'loan':
        this.forget();
        return this.#loans(loanChangesOf(loanFactSchema.parse(jsonOf(fact.body))), fact.id);
      case 'close':
        return { visits: [], revised: this.#closer.close(closeFactSchema.parse(jsonOf(fact.body)).today, fact.id) };
      case 'retry':
        return this.#retry(decisionFactSchema.parse(jsonOf(fact.body)).item, fact);
      case 'discard':
        return this.#discarded(discardFactSchema.parse(jsonOf(fact.body)), fact);
      case 'import':
        return { visits: [], revised: this.#imports.apply(fact) };
      case 'actions':
      case 'settle':
        // What they change is in the loans, which are facts themselves.
        return nothing;
    }
  }

  /** `checked`: its visits' pages, where they have been looked at before its turn came. */
  applyBatch(
    batch: Batch,
    journal: number,
    receivedMs: number,
    checked: readonly (CheckedPages | undefined)[] = [],
  ): Effect {
    const origin = { journal, gateway: batch.gateway, receivedMs, cause: journal, knownMs: receivedMs };
    const visits = batch.visits.map((visit, position) =>
      this.#visits.apply(visit, { ...origin, position, checked: checked[position] }),
    );
    return { visits, revised: visits.flatMap((effect) => effect.revised) };
  }

  /** The visits of a batch could not be derived; the whole of it waits for a mended version. */
  setAside(journal: number, gateway: GatewayId | null, message: string): void {
    const place = { journal, visit: wholeEntry, page: wholeEntry };
    this.quarantine.add('derivation-failed', '', String(journal), place, `${gateway ?? '?'}: ${message}`);
  }

  /** A message that is no batch, and why (`reasonAgainst`), which whoever has read it knows already. */
  applyUnreadable(fact: Fact, why: string): Effect {
    const place = { journal: fact.id, visit: wholeEntry, page: wholeEntry };
    const detail = `${fact.gateway ?? '?'}: ${fact.body.byteLength} bytes, ${why}`.slice(0, 300);
    this.quarantine.add('unreadable-batch', '', String(fact.id), place, detail);
    return nothing;
  }

  /** Visits of a pedometer that was unknown, or whose key was wrong, are taken up again. */
  #device(device: DeviceSerial, cause: Fact): Effect {
    const waiting = [
      ...this.quarantine.waitingOf(device, 'unknown-device'),
      ...this.quarantine.waitingOf(device, 'bad-tag'),
    ];
    return joined(waiting.map((item) => this.#retryItem(item, cause)));
  }

  #loans(changes: readonly LoanChange[], cause: number): Effect {
    const place = { journal: cause, visit: wholeEntry, page: wholeEntry };
    // A table lends thousands that nobody has read yet: looking for their days takes as long as there have been days.
    const heard = [...reachOf(changes)].filter(([device]) => this.states.isHeard(device));
    for (const [device] of heard) this.centreVisits.remake(device);
    const revised = heard.flatMap(([device, reach]) =>
      this.#deriver.reattribute(device, { place, brought: undefined }, reach),
    );
    const whose = changes.flatMap(({ before, after }) => [before, after].flatMap((loan) => loan?.participant ?? []));
    return { visits: [], revised: [...revised, ...this.#deriver.resumUnsigned(whose, cause)] };
  }

  #discarded(decision: DecisionFact | ForgetFact, cause: Fact): Effect {
    if ('item' in decision) return this.#discard(decision.item, cause);
    for (const id of decision.forget) this.quarantine.forgetSettled(id);
    return nothing;
  }

  /**
   * A person has decided that something is not to be used. Where days were held for its sake they are free again:
   * contradicted stamps are forgotten, undated buckets are no longer waited for.
   */
  #discard(id: number, cause: Fact): Effect {
    const item = this.quarantine.get(id);
    if (item?.state !== 'waiting') return nothing;
    this.quarantine.settle(id, 'discarded');
    if (item.device === '' || (item.reason !== 'clock-contradiction' && item.reason !== 'undated')) return nothing;
    if (item.reason === 'clock-contradiction') this.stamps.forgetUnbelieved(item.device, Number(item.key));
    const place = { journal: cause.id, visit: wholeEntry, page: wholeEntry };
    return { visits: [], revised: this.#deriver.reattribute(item.device, { place, brought: undefined }) };
  }

  #retry(id: number, cause: Fact): Effect {
    const item = this.quarantine.get(id);
    return item?.state === 'waiting' ? this.#retryItem(item, cause) : nothing;
  }

  /** Derives the item's visit, or its whole batch, again. What is still wrong files itself again. */
  #retryItem(item: QuarantineItem, cause: Fact): Effect {
    const fact = this.#journal.get(item.journal);
    if (fact !== undefined && actionsOf(fact) !== undefined) {
      this.quarantine.settle(item.id, 'resolved');
      return nothing;
    }
    const batch = fact === undefined ? undefined : batchSchema.safeParse(bodyOf(fact)).data;
    if (fact === undefined || batch === undefined) return nothing;
    this.quarantine.settle(item.id, 'resolved');
    const origin = { journal: fact.id, gateway: fact.gateway ?? batch.gateway, receivedMs: fact.receivedMs };
    const applied = { ...origin, cause: cause.id, knownMs: Math.max(fact.receivedMs, cause.receivedMs) };
    const visits = batch.visits
      .map((visit, position) => ({ visit, position }))
      .filter(({ position }) => item.visit === wholeEntry || position === item.visit)
      .map(({ visit, position }) => this.#visits.apply(visit, { ...applied, position }));
    return { visits, revised: visits.flatMap((effect) => effect.revised) };
  }

  #tables() {
    const { blocks, totals, states, stamps, quarantine } = this;
    return { blocks, totals, states, stamps, quarantine };
  }
}

const joined = (effects: readonly Effect[]): Effect => ({
  visits: effects.flatMap((effect) => effect.visits),
  revised: effects.flatMap((effect) => effect.revised),
});

/** What volunteers did, where an entry can be read as that. */
export const actionsOf = (fact: Fact): ActionBatch | undefined => {
  const actions = actionBatchSchema.safeParse(bodyOf(fact)).data;
  return actions !== undefined && (fact.gateway ?? actions.gateway) === actions.gateway ? actions : undefined;
};

/** What could not be read when it came is not read less strictly later; what was changed on the way is never read. */
const bodyOf = (fact: Fact): unknown => {
  if (fact.kind !== 'unreadable') return jsonOf(fact.body);
  if (isChanged(fact.body)) return undefined;
  const json = readStrictJson(fact.body);
  return json.kind === 'json' ? json.value : undefined;
};

/** Undefined where the bytes are not JSON. */
const jsonOf = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
};
