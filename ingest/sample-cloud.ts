/** Sample cloud: a derivation on a database in memory with one pedometer, for the tests of what it promises. */
import type { Batch, VisitReport } from '../contract/batch.ts';
import { deviceSerialSchema, gatewayIdSchema, participantIdSchema, plainDateSchema } from '../contract/ids.ts';
import { inTransaction, openDatabase } from '../runtime/database.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { replaySchema } from './cloud-schema.ts';
import { Derivation, type Effect } from './derivation.ts';
import type { OwnFactKind } from './journal.ts';
import { Journal, jsonBytes } from './journal.ts';
import type { KnownDevice, Loan, LoanBook } from './loan-book.ts';
import { LocalDays } from './local-days.ts';
import type { SampleEpoch } from './sample-walk.ts';

export const zone = 'Asia/Tokyo';
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const gateway = gatewayIdSchema.parse('gw-1');
export const anna = participantIdSchema.parse('P-0001');
export const bert = participantIdSchema.parse('P-0002');
export const device = { serial: deviceSerialSchema.parse('AYM-000001'), key: new Uint8Array(32).fill(7) };
/** 2026-11-01 00:00 in Japan. */
export const firstDayMs = Date.parse('2026-10-31T15:00:00Z');
export const date = (day: number) =>
  plainDateSchema.parse(Temporal.PlainDate.from('2026-11-01').add({ days: day }).toString());

class TestBook implements LoanBook {
  readonly devices = new Map<string, KnownDevice>();
  loans: readonly Loan[] = [];

  deviceOf(serial: string) {
    return this.devices.get(serial);
  }
  loansOfDevice(serial: string) {
    return this.loans.filter((loan) => loan.device === serial);
  }
  loansOfParticipant(participant: string) {
    return this.loans.filter((loan) => loan.participant === participant);
  }
}

export const openCloud = (
  loans: readonly Loan[] = [{ device: device.serial, participant: anna, fromMs: 0, toMs: null }],
) => {
  const database = openDatabase(':memory:', [replaySchema]);
  const book = new TestBook();
  book.devices.set(device.serial, { ...device, label: '1', bucketSeconds: 3600, capacityBuckets: 1440 });
  book.loans = loans;
  const journal = new Journal(database);
  const derivation = new Derivation({ database, journal, book, days: new LocalDays(zone), hmac: hmacSha256 });
  let seq = 0;
  return {
    database,
    journal,
    book,
    derivation,
    bring: (visits: readonly VisitReport[], receivedMs = firstDayMs + 400 * dayMs): Effect => {
      const batch: Batch = {
        v: 1,
        gateway,
        boot: 'b',
        seq: seq++,
        sentAt: new Date(receivedMs).toISOString(),
        visits: [...visits],
      };
      return inTransaction(database, () => {
        const id = journal.addBatch(gateway, batch.seq, jsonBytes(batch), receivedMs);
        return id === undefined ? { visits: [], revised: [] } : derivation.applyBatch(batch, id, receivedMs);
      });
    },
    know: (kind: OwnFactKind, body: unknown): Effect =>
      inTransaction(database, () => {
        const fact = journal.get(journal.addFact(kind, jsonBytes(body), 0));
        return fact === undefined ? { visits: [], revised: [] } : derivation.apply(fact);
      }),
    totals: () =>
      Object.fromEntries(
        [...derivation.totals.all()].map((total) => [`${total.participant} ${total.date}`, total.steps]),
      ),
    states: () =>
      Object.fromEntries(
        [...derivation.totals.all()].map((total) => [`${total.participant} ${total.date}`, total.state]),
      ),
    waiting: () => derivation.quarantine.waiting().map((item) => item.reason),
  };
};

/** Hour h of the sample has h+1 steps, so that every hour is told apart. */
export const hours = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i + 1);
export const epochOne = (count: number, driftPpm = 0): SampleEpoch => ({
  epoch: 1,
  startMs: firstDayMs,
  firstSequence: 0,
  steps: hours(count),
  driftPpm,
});
export const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
export const daySums = (steps: readonly number[]) =>
  Object.fromEntries(
    Array.from({ length: Math.ceil(steps.length / 24) }, (_, day) => [
      `${anna} ${date(day)}`,
      sum(steps.slice(day * 24, day * 24 + 24)),
    ]),
  );
