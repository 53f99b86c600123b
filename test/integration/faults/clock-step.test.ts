/** A gateway whose clock is wrong by a day, or by half a century: days are right or held, never wrong, and nothing is lost. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeUnless } from '../../../runtime/test-server.ts';
import { lastDay, type Trial, type TrialEnd } from '../trial.ts';
import { FalseClock } from './false-clock.ts';
import { TrialRoom } from './trial-room.ts';

/** After the day before which no gateway believes its clock. */
const firstDate = '2027-03-01';

interface Day {
  readonly day: number;
  /** What the clock shows when the gateway starts, and what from the first visit on. */
  readonly atStart?: string;
  readonly later?: string;
  readonly isVouched: boolean;
}

let room: TrialRoom;
beforeAll(() => {
  room = new TrialRoom();
});
afterAll(() => {
  room[Symbol.dispose]();
});

const passDay = async (trial: Trial, clock: FalseClock, { day, atStart, later, isVouched }: Day): Promise<TrialEnd> => {
  trial.town.dawn(day);
  clock.set(atStart ?? '+0');
  clock.vouch(isVouched ? 'yes' : 'no');
  trial.start('both');
  // In the middle of the first visit.
  const stepped = trial.moment('connected').then(() => clock.set(later ?? atStart ?? '+0'));
  await trial.everybodyVisits();
  await stepped;
  await trial.everythingIsSent();
  trial.tell(
    `day ${day}: started ${atStart ?? 'right'}, then ${later ?? 'as it was'}, ${isVouched ? '' : 'not '}vouched for`,
  );
  const end = await trial.end();
  expect(end.found.wrongs, end.story).toEqual([]);
  return end;
};

describeUnless(FalseClock.lack(), 'a wrong clock', () => {
  test.concurrent(
    'stepped by a day, with and without a time service that swears by it; and started in 1970',
    async () => {
      const clock = new FalseClock(join(room.directory, 'clock'));
      const settings = { launch: { gateway: clock.launch }, town: { firstDate }, gatewayConfig: { clockTrust: 'ntp' } };
      const end = await room.trial('stepped', settings, async (trial) => {
        const unset = await passDay(trial, clock, { day: 9, atStart: '@1970-01-02 00:00:00', isVouched: false });
        expect(unset.found.days, 'nothing has a date yet').toEqual({});
        const set = await passDay(trial, clock, { day: 10, isVouched: true });
        expect(set.found.days).toEqual(set.walked.days);
        const ahead = await passDay(trial, clock, { day: 12, later: '+1d', isVouched: true });
        expect(ahead.found.days).toEqual(ahead.walked.days);
        await passDay(trial, clock, { day: 13, isVouched: true });
        const behind = await passDay(trial, clock, { day: 15, later: '-1d', isVouched: true });
        expect(behind.found.days).toEqual(behind.walked.days);
        await passDay(trial, clock, { day: 16, atStart: '+1d', isVouched: false });
        await passDay(trial, clock, { day: 18, atStart: '-4d', isVouched: true });
        await passDay(trial, clock, { day: lastDay, isVouched: true });
      });
      expect(end.found, end.story).toEqual(end.walked);
    },
    100_000,
  );

  test.concurrent(
    'a day behind on one visit, a day ahead on another, and trusted all the same: outvoted, or put aside',
    async () => {
      const clock = new FalseClock(join(room.directory, 'sworn'));
      const end = await room.trial(
        'sworn',
        { launch: { gateway: clock.launch }, town: { firstDate } },
        async (trial) => {
          await passDay(trial, clock, { day: 9, isVouched: true });
          const doubted = await passDay(trial, clock, { day: 14, atStart: '-1d', isVouched: true });
          expect(doubted.found.held.length).toBeGreaterThan(0);
          const ahead = await passDay(trial, clock, { day: 16, atStart: '+1d', isVouched: true });
          expect(ahead.found.quarantine.join()).toContain('from-the-future');
          await passDay(trial, clock, { day: lastDay, isVouched: true });
        },
      );
      expect(end.found, end.story).toEqual({ ...end.walked, quarantine: end.found.quarantine });
      // A person is told, and has nothing to do.
      expect(end.found.quarantine.filter((item) => !/^(clock-contradiction|from-the-future) /.test(item))).toEqual([]);
    },
    100_000,
  );
});
