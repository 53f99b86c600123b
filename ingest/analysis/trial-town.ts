/** Trial town: a cloud's database on disk to which a seed has brought visits, swaps, moves and corrections. For this room's tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Batch } from '../../contract/batch.ts';
import {
  centreIdSchema,
  deviceSerialSchema,
  gatewayIdSchema,
  participantIdSchema,
  plainDateSchema,
  type CentreId,
} from '../../contract/ids.ts';
import { stepsNotRecorded } from '../../contract/page.ts';
import { systemClock } from '../../runtime/clock.ts';
import { inTransaction, openDatabase } from '../../runtime/database.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { seededRandom, type Random } from '../../runtime/random.ts';
import { CloudStore } from '../cloud-store.ts';
import { jsonBytes } from '../journal.ts';
import { LocalDays } from '../local-days.ts';
import { sampleVisit, type SampleDevice, type SampleEpoch } from '../sample-walk.ts';
import { hourBookSchema } from './hour-book.ts';
import { StepAnalysis } from './step-analysis.ts';

export const zone = 'Asia/Tokyo';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** 2026-09-01 00:00 in Japan. */
const firstMs = Date.parse('2026-08-31T15:00:00Z');
/** Those at the end have fewer than ten people in most towns. */
const shares = [5, 3, 1, 1];

interface Walker extends SampleDevice {
  readonly participant: ReturnType<typeof participantIdSchema.parse>;
  readonly epochs: SampleEpoch[];
  confirmedFrom: number;
}

export class TrialTown implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'ayumi-analysis-'));
  readonly store: CloudStore;
  readonly random: Random;
  nowMs = firstMs;
  readonly walkers: Walker[] = [];
  readonly #opened: DatabaseSync[] = [];
  #seq = 0;

  constructor(seed: number, people: number) {
    this.random = seededRandom(seed);
    this.store = CloudStore.open({
      dataPath: this.folder,
      zone,
      clock: { ...systemClock, wallMs: () => this.nowMs },
      hmac: hmacSha256,
    });
    const { registry } = this.store;
    registry.atomically(() => {
      shares.forEach((_, i) => registry.putCentre({ id: this.centre(i), name: `第${i}公民館` }));
      for (let person = 0; person < people; person++) this.#enrol(person);
    });
    shares.forEach((_, i) => registry.addGateway(this.gateway(i), this.centre(i)));
  }

  centre(i: number): CentreId {
    return centreIdSchema.parse(`centre-${i}`);
  }

  gateway(i: number) {
    return gatewayIdSchema.parse(`gw-${i}`);
  }

  /** So many days go by: people walk, come now and then, change batteries, give pedometers back and move. */
  live(days: number): void {
    for (let day = 0; day < days; day++) {
      this.nowMs += dayMs;
      for (const walker of this.walkers) {
        if (this.random.next() < 0.02) this.#swapBattery(walker);
        if (this.random.next() < 0.2) this.visit(walker);
      }
      if (this.random.next() < 0.3) this.move(this.random.int(0, this.walkers.length - 1));
      if (this.random.next() < 0.2) this.#handOn();
      if (this.random.next() < 0.3)
        this.store.closeDays(plainDateSchema.parse(new Date(this.nowMs + 9 * hourMs).toISOString().slice(0, 10)));
    }
  }

  visit(walker: Walker, atMs = this.nowMs + this.random.int(8, 20) * hourMs): void {
    const from = Math.max(0, walker.confirmedFrom - this.random.int(0, 30));
    const told = sampleVisit(walker, walker.epochs, { atMs, from });
    // Now and then a gateway's clock is hours off, and nobody can tell which stamp to believe.
    const offMs = this.random.next() < 0.05 ? 7 * hourMs : 0;
    const { stamp } = told;
    const visit = stamp === undefined ? told : { ...told, stamp: { ...stamp, gateway: stamp.gateway + offMs } };
    walker.confirmedFrom = this.store.derivation.states.get(walker.serial).coverage.confirmed;
    const gateway = this.gateway(this.random.int(0, shares.length - 1));
    const seq = this.#seq++;
    const sentAt = new Date(atMs).toISOString();
    const batch: Batch = { v: 1, gateway, boot: 'b', seq, sentAt, visits: [visit] };
    const { database, journal, derivation } = this.store;
    inTransaction(database, () => {
      const id = journal.addBatch(gateway, seq, jsonBytes(batch), atMs);
      if (id !== undefined) derivation.applyBatch(batch, id, atMs);
    });
  }

  /** Somebody belongs to another centre now, or turns out to be older. */
  move(person: number): void {
    const { registry } = this.store;
    const held = registry.participant(this.#participant(person));
    if (held === undefined) return;
    const centre = this.centre(this.random.int(0, shares.length - 1));
    const birthYear = held.birthYear + (this.random.next() < 0.5 ? 0 : this.random.int(-3, 3));
    registry.atomically(() => registry.putParticipant({ ...held, birthYear, centre, birthDate: null }));
  }

  /** The analysts' thread as far as this room goes, on connections of its own. */
  analysis(cachePath = ':memory:'): StepAnalysis {
    const database = new DatabaseSync(join(this.folder, 'cloud.sqlite'), { readOnly: true });
    const cache = openDatabase(cachePath, [hourBookSchema]);
    this.#opened.push(database, cache);
    const bounds = { daysMax: 800, cellsMax: 1_000_000 };
    let monotonicMs = 0;
    // Each look is long after the one before, so that the registry is read again.
    const clock = () => (monotonicMs += 60_000);
    return new StepAnalysis({ database, cache, days: new LocalDays(zone), bounds, monotonicMs: clock });
  }

  /** Until nothing is left to be read or counted. */
  catchUp(analysis: StepAnalysis): void {
    analysis.setNow(this.nowMs + dayMs);
    while (analysis.step());
    analysis.lookForHours();
    while (analysis.stepHours());
  }

  [Symbol.dispose](): void {
    for (const database of this.#opened) database.close();
    this.store[Symbol.dispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #participant(person: number) {
    return participantIdSchema.parse(`P-${String(person).padStart(4, '0')}`);
  }

  #enrol(person: number): void {
    const { registry } = this.store;
    const participant = this.#participant(person);
    const place = this.random.int(0, shares.reduce((sum, share) => sum + share, 0) - 1);
    let centre = 0;
    for (let left = place; left >= (shares[centre] ?? 1); centre++) left -= shares[centre] ?? 1;
    registry.putParticipant({
      id: participant,
      name: '歩',
      birthYear: this.random.int(1930, 1970),
      centre: this.centre(centre),
    });
    const serial = deviceSerialSchema.parse(`AYM-${String(person).padStart(6, '0')}`);
    const key = new Uint8Array(32).fill(person + 1);
    const fixed = {
      model: 'steplog-1',
      label: String(person),
      capacityBuckets: 1440,
      bucketSeconds: 3600,
      status: 'in-stock',
    } as const;
    registry.putDevice({ serial, key, ...fixed, centre: this.centre(centre) });
    // A few wait for a pedometer.
    if (this.random.next() < 0.1) return;
    registry.addLoan({ device: serial, participant, fromMs: firstMs, toMs: null });
    const epoch = {
      epoch: 1,
      startMs: firstMs + this.random.int(0, 40) * 60_000,
      firstSequence: 0,
      steps: this.#hours(24 * 120),
    };
    this.walkers.push({ serial, key, participant, epochs: [epoch], confirmedFrom: 0 });
  }

  #hours(count: number): readonly number[] {
    const pace = this.random.int(20, 900);
    const hour = (i: number): number => {
      const chance = this.random.next();
      if (chance < 0.004) return stepsNotRecorded;
      return i % 24 < 7 || chance < 0.1 ? 0 : this.random.int(0, pace);
    };
    return Array.from({ length: count }, (_, i) => hour(i));
  }

  #swapBattery(walker: Walker): void {
    const last = walker.epochs.at(-1);
    if (last === undefined || this.nowMs - last.startMs < 2 * dayMs) return;
    const counted = Math.floor((this.nowMs - last.startMs) / hourMs);
    walker.epochs[walker.epochs.length - 1] = { ...last, steps: last.steps.slice(0, counted) };
    walker.epochs.push({
      epoch: last.epoch + 1,
      startMs: this.nowMs + this.random.int(1, 3) * hourMs,
      firstSequence: last.firstSequence + counted,
      steps: this.#hours(24 * 120),
    });
  }

  /** Somebody's loan turns out to have ended some days ago. */
  #handOn(): void {
    const { registry } = this.store;
    const walker = this.walkers[this.random.int(0, this.walkers.length - 1)];
    const loan = walker === undefined ? undefined : registry.loansOfDevice(walker.serial).at(-1);
    if (loan?.toMs !== null || this.nowMs - loan.fromMs < 10 * dayMs) return;
    registry.atomically(() => registry.endLoan(loan, this.nowMs - this.random.int(0, 4) * dayMs + 1_000));
  }
}
