/** The point service hears of everybody who is new or of whom something has changed, and of nobody else. */
import { expect, test } from 'vitest';
import type { Enrolment } from '../../contract/enrolment.ts';
import { enrolmentSchema } from '../../contract/enrolment.ts';
import { importParticipants } from './registry-import.ts';
import { anna, bert, device, firstDayMs, hourMs } from '../sample-cloud.ts';
import { SampleStore } from '../sample-store.ts';
import { Enrolments } from './enrolments.ts';

/** Reads on from where it stopped, as a feed does. */
class Reader {
  readonly #sample: SampleStore;
  #cursor = 0;

  constructor(sample: SampleStore) {
    this.#sample = sample;
  }

  get all(): readonly Enrolment[] {
    return this.#source.all();
  }

  next(limit = 500): readonly Enrolment[] {
    const page = this.#source.after(this.#cursor, limit);
    this.#cursor = page?.lastId ?? this.#cursor;
    return page?.items ?? [];
  }

  get #source(): Enrolments {
    return new Enrolments(this.#sample.store.database, this.#sample.store.days);
  }
}

test('everybody is told of once, without a name, and then nobody until something changes', () => {
  using sample = new SampleStore();
  const reader = new Reader(sample);
  const told = reader.next();
  expect(told).toEqual([
    { participant: anna, birthYear: 1948, birthDate: null, pedometerFrom: null },
    { participant: bert, birthYear: 1944, birthDate: null, pedometerFrom: null },
  ]);
  expect(told.map((each) => enrolmentSchema.parse(each))).toEqual(told);
  sample.reopen();
  expect(reader.next()).toEqual([]);
});

test('a day of birth and the first loan are told, another name and later loans are not', () => {
  using sample = new SampleStore();
  const reader = new Reader(sample);
  reader.next();
  const { registry } = sample.store;
  const people = (line: string) =>
    importParticipants(registry, `participant,name,birthYear,birthDate,centre\n${line}\n`, sample.nowMs);
  people(`${anna},山田 花子,1948,1948-02-03,north`);
  // 2026-11-01 00:30 in Japan is still October in Greenwich.
  registry.lend(device.serial, bert, firstDayMs + hourMs / 2);
  expect(reader.next()).toEqual([
    { participant: anna, birthYear: 1948, birthDate: '1948-02-03', pedometerFrom: null },
    { participant: bert, birthYear: 1944, birthDate: null, pedometerFrom: '2026-11-01' },
  ]);
  people(`${anna},佐藤 花子,1948,1948-02-03,south`);
  registry.takeBack(device.serial, firstDayMs + 50 * hourMs);
  registry.lend(device.serial, bert, firstDayMs + 60 * hourMs);
  expect(reader.next()).toEqual([]);
});

test('a loan keyed in later that began earlier moves the beginning', () => {
  using sample = new SampleStore();
  const reader = new Reader(sample);
  const { registry } = sample.store;
  registry.lend(device.serial, anna, firstDayMs + 240 * hourMs);
  expect(reader.next().find(({ participant }) => participant === anna)?.pedometerFrom).toBe('2026-11-11');
  registry.atomically(() => {
    registry.addLoan({
      device: device.serial,
      participant: anna,
      fromMs: firstDayMs,
      toMs: firstDayMs + 240 * hourMs,
    });
  });
  expect(reader.next()).toMatchObject([{ participant: anna, pedometerFrom: '2026-11-01' }]);
  expect(reader.all).toHaveLength(2);
});

test('pages of any size tell all of it', () => {
  using sample = new SampleStore();
  const reader = new Reader(sample);
  sample.store.registry.lend(device.serial, anna, firstDayMs);
  const told = new Map<string, Enrolment>();
  for (let i = 0; i < 5; i++) for (const each of reader.next(1)) told.set(each.participant, each);
  expect([...told.values()]).toEqual(reader.all);
});
