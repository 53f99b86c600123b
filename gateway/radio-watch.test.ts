/** The radio watch acts on silence and on hanging connections, and becomes patient where nobody is there. */
import { expect, test } from 'vitest';
import {
  freshWatch,
  heardSomething,
  remedyFor,
  remedyMsMax,
  silenceMs,
  unansweredMax,
  visitEnded,
} from './radio-watch.ts';

test('as long as something is heard, nothing is done', () => {
  let watch = freshWatch(0);
  for (let nowMs = 0; nowMs < 10 * silenceMs; nowMs += silenceMs - 1) {
    expect(remedyFor(watch, nowMs).remedy).toBe('none');
    watch = heardSomething(watch, nowMs);
  }
});

test('silence calls for a new scan, then for a new adapter, then ever more rarely', () => {
  let watch = heardSomething(freshWatch(0), 0);
  const remedies: [string, number][] = [];
  for (let nowMs = 0; nowMs < 12 * 3_600_000; nowMs += 1_000) {
    const looked = remedyFor(watch, nowMs);
    watch = looked.watch;
    if (looked.remedy !== 'none') remedies.push([looked.remedy, nowMs]);
  }
  expect(remedies.slice(0, 3)).toEqual([
    ['rescan', silenceMs],
    ['reset', 2 * silenceMs],
    ['reset', 4 * silenceMs],
  ]);
  expect(remedies.length).toBeLessThan(60);
  const gaps = remedies.slice(1).map(([, atMs], i) => atMs - (remedies[i]?.[1] ?? 0));
  expect(Math.max(...gaps)).toBe(remedyMsMax);
  expect(watch).toMatchObject({ rescans: 1, resets: remedies.length - 1 });
});

test('hearing anything ends the patience', () => {
  let watch = remedyFor(heardSomething(freshWatch(0), 0), silenceMs).watch;
  watch = heardSomething(watch, silenceMs + 1);
  expect(remedyFor(watch, 2 * silenceMs).remedy).toBe('none');
  expect(remedyFor(watch, 2 * silenceMs + 1).remedy).toBe('rescan');
});

test('visit after visit without an answer from anybody calls for a new adapter; one answer clears it', () => {
  let watch = heardSomething(freshWatch(0), 0);
  for (let i = 0; i < unansweredMax - 1; i++) watch = visitEnded(watch, false);
  expect(remedyFor(watch, 1).remedy).toBe('none');
  expect(remedyFor(visitEnded(watch, false), 1).remedy).toBe('reset');
  expect(remedyFor(visitEnded(visitEnded(watch, true), false), 1).remedy).toBe('none');
});
