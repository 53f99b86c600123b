/** Promises of the register over HTTP: on the desk's server, by the desk's guards, read strictly, and names in no log. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { ApiRoute } from '../../contract/api-route.ts';
import { deskErrorSchema } from '../../contract/desk-terms.ts';
import { registerRoutes, type RegisterRouteName } from '../../contract/register.ts';
import { ask, type HttpAnswer } from '../../points/http/trial-server.ts';
import { RegisterRoom } from './register-room.ts';

let room: RegisterRoom;
let rowsBefore: number;
beforeAll(async () => {
  room = await RegisterRoom.open();
  rowsBefore = room.rowsCount;
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
});

const routes = Object.entries(registerRoutes) as [RegisterRouteName, ApiRoute][];
const names = routes.map(([name]) => name);
const changes = routes.flatMap(([name, { method, body }]) =>
  method === 'POST' && 'actor' in ((body as z.ZodObject | undefined)?.shape ?? {}) ? [name] : [],
);

const person = { id: 'P-0007', name: '歩 七郎', birthYear: 1950, birthDate: null, centre: 'north', nickname: null };
const at = new Date(Date.parse('2026-11-20T00:00:00Z')).toISOString();
const loan = { device: 'AYM-000001', participant: 'P-0001' };
const why = { reason: '理由' };
const table = { table: 'centres', file: Buffer.from('centre,name\neast,東\n').toString('base64') };
/** A body that fits each change, without who asks for it. */
const bodies: Readonly<Partial<Record<RegisterRouteName, object>>> = {
  lend: { ...loan, at },
  takeBack: { device: loan.device, at },
  correct: { ...loan, from: at, newFrom: at, newTo: null, ...why },
  undo: why,
  discard: why,
  settle: { at, ...why },
  addParticipant: person,
  editParticipant: { name: '歩 一郎' },
  addPedometer: {
    device: 'AYM-7',
    key: 'ab'.repeat(32),
    label: '7',
    model: 'steplog-1',
    capacityBuckets: 1440,
    bucketSeconds: 3600,
    centre: 'north',
  },
  editPedometer: { label: '8' },
  addCentre: { id: 'east', name: '東' },
  editCentre: { name: '東' },
  addGateway: { id: 'gw-7', centre: 'north' },
  editGateway: { centre: 'south' },
  renewGateway: {},
  importTable: { ...table, token: 'a'.repeat(64) },
};

/** Refused in the words of every error of the desk, and nothing was written. */
const expectRefused = (answer: HttpAnswer, status: number, error: string): void => {
  expect([answer.status, answer.body]).toMatchObject([status, { error }]);
  expect(deskErrorSchema.safeParse(answer.body).error).toBeUndefined();
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  expect(room.rowsCount).toBe(rowsBefore);
};

test('every change is known to these promises', () => {
  expect(Object.keys(bodies).sort()).toEqual([...changes].sort());
});

test.each(names)('%s answers no page elsewhere, and nobody through a proxy', async (name) => {
  const body = registerRoutes[name].method === 'POST' ? {} : undefined;
  const elsewhere = { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' };
  expectRefused(await room.send(name, { id: 'x', body, headers: elsewhere }), 403, 'cross-origin');
  expectRefused(await room.send(name, { id: 'x', body, headers: { via: '1.1 proxy' } }), 403, 'not-this-machine');
});

test.each(changes)('%s needs to know who asks for it, under which number, and nothing else', async (name) => {
  const whole = { actor: '佐藤', requestId: randomUUID(), ...bodies[name] };
  const without = (field: string) => Object.fromEntries(Object.entries(whole).filter(([key]) => key !== field));
  const asked = (body: unknown) => room.send(name, { id: 'AYM-000001', body });
  expectRefused(await asked(without('actor')), 400, 'actor-missing');
  expectRefused(await asked({ ...whole, actor: ' ' }), 400, 'actor-missing');
  expectRefused(await asked(without('requestId')), 400, 'not-understood');
  expectRefused(await asked({ ...whole, extra: 1 }), 400, 'not-understood');
  expectRefused(await asked('text'), 400, 'not-understood');
  const text = JSON.stringify(whole);
  const path = registerRoutes[name].path.replace(':id', 'AYM-000001');
  const raw = (type: string, body: string) => ask(room.port, 'POST', path, { headers: { 'content-type': type }, body });
  expectRefused(await raw('text/plain', text), 415, 'content-type');
  expectRefused(await raw('application/json', text.replace('"actor"', '"actor":"鈴木","actor"')), 400, 'not-json');
});

test('only a table may be long', async () => {
  const long = 'x'.repeat(70_000);
  expectRefused(await room.change('addParticipant', { ...person, name: long }), 413, 'body-too-large');
  const file = Buffer.from(`centre,name\n${'c,名前\n'.repeat(100_000)}`).toString('base64');
  const answer = await room.send('previewImport', { body: { table: 'centres', file } });
  expect([answer.status, answer.body]).toMatchObject([200, { kind: 'faulty' }]);
  expect(room.rowsCount).toBe(rowsBefore);
});

test('what is not there is told so', async () => {
  expectRefused(await room.send('participant', { id: 'P-9' }), 404, 'unknown-participant');
  expectRefused(await room.send('pedometer', { id: 'AYM-9' }), 404, 'unknown-device');
  expectRefused(await room.send('cards', { id: 'nowhere' }), 404, 'unknown-centre');
  expectRefused(await room.send('exportTable', { id: 'keys' }), 404, 'unknown-table');
  expectRefused(await room.change('renewGateway', {}, 'gw-9'), 404, 'unknown-gateway');
  expectRefused(await room.send('participant', { id: 'あ' }), 400, 'not-understood');
  expectRefused(await room.send('participants', { query: { from: '-1' } }), 400, 'not-understood');
  expectRefused(await room.send('participants', { query: { q: 'x' } }), 400, 'not-understood');
});

test('whatever JSON is sent, and whatever stands in a path, is answered with a word and never with a failure of ours', async () => {
  const anyText = fc.oneof(fc.string(), fc.constantFrom('P-0001', 'AYM-000001', at, '', '%', "' OR 1=1 --", '1'));
  const keys = ['device', 'participant', 'at', 'from', 'newFrom', 'newTo', 'name', 'table', 'file', 'id', 'centre'];
  const anyBody = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...keys), anyText));
  const anyQuery = fc.dictionary(fc.constantFrom('query', 'centre', 'from', 'standing', 'pedometer'), anyText);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), anyText, anyBody, anyQuery, async (name, id, body, query) => {
      const isPost = registerRoutes[name].method === 'POST';
      const { status } = await room.send(name, isPost ? { id, body } : { id, query });
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 300 },
  );
  expect(room.rowsCount).toBe(rowsBefore);
});

test('a table goes out as a file that a spreadsheet opens', async () => {
  const answer = await room.send('exportTable', { id: 'participants' });
  expect(answer).toMatchObject({
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="participants-2026-12-01.csv"',
      'cache-control': 'no-store',
    },
  });
  expect(answer.text).toContain('P-0001,山田 花子,1948,,north,\r\n');
});

test('every address is described', async () => {
  const answer = await ask(room.port, 'GET', '/openapi.json');
  const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(answer.body);
  for (const { method, path } of Object.values(registerRoutes))
    expect(Object.keys(paths[path.replaceAll(/:(\w+)/g, '{$1}')] ?? {})).toContain(method.toLowerCase());
  expect(answer.text).not.toMatch(/"\$ref":"(?!#\/components\/)/);
});

test('names stand in no log, whatever goes wrong', async () => {
  await using own = await RegisterRoom.open();
  const added = await own.change('addParticipant', person);
  expect([added.status, added.body]).toMatchObject([200, { kind: 'saved', id: 'P-0007' }]);
  expect(own.lookedAgain).toBe(1);
  await own.send('participants', { query: { query: '歩 七郎' } });
  await own.send('participants', { query: { query: '歩 七郎', from: 'x' } });
  await own.change('addParticipant', { ...person, name: '歩 七郎', birthYear: 'x' });
  own.sample.store.database.exec(
    "CREATE TRIGGER broken BEFORE INSERT ON participant BEGIN SELECT raise(ABORT, 'x'); END",
  );
  expect((await own.change('addParticipant', { ...person, id: 'P-0008' })).status).toBe(500);
  own.sample.store.database.exec('ALTER TABLE participant RENAME TO gone');
  expect((await own.send('participants', { query: { query: '歩 七郎' } })).status).toBe(500);
  expect(own.log).toContain('a request could not be answered');
  for (const told of ['七郎', '山田', encodeURIComponent('七郎')]) expect(own.log).not.toContain(told);
});
