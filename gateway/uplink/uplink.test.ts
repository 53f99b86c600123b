/** The uplink, over a real broker, promises: nothing leaves the outbox before the cloud's receipt, and nothing stays for ever. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gatewayStateSchema } from '../../contract/gateway-state.ts';
import { downTopics } from '../../contract/topics.ts';
import { TestServer, describeWithServer } from '../../runtime/test-server.ts';
import { AedesBroker } from './aedes-broker.ts';
import { storing } from './paper-cloud.ts';
import { UplinkRoom, roomDevice, roomGateway } from './uplink-room.ts';

let broker: AedesBroker;
let room: UplinkRoom;

const begin = async (
  ...options: ConstructorParameters<typeof UplinkRoom> extends [string, ...infer Rest] ? Rest : never
) => {
  room = new UplinkRoom(broker.url, ...options);
  await room.start();
};

beforeEach(async () => {
  broker = new AedesBroker();
  await broker.start();
});

afterEach(async () => {
  await room.stop();
  await broker.stop();
});

describe('an uplink', () => {
  test('sends what is collected, and lets go of it only with the receipt', async () => {
    await begin({ resend: { baseMs: 50, capMs: 50 } });
    room.cloud.answering = () => undefined;
    room.collect();
    await room.cloud.until(() => room.cloud.batches.length > 0);
    expect(room.outbox.summary().batches).toBe(1);
    room.cloud.answering = storing;
    await room.isEmpty();
    expect(room.memory.confirmed(roomDevice)).toBe(24);
  });

  test('sends the very same bytes again until answered', async () => {
    await begin({ resend: { baseMs: 5, capMs: 20 } });
    room.cloud.answering = (batch, nth) => (nth < 4 ? undefined : storing(batch, nth));
    room.collect();
    await room.isEmpty();
    expect(room.cloud.batches.length).toBeGreaterThanOrEqual(4);
    expect(new Set(room.cloud.batches).size).toBe(1);
  });

  test.each(['duplicate', 'quarantined'] as const)('takes %s for an end too', async (status) => {
    await begin();
    room.cloud.answering = ({ seq }) => ({ v: 1, seq, status, reason: 'test' });
    room.collect();
    await room.isEmpty();
    expect(room.receipts).toMatchObject([{ status }]);
  });

  test('reads the serial again of a device whose batch the cloud has put aside', async () => {
    await begin();
    const known = {
      serial: roomDevice,
      model: undefined,
      firmware: undefined,
      epoch: 1,
      nextSequence: 1,
      uptimeSeconds: 1,
    };
    room.memory.remember('c0:00:00:00:00:01', known, 0);
    room.cloud.answering = ({ seq }) => ({ v: 1, seq, status: 'quarantined', reason: 'bad tag' });
    room.collect();
    await room.isEmpty();
    expect(room.memory.recall('c0:00:00:00:00:01')).toBeUndefined();
  });

  test('is patient when asked to be, and other batches pass', async () => {
    await begin();
    let first = 0;
    room.cloud.answering = (batch, nth) => {
      first ||= batch.seq;
      return batch.seq === first
        ? { v: 1, seq: batch.seq, status: 'retry', retryAfterMs: 3_600_000 }
        : storing(batch, nth);
    };
    room.collect();
    await room.cloud.until(() => room.receipts.length === 1);
    room.collect();
    await room.cloud.until(() => room.receipts.length === 2);
    expect(room.cloud.seqs()).toEqual([first, first + 1]);
    expect(room.outbox.waiting()).toEqual([first]);
  });

  test('parks what is never answered, keeps it, goes on, and sends it again by hand', async () => {
    await begin({ triesMax: 3, resend: { baseMs: 200, capMs: 200 } });
    let poison = 0;
    room.cloud.answering = (batch, nth) => {
      poison ||= batch.seq;
      return batch.seq === poison ? undefined : storing(batch, nth);
    };
    room.collect();
    await room.cloud.until(() => poison !== 0);
    room.collect();
    // Whatever answer comes while it is tried shows that the cloud is there, and the batch at fault.
    await room.cloud.until(() => room.outbox.summary().parked === 1 && room.receipts.length === 1);
    expect(room.cloud.seqs().filter((seq) => seq === poison)).toHaveLength(3);
    room.cloud.answering = storing;
    room.uplink.unpark();
    await room.isEmpty();
  });

  test('sends what it parked while the cloud was silent as soon as the cloud speaks again', async () => {
    await begin({ triesMax: 2, resend: { baseMs: 5, capMs: 10 } });
    room.cloud.answering = () => undefined;
    room.collect();
    await room.cloud.until(() => room.outbox.summary().parked === 1);
    room.cloud.answering = storing;
    room.collect();
    await room.isEmpty();
  });

  test('takes a roster, too, for a sign that the cloud is back', async () => {
    await begin({ triesMax: 2, resend: { baseMs: 5, capMs: 10 } });
    room.cloud.answering = () => undefined;
    room.collect();
    await room.cloud.until(() => room.outbox.summary().parked === 1);
    room.cloud.answering = storing;
    room.cloud.publish(roomGateway, 'roster', { v: 1, version: 1, devices: {} });
    await room.isEmpty();
  });

  test('delivers everything over a broker that keeps dying', async () => {
    await begin();
    for (let i = 0; i < 5; i++) {
      await room.cloud.until(() => room.uplink.isUp);
      for (let visit = 0; visit < 10; visit++) room.collect();
      await broker.stop();
      await room.cloud.until(() => !room.uplink.isUp);
      room.collect();
      await broker.start();
    }
    await room.isEmpty();
    expect(new Set(room.cloud.batches.flatMap((text) => text.match(/visit-\d+/g))).size).toBe(55);
    expect(room.ups).toBe(6);
  });

  test('gets past a batch for which the broker hangs up every time', async () => {
    await begin({ triesMax: 3, resend: { baseMs: 100, capMs: 100 } });
    broker.admits = ({ payload }) => !payload.toString().includes('"visit-1"');
    room.cloud.answering = () => undefined;
    room.collect();
    await room.cloud.until(() => room.cloud.batches.length > 0);
    room.collect();
    room.cloud.answering = storing;
    room.collect();
    await room.cloud.until(() => room.outbox.summary().parked === 1);
    room.collect();
    await room.cloud.until(() => room.cloud.batches.some((text) => text.includes('"visit-3"')));
    expect(room.outbox.summary()).toMatchObject({ parked: 1 });
  });

  test('says at the broker that it is there, and that it is gone, whether it leaves or is torn away', async () => {
    await begin();
    await room.cloud.until(() => room.cloud.states.length === 1);
    expect(gatewayStateSchema.parse(JSON.parse(room.cloud.states[0] ?? ''))).toMatchObject({
      state: 'online',
      boot: 'boot-1',
    });
    await room.uplink[Symbol.asyncDispose]();
    await room.cloud.until(() => room.cloud.states.length === 2);
    expect(JSON.parse(room.cloud.states[1] ?? '')).toMatchObject({ state: 'offline' });
  });

  test('takes the roster kept for it, and results, and no receipt that was kept', async () => {
    room = new UplinkRoom(broker.url, { resend: { baseMs: 50, capMs: 50 } });
    await room.cloud.start();
    room.collect();
    const device = { label: '12', model: 'steplog-1', confirmed: 7, status: 'on-loan' };
    room.cloud.publish(roomGateway, 'roster', { v: 1, version: 3, devices: { [roomDevice]: device } }, true);
    const seq = room.outbox.form(0) ?? 0;
    room.cloud.publish(roomGateway, 'receipts', { v: 1, seq, status: 'stored' }, true);
    const old = {
      v: 1,
      visit: 'visit-9',
      device: roomDevice,
      label: '12',
      days: 9,
      yesterday: null,
      monthPoints: null,
    };
    room.cloud.publish(roomGateway, 'results', old, true);
    room.cloud.answering = () => undefined;
    await room.uplink.start(new AbortController().signal);
    await room.cloud.until(() => room.cloud.batches.length > 1);
    expect(room.memory.confirmed(roomDevice)).toBe(7);
    expect(room.outbox.waiting()).toEqual([seq]);
    const result = {
      v: 1,
      visit: 'visit-0',
      device: roomDevice,
      label: '12',
      days: 2,
      yesterday: null,
      monthPoints: 31,
    };
    room.cloud.publish(roomGateway, 'results', result);
    await room.cloud.until(() => room.results.length > 0);
    expect(room.results).toMatchObject([{ visit: 'visit-0' }]);
  });

  test('stands any nonsense on its topics', async () => {
    await begin({ resend: { baseMs: 500, capMs: 500 } });
    room.cloud.answering = () => undefined;
    room.collect();
    await room.cloud.until(() => room.cloud.batches.length === 1);
    for (const text of [
      '',
      '{',
      '[]',
      'null',
      '{"v":1}',
      '{"v":2,"seq":1,"status":"stored"}',
      '\u0000',
      'x'.repeat(500_000),
    ]) {
      for (const name of downTopics) room.cloud.publish(roomGateway, name, text);
    }
    room.cloud.answering = storing;
    await room.isEmpty();
    expect(room.receipts).toHaveLength(1);
  });

  test('keeps trying a broker that does not know it, and delivers once it does', async () => {
    broker.knows = (username) => username === 'paper-cloud';
    await begin();
    room.collect();
    await room.cloud.until(() => room.cloud.states.length === 0);
    broker.knows = () => true;
    await room.isEmpty();
  });
});

describeWithServer('mosquitto', 'an uplink over Mosquitto', (server) => {
  const start = (): Promise<TestServer> => TestServer.start(server, ({ port }) => ['-p', String(port)]);

  test('delivers everything though the broker is killed in the middle, again and again', async () => {
    await using mosquitto = await start();
    room = new UplinkRoom(`mqtt://127.0.0.1:${mosquitto.place.port}`, { resend: { baseMs: 300, capMs: 300 } });
    await room.start();
    for (let i = 0; i < 3; i++) {
      for (let visit = 0; visit < 20; visit++) room.collect();
      await mosquitto.stop('SIGKILL');
      room.collect();
      await mosquitto.restart();
    }
    await room.isEmpty();
    expect(new Set(room.cloud.batches.flatMap((text) => text.match(/visit-\d+/g))).size).toBe(63);
    await room.stop();
  });

  test('is pronounced dead by the broker when it is torn away', async () => {
    await using mosquitto = await start();
    const torn = new UplinkRoom(`mqtt://127.0.0.1:${mosquitto.place.port}`);
    room = torn;
    await room.start();
    await room.cloud.until(() => room.cloud.states.length === 1);
    // The same client id connects elsewhere: the broker cuts the first one off.
    const thief = new UplinkRoom(`mqtt://127.0.0.1:${mosquitto.place.port}`);
    await thief.uplink.start(new AbortController().signal);
    await room.cloud.until(() => room.cloud.states.some((text) => text.includes('offline')));
    await thief.uplink[Symbol.asyncDispose]();
    await room.stop();
  });

  test('notices a broker that is frozen rather than gone, and delivers when it thaws', async () => {
    await using mosquitto = await start();
    room = new UplinkRoom(`mqtt://127.0.0.1:${mosquitto.place.port}`, {}, { keepaliveSeconds: 1 });
    await room.start();
    room.collect();
    await room.isEmpty();
    process.kill(mosquitto.pid ?? 0, 'SIGSTOP');
    room.collect();
    await room.cloud.until(() => !room.uplink.isUp);
    process.kill(mosquitto.pid ?? 0, 'SIGCONT');
    await room.isEmpty();
    await room.stop();
  });
});
