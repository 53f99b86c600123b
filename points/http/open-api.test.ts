/** Promises of the description: every address is in it, it is whole, and by it alone another program tells right from wrong as we do. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { feedRoutes } from '../../contract/feed-message.ts';
import { deskRoutes } from '../../contract/desk.ts';
import { TrialDeskServer } from './trial-desk-server.ts';
import { ask, total } from './trial-server.ts';

const schemaPart = z.record(z.string(), z.unknown());
const contentSchema = z.object({ 'application/json': z.object({ schema: schemaPart }) });
const operationSchema = z.object({
  operationId: z.string().min(1),
  summary: z.string().min(1),
  tags: z.array(z.string()).length(1),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean().optional(),
        schema: schemaPart,
      }),
    )
    .default([]),
  requestBody: z.object({ content: contentSchema, required: z.boolean() }).optional(),
  responses: z.record(
    z.string(),
    z.union([z.object({ description: z.string(), content: contentSchema.optional() }), z.object({ $ref: z.string() })]),
  ),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
});
const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string().regex(/^\d+\.\d+\.\d+/) }),
  tags: z.array(z.object({ name: z.string() })),
  components: z.object({ securitySchemes: schemaPart, schemas: z.record(z.string(), schemaPart) }),
  paths: z.record(z.string().startsWith('/'), z.record(z.enum(['get', 'post']), operationSchema.optional())),
});

const describedBy = async (trial: TrialDeskServer) => {
  const answer = await ask(trial.port, 'GET', '/openapi.json');
  expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  return { document: documentSchema.parse(answer.body), text: answer.text };
};
const operationsOf = (document: z.output<typeof documentSchema>) =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation === undefined ? [] : [{ route: `${method.toUpperCase()} ${path}`, path, operation }],
    ),
  );

test('every address of the server is described, and nothing else', async () => {
  await using trial = await TrialDeskServer.start();
  const { document } = await describedBy(trial);
  const described = operationsOf(document).map(({ route }) => route);
  expect(described.sort()).toEqual(trial.server.routes.toSorted());
  expect(described).toContain('POST /v1/day-totals');
  const ofDesk = Object.values(deskRoutes).map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(described).toEqual(expect.arrayContaining(ofDesk));
});

test('every operation has a name of its own, a known tag and known security, and what its path names is declared', async () => {
  await using trial = await TrialDeskServer.start();
  const { document } = await describedBy(trial);
  const operations = operationsOf(document);
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  for (const { route, path, operation } of operations) {
    expect(document.tags.map(({ name }) => name)).toContain(operation.tags[0]);
    expect(Object.keys(document.components.securitySchemes)).toEqual(
      expect.arrayContaining(operation.security.flatMap((each) => Object.keys(each))),
    );
    const named = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
    const declared = operation.parameters.filter((each) => each.in === 'path').map(({ name }) => name);
    expect([route, ...declared.sort()]).toEqual([route, ...named.sort()]);
    expect(Object.keys(operation.responses)).toContain('200');
  }
});

test('by the description alone the body of each message is told from what is none', async () => {
  await using trial = await TrialDeskServer.start();
  const { document } = await describedBy(trial);
  const bodyOf = (path: string) => {
    const schema = document.paths[path]?.post?.requestBody?.content['application/json'].schema;
    const whole = JSON.stringify({ ...schema, $defs: document.components.schemas });
    const local = JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/')) as unknown;
    return z.fromJSONSchema(z.record(z.string(), z.json()).parse(local));
  };
  const samples = {
    [feedRoutes.totals.path]: { totals: [total] },
    [feedRoutes.visits.path]: {
      visits: [{ participant: 'P-0001', date: '2026-11-21', centre: 'higashi', withdrawn: false }],
    },
    [feedRoutes.enrolments.path]: {
      enrolments: [{ participant: 'P-0001', birthYear: 1948, birthDate: null, pedometerFrom: '2026-11-01' }],
    },
  };
  for (const [path, sample] of Object.entries(samples)) {
    const body = bodyOf(path);
    expect(body.safeParse(sample).error).toBeUndefined();
    const [[key, [item]]] = Object.entries(sample) as [[string, [Record<string, unknown>]]];
    const wrong = [
      {},
      { [key]: [] },
      { [key]: Array.from({ length: 501 }, () => item) },
      { [key]: [{ ...item, extra: 1 }] },
      { [key]: [{ ...item, participant: 'no such/id' }] },
    ];
    for (const each of wrong) expect(body.safeParse(each).success, JSON.stringify(each).slice(0, 80)).toBe(false);
  }
});
