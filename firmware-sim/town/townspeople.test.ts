/** A town is drawn whole from its seed, and its registry tables say what its pedometers do. */
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { decodePage, verifyPage } from '../../contract/page.ts';
import { localDate } from '../../runtime/clock.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { simConfigSchema, type SimConfigText } from '../sim-config.ts';
import { readStepsCsv } from '../walkers/steps-csv.ts';
import { registryTables } from './registry-tables.ts';
import { drawTownspeople, lentAtMs } from './townspeople.ts';
import { nextVisitMs } from './visiting-habit.ts';

const config = (text: Partial<SimConfigText> = {}) =>
  simConfigSchema.parse({
    sockets: 'sockets',
    firstDate: '2026-10-01',
    centres: [
      { id: 'north', name: '北センター', gateways: ['gw-north'] },
      { id: 'south', name: '南センター', gateways: ['gw-south'] },
    ],
    people: { kind: 'personas', count: 40 },
    ...text,
  });

const dayMs = 86_400_000;
const clockAt = (wallMs: number) => ({ wallMs: () => wallMs });
const after = (days: number) => clockAt(lentAtMs(config()) + days * dayMs);
const pagesOf = (town: ReturnType<typeof drawTownspeople>) =>
  town.map(({ pedometer }) => pedometer.pagesFrom(0).map((page) => page.toHex()));

test('the same config makes the same town, another seed another one', () => {
  const behaviours = [{ name: 'battery-swapped', share: 0.5 } as const];
  expect(pagesOf(drawTownspeople(config({ behaviours }), after(10)))).toEqual(
    pagesOf(drawTownspeople(config({ behaviours }), after(10))),
  );
  expect(pagesOf(drawTownspeople(config(), after(10)))).not.toEqual(
    pagesOf(drawTownspeople(config({ seed: 2 }), after(10))),
  );
});

test('nobody is like another', () => {
  const town = drawTownspeople(config(), after(10));
  for (const told of [town.map(({ key }) => key.toHex()), pagesOf(town), town.map(({ serial }) => serial)]) {
    expect(new Set(told.map(String)).size).toBe(40);
  }
  expect(new Set(town.map(({ habit }) => habit.minuteOfDay)).size).toBeGreaterThan(25);
});

test('the registry tables hold every pedometer with the key that signs its pages, lent from the first date on', () => {
  const residents = drawTownspeople(config(), after(3));
  const tables = registryTables(config(), residents);
  const rowsOf = (text: string) => Papa.parse<Record<string, string>>(text.trimEnd(), { header: true }).data;
  expect(rowsOf(tables.centres)).toEqual([
    { centre: 'north', name: '北センター' },
    { centre: 'south', name: '南センター' },
  ]);
  expect(rowsOf(tables.devices)).toHaveLength(40);
  rowsOf(tables.devices).forEach((row, i) => {
    const key = Uint8Array.fromHex(row['key'] ?? '');
    const serial = row['serial'] ?? '';
    const pages = residents[i]?.pedometer.pagesFrom(0) ?? [];
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.every((page) => verifyPage(page, key, serial, hmacSha256))).toBe(true);
    expect(row).toMatchObject({ model: 'steplog-1', capacity: '1440', bucketSeconds: '3600', label: String(i + 1) });
  });
  expect(tables.devices.split('\n')[0]).toBe('serial,key,model,label,capacity,bucketSeconds,centre');
  expect(tables.participants.split('\n')[0]).toBe('participant,name,birthYear,centre');
  expect(rowsOf(tables.loans)[0]).toEqual({
    device: 'AYM-000001',
    participant: 'P-0001',
    from: '2026-10-01T00:00+09:00',
    to: '',
  });
});

test('behaviours fall on the share of the pedometers that is asked for', () => {
  const town = drawTownspeople(
    config({ people: { kind: 'personas', count: 400 }, behaviours: [{ name: 'ring-overwritten', share: 0.3 }] }),
    after(0),
  );
  const share = town.filter(({ pedometer }) => pedometer.status().capacityBuckets < 100).length / 400;
  expect(Math.abs(share - 0.3)).toBeLessThan(0.07);
});

test('recorded people walk the same days in the same order, from the first date on', () => {
  const rows = ['P-a,2016-03-12T10:00,100', 'P-a,2016-03-12T11:00,50', 'P-b,2016-03-14T10:00,7'];
  const csv = readStepsCsv(new TextEncoder().encode(['participant,start,steps', ...rows].join('\n')), {
    zone: 'Asia/Tokyo',
  });
  if (csv.kind === 'problems') throw new Error(JSON.stringify(csv.problems));
  const people = { kind: 'recordings', file: 'unused.csv' } as const;
  const town = drawTownspeople(config({ people, pedometers: { driftPpmMax: 0 } }), after(4), csv.recordings);
  expect(town.map(({ participant }) => participant)).toEqual(['P-a', 'P-b']);
  const stepsOf = (index: number) =>
    (town[index]?.pedometer.pagesFrom(0) ?? []).flatMap((bytes) => {
      const page = decodePage(bytes);
      return page.kind === 'decoded' ? [...page.value.steps] : [];
    });
  expect(stepsOf(0).slice(9, 13)).toEqual([0, 100, 50, 0]);
  expect(stepsOf(1).indexOf(7)).toBe(48 + 10);
});

test('a visit is the next time of the habit, never the present one again', () => {
  const habit = fc
    .integer({ min: 1, max: 30 })
    .chain((everyDays) =>
      fc.record({ everyDays: fc.constant(everyDays), phaseDays: fc.nat(everyDays - 1), minuteOfDay: fc.nat(1439) }),
    );
  fc.assert(
    fc.property(habit, fc.integer({ min: 0, max: 2e12 }), (each, nowMs) => {
      const next = nextVisitMs(each, nowMs, 'Asia/Tokyo');
      expect(next).toBeGreaterThan(nowMs);
      expect(next - nowMs).toBeLessThanOrEqual(each.everyDays * dayMs);
      expect(nextVisitMs(each, next, 'Asia/Tokyo') - next).toBe(each.everyDays * dayMs);
      expect(localDate(next - each.minuteOfDay * 60_000, 'Asia/Tokyo')).toEqual(localDate(next, 'Asia/Tokyo'));
    }),
  );
});

test.each([
  ['an unknown key', { weather: 'fine' }],
  ['no centre', { centres: [] }],
  ['a behaviour nobody knows', { behaviours: [{ name: 'well-behaved', share: 1 }] }],
  ['a zone of nowhere', { zone: 'Asia/Edo' }],
  ['a share above all', { behaviours: [{ name: 'wrong-key', share: 2 }] }],
  ['a date that does not exist', { firstDate: '2026-02-30' }],
])('refuses a config with %s', (_, wrong) => {
  expect(simConfigSchema.safeParse({ ...config(), ...wrong }).success).toBe(false);
  expect(simConfigSchema.safeParse(config()).success).toBe(true);
});
