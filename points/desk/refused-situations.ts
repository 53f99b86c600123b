/** Refused situations: for each word by which the desk refuses, what has to have happened for it to be said. For this room's tests. */
import type { refusalCodes, Refusal } from '../../contract/desk-terms.ts';
import { codesNowMs, order, slipOf, trialCodes } from '../codes/trial-codes.ts';
import type { Points } from '../points.ts';
import { participantId, plainDate } from '../trial-points.ts';
import { activity, cap, perDay, trialProgramme } from '../trial-programme.ts';
import { claimBody, paperHolder, signed, walker, why, youth, type ClaimParts, type TrialDesk } from './trial-desk.ts';

type Answer = { readonly kind: string; readonly refusals?: readonly Refusal[] };
export interface Situation {
  readonly code: (typeof refusalCodes)[number];
  readonly when: string;
  /** What has to have happened; returns what to ask with. */
  readonly ask: (points: Points, disk: TrialDesk) => () => Answer;
}

const claim =
  (parts: ClaimParts) =>
  (points: Points): (() => Answer) =>
  () =>
    points.desk.claims.record(claimBody(parts));
const withCode = (points: Points, code: string, parts: ClaimParts = {}) =>
  claim({ activity: 'city-event', evidence: 'venue-code', code, date: '2026-11-21', ...parts })(points);
const meeting = (points: Points, group: string | undefined, parts: ClaimParts = {}) =>
  claim({ activity: 'group-activity', evidence: 'stamp', ...(group === undefined ? {} : { group }), ...parts })(points);
const move = (points: Points, participant: string, amount: number | 'all') => () =>
  points.desk.transfers.record({
    participant: participantId(participant),
    points: amount,
    reference: '7',
    ...signed(),
  });
const stamp = (points: Points): void => {
  points.desk.claims.record(claimBody({ date: '2026-09-01', evidence: 'stamp' }));
};

export const iwamizawaSituations: readonly Situation[] = [
  { code: 'unknown-participant', when: 'nobody has the number', ask: claim({ participant: 'P-9999' }) },
  { code: 'in-future', when: 'the date is tomorrow', ask: claim({ date: '2026-11-22' }) },
  { code: 'not-on-menu', when: 'there is no such activity', ask: claim({ activity: 'chess' }) },
  { code: 'evidence-not-accepted', when: 'one’s own word is not enough', ask: claim({ evidence: 'declaration' }) },
  { code: 'account-not-open', when: 'there is no such account', ask: claim({ account: 'purse' }) },
  { code: 'paper-closed', when: 'a pedometer is carried', ask: claim({ account: 'paper' }) },
  {
    code: 'account-not-held',
    when: 'no pedometer was carried on the date',
    ask: claim({ account: 'pedometer', date: '2026-09-30' }),
  },
  { code: 'too-young', when: '17 on the date', ask: claim({ participant: youth, date: '2026-10-31' }) },
  {
    code: 'already-claimed',
    when: 'the same check of the same day comes again',
    ask: (points) => {
      points.desk.claims.record(claimBody());
      return claim({})(points);
    },
  },
  {
    code: 'once-only',
    when: 'a handbook is registered again, years later',
    ask: (points) => {
      points.desk.claims.record(claimBody({ activity: 'handbook', evidence: 'handbook', date: '2026-10-01' }));
      return claim({ activity: 'handbook', evidence: 'handbook' })(points);
    },
  },
  {
    code: 'daily-limit',
    when: 'a second group meets on one day',
    ask: (points, disk) => {
      meeting(points, disk.group(points, '東町'))();
      return meeting(points, disk.group(points, '西町'));
    },
  },
  { code: 'group-missing', when: 'no group is named', ask: (points) => meeting(points, undefined) },
  { code: 'unknown-group', when: 'no group has the number', ask: (points) => meeting(points, 'G-0099') },
  {
    code: 'group-other-activity',
    when: 'the group is registered for something else',
    ask: (points, disk) => meeting(points, disk.group(points, '東町', 'city-event')),
  },
  {
    code: 'group-not-open',
    when: 'the group was not registered yet',
    ask: (points, disk) => meeting(points, disk.group(points, '東町'), { date: '2026-03-31' }),
  },
  {
    code: 'group-closed',
    when: 'the group had ended',
    ask: (points, disk) => {
      const group = disk.group(points, '東町');
      const byWhom = { actor: '佐藤', reference: null, reason: '解散' };
      points.desk.groups.close(group, plainDate('2026-11-19'), byWhom, disk.clock.wallMs());
      return meeting(points, group);
    },
  },
  { code: 'code-missing', when: 'a code is the evidence', ask: claim({ evidence: 'venue-code' }) },
  { code: 'unknown-code', when: 'it is no code', ask: (points) => withCode(points, 'hello') },
  {
    code: 'code-forged',
    when: 'a sign of it was changed',
    ask: (points, disk) => {
      const code = disk.code(points);
      return withCode(points, code.slice(0, -1) + (code.endsWith('0') ? '1' : '0'));
    },
  },
  {
    code: 'code-forged',
    when: 'it is another programme’s',
    ask: (points) => withCode(points, slipOf(trialCodes(2, 'sodegaura').codes.issue(order(), codesNowMs)).token),
  },
  {
    code: 'code-expired',
    when: 'its last day is over',
    ask: (points, disk) => {
      const code = disk.code(points);
      disk.clock.jumpTo(Date.parse('2026-11-22T00:00:00+09:00'));
      return withCode(points, code);
    },
  },
  {
    code: 'code-not-yet',
    when: 'its first day is tomorrow',
    ask: (points, disk) => {
      const valid = { kind: 'dates', from: plainDate('2026-11-22'), to: plainDate('2026-11-23') } as const;
      return withCode(points, disk.code(points, { valid }), { date: '2026-11-21' });
    },
  },
  {
    code: 'code-used',
    when: 'it was read from the same person on that date',
    ask: (points, disk) => {
      const code = disk.code(points);
      withCode(points, code)();
      return withCode(points, code);
    },
  },
  {
    code: 'code-revoked',
    when: 'it was withdrawn',
    ask: (points, disk) => {
      const code = disk.code(points);
      const id = points.desk.codes.list()[0]?.id ?? '';
      points.desk.codes.revoke(id, { reason: '中止', actor: '佐藤' }, disk.clock.wallMs());
      return withCode(points, code);
    },
  },
  {
    code: 'code-other-activity',
    when: 'the activity is not the code’s',
    ask: (points, disk) => withCode(points, disk.code(points), { activity: 'hiroba-event' }),
  },
  {
    code: 'code-other-activity',
    when: 'the date is not one of the code’s',
    ask: (points, disk) => withCode(points, disk.code(points), { date: '2026-11-19' }),
  },
  {
    code: 'evidence-not-accepted',
    when: 'a slip is given out as a poster’s code',
    ask: (points, disk) => withCode(points, disk.code(points, { kind: 'once' })),
  },
  {
    code: 'unknown-claim',
    when: 'there is no such claim',
    ask: (points) => () => points.desk.claims.void({ claim: '17', ...why() }),
  },
  {
    code: 'unknown-claim',
    when: 'it is no number',
    ask: (points) => () => points.desk.claims.void({ claim: "1' OR 1=1", ...why() }),
  },
  {
    code: 'already-void',
    when: 'it was voided before',
    ask: (points) => {
      points.desk.claims.record(claimBody());
      points.desk.claims.void({ claim: '1', ...why() });
      return () => points.desk.claims.void({ claim: '1', ...why() });
    },
  },
  { code: 'unknown-participant', when: 'nobody has that card', ask: (points) => move(points, 'P-9999', 'all') },
  { code: 'account-not-held', when: 'there is no account to move to', ask: (points) => move(points, paperHolder, 1) },
  { code: 'nothing-to-move', when: 'the card is empty', ask: (points) => move(points, walker, 'all') },
  {
    code: 'too-many-points',
    when: 'there are fewer on the card',
    ask: (points) => {
      stamp(points);
      return move(points, walker, 6);
    },
  },
  {
    code: 'channel-closed',
    when: 'the card’s points have been moved',
    ask: (points) => {
      stamp(points);
      move(points, walker, 'all')();
      return claim({ date: '2026-09-02', evidence: 'stamp' })(points);
    },
  },
];

const habit = { activity: 'breakfast', evidence: 'declaration' };
const goal = { activity: 'goal', evidence: 'declaration' };
export const sodegauraSituations: readonly Situation[] = [
  { code: 'from-missing', when: 'a habit has no first day', ask: claim(habit) },
  {
    code: 'not-kept-long-enough',
    when: 'a habit lacks its last day',
    ask: claim({ ...habit, from: '2026-10-22' }),
  },
  { code: 'goal-missing', when: 'no goal is said', ask: claim(goal) },
  { code: 'goal-too-low', when: 'the goal is below 4,000', ask: claim({ ...goal, goalSteps: 3_999 }) },
  { code: 'goal-too-high', when: 'the goal has a figure too many', ask: claim({ ...goal, goalSteps: 100_001 }) },
  {
    code: 'once-only',
    when: 'a check is claimed twice in a fiscal year',
    ask: (points) => {
      const check = { activity: 'basic-check', evidence: 'declaration' };
      points.desk.claims.record(claimBody({ ...check, date: '2026-04-01' }));
      return claim(check)(points);
    },
  },
  {
    code: 'account-not-open',
    when: 'the programme has no paper card',
    ask: claim({ ...goal, goalSteps: 4_000, account: 'paper' }),
  },
  { code: 'no-transfer', when: 'there is nothing to move from', ask: (points) => move(points, walker, 'all') },
];

export const trialSituations: readonly Situation[] = [
  {
    code: 'too-old',
    when: 'above the oldest age',
    ask: claim({ activity: 'a', evidence: 'stamp', date: '2026-11-20' }),
  },
  {
    code: 'too-late',
    when: 'claimed after its last day',
    ask: claim({ activity: 'a', evidence: 'stamp', participant: youth, date: '2026-11-13' }),
  },
  {
    code: 'monthly-limit',
    when: 'the month’s points are used up',
    ask: (points, disk) => {
      disk.walk(points, youth, '2026-11-02', 1_000);
      return claim({ activity: 'a', evidence: 'stamp', participant: youth })(points);
    },
  },
];
export const endlessSituations: readonly Situation[] = [
  {
    code: 'period-limit',
    when: 'the points of all time are used up',
    ask: (points, disk) => {
      disk.walk(points, youth, '2026-11-02', 1_000);
      return claim({ activity: 'a', evidence: 'stamp', participant: youth })(points);
    },
  },
];

export const trial = trialProgramme({
  participants: { ageMax: 70 },
  earning: [perDay(7)],
  activities: [activity('a', { claimWithinDays: 7 })],
  caps: [cap('m', 'month', 7)],
});
export const endless = trialProgramme({
  earning: [perDay(7)],
  activities: [activity('a')],
  caps: [cap('all', 'ever', 7)],
});
