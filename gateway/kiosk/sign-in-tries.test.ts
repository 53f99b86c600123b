/** How long wrong PINs make people wait: fingers may slip, and guessing takes years. */
import { expect, test } from 'vitest';
import { readTries, triesAt, waitMsOf, withoutTry, withWrongTry, type SignInTries } from './sign-in-tries.ts';

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
  const forgiven = withoutTry(withWrongTry(tries, tablet, 0), tablet);
  expect(forgiven).toMatchObject({ '192.0.2.8': { wrong: 2 }, everybody: { wrong: 5 } });
  expect(forgiven).not.toHaveProperty([tablet]);
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
