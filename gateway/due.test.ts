/** Whom to visit: everybody with news, nobody twice for nothing, none starving, and memory that does not grow. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceSerialSchema } from '../contract/ids.ts';
import { seededRandom } from '../runtime/random.ts';
import {
  ask,
  askedMax,
  awayMs,
  entriesMax,
  failed,
  forgetAsk,
  hear,
  hearings,
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

test('a device is noticed once in its stay until its visit, however often it is heard and however often it fails', () => {
  let { state, verdict } = hear(nobodyDue, heardAs('a', 24), facts(20), 0);
  expect(verdict).toBe('noticed');
  const again = (nextSequence: number, nowMs: number): string => {
    ({ state, verdict } = hear(state, heardAs('a', nextSequence), facts(20), nowMs));
    return verdict;
  };
  expect(again(24, 1_000)).toBe('due');
  state = failed(state, 'a', 2_000, seededRandom(1));
  expect(again(25, 3_000)).toBe('due');
  state = visited(state, 'a', { serial, epoch: 1, nextSequence: 25 }, 4_000);
  expect(again(25, 5_000)).toBe('silent');
  expect(again(26, 6_000)).toBe('noticed');
  expect(again(26, 6_000 + awayMs + 1)).toBe('noticed');
});

test('a device asked for is due however little it has, is called before all others, and only until a visit has ended well', () => {
  const other = { ...facts(0), device: deviceSerialSchema.parse('AYM-000999') };
  let state = hear(nobodyDue, heardAs('b', 24), other, 0).state;
  state = visited(state, 'a', { serial, epoch: 1, nextSequence: 24 }, 1);
  state = hear(state, heardAs('a', 24), facts(24), 2).state;
  expect(nextDue(state, 3)?.address).toBe('b');
  state = ask(state, serial, 3);
  expect(nextDue(state, 3)?.address).toBe('a');
  state = failed(state, 'a', 4, seededRandom(1));
  expect(nextDue(state, 4)?.address).toBe('b');
  expect(hear(state, heardAs('a', 24), facts(24), 5).verdict).toBe('due');
  state = ask(state, serial, 6);
  expect(nextDue(state, 6)?.address).toBe('a');
  state = visited(state, 'a', { serial, epoch: 1, nextSequence: 24 }, 7);
  expect(state.asked).toEqual([]);
  expect(hear(state, heardAs('a', 24), facts(24), 8).verdict).toBe('silent');
});

test('a device asked for that is away is due as soon as it is heard, under any address that is known to be its own', () => {
  const state = ask(nobodyDue, serial, 0);
  expect(nextDue(state, 0)).toBeUndefined();
  const heard = hear(state, heardAs('new', 24), facts(24), 1);
  expect(heard.verdict).toBe('noticed');
  expect(nextDue(heard.state, 1)?.address).toBe('new');
});

test('an ask taken back leaves a device what it has of its own', () => {
  let state = hear(nobodyDue, heardAs('a', 24), facts(24), 0).state;
  state = forgetAsk(ask(state, serial, 1), serial);
  expect(nextDue(state, 1)).toBeUndefined();
  expect(hear(state, heardAs('a', 24), facts(24), 2).verdict).toBe('silent');
  state = hear(state, heardAs('a', 25), facts(24), 3).state;
  state = forgetAsk(ask(state, serial, 4), serial);
  state = hear(state, heardAs('a', 25), facts(24), 5).state;
  expect(nextDue(state, 5)?.address).toBe('a');
  expect(forgetAsk(state, serial)).toBe(state);
});

test('of too many asks the oldest are forgotten', () => {
  let state: DueState = nobodyDue;
  for (let i = 0; i < 2 * askedMax; i++) state = ask(state, deviceSerialSchema.parse(`AYM-${i}`), i);
  expect(state.asked).toHaveLength(askedMax);
  expect(state.asked.at(-1)).toBe(`AYM-${2 * askedMax - 1}`);
});

test('says when and how well each known device was heard last, and whether it is here', () => {
  let state = hear(nobodyDue, heardAs('stranger', 24), undefined, 0).state;
  state = hear(state, heardAs('old', 24, 1, -40), facts(24), 0).state;
  for (let i = 0; i < 20; i++)
    state = hear(state, heardAs('a', 24, 1, i % 2 === 0 ? -60 : -80), facts(24), i * 1_000).state;
  const [hearing, ...others] = hearings(state, 19_000 + presentMs);
  expect(others).toEqual([]);
  expect(hearing).toMatchObject({ device: serial, heardMs: 19_000, isPresent: true });
  expect(Math.abs((hearing?.rssi ?? 0) + 70)).toBeLessThanOrEqual(5);
  expect(hearings(state, 19_001 + presentMs)).toMatchObject([{ isPresent: false }]);
  state = hear(state, heardAs('a', 24, 1, -90), facts(24), 19_001 + awayMs).state;
  expect(hearings(state, 19_001 + awayMs)).toMatchObject([{ rssi: -90, isPresent: true }]);
});

test('a device just met for the first time is known from its visit on', () => {
  let state = hear(nobodyDue, heardAs('a', 24), undefined, 0).state;
  expect(hearings(state, 0)).toEqual([]);
  state = visited(state, 'a', { serial, epoch: 1, nextSequence: 24 }, 1);
  expect(hearings(state, 1)).toMatchObject([{ device: serial, rssi: -60 }]);
});
