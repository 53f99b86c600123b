/**
 * Queries bench: every question of the analysts over ten million day totals, by HTTP from the desk's own server, beside plain
 * SQL on the same file; and receipts of an intake in the same process meanwhile.
 * `node bench/queries.ts [--people N] [--days N] [--centres N] [--no-plain]`
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { analysisRoutes, type AnalysisRouteName } from '../contract/analysis.ts';
import { trialTierSteps } from '../contract/analysis-points.ts';
import { ageBands } from '../contract/analysis-terms.ts';
import { analysisBeside } from '../commands/analysis-beside.ts';
import { CloudStore } from '../ingest/cloud-store.ts';
import { pointsAnswers } from '../points/http/desk/points-answers.ts';
import { PointsServer } from '../points/http/points-server.ts';
import { Points } from '../points/points.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { silentLog } from '../runtime/log.ts';
import { seededRandom, type Random } from '../runtime/random.ts';
import { ServiceStack } from '../runtime/service.ts';
import { measureReceipts } from './queries-intake.ts';
import { moveEverybody, NewDays } from './queries-move.ts';
import { firstDate, lastDate, queriesTown, townClock, townProgramme, zone } from './queries-town.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    people: { type: 'string', default: '27400' },
    days: { type: 'string', default: '365' },
    centres: { type: 'string', default: '40' },
    plain: { type: 'boolean', default: true },
  },
});
const centreCount = Number(values.centres);
const size = { people: Number(values.people), days: Number(values.days) };
const asked = 40;
const goalMs = 200;

const told = (value: number): string => Math.round(value).toLocaleString('en-US');
const say = (text: string): void => console.log(`queries  | ${text}`);
const quantile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * part) - 1] ?? NaN;
const mebibytes = (bytes: number): string => `${told(bytes / 1024 / 1024)} MiB`;

interface Filter {
  readonly from: string;
  readonly to: string;
  readonly centres: readonly string[];
  readonly ages: readonly string[];
}

/** Everything and everybody first, then something else each time. */
const filterOf = (index: number, random: Random): Filter => {
  const whole = { from: firstDate(size), to: lastDate };
  if (index === 0) return { ...whole, centres: [], ages: [] };
  const last = Temporal.PlainDate.from(lastDate);
  const length = random.pick([7, 28, 91, 182, size.days]);
  const to = last.subtract({ days: random.int(0, Math.max(0, size.days - length)) });
  const from = to.subtract({ days: length - 1 }).toString();
  const centres = random.pick([0, 0, 1, 5]);
  const ages = random.pick([0, 0, 1, 3]);
  return {
    from,
    to: to.toString(),
    centres: Array.from({ length: centres }, (_, i) => `c-${(random.int(0, 7) + i * 8) % centreCount}`),
    ages: ages === 0 ? [] : ageBands.slice(0, ages),
  };
};

const ask = async (url: string, name: AnalysisRouteName, filter: Filter, random: Random): Promise<unknown> => {
  const { path } = analysisRoutes[name];
  const address = `${url.slice(0, -1)}${path}`;
  const { from, to, centres, ages } = filter;
  const query = new URLSearchParams({ from, to, centres: centres.join(','), ages: ages.join(',') }).toString();
  const body = { from, to, centres, ages, rules: trialOf(random) };
  const response =
    name === 'whatIf'
      ? await fetch(address, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        })
      : await fetch(name === 'terms' ? address : `${address}?${query}`);
  const answer: unknown = await response.json();
  if (response.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return answer;
};

const trialOf = (random: Random) => {
  const first = random.int(2, 8) * trialTierSteps;
  const tiers = [0, 1, 2].map((i) => ({ from: first + i * 2_500, points: i + 1 }));
  return { tiers, monthPointsMax: random.pick([0, 60, null]), backfillDays: random.pick([3, 30, null]), voucher: null };
};

interface Ready {
  readonly answering: number;
  readonly counted: number;
}

/** Until everything is in memory, and until the hours are counted, in seconds. */
const untilReady = async (url: string, random: Random): Promise<Ready> => {
  const startedMs = performance.now();
  const seconds = (): number => (performance.now() - startedMs) / 1_000;
  const everything = filterOf(0, random);
  while (!JSON.stringify(await ask(url, 'terms', everything, random)).includes('"ready"')) await townClock.sleep(500);
  const answering = seconds();
  for (let before = ''; ;) {
    const hours = (await ask(url, 'hours', everything, random)) as { readonly cells: unknown };
    const cells = JSON.stringify(hours.cells);
    if (cells === before) return { answering, counted: seconds() };
    before = cells;
    await townClock.sleep(5_000);
  }
};

interface Measured {
  readonly name: AnalysisRouteName;
  /** Everything and everybody, in ms. */
  readonly whole: number;
  readonly times: readonly number[];
  /** Of this process, all threads, in ms. */
  readonly cpu: readonly number[];
}

/** `before`: what happens between two questions. */
const measure = async (url: string, name: AnalysisRouteName, before = (): void => undefined): Promise<Measured> => {
  const random = seededRandom(7);
  const times: number[] = [];
  const cpu: number[] = [];
  for (let i = 0; i < asked; i++) {
    const filter = filterOf(i, random);
    before();
    const usage = process.cpuUsage();
    const startedMs = performance.now();
    await ask(url, name, filter, random);
    times.push(performance.now() - startedMs);
    const { user, system } = process.cpuUsage(usage);
    cpu.push((user + system) / 1_000);
  }
  return { name, whole: times[0] ?? NaN, times, cpu };
};

/** In a process of its own: it takes minutes, in which nothing else would be answered. */
const measureSql = (folder: string): Readonly<Record<string, number>> => {
  const { from, to } = filterOf(0, seededRandom(7));
  const script = join(import.meta.dirname, 'queries-sql.ts');
  const { stdout } = spawnSync(process.execPath, [script, folder, from, to], { encoding: 'utf8' });
  return JSON.parse(stdout) as Readonly<Record<string, number>>;
};

const report = ({ name, whole, times, cpu }: Measured, plain: number | undefined): void => {
  const [p50, p95, most] = [0.5, 0.95, 1].map((part) => told(quantile(times, part)));
  const beside =
    plain === undefined
      ? ''
      : ` | all of it ${told(whole)} ms, plain SQL ${told(plain)} ms: ${told(plain / whole)} times as long`;
  say(
    `${name.padEnd(13)} p50 ${p50} ms, p95 ${p95} ms, max ${most} ms (wanted p95 < ${goalMs} ms), ` +
      `CPU p95 ${told(quantile(cpu, 0.95))} ms${beside}`,
  );
};

interface Answered {
  readonly atRest: readonly Measured[];
  /** Each question the first since some hundred days have come. */
  readonly asDaysCome: readonly Measured[];
}

/** Everything that needs the server; returns what was measured of each question. */
const withServer = async (folder: string): Promise<Answered> => {
  await using stack = new ServiceStack();
  const signal = new AbortController().signal;
  using store = CloudStore.open({ dataPath: folder, zone, clock: townClock, hmac: hmacSha256 });
  moveEverybody(store.database, centreCount);
  const points = await stack.start(
    new Points({ path: join(folder, 'points.sqlite'), programme: townProgramme, clock: townClock, log: silentLog }),
    signal,
  );
  const before = { rss: process.memoryUsage.rss(), cpu: process.cpuUsage() };
  const { part, thread } = analysisBeside({ points, store, clock: townClock, log: silentLog });
  const server = { clock: townClock, log: silentLog, isReady: () => true, port: 0 };
  const desk = { answers: pointsAnswers(points), beside: [part], behind: [thread], pageFolder: folder };
  const { url } = await stack.start(new PointsServer({ ...server, desk }), signal);
  const { answering, counted } = await untilReady(url, seededRandom(1));
  const cpu = process.cpuUsage(before.cpu);
  say(
    `${told(size.people * size.days)} day totals of ${told(size.people)} people at ${told(centreCount)} centres: answering after ${told(answering)} s, ` +
      `hours counted after ${told(counted)} s, ${told((cpu.user + cpu.system) / 1e6)} s of CPU | ` +
      `memory ${mebibytes(process.memoryUsage.rss() - before.rss)} more`,
  );
  const names = Object.keys(analysisRoutes) as AnalysisRouteName[];
  const atRest: Measured[] = [];
  for (const name of names) atRest.push(await measure(url, name));
  using days = new NewDays(store.database, size.people);
  const asDaysCome: Measured[] = [];
  for (const name of names) asDaysCome.push(await measure(url, name, () => days.come()));
  await measureIntake(url);
  return { atRest, asDaysCome };
};

const measureIntake = async (url: string): Promise<void> => {
  const random = seededRandom(9);
  const names = ['steps', 'participation', 'trend', 'whatIf'] as const;
  let questions = 0;
  const askNext = async (): Promise<void> => {
    await ask(url, names[questions % names.length] ?? 'steps', filterOf(questions % 3, random), random);
    questions += 1;
  };
  const rest = await measureReceipts(undefined);
  const busy = await measureReceipts(askNext);
  const both = (times: readonly number[]): string =>
    `p50 ${told(quantile(times, 0.5))} ms, p99 ${told(quantile(times, 0.99))} ms`;
  say(
    `receipts      ${both(rest)} with nobody asking | ${both(busy)} while ${questions} questions were answered without a pause`,
  );
};

const folder = await queriesTown(size, (text) => process.stderr.write(`\rmaking: ${text}      `));
for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `analysis.sqlite${end}`), { force: true });
const { atRest, asDaysCome } = await withServer(folder);
const plain = values.plain ? measureSql(folder) : {};
for (const each of atRest) report(each, plain[each.name]);
say('each question the first since days have come:');
for (const each of asDaysCome) report(each, undefined);
