/** Demo: the whole system in one process: people with pedometers, two centres, the cloud, points and the live page. */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simConfigSchema, type SimConfig } from '../firmware-sim/sim-config.ts';
import type { LiveVisit } from '../contract/live.ts';
import { LiveServer } from '../ingest/live/live-server.ts';
import { iwamizawaRulePath, readProgramme } from '../points/rule/programme-file.ts';
import { scaledClock, type Clock, type ScaledTime } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import { makeFolder } from '../runtime/made-folder.ts';
import { seededRandom } from '../runtime/random.ts';
import { ServiceStack } from '../runtime/service.ts';
import { DemoPin } from './demo-pin.ts';
import { HandsServer } from '../firmware-sim/hands/hands-server.ts';
import { DemoMemory, type AskedDemo, type DemoStory, type DifferingWish } from './demo-memory.ts';
import { DemoTown } from './demo-town.ts';
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
  /** Of these, what somebody has said themselves. */
  readonly asked: AskedDemo;
  readonly speed: number;
  readonly seed: number;
  readonly port: number;
  readonly zone: string;
  readonly pageFolder: string;
  readonly log: Log;
  readonly print: (line: string) => void;
}

const visitEveryDays = 5;
/** For whoever wants to try lending: pedometers that lie at each centre, and people who wait for one. */
const sparesPerCentre = 3;
const waitingPerCentre = 2;
/** Radio runs this much faster than life: a visit takes a blink, and a simulated hour is not lost on it. */
const airSpeed = 20;
const centreNames = ['中央公民館', '北公民館', '南公民館', '東公民館', '西公民館', '駅前プラザ'] as const;

export const demo = async (options: DemoOptions, signal: AbortSignal): Promise<void> => {
  if (options.fresh) rmSync(options.data, { recursive: true, force: true });
  makeFolder(options.data);
  const memory = DemoMemory.recall(options.data, options);
  for (const line of differingLines(options, memory.differing(options.asked))) options.print(line);
  const time: ScaledTime = { anchorMs: Date.now(), startMs: memory.story.stoppedMs, factor: options.speed };
  const clock = scaledClock(time);
  const sockets = await mkdtemp(join(tmpdir(), 'ayumi-air-'));
  try {
    await using world = new ServiceStack();
    await run(options, configOf(options, memory.story, sockets), clock, world, signal, memory);
  } finally {
    memory.keep(clock.wallMs());
    await rm(sockets, { recursive: true, force: true });
  }
};

const run = async (
  options: DemoOptions,
  config: SimConfig,
  clock: Clock,
  world: ServiceStack,
  signal: AbortSignal,
  memory: DemoMemory,
): Promise<void> => {
  const { data, zone, log, speed, print, pageFolder, port } = options;
  const random = seededRandom(options.seed);
  const living = new AbortController();
  const programme = readProgramme(iwamizawaRulePath);
  const cloud = await world.start(
    new LocalCloud({ dataPath: data, zone, programme, clock, random: random.fork('cloud'), log, speed, doubts: true }),
    living.signal,
  );
  const demoTown = await DemoTown.make(config, clock, cloud.cloud.store.registry, memory);
  const town = await world.start(demoTown.town, living.signal);
  cloud.cloud.lookAgain();
  const pin = await DemoPin.of(data);
  const kiosks = { pageFolder, pinFile: pin.path, firstPort: port === 0 ? 0 : port + 2, speed };
  const gateways = await world.start(
    new LocalGateways({ ...options, clock, random, dataPath: data, cloud, town, kiosks }),
    living.signal,
  );
  const server = await world.start(
    new LiveServer({ source: cloud.cloud.live, clock, log, pageFolder, port, operation: cloud.cloud.operation }),
    living.signal,
  );
  const desk = await world.start(
    deskBesideCloud({
      points: cloud.points,
      cloud: cloud.cloud,
      clock,
      log,
      pageFolder,
      port: port === 0 ? 0 : port + 1,
    }),
    living.signal,
  );
  const handsPort = port === 0 ? 0 : port + 2 + gateways.kiosks.length;
  const hands = await world.start(
    handsServer({ ...options, clock, config, demoTown, gateways, port: handsPort }),
    living.signal,
  );
  const pages = { live: server.url, desk: desk.url, hands: hands.url, kiosks: gateways.kiosks };
  for (const line of openingLines(options, town.residents.length, pages, pin.digits)) print(line);
  const unsubscribe = cloud.cloud.live.subscribe((event) => {
    if (event.kind === 'visit') print(visitLine(event.visit, zone));
  });
  await demoTown.live({ config, clock, print, keep: () => memory.keep(clock.wallMs()) }, signal);
  unsubscribe();
  await cloud.cloud.idle();
};

interface HandsParts {
  readonly demoTown: DemoTown;
  readonly gateways: LocalGateways;
  readonly config: SimConfig;
  readonly zone: string;
  readonly clock: Clock;
  readonly pageFolder: string;
  readonly port: number;
}

const handsServer = ({ demoTown, gateways, config, ...parts }: HandsParts): HandsServer =>
  new HandsServer({
    ...parts,
    hands: demoTown.hands,
    waiting: () => demoTown.waiting(),
    centres: () =>
      config.centres.flatMap(({ id, name, gateways: [gateway] }) => {
        const pages = gateways.kiosks.find((kiosk) => kiosk.centre === name);
        if (gateway === undefined) return [];
        return [{ id, name, gateway, kiosk: pages?.url ?? null, volunteer: pages?.volunteerUrl ?? null }];
      }),
  });

interface DemoPages {
  readonly live: string;
  readonly desk: string;
  readonly hands: string;
  readonly kiosks: readonly LocalKiosk[];
}

const openingLines = (options: DemoOptions, people: number, pages: DemoPages, pin: string): readonly string[] => {
  const daySeconds = Math.round(86_400 / options.speed);
  return [
    `\n  歩み  ${people}人が歩いています ・ 1日は ${daySeconds} 秒です (${people} people walk; a day passes in ${daySeconds} s)`,
    `  ここを開いてください (open this):  ${pages.live}`,
    `  窓口の画面 (the clerk's pages):    ${pages.desk}`,
    `  分析の画面 (the analysts' page):   ${pages.desk}analyst`,
    ...pages.kiosks.map(
      ({ centre, url, volunteerUrl }) =>
        `  ${centre}  受付画面 (kiosk): ${url}  ボランティアの画面 (volunteers' pages): ${volunteerUrl}`,
    ),
    `  手もとの歩数計 (carry pedometers to the tray): ${pages.hands}`,
    ...(pages.kiosks.length === 0 ? [] : [`  ボランティアの画面のPIN (PIN of the volunteers' pages): ${pin}`]),
    `  データ (data): ${options.data}   止めるには Ctrl-C (to stop)\n`,
  ];
};

/** A demo of another size is another demo: its people are in its books already. */
const differingLines = ({ data }: DemoOptions, wishes: readonly DifferingWish[]): readonly string[] => {
  if (wishes.length === 0) return [];
  const wanted = wishes.map(({ option, wanted: value }) => `--${option} ${value}`).join(' ');
  const held = wishes.map(({ option, held: value }) => `${option} ${value}`).join(', ');
  return [
    `\n  ${wanted} は使いません。${data} に前の続きがあり、そちらは ${held} です。`,
    `  (${wanted} is not used: ${data} holds a demo that goes on as it was begun, with ${held})`,
    `  → 新しく始めるには (to begin anew, throwing that away):  npm start -- --fresh ${wanted}`,
    `  → 残したまま別に始めるには (to keep it and begin another):  npm start -- --data ${data}-2 ${wanted}`,
  ];
};

const configOf = (options: DemoOptions, memory: DemoStory, sockets: string): SimConfig =>
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
    sparesPerCentre,
    waiting: waitingPerCentre * memory.centres,
    air: { speed: airSpeed },
    visitEveryDays,
  });

const visitLine = (visit: LiveVisit, zone: string): string => {
  const at = Temporal.Instant.from(visit.at).toZonedDateTimeISO(zone);
  const when = `${at.month}月${String(at.day).padStart(2)}日 ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
  return `  ${when}  ${visit.gateway}  ${visit.label.padStart(3)}番  ${visit.days}日分 届きました  +${visit.newSteps.toLocaleString('ja')} 歩  電池 ${visit.battery ?? '?'}%`;
};
