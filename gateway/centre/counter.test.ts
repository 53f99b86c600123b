/** The counter promises: what cannot be done is refused in one word and changes nothing; what is done is kept as it happened. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { centreActionSchema } from '../../contract/centre-action.ts';
import { actionRefusals, type ActionRefusal, type VolunteerAction } from '../../contract/volunteer.ts';
import { morningMs, serialOf, TrialCentre } from './trial-centre.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const [one, two, three, four, nobodys] = [serialOf(1), serialOf(2), serialOf(3), serialOf(4), serialOf(99)];
let trial: TrialCentre;

beforeEach(() => {
  trial = new TrialCentre();
  trial.tell({ [one]: {}, [two]: {}, [three]: { status: 'in-stock' }, [four]: { status: 'in-stock' } });
});
afterEach(() => trial.close());

const lend = (device: string, participant = 'P-9') => ({ kind: 'lend', device, participant }) as const;
const giveBack = (device: string, withoutVisit = false) => ({ kind: 'return', device, withoutVisit }) as const;
const exchange = (device: string, replacement: string, more: object = {}) =>
  ({ kind: 'exchange', device, replacement, reason: 'other', withoutVisit: false, ...more }) as const;

/** Kept in the outbox, newest last. */
const kept = () => trial.gateway.keptActions().map(({ action }) => centreActionSchema.parse(action));
const refusal = (because: ActionRefusal) => ({ kind: 'refused', because });
const swap = (kind: 'swap-begin' | 'swap-end' | 'swap-cancel', device = one) => trial.act({ kind, device });

test('a free pedometer that was just read is lent: with the visit that proved it works', () => {
  const visit = trial.gateway.visit(three, { alreadySent: true });
  const answer = trial.act(lend(three));
  expect(answer).toMatchObject({
    kind: 'taken',
    action: { kind: 'lend', label: '3', participant: 'P-9', state: 'waiting', canUndo: true, isUndone: false },
  });
  expect(kept()).toMatchObject([
    { kind: 'lend', device: three, participant: 'P-9', visit, at: morningMs, trusted: true },
  ]);
  expect(trial.device(three)).toMatchObject({
    status: 'on-loan',
    participant: 'P-9',
    blocked: 'on-loan',
    daysUntilLoss: 60,
  });
});

test('a return keeps how far it had counted, and the pedometer is blocked until the cloud has more than that', () => {
  trial.gateway.visit(one, { nextSequence: 720 });
  expect(trial.act(giveBack(one))).toMatchObject({ kind: 'taken', action: { participant: 'P-1' } });
  expect(kept()).toMatchObject([{ kind: 'return', device: one, sequence: 720 }]);
  expect(trial.device(one)).toMatchObject({ status: 'returned', participant: null, blocked: 'not-confirmed' });
  expect(trial.device(one).freeAt).toBe(new Date(morningMs + 30 * minuteMs).toISOString());
  trial.gateway.tell({ confirmed: { [one]: 720 } });
  expect(trial.device(one).blocked).toBe('not-confirmed');
  trial.gateway.tell({ confirmed: { [one]: 721 } });
  expect(trial.device(one)).toMatchObject({ blocked: null, freeAt: null });
});

test('one that cannot be read any more is taken back without, and only the desk can free it', () => {
  expect(trial.act(giveBack(one, true))).toMatchObject({ kind: 'taken' });
  expect(kept()).toMatchObject([{ kind: 'return', sequence: null }]);
  expect(trial.device(one)).toMatchObject({ status: 'returned', blocked: 'desk' });
});

test('a lost one is found again, and nobody gets it before the cloud has said so', () => {
  trial.act({ kind: 'lost', device: one });
  expect(trial.device(one)).toMatchObject({ status: 'lost', blocked: 'lost', participant: null });
  trial.act({ kind: 'found', device: one });
  expect(trial.device(one)).toMatchObject({ status: 'returned', blocked: 'desk' });
});

test('an exchange takes the one and lends the other at the same moment', () => {
  trial.gateway.visit(one, { nextSequence: 700 });
  trial.gateway.visit(three);
  expect(trial.act(exchange(one, three, { reason: 'broken' }))).toMatchObject({
    kind: 'taken',
    action: { label: '1', replacement: '3', participant: 'P-1' },
  });
  expect(kept()).toMatchObject([{ kind: 'exchange', sequence: 700, participant: 'P-1', replacement: three }]);
  expect([trial.device(one), trial.device(three)]).toMatchObject([
    { status: 'repair', blocked: 'repair', participant: null },
    { status: 'on-loan', participant: 'P-1' },
  ]);
});

test('a battery changed between two visits is one action, and says that there is no gap', () => {
  trial.gateway.visit(one, { epoch: 3, nextSequence: 720 });
  expect(swap('swap-begin')).toEqual({ kind: 'taken', action: null });
  expect(trial.device(one).swapping).toMatchObject({ epoch: 3, nextSequence: 720 });
  trial.pass(4 * minuteMs);
  trial.gateway.visit(one, { epoch: 4, nextSequence: 721, uptimeSeconds: 60 });
  expect(swap('swap-end')).toMatchObject({ kind: 'taken', action: { kind: 'swap', uncertain: null } });
  expect(kept()).toMatchObject([
    { before: { at: morningMs, epoch: 3 }, after: { epoch: 4, uptimeSeconds: 60 }, uncertain: null },
  ]);
  expect(trial.device(one)).toMatchObject({ swapping: null, swappedOn: '2026-11-21', status: 'on-loan' });
});

test('a battery that was out for two hours leaves those hours uncertain', () => {
  trial.gateway.visit(one, { epoch: 3 });
  swap('swap-begin');
  trial.pass(130 * minuteMs);
  trial.gateway.visit(one, { epoch: 4, uptimeSeconds: 600 });
  expect(swap('swap-end')).toMatchObject({
    action: { uncertain: { from: '2026-11-21T01:00:00.000Z', to: '2026-11-21T03:00:00.000Z' } },
  });
});

test('a change begun again after the battery was out still counts from the visit before', () => {
  trial.gateway.visit(one, { epoch: 3 });
  swap('swap-begin');
  trial.pass(5 * minuteMs);
  trial.gateway.visit(one, { epoch: 4, uptimeSeconds: 60 });
  expect(swap('swap-begin')).toMatchObject({ kind: 'taken' });
  expect(trial.device(one).swapping).toMatchObject({ epoch: 3 });
});

const refusals: Readonly<Record<ActionRefusal, () => unknown>> = {
  'unknown-device': () => trial.act(lend(nobodys)),
  'unknown-action': () => trial.act({ kind: 'undo', action: 'never-said' }),
  blocked: () => {
    trial.gateway.visit(one);
    return trial.act(lend(one));
  },
  'has-another': () => {
    trial.gateway.visit(three);
    return trial.act(lend(three, 'P-1'));
  },
  'not-on-loan': () => trial.act(giveBack(three)),
  'visit-first': () => {
    trial.gateway.visit(three);
    trial.pass(10 * minuteMs + 1);
    return trial.act(lend(three));
  },
  'not-lost': () => trial.act({ kind: 'found', device: one }),
  'same-device': () => trial.act(exchange(one, one)),
  'not-swapping': () => swap('swap-end'),
  'same-epoch': () => {
    trial.gateway.visit(one);
    swap('swap-begin');
    trial.pass(minuteMs);
    trial.gateway.visit(one);
    return swap('swap-end');
  },
  'too-late-to-undo': () => {
    trial.act({ id: 'slip', kind: 'lost', device: one });
    trial.pass(2 * dayMs);
    return trial.act({ kind: 'undo', action: 'slip' });
  },
  'already-undone': () => {
    trial.act({ id: 'slip', kind: 'lost', device: one });
    trial.act({ kind: 'undo', action: 'slip' });
    return trial.act({ kind: 'undo', action: 'slip' });
  },
  full: () => {
    trial.gateway.keepActions = () => 'full';
    return trial.act({ kind: 'lost', device: one });
  },
};

test.each(actionRefusals)('refuses: %s', (because) => {
  expect(refusals[because]()).toEqual(refusal(because));
});

test('a return, an exchange and a battery change ask for a visit first, each in its own way', () => {
  expect(trial.act(giveBack(one))).toEqual(refusal('visit-first'));
  expect(trial.act(exchange(one, three))).toEqual(refusal('visit-first'));
  trial.gateway.visit(one);
  expect(trial.act(exchange(one, three))).toEqual(refusal('visit-first'));
  expect(swap('swap-begin', two)).toEqual(refusal('visit-first'));
  swap('swap-begin');
  expect(swap('swap-end')).toEqual(refusal('visit-first'));
  expect(kept()).toEqual([]);
});

test('a lost one need not be read to be exchanged, and its replacement must', () => {
  const asked = exchange(one, three, { reason: 'lost' });
  expect(trial.act(asked)).toEqual(refusal('visit-first'));
  trial.gateway.visit(three);
  expect(trial.act(asked)).toMatchObject({ kind: 'taken' });
  expect(trial.device(one).status).toBe('lost');
});

test('a visit made before it was lent says nothing of what its borrower walked', () => {
  trial.gateway.visit(three);
  trial.pass(minuteMs);
  trial.act(lend(three));
  trial.pass(minuteMs);
  expect(trial.act(giveBack(three))).toEqual(refusal('visit-first'));
  trial.gateway.visit(three);
  expect(trial.act(giveBack(three))).toMatchObject({ kind: 'taken' });
});

test('ten minutes are ten minutes of life, however fast the clock runs', async () => {
  await trial.close();
  trial = new TrialCentre(60);
  trial.tell({ [three]: { status: 'in-stock' } });
  trial.gateway.visit(three);
  trial.pass(9 * 60 * minuteMs);
  expect(trial.act(lend(three))).toMatchObject({ kind: 'taken' });
});

test.each(['repair', 'retired', 'lost', 'on-loan'] as const)('one that is %s is not lent', (status) => {
  trial.tell({ [one]: { status } });
  trial.gateway.visit(one);
  expect(trial.device(one).blocked).toBe(status);
  expect(trial.act(lend(one))).toEqual(refusal('blocked'));
});

test('a returned one of which the cloud knows nothing is the desk’s, one it waits for is not confirmed', () => {
  trial.tell({ [one]: { status: 'returned' }, [two]: { status: 'returned', freeAbove: 5 } });
  expect([trial.device(one).blocked, trial.device(two)]).toMatchObject([
    'desk',
    { blocked: 'not-confirmed', freeAt: null },
  ]);
});

test('the same press told again is one action and the same answer; so are presses that are no actions', () => {
  trial.gateway.visit(three);
  const pressed = { id: 'once', ...lend(three) };
  const first = trial.act(pressed);
  trial.pass(minuteMs);
  expect(trial.act(pressed)).toEqual(first);
  expect(kept()).toHaveLength(1);
  trial.gateway.visit(one);
  for (const kind of ['swap-begin', 'swap-cancel'] as const) {
    for (let time = 0; time < 2; time++) {
      expect(trial.act({ id: kind, kind, device: one })).toEqual({ kind: 'taken', action: null });
    }
  }
});

test('a slip is undone as if it had never been said, as long as nothing rests on it', () => {
  trial.gateway.visit(one);
  trial.gateway.visit(three);
  trial.act({ id: 'back', ...giveBack(one) });
  trial.act({ id: 'lent', ...lend(three, 'P-1') });
  expect(trial.act({ kind: 'undo', action: 'back' })).toEqual(refusal('too-late-to-undo'));
  expect(trial.act({ kind: 'undo', action: 'lent' })).toMatchObject({
    kind: 'taken',
    action: { kind: 'undo', label: '3' },
  });
  expect(trial.device(three)).toMatchObject({ status: 'in-stock', participant: null, blocked: null });
  expect(trial.act({ kind: 'undo', action: 'back' })).toMatchObject({ kind: 'taken' });
  expect(trial.device(one)).toMatchObject({ status: 'on-loan', participant: 'P-1' });
  expect(trial.centre.volunteer().actions.map(({ isUndone, canUndo }) => [isUndone, canUndo])).toEqual([
    [true, false],
    [true, false],
    [false, false],
    [false, false],
  ]);
});

test('what was lost and found again is undone in that order only', () => {
  trial.act({ id: 'lost', kind: 'lost', device: one });
  trial.act({ id: 'found', kind: 'found', device: one });
  expect(trial.act({ kind: 'undo', action: 'lost' })).toEqual(refusal('too-late-to-undo'));
  expect(trial.act({ kind: 'undo', action: 'found' })).toMatchObject({ kind: 'taken' });
  expect(trial.act({ kind: 'undo', action: 'lost' })).toMatchObject({ kind: 'taken' });
  expect(trial.device(one)).toMatchObject({ status: 'on-loan', participant: 'P-1' });
});

test('yesterday’s slip can be undone although the cloud has settled it, before it says so', () => {
  trial.gateway.visit(one);
  trial.act({ id: 'back', ...giveBack(one) });
  trial.gateway.deliver();
  const outcome = { action: 'back', kind: 'return', device: one, at: new Date(morningMs).toISOString() };
  const rest = { outcome: 'done', because: null, by: null, changedAt: null };
  const since = new Date(morningMs - 10 * dayMs).toISOString();
  trial.tell({ [one]: { status: 'returned', freeAbove: 720 } }, { outcomes: [{ ...outcome, ...rest } as never] });
  trial.pass(dayMs);
  expect(trial.device(one).status).toBe('returned');
  expect(trial.act({ kind: 'undo', action: 'back' })).toMatchObject({ kind: 'taken' });
  expect(trial.device(one)).toMatchObject({ status: 'on-loan', participant: 'P-1', since });
});

test('what somebody else has meanwhile done with it is not undone here', () => {
  trial.gateway.visit(three);
  trial.act({ id: 'lent', ...lend(three) });
  trial.tell({ [three]: { participant: 'P-2', since: new Date(morningMs + minuteMs).toISOString() } });
  expect(trial.device(three).participant).toBe('P-2');
  expect(trial.act({ kind: 'undo', action: 'lent' })).toEqual(refusal('too-late-to-undo'));
});

test('two actions in one millisecond stand in the order in which they were said', () => {
  const actions: readonly Partial<VolunteerAction>[] = [
    { id: 'z', kind: 'lost', device: one },
    { id: 'a', kind: 'found', device: one },
  ];
  for (const action of actions) trial.act(action);
  expect(kept().map(({ at }) => at)).toEqual([morningMs, morningMs + 1]);
  expect(trial.device(one).status).toBe('returned');
});

test('with a clock that is not trusted it is said that the time is not', () => {
  trial.gateway.isClockTrusted = false;
  trial.act({ kind: 'lost', device: one });
  expect(kept()).toMatchObject([{ trusted: false }]);
});
