/** Imports of centres, participants and pedometers are whole or not at all, and harmless when repeated. */
import { expect, test } from 'vitest';
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import type { ImportOutcome } from './import-outcome.ts';
import { importDevices, importParticipants } from './registry-import.ts';
import { keyHex, sampleNowMs, sampleRegistry } from './sample-registry.ts';

const counts = (outcome: ImportOutcome) =>
  outcome.kind === 'imported' ? [outcome.added, outcome.changed, outcome.unchanged] : outcome.problems;
const codes = (outcome: ImportOutcome) =>
  outcome.kind === 'refused' ? outcome.problems.map(({ line, column, code }) => [line, column, code]) : outcome.kind;
const people = (...lines: readonly string[]) => ['participant,name,birthYear,centre', ...lines].join('\n');
const devices = (...lines: readonly string[]) =>
  ['serial,key,model,label,capacity,bucketSeconds,centre', ...lines].join('\n');

test('a table is added, found unchanged, and changed where it differs', () => {
  const { registry } = sampleRegistry();
  const table = people('P-4,歩 四郎,1950,c-1', 'P-5,歩 五郎,1951,c-1');
  expect(counts(importParticipants(registry, table, sampleNowMs))).toEqual([2, 0, 0]);
  expect(counts(importParticipants(registry, table, sampleNowMs))).toEqual([0, 0, 2]);
  const outcome = importParticipants(registry, table.replace('1951', '1952'), sampleNowMs);
  expect(outcome).toMatchObject({ changes: [{ kind: 'changed', line: 3, id: 'P-5' }], added: 0, unchanged: 1 });
  expect(registry.participant('P-5' as ParticipantId)?.birthYear).toBe(1952);
});

test('one bad line keeps the whole table out, and every bad line is told', () => {
  const { registry, facts } = sampleRegistry();
  const table = devices(
    `B-1,${keyHex(9)},steplog-1,11,1440,3600,c-1`,
    `B 2,${keyHex(9).slice(1)},steplog-1,12,0,59,c-1`,
    `B-3,${keyHex(9)},steplog-1,12345678901234567,1440,3600,nowhere`,
    `B-1,${keyHex(9)},steplog-1,13,1440,3600,c-1`,
    `B-4,${keyHex(9)},steplog-1,14,1440,3600,elsewhere`,
  );
  expect(codes(importDevices(registry, table))).toEqual([
    [3, 'serial', 'bad-value'],
    [3, 'key', 'bad-value'],
    [3, 'capacity', 'bad-value'],
    [3, 'bucketSeconds', 'bad-value'],
    [4, 'label', 'bad-value'],
    [5, 'serial', 'duplicate'],
    [6, 'centre', 'unknown-centre'],
  ]);
  expect(registry.devices()).toHaveLength(3);
  expect(facts).toEqual([]);
});

test('facts tell of pedometers that are new or changed, without their keys', () => {
  const { registry, facts } = sampleRegistry();
  const same = `A-1,${keyHex(1).toUpperCase()},steplog-1,1,1440,3600,c-1`;
  const table = devices(
    same,
    `A-2,${keyHex(2)},steplog-1,22,1440,3600,c-1`,
    `B-1,${keyHex(9)},steplog-1,11,720,60,c-1`,
  );
  expect(counts(importDevices(registry, table))).toEqual([1, 1, 1]);
  expect(facts).toEqual(['A-2', 'B-1'].map((device) => ({ kind: 'device', body: { device } })));
  expect(registry.deviceOf('B-1' as DeviceSerial)).toEqual({
    serial: 'B-1',
    key: new Uint8Array(32).fill(9),
    model: 'steplog-1',
    label: '11',
    capacityBuckets: 720,
    bucketSeconds: 60,
    centre: 'c-1',
    status: 'in-stock',
  });
});

test('what the desk said of a pedometer is not unsaid by a table', () => {
  const { registry } = sampleRegistry();
  registry.setDeviceStatus('A-1' as DeviceSerial, 'lost');
  importDevices(registry, devices(`A-1,${keyHex(1)},steplog-1,99,1440,3600,c-1`));
  expect(registry.deviceOf('A-1' as DeviceSerial)).toMatchObject({ label: '99', status: 'lost' });
});

test('a listener that fails at the last line takes the whole import back', () => {
  const { registry, facts } = sampleRegistry();
  facts.push = (fact) => {
    if (fact.kind === 'device' && fact.body.device === 'B-2') throw new Error('disk full');
    return 0;
  };
  const table = devices(...[1, 2].map((n) => `B-${n},${keyHex(9)},m,1${n},1440,3600,c-1`));
  expect(() => importDevices(registry, table)).toThrow('disk full');
  expect(registry.devices()).toHaveLength(3);
});

test('minors, corrected keys and doubled stickers are let in with a warning', () => {
  const { registry } = sampleRegistry();
  const minors = importParticipants(registry, people('P-8,子,2010,c-1', 'P-9,大人,2008,c-1'), sampleNowMs);
  expect(minors.warnings).toMatchObject([{ line: 2, column: 'birthYear', code: 'under-age' }]);
  const changed = importDevices(
    registry,
    devices(`A-1,${keyHex(8)},steplog-1,1,1440,3600,c-1`, `B-1,${keyHex(9)},steplog-1,1,1440,3600,c-1`),
  );
  expect(changed.kind).toBe('imported');
  expect(changed.warnings).toMatchObject([
    { line: 2, code: 'key-changed' },
    { line: 3, code: 'label-twice' },
  ]);
});

test('nobody is born next year', () => {
  const { registry } = sampleRegistry();
  expect(codes(importParticipants(registry, people('P-9,未来,2027,c-1'), sampleNowMs))).toEqual([
    [2, 'birthYear', 'bad-value'],
  ]);
});
