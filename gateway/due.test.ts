/** Whom to visit: everybody with news, nobody twice for nothing, none starving, and memory that does not grow. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceSerialSchema } from '../contract/ids.ts';
import { seededRandom } from '../runtime/random.ts';
import {
  awayMs,
  entriesMax,
  failed,
  hear,
  nextDue,
  nobodyDue,
  postponed,
  presentMs,
  retryBounds,
  revisitMs,
  visited,
  type DeviceFacts,
  type DueState,
} from './due.ts';
import type { Heard } from './radio/radio.ts';

const flags = { clockSet: false, overwritten: false, batteryLow: false };
const heardAs = (address: string, nextSequence: number, epoch = 1, rssi = -60): Heard => ({
  address,
  advertised: { flags, epoch, nextSequence },
  rssi,
});
const serial = deviceSerialSchema.parse('AYM-000123');
const facts = (held: number, epoch = 1): DeviceFacts => ({ device: serial, held, epoch });

test('a device is due when it advertises more than is held, in a new epoch, or was never met', () => {
  expect(hear(nobodyDue, heardAs('a', 24), facts(20), 0).verdict).toBe('noticed');
  expect(hear(nobodyDue, heardAs('a', 24, 2), facts(24), 0).verdict).toBe('noticed');
  expect(hear(nobodyDue, heardAs('a', 24), undefined, 0).verdict).toBe('noticed');
});

test('a device with nothing new is told so once per stay', () => {
  const first = hear(nobodyDue, heardAs('a', 24), facts(24), 0);
  expect(first.verdict).toBe('already-sent');
  const second = hear(first.state, heardAs('a', 24), facts(24), 1000);
  expect(second.verdict).toBe('silent');
  expect(hear(second.state, heardAs('a', 24), facts(24), 1000 + awayMs + 1).verdict).toBe('already-sent');
});

test('a device that keeps something back is not asked at every advertisement, but at its next bucket or some time later', () => {
  let state = hear(nobodyDue, heardAs('a', 24), facts(10), 0).state;
  state = visited(state, 'a', { serial, epoch: 1, nextSequence: 24 }, 100);
  expect(hear(state, heardAs('a', 24), facts(10), 200).verdict).toBe('silent');
  expect(hear(state, heardAs('a', 25), facts(10), 200).verdict).toBe('noticed');
  expect(hear(state, heardAs('a', 24), facts(10), 100 + revisitMs).verdict).toBe('noticed');
});

test('nobody who has not been heard lately is called', () => {
  const { state } = hear(nobodyDue, heardAs('a', 24), facts(0), 0);
  expect(nextDue(state, presentMs)?.address).toBe('a');
  expect(nextDue(state, presentMs + 1)).toBeUndefined();
});

test('a failing device waits longer and longer, at most the cap, and a good visit clears its record', () => {
  const random = seededRandom(1);
  let state = hear(nobodyDue, heardAs('a', 24), facts(0), 0).state;
  let longest = 0;
  for (let i = 0; i < 40; i++) {
    state = failed(state, 'a', 0, random);
    const wait = [...Array(400).keys()].find((second) => {
      const later = hear(state, heardAs('a', 24), facts(0), second * 1000).state;
      return nextDue(later, second * 1000) !== undefined;
    });
    expect(wait).toBeGreaterThanOrEqual(retryBounds.baseMs / 1000);
    longest = Math.max(longest, wait ?? Infinity);
  }
  expect(longest).toBeGreaterThan(100);
  expect(longest).toBeLessThanOrEqual(retryBounds.capMs / 1000);
  state = visited(state, 'a', { serial, epoch: 1, nextSequence: 24 }, 0);
  state = hear(state, heardAs('a', 25), facts(24), 1).state;
  expect(nextDue(state, 1)?.address).toBe('a');
});

test('a postponed device comes again when its time is over', () => {
  let state = hear(nobodyDue, heardAs('a', 24), facts(0), 0).state;
  state = postponed(state, 'a', 0, 5_000);
  expect(nextDue(state, 4_999)).toBeUndefined();
  expect(nextDue(state, 5_000)?.address).toBe('a');
});

test('thirty who arrive at once are all served in thirty visits, some failing, none twice before the last', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (seed, fails) => {
      const random = seededRandom(seed);
      let state: DueState = nobodyDue;
      const held = new Map<string, number>();
      const addresses = Array.from({ length: 30 }, (_, i) => `p${i}`);
      const served: string[] = [];
      for (let visit = 0; visit < 30; visit++) {
        const nowMs = visit * 2_500;
        for (const address of addresses) {
          state = hear(state, heardAs(address, 24), facts(held.get(address) ?? 0), nowMs).state;
        }
        const next = nextDue(state, nowMs);
        if (next === undefined) throw new Error('nobody due');
        served.push(next.address);
        if (fails[visit] === true) state = failed(state, next.address, nowMs, random);
        else {
          held.set(next.address, 24);
          state = visited(state, next.address, { serial, epoch: 1, nextSequence: 24 }, nowMs);
        }
      }
      expect(new Set(served).size).toBe(30);
    }),
    { numRuns: 50 },
  );
});

test('a known device is served at the second call even among a thousand strangers', () => {
  let state: DueState = nobodyDue;
  for (let i = 0; i < 1000; i++) state = hear(state, heardAs(`stranger-${i}`, 9), undefined, 0).state;
  state = hear(state, heardAs('regular', 24), facts(0), 1).state;
  const calls: string[] = [];
  for (let i = 0; i < 2; i++) {
    const next = nextDue(state, 2);
    calls.push(next?.address ?? '');
    state = failed(state, next?.address ?? '', 2, seededRandom(i));
  }
  expect(calls).toContain('regular');
});

test('a churn of made-up addresses grows nothing and pushes no known device out', () => {
  let state: DueState = hear(nobodyDue, heardAs('regular', 24), facts(0), 0).state;
  for (let i = 0; i < 3 * entriesMax; i++) state = hear(state, heardAs(`churn-${i}`, 9), undefined, i).state;
  expect(state.entries.size).toBe(entriesMax);
  expect(state.entries.has('regular')).toBe(true);
});
