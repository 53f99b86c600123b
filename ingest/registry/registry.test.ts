/** The registry lends a pedometer to one person at a time, and knows its gateways by their secrets. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CentreId, DeviceSerial, GatewayId, ParticipantId } from '../../contract/ids.ts';
import { importCentres } from './registry-import.ts';
import { emptyRegistry, sampleRegistry } from './sample-registry.ts';

const device = (n: number) => `A-${n}` as DeviceSerial;
const person = (n: number) => `P-${n}` as ParticipantId;
const gateway = 'gw-1' as GatewayId;
const centre = 'c-1' as CentreId;

describe('gateways', () => {
  test('are let in by the secret that was shown once, and by no other', () => {
    const { registry, database } = sampleRegistry();
    const added = registry.addGateway(gateway, centre);
    const secret = added.kind === 'added' ? added.secret : '';
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(registry.checkGateway(gateway, secret)).toBe(true);
    expect(registry.checkGateway(gateway, secret.slice(1))).toBe(false);
    expect(registry.checkGateway(gateway, '')).toBe(false);
    expect(registry.checkGateway('gw-2' as GatewayId, secret)).toBe(false);
    expect(registry.gateways()).toContainEqual({ id: gateway, centre });
    const kept = Buffer.from(database.prepare('SELECT secret_hash FROM gateway').get()?.['secret_hash'] as Uint8Array);
    expect(kept.toString('base64url')).not.toContain(secret);
  });

  test('get a new secret when the old one is lost, and the old one is worth nothing', () => {
    const { registry } = sampleRegistry();
    const added = registry.addGateway(gateway, centre);
    const renewed = registry.renewGatewaySecret(gateway);
    expect(registry.checkGateway(gateway, renewed ?? '')).toBe(true);
    expect(registry.checkGateway(gateway, added.kind === 'added' ? added.secret : '')).toBe(false);
    expect(registry.renewGatewaySecret('gw-2' as GatewayId)).toBeUndefined();
  });

  test('exist once, at a centre that exists', () => {
    const { registry } = sampleRegistry();
    registry.addGateway(gateway, centre);
    expect(registry.addGateway(gateway, centre)).toEqual({ kind: 'refused', fault: 'gateway-exists' });
    expect(registry.addGateway('gw-2' as GatewayId, 'nowhere' as CentreId)).toEqual({
      kind: 'refused',
      fault: 'unknown-centre',
    });
  });
});

describe('a roster', () => {
  test('holds the pedometers of the gateway’s own centre, as they are at that time, without a name', () => {
    const { registry } = sampleRegistry();
    importCentres(registry, 'centre,name\nc-2,西\n');
    registry.addGateway(gateway, centre);
    registry.addGateway('gw-2' as GatewayId, 'c-2' as CentreId);
    registry.lend(device(1), person(1), 1000);
    registry.lend(device(2), person(2), 1000);
    registry.setDeviceStatus(device(2), 'lost');
    const statuses = (nowMs?: number) => registry.rosterDevices(gateway, nowMs).map(({ status }) => status);
    expect(statuses(999)).toEqual(['in-stock', 'lost', 'in-stock']);
    expect(statuses(1000)).toEqual(['on-loan', 'lost', 'in-stock']);
    registry.takeBack(device(1), 2000);
    expect(statuses(1999)).toEqual(['on-loan', 'lost', 'in-stock']);
    expect(statuses(2000)).toEqual(['returned', 'lost', 'in-stock']);
    expect(statuses()).toEqual(['returned', 'lost', 'in-stock']);
    expect(registry.rosterDevices('gw-2' as GatewayId)).toEqual([]);
    expect(registry.rosterDevices(gateway)[0]).toEqual({
      serial: 'A-1',
      label: '1',
      model: 'steplog-1',
      status: 'returned',
    });
  });
});

describe('lending', () => {
  test('goes from hand to hand, and tells each step as a fact', () => {
    const { registry, facts } = sampleRegistry();
    const first = registry.lend(device(1), person(1), 1000);
    const loan = { id: 1, device: 'A-1', participant: 'P-1', fromMs: 1000, toMs: null };
    expect(first).toEqual({ kind: 'lent', loan });
    expect(registry.lend(device(1), person(2), 1500)).toEqual({ kind: 'refused', fault: 'device-lent-twice' });
    expect(registry.lend(device(2), person(1), 1500)).toEqual({ kind: 'refused', fault: 'participant-has-two' });
    expect(registry.takeBack(device(1), 2000)).toEqual({ kind: 'taken-back', loan: { ...loan, toMs: 2000 } });
    expect(registry.lend(device(1), person(2), 2000).kind).toBe('lent');
    expect(registry.loansOfParticipant(person(1))).toEqual([{ ...loan, toMs: 2000 }]);
    expect(registry.loansOfDevice(device(1))).toHaveLength(2);
    expect(facts.map(({ kind }) => kind)).toEqual(['loan', 'device', 'loan', 'loan']);
  });

  test('is refused for what nobody knows or has', () => {
    const { registry } = sampleRegistry();
    expect(registry.lend(device(9), person(1), 0)).toEqual({ kind: 'refused', fault: 'unknown-device' });
    expect(registry.lend(device(1), person(9), 0)).toEqual({ kind: 'refused', fault: 'unknown-participant' });
    expect(registry.takeBack(device(1), 5)).toEqual({ kind: 'refused', fault: 'not-on-loan' });
    expect(registry.setDeviceStatus(device(9), 'lost')).toBe(false);
  });

  test('a fact nobody could keep takes the loan back', () => {
    const { registry, facts } = sampleRegistry();
    facts.push = () => {
      throw new Error('disk full');
    };
    expect(() => registry.lend(device(1), person(1), 0)).toThrow('disk full');
    expect(registry.loans()).toEqual([]);
  });

  test('never, in whatever order, leaves two loans that overlap; the database itself would not have it', () => {
    const step = fc.record({
      kind: fc.constantFrom('lend', 'take'),
      device: fc.integer({ min: 1, max: 3 }),
      person: fc.integer({ min: 1, max: 3 }),
      at: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const { registry, database } = sampleRegistry();
        for (const { kind, device: serial, person: id, at } of steps) {
          if (kind === 'lend') registry.lend(device(serial), person(id), at);
          else registry.takeBack(device(serial), at);
        }
        const overlaps = database
          .prepare(
            `SELECT count(*) AS n FROM loan a JOIN loan b ON a.id < b.id
              AND (a.device = b.device OR a.participant = b.participant)
              AND a.from_ms < coalesce(b.to_ms, 1e9) AND b.from_ms < coalesce(a.to_ms, 1e9)`,
          )
          .get();
        expect(overlaps).toEqual({ n: 0 });
      }),
      { numRuns: 60 },
    );
    const { registry, database } = emptyRegistry();
    database.exec(`
      INSERT INTO centre VALUES ('c', 'n');
      INSERT INTO participant (id, name, birth_year, centre) VALUES ('P', 'n', 1950, 'c'), ('Q', 'n', 1950, 'c');
      INSERT INTO device (serial, key, model, label, capacity, bucket_seconds, centre)
        SELECT 'D', zeroblob(32), 'm', '1', 1, 60, 'c';
      INSERT INTO loan (device, participant, from_ms, to_ms) VALUES ('D', 'P', 0, 10), ('D', 'Q', 10, NULL)`);
    const insert = "INSERT INTO loan (device, participant, from_ms, to_ms) VALUES ('D', 'P', 9, 10)";
    expect(() => database.exec(insert)).toThrow('the loan overlaps another');
    expect(() => database.exec('UPDATE loan SET to_ms = 11 WHERE id = 1')).toThrow('the loan overlaps another');
    expect(registry.loans()).toHaveLength(2);
  });
});
