/** Real noble and real bleno meet in the air, as they would on two dongles. */
import type { Peripheral } from '@stoprocent/noble';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../runtime/random.ts';
import { openTestRoom, type TestRoom } from './test-room.ts';
import { collect, connectTo, discover, scanResponse, serveTests, testUuid } from './test-service.ts';

let room: TestRoom;
beforeEach(async () => {
  room = await openTestRoom();
});
afterEach(() => room[Symbol.asyncDispose]());

const first = async (peripherals: Promise<readonly Peripheral[]>): Promise<Peripheral> => {
  const [peripheral] = await peripherals;
  if (peripheral === undefined) throw new Error('nothing found');
  return peripheral;
};

const numbered = (count: number, bytes: number): readonly Buffer[] =>
  Array.from({ length: count }, (_, i) => {
    const data = Buffer.alloc(bytes, i & 0xff);
    data.writeUInt32LE(i, 0);
    return data;
  });

const disconnection = (peripheral: Peripheral): Promise<unknown> =>
  new Promise((resolve) => peripheral.once('disconnect', resolve));

/** Settles when bleno has been told that its central is gone. */
const abandonment = (server: Awaited<ReturnType<typeof serveTests>>): Promise<void> =>
  new Promise((resolve) => server.host.bleno.on('disconnect', () => resolve()));

describe('finding', () => {
  test('an active scan gets the service data of the scan response and the strength of the signal', async () => {
    const noble = await room.central('gateway');
    await serveTests(await room.peripheral('pedometer', { rssiDbm: -71 }));
    const found = await first(discover(noble));
    expect(found.advertisement.serviceUuids).toEqual([testUuid.service]);
    expect(found.advertisement.serviceData).toEqual([{ uuid: testUuid.service, data: scanResponse.subarray(18) }]);
    expect(found).toMatchObject({ rssi: -71, connectable: true, addressType: 'random' });
  });

  test('a peripheral starting to advertise later is found by a scan under way, with its new data', async () => {
    const noble = await room.central('gateway');
    const host = await room.peripheral('pedometer');
    const found = discover(noble);
    await serveTests(host);
    expect(await first(found)).toMatchObject({ state: 'disconnected' });
  });

  test('a peripheral elsewhere is found only once it is carried here', async () => {
    const noble = await room.central('gateway');
    await serveTests(await room.peripheral('near'));
    await serveTests(await room.peripheral('far', { places: ['elsewhere'] }));
    const near = await discover(noble);
    expect(near).toHaveLength(1);
    const both = discover(noble, 2);
    room.air.place('far', 'elsewhere', 'here');
    expect(await both).toHaveLength(2);
  });
});

describe('a visit', () => {
  test('connects, agrees on the MTU, reads long values, writes, and ends with reasons on both sides', async () => {
    const noble = await room.central('gateway');
    const server = await serveTests(await room.peripheral('pedometer', { attMtuMax: 247 }));
    const client = await connectTo(await first(discover(noble)));
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
    const client = await connectTo(await first(discover(noble)));
    expect(client.peripheral.mtu).toBe(23);
    expect(await client.readable.readAsync()).toEqual(Buffer.from(numbered(11, 8).join('')));
  });

  test('indications are confirmed by the central', async () => {
    const noble = await room.central('gateway');
    const server = await serveTests(await room.peripheral('pedometer'));
    const client = await connectTo(await first(discover(noble)));
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
    const client = await connectTo(await first(discover(noble)));
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
    const client = await connectTo(await first(discover(noble)));
    const reason = disconnection(client.peripheral);
    server.host.bleno.disconnect();
    expect(await reason).toBe(0x13);
    const again = await connectTo(await first(discover(noble)));
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

describe('trouble', () => {
  test('a peripheral carried away is lost to both sides with a connection timeout, and found again on return', async () => {
    const noble = await room.central('gateway');
    const server = await serveTests(await room.peripheral('pedometer'));
    const client = await connectTo(await first(discover(noble)));
    const [gone, reason] = [abandonment(server), disconnection(client.peripheral)];
    room.air.place('pedometer');
    expect(await reason).toBe(0x08);
    await gone;
    room.air.place('pedometer', 'here');
    expect(await (await connectTo(await first(discover(noble)))).readable.readAsync()).toHaveLength(36);
  });

  test('one that steps out and back within the supervision timeout is not lost', async () => {
    const noble = await room.central('gateway');
    await serveTests(await room.peripheral('pedometer'));
    const client = await connectTo(await first(discover(noble)));
    room.air.place('pedometer');
    room.air.place('pedometer', 'here');
    expect(await client.readable.readAsync()).toHaveLength(36);
  });

  test('a dropped link is told to both sides, and an operation under way rejects', async () => {
    const noble = await room.central('gateway');
    const server = await serveTests(await room.peripheral('pedometer'));
    const client = await connectTo(await first(discover(noble)));
    const gone = abandonment(server);
    const read = client.readable.readAsync();
    expect(room.air.drop('pedometer')).toBe(1);
    await expect(read).rejects.toThrow('Disconnected 8');
    await gone;
  });

  test('at a loss of 30 % everything still arrives, once and in order, and the repeats are counted', async () => {
    const noble = await room.central('gateway');
    const server = await serveTests(await room.peripheral('pedometer', { attMtuMax: 247 }));
    const client = await connectTo(await first(discover(noble)));
    room.air.setLoss('pedometer', 0.3);
    const { values } = await collect(client.notified, 200);
    const sent = numbered(200, 244);
    sent.forEach((data) => server.notify(data));
    expect((await values).map((value) => value.readUInt32LE(0))).toEqual(sent.map((_, i) => i));
    const { packets, retransmissions } = room.air.traffic('pedometer');
    expect(retransmissions).toBeGreaterThan(30);
    expect(packets - retransmissions).toBeLessThan(packets);
  });

  test('at a loss of 30 % peripherals are found and connected to, if not at the first try', async () => {
    const noble = await room.central('gateway');
    await serveTests(await room.peripheral('pedometer'));
    room.air.setLoss('pedometer', 0.3);
    const peripheral = await first(discover(noble));
    const read = async (): Promise<Buffer> => {
      const client = await connectTo(peripheral);
      return client.readable.readAsync();
    };
    const tries = 30;
    let value: Buffer | undefined;
    for (let i = 0; i < tries && value === undefined; i++) value = await read().catch(() => undefined);
    expect(value).toHaveLength(36);
  });

  test('a link on which nothing gets through any more ends by itself', async () => {
    const noble = await room.central('gateway');
    await serveTests(await room.peripheral('pedometer'));
    const client = await connectTo(await first(discover(noble)));
    room.air.setLoss('gateway', 1);
    await expect(client.readable.readAsync()).rejects.toThrow('Disconnected 8');
  });

  test('a connection request the peripheral never heard fails with 0x3E', async () => {
    const chances: number[] = [];
    await using deaf = await openTestRoom({ random: () => chances.shift() ?? 0.9 });
    const noble = await deaf.central('gateway');
    await serveTests(await deaf.peripheral('pedometer'));
    const peripheral = await first(discover(noble));
    deaf.air.setLoss('pedometer', 0.5);
    // When to advertise next; the advertisement is heard; the connection request is not.
    chances.push(0.9, 0.9, 0.1);
    await peripheral.connectAsync();
    expect(await disconnection(peripheral)).toBe(0x3e);
  });

  test('a gateway that is killed and started again finds its peripheral free', async () => {
    const noble = await room.central('gateway');
    const server = await serveTests(await room.peripheral('pedometer'));
    await connectTo(await first(discover(noble)));
    const gone = abandonment(server);
    const again = await room.centralAgain('gateway');
    await gone;
    const client = await connectTo(await first(discover(again)));
    expect(await client.readable.readAsync()).toHaveLength(36);
  });
});

test('a link runs at the same cost at any speed', async () => {
  const chance = seededRandom(3);
  const costs = await Promise.all(
    [1000, Infinity].map(async (speed) => {
      await using timed = await openTestRoom({ speed, random: () => chance.next() });
      const noble = await timed.central('gateway');
      await serveTests(await timed.peripheral('pedometer'));
      const client = await connectTo(await first(discover(noble)));
      await client.readable.readAsync();
      const { packets, payloadBytes } = timed.air.traffic('gateway');
      return { packets, payloadBytes };
    }),
  );
  expect(costs[0]).toEqual(costs[1]);
});
