/** Promises of what other systems counted: never added to anything, never in a pedometer's place, and the same in any order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../runtime/database.ts';
import { jsonBytes } from '../journal.ts';
import { anna, bert, date, device, epochOne, firstDayMs, hourMs, hours, openCloud, sum } from '../sample-cloud.ts';
import { sampleVisit } from '../sample-walk.ts';
import { sampleImport, type SampleImport } from './sample-import.ts';

type Cloud = ReturnType<typeof openCloud>;
const dayMs = 24 * hourMs;

const accept = (cloud: Cloud, { said, settling }: SampleImport): void => {
  for (const fact of [...said, ...settling]) cloud.know('import', fact);
};
const undo = (cloud: Cloud, its: SampleImport): void => {
  for (const fact of [its.undo, ...its.settling]) cloud.know('import', fact);
};
const totalsOf = (cloud: Cloud) =>
  Object.fromEntries(
    [...cloud.derivation.totals.all()].map(({ participant, date: on, steps, trust, state }) => [
      `${participant} ${on}`,
      `${steps} ${trust}${state === 'held' ? ' held' : ''}`,
    ]),
  );
/** Anna has the pedometer from the sixth day on. */
const lentOnDay = (day: number) => [
  { device: device.serial, participant: anna, fromMs: firstDayMs + day * dayMs, toMs: null },
];

describe('steps of another system', () => {
  it('are a day total of their own, unsigned and final, known since they were accepted', () => {
    const cloud = openCloud([]);
    accept(cloud, sampleImport(anna, 'daily', { 0: 6214, 1: 5000, 2: 0 }));
    expect(cloud.derivation.totals.get(anna, date(0))).toMatchObject({
      steps: 6214,
      state: 'final',
      trust: 'unsigned',
      devices: [],
      revision: 1,
      syncedOn: '1970-01-01',
    });
    expect(totalsOf(cloud)).toEqual({
      [`${anna} ${date(0)}`]: '6214 unsigned',
      [`${anna} ${date(1)}`]: '5000 unsigned',
      [`${anna} ${date(2)}`]: '0 unsigned',
    });
  });

  it('change nothing before the whole of them is accepted, and nothing when they come twice', () => {
    const cloud = openCloud([]);
    const its = sampleImport(anna, 'daily', { 0: 1, 1: 2, 2: 3, 3: 4 });
    const [first, , accepted] = its.said;
    cloud.know('import', first);
    cloud.know('import', accepted);
    for (const fact of its.settling) cloud.know('import', fact);
    expect(cloud.totals()).toEqual({});
    accept(cloud, its);
    const revisions = cloud.derivation.totals.revisionsAfter(0, 100);
    expect(revisions).toHaveLength(4);
    accept(cloud, its);
    expect(cloud.derivation.totals.revisionsAfter(0, 100)).toEqual(revisions);
  });

  it('give way to the pedometer on every date it was on loan, whatever comes first', () => {
    for (const importFirst of [true, false]) {
      const cloud = openCloud(lentOnDay(1));
      const bring = (): unknown =>
        cloud.bring([sampleVisit(device, [epochOne(72)], { atMs: firstDayMs + 72 * hourMs, from: 0 })]);
      if (!importFirst) bring();
      accept(cloud, sampleImport(anna, 'bucket', { 0: 9000, 1: 9000, 2: 9000, 3: 9000 }));
      if (importFirst) bring();
      expect(totalsOf(cloud)).toEqual({
        [`${anna} ${date(0)}`]: '9000 unsigned',
        [`${anna} ${date(1)}`]: `${sum(hours(24, 24))} signed`,
        [`${anna} ${date(2)}`]: `${sum(hours(24, 48))} signed`,
      });
    }
  });

  it('give way as soon as the loan is known, and stand again when it was none', () => {
    const cloud = openCloud([]);
    accept(cloud, sampleImport(anna, 'daily', { 0: 6214, 5: 700 }));
    const loan = { id: 1, device: device.serial, participant: anna, fromMs: firstDayMs + 5 * dayMs, toMs: null };
    cloud.book.loans = lentOnDay(5);
    cloud.know('loan', { before: null, after: loan });
    expect(totalsOf(cloud)).toEqual({ [`${anna} ${date(0)}`]: '6214 unsigned', [`${anna} ${date(5)}`]: '0 signed' });
    cloud.book.loans = [];
    cloud.know('loan', { before: loan, after: null });
    expect(totalsOf(cloud)).toEqual({
      [`${anna} ${date(0)}`]: '6214 unsigned',
      [`${anna} ${date(5)}`]: '700 unsigned',
    });
  });

  it('of two kinds are never added: buckets are believed before a daily total', () => {
    const cloud = openCloud([]);
    accept(cloud, sampleImport(anna, 'daily', { 0: 6000 }));
    accept(cloud, sampleImport(anna, 'bucket', { 0: 5800 }));
    expect(totalsOf(cloud)).toEqual({ [`${anna} ${date(0)}`]: '5800 unsigned' });
  });

  it('of two sources that disagree are held with the least, and free again when one is taken back', () => {
    const cloud = openCloud([]);
    const one = sampleImport(anna, 'daily', { 0: 6000, 1: 10 }, { source: 'one' });
    const other = sampleImport(anna, 'daily', { 0: 5000, 1: 10 }, { source: 'other' });
    accept(cloud, one);
    accept(cloud, other);
    expect(totalsOf(cloud)).toEqual({
      [`${anna} ${date(0)}`]: '5000 unsigned held',
      [`${anna} ${date(1)}`]: '10 unsigned',
    });
    undo(cloud, other);
    expect(totalsOf(cloud)).toEqual({ [`${anna} ${date(0)}`]: '6000 unsigned', [`${anna} ${date(1)}`]: '10 unsigned' });
  });

  it('that are taken back leave what else is known, as a visible correction, and can be accepted again', () => {
    const cloud = openCloud([]);
    const buckets = sampleImport(anna, 'bucket', { 0: 5800, 1: 40 });
    accept(cloud, sampleImport(anna, 'daily', { 0: 6000 }));
    accept(cloud, buckets);
    undo(cloud, buckets);
    expect(cloud.derivation.totals.get(anna, date(0))).toMatchObject({ steps: 6000, state: 'corrected', revision: 3 });
    expect(cloud.derivation.totals.get(anna, date(1))).toMatchObject({ steps: 0, state: 'corrected', revision: 2 });
    accept(cloud, buckets);
    expect(cloud.derivation.totals.get(anna, date(0))).toMatchObject({ steps: 5800, revision: 4 });
  });

  it('come to the same in any order of imports and visits, and are made again from the journal alone', () => {
    const imports = [
      sampleImport(anna, 'daily', { 0: 6000, 1: 500, 2: 70 }, { source: 'one' }),
      sampleImport(anna, 'daily', { 0: 6000, 1: 501, 4: 9 }, { source: 'two', daysPerPart: 1 }),
      sampleImport(anna, 'bucket', { 0: 5900, 2: 71, 3: 8 }, { source: 'one' }),
      sampleImport(bert, 'bucket', { 0: 1, 1: 2 }, { source: 'one' }),
    ];
    const visit = sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + 96 * hourMs, from: 0 });
    const acts = [...imports.map((its) => ({ its })), { visit }, ...imports.slice(0, 2).map((its) => ({ back: its }))];
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(fc.shuffledSubarray(acts, { minLength: acts.length }), (order) => {
        const cloud = openCloud(lentOnDay(2));
        for (const act of order) {
          if ('visit' in act) cloud.bring([act.visit]);
          else if ('its' in act) accept(cloud, act.its);
        }
        // What is taken back was said before; where among the rest makes no difference either.
        for (const act of order) if ('back' in act) undo(cloud, act.back);
        outcomes.add(JSON.stringify(Object.entries(totalsOf(cloud)).sort()));
        const again = openCloud(lentOnDay(2));
        for (const fact of cloud.journal.facts()) {
          const { kind, body, gateway, receivedMs } = fact;
          inTransaction(again.database, () => {
            const id =
              gateway === null
                ? again.journal.addFact('import', body, receivedMs)
                : again.journal.addBatch(gateway, 0, body, receivedMs);
            again.derivation.apply({ kind, body, gateway, receivedMs, id: id ?? 0 });
          });
        }
        expect(again.derivation.totals.revisionsAfter(0, 1000)).toEqual(
          cloud.derivation.totals.revisionsAfter(0, 1000),
        );
      }),
      { numRuns: 60 },
    );
    expect([...outcomes]).toHaveLength(1);
  });

  it('are never added, whatever is said by whom: a day is what one of them says', () => {
    const said = fc.record({
      reading: fc.constantFrom('daily' as const, 'bucket' as const),
      source: fc.constantFrom('a', 'b', 'c'),
      steps: fc.integer({ min: 0, max: 30_000 }),
    });
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 6 }), (all) => {
        const cloud = openCloud([]);
        for (const { reading, source, steps } of all)
          accept(cloud, sampleImport(anna, reading, { 0: steps }, { source }));
        const total = cloud.derivation.totals.get(anna, date(0));
        const buckets = all.filter(({ reading }) => reading === 'bucket');
        const believed = (buckets.length > 0 ? buckets : all).map(({ steps }) => steps);
        expect(total?.steps).toBe(Math.min(...believed));
        expect(total?.state === 'held').toBe(new Set(believed).size > 1);
      }),
      { numRuns: 100 },
    );
  });

  it('are refused by the journal where somebody wrote them otherwise', () => {
    const cloud = openCloud([]);
    const bad = jsonBytes({ step: 'settle', import: 'x', part: 0 });
    expect(() => cloud.know('import', JSON.parse(new TextDecoder().decode(bad)))).toThrow();
  });
});
