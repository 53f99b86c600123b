/** As a program the simulation says where its radios are, writes its registry, and moves people until it is stopped. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../runtime/clock.ts';
import { OperatorError } from '../runtime/fault.ts';
import { nobleAt, serveOne } from './gatt-server/test-gateway.ts';
import { runSim, townspeopleOf } from './main.ts';
import { simConfigSchema, type SimConfigText } from './sim-config.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sim-'));
});
afterEach(() => rm(directory, { recursive: true }));

const config = (text: Partial<SimConfigText>) =>
  simConfigSchema.parse({
    sockets: join(directory, 's'),
    firstDate: '2026-10-01',
    centres: [{ id: 'north', name: '北', gateways: ['gw-north'] }],
    people: { kind: 'personas', count: 3 },
    air: { speed: 0 },
    ...text,
  });

test('people come as they are used to, and lines tell of it', async () => {
  const startMs = Temporal.PlainDateTime.from('2026-10-15T00:00').toZonedDateTime('Asia/Tokyo').epochMilliseconds;
  // A day a second.
  const clock = { anchorMs: Date.now(), startMs, factor: 86_400 };
  const lines: string[] = [];
  const stop = new AbortController();
  const registryFolder = join(directory, 'registry');
  const options = {
    config: config({ clock, visitEveryDays: 2 }),
    print: (line: string) => lines.push(line),
    registryFolder,
  };
  const sim = runSim(options, stop.signal);
  await expect.poll(() => lines.length).toBeGreaterThan(1);
  expect(lines[1]).toContain(join(directory, 's', 'gw-north.sock'));
  expect((await readdir(registryFolder)).toSorted()).toEqual([
    'centres.csv',
    'devices.csv',
    'loans.csv',
    'participants.csv',
  ]);
  const noble = await nobleAt(join(directory, 's', 'gw-north.sock'));
  for (let i = 0; i < 3; i++) expect(await serveOne(noble)).toBeGreaterThan(14 * 24);
  await expect.poll(() => lines.filter((line) => line.endsWith('gw-north: visited')).length).toBe(3);
  stop.abort();
  await sim;
  noble.stop();
});

test('a second one does not take the sockets of the first', async () => {
  const lines: string[] = [];
  const stop = new AbortController();
  const first = runSim({ config: config({}), print: (line) => lines.push(line) }, stop.signal);
  await expect.poll(() => lines.length).toBeGreaterThan(1);
  const second = runSim({ config: config({}), print: () => undefined }, stop.signal);
  await expect(second).rejects.toMatchObject({
    code: 'folder-in-use',
    hint: expect.stringContaining('--sockets') as string,
  });
  stop.abort();
  await first;
  // Whoever has ended is in nobody's way.
  const third = new AbortController();
  const again: string[] = [];
  const running = runSim({ config: config({}), print: (line) => again.push(line) }, third.signal);
  await expect.poll(() => again.length).toBeGreaterThan(1);
  third.abort();
  await running;
});

const refusal = async (file: string): Promise<unknown> =>
  townspeopleOf(config({ people: { kind: 'recordings', file } }), systemClock).catch((error: unknown) => error);

test('people of a steps file walk; one that cannot be read is the operator’s to mend, with its lines', async () => {
  const [good, bad] = [join(directory, 'good.csv'), join(directory, 'bad.csv')];
  await writeFile(good, 'participant,start,steps\nP-a,2016-03-12T10:00,100\n');
  await writeFile(bad, 'participant,start,steps\nP-a,soon,100\n');
  expect(await refusal(good)).toMatchObject([{ participant: 'P-a', serial: 'AYM-000001' }]);
  const invalid = await refusal(bad);
  expect(invalid).toBeInstanceOf(OperatorError);
  expect(invalid).toMatchObject({ code: 'steps-file-invalid', message: expect.stringContaining('line 2') as string });
  expect(await refusal(join(directory, 'none.csv'))).toMatchObject({ code: 'steps-file-unreadable' });
});
