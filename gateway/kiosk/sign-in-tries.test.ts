/** How long wrong PINs make people wait: fingers may slip, and guessing takes years. */
import { expect, test } from 'vitest';
import { readTries, triesAt, waitMsOf, withRightTry, withWrongTry, type SignInTries } from './sign-in-tries.ts';

const [second, minute, hour] = [1000, 60_000, 3_600_000];
const tablet = '192.0.2.7';

/** Wrong tries of `address`, each as soon as it is allowed, and when the last of them was. */
const guess = (address: string, times: number, tries: SignInTries = {}, startMs = 0) => {
  let [nowMs, now] = [startMs, tries];
  for (let i = 0; i < times; i++) {
    nowMs += waitMsOf(now, address, nowMs);
    now = withWrongTry(now, address, nowMs);
  }
  return { tries: now, nowMs };
};

test('four slips cost nothing, after the fifth the waits grow up to an hour while older ones are forgotten', () => {
  expect(waitMsOf(guess(tablet, 4).tries, tablet, 0)).toBe(0);
  const waits = Array.from({ length: 9 }, (_, i) => {
    const { tries, nowMs } = guess(tablet, 5 + i);
    return waitMsOf(tries, tablet, nowMs) / second;
  });
  expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 1920, 3600]);
});

test('a guesser gets some thirty tries on a day', () => {
  let tries: SignInTries = {};
  let [nowMs, made] = [0, 0];
  while (nowMs < 24 * hour) {
    nowMs += waitMsOf(tries, tablet, nowMs);
    tries = withWrongTry(triesAt(tries, nowMs), tablet, nowMs);
    made += 1;
  }
  expect(made).toBeLessThan(40);
});

test('whoever is at another address does not wait, until there are too many of them together', () => {
  const { tries, nowMs } = guess(tablet, 6);
  expect(waitMsOf(tries, '192.0.2.8', nowMs)).toBe(0);
  let many: SignInTries = {};
  for (let i = 0; i < 20; i++) many = withWrongTry(many, `192.0.2.${i}`, 0);
  expect(waitMsOf(many, '198.51.100.1', 0)).toBe(30 * second);
});

test('a wrong try is forgotten in an hour, and with the last of them the address', () => {
  const { tries, nowMs } = guess(tablet, 5);
  expect(waitMsOf(tries, tablet, nowMs + hour)).toBe(0);
  expect(triesAt(tries, nowMs + 4 * hour)).toHaveProperty([tablet]);
  expect(triesAt(tries, nowMs + 5 * hour)).toEqual({});
});

test('a right try takes itself back and forgives the address; others are as they were', () => {
  const { tries } = guess('192.0.2.8', 2, guess(tablet, 3).tries);
  const forgiven = withRightTry(withWrongTry(tries, tablet, 0), tablet, 0);
  expect(forgiven).toMatchObject({ '192.0.2.8': { wrong: 2 }, [tablet]: { wrong: 0 }, everybody: { wrong: 5 } });
});

/** Somebody with many addresses who never stops, and tries whenever one of them may. */
const besiege = (
  tries: SignInTries,
  hours: number,
  startMs = 0,
): { tries: SignInTries; nowMs: number; made: number } => {
  const addresses = Array.from({ length: 250 }, (_, i) => `10.0.0.${i}`);
  let [now, made] = [tries, 0];
  const endMs = startMs + hours * hour;
  for (let nowMs = startMs; nowMs < endMs; nowMs += 10 * second) {
    const free = addresses.find((address) => waitMsOf(now, address, nowMs) === 0);
    if (free === undefined) continue;
    now = withWrongTry(triesAt(now, nowMs), free, nowMs);
    made += 1;
  }
  return { tries: now, nowMs: endMs - 10 * second, made };
};

test('one prankster with many addresses locks out neither a tablet that is known nor the gateway itself, and others not for long', () => {
  const before = withRightTry(withWrongTry({}, tablet, 0), tablet, 0);
  const { tries, nowMs, made } = besiege(before, 48, hour);
  expect(waitMsOf(tries, tablet, nowMs)).toBe(0);
  for (const own of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(waitMsOf(tries, own, nowMs)).toBe(0);
  const stranger = waitMsOf(tries, '192.0.2.99', nowMs);
  expect(stranger).toBeGreaterThan(0);
  expect(stranger).toBeLessThanOrEqual(5 * minute);
  // And they guess no faster than this.
  expect(made / 2).toBeLessThan(320);
  // What is noted of them does not grow.
  expect(Object.keys(tries).length).toBeLessThan(60);
});

test('a known tablet waits for its own mistakes all the same, and is known no longer after a month', () => {
  const known = withRightTry({}, tablet, 0);
  const { tries, nowMs } = guess(tablet, 6, known);
  expect(waitMsOf(tries, tablet, nowMs)).toBe(minute);
  expect(triesAt(known, 29 * 24 * hour)).toHaveProperty([tablet]);
  expect(triesAt(known, 30 * 24 * hour)).toEqual({});
  const { tries: besieged, nowMs: later } = besiege(known, 2, 30 * 24 * hour);
  expect(waitMsOf(besieged, tablet, later)).toBeGreaterThan(0);
});

test('of those who signed in no more than fifty addresses are known, the latest', () => {
  let tries: SignInTries = {};
  for (let i = 0; i < 60; i++) tries = triesAt(withRightTry(tries, `192.0.2.${i}`, i), i);
  expect(Object.keys(tries)).toHaveLength(50);
  expect(tries).toHaveProperty(['192.0.2.59']);
  expect(tries).not.toHaveProperty(['192.0.2.9']);
});

test('a clock that is put back by a year keeps nobody waiting for a year', () => {
  const { tries, nowMs } = guess(tablet, 6, {}, 365 * 24 * hour);
  const before = nowMs - 365 * 24 * hour;
  const rebased = triesAt(tries, before);
  expect(waitMsOf(rebased, tablet, before)).toBe(minute);
  expect(waitMsOf(rebased, tablet, before + minute)).toBe(0);
});

test('what the disk has spoilt is forgotten', () => {
  expect(readTries(undefined)).toEqual({});
  expect(readTries('{"a":')).toEqual({});
  expect(readTries('{"a":{"wrong":"5","atMs":0}}')).toEqual({});
});
