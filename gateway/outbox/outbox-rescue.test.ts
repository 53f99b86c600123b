/** What volunteers did survives what a disk does: sudden deaths, changed bits, damaged files, and an older schema. */
import { copyFileSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../runtime/database.ts';
import { realDisk, type Disk } from '../../runtime/disk.ts';
import { OperatorError } from '../../runtime/fault.ts';
import { ActionRoom, exchange, idsOf, lost, roomDevice, roomNowMs, someVisit } from './action-room.ts';
import { checksumOf } from './checksum.ts';
import { openGatewayDatabase } from './gateway-database.ts';
import { outboxSchema } from './outbox-schema.ts';

let room: ActionRoom;

beforeEach(() => {
  room = new ActionRoom();
});

test('has every action it said it stored when the process dies at once', () => {
  room.outbox.addActions([lost('a')], roomNowMs);
  room.open();
  expect(idsOf(room.actionsIn(room.outbox.form(roomNowMs)))).toEqual(['a']);
});

test('has none of a batch of actions whose forming was cut off', () => {
  room.outbox.addActions([lost('a')], roomNowMs);
  room.database.exec(
    "BEGIN; INSERT INTO batch (kind, body, checksum, oldest_ms, state) VALUES ('actions', x'', x'', 0, 'waiting'); UPDATE action SET state = 'batched', batch = last_insert_rowid()",
  );
  room.database.close();
  room.open();
  expect(room.outbox.waiting()).toEqual([]);
  expect(idsOf(room.actionsIn(room.outbox.form(roomNowMs)))).toEqual(['a']);
});

test('sends no action whose bits have changed, and takes it anew when it is told again', () => {
  room.outbox.addActions([lost('a'), lost('b')], roomNowMs);
  room.database.exec("UPDATE action SET action = replace(action, 'AYM-000123', 'AYM-000124') WHERE id = 'a'");
  expect(idsOf(room.pending())).toEqual(['b']);
  expect(idsOf(room.actionsIn(room.outbox.form(roomNowMs)))).toEqual(['b']);
  expect(room.outbox.summary()).toMatchObject({ rotten: 1, actions: 1 });
  room.outbox.addActions([lost('a')], roomNowMs);
  expect(room.actionsIn(room.outbox.form(roomNowMs))).toEqual([lost('a')]);
  expect(room.outbox.summary().rotten).toBe(0);
});

test('puts the actions of a spoilt batch into another one: they are nowhere else', () => {
  room.outbox.addActions([lost('a'), lost('b')], roomNowMs);
  const bad = room.outbox.form(roomNowMs) ?? 0;
  room.database
    .prepare("UPDATE batch SET body = cast(replace(body, 'boot-1', 'boot-0') AS BLOB) WHERE seq = ?")
    .run(bad);
  expect(room.outbox.body(bad)).toEqual({ kind: 'rotten' });
  expect(room.outbox.waiting()).toEqual([]);
  const good = room.outbox.form(roomNowMs) ?? 0;
  expect(good).toBeGreaterThan(bad);
  expect(room.actionsIn(good)).toEqual([lost('a'), lost('b')]);
});

test('takes a batch whose kind has changed for spoilt', () => {
  room.outbox.addActions([lost('a')], roomNowMs);
  const seq = room.outbox.form(roomNowMs) ?? 0;
  room.database.exec("UPDATE batch SET kind = 'visits'");
  expect(room.outbox.body(seq)).toEqual({ kind: 'rotten' });
  expect(idsOf(room.actionsIn(room.outbox.form(roomNowMs)))).toEqual(['a']);
});

test('takes over what a damaged file still gives back', () => {
  const made = Array.from({ length: 400 }, (_, i) => exchange(`a-${i}`));
  room.outbox.addActions(made.slice(0, 100), roomNowMs);
  room.outbox.delete(room.outbox.form(roomNowMs) ?? 0);
  room.outbox.addActions(made.slice(100), roomNowMs + 1);
  room.outbox.form(roomNowMs);
  room.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  room.database.close();
  const bytes = readFileSync(room.path);
  const page = 4_096 * Math.floor(bytes.lastIndexOf('{"id":"a-300---') / 4_096);
  writeFileSync(room.path, bytes.fill(0xaa, page, page + 4_096));
  room.open({}, roomNowMs + 60_000);
  expect(room.opened.setAside).toBeDefined();
  const kept = room.outbox.keptActions();
  const there = new Set(idsOf(kept.map(({ action }) => action)));
  expect([there.size, room.opened.rescuedActions]).toEqual([kept.length, kept.length]);
  expect(there.has(exchange('a-300').id)).toBe(false);
  expect(made.length - there.size).toBeLessThan(10);
  expect(kept.filter(({ state }) => state === 'sent')).toHaveLength(100);
  expect(room.pending()).toHaveLength(kept.length - 100);
  expect(room.outbox.summary().rotten).toBe(0);
});

/** Three actions in a file that has forgotten of which schema it is. */
const damage = (): void => {
  room.outbox.addActions([lost('a'), lost('b'), lost('c')], roomNowMs);
  room.database.exec('PRAGMA user_version=1');
  room.database.close();
};

test.each([1, 2, 3, 4])('loses no action to a power cut before opening %i while a damaged file is set aside', (cut) => {
  damage();
  let openings = 0;
  const openUntilCut: Disk['openDatabase'] = (path, options) => {
    if (++openings >= cut) throw new Error('power cut');
    return realDisk.openDatabase(path, options);
  };
  expect(() => openGatewayDatabase(room.path, roomNowMs, { ...realDisk, openDatabase: openUntilCut })).toThrow();
  room.open({}, roomNowMs + 60_000);
  expect(idsOf(room.pending())).toEqual(['a', 'b', 'c']);
});

test('loses no action to a power cut between two renames, and reads no damaged file’s log into the new one', () => {
  damage();
  room.open();
  room.database.close();
  // As it was when only the damaged file itself had its new name.
  renameSync(room.path, `${room.path}.rescued`);
  const other = new ActionRoom();
  other.outbox.addActions([lost('z')], roomNowMs);
  copyFileSync(`${other.path}-wal`, `${room.path}-wal`);
  room.open({}, roomNowMs + 60_000);
  expect(idsOf(room.pending())).toEqual(['a', 'b', 'c']);
  expect(room.opened).toMatchObject({ setAside: `${room.path}.damaged-${roomNowMs + 60_000}`, rescuedActions: 3 });
  room.database.close();
  room.open();
  expect(room.opened).toMatchObject({ setAside: undefined, rescuedActions: 0 });
  expect(idsOf(room.pending())).toEqual(['a', 'b', 'c']);
});

test('does not take half a draft of an earlier try for what was rescued', () => {
  damage();
  for (const suffix of ['', '-wal', '-journal']) writeFileSync(`${room.path}.draft${suffix}`, 'half');
  room.open();
  expect(idsOf(room.pending())).toEqual(['a', 'b', 'c']);
});

test('takes over the actions of a file that has forgotten of which schema it is', () => {
  room.outbox.addActions([lost('a'), lost('b')], roomNowMs);
  for (const version of [0, 1]) {
    room.database.exec(`PRAGMA user_version=${version}`);
    room.database.close();
    room.open({}, roomNowMs + version);
    expect(room.opened.setAside).toBeDefined();
    expect(room.pending()).toEqual([lost('a'), lost('b')]);
  }
});

test('wherever one byte of the file is changed, it opens, and sends nothing that was not said', () => {
  const said = new Map(Array.from({ length: 40 }, (_, i) => [`act-${i}`, lost(`act-${i}`)]));
  room.outbox.addActions([...said.values()].slice(0, 30), roomNowMs);
  room.outbox.form(roomNowMs);
  room.outbox.addActions([...said.values()].slice(30), roomNowMs);
  room.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  room.database.close();
  const sound = readFileSync(room.path);
  fc.assert(
    fc.property(fc.nat(sound.byteLength - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = Buffer.from(sound);
      bytes.writeUInt8(bytes.readUInt8(at) ^ flip, at);
      room.path = join(mkdtempSync(join(tmpdir(), 'ayumi-rot-')), 'gateway.sqlite');
      writeFileSync(room.path, bytes);
      try {
        room.open();
      } catch (error) {
        // A file that says it is of a newer version or format is an operator's to judge; it is refused, not misread.
        expect(error).toBeInstanceOf(OperatorError);
        return;
      }
      room.outbox.waiting().forEach((seq) => room.outbox.body(seq));
      for (let seq = room.outbox.form(roomNowMs); seq !== undefined; seq = room.outbox.form(roomNowMs));
      const sent = room.outbox.waiting().flatMap((seq) => [...room.actionsIn(seq)]);
      for (const action of sent) expect(action).toEqual(said.get(action.id));
      expect(new Set(idsOf(sent)).size).toBe(sent.length);
      for (const id of idsOf(room.pending())) expect(idsOf(sent)).toContain(id);
      // One page of the file, where its damage is beyond what a checksum can tell apart.
      if (room.opened.setAside === undefined) expect(sent.length).toBeGreaterThanOrEqual(said.size - 1);
      room.database.close();
    }),
    { numRuns: 60 },
  );
});

test('a file of the first schema is brought forward, with its visits and batches as they were', () => {
  room.path = join(mkdtempSync(join(tmpdir(), 'ayumi-first-')), 'gateway.sqlite');
  const first = openDatabase(room.path, outboxSchema.slice(0, 1));
  const body = new TextEncoder().encode('{"v":1}');
  first
    .prepare("INSERT INTO batch (seq, body, checksum, oldest_ms, state) VALUES (7, ?, ?, ?, 'waiting')")
    .run(body, checksumOf(7, body), roomNowMs);
  const [report] = someVisit();
  const text = JSON.stringify(report?.report);
  first
    .prepare(
      `INSERT INTO visit (device, first_sequence, end_sequence, stored_ms, report, checksum, state)
       VALUES (?, 0, 24, ?, ?, ?, 'waiting')`,
    )
    .run(roomDevice, roomNowMs, text, checksumOf(roomDevice, 0, 24, text));
  first.exec("INSERT INTO confirmed VALUES ('AYM-000123', 0); INSERT INTO note VALUES ('clock-trusted-at', '5')");
  first.close();
  room.open();
  expect(room.opened.setAside).toBeUndefined();
  expect(room.outbox.body(7)).toEqual({ kind: 'body', carries: 'visits', body });
  expect(room.outbox.held(roomDevice, 0)).toBe(24);
  room.outbox.addActions([lost('a')], roomNowMs + 1);
  expect([room.outbox.form(roomNowMs), room.outbox.form(roomNowMs)]).toEqual([8, 9]);
  expect(room.actionsIn(9)).toEqual([lost('a')]);
  room.database.close();
  room.open();
  expect(room.opened.setAside).toBeUndefined();
});
