/** Pace: simulated time passes at the speed it is told. */
import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

test('simulated time runs so many times as fast as the clock', () => {
  let nowMs = 1000;
  const pace = new Pace({ monotonicMs: () => nowMs }, 20);
  const since = pace.realMs();
  nowMs += 3;
  expect(pace.simulatedUsSince(since)).toBe(60_000);
});

test('at unlimited speed no simulated time passes by itself, and nothing waits', async () => {
  const pace = new Pace({ monotonicMs: () => 0 }, Infinity);
  expect(pace.simulatedUsSince(-1000)).toBe(0);
  await new Promise<void>((resolve) => pace.after(1e12, resolve));
});

test('nothing happens within the call, and nothing after it is cancelled', async () => {
  const pace = new Pace({ monotonicMs: () => 0 }, Infinity);
  const happened: string[] = [];
  const cancel = pace.after(0, () => happened.push('cancelled'));
  const done = new Promise<void>((resolve) => {
    pace.after(0, () => {
      happened.push('done');
      resolve();
    });
  });
  expect(happened).toEqual([]);
  cancel();
  await done;
  expect(happened).toEqual(['done']);
});
