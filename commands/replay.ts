/** Replay: people of a steps file walk again with pedometers, visit their centres in virtual time, and everything is counted. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedTown } from '../firmware-sim/town/simulated-town.ts';
import { simConfigSchema } from '../firmware-sim/sim-config.ts';
import { readStepsCsv } from '../firmware-sim/walkers/steps-csv.ts';
import type { Recording } from '../firmware-sim/walkers/recording.ts';
import { dayTotalsCsv } from '../ingest/day-totals-csv.ts';
import { iwamizawaRulePath, readProgramme } from '../points/rule/programme-file.ts';
import { pointsCsv } from '../points/points-csv.ts';
import { hurriedClock, TimelineClock, type Clock } from '../runtime/clock.ts';
import { OperatorError, messageOf } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import { makeFolder } from '../runtime/made-folder.ts';
import { seededRandom } from '../runtime/random.ts';
import { ServiceStack } from '../runtime/service.ts';
import { LocalCloud } from './local-cloud.ts';
import { LocalGateways } from './local-gateways.ts';
import { accountOf, type Account } from './replay-accounts.ts';
import { centreId, gatewayId, registerPeople, replayPeople, type Replayed } from './replay-people.ts';
import { VisitRound } from './visit-round.ts';
import { planVisits } from './visit-plan.ts';

export interface ReplayOptions {
  readonly steps: string;
  readonly visitEveryDays: number;
  readonly centres: number;
  readonly seed: number;
  readonly programme: 'iwamizawa';
  readonly out: string;
  readonly zone: string;
  readonly misbehave: boolean;
  readonly log: Log;
  readonly onProgress: (done: number, visits: number) => void;
}

export interface ReplaySummary {
  readonly people: number;
  readonly visits: number;
  readonly missedVisits: number;
  readonly buckets: number;
  readonly pages: number;
  readonly batches: number;
  readonly stepsWalked: number;
  readonly stepsTotalled: number;
  readonly points: number;
  readonly quarantined: number;
  readonly wallSeconds: number;
}

export interface ReplayResult {
  readonly summary: ReplaySummary;
  /** Of those whose steps are not all totalled, with what explains it. */
  readonly short: readonly Account[];
}

/** Half a second must still be enough for an answer on a busy machine. */
const hurry = 10;

/** Throws OperatorError for a steps file that cannot be read. Writes the three files of `out`. */
export const replay = async (options: ReplayOptions, signal: AbortSignal): Promise<ReplayResult> => {
  const startedMs = performance.now();
  const recordings = readRecordings(options.steps, options.zone);
  const clock = new TimelineClock(Math.min(...recordings.map((recording) => recording.firstStartMs)));
  // The air goes as fast as the machine, so deadlines, pauses and back-off may too.
  const hurried = hurriedClock(clock, hurry);
  const random = seededRandom(options.seed);
  const { centres, zone, misbehave } = options;
  const people = replayPeople({
    recordings,
    centres,
    zone,
    clock,
    random: random.fork('people'),
    misbehaving: misbehave,
  });
  const dataPath = join(options.out, 'data');
  // Results of an earlier replay must not be added to.
  rmSync(dataPath, { recursive: true, force: true });
  makeFolder(options.out);
  const sockets = await mkdtemp(join(tmpdir(), 'ayumi-air-'));
  await using world = new ServiceStack();
  const programme = readProgramme(iwamizawaRulePath);
  const cloud = await world.start(
    new LocalCloud({
      dataPath,
      zone,
      programme,
      clock,
      random: random.fork('cloud'),
      log: options.log,
      speed: 1,
      doubts: false,
    }),
    signal,
  );
  registerPeople(cloud.cloud.store.registry, people, zone);
  const town = await world.start(makeTown(options, people, sockets, hurried), signal);
  const gateways = await world.start(
    new LocalGateways({ ...options, clock: hurried, random, dataPath, cloud, town }),
    signal,
  );
  const plan = planVisits(spansOf(people), options.visitEveryDays, zone);
  const round = new VisitRound({ people, plan, town, gateways, cloud, clock, zone });
  const missedVisits = await round.run(options.onProgress, signal);
  if (signal.aborted)
    throw new OperatorError(
      'replay-stopped',
      'The replay was stopped before its end',
      'Start it again; it begins anew.',
    );
  const result = settle(options, cloud, people, { visits: plan.length, missedVisits, startedMs });
  await rm(sockets, { recursive: true, force: true });
  return result;
};

const makeTown = (
  options: ReplayOptions,
  people: readonly Replayed[],
  sockets: string,
  clock: Clock,
): SimulatedTown => {
  const centres = Array.from({ length: options.centres }, (_, i) => ({
    id: centreId(i),
    name: centreId(i),
    gateways: [gatewayId(i)],
  }));
  const config = simConfigSchema.parse({
    seed: options.seed,
    zone: options.zone,
    sockets,
    firstDate: people[0]?.firstDate.toString(),
    centres,
    people: { kind: 'recordings', file: options.steps },
    air: { speed: 0 },
  });
  return new SimulatedTown({ config, residents: people.map(({ resident }) => resident), clock });
};

const readRecordings = (path: string, zone: string): readonly Recording[] => {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new OperatorError(
      'steps-file-unreadable',
      `Cannot read ${path}: ${messageOf(cause)}`,
      'Check the path given with --steps.',
      { cause },
    );
  }
  const csv = readStepsCsv(bytes, { zone });
  if (csv.kind === 'recordings' && csv.recordings.length > 0) return csv.recordings;
  const problems =
    csv.kind === 'recordings'
      ? ['it has no rows']
      : csv.problems.map(({ line, sentence }) => `line ${line}: ${sentence}`);
  throw new OperatorError(
    'steps-file-invalid',
    `${path} is no steps file:\n  ${problems.join('\n  ')}`,
    'Its header is participant,start,steps or that of a Fitbit export.',
  );
};

const spansOf = (people: readonly Replayed[]) =>
  people.map(({ resident, firstDate, lastDate }) => ({ participant: resident.participant, firstDate, lastDate }));

const settle = (
  options: ReplayOptions,
  { cloud, points }: LocalCloud,
  people: readonly Replayed[],
  run: { readonly visits: number; readonly missedVisits: number; readonly startedMs: number },
): ReplayResult => {
  const { store } = cloud;
  const accounts = people.map((replayed) => accountOf(store, replayed));
  const counts = countsOf(store.database);
  const summary: ReplaySummary = {
    people: people.length,
    visits: run.visits,
    missedVisits: run.missedVisits,
    ...counts,
    stepsWalked: accounts.reduce((sum, account) => sum + account.walked, 0),
    stepsTotalled: accounts.reduce((sum, account) => sum + account.totalled, 0),
    points: points.issued(),
    quarantined: store.derivation.quarantine.count(),
    wallSeconds: Math.round((performance.now() - run.startedMs) / 100) / 10,
  };
  writeFileSync(join(options.out, 'day-totals.csv'), [...dayTotalsCsv(store.derivation.totals.all())].join(''));
  writeFileSync(join(options.out, 'points.csv'), [...pointsCsv(points.listAll())].join(''));
  writeFileSync(join(options.out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  return { summary, short: accounts.filter((account) => account.walked !== account.totalled) };
};

/** What went through: batches and the pages in them, and the buckets that were stored. */
const countsOf = (
  database: LocalCloud['cloud']['store']['database'],
): Pick<ReplaySummary, 'batches' | 'pages' | 'buckets'> => {
  const batches = Number(database.prepare("SELECT count(*) AS n FROM journal WHERE kind = 'batch'").get()?.['n']);
  const buckets = Number(database.prepare('SELECT coalesce(sum(confirmed), 0) AS n FROM device_state').get()?.['n']);
  let pages = 0;
  for (const row of database.prepare("SELECT body FROM journal WHERE kind = 'batch'").iterate()) {
    const { visits } = JSON.parse(new TextDecoder().decode(row['body'] as Uint8Array)) as {
      readonly visits: readonly { readonly pages?: readonly unknown[] }[];
    };
    pages += visits.reduce((sum, visit) => sum + (visit.pages?.length ?? 0), 0);
  }
  return { batches, pages, buckets };
};
