/** Promises of imports in a running cloud: as long as gateways bring something, these have most of the time. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { anna, date } from '../sample-cloud.ts';
import { HandClock } from '../../runtime/hand-clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { carrierBesideIntake } from './carrier-beside-intake.ts';
import { ImportRoom } from './import-room.ts';
import { BookedParts } from './row-book.ts';

const pieceMs = 10;
const word = { source: 'other', kind: 'daily' as const, file: 'f', actor: 'a', reason: 'r' };

/** Each look at it comes a piece later than the one before. */
class BusyClock extends HandClock {
  readonly slept: number[] = [];

  override monotonicMs(): number {
    this.advance(pieceMs);
    return super.monotonicMs();
  }

  override async sleep(durationMs: number): Promise<void> {
    this.slept.push(durationMs);
    await nextTurn();
  }
}

test('an import rests four times as long as it has worked while something is brought, and not at all else', async () => {
  using room = new ImportRoom();
  const clock = new BusyClock(0);
  let isBringing = true;
  const intake = () => ({ hasTaken: () => isBringing });
  const carrier = carrierBesideIntake({ store: room.store, intake, clock, log: silentLog });
  const rows = Array.from({ length: 250 }, (_, i) => `${anna},${date(i - 240)},5`);
  const ready = room.ready(['participant,date,steps', ...rows].join('\n'), { kind: 'daily' });
  using parts = new BookedParts(room.bookPath);
  await carrier.accept(ready, word, parts.of);
  const accepting = clock.slept.length;
  expect(accepting).toBeGreaterThan(0);
  await carrier.carryOut(new AbortController().signal);
  expect(clock.slept.length - accepting).toBe(ready.parts);
  for (const ms of clock.slept) expect(ms).toBeGreaterThanOrEqual(4 * pieceMs);
  isBringing = false;
  carrier.undo(ready.id, 'a', 'r');
  await carrier.carryOut(new AbortController().signal);
  expect(clock.slept).toHaveLength(accepting + ready.parts);
  expect(new Set(Object.values(room.totals()))).toEqual(new Set(['0 corrected signed']));
});
