/** A cloud's database of before there were actions is brought forward, and nothing in it is another than it was. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deviceSerialSchema } from '../contract/ids.ts';
import { systemClock } from '../runtime/clock.ts';
import { openDatabase } from '../runtime/database.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { CloudStore, schemaSteps } from './cloud-store.ts';
import { DeviceStates } from './device-states.ts';
import { gateway } from './sample-cloud.ts';
import { Stamps } from './stamps.ts';

/** The schema before volunteers' actions. */
const before = schemaSteps.slice(0, 7);

const filled = `
INSERT INTO journal (id, kind, gateway, seq, digest, received_ms, body) VALUES
  (3, 'batch', '${gateway}', 7, x'01', 1000, x'7b7d'), (5, 'unreadable', '${gateway}', NULL, x'02', 2000, x'00'),
  (9, 'close', NULL, NULL, NULL, 3000, x'7b7d');
INSERT INTO centre VALUES ('c', 'n');
INSERT INTO participant (id, name, birth_year, centre) VALUES ('P', 'n', 1950, 'c'), ('Q', 'm', 1950, 'c');
INSERT INTO device (serial, key, model, label, capacity, bucket_seconds, centre, status) VALUES
  ('D', zeroblob(32), 'm', '1', 24, 3600, 'c', 'in-stock'), ('E', zeroblob(32), 'm', '2', 24, 3600, 'c', 'lost');
INSERT INTO loan (id, device, participant, from_ms, to_ms) VALUES
  (1, 'D', 'P', 0, 10), (2, 'D', 'Q', 10, NULL), (4, 'E', 'P', 10, 20);
`;

const journalRows = 'SELECT id, kind, gateway, seq, hex(digest) AS digest, received_ms, hex(body) AS body FROM journal';
const loanRows = 'SELECT id, device, participant, from_ms, to_ms FROM loan ORDER BY id';

test('rows, ids, guards and loans are what they were, and loans follow from hand-overs now', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ayumi-forward-'));
  const old = openDatabase(join(folder, 'cloud.sqlite'), before);
  old.exec(filled);
  const kept = [journalRows, loanRows].map((sql) => old.prepare(sql).all());
  old.close();
  const store = CloudStore.open({ dataPath: folder, zone: 'Asia/Tokyo', clock: systemClock, hmac: hmacSha256 });
  const { database, journal, registry } = store;
  expect([journalRows, loanRows].map((sql) => database.prepare(sql).all())).toEqual(kept);
  // The triggers.
  expect(() => database.exec('DELETE FROM journal')).toThrow('for ever');
  expect(() => database.exec("UPDATE journal SET kind = 'loan'")).toThrow('for ever');
  // The indexes: once only, by batch and by what cannot be read.
  const again = (kind: string, seq: string, digest: string): void =>
    database.exec(
      `INSERT INTO journal (kind, gateway, seq, digest, received_ms, body) VALUES ('${kind}', '${gateway}', ${seq}, ${digest}, 0, x'')`,
    );
  expect(() => again('batch', '7', "x'01'")).toThrow('UNIQUE');
  expect(() => again('unreadable', 'NULL', "x'02'")).toThrow('UNIQUE');
  expect(() => again('gossip', '1', "x'03'")).toThrow('CHECK');
  again('actions', '7', "x'01'");
  expect(() => again('actions', '7', "x'01'")).toThrow('UNIQUE');
  expect([...journal.facts()].map(({ id, kind }) => `${id} ${kind}`)).toEqual([
    '3 batch',
    '5 unreadable',
    '9 close',
    '10 actions',
  ]);
  const plan = database.prepare('EXPLAIN QUERY PLAN SELECT id FROM journal WHERE received_ms = 5').all();
  expect(JSON.stringify(plan)).toContain('journal_received');
  // What is said of a loan of before settles it as if it had been said then.
  expect(registry.deviceOf(deviceSerialSchema.parse('E'))?.status).toBe('lost');
  expect(registry.takeBack(deviceSerialSchema.parse('D'), 30)).toMatchObject({
    kind: 'taken-back',
    loan: { id: 2, fromMs: 10, toMs: 30 },
  });
  expect(registry.deviceOf(deviceSerialSchema.parse('D'))?.status).toBe('returned');
  expect(registry.loans()).toHaveLength(3);
  // When gateways of before were registered is not known.
  expect(database.prepare('SELECT count(added_ms) AS known FROM gateway').get()).toEqual({ known: 0 });
  // What is known of series stores begins with nothing known.
  for (const table of ['series_layout', 'series_tags', 'series_refused'])
    expect(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
  store[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

test('what was handed on, and to whom, is written down once and for all', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ayumi-forward-'));
  const database = openDatabase(join(folder, 'cloud.sqlite'), schemaSteps);
  database.exec(`
    INSERT INTO record_recipient VALUES ('somebody', zeroblob(32), 1);
    INSERT INTO record_export VALUES (1, 'r', 1, 'a', 'b', 'somebody', 'desk', 'days', 'csv', 'f', 't', '', 0);
    INSERT INTO record_delivery VALUES (1, 1, 2, 3, 'complete');
    INSERT INTO record_look VALUES (1, 1, 'a', 'b', 'somebody', 'p', NULL);`);
  for (const table of ['record_recipient', 'record_export', 'record_delivery', 'record_look']) {
    expect(() => database.exec(`DELETE FROM ${table}`)).toThrow('append-only');
    expect(() => database.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`)).toThrow('append-only');
  }
  expect(() => database.exec('UPDATE record_recipient SET key = zeroblob(32)')).toThrow('append-only');
  database.close();
  rmSync(folder, { recursive: true });
});

test('a journal of before there were imports keeps its facts and its guards, and takes in imports', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ayumi-forward-'));
  const old = openDatabase(join(folder, 'cloud.sqlite'), schemaSteps.slice(0, 12));
  old.exec(filled.split(';')[0] ?? '');
  old.exec("INSERT INTO journal (id, kind, received_ms, body) VALUES (12, 'settle', 5, x'7b7d')");
  const kept = old.prepare(journalRows).all();
  expect(() => old.exec("INSERT INTO journal (kind, received_ms, body) VALUES ('import', 5, x'7b7d')")).toThrow(
    'CHECK',
  );
  old.close();
  const database = openDatabase(join(folder, 'cloud.sqlite'), schemaSteps);
  expect(database.prepare(journalRows).all()).toEqual(kept);
  expect(() => database.exec('DELETE FROM journal')).toThrow('for ever');
  expect(() => database.exec("UPDATE journal SET kind = 'loan'")).toThrow('for ever');
  database.exec("INSERT INTO journal (kind, received_ms, body) VALUES ('import', 5, x'7b7d')");
  expect(database.prepare('SELECT id FROM journal WHERE kind = ?').get('import')).toEqual({ id: 13 });
  for (const table of ['step_import', 'step_import_part', 'unsigned_day'])
    expect(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
  database.close();
  rmSync(folder, { recursive: true });
});

test('stamps and visits that lay in the order of pedometers are all there in the order of dates, and late gateways still tell theirs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ayumi-forward-'));
  const old = openDatabase(join(folder, 'cloud.sqlite'), schemaSteps.slice(0, 14));
  old.exec(`
    INSERT INTO centre VALUES ('c', 'n');
    INSERT INTO stamp (device, epoch, uptime, gateway_ms, journal, believed, gateway) VALUES
      ('A', 1, 60, 86400000, 1, 1, 'g'), ('A', 1, 120, 86460000, 2, 0, NULL), ('B', 2, 5, 86399999, 3, 1, 'h');
    INSERT INTO centre_visit (device, date, participant, gateway) VALUES ('A', '1970-01-02', 'P', 'g'), ('B', '1970-01-01', 'Q', 'h');
    INSERT INTO device_state (device, confirmed, complete_until_ms, beyond, lost_accepted, epoch, reach) VALUES ('A', 1, 2, '[]', 0, 1, 0);`);
  const stamps =
    'SELECT device, epoch, uptime, gateway_ms, journal, believed, gateway FROM stamp ORDER BY device, uptime';
  const visits = 'SELECT device, date, participant, gateway FROM centre_visit ORDER BY device';
  const kept = [stamps, visits].map((sql) => old.prepare(sql).all());
  old.close();
  const database = openDatabase(join(folder, 'cloud.sqlite'), schemaSteps);
  expect([stamps, visits].map((sql) => database.prepare(sql).all())).toEqual(kept);
  const [a, b] = [deviceSerialSchema.parse('A'), deviceSerialSchema.parse('B')];
  const held = new Stamps(database);
  expect(held.of(a, 1)).toEqual({ believed: [{ uptimeSeconds: 60, gatewayMs: 86_400_000 }], unbelieved: 1 });
  expect(held.believedOf(b)).toEqual([{ gateway: 'h', gatewayMs: 86_399_999 }]);
  expect(new DeviceStates(database).get(a).recentStamps).toBeNull();
  database.exec("INSERT INTO gateway (id, centre, secret_hash) VALUES ('h', 'c', zeroblob(32))");
  const told = database.prepare('SELECT participant, date, gateway FROM centre_visit_change').all();
  expect(told).toEqual([{ participant: 'Q', date: '1970-01-01', gateway: 'h' }]);
  database.close();
  rmSync(folder, { recursive: true });
});
