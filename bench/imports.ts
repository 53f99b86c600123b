/** Imports bench: a file of many rows read, accepted and told beside a live intake; how long gateways then wait for their receipts. */
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importAskSchema } from '../contract/imports-terms.ts';
import { centreIdSchema, participantIdSchema } from '../contract/ids.ts';
import { CloudStore } from '../ingest/cloud-store.ts';
import { ImportCarrier } from '../ingest/imports/import-carrier.ts';
import { prepareInThread } from '../ingest/imports/prepare-in-thread.ts';
import { BookedParts } from '../ingest/imports/row-book.ts';
import { systemClock } from '../runtime/clock.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { ImportsIntake } from './imports-intake.ts';

const rowsAsked = Number(process.argv[2] ?? 1_000_000);
const people = Math.max(1, Math.ceil(rowsAsked / 10_000));
const folder = mkdtempSync(join(tmpdir(), 'ayumi-bench-imports-'));
const zone = 'Asia/Tokyo';
const participants = Array.from({ length: people }, (_, i) => participantIdSchema.parse(`P-${100_000 + i}`));
const hourMs = 3_600_000;
const firstMs = Date.parse('2024-12-31T15:00:00Z');

const writeFile = (path: string): void => {
  const file = openSync(path, 'w');
  writeSync(file, 'participant,start,steps\n');
  const hours = Array.from({ length: Math.ceil(rowsAsked / people) }, (_, hour) =>
    new Date(firstMs + hour * hourMs + 9 * hourMs).toISOString().slice(0, 16),
  );
  for (const participant of participants)
    writeSync(file, hours.map((hour, i) => `${participant},${hour},${(i * 37) % 900}\n`).join(''));
  closeSync(file);
};

const store = CloudStore.open({ dataPath: folder, zone, clock: systemClock, hmac: hmacSha256 });
const centre = centreIdSchema.parse('north');
store.registry.atomically(() => {
  store.registry.putCentre({ id: centre, name: '北' });
  for (const id of participants) store.registry.putParticipant({ id, name: '名前', birthYear: 1950, centre });
});
const file = join(folder, 'steps.csv');
const book = join(folder, 'steps.book');
writeFile(file);
console.log(`${rowsAsked} rows of ${people} people, ${Math.round(statSync(file).size / 1e6)} MB`);

const intake = new ImportsIntake(store);
await intake.alone(3_000);
console.log(`receipts alone: ${intake.told()}`);

const phase = async (name: string, work: () => Promise<unknown>): Promise<void> => {
  const startMs = performance.now();
  const cpu = process.cpuUsage();
  const stop = intake.begin();
  await work();
  await stop();
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - startMs) / 1000;
  console.log(
    `${name}: ${seconds.toFixed(1)} s (${((used.user + used.system) / 1e6).toFixed(1)} s CPU, all threads), receipts ${intake.told()}, RSS ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
};

const signal = new AbortController().signal;
const ask = importAskSchema.parse({
  ...{ kind: 'bucket', encoding: 'utf-8', source: 'bench' },
  ...{ from: '2025-01-01', to: '2026-11-20' },
});
const toPrepare = { dataPath: folder, zone, nowMs: Date.parse('2026-11-21T03:00:00Z'), file, book, ask };
const carrier = new ImportCarrier(store);
let prepared: Awaited<ReturnType<typeof prepareInThread>>;
await phase('read and judged', async () => {
  prepared = await prepareInThread(toPrepare, signal, () => undefined);
});
if (prepared?.kind !== 'ready') throw new Error(`refused: ${JSON.stringify(prepared)}`);
const ready = prepared;
console.log(`${ready.days} days in ${ready.parts} parts`);
await phase('accepted', async () => {
  using parts = new BookedParts(book);
  const word = { source: 'bench', kind: 'bucket' as const, file: 'steps.csv', actor: 'a', reason: 'r' };
  await carrier.accept(ready, word, parts.of);
});
await phase('days told', () => carrier.carryOut(signal));
store[Symbol.dispose]();
rmSync(folder, { recursive: true });
