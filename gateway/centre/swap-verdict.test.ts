/** Swap verdict promises: no gap where there is none, and otherwise not an hour less than nobody knows of. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noGapMs, swapVerdict } from './swap-verdict.ts';

const tenMs = Date.parse('2026-11-21T01:00:00Z');
const minuteMs = 60_000;
const before = { atMs: tenMs, epoch: 3, powerLostAfterMs: null };
/** A visit at `atMs`, the new battery having been in for so many minutes. */
const after = (atMs: number, minutesIn: number, epoch = 4) => ({ atMs, epoch, uptimeSeconds: minutesIn * 60 });

test('a battery changed within minutes leaves no gap', () => {
  expect(swapVerdict(before, after(tenMs + 4 * minuteMs, 1))).toBeNull();
});

test('it does not matter how long after that the second visit is made', () => {
  expect(swapVerdict(before, after(tenMs + 300 * minuteMs, 297))).toBeNull();
});

test('a battery that stayed out for two hours leaves those two hours uncertain, to the minute', () => {
  expect(swapVerdict(before, after(tenMs + 150 * minuteMs, 30))).toEqual({
    fromMs: tenMs,
    toMs: tenMs + 120 * minuteMs,
  });
});

test('ten minutes are a gap, a second less is none', () => {
  expect(swapVerdict(before, { atMs: tenMs + noGapMs, epoch: 4, uptimeSeconds: 0 })).not.toBeNull();
  expect(swapVerdict(before, { atMs: tenMs + noGapMs, epoch: 4, uptimeSeconds: 1 })).toBeNull();
});

test('power lost more than once between the visits is never called no gap', () => {
  expect(swapVerdict(before, after(tenMs + 4 * minuteMs, 1, 5))).toEqual({ fromMs: tenMs, toMs: tenMs + 3 * minuteMs });
});

test('a battery that was out before the first visit makes the time since the visit before that uncertain', () => {
  const earlierMs = tenMs - 26 * 60 * minuteMs;
  const uncertain = swapVerdict({ ...before, powerLostAfterMs: earlierMs }, after(tenMs + 4 * minuteMs, 1));
  expect(uncertain).toEqual({ fromMs: earlierMs, toMs: tenMs + 3 * minuteMs });
});

test('a clock that was set between the visits can vouch for nothing between them', () => {
  expect(swapVerdict(before, after(tenMs + 4 * minuteMs, 20))).toEqual({
    fromMs: tenMs,
    toMs: tenMs + 4 * minuteMs,
  });
  const backMs = tenMs - 60 * minuteMs;
  expect(swapVerdict(before, after(backMs, 1))).toEqual({ fromMs: backMs, toMs: tenMs });
});

test('whatever is said, the uncertain time runs forwards and covers the time without power', () => {
  const minutes = fc.integer({ min: 0, max: 5_000 });
  fc.assert(
    fc.property(minutes, minutes, fc.integer({ min: 1, max: 3 }), (out, since, losses) => {
      const begunMs = tenMs + out * minuteMs;
      const uncertain = swapVerdict(before, after(begunMs + since * minuteMs, since, 3 + losses));
      if (uncertain === null) {
        expect(losses).toBe(1);
        expect(out * minuteMs).toBeLessThan(noGapMs);
      } else expect(uncertain).toEqual({ fromMs: tenMs, toMs: begunMs });
    }),
  );
});
