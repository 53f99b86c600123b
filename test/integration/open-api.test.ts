/** Promises of the whole server's description: every address says in both languages what it is for, names its errors, and refers to nothing that is not there. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ask } from '../../points/http/trial-server.ts';
import { RegisterRoom } from './register-room.ts';

const schemaPart = z.record(z.string(), z.unknown());
const contentSchema = z.record(
  z.string(),
  z.object({ schema: schemaPart, example: z.unknown().optional(), examples: z.unknown().optional() }),
);
const responseSchema = z.object({ description: z.string(), content: contentSchema.optional() });
const operationSchema = z.object({
  operationId: z.string().min(1),
  summary: z.string().min(1),
  tags: z.array(z.string()).length(1),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        schema: schemaPart,
        examples: z.unknown().optional(),
        example: z.unknown().optional(),
      }),
    )
    .default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.union([responseSchema, z.object({ $ref: z.string() })])),
});
const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), description: z.string().regex(/127\.0\.0\.1/), version: z.string() }),
  servers: z.array(z.object({ url: z.literal('/'), description: z.string() })).min(1),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  components: z.object({
    schemas: z.record(z.string().regex(/^[A-Z][A-Za-z]+$/), schemaPart),
    responses: z.record(z.string(), responseSchema),
  }),
  paths: z.record(z.string().startsWith('/'), z.record(z.string(), operationSchema)),
});

let room: RegisterRoom;
let text: string;
beforeAll(async () => {
  room = await RegisterRoom.open();
  text = (await ask(room.port, 'GET', '/openapi.json')).text;
});
afterAll(() => room[Symbol.asyncDispose]());

const operations = () =>
  Object.entries(documentSchema.parse(JSON.parse(text)).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ at: `${method} ${path}`, ...operation })),
  );
const inBothLanguages = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}].* \/ .*[A-Za-z]/u;

test('every address says in both languages what it is for', () => {
  const untold = operations().filter(({ summary }) => !inBothLanguages.test(summary));
  expect(untold.map(({ at }) => at)).toEqual([]);
  expect(operations().filter(({ tags }) => tags[0] === 'records')).toHaveLength(10);
});

test('every operation has a name of its own, a described tag, and errors with their words', () => {
  const all = operations();
  const { tags } = documentSchema.parse(JSON.parse(text));
  expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
  for (const { at, tags: own, responses } of all) {
    expect([at, tags.some(({ name }) => name === own[0])]).toEqual([at, true]);
    if (!at.includes('/api/')) continue;
    expect(Object.keys(responses), at).toEqual(expect.arrayContaining(['200', '4XX', '5XX']));
    expect(responses['4XX']).toMatchObject({ description: expect.stringContaining('nothing was changed') as string });
  }
});

test('how each address refuses is told status by status, with the words and the sentence of each', () => {
  const { components } = documentSchema.parse(JSON.parse(text));
  for (const { at, requestBody, responses } of operations().filter((each) => each.at.includes('/api/'))) {
    const expected = ['400', '403', '421', '500', '503', ...(requestBody === undefined ? [] : ['413', '415'])];
    expect(Object.keys(responses), at).toEqual(expect.arrayContaining(expected));
  }
  const { content } = components.responses['DeskError415'] ?? {};
  expect(content?.['application/json']?.examples).toMatchObject({
    'content-type': { value: { error: 'content-type', en: expect.stringContaining('Nothing was changed') as string } },
  });
});

test('each shape of the contract has one name, and nothing is told by a pattern that nobody can read', () => {
  const { components } = documentSchema.parse(JSON.parse(text));
  expect(Object.keys(components.schemas)).toEqual(
    expect.arrayContaining(['DeskError', 'DeskPerson', 'RecordDayRecords', 'RegisterPedometerRow', 'Said']),
  );
  for (const [, pattern = ''] of text.matchAll(/"pattern":"((?:[^"\\]|\\.)*)"/g))
    expect(pattern.length).toBeLessThan(60);
  expect(text.length).toBeLessThan(450_000);
});

test('numbers of a query are numbers', () => {
  const limits = operations().flatMap(({ parameters }) => parameters.filter(({ name }) => name === 'limit'));
  expect(limits.length).toBeGreaterThan(2);
  for (const { schema } of limits)
    expect(schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 1000, default: 1000 });
});

test('every operation has an example each way, and each is what its schema allows', () => {
  const document = JSON.parse(text) as object;
  const ajv = new Ajv2020({ allowUnionTypes: true, strict: false, schemas: { document } });
  for (const format of ['date', 'date-time', 'uuid', 'byte', 'uri']) ajv.addFormat(format, true);
  const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
  for (const { at, requestBody, responses } of operations()) {
    const [method = '', path = ''] = at.split(' ');
    const parts = [
      ...Object.entries(requestBody?.content ?? {}).map(
        ([type, told]) => [`requestBody/content/${escaped(type)}`, told] as const,
      ),
      ...Object.entries(responseSchema.parse(responses['200']).content ?? {}).map(
        ([type, told]) => [`responses/200/content/${escaped(type)}`, told] as const,
      ),
    ];
    for (const [place, told] of parts) {
      expect(told.example, `${at} ${place}`).toBeDefined();
      const isRight = ajv.getSchema(`document#/paths/${escaped(path)}/${method}/${place}/schema`);
      expect(isRight, `${at} ${place}`).toBeDefined();
      void isRight?.(told.example);
      expect([at, place, isRight?.errors ?? null]).toEqual([at, place, null]);
    }
  }
});

test('whatever is referred to is there', () => {
  const document: unknown = JSON.parse(text);
  for (const [, reference = ''] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
    const found = reference
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((part, key) => (part as Readonly<Record<string, unknown>> | undefined)?.[key], document);
    expect(found, reference).toBeDefined();
  }
});

test('what has to be filled in to try an address is filled in with an example', () => {
  const dayTotals = operations().find(({ operationId }) => operationId === 'records-dayTotals');
  const examples = dayTotals?.parameters.map(
    ({ name, example, examples: more }) => `${name} ${JSON.stringify(more ?? example)}`,
  );
  expect(examples?.filter((each) => each.includes('2026-11-'))).toHaveLength(2);
});
