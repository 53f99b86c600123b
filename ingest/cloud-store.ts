/** Cloud store: the open `cloud.sqlite` and everything that reads and writes it, shared by the service and the small tools. */
import type { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { HmacSha256 } from '../contract/page.ts';
import type { Clock } from '../runtime/clock.ts';
import { inTransaction, openDatabase } from '../runtime/database.ts';
import type { Disk } from '../runtime/disk.ts';
import { assert } from '../runtime/fault.ts';
import { CentreActions } from './centre-actions.ts';
import { centreNewsSchema } from './centre-news-publisher.ts';
import { centreWeekSchema } from './centre-week.ts';
import { lateGatewaySchema } from './centre-visit-source.ts';
import { centreVisitSchema } from './centre-visits.ts';
import {
  actionJournalSchema,
  cursorSchema,
  dateOrderSchema,
  derivedSchema,
  journalSchema,
  receivedSchema,
  ringSchema,
} from './cloud-schema.ts';
import { actionsOf, Derivation, type Effect } from './derivation.ts';
import type { DeviceSerial, GatewayId, ParticipantId, PlainDateText } from '../contract/ids.ts';
import type { DecisionFact, DeviceFact } from './fact.ts';
import type { ImportFact } from './imports/import-fact.ts';
import { importSchema } from './imports/import-schema.ts';
import { Journal, jsonBytes, type OwnFactKind } from './journal.ts';
import { restorationSchema } from './jobs/backup/restoration.ts';
import { jobSchema } from './jobs/job-ledger.ts';
import { silentSchema } from './jobs/silent-job.ts';
import { LocalDays } from './local-days.ts';
import { recordSchema } from './records/record-schema.ts';
import { registerSchema } from './register/register-schema.ts';
import { enrolmentSchema } from './registry/enrolment-schema.ts';
import type { HandOver } from './registry/hand-over.ts';
import { handOverSchema } from './registry/hand-over-schema.ts';
import { birthDateSchema, gatewayAddedSchema, registrySchema } from './registry/registry-schema.ts';
import { Registry, type RegistryFact } from './registry/registry.ts';
import { seriesBookSchema, seriesCheckedSchema } from './series/series-schema.ts';
import { SettledQuarantine, settledSchema } from './settled-quarantine.ts';

export interface CloudStoreParts {
  /** Folder of `cloud.sqlite`. */
  readonly dataPath: string;
  readonly zone: string;
  readonly clock: Clock;
  readonly hmac: HmacSha256;
  /** The machine's own, when absent. */
  readonly disk?: Disk;
}

/** `schemaSteps[n]` leads from version n to n+1; what stands here is never changed. */
export const schemaSteps: readonly string[] = [
  journalSchema + derivedSchema + cursorSchema + registrySchema + jobSchema,
  ringSchema,
  birthDateSchema,
  enrolmentSchema,
  centreVisitSchema + lateGatewaySchema,
  receivedSchema,
  registerSchema,
  actionJournalSchema + handOverSchema,
  centreNewsSchema,
  restorationSchema,
  recordSchema,
  seriesBookSchema,
  importSchema,
  silentSchema,
  `DROP TRIGGER centre_visit_gateway; ${dateOrderSchema}${lateGatewaySchema}`,
  gatewayAddedSchema,
  centreWeekSchema,
  settledSchema,
  seriesCheckedSchema,
];

/** A visit touches a page in each of a dozen trees; the 2 MB that are usual hold those of a few hundred pedometers. */
const pageCacheKib = 64 * 1024;
/** 32 MB: a page that many visits change is then moved into the database once for all of them. */
const checkpointPages = 8_000;

export class CloudStore implements Disposable {
  readonly database: DatabaseSync;
  readonly journal: Journal;
  readonly derivation: Derivation;
  readonly registry: Registry;
  readonly actions: CentreActions;
  readonly days: LocalDays;
  readonly #clock: Clock;

  private constructor(parts: CloudStoreParts, database: DatabaseSync) {
    this.database = database;
    this.#clock = parts.clock;
    this.days = new LocalDays(parts.zone);
    this.journal = new Journal(database);
    this.registry = new Registry({
      database,
      zone: parts.zone,
      nowMs: () => parts.clock.wallMs(),
      confirmedOf: (device) => this.derivation.states.get(device).coverage.confirmed,
      readersOf: (device) => this.#readersOf(device),
      onFact: (fact) => this.#takeRegistryFact(fact),
      onUndone: () => this.derivation.forget(),
    });
    const { journal, days } = this;
    this.derivation = new Derivation({ database, journal, days, book: this.registry, hmac: parts.hmac });
    this.derivation.centreVisits.makeUnmade();
    this.actions = new CentreActions(this.registry);
  }

  /** Throws OperatorError where the database cannot be used. */
  static open(parts: CloudStoreParts): CloudStore {
    const database = openDatabase(join(parts.dataPath, 'cloud.sqlite'), schemaSteps, parts.disk);
    // Pages as they were before a batch, in case it is undone, are soon forgotten and need no file.
    database.exec('PRAGMA temp_store=MEMORY');
    database.exec(`PRAGMA cache_size=-${pageCacheKib}; PRAGMA wal_autocheckpoint=${checkpointPages}`);
    return new CloudStore(parts, database);
  }

  /** Makes days before `today` final where all of them has come. */
  closeDays(today: PlainDateText): Effect {
    // A night with nothing to close is no fact worth keeping for ever.
    if (this.derivation.totals.openBefore(today).length === 0) return { visits: [], revised: [] };
    return this.#know('close', { today });
  }

  retry(decision: DecisionFact): Effect {
    const effect = this.#know('retry', decision, () => this.#hearAgain(decision.item));
    this.registry.atomically(() => this.registry.handOvers.readAll());
    return effect;
  }

  discard(decision: DecisionFact): Effect {
    return this.#know('discard', decision);
  }

  /** Each of them a fact of its own; all of them on disk when this returns, or none. */
  discardAll(decisions: readonly DecisionFact[]): void {
    this.#anew(() => decisions.forEach((decision) => this.#apply('discard', decision)));
  }

  /** Notes what is settled in quarantine by now, and deletes what has been so since before then. How many that were. */
  forgetSettled(beforeMs: number): number {
    const settled = new SettledQuarantine(this.database);
    settled.note(this.#clock.wallMs());
    const forget = settled.settledBefore(beforeMs);
    if (forget.length > 0) this.#know('discard', { forget });
    return forget.length;
  }

  /** Facts of imports, all of them or none. */
  tellImport(facts: readonly ImportFact[]): void {
    this.#quietly(() => facts.forEach((fact) => this.#apply('import', fact)));
  }

  /** Tells the days of the next part of that import. */
  settleImport(id: string): void {
    this.#quietly(() => {
      // Another program may have told it in the meantime.
      const its = this.derivation.imports.get(id);
      if (its !== undefined && its.settled < its.parts)
        this.#apply('import', { step: 'settle', import: id, part: its.settled });
    });
  }

  /** What waits for somebody to say when it happened, or whom it speaks of; oldest first. */
  heldHandOvers(): readonly HandOver[] {
    return this.registry.handOvers.table.held();
  }

  /** Everything that was ever said of a pedometer or for a participant, by the time it happened. */
  handOversOf(
    subject: { readonly device: DeviceSerial } | { readonly participant: ParticipantId },
  ): readonly HandOver[] {
    const { table } = this.registry.handOvers;
    return 'device' in subject ? table.ofDevice(subject.device) : table.ofParticipant(subject.participant);
  }

  /** Says when it happened, or that it does not count. Undefined where it is not held. */
  settleHeld(id: number, decision: { readonly atMs: number } | 'discard', by: string): HandOver | undefined {
    const { registry } = this;
    return registry.atomically(() =>
      decision === 'discard'
        ? registry.handOvers.discardHeld(id, by)
        : registry.handOvers.settleHeld(id, decision.atMs, by),
    );
  }

  [Symbol.dispose](): void {
    this.database.close();
  }

  /** Inside the registry's own transaction: what it changed and what follows from it are on disk together. */
  #readersOf(device: DeviceSerial): readonly GatewayId[] {
    const { stamps, states } = this.derivation;
    const last = states.get(device).lastGateway;
    return [...stamps.believedOf(device).map(({ gateway }) => gateway), ...(last === null ? [] : [last])];
  }

  #takeRegistryFact(fact: RegistryFact): void {
    this.#apply(fact.kind, fact.kind === 'device' ? this.#deviceFact(fact.body.device) : fact.body);
  }

  #deviceFact(device: DeviceSerial): DeviceFact {
    const known = this.registry.deviceOf(device);
    assert(known !== undefined, 'a device fact speaks of a device');
    const { key, label, bucketSeconds, capacityBuckets } = known;
    return { device, key: key.toHex(), label, bucketSeconds, capacityBuckets };
  }

  /** Actions that could not be read when they came, and can be now. */
  #hearAgain(item: number): void {
    const waiting = this.derivation.quarantine.get(item);
    const fact = waiting?.state === 'waiting' ? this.journal.get(waiting.journal) : undefined;
    const actions = fact === undefined ? undefined : actionsOf(fact);
    if (fact === undefined || actions === undefined) return;
    this.actions.take(actions, fact.id, fact.receivedMs, (error) => {
      throw error;
    });
  }

  /** Keeps what intake has looked up: nothing of it is changed. */
  #quietly(work: () => void): void {
    try {
      inTransaction(this.database, () => {
        this.derivation.refresh();
        work();
      });
    } catch (error) {
      this.derivation.forget();
      throw error;
    }
  }

  #know(kind: OwnFactKind, body: unknown, before: () => void = () => undefined): Effect {
    return this.#anew(() => {
      before();
      return this.#apply(kind, body);
    });
  }

  /** With nothing that was looked up before. */
  #anew<Result>(work: () => Result): Result {
    this.derivation.forget();
    try {
      return inTransaction(this.database, work);
    } catch (error) {
      this.derivation.forget();
      throw error;
    }
  }

  #apply(kind: OwnFactKind, body: unknown): Effect {
    const fact = this.journal.get(this.journal.addFact(kind, jsonBytes(body), this.#clock.wallMs()));
    return fact === undefined ? { visits: [], revised: [] } : this.derivation.apply(fact);
  }
}
