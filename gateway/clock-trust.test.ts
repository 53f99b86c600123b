/** A clock is trusted when a time service vouches for it and it has given no reason for doubt. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jumpMs, lookAtClock, settledMs, unsetClock, writtenMs, type ClockTrust } from './clock-trust.ts';

const noonMs = writtenMs + 20 * 86_400_000;
const hourMs = 3_600_000;

/** Looks every minute from `fromMs` on, for `minutes`; the clock shows `wallMs` at the first. */
const watch = (
  trust: ClockTrust,
  wallMs: number,
  fromMs: number,
  minutes: number,
  isSynchronised = true,
): ClockTrust => {
  let seen = trust;
  for (let i = 0; i < minutes; i++) {
    seen = lookAtClock(seen, { wallMs: wallMs + i * 60_000, monotonicMs: fromMs + i * 60_000, isSynchronised });
  }
  return seen;
};

test('not before a time service has vouched for it', () => {
  expect(watch(unsetClock(0), noonMs, 0, 60, false).standing).toBe('unset');
  expect(watch(unsetClock(0), noonMs, 0, 1).standing).toBe('trusted');
});

test('not while it shows a time before the day it was written, whoever vouches', () => {
  expect(watch(unsetClock(0), 0, 0, 60).standing).toBe('unset');
});

test('at once when it is set for the first time after a start in 1970', () => {
  const asleep = watch(unsetClock(noonMs - hourMs), 1_000, 0, 10, false);
  expect(lookAtClock(asleep, { wallMs: noonMs, monotonicMs: 601_000, isSynchronised: true }).standing).toBe('trusted');
});

test('not behind a time it was trusted at before the restart, until the time service has stood by it for a while', () => {
  const latestMs = noonMs + hourMs;
  expect(watch(unsetClock(latestMs), noonMs, 0, settledMs / 60_000).standing).toBe('doubtful');
  const settled = watch(unsetClock(latestMs), noonMs, 0, settledMs / 60_000 + 1);
  expect(settled).toMatchObject({ standing: 'trusted', latestMs: noonMs + settledMs });
});

test.each([-86_400_000, -hourMs, -jumpMs - 1, jumpMs + 1, hourMs])(
  'not after a jump of %i ms, until settled',
  (byMs) => {
    const before = watch(unsetClock(0), noonMs, 0, 10);
    const jumped = watch(before, noonMs + 600_000 + byMs, 600_000, settledMs / 60_000);
    expect(jumped.standing).toBe('doubtful');
    expect(
      lookAtClock(jumped, { wallMs: noonMs + 1_200_000 + byMs, monotonicMs: 1_200_000, isSynchronised: true }),
    ).toMatchObject({ standing: 'trusted' });
  },
);

test('still, when the time service corrects it by less than a jump', () => {
  const before = watch(unsetClock(0), noonMs, 0, 10);
  expect(watch(before, noonMs + 600_000 - 1_000, 600_000, 1).standing).toBe('trusted');
});

test('not while the time service has lost its own source', () => {
  const before = watch(unsetClock(0), noonMs, 0, 10);
  const lost = watch(before, noonMs + 600_000, 600_000, 1, false);
  expect(lost.standing).toBe('unset');
  expect(lost.latestMs).toBe(before.latestMs);
});

test('whatever it shows, doubt always ends once it runs evenly and is vouched for', () => {
  const look = fc.record({
    wallMs: fc.integer({ min: 0, max: noonMs * 2 }),
    monotonicMs: fc.nat(10 * settledMs),
    isSynchronised: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(look, { maxLength: 20 }), (looks) => {
      const ordered = [...looks].sort((a, b) => a.monotonicMs - b.monotonicMs);
      const muddled = ordered.reduce(lookAtClock, unsetClock(0));
      expect(watch(muddled, noonMs, 10 * settledMs, settledMs / 60_000 + 1).standing).toBe('trusted');
    }),
  );
});
