/** Centre notes promise: what they kept is there after a restart, as it was or not at all, and they never grow for ever. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import { deviceSerialSchema, plainDateSchema, type DeviceSerial } from '../../contract/ids.ts';
import type { KioskResult } from '../../contract/kiosk.ts';
import { openGatewayDatabase } from '../outbox/gateway-database.ts';
import { CentreNotes } from './centre-notes.ts';

const today = plainDateSchema.parse('2026-11-21');
const nowMs = Date.parse('2026-11-21T01:02:03Z');
const result: KioskResult = {
  days: 3,
  yesterday: null,
  monthPoints: null,
  points: 'following',
  battery: 'well',
  troubles: [],
};

let path: string;
let database: DatabaseSync;
let notes: CentreNotes;

const serial = (n: number): DeviceSerial => deviceSerialSchema.parse(`AYM-${n}`);
const open = (): void => {
  database = openGatewayDatabase(path, nowMs).database;
  notes = new CentreNotes(database);
};
const countIn = (table: string): number =>
  Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'] ?? 0);

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'ayumi-notes-')), 'gateway.sqlite');
  open();
});

test('who came today is there after a restart, once each, in the order of their last visits', () => {
  const came = (n: number, atMs: number, visits: number): void => {
    const note = { date: today, device: serial(n), atMs, visits, result: n === 1 ? result : null };
    expect(notes.came.put(note)).toBe('kept');
  };
  came(1, 10, 1);
  came(2, 20, 1);
  came(1, 30, 2);
  database.close();
  open();
  expect(notes.came.of(today)).toEqual([
    { date: today, device: serial(2), atMs: 20, visits: 1, result: null },
    { date: today, device: serial(1), atMs: 30, visits: 2, result },
  ]);
  expect(notes.came.find(today, serial(2))?.visits).toBe(1);
  expect(notes.came.find(today, serial(3))).toBeUndefined();
});

test('who came is known for fourteen days', () => {
  const dates = Array.from({ length: 15 }, (_, i) =>
    plainDateSchema.parse(`2026-11-${String(i + 1).padStart(2, '0')}`),
  );
  for (const date of dates) notes.came.put({ date, device: serial(1), atMs: nowMs, visits: 1, result: null });
  expect(dates.map((date) => notes.came.of(date).length)).toEqual([0, ...Array<number>(14).fill(1)]);
});

test('a note that the disk has made unreadable is a visit without a result', () => {
  notes.came.put({ date: today, device: serial(1), atMs: nowMs, visits: 1, result });
  database.exec("UPDATE came SET result = replace(result, 'following', 'fallowing')");
  expect(notes.came.of(today)).toMatchObject([{ result: null }]);
  database.exec("UPDATE came SET result = '{'");
  expect(notes.came.of(today)).toMatchObject([{ result: null }]);
});

test('no flood of made-up pedometers grows the notes for ever', () => {
  database.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
     INSERT INTO came (date, device, at_ms, visits) SELECT '2026-11-21', 'X-' || i, i, 1 FROM n`,
  );
  notes.came.put({ date: today, device: serial(1), atMs: nowMs, visits: 1, result: null });
  expect(countIn('came')).toBe(10_000);
  expect(notes.came.find(today, serial(1))).toBeDefined();
});

test('the visit before a battery change is there after a restart, until the change is over', () => {
  const before = { device: serial(1), atMs: nowMs, epoch: 3, nextSequence: 700 };
  expect(notes.swaps.put(before)).toBe('kept');
  notes.swaps.put({ ...before, device: serial(2), atMs: nowMs + 1 });
  database.close();
  open();
  expect(notes.swaps.of(serial(1))).toEqual(before);
  expect(notes.swaps.all().map(({ device }) => device)).toEqual([serial(1), serial(2)]);
  notes.swaps.remove(serial(1));
  expect(notes.swaps.of(serial(1))).toBeUndefined();
});

test('no battery change is reckoned from a note that the disk has changed', () => {
  notes.swaps.put({ device: serial(1), atMs: nowMs, epoch: 3, nextSequence: 700 });
  database.exec('UPDATE swap SET next_sequence = 701');
  expect([notes.swaps.of(serial(1)), notes.swaps.all()]).toEqual([undefined, []]);
});

test('the last five failures of each pedometer are known, and of all no more than two thousand', () => {
  for (let i = 0; i < 7; i++) notes.failures.add(serial(1), { atMs: i, because: `reason ${i}` });
  notes.failures.add(serial(2), { atMs: 9, because: 'x'.repeat(100) });
  expect(notes.failures.of(serial(1)).map(({ atMs }) => atMs)).toEqual([2, 3, 4, 5, 6]);
  expect(notes.failures.of(serial(2))).toEqual([{ atMs: 9, because: 'x'.repeat(40) }]);
  database.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
     INSERT INTO failure (device, at_ms, because) SELECT 'X-' || i, i, 'gone' FROM n`,
  );
  notes.failures.add(serial(2), { atMs: 10, because: 'gone' });
  expect(countIn('failure')).toBe(2_000);
  notes.failures.clear(serial(2));
  expect(notes.failures.of(serial(2))).toEqual([]);
});

test('who is signed in stays so over a restart, until the time is up or they sign out', () => {
  expect(notes.sessions.put('aa', nowMs + 1000, nowMs)).toBe('kept');
  database.close();
  open();
  expect(notes.sessions.until('aa', nowMs)).toBe(nowMs + 1000);
  expect(notes.sessions.until('aa', nowMs + 1000)).toBeUndefined();
  expect(notes.sessions.until('bb', nowMs)).toBeUndefined();
  notes.sessions.put('bb', nowMs + 1000, nowMs);
  notes.sessions.remove('aa');
  expect(notes.sessions.until('aa', nowMs)).toBeUndefined();
  notes.sessions.removeAll();
  expect(notes.sessions.until('bb', nowMs)).toBeUndefined();
});

test('of more than fifty sessions the one that ends first ends now', () => {
  for (let i = 0; i <= 50; i++) notes.sessions.put(`token-${i}`, nowMs + 1000 + i, nowMs);
  expect(notes.sessions.until('token-0', nowMs)).toBeUndefined();
  expect(notes.sessions.until('token-1', nowMs)).toBeDefined();
});

test('a full disk keeps no note, says so, and changes nothing', () => {
  notes.swaps.put({ device: serial(1), atMs: nowMs, epoch: 3, nextSequence: 700 });
  database.exec('PRAGMA query_only=1');
  const failure = { atMs: 1, because: 'gone' };
  expect([
    notes.came.put({ date: today, device: serial(1), atMs: nowMs, visits: 1, result }),
    notes.swaps.remove(serial(1)),
    notes.failures.add(serial(1), failure),
    notes.sessions.put('aa', nowMs + 1, nowMs),
  ]).toEqual(['full', 'full', 'full', 'full']);
  expect(notes.swaps.of(serial(1))).toBeDefined();
  expect(notes.came.of(today)).toEqual([]);
});
