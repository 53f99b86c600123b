/** Promises of the day: who is missed, in which order, what has to be read, and how long something takes. */
import { expect, test } from 'vitest';
import { VolunteerCentre } from '../../fixture/volunteer-centre.ts';
import { inventedSerial } from '../../fixture/volunteer-devices.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { minutesUntil } from './free-in.ts';
import { cameOf, missingOf, nextLossOf, putAwayKey, surprisesOf, waitingReturnsOf } from './today.ts';
import { uncertainHoursOf } from './uncertain-hours.ts';

const still = { ...systemClock, wallMs: () => Date.parse('2026-11-21T05:12:00.000Z') };
const centreOf = () => new VolunteerCentre({ clock: still });

test('whoever loses data first is missed first, and those who came are not missed', () => {
  const missing = missingOf(centreOf().state());
  expect(missing.slice(0, 4).map(({ label }) => label)).toEqual(['14', '1', '2', '3']);
  expect(missing.map(({ label }) => label)).not.toContain('9');
  expect(nextLossOf(missing)).toEqual({ people: 1, days: 0 });
  expect(nextLossOf(missing.slice(1))).toEqual({ people: 2, days: 5 });
  expect(nextLossOf(missing.filter(({ daysUntilLoss }) => (daysUntilLoss ?? 0) > 7))).toBeNull();
});

test('a pedometer from the shelf that was read has brought nobody', () => {
  const state = centreOf().state();
  const [first] = state.came;
  const tried = first === undefined ? [] : [{ ...first, serial: inventedSerial(21), label: '21' }];
  expect(cameOf({ ...state, came: [...state.came, ...tried] }).length).toBe(state.came.length);
});

test('an outcome that says something else happened is read once, and again when it changes', () => {
  const centre = centreOf();
  centre.act({ id: 'lost-1', kind: 'lost', device: inventedSerial(5) });
  expect(surprisesOf(centre.state(), [])).toEqual([]);
  centre.changeOutcome('lost-1', { outcome: 'nothing-to-do', because: 'not-on-loan', by: null });
  const [surprise] = surprisesOf(centre.state(), []);
  const putAway = surprise === undefined ? [] : [putAwayKey(surprise)];
  expect(putAway).toHaveLength(1);
  expect(surprisesOf(centre.state(), putAway)).toEqual([]);
  centre.changeOutcome('lost-1', { outcome: 'held', because: 'clock-in-doubt', by: null });
  expect(surprisesOf(centre.state(), putAway)).toHaveLength(1);
});

test('what was given back waits where everybody sees it', () => {
  expect(waitingReturnsOf(centreOf().state()).map(({ label }) => label)).toEqual(['25']);
});

test('nobody is told to wait for single minutes, and nobody waits in vain', () => {
  const now = '2026-11-21T05:00:00.000Z';
  expect(minutesUntil('2026-11-21T05:36:10.000Z', now)).toBe(40);
  expect(minutesUntil('2026-11-21T05:03:10.000Z', now)).toBe(4);
  expect(minutesUntil('2026-11-21T04:59:00.000Z', now)).toBe(0);
  expect(minutesUntil(null, now)).toBeNull();
});

test('uncertain hours are the ones of the clock, across midnight too', () => {
  const hours = uncertainHoursOf('2026-11-20T14:40:00.000Z', '2026-11-20T16:10:00.000Z', 'Asia/Tokyo');
  expect(hours.map(({ date }) => date)).toEqual(['2026-11-20', '2026-11-21', '2026-11-21']);
  expect(hours.map(({ fromMs, toMs }) => (toMs - fromMs) / 60_000)).toEqual([20, 60, 10]);
});
