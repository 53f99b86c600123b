/** Databases written by the first code that anybody could have kept are brought forward whole, step by step, or not at all. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPoints, openStore } from '../../commands/open-store.ts';
import { deviceSerialSchema, gatewayIdSchema } from '../../contract/ids.ts';
import { noBallast } from '../../gateway/outbox/ballast.ts';
import { DeviceMemory } from '../../gateway/outbox/device-memory.ts';
import { openGatewayDatabase } from '../../gateway/outbox/gateway-database.ts';
import { outboxSchema } from '../../gateway/outbox/outbox-schema.ts';
import { Outbox } from '../../gateway/outbox/outbox.ts';
import { schemaSteps } from '../../ingest/cloud-store.ts';
import { replayJournal } from '../../ingest/replay-journal.ts';
import { pointsMigrations } from '../../points/points-schema.ts';
import { openDatabase } from '../../runtime/database.ts';
import { realDisk } from '../../runtime/disk.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ayumi-forward-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As that code left it. */
const first = (name: 'cloud' | 'points' | 'gateway', file: string): string => {
  const path = join(folder, file);
  // Tables stand in it by name, whichever belongs to which.
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(readFileSync(join(import.meta.dirname, `${name}-first.sql`), 'utf8'));
  database.close();
  return path;
};
const versionOf = (path: string): number => {
  const database = new DatabaseSync(path, { readOnly: true });
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  database.close();
  return version;
};

describe('the first form of', () => {
  test('a cloud has the totals and states it had, and a replay of its journal makes the same again', () => {
    const path = first('cloud', 'cloud.sqlite');
    {
      using store = openStore({ data: folder, zone: 'Asia/Tokyo' });
      const totals = [...store.derivation.totals.all()].map(({ participant, date, steps, state }) =>
        [participant, date, steps, state].join(' '),
      );
      expect(totals).toEqual([
        'P-0001 2026-11-01 300 final',
        'P-0001 2026-11-02 876 final',
        'P-0001 2026-11-03 1452 final',
        'P-0001 2026-11-04 260 open',
      ]);
      expect(store.derivation.quarantine.waiting().map(({ reason }) => reason)).toEqual(['unreadable-batch']);
      expect(store.registry.loans()).toHaveLength(1);
      const { differences } = replayJournal(store.database, { days: store.days, hmac: hmacSha256 });
      // Only that today it is also said why the message cannot be read.
      expect(differences.map(({ table, key }) => `${table} ${key}`)).toEqual(['quarantine unreadable-batch  6']);
    }
    expect(versionOf(path)).toBe(schemaSteps.length);
  });

  test('a ledger is whole, and everybody has what they had', async () => {
    const path = first('points', 'points.sqlite');
    {
      await using points = await openPoints({ data: folder, zone: 'Asia/Tokyo' });
      expect(points.verify()).toMatchObject({ kind: 'ok' });
      expect(points.balance('P-0001' as never)).toBe(7);
    }
    expect(versionOf(path)).toBe(pointsMigrations.length);
  });

  test('an outbox still sends what it holds, and knows what it was told', () => {
    const path = first('gateway', 'gateway.sqlite');
    const { database, setAside } = openGatewayDatabase(path, Date.parse('2026-11-22T00:00:00Z'));
    expect(setAside).toBeUndefined();
    const ballast = noBallast;
    const limits = { bytesMax: 1e6, diskFreeBytes: () => null, diskFreeBytesMin: 0, ballast };
    const outbox = new Outbox(database, { gateway: gatewayIdSchema.parse('gw-test'), boot: 'b', ...limits });
    const device = deviceSerialSchema.parse('AYM-000123');
    expect(outbox.waiting()).toHaveLength(1);
    expect(outbox.body(outbox.waiting()[0] ?? 0)).toMatchObject({ kind: 'body' });
    expect(outbox.held(device, 0)).toBe(48);
    expect(new DeviceMemory(database).confirmed(device)).toBe(7);
    expect(new DeviceMemory(database).note('somebody')).toBe('something');
    database.close();
    expect(versionOf(path)).toBe(outboxSchema.length);
  });
});

test.each([
  ['cloud', schemaSteps],
  ['points', pointsMigrations],
  ['gateway', outboxSchema],
] as const)('a %s database of a newer Ayumi is refused in a sentence, and left as it is', (name, steps) => {
  const path = first(name, `${name}.sqlite`);
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA user_version=${steps.length + 1}`);
  database.close();
  expect(() => openDatabase(path, steps)).toThrow(/was written by a newer Ayumi \(schema \d+, this one knows \d+\)/);
  expect(versionOf(path)).toBe(steps.length + 1);
});

test('where there is no room to write a table anew, nothing is begun', () => {
  const path = first('cloud', 'cloud.sqlite');
  const full = { ...realDisk, freeBytes: () => 1000 };
  expect(() => openDatabase(path, schemaSteps, full)).toThrow(/MB are needed; 1 MB are free. Nothing was changed/);
  expect(versionOf(path)).toBe(1);
  // One that has nothing to copy any more needs none.
  openDatabase(path, schemaSteps).close();
  openDatabase(path, schemaSteps, full).close();
});

test('killed in the middle of a step, again and again, it is of the form before or after, and whole', async () => {
  const path = first('cloud', 'cloud.sqlite');
  const rows = 60_000;
  const grown = new DatabaseSync(path);
  grown.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    INSERT INTO journal (kind, received_ms, body) SELECT 'close', i, zeroblob(600) FROM n`);
  const facts = Number(grown.prepare('SELECT count(*) AS n FROM journal').get()?.['n']);
  grown.close();
  const script = `import { openDatabase } from '${new URL('../../runtime/database.ts', import.meta.url).href}';
    import { schemaSteps } from '${new URL('../../ingest/cloud-store.ts', import.meta.url).href}';
    console.log('now'); openDatabase(process.argv[1], schemaSteps).close();`;
  const seen = new Set<number>();
  for (let afterMs = 50; versionOf(path) < schemaSteps.length; afterMs += 150) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
    await new Promise((resolve) => child.once('exit', resolve));
    clearTimeout(timer);
    const left = new DatabaseSync(path);
    expect(left.prepare('SELECT count(*) AS n FROM journal').get()).toEqual({ n: facts });
    expect(left.prepare('PRAGMA quick_check').get()).toEqual({ quick_check: 'ok' });
    expect(left.prepare("SELECT name FROM sqlite_schema WHERE name = 'journal_with_actions'").get()).toBeUndefined();
    left.close();
    seen.add(versionOf(path));
  }
  // Otherwise nobody has been killed in the middle of anything.
  expect(seen.size).toBeGreaterThan(1);
});
