/** Promises of what the page knows after what it has heard. */
import { expect, test } from 'vitest';
import { snapshotWith, visitWith } from '../../fixture/live-with.ts';
import { firstState, hear, shownTimeOf, shownVisitsMax, type LiveMessage } from './live-state.ts';

const startMs = Date.parse('2026-11-21T05:12:00.000Z');
const snapshot = (atMs: number, speed = 1): LiveMessage => ({
  kind: 'snapshot',
  snapshot: snapshotWith({ speed }),
  atMs,
});
const visit = (id: string): LiveMessage => ({ kind: 'visit', visit: visitWith({ id }), atMs: 0 });

test('the clock runs on between snapshots, as fast as the cloud’s own', () => {
  expect(shownTimeOf(hear(firstState, snapshot(1000)), 3500)).toBe(startMs + 2500);
  expect(shownTimeOf(hear(firstState, snapshot(1000, 60)), 3500)).toBe(startMs + 150_000);
});

test('a heartbeat sets the clock', () => {
  const told = hear(hear(firstState, snapshot(0)), {
    kind: 'heartbeat',
    heartbeat: { now: '2026-11-21T06:00:00.000Z' },
    atMs: 500,
  });
  expect(shownTimeOf(told, 500)).toBe(Date.parse('2026-11-21T06:00:00.000Z'));
});

test('while the connection is lost the clock stands still and what was seen stays', () => {
  const lost = hear(hear(firstState, snapshot(1000)), { kind: 'lost' });
  expect(lost.connection).toBe('lost');
  expect(lost.snapshot).not.toBeNull();
  expect(shownTimeOf(lost, 99_000)).toBe(startMs);
});

test('anything heard ends a loss', () => {
  const lost = hear(hear(firstState, snapshot(1000)), { kind: 'lost' });
  expect(hear(lost, snapshot(9000)).connection).toBe('live');
  expect(hear(lost, visit('visit-2')).connection).toBe('live');
});

test('a visit stands first, once, and the list stays bounded', () => {
  let state = hear(firstState, snapshot(0));
  for (let each = 0; each <= shownVisitsMax; each++) state = hear(state, visit(`visit-${each}`));
  state = hear(state, visit('visit-7'));
  expect(state.visits).toHaveLength(shownVisitsMax);
  expect(state.visits[0]?.id).toBe('visit-7');
  expect(state.visits.filter((each) => each.id === 'visit-7')).toHaveLength(1);
});

test('a snapshot of another form asks for the page to be loaded again and breaks nothing', () => {
  const state = hear(hear(firstState, snapshot(0)), { kind: 'unreadable' });
  expect(state.outdated).toBe(true);
  expect(state.snapshot).not.toBeNull();
});
