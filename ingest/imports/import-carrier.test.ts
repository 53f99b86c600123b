/** Promises of taking a file in: all of it by one word, once, and back again; and what loses is kept and told. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { dayExplanationText, explainDay } from '../explain-day.ts';
import { replayJournal } from '../replay-journal.ts';
import { anna, bert, date, dayMs, device, epochOne, firstDayMs } from '../sample-cloud.ts';
import { sampleVisit } from '../sample-walk.ts';
import { ImportCarrier, type OnTrouble } from './import-carrier.ts';
import { ImportRoom } from './import-room.ts';
import { BookedParts } from './row-book.ts';

const daily = (...rows: readonly string[]): string => ['participant,date,steps', ...rows, ''].join('\n');
const days = (from: number, to: number, participant: string, steps: number): readonly string[] =>
  Array.from({ length: to - from }, (_, i) => `${participant},${date(from + i)},${steps}`);
const aDaily = { kind: 'daily' } as const;

const differences = ({ store }: ImportRoom) =>
  replayJournal(store.database, { days: store.days, hmac: hmacSha256 }).differences;

test('a file is taken in once; the same again, in another order, changes nothing', async () => {
  using room = new ImportRoom();
  const rows = [...days(0, 10, anna, 100), ...days(0, 5, bert, 200)];
  expect(await room.accept(room.ready(daily(...rows), aDaily), aDaily)).toBe('accepted');
  const told = room.totals();
  expect(told[`${anna} ${date(9)}`]).toBe('100 final unsigned');
  expect(Object.keys(told)).toHaveLength(15);
  const last = room.store.derivation.totals.revisionsAfter(0, 100).length;
  const again = room.ready(daily(...rows.toReversed()), aDaily);
  expect(again).toMatchObject({ isKnown: true, classes: { equal: 15, fresh: 0 } });
  expect(await room.accept(again, aDaily)).toBe('known');
  expect(room.store.derivation.totals.revisionsAfter(0, 100)).toHaveLength(last);
  expect(differences(room)).toEqual([]);
});

test('what is shown is what happens: new, equal, losing to the pedometer, to buckets, and in conflict', async () => {
  using room = new ImportRoom();
  const { store, sample } = room;
  store.registry.lend(device.serial, anna, firstDayMs + 4 * dayMs);
  sample.bring([sampleVisit(device, [epochOne(7 * 24)], { atMs: firstDayMs + 7 * dayMs, from: 0 })]);
  const buckets = 'participant,start,steps\nP-0001,2026-11-02T09:00,70\nP-0002,2026-11-02T09:00,71\n';
  await room.accept(room.ready(buckets));
  await room.accept(room.ready(daily(...days(0, 1, bert, 55)), { ...aDaily, source: 'one' }), {
    ...aDaily,
    source: 'one',
  });
  const two = { ...aDaily, source: 'two' };
  const ready = room.ready(daily(...days(0, 6, anna, 5), ...days(0, 2, bert, 71)), two);
  expect(ready.classes).toEqual({ fresh: 3, equal: 0, pedometer: 2, 'other-kind': 2, replaces: 0, conflict: 1 });
  expect(ready.notes.lines.map(({ code }) => code)).toEqual(['pedometer', 'pedometer']);
  expect(ready.differences.map((each) => [each.date, each.here, each.there, each.with])).toEqual([
    [date(1), 5, 70, 'other-kind'],
    [date(4), 5, expect.any(Number), 'pedometer'],
    [date(5), 5, expect.any(Number), 'pedometer'],
    [date(0), 71, 55, 'conflict'],
  ]);
  await room.accept(ready, two);
  const totals = room.totals();
  expect(totals[`${anna} ${date(0)}`]).toBe('5 final unsigned');
  expect(totals[`${anna} ${date(1)}`]).toBe('70 final unsigned');
  expect(totals[`${anna} ${date(4)}`]).toMatch(/^\d+ open signed$/);
  expect(totals[`${bert} ${date(0)}`]).toBe('55 held unsigned');
  expect(totals[`${bert} ${date(1)}`]).toBe('71 final unsigned');
  expect(differences(room)).toEqual([]);
  const why = dayExplanationText(explainDay(store, anna, date(4)), 'Asia/Tokyo');
  expect(why).toContain('Another system (two) says 5 steps, as a total of the day, imported on 2026-11-21.');
  const [conflicting] = store.derivation.imports.page(0, 1);
  room.carrier.undo(conflicting?.id ?? '', '山田', 'まちがい');
  await room.carrier.carryOut(new AbortController().signal);
  expect(room.totals()[`${bert} ${date(0)}`]).toBe('55 final unsigned');
  expect(room.totals()[`${anna} ${date(0)}`]).toBe('0 corrected signed');
  expect(differences(room)).toEqual([]);
});

test('what was shown before another import came is not taken in', async () => {
  using room = new ImportRoom();
  const early = room.ready(daily(...days(0, 2, anna, 1)), aDaily);
  const book = readFileSync(room.bookPath);
  await room.accept(room.ready(daily(...days(0, 2, anna, 2)), { ...aDaily, source: 'x' }), { ...aDaily, source: 'x' });
  expect(book.byteLength).toBeGreaterThan(0);
  expect(await room.accept(early, aDaily)).toBe('stale');
  expect(Object.values(room.totals())).toEqual(['2 final unsigned', '2 final unsigned']);
});

test('given up before the word that accepts it, nothing of it counts, and the next try goes on from there', async () => {
  using room = new ImportRoom();
  const ready = room.ready(daily(...days(0, 15, anna, 1)), aDaily);
  using parts = new BookedParts(room.bookPath);
  const stop = new AbortController();
  const word = { source: 'other', kind: 'daily' as const, file: 'f', actor: 'a', reason: 'r' };
  const stopping = (part: number) => {
    stop.abort();
    return parts.of(part);
  };
  expect(await room.carrier.accept(ready, word, stopping, stop.signal)).toBe('cancelled');
  await room.carrier.carryOut(new AbortController().signal);
  expect(room.totals()).toEqual({});
  room.sample.reopen();
  expect(room.store.derivation.imports.count()).toBe(0);
  expect(differences(room)).toEqual([]);
});

test('days that are not told yet are told by whoever opens the cloud next', async () => {
  using room = new ImportRoom();
  const rows = Array.from({ length: 150 }, (_, i) => `P-${1000 + i}`);
  room.register(...rows);
  const ready = room.ready(daily(...rows.flatMap((id) => days(0, 2, id, 3))), aDaily);
  expect(ready.parts).toBe(3);
  using parts = new BookedParts(room.bookPath);
  const word = { source: 'other', kind: 'daily' as const, file: 'f', actor: 'a', reason: 'r' };
  expect(await room.carrier.accept(ready, word, parts.of)).toBe('accepted');
  room.store.settleImport(ready.id);
  expect(Object.keys(room.totals())).toHaveLength(100);
  room.sample.reopen();
  await new ImportCarrier(room.store).carryOut(new AbortController().signal);
  expect(Object.keys(room.totals())).toHaveLength(300);
  expect(differences(room)).toEqual([]);
});

test('one that cannot be carried out is set aside with its reason, and those that came later go on', async () => {
  using room = new ImportRoom();
  const [one, two] = [
    { ...aDaily, source: 'one' },
    { ...aDaily, source: 'two' },
  ];
  const told: string[] = [];
  let nowMs = 0;
  const clock = { monotonicMs: () => nowMs };
  const onTrouble: OnTrouble = ({ source }, reason) => told.push(`${source}: ${reason}`);
  const carrier = new ImportCarrier(room.store, { onTrouble, clock });
  const accept = async (rows: readonly string[], ask: typeof one): Promise<string> => {
    const ready = room.ready(daily(...rows), ask);
    using parts = new BookedParts(room.bookPath);
    const word = { source: ask.source, kind: 'daily' as const, file: 'f', actor: 'a', reason: 'r' };
    expect(await carrier.accept(ready, word, parts.of)).toBe('accepted');
    return ready.id;
  };
  const broken = await accept(days(0, 2, anna, 3), one);
  const { database } = room.store;
  const part = database.prepare('UPDATE step_import_part SET part = ? WHERE import = ?');
  part.run(7, broken);
  const whole = await accept(days(0, 2, bert, 4), two);
  await carrier.carryOut(new AbortController().signal);
  expect(Object.keys(room.totals())).toEqual([`${bert} ${date(0)}`, `${bert} ${date(1)}`]);
  expect([carrier.troubleOf(whole), carrier.troubleOf(broken)]).toEqual([
    null,
    expect.stringContaining('all its parts'),
  ]);
  await carrier.carryOut(new AbortController().signal);
  expect(told).toHaveLength(1);
  part.run(0, broken);
  nowMs += 3_600_000;
  await carrier.carryOut(new AbortController().signal);
  expect(Object.keys(room.totals())).toHaveLength(4);
  expect(carrier.troubleOf(broken)).toBeNull();
});

test('a part of a file of minutes stays far below a mebibyte in the journal', () => {
  using room = new ImportRoom();
  const minutes = Array.from({ length: 30 * 1440 }, (_, i) => {
    const at = new Date(firstDayMs - 60 * dayMs + i * 60_000).toISOString();
    return `P-0001,${at},${i % 100}`;
  });
  const ready = room.ready(['participant,start,steps', ...minutes].join('\n'));
  using parts = new BookedParts(room.bookPath);
  const sizes = Array.from({ length: ready.parts }, (_, part) => parts.of(part)?.byteLength ?? 0);
  expect(sizes.length).toBeGreaterThan(2);
  expect(Math.max(...sizes)).toBeLessThan(128 * 1024);
});
