/** The outbox promises: what it took it keeps, byte for byte, until told that the cloud has it; and it says when it is full. */
import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkDigest } from '../../contract/batch-digest.ts';
import { batchBytesMax, batchSchema } from '../../contract/batch.ts';
import { deviceSerialSchema, gatewayIdSchema } from '../../contract/ids.ts';
import { sha256 } from '../../runtime/sha256.ts';
import { SimulatedPedometer } from '../radio/simulated-pedometer.ts';
import { reportsOf, type OutgoingVisit } from '../visit/collected-visit.ts';
import { FileBallast, noBallast } from './ballast.ts';
import { openGatewayDatabase } from './gateway-database.ts';
import { Outbox, type OutboxOptions } from './outbox.ts';

const nowMs = Date.parse('2026-11-21T01:02:03Z');
const device = deviceSerialSchema.parse('AYM-000123');
const options: OutboxOptions = {
  gateway: gatewayIdSchema.parse('gw-test'),
  boot: 'boot-1',
  bytesMax: 64 * 1024 * 1024,
  diskFreeBytes: () => null,
  diskFreeBytesMin: 0,
  ballast: noBallast,
};

let path: string;
let database: DatabaseSync;
let outbox: Outbox;
let made = 0;

const open = (changed: Partial<OutboxOptions> = {}): Outbox => {
  database = openGatewayDatabase(path, nowMs).database;
  outbox = new Outbox(database, { ...options, ...changed });
  return outbox;
};

const visitOf = (from: number, end: number, of = device): readonly OutgoingVisit[] => {
  const pedometer = new SimulatedPedometer({ serial: of, poweredOnMs: 0 });
  pedometer.walk(...Array.from({ length: end }, (_, i) => i));
  const visit = {
    device: of,
    model: 'steplog-1',
    firmware: '1.2.0',
    stamp: { gateway: nowMs, trusted: true, epoch: 1, uptime: 9 },
    batteryPercent: 80,
    rssi: -60,
    lostBuckets: 0,
    oldestSequence: 0,
    nextSequence: end,
    from,
    contiguousEnd: end,
    pages: pedometer.pagesFrom(from),
  };
  const times = { startedAt: '2026-11-21T01:02:03.123Z', endedAt: '2026-11-21T01:02:04.001Z' };
  return reportsOf(visit, times, () => `visit-${made++}`);
};

const textOf = (seq: number | undefined): string => {
  const body = outbox.body(seq ?? -1);
  return body.kind === 'body' ? new TextDecoder().decode(body.body) : body.kind;
};

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'ayumi-outbox-')), 'gateway.sqlite');
  open();
});

describe('an outbox', () => {
  test('forms batches the contract accepts, oldest visits first, at most 200 visits and 64 KiB each', () => {
    for (let i = 0; i < 230; i++) expect(outbox.add(visitOf(0, 24), nowMs)).toBe('stored');
    for (let i = 0; i < 30; i++) expect(outbox.add(visitOf(0, 1440), nowMs)).toBe('stored');
    const ids: string[] = [];
    for (let seq = outbox.form(nowMs); seq !== undefined; seq = outbox.form(nowMs)) {
      const text = textOf(seq);
      expect(text.length).toBeLessThanOrEqual(batchBytesMax);
      expect(checkDigest(new TextEncoder().encode(text), sha256)).toBe('matching');
      const batch = batchSchema.parse(JSON.parse(text));
      expect(batch).toMatchObject({ seq, gateway: 'gw-test', boot: 'boot-1', sentAt: '2026-11-21T01:02:03.000Z' });
      ids.push(...batch.visits.map((visit) => visit.id));
    }
    expect(ids).toEqual(Array.from({ length: 260 }, (_, i) => `visit-${made - 260 + i}`));
  });

  test('gives the same bytes for a batch for ever, after a restart too', () => {
    outbox.add(visitOf(0, 100), nowMs);
    const seq = outbox.form(nowMs);
    const before = textOf(seq);
    database.close();
    open({ boot: 'boot-2' });
    expect(outbox.waiting()).toEqual([seq]);
    expect(textOf(seq)).toBe(before);
  });

  test('never gives a number twice, not even after the last batch has gone', () => {
    const seen: (number | undefined)[] = [];
    for (let i = 0; i < 3; i++) {
      outbox.add(visitOf(0, 5), nowMs);
      const seq = outbox.form(nowMs);
      seen.push(seq);
      outbox.delete(seq ?? 0);
      database.close();
      open();
    }
    expect(new Set(seen).size).toBe(3);
    expect(seen).toEqual([...seen].sort());
  });

  test('knows what it holds of a device: what is confirmed and what is on its way, without a hole between', () => {
    expect(outbox.held(device, 10)).toBe(10);
    outbox.add(visitOf(10, 30), nowMs);
    expect(outbox.held(device, 10)).toBe(30);
    expect(outbox.held(device, 5)).toBe(5);
    const seq = outbox.form(nowMs);
    outbox.add(visitOf(30, 40), nowMs);
    expect(outbox.held(device, 10)).toBe(40);
    outbox.delete(seq ?? 0);
    expect(outbox.held(device, 10)).toBe(10);
    expect(outbox.held(device, 30)).toBe(40);
  });

  test('does not count on parked batches, keeps them, and sends them again when unparked', () => {
    outbox.add(visitOf(0, 24), nowMs);
    const seq = outbox.form(nowMs);
    const before = textOf(seq);
    outbox.park(seq ?? 0);
    expect(outbox.waiting()).toEqual([]);
    expect(outbox.held(device, 0)).toBe(0);
    expect(outbox.summary()).toMatchObject({ batches: 1, parked: 1, oldestMs: nowMs });
    outbox.unpark(seq);
    expect(outbox.waiting()).toEqual([seq]);
    expect(textOf(seq)).toBe(before);
    expect(outbox.held(device, 0)).toBe(24);
  });

  test('takes nothing more over its budget, drops nothing, and takes again once something has gone', () => {
    open({ bytesMax: 100 * 1024 });
    let stored = 0;
    while (stored < 100 && outbox.add(visitOf(0, 1440), nowMs) === 'stored') stored += 1;
    expect(stored).toBeGreaterThan(5);
    expect(outbox.isFull()).toBe(true);
    expect(outbox.summary().bytes).toBeLessThanOrEqual(100 * 1024);
    for (let seq = outbox.form(nowMs); seq !== undefined; seq = outbox.form(nowMs)) outbox.delete(seq);
    expect(outbox.isFull()).toBe(false);
    expect(outbox.add(visitOf(0, 1440), nowMs)).toBe('stored');
  });

  test('is full when the disk nearly is', () => {
    open({ diskFreeBytes: () => 1000, diskFreeBytesMin: 1001 });
    expect(outbox.isFull()).toBe(true);
  });

  test('takes nothing on a full disk, yet with the room of its ballast forms and sends what it has, and then takes again', () => {
    const roomFor = (pages: number): void => database.exec(`PRAGMA max_page_count=${pages}`);
    const pages = (): number => Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
    let drops = 0;
    const drop = (): boolean => {
      drops += 1;
      roomFor(pages() + 64);
      return true;
    };
    open({ ballast: { take: () => undefined, drop } });
    outbox.add(visitOf(0, 1440), nowMs);
    roomFor(pages() + 2);
    let stored = 1;
    while (outbox.add(visitOf(0, 1440), nowMs) === 'stored') stored += 1;
    expect({ drops, isFew: stored < 10 }).toEqual({ drops: 0, isFew: true });
    const seq = outbox.form(nowMs) ?? 0;
    expect(batchSchema.parse(JSON.parse(textOf(seq))).visits).toHaveLength(stored);
    expect(outbox.delete(seq)).toBe('deleted');
    expect(drops).toBe(1);
    expect(outbox.add(visitOf(0, 1440), nowMs)).toBe('stored');
  });

  test('takes and gives back the room of its ballast', () => {
    const ballast = new FileBallast(join(path, '..', 'ballast'));
    expect(ballast.drop()).toBe(false);
    ballast.take();
    expect(statSync(join(path, '..', 'ballast')).size).toBe(1024 * 1024);
    expect(ballast.drop()).toBe(true);
    expect(readdirSync(join(path, '..'))).not.toContain('ballast');
    new FileBallast('/nowhere/ballast').take();
  });
});

describe('an outbox on a disk that forgets or lies', () => {
  test('has all it said it stored when the process dies at once', () => {
    outbox.add(visitOf(0, 24), nowMs);
    // No close: the file and its write-ahead log are what a killed process leaves.
    open();
    expect(outbox.held(device, 0)).toBe(24);
    expect(outbox.form(nowMs)).toBeDefined();
  });

  test('has none of a batch whose forming was cut off', () => {
    outbox.add(visitOf(0, 24), nowMs);
    database.exec("BEGIN; INSERT INTO batch (body, checksum, oldest_ms, state) VALUES (x'', x'', 0, 'waiting')");
    open();
    expect(outbox.waiting()).toEqual([]);
    expect(outbox.held(device, 0)).toBe(24);
  });

  test('sets a visit aside whose bits have changed, and forms the others', () => {
    outbox.add(visitOf(0, 24), nowMs);
    outbox.add(visitOf(24, 48), nowMs);
    database.exec("UPDATE visit SET report = replace(report, 'steplog-1', 'steplog-2') WHERE position = 1");
    expect(outbox.held(device, 0)).toBe(0);
    const batch = batchSchema.parse(JSON.parse(textOf(outbox.form(nowMs))));
    expect(batch.visits).toHaveLength(1);
    expect(outbox.summary().rotten).toBe(1);
  });

  test('sets a batch aside whose bits have changed, does not count on it, and sends the others', () => {
    outbox.add(visitOf(0, 24), nowMs);
    const bad = outbox.form(nowMs) ?? 0;
    outbox.add(visitOf(24, 48), nowMs);
    const good = outbox.form(nowMs) ?? 0;
    database.prepare("UPDATE batch SET body = cast(replace(body, 'boot-1', 'boot-0') AS BLOB) WHERE seq = ?").run(bad);
    expect(outbox.body(bad)).toEqual({ kind: 'rotten' });
    expect(outbox.waiting()).toEqual([good]);
    expect(outbox.held(device, 0)).toBe(0);
    expect(outbox.body(good).kind).toBe('body');
  });

  test('counts on no claim whose bits have changed', () => {
    outbox.add(visitOf(0, 24), nowMs);
    database.exec('UPDATE visit SET end_sequence = 9999');
    expect(outbox.held(device, 0)).toBe(0);
  });

  test('sets a damaged file aside and goes on with a new one whose numbers do not repeat', () => {
    outbox.add(visitOf(0, 24), nowMs);
    const before = outbox.form(nowMs) ?? 0;
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    const bytes = readFileSync(path);
    bytes.fill(0xaa, 4096, 3 * 4096);
    writeFileSync(path, bytes);
    const opened = openGatewayDatabase(path, nowMs + 60_000);
    expect(opened.setAside).toBeDefined();
    outbox = new Outbox(opened.database, options);
    outbox.add(visitOf(0, 24), nowMs);
    expect(outbox.form(nowMs)).toBeGreaterThan(before);
    expect(readdirSync(join(path, '..')).some((file) => file.includes('.damaged-'))).toBe(true);
  });

  test('wherever one byte of the file is changed, it opens and either serves what was stored or does not count on it', () => {
    for (let i = 0; i < 6; i++) outbox.add(visitOf(24 * i, 24 * (i + 1)), nowMs);
    const seq = outbox.form(nowMs) ?? 0;
    outbox.add(visitOf(144, 150), nowMs);
    const truth = textOf(seq);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    const sound = readFileSync(path);
    fc.assert(
      fc.property(fc.nat(sound.byteLength - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = Buffer.from(sound);
        bytes.writeUInt8(bytes.readUInt8(at) ^ flip, at);
        path = join(mkdtempSync(join(tmpdir(), 'ayumi-rot-')), 'gateway.sqlite');
        writeFileSync(path, bytes);
        // A file that says it is of a newer version is an operator's to judge; it is refused, not misread.
        try {
          open();
        } catch {
          return;
        }
        for (const waiting of outbox.waiting())
          if (outbox.body(waiting).kind === 'body') expect(textOf(waiting)).toBe(truth);
        expect([0, 24, 48, 72, 96, 120, 144, 150]).toContain(outbox.held(device, 0));
        database.close();
      }),
      { numRuns: 100 },
    );
  });
});
