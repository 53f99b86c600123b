/** Promises of an import by command: beside a running cloud it only accepts; where none runs it does all of it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { date, anna } from '../ingest/sample-cloud.ts';
import { ImportCarrier } from '../ingest/imports/import-carrier.ts';
import { ImportRoom } from '../ingest/imports/import-room.ts';
import { BookedParts } from '../ingest/imports/row-book.ts';
import { lockFolder } from '../runtime/folder-lock.ts';
import { ImportsBesideCloud } from './carry-out-imports.ts';

const days = 120;
const text = ['participant,date,steps', ...Array.from({ length: days }, (_, i) => `${anna},${date(i - 100)},${i}`)];
const daily = { kind: 'daily' as const };

/** Accepted by command in a folder, and not told yet. `onSleep` happens while the command waits. */
const accepted = async (room: ImportRoom, onSleep: () => void) => {
  let nowMs = 0;
  const clock = {
    monotonicMs: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += ms;
      onSleep();
      await nextTurn();
    },
  };
  const beside = new ImportsBesideCloud(room.store, { data: room.sample.folder }, clock);
  const ready = room.ready(text.join('\n'), daily);
  using parts = new BookedParts(room.bookPath);
  const word = { source: 'other', kind: 'daily' as const, file: 'f', actor: 'a', reason: 'r' };
  expect(await beside.carrier.accept(ready, word, parts.of)).toBe('accepted');
  return { beside, id: ready.id };
};
const told = (room: ImportRoom): number => Object.keys(room.totals()).length;
const never = new AbortController().signal;

test('beside a running cloud a command accepts, rests after each transaction, and leaves the days to the cloud', async () => {
  using room = new ImportRoom();
  const cloud = lockFolder(room.sample.folder);
  let rests = 0;
  const { beside, id } = await accepted(room, () => (rests += 1));
  expect(rests).toBe(1);
  await beside.carryOutLeft();
  expect(told(room)).toBe(0);
  const waiting = beside.carryOut(id);
  expect(told(room)).toBe(0);
  await new ImportCarrier(room.store).carryOut(never);
  await waiting;
  expect(told(room)).toBe(days);
  cloud[Symbol.dispose]();
});

test('it does not wait for ever for a cloud that leaves an import waiting, and does it itself once that cloud has gone', async () => {
  using room = new ImportRoom();
  const cloud = lockFolder(room.sample.folder);
  let sleeps = 0;
  const { beside, id } = await accepted(room, () => (sleeps += 1));
  const before = process.exitCode;
  await beside.carryOut(id);
  expect(process.exitCode).toBe(1);
  process.exitCode = before;
  expect(sleeps).toBeGreaterThan(100);
  expect(told(room)).toBe(0);
  const waiting = beside.carryOut(id);
  cloud[Symbol.dispose]();
  await waiting;
  expect(told(room)).toBe(days);
});

test('where no cloud runs it does all of it without a rest', async () => {
  using room = new ImportRoom();
  const { beside, id } = await accepted(room, () => expect.unreachable('nobody is there to rest for'));
  await beside.carryOut(id);
  expect(told(room)).toBe(days);
});
