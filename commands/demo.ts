/** Demo: the whole system in one process: people with pedometers, two centres, the cloud, points and the live page. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { townspeopleOf } from '../firmware-sim/main.ts';
import { simConfigSchema, type SimConfig } from '../firmware-sim/sim-config.ts';
import { registryTables } from '../firmware-sim/town/registry-tables.ts';
import type { Resident } from '../firmware-sim/town/resident.ts';
import { SimulatedTown, type VisitOutcome } from '../firmware-sim/town/simulated-town.ts';
import { walkAbout } from '../firmware-sim/town/walk-about.ts';
import type { LiveVisit } from '../contract/live.ts';
import { LiveServer } from '../ingest/live/live-server.ts';
import { importLoans } from '../ingest/registry/loan-import.ts';
import { importCentres, importDevices, importParticipants } from '../ingest/registry/registry-import.ts';
import type { Registry } from '../ingest/registry/registry.ts';
import { iwamizawaRulePath, readProgramme } from '../points/rule/programme-file.ts';
import { localDate, scaledClock, type Clock, type ScaledTime } from '../runtime/clock.ts';
import { OperatorError } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { ServiceStack } from '../runtime/service.ts';
import { DemoPin } from './demo-pin.ts';
import { deskBesideCloud } from './desk-beside-cloud.ts';
import { LocalCloud } from './local-cloud.ts';
import { LocalGateways, type LocalKiosk } from './local-gateways.ts';

export interface DemoOptions {
  readonly data: string;
  /** Begin anew, throwing away what is in the data directory. */
  readonly fresh: boolean;
  readonly steps?: string;
  readonly people: number;
  readonly centres: number;
  readonly speed: number;
  readonly seed: number;
  readonly port: number;
  readonly zone: string;
  readonly pageFolder: string;
  readonly log: Log;
  readonly print: (line: string) => void;
}

/** People have walked so long before the demo's first day, so that the first visits bring something. */
const walkedDays = 14;
const dayMs = 86_400_000;
const visitEveryDays = 5;
/** Radio runs this much faster than life: a visit takes a blink, and a simulated hour is not lost on it. */
const airSpeed = 20;
const centreNames = ['中央公民館', '北公民館', '南公民館', '東公民館', '西公民館', '駅前プラザ'] as const;

/** What a demo remembers of itself, so that a kept one goes on where it was stopped. */
const memorySchema = z.strictObject({
  seed: z.int(),
  people: z.int(),
  centres: z.int(),
  steps: z.string().nullable(),
  firstDate: z.iso.date(),
  stoppedMs: z.number(),
});
type DemoMemory = z.infer<typeof memorySchema>;

export const demo = async (options: DemoOptions, signal: AbortSignal): Promise<void> => {
  if (options.fresh) rmSync(options.data, { recursive: true, force: true });
  mkdirSync(options.data, { recursive: true, mode: 0o700 });
  const memory = recall(options);
  const time: ScaledTime = { anchorMs: Date.now(), startMs: memory.stoppedMs, factor: options.speed };
  const clock = scaledClock(time);
  const sockets = await mkdtemp(join(tmpdir(), 'ayumi-air-'));
  const keep = (): void => remember(options.data, { ...memory, stoppedMs: clock.wallMs() });
  try {
    await using world = new ServiceStack();
    await run(options, configOf(options, memory, sockets), clock, world, signal, keep);
  } finally {
    keep();
    await rm(sockets, { recursive: true, force: true });
  }
};

const run = async (
  options: DemoOptions,
  config: SimConfig,
  clock: Clock,
  world: ServiceStack,
  signal: AbortSignal,
  keep: () => void,
): Promise<void> => {
  const { data, zone, log, speed, print, pageFolder, port } = options;
  const random = seededRandom(options.seed);
  const living = new AbortController();
  const residents = await townspeopleOf(config, clock);
  const programme = readProgramme(iwamizawaRulePath);
  const cloud = await world.start(
    new LocalCloud({ dataPath: data, zone, programme, clock, random: random.fork('cloud'), log, speed, doubts: true }),
    living.signal,
  );
  fillRegistry(cloud.cloud.store.registry, config, residents, clock);
  cloud.cloud.lookAgain();
  const town = await world.start(new SimulatedTown({ config, residents, clock }), living.signal);
  const pin = await DemoPin.of(data);
  const kiosks = { pageFolder, pinFile: pin.path, firstPort: port === 0 ? 0 : port + 2, speed };
  const gateways = await world.start(
    new LocalGateways({ ...options, clock, random, dataPath: data, cloud, town, kiosks }),
    living.signal,
  );
  const server = await world.start(
    new LiveServer({ source: cloud.cloud.live, clock, log, pageFolder, port }),
    living.signal,
  );
  const desk = await world.start(
    deskBesideCloud({
      points: cloud.points,
      store: cloud.cloud.store,
      clock,
      log,
      pageFolder,
      port: port === 0 ? 0 : port + 1,
    }),
    living.signal,
  );
  const pages = { live: server.url, desk: desk.url, kiosks: gateways.kiosks };
  for (const line of openingLines(options, residents.length, pages, pin.digits)) print(line);
  const unsubscribe = cloud.cloud.live.subscribe((event) => {
    if (event.kind === 'visit') print(visitLine(event.visit, zone));
  });
  const onVisit = (resident: Resident, _gateway: string, outcome: VisitOutcome): void => {
    if (outcome === 'missed')
      print(`  ${resident.label}番 つながりませんでした。次の来所で届きます (not read; comes with the next visit)`);
    keep();
  };
  await walkAbout({ town, config, clock, onVisit }, signal);
  unsubscribe();
  await cloud.cloud.idle();
  print('  順に止めています… (stopping in order)');
};

interface DemoPages {
  readonly live: string;
  readonly desk: string;
  readonly kiosks: readonly LocalKiosk[];
}

const openingLines = (options: DemoOptions, people: number, pages: DemoPages, pin: string): readonly string[] => {
  const daySeconds = Math.round(86_400 / options.speed);
  return [
    `\n  歩み  ${people}人が歩いています ・ 1日は ${daySeconds} 秒です (${people} people walk; a day passes in ${daySeconds} s)`,
    `  ここを開いてください (open this):  ${pages.live}`,
    `  窓口の画面 (the clerk's pages):    ${pages.desk}`,
    ...pages.kiosks.map(
      ({ centre, url, volunteerUrl }) =>
        `  ${centre}  受付画面 (kiosk): ${url}  ボランティアの画面 (volunteers' pages): ${volunteerUrl}`,
    ),
    ...(pages.kiosks.length === 0 ? [] : [`  ボランティアの画面のPIN (PIN of the volunteers' pages): ${pin}`]),
    `  データ (data): ${options.data}   止めるには Ctrl-C (to stop)\n`,
  ];
};

const configOf = (options: DemoOptions, memory: DemoMemory, sockets: string): SimConfig =>
  simConfigSchema.parse({
    seed: memory.seed,
    zone: options.zone,
    sockets,
    firstDate: memory.firstDate,
    centres: Array.from({ length: memory.centres }, (_, i) => ({
      id: `centre-${i + 1}`,
      name: centreNames[i] ?? `第${i + 1}公民館`,
      gateways: [`gw-${i + 1}`],
    })),
    people:
      memory.steps === null ? { kind: 'personas', count: memory.people } : { kind: 'recordings', file: memory.steps },
    air: { speed: airSpeed },
    visitEveryDays,
  });

const fillRegistry = (registry: Registry, config: SimConfig, residents: readonly Resident[], clock: Clock): void => {
  const tables = registryTables(config, residents);
  const outcomes = [
    importCentres(registry, tables.centres),
    importParticipants(registry, tables.participants, clock.wallMs()),
    importDevices(registry, tables.devices),
    importLoans(registry, tables.loans),
  ];
  for (const outcome of outcomes) {
    if (outcome.kind === 'refused')
      throw new Error(`bug: the town's registry was refused: ${JSON.stringify(outcome.problems)}`);
  }
};

const visitLine = (visit: LiveVisit, zone: string): string => {
  const at = Temporal.Instant.from(visit.at).toZonedDateTimeISO(zone);
  const when = `${at.month}月${String(at.day).padStart(2)}日 ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
  return `  ${when}  ${visit.gateway}  ${visit.label.padStart(3)}番  ${visit.days}日分 届きました  +${visit.newSteps.toLocaleString('ja')} 歩  電池 ${visit.battery ?? '?'}%`;
};

const memoryPath = (data: string): string => join(data, 'demo.json');

const remember = (data: string, memory: DemoMemory): void =>
  writeFileSync(memoryPath(data), `${JSON.stringify(memory)}\n`);

/** A kept demo as it was, or a new one that begins two months ago, so that it reaches today while somebody watches. */
const recall = (options: DemoOptions): DemoMemory => {
  const { data, seed, people, centres, zone } = options;
  if (existsSync(memoryPath(data))) {
    const kept = memorySchema.safeParse(readJson(memoryPath(data)));
    if (kept.success) return kept.data;
    throw new OperatorError(
      'demo-unreadable',
      `${memoryPath(data)} is not what a demo writes`,
      'Start with --fresh to begin anew.',
    );
  }
  if (existsSync(join(data, 'cloud.sqlite'))) {
    throw new OperatorError('not-a-demo', `${data} holds data of a real cloud`, 'Name another directory with --data.');
  }
  const startMs = Date.now() - 60 * dayMs;
  const firstDate = localDate(startMs, zone).subtract({ days: walkedDays }).toString();
  return { seed, people, centres, steps: options.steps ?? null, firstDate, stoppedMs: startMs };
};

const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};
