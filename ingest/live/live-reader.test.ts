/** Promises of a live reader: what waits for it is bounded, and nothing it misses is missed for good. */
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { HandClock } from './hand-clock.ts';
import { LiveReader, stalledDurationMaxMs, waitingVisitsMax, type ReaderEnd } from './live-reader.ts';

/** A connection whose other side takes bytes only when told. */
class StuckConnection extends Writable {
  readonly taken: string[] = [];
  #release: (() => void) | undefined;

  constructor() {
    super({ highWaterMark: 1, decodeStrings: false });
  }

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.taken.push(String(chunk));
    this.#release = done;
  }

  release(): Promise<void> {
    return new Promise((drained) => {
      this.once('drain', drained);
      this.#release?.();
    });
  }
}

const stuckReader = (): { connection: StuckConnection; reader: LiveReader; ends: ReaderEnd[]; clock: HandClock } => {
  const connection = new StuckConnection();
  const ends: ReaderEnd[] = [];
  const clock = new HandClock(0);
  const reader = new LiveReader(connection, clock, (end) => ends.push(end));
  reader.sendSnapshot('first ');
  return { connection, reader, ends, clock };
};

test('a reader that catches up gets every visit it waited for and only the newest snapshot', async () => {
  const { connection, reader, ends } = stuckReader();
  reader.sendSnapshot('old ');
  reader.sendVisit('visit-1 ');
  reader.sendSnapshot('new ');
  reader.sendVisit('visit-2 ');
  await connection.release();
  expect(connection.taken).toEqual(['first ', 'visit-1 visit-2 new ']);
  expect(ends).toEqual([]);
});

test('a reader that does not take its visits is dropped at the limit, not one before', () => {
  const { connection, reader, ends } = stuckReader();
  for (let visit = 0; visit < waitingVisitsMax; visit++) reader.sendVisit(`visit-${visit} `);
  expect(ends).toEqual([]);
  reader.sendVisit('one too many');
  expect(ends).toEqual(['slow']);
  expect(connection.destroyed).toBe(true);
});

test('snapshots alone never drop a reader, however long it is away', () => {
  const { reader, ends } = stuckReader();
  for (let snapshot = 0; snapshot < 10 * waitingVisitsMax; snapshot++) reader.sendSnapshot('again ');
  expect(ends).toEqual([]);
});

test('a reader that takes nothing for half a minute is dropped by a heartbeat', () => {
  const { reader, ends, clock } = stuckReader();
  clock.advance(stalledDurationMaxMs - 1);
  reader.sendHeartbeat('alive');
  expect(ends).toEqual([]);
  clock.advance(1);
  reader.sendHeartbeat('alive');
  expect(ends).toEqual(['stalled']);
});

test('a reader that has left is reported once', async () => {
  const { connection, reader, ends } = stuckReader();
  const closed = new Promise((resolve) => connection.once('close', resolve));
  connection.destroy(new Error('connection reset'));
  await closed;
  reader.sendVisit('too late');
  reader.close();
  expect(ends).toEqual(['closed']);
});
