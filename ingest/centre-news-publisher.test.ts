/** Promises of centre news: a centre knows what it needs with the line cut, no names, and nothing old for something new. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { centreNewsSchema, type CentreNews } from '../contract/centre-news.ts';
import type { DeviceSerial, GatewayId, ParticipantId } from '../contract/ids.ts';
import { topicOf } from '../contract/topics.ts';
import { systemClock } from '../runtime/clock.ts';
import { silentLog, type Log } from '../runtime/log.ts';
import { CentreNewsModel } from './centre-news-model.ts';
import { CentreNewsPublisher } from './centre-news-publisher.ts';
import { ActionRoom, atHour, giveBack, lend, read, said } from './sample-action-room.ts';
import { anna, bert, date, device, firstDayMs, gateway, hourMs, zone } from './sample-cloud.ts';
import { north, otherDevice, southGateway } from './sample-store.ts';

let room: ActionRoom;
let sent: { readonly topic: string; readonly news: CentreNews; readonly bytes: number }[];
let publisher: CentreNewsPublisher;

beforeEach(() => {
  room = new ActionRoom();
  sent = [];
  publisher = openPublisher();
});
afterEach(async () => {
  await publisher[Symbol.asyncDispose]();
  room[Symbol.dispose]();
});

const openPublisher = (log: Log = silentLog): CentreNewsPublisher => {
  const { database, registry } = room.store;
  const model = new CentreNewsModel({ database, registry, zone });
  const clock = { ...systemClock, wallMs: () => room.sample.nowMs };
  const wire = {
    onMessage: () => undefined,
    isConnected: true,
    start: () => Promise.resolve(),
    publish: (topic: string, payload: string, { retain }: { readonly retain: boolean }) => {
      expect(retain).toBe(true);
      sent.push({ topic, news: centreNewsSchema.parse(JSON.parse(payload)), bytes: Buffer.byteLength(payload) });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return new CentreNewsPublisher({ database, registry, model, wire, clock, log, isBusy: () => false });
};
const newsOf = async (who: GatewayId = gateway): Promise<CentreNews | undefined> => {
  await publisher.rounds.go();
  return sent.findLast(({ topic }) => topic === topicOf(who, 'centre'))?.news;
};
const iso = (ms: number): string => new Date(ms).toISOString();

it('says of each pedometer of the centre who has it, what has come and what has not', async () => {
  await room.act([lend('a', 10)]);
  await room.bring([read(34.5)]);
  const news = await newsOf();
  expect(news?.centre).toEqual({ id: 'north', name: '北公民館' });
  expect(news?.devices[device.serial]).toEqual({
    capacityBuckets: 1440,
    bucketSeconds: 3600,
    participant: anna,
    since: iso(atHour(10)),
    lastVisitAt: iso(atHour(34.5)),
    unsentSince: iso(atHour(34)),
    battery: 80,
    swappedOn: null,
    freeAbove: null,
  });
  expect(news?.devices[otherDevice.serial]).toMatchObject({ participant: null, unsentSince: null, lastVisitAt: null });
  expect(Object.keys(news?.participants ?? {})).toEqual([anna, bert]);
  expect((await newsOf(southGateway))?.devices).toEqual({});
  expect(JSON.stringify(sent)).not.toMatch(/山田|花子|田中/);
});

it('says beyond which hour a returned pedometer is free, when a battery was changed, and the nickname', async () => {
  const swap = {
    ...said('s', 20),
    kind: 'swap',
    device: device.serial,
    before: { at: atHour(20), epoch: 1, nextSequence: 20 },
    after: { at: atHour(20.1), epoch: 2, nextSequence: 21, uptimeSeconds: 300 },
    uncertain: { from: atHour(20), to: atHour(20.1) },
  } as const;
  await room.act([lend('a', 0), swap, giveBack('b', 34.4, 34)]);
  const person = room.store.registry.participant(anna);
  room.store.registry.atomically(() => person && room.store.registry.putParticipant({ ...person, nickname: 'はな子' }));
  const news = await newsOf();
  expect(news?.devices[device.serial]).toMatchObject({ participant: null, freeAbove: 34, swappedOn: date(0) });
  expect(news?.participants[anna]).toEqual({ nickname: 'はな子' });
});

it('says what became of the gateway’s own actions, and says it again when another centre makes it different', async () => {
  await room.act([lend('a', 0), { ...said('b', 1), kind: 'return', device: otherDevice.serial, sequence: null }]);
  expect((await newsOf())?.outcomes).toEqual([
    {
      action: 'a',
      kind: 'lend',
      device: device.serial,
      at: iso(atHour(0)),
      outcome: 'done',
      because: null,
      by: null,
      changedAt: null,
    },
    {
      action: 'b',
      kind: 'return',
      device: otherDevice.serial,
      at: iso(atHour(1)),
      outcome: 'nothing-to-do',
      because: 'not-on-loan',
      by: null,
      changedAt: null,
    },
  ]);
  await room.bring([read(4)], southGateway);
  await room.act([lend('x', 5, bert)], southGateway);
  expect((await newsOf())?.outcomes[0]).toMatchObject({
    outcome: 'changed',
    because: 'lent-on',
    by: '南公民館',
    changedAt: iso(atHour(5)),
  });
  expect((await newsOf(southGateway))?.outcomes).toMatchObject([
    { action: 'x', outcome: 'done', because: 'ended-earlier-loan', by: '北公民館', changedAt: iso(atHour(0)) },
  ]);
});

it('is sent when something is different, with a version that grows over restarts too', async () => {
  const first = await newsOf();
  const count = sent.length;
  await publisher.rounds.go();
  room.sample.nowMs += hourMs;
  await publisher.rounds.go();
  expect(sent).toHaveLength(count);
  room.store.registry.renewGatewaySecret(gateway);
  await publisher.rounds.go();
  expect(sent).toHaveLength(count);
  room.store.registry.atomically(() => room.store.registry.putCentre({ id: north, name: '北' }));
  const second = await newsOf();
  expect([second?.centre.name, (second?.version ?? 0) > (first?.version ?? 0)]).toEqual(['北', true]);
  room.reopen();
  publisher = openPublisher();
  expect((await newsOf())?.version).toBeGreaterThan(second?.version ?? 0);
});

it('is sent again as it was when a broker may have forgotten it', async () => {
  const before = await newsOf();
  const count = sent.length;
  publisher.republish(gateway);
  await expect.poll(() => sent).toHaveLength(count + 1);
  expect((await newsOf())?.version).toBe(before?.version);
});

it('tells of a loan that begins by the clock alone', async () => {
  room.sample.nowMs = firstDayMs;
  room.store.registry.lend(device.serial, anna, firstDayMs + 90_000);
  expect((await newsOf())?.devices[device.serial]?.participant).toBeNull();
  room.sample.nowMs += 120_000;
  expect((await newsOf())?.devices[device.serial]?.participant).toBe(anna);
});

it('fits into a message, and what was left out for that is told to the operator', async () => {
  const { registry } = room.store;
  const warnings: object[] = [];
  publisher = openPublisher({ ...silentLog, warn: (what: object) => warnings.push(what) });
  const person = registry.participant(anna);
  const pedometer = registry.deviceOf(device.serial);
  if (person === undefined || pedometer === undefined) throw new Error('the sample has both');
  registry.atomically(() => {
    for (let n = 0; n < 16_000; n++) {
      const id = `P-${String(n).padStart(40, '0')}` as ParticipantId;
      registry.putParticipant({ ...person, id, nickname: n % 2 === 0 ? `よび名${n}` : null });
    }
  });
  await publisher.rounds.go();
  expect(sent.at(-2)?.bytes ?? sent.at(-1)?.bytes).toBeLessThan(1024 * 1024);
  expect(warnings).toMatchObject([{ gateway, cut: ['participants without a nickname'] }]);
  registry.atomically(() => {
    for (let n = 0; n < 5_000; n++) {
      registry.putDevice({
        ...pedometer,
        serial: `D-${String(n).padStart(50, '0')}` as DeviceSerial,
        label: String(n),
      });
    }
  });
  await publisher.rounds.go();
  expect(Math.max(...sent.map(({ bytes }) => bytes))).toBeLessThan(1024 * 1024);
  const text = expect.any(String) as string;
  expect(warnings.at(-1)).toMatchObject({ cut: [text, text, text, 'pedometers nobody has on loan'] });
});

it('waits for a disk that takes nothing, says so once, and tells the news when it does again', async () => {
  const { database } = room.store;
  const errors: object[] = [];
  publisher = openPublisher({ ...silentLog, error: (what: object) => errors.push(what) });
  database.exec('PRAGMA query_only = 1');
  publisher.rounds.changed();
  await expect.poll(() => errors.length).toBe(1);
  expect(sent).toEqual([]);
  database.exec('PRAGMA query_only = 0');
  await expect.poll(() => sent.length).toBeGreaterThan(0);
  expect(errors).toHaveLength(1);
});
