/** A centre beside the whole gateway: real database, real broker, pedometers in memory: a volunteer's hour with the line cut and back. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { actionBatchSchema } from '../../contract/centre-action.ts';
import { gatewayIdSchema } from '../../contract/ids.ts';
import { volunteerActionSchema, type ActionAnswer, type VolunteerDevice } from '../../contract/volunteer.ts';
import { GatewayRoom, pedometerOf } from '../gateway-room.ts';
import type { Gateway } from '../gateway.ts';
import type { CentreSource } from './centre-source.ts';
import { serialOf } from './trial-centre.ts';

const gatewayId = gatewayIdSchema.parse('gw-test');
const [lent, free] = [serialOf(12), serialOf(31)];
let room: GatewayRoom;
let gateway: Gateway;

beforeEach(async () => {
  room = new GatewayRoom();
  await room.open();
  gateway = await room.begin();
  tell();
  await room.cloud.until(() => gateway.centreNews() !== undefined && gateway.roster() !== undefined);
});
afterEach(() => room.close());

const tell = (): void => {
  const device = { model: 'steplog-1', confirmed: 0 };
  const devices = {
    [lent]: { ...device, label: '12', status: 'on-loan' },
    [free]: { ...device, label: '31', status: 'in-stock' },
  };
  room.cloud.publish(gatewayId, 'roster', { v: 1, version: 1, devices }, true);
  const ring = { capacityBuckets: 1440, bucketSeconds: 3600, lastVisitAt: null, battery: null };
  const nobodys = { ...ring, participant: null, since: null, unsentSince: null, swappedOn: null, freeAbove: null };
  const since = '2026-11-01T00:00:00Z';
  const news = {
    v: 1,
    version: 1,
    at: new Date().toISOString(),
    centre: { id: 'centre-1', name: '中央公民館' },
    devices: { [lent]: { ...nobodys, participant: 'P-1', since, unsentSince: since }, [free]: nobodys },
    participants: { 'P-1': { nickname: 'さくら' } },
    ...{ outcomes: [], week: null },
  };
  room.cloud.publish(gatewayId, 'centre', news, true);
};

const centre = (): CentreSource => gateway.centre;
const device = (serial: string): VolunteerDevice | undefined =>
  centre()
    .volunteer()
    .devices.find((one) => one.serial === serial);
const act = (action: object): ActionAnswer => centre().act(volunteerActionSchema.parse(action));
const heardUntil = (isTrue: () => boolean): Promise<void> =>
  room.cloud.until(() => {
    room.radio.advertise();
    return isTrue();
  });
/** A visit now, whatever is known of it. */
const visited = async (serial: string): Promise<void> => {
  const before = device(serial)?.progress;
  const sinceMs = before?.kind === 'done' ? Date.parse(before.at) : 0;
  centre().ask(device(serial)?.serial ?? lent);
  await heardUntil(() => {
    const progress = device(serial)?.progress;
    return progress?.kind === 'done' && Date.parse(progress.at) > sinceMs;
  });
};

test('what was put down is on the screen, and the cloud’s points come to its card', async () => {
  room.radio.bring('c0:00:00:00:00:01', pedometerOf(48, lent));
  await heardUntil(() => centre().kiosk().cards[0]?.step.kind === 'received');
  expect(centre().kiosk()).toMatchObject({
    centre: '中央公民館',
    cameToday: 1,
    cards: [{ label: '12', nickname: 'さくら', step: { isFirst: true, result: { points: 'following' } } }],
  });
  const progress = device(lent)?.progress;
  const visit = progress?.kind === 'done' ? progress.visit : null;
  const result = { v: 1, visit, device: lent, label: '12', days: 2, yesterday: null, monthPoints: 5 };
  room.cloud.publish(gatewayId, 'results', result);
  await room.cloud.until(() => JSON.stringify(centre().kiosk().cards).includes('"points":"here"'));
  expect(centre().volunteer().came).toMatchObject([{ serial: lent, result: { monthPoints: 5 } }]);
});

test('lent with the line cut, kept over a restart, and told to the cloud when the line is back', async () => {
  room.radio.bring('c0:00:00:00:00:02', pedometerOf(24, free));
  await visited(free);
  await room.broker.stop();
  await room.cloud.until(() => !centre().kiosk().isUp);
  const press = { id: 'press-1', kind: 'lend', device: free, participant: 'P-7' };
  expect(act(press)).toMatchObject({ kind: 'taken', action: { state: 'waiting' } });
  await gateway[Symbol.asyncDispose]();
  gateway = await room.begin();
  expect(device(free)).toMatchObject({ status: 'on-loan', participant: 'P-7' });
  expect(act(press)).toMatchObject({ kind: 'taken' });
  await room.broker.start();
  await room.cloud.until(() => centre().volunteer().actions[0]?.state === 'sent');
  const [batch] = room.cloud.actionBatches;
  expect(actionBatchSchema.parse(JSON.parse(batch ?? '')).actions).toMatchObject([
    { id: 'press-1', kind: 'lend', device: free, participant: 'P-7' },
  ]);
});

test('a battery changed at the counter leaves no gap', async () => {
  const pedometer = pedometerOf(24, lent);
  room.radio.bring('c0:00:00:00:00:01', pedometer);
  await visited(lent);
  expect(act({ id: 'begin', kind: 'swap-begin', device: lent })).toEqual({ kind: 'taken', action: null });
  expect(act({ id: 'end', kind: 'swap-end', device: lent })).toEqual({ kind: 'refused', because: 'visit-first' });
  pedometer.swapBattery(Date.now());
  await visited(lent);
  expect(act({ id: 'end', kind: 'swap-end', device: lent })).toMatchObject({
    kind: 'taken',
    action: { kind: 'swap', label: '12', uncertain: null },
  });
  expect(device(lent)).toMatchObject({ swapping: null, status: 'on-loan' });
});
