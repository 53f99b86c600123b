/** Promises of the records that are read: each is told once however the pages fall, filters leave out what they say, and nobody's name is among them. */
import { expect, test } from 'vitest';
import { DeskFault } from '../../contract/desk-fault.ts';
import { anna, bert, date } from '../sample-cloud.ts';
import { north, otherDevice, south } from '../sample-store.ts';
import { sampleDays, SampleRecords } from './sample-records.ts';

const period = { from: date(0), to: date(sampleDays - 1) };

const readAll = async (
  records: SampleRecords,
  name: 'dayTotals' | 'intervals' | 'points' | 'pedometers',
  query: object,
): Promise<readonly object[]> => {
  const rows: object[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 1000; pages++) {
    const { next, ...lists } = await records.ask(name, { query: { ...query, after } });
    rows.push(...Object.values(lists as Record<string, readonly object[]>).flat());
    if (next === null) return rows;
    after = next;
  }
  throw new Error('the pages do not end');
};

test('day totals come by date and participant, with state and trust', async () => {
  using records = new SampleRecords();
  const { dayTotals, next } = await records.ask('dayTotals', { query: period });
  expect(next).toBeNull();
  expect(dayTotals).toHaveLength(2 * sampleDays);
  expect(dayTotals.map((day) => `${day.date} ${day.participant}`)).toEqual(
    dayTotals.map((day) => `${day.date} ${day.participant}`).toSorted(),
  );
  expect(dayTotals[0]).toMatchObject({ participant: anna, date: date(0), state: 'final', trust: 'signed' });
  expect(dayTotals.at(-1)).toMatchObject({ state: 'open' });
});

test.each(['1', '3', '7', '1000'])('however the pages fall (%s rows), each record is told once', async (limit) => {
  using records = new SampleRecords();
  for (const name of ['dayTotals', 'intervals'] as const) {
    const whole = await readAll(records, name, { ...period });
    expect(whole.length).toBeGreaterThan(9);
    expect(await readAll(records, name, { ...period, limit })).toEqual(whole);
    expect(await readAll(records, name, { ...period, limit, participant: bert })).toEqual(
      whole.filter((row) => 'participant' in row && row.participant === bert),
    );
  }
});

test('the intervals of a day add up to its total, whoever had which pedometer', async () => {
  using records = new SampleRecords();
  const { dayTotals } = await records.ask('dayTotals', { query: period });
  const { intervals } = await records.ask('intervals', { query: period });
  for (const { participant, date: day, steps } of dayTotals) {
    const theirs = intervals.filter((each) => each.participant === participant && each.date === day);
    expect(theirs.reduce((sum, each) => sum + each.steps, 0)).toBe(steps);
    expect(theirs[0]?.startAt).toBe(`${day}T00:00:00+09:00`);
  }
  const annas = intervals.filter(({ participant, date: day }) => participant === anna && day > date(3));
  expect(new Set(annas.map(({ device }) => device))).toEqual(new Set([otherDevice.serial]));
  expect(annas.at(-1)).toMatchObject({ state: 'open' });
});

test('filters leave out what they say, and what nobody is at is empty', async () => {
  using records = new SampleRecords();
  const { registry } = records.sample.store;
  const moved = registry.participant(bert);
  if (moved === undefined) throw new Error('Bert is registered');
  registry.atomically(() => registry.putParticipant({ ...moved, centre: south }));
  const of = async (query: object) => (await records.ask('dayTotals', { query: { ...period, ...query } })).dayTotals;
  expect(new Set((await of({ centre: south })).map(({ participant }) => participant))).toEqual(new Set([bert]));
  expect(new Set((await of({ centre: north })).map(({ participant }) => participant))).toEqual(new Set([anna]));
  expect(new Set((await of({ state: 'open' })).map(({ date: day }) => day))).toEqual(new Set([date(4)]));
  expect(await of({ from: date(1), to: date(1) })).toHaveLength(2);
  expect(await of({ centre: north, participant: bert })).toEqual([]);
});

test('pedometers are told by where they are, and centres by how much is there', async () => {
  using records = new SampleRecords();
  expect(await readAll(records, 'pedometers', { state: 'on-loan', limit: '1' })).toHaveLength(2);
  expect(await readAll(records, 'pedometers', { state: 'lost' })).toEqual([]);
  const { centres } = await records.ask('centres');
  expect(centres).toEqual([
    { id: north, name: '北公民館', participants: 2, pedometers: 2, gateways: 1 },
    { id: south, name: '南公民館', participants: 0, pedometers: 0, gateways: 1 },
  ]);
});

test('a place that no page has told is refused in words', async () => {
  using records = new SampleRecords();
  for (const after of ['AAAA', Buffer.from("2026-11-01 x' OR 1").toString('base64url')])
    await expect(records.ask('dayTotals', { query: { ...period, after } })).rejects.toThrow('unknown-place');
  await expect(records.ask('points', { query: period })).rejects.toThrow('no-ledger');
});

test('no answer has a name in it', async () => {
  using records = new SampleRecords();
  const answers = [
    await readAll(records, 'dayTotals', period),
    await readAll(records, 'intervals', period),
    await readAll(records, 'pedometers', {}),
    await records.ask('centres'),
    await records.ask('exports'),
  ];
  expect(JSON.stringify(answers)).not.toMatch(/山田|花子|田中|茂|194[0-9]/);
});

test('a slip in a question is told and not answered as if there were nothing', async () => {
  using records = new SampleRecords();
  const faultOf = (query: object): Promise<string> =>
    records.ask('dayTotals', { query: { ...period, ...query } }).then(
      () => 'answered',
      (error: unknown) => (error instanceof DeskFault ? error.code : 'another error'),
    );
  expect(await faultOf({ from: period.to, to: period.from })).toBe('ends-before-it-begins');
  expect(await faultOf({ centre: 'nowhere' })).toBe('unknown-centre');
  expect(await faultOf({ participant: 'P-9999' })).toBe('unknown-participant');
  expect(await faultOf({ participant: anna, centre: north })).toBe('answered');
});
