/** Promises of an import that is killed: before its word nothing counts, after it everything; and the recorded people's file, where there is one. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { centreIdSchema, participantIdSchema } from '../../contract/ids.ts';
import { CloudStore } from '../../ingest/cloud-store.ts';
import { ImportCarrier } from '../../ingest/imports/import-carrier.ts';
import { prepareImport } from '../../ingest/imports/prepare-import.ts';
import { BookedParts } from '../../ingest/imports/row-book.ts';
import { replayJournal } from '../../ingest/replay-journal.ts';
import { importAskSchema } from '../../contract/imports-terms.ts';
import { systemClock } from '../../runtime/clock.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';

const run = promisify(execFile);
const program = join(import.meta.dirname, '../../ayumi.ts');
const zone = 'Asia/Tokyo';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ayumi-imports-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (): CloudStore => CloudStore.open({ dataPath: folder, zone, clock: systemClock, hmac: hmacSha256 });
const register = (ids: readonly string[]): void => {
  using store = open();
  const centre = centreIdSchema.parse('north');
  store.registry.atomically(() => {
    store.registry.putCentre({ id: centre, name: '北' });
    for (const id of ids)
      store.registry.putParticipant({ id: participantIdSchema.parse(id), name: '名前', birthYear: 1950, centre });
  });
};
/** Days counted, what they come to, and whether a replay makes the same again. */
const outcome = (store: CloudStore) => {
  const totals = [...store.derivation.totals.all()];
  return {
    days: totals.length,
    steps: totals.reduce((sum, { steps }) => sum + steps, 0),
    differences: replayJournal(store.database, { days: store.days, hmac: hmacSha256 }).differences.length,
  };
};

test('killed at any moment nothing of it counts or all of it does, and doing it again does it once', async () => {
  const ids = Array.from({ length: 300 }, (_, i) => `P-${1000 + i}`);
  const dates = Array.from({ length: 20 }, (_, i) => `2024-01-${String(i + 1).padStart(2, '0')}`);
  register(ids);
  const rows = ids.flatMap((id, i) => dates.map((date) => `${id},${date},${1000 + i}`));
  const file = join(folder, 'steps.csv');
  writeFileSync(file, ['participant,date,steps', ...rows].join('\n'));
  const asked = [
    file,
    '--data',
    folder,
    '--kind',
    'daily',
    '--source',
    'old',
    '--from',
    '2024-01-01',
    '--to',
    '2024-01-31',
  ];
  const compiled = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const { stdout } = await run(process.execPath, [program, 'imports', 'preview', ...asked], { env: compiled });
  expect(stdout).toContain('6000 日分');
  const token = /--token (\w+)/.exec(stdout)?.[1] ?? '';
  const apply = [program, 'imports', 'apply', ...asked, '--token', token, '--reason', '引きつぎ'];
  const all = {
    days: rows.length,
    steps: ids.reduce((sum, _, i) => sum + (1000 + i) * dates.length, 0),
    differences: 0,
  };
  const seen = new Set<string>();
  const settledAt: number[] = [];
  // Each later than the one before, from before the journal is opened until it is through.
  for (let afterMs = 250; !seen.has('through'); afterMs += 90) {
    const child = spawn(process.execPath, apply, { stdio: 'ignore', env: compiled });
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
    const code = await ended;
    clearTimeout(timer);
    using store = open();
    const [its] = store.derivation.imports.page(0, 1);
    if (its === undefined) {
      seen.add('nothing');
      expect(outcome(store)).toEqual({ days: 0, steps: 0, differences: 0 });
      continue;
    }
    settledAt.push(its.settled);
    seen.add(its.settled < its.parts ? 'between' : 'told');
    // Whoever opens the cloud next.
    await new ImportCarrier(store).carryOut(new AbortController().signal);
    expect(outcome(store)).toEqual(all);
    if (code === 0) seen.add('through');
    else if (its.settled === its.parts || seen.has('between')) {
      // From here on it is known; doing it again says so and changes nothing.
      const again = await run(process.execPath, apply, { env: compiled });
      expect(again.stdout).toContain('imported before');
      expect(outcome(store)).toEqual(all);
      seen.add('through');
    }
  }
  expect(seen).toContain('nothing');
  expect(settledAt.length).toBeGreaterThan(0);
}, 240_000);

const recorded = process.env['AYUMI_STEPS'];
const why = recorded === undefined ? ' (skipped: AYUMI_STEPS names none)' : '';
test.skipIf(recorded === undefined)(
  `recorded hours come to what they add up to, person by person and day by day${why}`,
  async () => {
    const text = readFileSync(recorded ?? '', 'utf8');
    const lines = text.trim().split(/\r?\n/);
    const participantOf = new Map<string, string>();
    const expected = new Map<string, number>();
    const mapped = lines.slice(1).map((line) => {
      const [id = '', hour = '', steps = ''] = line.split(',');
      const participant = participantOf.get(id) ?? `P-${String(participantOf.size + 1).padStart(4, '0')}`;
      participantOf.set(id, participant);
      const [month = '', day = '', year = ''] = (hour.split(' ')[0] ?? '').split('/');
      const key = `${participant} ${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
      expected.set(key, (expected.get(key) ?? 0) + Number(steps));
      return `${participant},${hour},${steps}`;
    });
    register([...participantOf.values()]);
    const file = join(folder, 'hours.csv');
    writeFileSync(file, [lines[0], ...mapped].join('\n'));
    using store = open();
    const book = join(folder, 'hours.book');
    const ask = importAskSchema.parse({
      ...{ kind: 'bucket', encoding: 'utf-8', source: 'fitbit' },
      ...{ from: '2016-01-01', to: '2016-12-31' },
    });
    const ready = prepareImport({ dataPath: folder, zone, nowMs: Date.now(), file, book, ask });
    if (ready.kind === 'faulty') throw new Error(JSON.stringify(ready.faults));
    expect(ready).toMatchObject({ people: participantOf.size, days: expected.size });
    const carrier = new ImportCarrier(store);
    using parts = new BookedParts(book);
    const word = { source: 'fitbit', kind: 'bucket' as const, file: 'hours.csv', actor: 'a', reason: 'r' };
    expect(await carrier.accept(ready, word, parts.of)).toBe('accepted');
    await carrier.carryOut(new AbortController().signal);
    const totals = [...store.derivation.totals.all()].map(({ participant, date, steps }) => [
      `${participant} ${date}`,
      steps,
    ]);
    expect(new Map(totals as [string, number][])).toEqual(expected);
    expect(outcome(store).differences).toBe(0);
  },
  120_000,
);
