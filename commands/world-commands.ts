/** World commands: demo, replay and sim, for people without hardware. */
import { InvalidArgumentError, type Command } from 'commander';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import cliProgress from 'cli-progress';
import { runSim } from '../firmware-sim/main.ts';
import { airSpeedMax, simConfigSchema, type SimConfig } from '../firmware-sim/sim-config.ts';
import { localDate } from '../runtime/clock.ts';
import { OperatorError } from '../runtime/fault.ts';
import { openLog } from '../runtime/log.ts';
import { speedMax } from '../runtime/simulated-time.ts';
import { buildPages } from './built-pages.ts';
import type { AskedDemo } from './demo-memory.ts';
import { demo } from './demo.ts';
import { assertFree } from './free-ports.ts';
import { logLevelArgument, positiveNumber, wholeNumber, zoneArgument } from './option-values.ts';
import { misbehaviourShares } from './replay-people.ts';
import { printReplay } from './replay-report.ts';
import { replay } from './replay.ts';
import { readConfigOf } from './service-config.ts';
import { stopSignal } from './stop-signal.ts';

const pageFolder = join(import.meta.dirname, '..', 'dashboards', 'dist');

export const addWorldCommands = (program: Command): void => {
  addDemo(program);
  addReplay(program);
  addSim(program);
};

interface DemoFlags {
  readonly data: string;
  readonly fresh?: true;
  readonly steps?: string;
  readonly people: number;
  readonly centres: number;
  readonly speed: number;
  readonly seed: number;
  readonly port: number;
  readonly zone: string;
  readonly logLevel: string;
  readonly build?: true;
}

const addDemo = (program: Command): void => {
  program
    .command('demo')
    .description('全体を一度に動かす (everything in one go, time running faster than life)')
    .option('--data <dir>', 'データのフォルダー (data folder)', '.ayumi/demo')
    .option('--fresh', '新しく始める。前のデータは捨てる (begin anew, throwing the old data away)')
    .option(
      '--steps <file>',
      '作りものの人のかわりに、この歩数CSVの人 (people of this steps CSV instead of made-up ones)',
    )
    .option('--people <n>', '作りものの人の数 (made-up people)', wholeNumber(1, 1000), 40)
    .option('--centres <n>', '拠点の数 (community centres)', wholeNumber(1, 50), 2)
    .option(
      '--speed <n>',
      '実際の何倍の速さか、86400 で1日が1秒 (how many times faster than life; 86400: a day a second)',
      positiveNumber(speedMax),
      3600,
    )
    .option('--seed <n>', '同じ種なら同じ話になる (the same seed tells the same story)', wholeNumber(0, 2 ** 31 - 1), 1)
    .option(
      '--port <n>',
      '公開の画面のポート、0 は空いているもの。窓口と受付はその次から (port of the live page, 0 for any; the desk and the kiosks take the next ones)',
      wholeNumber(0, 65_535),
      8080,
    )
    .option('--zone <zone>', '事業の時間帯 (time zone of the programme)', zoneArgument, 'Asia/Tokyo')
    .option('--log-level <level>', '記録の細かさ (debug, info, warn, error or silent)', logLevelArgument, 'error')
    .option('--build', '画面を先に作る。npm start はこれをつける (build the web pages first; npm start says so)')
    .action(async ({ logLevel, fresh, build, ...flags }: DemoFlags, command: Command) => {
      const signal = stopSignal();
      if (flags.steps !== undefined) assertSteps(flags.steps);
      // Live page, desk, and a kiosk for each centre.
      const { port, centres } = flags;
      if (port !== 0) await assertFree(Array.from({ length: 2 + centres }, (_, i) => port + i));
      if (build === true) await buildPages(signal);
      if (signal.aborted) return;
      await demo(
        {
          ...flags,
          asked: saidOf(flags, command),
          fresh: fresh === true,
          pageFolder,
          log: openLog('demo', logLevel),
          print: (line) => console.log(line),
        },
        signal,
      );
    });
};

/** Before anything is built for it. */
const assertSteps = (path: string): void => {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return;
  throw new OperatorError('steps-file-unreadable', `There is no file ${path}`, 'Check the path given with --steps.');
};

/** Without what is only there by default. */
const saidOf = (
  { people, centres, seed, steps }: Omit<DemoFlags, 'logLevel' | 'fresh'>,
  command: Command,
): AskedDemo => {
  const isSaid = (option: string): boolean => command.getOptionValueSource(option) === 'cli';
  return {
    ...(isSaid('people') ? { people } : {}),
    ...(isSaid('centres') ? { centres } : {}),
    ...(isSaid('seed') ? { seed } : {}),
    ...(isSaid('steps') && steps !== undefined ? { steps } : {}),
  };
};

interface ReplayFlags {
  readonly steps: string;
  readonly visitEveryDays: number;
  readonly centres: number;
  readonly seed: number;
  readonly programme: 'iwamizawa';
  readonly out: string;
  readonly zone: string;
  readonly misbehave?: true;
  readonly logLevel: string;
}

const addReplay = (program: Command): void => {
  program
    .command('replay')
    .description(
      '歩数ファイルの人たちをもう一度歩かせ、歩数とポイントを書き出す (walk the people of a steps file again)',
    )
    .requiredOption('--steps <file>', '歩数CSV (steps CSV: participant,start,steps or a Fitbit export)')
    .requiredOption('--out <dir>', '書き出すフォルダー (where day-totals.csv, points.csv and summary.json go)')
    .option('--visit-every-days <n>', '来所の間の日数 (days between visits)', wholeNumber(1, 366), 7)
    .option('--centres <n>', '拠点の数 (community centres)', wholeNumber(1, 50), 2)
    .option('--seed <n>', '同じ種なら同じ話になる (the same seed tells the same story)', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--programme <name>', '規則ファイル (rule file: iwamizawa)', programmeArgument, 'iwamizawa')
    .option(
      '--misbehave',
      'あらゆる不調のある歩数計 (pedometers with every misbehaviour: lost links, swaps, drift, wrong keys …)',
    )
    .option('--zone <zone>', '事業の時間帯 (time zone of the programme)', zoneArgument, 'Asia/Tokyo')
    .option('--log-level <level>', '記録の細かさ (debug, info, warn, error or silent)', logLevelArgument, 'error')
    .action(async ({ logLevel, misbehave, ...flags }: ReplayFlags) => {
      const bar = new cliProgress.SingleBar(
        { format: '{bar} {value}/{total} 来所 (visits)', hideCursor: true },
        cliProgress.Presets.shades_classic,
      );
      bar.start(0, 0);
      const onProgress = (done: number, visits: number): void => {
        bar.setTotal(visits);
        bar.update(done);
      };
      try {
        const options = { ...flags, misbehave: misbehave === true, log: openLog('replay', logLevel), onProgress };
        const result = await replay(options, stopSignal());
        bar.stop();
        printReplay(result, flags.out);
      } finally {
        bar.stop();
      }
    });
};

const programmeArgument = (text: string): string => {
  if (text === 'iwamizawa') return text;
  throw new InvalidArgumentError('the programme known is iwamizawa');
};

interface SimFlags {
  readonly config?: string;
  readonly people: number;
  readonly centres: number;
  readonly steps?: string;
  readonly sockets: string;
  readonly registry: string;
  readonly visitEveryDays: number;
  readonly speed: number;
  readonly airSpeed: number;
  readonly loss: number;
  readonly misbehave?: true;
  readonly seed: number;
  readonly zone: string;
}

const addSim = (program: Command): void => {
  withAir(program.command('sim'))
    .description('実機のかわりに歩数計と電波を動かす (an air with pedometers, for people without hardware)')
    .option(
      '--config <file>',
      '作りものの町の設定ファイル、ほかの指定のかわりに (YAML file of a simulated town, instead of the other options)',
    )
    .option(
      '--people <n>',
      '作りものの人の数、ひとりに歩数計1台 (made-up people, each with a pedometer)',
      wholeNumber(1, 1000),
      10,
    )
    .option(
      '--centres <n>',
      '拠点の数、それぞれにゲートウェイ1台 (community centres with a gateway each)',
      wholeNumber(1, 50),
      1,
    )
    .option(
      '--steps <file>',
      '作りものの人のかわりに、この歩数CSVの人 (people of this steps CSV instead of made-up ones)',
    )
    .action((flags: SimFlags) =>
      runSim(
        {
          config: flags.config === undefined ? simConfigOf(flags) : readConfigOf('sim', flags.config, simConfigSchema),
          print: (line) => console.log(line),
          registryFolder: flags.registry,
        },
        stopSignal(),
      ),
    );
};

/** Where it is, and how fast and how well it goes. */
const withAir = (command: Command): Command =>
  command
    .option(
      '--sockets <dir>',
      '電波のソケットの場所、短い名前で (where the radios’ HCI sockets go; a short path)',
      '/tmp/ayumi-sim',
    )
    .option(
      '--registry <dir>',
      'クラウドの名簿CSVを書くフォルダー (where the registry CSV files for the cloud go)',
      '.ayumi/sim',
    )
    .option(
      '--visit-every-days <n>',
      '来所のおよその間隔、日数 (about how often everybody comes)',
      wholeNumber(1, 60),
      1,
    )
    .option(
      '--speed <n>',
      '人のくらしが実際の何倍の速さか (how many times faster than life people live)',
      positiveNumber(speedMax),
      1,
    )
    .option(
      '--air-speed <n>',
      '電波が実際の何倍の速さか (how many times faster than life the radio is)',
      positiveNumber(airSpeedMax),
      1,
    )
    .option('--loss <chance>', '電波が失われる割合 (chance that a packet is lost, 0 to 0.9)', chance, 0)
    .option('--misbehave', 'あらゆる不調のある歩数計 (pedometers with every misbehaviour)')
    .option('--seed <n>', '同じ種なら同じ話になる (the same seed tells the same story)', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--zone <zone>', '事業の時間帯 (time zone of the programme)', zoneArgument, 'Asia/Tokyo');

/** People have carried their pedometers for two weeks when the simulation begins. */
const carriedDays = 14;

const simConfigOf = (flags: SimFlags): SimConfig =>
  simConfigSchema.parse({
    seed: flags.seed,
    zone: flags.zone,
    sockets: flags.sockets,
    firstDate: localDate(Date.now(), flags.zone).subtract({ days: carriedDays }).toString(),
    centres: Array.from({ length: flags.centres }, (_, i) => ({
      id: `centre-${i + 1}`,
      name: `第${i + 1}公民館`,
      gateways: [`gw-${i + 1}`],
    })),
    people:
      flags.steps === undefined ? { kind: 'personas', count: flags.people } : { kind: 'recordings', file: flags.steps },
    air: { speed: flags.airSpeed, loss: flags.loss },
    visitEveryDays: flags.visitEveryDays,
    behaviours: flags.misbehave === true ? misbehaviourShares.map(([name, share]) => ({ name, share })) : [],
    clock: { anchorMs: Date.now(), startMs: Date.now(), factor: flags.speed },
  });

const chance = (text: string): number => {
  const value = /^0(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (value >= 0 && value <= 0.9) return value;
  throw new InvalidArgumentError('a chance from 0 to 0.9 is wanted');
};
