/** Real noble and real bleno meet in the air, as they would on two dongles. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../runtime/random.ts';
import { openTestRoom, type TestRoom } from './test-room.ts';
import {
  abandonment,
  collect,
  connectTo,
  disconnection,
  discover,
  discoverOne,
  numbered,
  scanResponse,
  serveTests,
  testUuid,
} from './test-service.ts';

let room: TestRoom;
beforeEach(async () => {
  room = await openTestRoom();
});
afterEach(() => room[Symbol.asyncDispose]());

describe('finding', () => {
  test('an active scan gets the service data of the scan response and the strength of the signal', async () => {
    const noble = await room.central('gateway');
    await serveTests(await room.peripheral('pedometer', { rssiDbm: -71 }));
    const found = await discoverOne(noble);
    expect(found.advertisement.serviceUuids).toEqual([testUuid.service]);
    expect(found.advertisement.serviceData).toEqual([{ uuid: testUuid.service, data: scanResponse.subarray(18) }]);
    expect(found).toMatchObject({ rssi: -71, connectable: true, addressType: 'random' });
  });

  test('a peripheral starting to advertise later is found by a scan under way, with its new data', async () => {
    const noble = await room.central('gateway');
    const host = await room.peripheral('pedometer');
    const found = discover(noble);
    await serveTests(host);
    expect((await found)[0]).toMatchObject({ state: 'disconnected' });
  });

  test('a peripheral elsewhere is found only once it is carried here', async () => {
    const noble = await room.central('gateway');
    await serveTests(await room.peripheral('near'));
    await serveTests(await room.peripheral('far', { places: ['elsewhere'] }));
    const near = await discover(noble);
    expect(near).toHaveLength(1);
    const nearAgain = new Promise((resolve) => noble.once('discover', resolve));
    const both = discover(noble, 2);
    await nearAgain;
    room.air.place('far', 'elsewhere', 'here');
    expect(await both).toHaveLength(2);
  });
});

test('a gateway carried to the peripherals while it scans finds them', async () => {
  const noble = await room.central('gateway', { places: ['elsewhere'] });
  await serveTests(await room.peripheral('pedometer'));
  const found = discover(noble);
  await new Promise((resolve) => noble.once('scanStart', resolve));
  room.air.place('gateway', 'here');
  expect(await found).toHaveLength(1);
});

describe('a visit', () => {
  test('connects, agrees on the MTU, reads long values, writes, and ends with reasons on both sides', async () => {
    const noble = await room.central('gateway');
    const server = await serveTests(await room.peripheral('pedometer', { attMtuMax: 247 }));
    const client = await connectTo(await discoverOne(noble));
    expect(client.peripheral.mtu).toBe(247);
    expect(await client.readable.readAsync()).toEqual(Buffer.alloc(36, 7));
    await client.writable.writeAsync(Buffer.from('d3020000', 'hex'), false);
    expect(server.written).toEqual([Buffer.from('d3020000', 'hex')]);
    expect(await client.peripheral.updateRssiAsync()).toBe(-60);
    const [gone, reason] = [abandonment(server), disconnection(client.peripheral)];
    await client.peripheral.disconnectAsync();
    expect(await reason).toBe(0x16);
    await gone;
    expect(room.closedLinks).toMatchObject([{ central: 'gateway', peripheral: 'pedometer', reason: 0x16 }]);
  });

  test('reads a value longer than the MTU in several goes', async () => {
    const noble = await room.central('gateway');
    await serveTests(await room.peripheral('pedometer', { attMtuMax: 23 }), Buffer.from(numbered(11, 8).join('')));
    const client = await connectTo(await discoverOne(noble));
    expect(client.peripheral.mtu).toBe(23);
    expect(await client.readable.readAsync()).toEqual(Buffer.from(numbered(11, 8).join('')));
  });

  test('indications are confirmed by the central', async () => {
    const noble = await room.central('gateway');
    const server = await serveTests(await room.peripheral('pedometer'));
    const client = await connectTo(await discoverOne(noble));
    const { values } = await collect(client.indicated, 2);
    await server.indicate(Buffer.from('06000101', 'hex'));
    await server.indicate(Buffer.from('0500d302', 'hex'));
    expect((await values).map((value) => value.toString('hex'))).toEqual(['06000101', '0500d302']);
  });

  test.each([
    { attMtuMax: 23, dataBytesMax: 27 },
    { attMtuMax: 247, dataBytesMax: 27 },
    { attMtuMax: 247, dataBytesMax: 251 },
  ])('500 notifications arrive in order at $attMtuMax bytes of MTU and packets of $dataBytesMax', async (limits) => {
    const noble = await room.central('gateway');
    const server = await serveTests(await room.peripheral('pedometer', limits));
    const client = await connectTo(await discoverOne(noble));
    const { values } = await collect(client.notified, 500);
    const sent = numbered(500, limits.attMtuMax - 3);
    sent.forEach((data) => server.notify(data));
    expect((await values).map((value) => value.readUInt32LE(0))).toEqual(sent.map((_, i) => i));
    expect((await values).at(-1)).toEqual(sent.at(-1));
    const packetsEach = Math.ceil((limits.attMtuMax + 4) / limits.dataBytesMax);
    expect(room.air.traffic('pedometer').packets).toBeGreaterThanOrEqual(500 * packetsEach);
  });

  test('the peripheral may end it, and be visited again', async () => {
    const noble = await room.central('gateway');
    const server = await serveTests(await room.peripheral('pedometer'));
    const client = await connectTo(await discoverOne(noble));
    const reason = disconnection(client.peripheral);
    server.host.bleno.disconnect();
    expect(await reason).toBe(0x13);
    const again = await connectTo(await discoverOne(noble));
    expect(await again.readable.readAsync()).toHaveLength(36);
  });
});

describe('a crowd', () => {
  test('ten peripherals are visited in turn, each with its own address', async () => {
    const noble = await room.central('gateway');
    for (let i = 0; i < 10; i++) await serveTests(await room.peripheral(`pedometer-${i}`), Buffer.from([i]));
    const found = await discover(noble, 10);
    const read: number[] = [];
    for (const peripheral of found) {
      const client = await connectTo(peripheral);
      read.push((await client.readable.readAsync()).readUInt8(0));
      await client.peripheral.disconnectAsync();
    }
    expect(new Set(read).size).toBe(10);
    expect(new Set(found.map((each) => each.address)).size).toBe(10);
  });

  test('two centrals hold several links each, and every byte reaches its own', async () => {
    const nobles = [await room.central('left'), await room.central('right')];
    for (let i = 0; i < 6; i++) await serveTests(await room.peripheral(`pedometer-${i}`), Buffer.alloc(200, i));
    const everything = await Promise.all(nobles.map((noble) => discover(noble, 6)));
    const read = await Promise.all(
      everything.map(async (found, central) => {
        const mine = found.toSorted((a, b) => a.id.localeCompare(b.id)).filter((_, i) => i % 2 === central);
        const clients = [];
        for (const peripheral of mine) clients.push(await connectTo(peripheral));
        return Promise.all(clients.map((client) => client.readable.readAsync()));
      }),
    );
    expect(room.air.links()).toHaveLength(6);
    const values = read.flat();
    expect(values.every((value) => value.equals(Buffer.alloc(200, value[0])))).toBe(true);
    expect(new Set(values.map((value) => value[0])).size).toBe(6);
  });
});

test('at unlimited speed the connection events are as full as in life', async () => {
  const noble = await room.central('gateway');
  const server = await serveTests(await room.peripheral('pedometer', { attMtuMax: 247 }));
  const client = await connectTo(await discoverOne(noble));
  const { values } = await collect(client.notified, 120);
  const before = room.air.traffic('pedometer').events;
  numbered(120, 244).forEach((data) => server.notify(data));
  await values;
  // Six packets each.
  expect(room.air.traffic('pedometer').events - before).toBeLessThan(25);
});

test('a link runs at the same cost at any speed', async () => {
  const chance = seededRandom(3);
  const costs = await Promise.all(
    [1000, Infinity].map(async (speed) => {
      await using timed = await openTestRoom({ speed, random: () => chance.next() });
      const noble = await timed.central('gateway');
      await serveTests(await timed.peripheral('pedometer'));
      const client = await connectTo(await discoverOne(noble));
      await client.readable.readAsync();
      const { packets, payloadBytes } = timed.air.traffic('gateway');
      return { packets, payloadBytes };
    }),
  );
  expect(costs[0]).toEqual(costs[1]);
});
