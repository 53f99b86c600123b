/** The centre promises: what is beside the gateway is on the screen, with the line cut and over a restart, and nobody's is shown to another. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { kioskStateSchema } from '../../contract/kiosk.ts';
import { visitResultSchema } from '../../contract/visit-result.ts';
import { volunteerStateSchema } from '../../contract/volunteer.ts';
import type { CentreChange } from './centre-source.ts';
import { addressOf } from './paper-gateway.ts';
import { morningMs, serialOf, TrialCentre } from './trial-centre.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;
const [one, two, three, stranger] = [serialOf(1), serialOf(2), serialOf(3), serialOf(99)];
let trial: TrialCentre;

beforeEach(() => {
  trial = new TrialCentre();
  trial.tell({ [one]: { lastVisitAt: '2026-11-14T01:00:00Z' }, [two]: {}, [three]: { status: 'in-stock' } });
});
afterEach(async () => {
  kioskStateSchema.parse(trial.centre.kiosk());
  volunteerStateSchema.parse(trial.centre.volunteer());
  await trial.close();
});

const word = (visit: string, device = one) => {
  const yesterday = { date: '2026-11-20', steps: 6214 };
  const result = { v: 1, visit, device, label: '1', days: 7, yesterday, monthPoints: 62 };
  trial.gateway.emit({ kind: 'result', result: visitResultSchema.parse(result) });
};
const whose = (device = one) => ({ address: addressOf(device), device, label: undefined });
const alreadySent = (device = one) =>
  trial.gateway.emit({
    kind: 'visit-done',
    ...whose(device),
    ...{ visit: undefined, status: undefined, days: 0, buckets: 0, alreadySent: true, batteryPercent: undefined },
  });
const listen = (): CentreChange[] => {
  const heard: CentreChange[] = [];
  trial.centre.subscribe((what) => heard.push(what));
  return heard;
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('noticed, being read, received: the same card, by number and nickname, and points as soon as the cloud tells', () => {
  trial.gateway.emit({ kind: 'noticed', ...whose() });
  expect(trial.card()).toMatchObject({ label: '1', nickname: 'さくら', step: { kind: 'noticed' } });
  trial.gateway.emit({ kind: 'visit-started', ...whose() });
  trial.gateway.emit({ kind: 'visit-progress', ...whose(), buckets: 24, bucketsAsked: 168 });
  expect(trial.card().step).toEqual({ kind: 'reading', done: 24, asked: 168 });
  const visit = trial.gateway.visit(one);
  const result = { days: 7, yesterday: null, monthPoints: null, points: 'following', battery: 'well', troubles: [] };
  expect(trial.card().step).toEqual({
    kind: 'received',
    isFirst: false,
    result: { ...result, comeBefore: '2027-01-19' },
  });
  word(visit);
  expect(trial.card().step).toMatchObject({ result: { points: 'here', monthPoints: 62, yesterday: { steps: 6214 } } });
  expect(trial.centre.kiosk()).toMatchObject({ centre: '中央公民館', cameToday: 1, isUp: true, radio: 'listening' });
});

test('the first visit of a loan is the first once', () => {
  trial.gateway.visit(two);
  expect(trial.card().step).toMatchObject({ kind: 'received', isFirst: true });
  trial.pass(hourMs);
  trial.gateway.visit(two);
  expect(trial.card().step).toMatchObject({ kind: 'received', isFirst: false });
});

test('who comes again the same day is told what the day has brought, after a restart too', async () => {
  word(trial.gateway.visit(one));
  trial.pass(10 * minuteMs);
  await trial.restart();
  alreadySent();
  expect(trial.card().step).toMatchObject({ kind: 'already', result: { days: 7, points: 'here', monthPoints: 62 } });
  expect(trial.centre.kiosk().cameToday).toBe(1);
  expect(trial.centre.volunteer().came).toMatchObject([{ serial: one, label: '1', nickname: 'さくら', visits: 1 }]);
});

test('who was read elsewhere today is told that all is there, and nothing is made up', () => {
  alreadySent();
  expect(trial.card().step).toEqual({ kind: 'already', result: null });
  expect(trial.centre.kiosk().cameToday).toBe(0);
});

test('the cloud’s word comes into the day although the gateway was restarted before it', async () => {
  trial.gateway.isUp = false;
  const visit = trial.gateway.visit(one);
  await trial.restart();
  word(visit);
  expect(trial.centre.volunteer().came[0]?.result).toMatchObject({ points: 'here', monthPoints: 62 });
});

test('what comes late counts for the day: its days are told, and yesterday’s steps stay', () => {
  word(trial.gateway.visit(one, { days: 7 }));
  trial.pass(2 * hourMs);
  trial.gateway.visit(one, { days: 1, nextSequence: 722 });
  expect(trial.card().step).toMatchObject({ result: { days: 1, points: 'following', yesterday: { steps: 6214 } } });
  const [came] = trial.centre.volunteer().came;
  expect(came).toMatchObject({ visits: 2, result: { days: 7, monthPoints: null, points: 'following' } });
});

test('tomorrow nobody has come yet, and what was following yesterday is not promised any more', () => {
  trial.gateway.visit(one);
  trial.pass(dayMs);
  expect(trial.centre.kiosk()).toMatchObject({ cameToday: 0 });
  expect(trial.centre.volunteer()).toMatchObject({ today: '2026-11-22', came: [] });
});

test('what lies on the shelf when the gateway starts calls nobody, nor what a volunteer has in their hand', () => {
  trial.gateway.visit(three);
  expect(trial.centre.kiosk().cards).toEqual([]);
  // It lies there, and is read each hour.
  for (let passed = 0; passed < 60; passed += 4) {
    trial.pass(4 * minuteMs);
    trial.gateway.visit(three);
    expect(trial.centre.kiosk().cards).toEqual([]);
  }
  trial.pass(60 * minuteMs);
  trial.centre.ask(three);
  trial.gateway.visit(three);
  expect(trial.centre.kiosk().cards).toEqual([]);
  trial.pass(60 * minuteMs);
  trial.gateway.visit(three);
  expect(trial.card().step).toEqual({ kind: 'not-on-loan', status: 'in-stock' });
});

test('one that nobody has, and one that nobody knows, are read and told apart', () => {
  trial.pass(10 * minuteMs);
  trial.gateway.visit(three);
  expect(trial.card().step).toEqual({ kind: 'not-on-loan', status: 'in-stock' });
  trial.pass(minuteMs);
  trial.gateway.visit(stranger);
  expect(trial.centre.kiosk().cards.at(-1)?.step).toEqual({ kind: 'not-on-loan', status: null });
  expect(trial.centre.kiosk().cameToday).toBe(0);
  expect(trial.centre.volunteer()).toMatchObject({
    came: [{ serial: three }, { serial: stranger, label: null }],
    strangers: [{ serial: stranger }],
  });
});

test('a broken link is asked for again, then for staff; and the volunteers see why, after a restart too', async () => {
  const fail = () => trial.gateway.emit({ kind: 'visit-failed', ...whose(), because: 'link-lost', isPartial: true });
  fail();
  expect(trial.card().step).toEqual({ kind: 'again', isPartial: true });
  for (let time = 0; time < 5; time++) fail();
  expect(trial.card().step).toEqual({ kind: 'staff', because: 'link' });
  expect(trial.device(one).progress).toMatchObject({ kind: 'failed', because: 'link-lost' });
  await trial.restart();
  expect(trial.device(one).failures).toHaveLength(5);
});

test('battery, memory, power and clock are told as they are', () => {
  const told = (changed: object) => {
    trial.pass(minuteMs);
    trial.gateway.visit(one, changed);
    const { step } = trial.card();
    return step.kind === 'received' ? [step.result.battery, ...step.result.troubles] : [];
  };
  expect(told({ isBatteryLow: true })).toEqual(['low']);
  expect(told({ isOverwritten: true })).toEqual(['well', 'memory']);
  expect(told({ lostBuckets: 3 })).toEqual(['well', 'memory']);
  expect(told({ lostBuckets: 3, epoch: 4 })).toEqual(['well', 'power']);
  expect(told({ lostBuckets: 3, epoch: 4, isClockTrusted: false })).toEqual(['well', 'clock']);
});

test('power that was lost because somebody changed the battery is no trouble', () => {
  trial.gateway.visit(one, { epoch: 3 });
  trial.act({ kind: 'swap-begin', device: one });
  trial.pass(4 * minuteMs);
  trial.gateway.visit(one, { epoch: 4, uptimeSeconds: 60 });
  expect(trial.card().step).toMatchObject({ result: { troubles: [] } });
});

test('a battery change that was begun is not forgotten by a restart, nor that the power was lost before', async () => {
  trial.gateway.visit(one, { epoch: 3 });
  trial.pass(2 * hourMs);
  trial.gateway.visit(one, { epoch: 4, uptimeSeconds: 600 });
  trial.act({ kind: 'swap-begin', device: one });
  await trial.restart();
  expect(trial.device(one).swapping).toMatchObject({ epoch: 4 });
  trial.pass(4 * minuteMs);
  trial.gateway.visit(one, { epoch: 5, uptimeSeconds: 60 });
  const answer = trial.act({ kind: 'swap-end', device: one });
  expect(answer).toMatchObject({
    kind: 'taken',
    action: { uncertain: { from: '2026-11-21T01:00:00.000Z', to: '2026-11-21T03:03:00.000Z' } },
  });
});

test('the next borrower is not shown what the last one brought', () => {
  word(trial.gateway.visit(one));
  trial.pass(minuteMs);
  trial.gateway.visit(one, { alreadySent: true });
  trial.act({ kind: 'return', device: one, withoutVisit: false });
  trial.gateway.tell({ confirmed: { [one]: 721 } });
  trial.pass(minuteMs);
  expect(trial.act({ kind: 'lend', device: one, participant: 'P-3' })).toMatchObject({ kind: 'taken' });
  alreadySent();
  expect(trial.card()).toMatchObject({ nickname: 'もみじ', step: { kind: 'already', result: null } });
  expect(trial.centre.volunteer().came).toMatchObject([{ nickname: null, visits: 2 }]);
  trial.pass(minuteMs);
  trial.gateway.visit(one, { days: 1 });
  expect(trial.card().step).toMatchObject({ kind: 'received', isFirst: true, result: { days: 1, yesterday: null } });
});

test('what was done here is shown until the cloud has settled it, and then with what became of it', async () => {
  trial.gateway.visit(three);
  trial.act({ id: 'lent', kind: 'lend', device: three, participant: 'P-9' });
  await trial.restart();
  const state = () => trial.centre.volunteer();
  expect(state()).toMatchObject({ actions: [{ id: 'lent', state: 'waiting', outcome: null }], waiting: { count: 1 } });
  expect(trial.device(three)).toMatchObject({ status: 'on-loan', participant: 'P-9' });
  trial.gateway.deliver();
  expect(state()).toMatchObject({ actions: [{ id: 'lent', state: 'sent' }], waiting: { count: 0, since: null } });
  expect(trial.device(three).status).toBe('on-loan');
  const at = new Date(morningMs).toISOString();
  const outcome = {
    kind: 'lend' as const,
    device: three,
    at,
    outcome: 'changed' as const,
    because: 'lent-on' as const,
  };
  const rest = { action: 'lent', by: '北公民館', changedAt: at };
  trial.tell(
    { [three]: { status: 'on-loan', participant: 'P-2', since: at } },
    { outcomes: [{ ...outcome, ...rest }] },
  );
  expect(state()).toMatchObject({ actions: [{ outcome: { outcome: 'changed', by: '北公民館' }, canUndo: false }] });
  expect(trial.device(three)).toMatchObject({ status: 'on-loan', participant: 'P-2' });
});

test('days until the oldest hour is lost are counted from what has arrived, here or elsewhere', () => {
  const since = new Date(morningMs - 55 * dayMs).toISOString();
  trial.tell({
    [one]: { since, unsentSince: since },
    [two]: { since, unsentSince: new Date(morningMs - 61 * dayMs).toISOString() },
  });
  expect([trial.device(one).daysUntilLoss, trial.device(two).daysUntilLoss]).toEqual([5, 0]);
  trial.gateway.visit(one);
  expect(trial.device(one)).toMatchObject({ daysUntilLoss: 60, lastVisitAt: new Date(morningMs).toISOString() });
});

test('a visit asked for is followed from listening to done; what is not here in ten minutes is not asked for any more', () => {
  expect(trial.centre.ask(stranger)).toBe('unknown-device');
  expect(trial.centre.ask(one)).toBe('asked');
  expect(trial.gateway.asked).toEqual([one]);
  expect(trial.device(one).progress).toMatchObject({ kind: 'listening' });
  trial.gateway.heard = [{ device: one, lastHeardMs: trial.nowMs, rssi: -61, isPresent: true }];
  expect(trial.device(one)).toMatchObject({ isHere: true, rssi: -61, progress: { kind: 'waiting' } });
  trial.gateway.emit({ kind: 'visit-started', ...whose() });
  expect(trial.device(one).progress).toMatchObject({ kind: 'reading' });
  const visit = trial.gateway.visit(one);
  expect(trial.device(one).progress).toMatchObject({ kind: 'done', visit, epoch: 3, nextSequence: 720, days: 7 });
  trial.centre.ask(two);
  trial.pass(10 * minuteMs);
  return turn().then(() => {
    expect(trial.gateway.asked).not.toContain(two);
    expect(trial.device(two).progress).toBeNull();
  });
});

test('before the cloud has ever been heard the pages open all the same', async () => {
  await trial.close();
  trial = new TrialCentre();
  trial.gateway.visit(one);
  expect(trial.centre.kiosk()).toMatchObject({
    centre: null,
    cards: [{ step: { kind: 'not-on-loan', status: null } }],
  });
  expect(trial.centre.volunteer()).toMatchObject({ centre: null, newsAt: null, devices: [], week: null });
});

test('listeners hear of what happens at once, and of what the clock changes when it does', async () => {
  const heard = listen();
  await turn();
  trial.gateway.visit(one);
  expect(new Set(heard)).toEqual(new Set(['kiosk', 'volunteer']));
  trial.pass(1_000);
  await turn();
  heard.length = 0;
  trial.pass(1_000);
  await turn();
  expect(heard).toEqual([]);
  trial.gateway.heard = [{ device: one, lastHeardMs: trial.nowMs, rssi: -61, isPresent: true }];
  trial.pass(1_000);
  await turn();
  expect(heard).toEqual(['volunteer']);
});
