/** A visit to a centre is counted for whoever had the pedometer then, if the pedometer signed and the clock is believed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { centreVisitSchema } from '../contract/centre-visit.ts';
import { gatewayIdSchema } from '../contract/ids.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { CentreVisitSource } from './centre-visit-source.ts';
import { LocalDays } from './local-days.ts';
import { replayJournal } from './replay-journal.ts';
import { anna, bert, date, device, epochOne, firstDayMs, gateway, hourMs, zone } from './sample-cloud.ts';
import { north, otherDevice, SampleStore, south, southGateway } from './sample-store.ts';
import { sampleVisit, type SampleVisit } from './sample-walk.ts';

const visitAt = (atHours: number, more: Partial<SampleVisit> = {}) =>
  sampleVisit(device, [epochOne(480)], { atMs: firstDayMs + atHours * hourMs, from: 0, ...more });

/** All that was ever told, and what it comes to where the last word counts. */
const toldBy = (sample: SampleStore) => new CentreVisitSource(sample.store.database).after(0, 1000)?.items ?? [];
const visitsOf = (sample: SampleStore): readonly string[] => {
  const last = new Map(
    toldBy(sample).map((visit) => [`${visit.participant} ${visit.date} ${visit.centre}`, visit.withdrawn]),
  );
  return [...last].flatMap(([key, withdrawn]) => (withdrawn ? [] : [key])).sort();
};
const differences = (sample: SampleStore) =>
  replayJournal(sample.store.database, { days: new LocalDays(zone), hmac: hmacSha256 }).differences;

describe('a visit', () => {
  test('is told once a day and centre, by its local date, however often and by whom the pedometer is read', () => {
    using sample = new SampleStore();
    sample.store.registry.lend(device.serial, anna, firstDayMs);
    // 23:30 and half an hour after midnight in Japan.
    sample.bring([visitAt(20), visitAt(23.5)]);
    sample.bring([visitAt(24.5)], southGateway);
    sample.bring([visitAt(20)]);
    expect(toldBy(sample)).toEqual([
      { participant: anna, date: date(0), centre: north, withdrawn: false },
      { participant: anna, date: date(1), centre: south, withdrawn: false },
    ]);
    expect(toldBy(sample).map((visit) => centreVisitSchema.parse(visit))).toEqual(toldBy(sample));
    expect(differences(sample)).toEqual([]);
  });

  test('counts although all its pages were known already, as long as the pedometer signed one', () => {
    using sample = new SampleStore();
    sample.store.registry.lend(device.serial, anna, firstDayMs);
    sample.bring([visitAt(20)]);
    const known = visitAt(20).pages ?? [];
    sample.bring([{ ...visitAt(44), pages: [...known] }]);
    expect(visitsOf(sample)).toEqual([`${anna} ${date(0)} ${north}`, `${anna} ${date(1)} ${north}`]);
  });

  test('cannot be invented by a gateway, nor told by one whose own clock nobody vouches for', () => {
    using sample = new SampleStore();
    sample.store.registry.lend(device.serial, anna, firstDayMs);
    sample.bring([visitAt(20, { signedWith: new Uint8Array(32) })]);
    sample.bring([{ ...visitAt(44), pages: [] }]);
    sample.bring([visitAt(68, { trusted: false })]);
    expect(toldBy(sample)).toEqual([]);
    expect(differences(sample)).toEqual([]);
  });

  test('is nobody’s while the pedometer is lent to nobody', () => {
    using sample = new SampleStore();
    sample.store.registry.lend(device.serial, anna, firstDayMs + 30 * hourMs);
    sample.bring([visitAt(20)]);
    sample.bring([visitAt(31)]);
    expect(visitsOf(sample)).toEqual([`${anna} ${date(1)} ${north}`]);
  });

  test('goes to whoever had the pedometer at that minute when a loan is corrected, and is taken from the other', () => {
    using sample = new SampleStore();
    const { registry } = sample.store;
    registry.lend(device.serial, anna, firstDayMs);
    sample.bring([visitAt(20), visitAt(44)]);
    const [loan] = registry.loansOfDevice(device.serial);
    if (loan === undefined) throw new Error('bug: it was lent');
    registry.atomically(() => registry.endLoan(loan, firstDayMs + 40 * hourMs));
    registry.lend(device.serial, bert, firstDayMs + 42 * hourMs);
    expect(toldBy(sample).slice(-2)).toEqual([
      { participant: anna, date: date(1), centre: north, withdrawn: true },
      { participant: bert, date: date(1), centre: north, withdrawn: false },
    ]);
    expect(visitsOf(sample)).toEqual([`${anna} ${date(0)} ${north}`, `${bert} ${date(1)} ${north}`]);
    expect(differences(sample)).toEqual([]);
  });

  test('stays while another pedometer or gateway at the centre saw the same person that day', () => {
    using sample = new SampleStore();
    const { registry } = sample.store;
    const second = gatewayIdSchema.parse('gw-3');
    registry.addGateway(second, north);
    registry.lend(device.serial, anna, firstDayMs);
    registry.takeBack(device.serial, firstDayMs + 12 * hourMs);
    registry.lend(otherDevice.serial, anna, firstDayMs + 12 * hourMs);
    sample.bring([visitAt(10)]);
    sample.bring([sampleVisit(otherDevice, [epochOne(48)], { atMs: firstDayMs + 20 * hourMs, from: 0 })], second);
    const [loan] = registry.loansOfDevice(device.serial);
    if (loan === undefined) throw new Error('bug: it was lent');
    registry.atomically(() => registry.endLoan(loan, firstDayMs + 5 * hourMs));
    expect(toldBy(sample)).toHaveLength(3);
    expect(visitsOf(sample)).toEqual([`${anna} ${date(0)} ${north}`]);
  });

  test('is taken back when its clock is outvoted, and told when its clock turns out to be right', () => {
    using sample = new SampleStore();
    sample.store.registry.lend(device.serial, anna, firstDayMs);
    const wrong = visitAt(20);
    if (wrong.stamp === undefined) throw new Error('bug: the sample stamps');
    // A gateway whose clock is two days ahead came first.
    sample.bring([{ ...wrong, stamp: { ...wrong.stamp, gateway: wrong.stamp.gateway + 48 * hourMs } }]);
    expect(visitsOf(sample)).toEqual([`${anna} ${date(2)} ${north}`]);
    sample.bring([visitAt(44)], southGateway);
    sample.bring([visitAt(92)], southGateway);
    expect(visitsOf(sample)).toEqual([`${anna} ${date(1)} ${south}`, `${anna} ${date(3)} ${south}`]);
    expect(differences(sample)).toEqual([]);
  });

  test('is not told where its clock contradicts those believed already', () => {
    using sample = new SampleStore();
    sample.store.registry.lend(device.serial, anna, firstDayMs);
    sample.bring([visitAt(10), visitAt(44)]);
    const wrong = visitAt(60);
    if (wrong.stamp === undefined) throw new Error('bug: the sample stamps');
    sample.bring([{ ...wrong, stamp: { ...wrong.stamp, gateway: wrong.stamp.gateway + 96 * hourMs } }], southGateway);
    expect(visitsOf(sample)).toEqual([`${anna} ${date(0)} ${north}`, `${anna} ${date(1)} ${north}`]);
    expect(differences(sample)).toEqual([]);
  });

  test('is taken back at one centre only where the same day’s other centre stands', () => {
    using sample = new SampleStore();
    const { registry } = sample.store;
    registry.lend(device.serial, anna, firstDayMs);
    sample.bring([visitAt(10)]);
    sample.bring([visitAt(20)], southGateway);
    const [loan] = registry.loansOfDevice(device.serial);
    if (loan === undefined) throw new Error('bug: it was lent');
    registry.atomically(() => registry.endLoan(loan, firstDayMs + 15 * hourMs));
    expect(visitsOf(sample)).toEqual([`${anna} ${date(0)} ${north}`]);
  });

  test('by a gateway nobody has registered is told once its centre is known', () => {
    using sample = new SampleStore();
    const late = gatewayIdSchema.parse('gw-late');
    sample.store.registry.lend(device.serial, anna, firstDayMs);
    sample.bring([visitAt(20)], late);
    expect(toldBy(sample)).toEqual([]);
    sample.store.registry.addGateway(late, south);
    expect(visitsOf(sample)).toEqual([`${anna} ${date(0)} ${south}`]);
  });

  test('comes to the same in whatever order batches and loans become known', () => {
    const hours = [10, 20, 34, 58, 82, 100, 130];
    fc.assert(
      fc.property(fc.shuffledSubarray(hours, { minLength: hours.length }), fc.nat(hours.length), (order, lentAfter) => {
        using sample = new SampleStore();
        const lend = () => {
          const { registry } = sample.store;
          registry.lend(device.serial, anna, firstDayMs);
          registry.takeBack(device.serial, firstDayMs + 50 * hourMs);
          registry.lend(device.serial, bert, firstDayMs + 60 * hourMs);
        };
        order.forEach((at, i) => {
          if (i === lentAfter) lend();
          sample.bring([visitAt(at)], at % 4 === 0 ? southGateway : gateway);
        });
        if (lentAfter === hours.length) lend();
        expect(visitsOf(sample)).toEqual([
          `${anna} ${date(0)} ${north}`,
          `${anna} ${date(0)} ${south}`,
          `${anna} ${date(1)} ${north}`,
          `${bert} ${date(3)} ${north}`,
          `${bert} ${date(4)} ${south}`,
          `${bert} ${date(5)} ${north}`,
        ]);
        expect(differences(sample)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('is made from what an older version has kept, when its database is opened', () => {
    using sample = new SampleStore();
    sample.store.registry.lend(device.serial, anna, firstDayMs);
    sample.bring([visitAt(20), visitAt(44)]);
    sample.store.database.exec(
      'DELETE FROM centre_visit; DELETE FROM centre_visit_change; INSERT INTO centre_visit_unmade SELECT DISTINCT device FROM stamp',
    );
    sample.reopen();
    expect(visitsOf(sample)).toEqual([`${anna} ${date(0)} ${north}`, `${anna} ${date(1)} ${north}`]);
    expect(differences(sample)).toEqual([]);
  });
});
