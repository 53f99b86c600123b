/** Promises of an event reader: what waits for it is bounded, and nothing it misses is missed for good. */
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { HandClock } from './hand-clock.ts';
import { EventReader, stalledDurationMaxMs, waitingEventsMax, type ReaderEnd } from './event-reader.ts';

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

const stuckReader = (): { connection: StuckConnection; reader: EventReader; ends: ReaderEnd[]; clock: HandClock } => {
  const connection = new StuckConnection();
  const ends: ReaderEnd[] = [];
  const clock = new HandClock(0);
  const reader = new EventReader(connection, clock, (end) => ends.push(end));
  reader.sendState('first ');
  return { connection, reader, ends, clock };
};

test('a reader that catches up gets every event it waited for and only the newest state', async () => {
  const { connection, reader, ends } = stuckReader();
  reader.sendState('old ');
  reader.sendEvent('event-1 ');
  reader.sendState('new ');
  reader.sendEvent('event-2 ');
  await connection.release();
  expect(connection.taken).toEqual(['first ', 'event-1 event-2 new ']);
  expect(ends).toEqual([]);
});

test('a reader that does not take its events is dropped at the limit, not one before', () => {
  const { connection, reader, ends } = stuckReader();
  for (let event = 0; event < waitingEventsMax; event++) reader.sendEvent(`event-${event} `);
  expect(ends).toEqual([]);
  reader.sendEvent('one too many');
  expect(ends).toEqual(['slow']);
  expect(connection.destroyed).toBe(true);
});

test('states alone never drop a reader, however long it is away', () => {
  const { reader, ends } = stuckReader();
  for (let state = 0; state < 10 * waitingEventsMax; state++) reader.sendState('again ');
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
  reader.sendEvent('too late');
  reader.close();
  expect(ends).toEqual(['closed']);
});
