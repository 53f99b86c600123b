/** Analysts ask by HTTP and are answered by the contract, by a thread that may fall without anybody else noticing. */
import { execFileSync } from 'node:child_process';
import { closeSync, copyFileSync, mkdtempSync, openSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { analysisRoutes, type AnalysisAnswer, type AnalysisRouteName } from '../../contract/analysis.ts';
import { analysisPaths } from '../../contract/analysis-paths.ts';
import { grainOf, toGrain } from '../../contract/analysis-grain.ts';
import { deskErrorSchema } from '../../contract/desk-terms.ts';
import { analysisBeside } from '../../commands/analysis-beside.ts';
import { AnalysisThread } from '../../commands/analysis-thread.ts';
import { TrialTown, zone } from '../../ingest/analysis/trial-town.ts';
import { pointsAnswers } from '../../points/http/desk/points-answers.ts';
import { PointsServer } from '../../points/http/points-server.ts';
import { Points } from '../../points/points.ts';
import { iwamizawaRulePath, readProgramme } from '../../points/rule/programme-file.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import { ServiceStack } from '../../runtime/service.ts';

const programme = readProgramme(iwamizawaRulePath);
const period = { from: '2026-09-01', to: '2026-10-20' };
const names = Object.keys(analysisRoutes) as AnalysisRouteName[];

let town: TrialTown;
let points: Points;
let url: string;
const stack = new ServiceStack();

const feed = (): void => {
  const said = town.store.derivation.totals.revisionsAfter(0, 1_000_000);
  points.accept(said.map(({ total }) => total));
  town.store.database
    .prepare("INSERT OR REPLACE INTO feed_cursor (consumer, revision_id) VALUES ('ledger', ?)")
    .run(said.at(-1)?.id ?? 0);
};

beforeAll(async () => {
  town = new TrialTown(8, 48);
  town.live(45);
  const clock = { ...systemClock, wallMs: () => town.nowMs };
  const log = silentLog;
  const signal = new AbortController().signal;
  const path = join(town.folder, 'points.sqlite');
  points = await stack.start(new Points({ path, programme, clock, log }), signal);
  feed();
  const { part, thread } = analysisBeside({ points, store: town.store, clock, log });
  const desk = { answers: pointsAnswers(points), beside: [part], behind: [thread], pageFolder: town.folder };
  const server = await stack.start(new PointsServer({ clock, log, desk, isReady: () => true }), signal);
  ({ url } = server);
  await vi.waitFor(async () => expect((await terms()).state.kind).toBe('ready'), { timeout: 60_000 });
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  town[Symbol.dispose]();
});

const send = (name: AnalysisRouteName, query: Readonly<Record<string, string>> = period, body: object = {}) => {
  const address = `${url.slice(0, -1)}${analysisPaths[name]}`;
  if (name === 'terms') return fetch(address);
  if (name !== 'whatIf') return fetch(`${address}?${new URLSearchParams(query).toString()}`);
  const rules = { tiers: null, monthPointsMax: null, backfillDays: null, voucher: null };
  const headers = { 'content-type': 'application/json' };
  return fetch(address, { method: 'POST', headers, body: JSON.stringify({ ...period, rules, ...body }) });
};

const ask = async <Name extends AnalysisRouteName>(
  name: Name,
  query?: Readonly<Record<string, string>>,
  body?: object,
): Promise<AnalysisAnswer<Name>> => {
  const response = await send(name, query, body);
  const answer: unknown = await response.json();
  expect([response.status, answer]).toEqual([200, expect.anything()]);
  return analysisRoutes[name].answer.parse(answer) as AnalysisAnswer<Name>;
};

const terms = () => ask('terms');

describe('the analysts’ API', () => {
  it.each(names)('answers %s by the contract, whoever is asked about', async (name) => {
    const { centres } = await terms();
    for (const some of [[], ...centres.map(({ id }) => [id])]) {
      await ask(name, { ...period, centres: some.join(',') }, { centres: some });
      await ask(name, { ...period, centres: some.join(','), ages: '75-79,80-84' }, { centres: some });
    }
  });

  it('tells of a trial of today’s rules what the ledger holds', async () => {
    const told = await ask('whatIf');
    const people = points.books.database
      .prepare(
        `SELECT sum(points) AS points FROM award WHERE key LIKE 'steps:%' AND date BETWEEN ? AND ?
          GROUP BY participant ORDER BY points DESC`,
      )
      .all(period.from, period.to)
      .map((row) => Number(row['points']));
    const sum = (some: readonly number[]): number => some.reduce((all, its) => all + its, 0);
    expect(sum(people)).toBeGreaterThan(100);
    expect(told.today).toEqual(told.other);
    expect(told.credited).toBe(told.today.points);
    expect(told.credited).toBe(toGrain(sum(people), grainOf(sum(people.slice(0, 9)))));
  });

  it('knows at the next question what has been committed since', async () => {
    const before = await ask('whatIf');
    town.live(12);
    feed();
    await vi.waitFor(
      async () => {
        const told = await ask('whatIf');
        expect(told.today.points ?? 0).toBeGreaterThan(before.today.points ?? 0);
        expect(told.credited).toBe(told.today.points);
      },
      { timeout: 30_000 },
    );
  });

  it('refuses a period it does not hold, and a centre that cannot be chosen, in both languages', async () => {
    const wrong = await send('steps', { from: '2026-10-20', to: '2026-09-01' });
    const unknown = await send('steps', { ...period, centres: 'nowhere' });
    expect([wrong.status, unknown.status]).toEqual([400, 404]);
    for (const response of [wrong, unknown]) deskErrorSchema.parse(await response.json());
  });
});

it('a thread that hangs is ended and begun anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ayumi-analysis-hanging-'));
  const path = (name: string): string => join(folder, name);
  // Whoever opens a pipe that nobody writes into waits for ever.
  execFileSync('mkfifo', [path('cloud.sqlite')]);
  const paths = { pointsPath: path('points.sqlite'), cachePath: path('analysis.sqlite') };
  const setting = { ...paths, cloudPath: path('cloud.sqlite'), zone, programme, cellsMax: 1_000_000 };
  // Time flies.
  const times = 10;
  const clock = {
    ...systemClock,
    wallMs: () => town.nowMs,
    monotonicMs: () => systemClock.monotonicMs() * times,
    sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / times, signal),
  };
  const terms = { query: undefined, body: undefined };
  try {
    await using thread = new AnalysisThread({ setting, clock, random: seededRandom(1), log: silentLog });
    await thread.start(new AbortController().signal);
    await expect(thread.ask('terms', terms)).rejects.toMatchObject({ status: 503, code: 'analysis-late' });
    renameSync(path('cloud.sqlite'), path('pipe'));
    town.store.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    points.books.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    for (const name of ['points.sqlite', 'cloud.sqlite']) copyFileSync(join(town.folder, name), path(name));
    await vi.waitFor(async () => expect((await thread.ask('terms', terms)).state.kind).toBe('ready'), {
      timeout: 60_000,
    });
  } finally {
    // Lets go of the thread that hangs.
    closeSync(openSync(path('pipe'), 'r+'));
    rmSync(folder, { recursive: true, force: true });
  }
});

it('a thread that falls is answered with a clear fault, and begun anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ayumi-analysis-thread-'));
  const path = (name: string): string => join(folder, name);
  const paths = {
    cloudPath: path('cloud.sqlite'),
    pointsPath: path('points.sqlite'),
    cachePath: path('analysis.sqlite'),
  };
  const setting = { ...paths, zone, programme, cellsMax: 1_000_000 };
  const clock = { ...systemClock, wallMs: () => town.nowMs };
  try {
    await using thread = new AnalysisThread({ setting, clock, random: seededRandom(1), log: silentLog });
    await thread.start(new AbortController().signal);
    await expect(thread.ask('terms', { query: undefined, body: undefined })).rejects.toMatchObject({
      status: 503,
      code: 'analysis-away',
    });
    town.store.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    points.books.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    for (const name of ['points.sqlite', 'cloud.sqlite']) copyFileSync(join(town.folder, name), path(name));
    await vi.waitFor(
      async () => {
        const told = await thread.ask('terms', { query: undefined, body: undefined });
        expect(told.state.kind).toBe('ready');
      },
      { timeout: 60_000 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
