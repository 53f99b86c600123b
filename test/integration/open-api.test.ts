/** Promises of the whole server's description: every address says in both languages what it is for, names its errors, and refers to nothing that is not there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ask } from '../../points/http/trial-server.ts';
import { RegisterRoom } from './register-room.ts';

const schemaPart = z.record(z.string(), z.unknown());
const contentSchema = z.record(z.string(), z.object({ schema: schemaPart }));
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
  responses: z.record(z.string(), z.object({ description: z.string(), content: contentSchema.optional() })),
});
const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), description: z.string().regex(/127\.0\.0\.1/), version: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
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

test('every address under /api says in both languages what it is for', () => {
  const untold = operations().filter(({ at, summary }) => at.includes(' /api/') && !inBothLanguages.test(summary));
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
    expect(responses['4XX']?.description).toContain('nothing was changed');
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
