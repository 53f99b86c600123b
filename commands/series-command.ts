/** Series command: compares the external series stores with the day blocks, and mends the days that differ. */
import type { Command } from 'commander';
import type { DeviceSerial, PlainDateText } from '../contract/ids.ts';
import { cloudConfigSchema, type SeriesConfig } from '../ingest/cloud-config.ts';
import type { CloudStore } from '../ingest/cloud-store.ts';
import { worldOf } from '../ingest/main.ts';
import { describeBy } from '../ingest/series/describe-series.ts';
import { checkSeries, type SeriesCheck } from '../ingest/series/series-check.ts';
import { seriesStoreOf } from '../ingest/series/series-from-config.ts';
import type { SeriesStore } from '../ingest/series/series-store.ts';
import { OperatorError } from '../runtime/fault.ts';
import { openStore } from './open-store.ts';
import { checkPeriod, dateArgument } from './option-values.ts';
import { readConfigOf } from './service-config.ts';
import { stopSignal } from './stop-signal.ts';
import { foundCode } from './exit-codes.ts';

interface CheckOptions {
  readonly config: string;
  readonly store?: string;
  readonly from?: PlainDateText;
  readonly to?: PlainDateText;
  readonly repair?: true;
  readonly clearUnknown?: true;
  readonly json?: true;
}

export const addSeriesCommand = (program: Command): void => {
  const series = program.command('series').description('時系列データベースを調べる (look after the series stores)');
  series
    .command('check')
    .description(
      '時系列データベースを日別区間とくらべる。クラウドが動いたままでよい (compare the stores with the day blocks, beside a running cloud)',
    )
    .requiredOption('--config <file>', 'クラウドの設定ファイル (YAML config file of the cloud)')
    .option('--store <name>', 'この一つだけ。設定の name か、表示される名前 (only this one)')
    .option('--from <date>', 'この日から YYYY-MM-DD (from this date)', dateArgument)
    .option('--to <date>', 'この日まで YYYY-MM-DD (to this date)', dateArgument)
    .option('--repair', '違う日だけを消して書きなおす (clear and rewrite exactly the days that differ)')
    .option(
      '--clear-unknown',
      '--repair で、登録のない歩数計の点も消す。同じデータベースを使うほかのクラウドの点かもしれない (with --repair, also clear points of pedometers not in the registry, which may be another cloud’s in the same database)',
    )
    .option('--json', 'JSONで示す (print JSON)')
    .addHelpText(
      'after',
      '\n終了コード: 0 違いなし・1 違いが残っている・2 使い方や設定の誤り、つながらない (exit code 0: the same, 1: differences are left, 2: usage or config, or it cannot be asked)',
    )
    .action((options: CheckOptions) => check(options, stopSignal()));
};

const check = async (options: CheckOptions, signal: AbortSignal): Promise<void> => {
  checkPeriod(options);
  if (options.clearUnknown === true && options.repair !== true)
    throw new OperatorError('clears-without-repair', 'Nothing is cleared without --repair', 'Give both, or neither.');
  const config = readConfigOf('cloud', options.config, cloudConfigSchema);
  const world = { ...worldOf(config), zone: config.zone };
  const chosen = chosenOf(config.series, (series) => seriesStoreOf(series, world), options.store);
  using store = openStore({ data: config.data, zone: config.zone });
  const checks: SeriesCheck[] = [];
  for (const series of chosen) {
    await using asked = series;
    await asked.start(signal, isRegisteredIn(store));
    checks.push(await checkOne(asked, store, { ...options, clock: world.clock, signal }));
  }
  if (options.json === true) console.log(JSON.stringify(checks, null, 2));
  else for (const line of checks.flatMap((one) => linesOf(one, options.repair === true))) console.log(line);
  if (checks.some(({ leftDays }) => leftDays > 0)) process.exitCode = foundCode;
};

/** Throws OperatorError where the config has no such store. */
const chosenOf = (
  all: readonly SeriesConfig[],
  make: (series: SeriesConfig) => SeriesStore,
  name: string | undefined,
): readonly SeriesStore[] => {
  const made = all.map((series) => make(series));
  const chosen = made.filter((store) => name === undefined || name === store.called || name === store.name);
  if (chosen.length > 0) return chosen;
  const names = made.map(({ called }) => called).join(', ');
  throw new OperatorError(
    'no-such-store',
    name === undefined ? 'The config names no series store' : `The config names no series store ${name}`,
    names === '' ? 'See series in docs/operating.md.' : `There are: ${names}`,
  );
};

type CheckWorld = Omit<CheckOptions, 'repair'> &
  Pick<Parameters<typeof checkSeries>[0], 'clock'> & { readonly repair?: true; readonly signal: AbortSignal };

const checkOne = (store: SeriesStore, cloud: CloudStore, options: CheckWorld): Promise<SeriesCheck> => {
  const { database, days, derivation, registry } = cloud;
  const { clearUnknown: clearsUnknown = false, clock, from, repair = false, signal, to } = options;
  const stderr = process.stderr;
  const onProgress = (done: number, all: number): void => {
    if (stderr.isTTY) stderr.write(`\r${store.called}: ${done}/${all}${done === all ? '\n' : ''}`);
  };
  const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const parts = { database, source: derivation.blocks, describe: describeBy(registry), days };
  return checkSeries({
    ...parts,
    store,
    clock,
    repair,
    isRegistered: isRegisteredIn(cloud),
    clearsUnknown,
    onProgress,
    signal,
    ...range,
  });
};

const isRegisteredIn =
  ({ registry }: CloudStore) =>
  (device: DeviceSerial): boolean =>
    registry.deviceOf(device) !== undefined;

const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const linesOf = (check: SeriesCheck, repairs: boolean): readonly string[] => {
  const { days, daysBehind, devices, differentDays, leftDays, refusedDays, store } = check;
  const lines = [
    store,
    `  歩数計 ${devices} 台、${days} 日分をくらべました。まだ届けていない日 ${daysBehind} (${many(devices, 'pedometer')}, ${many(days, 'device-day')} compared; ${daysBehind} not brought yet)`,
  ];
  if (differentDays === 0) lines.push('  違いはありません (no difference)');
  else {
    const { different, missing, surplus } = check;
    lines.push(
      `  違う日 ${differentDays}: 無い点 ${missing}、違う点 ${different}、余る点 ${surplus} (${many(differentDays, 'day')} ${differentDays === 1 ? 'differs' : 'differ'}: ${many(missing, 'point')} missing, ${different} different, ${surplus} surplus)`,
    );
    for (const one of check.examples)
      lines.push(`    ${one.date} ${one.device}: −${one.missing} ≠${one.different} +${one.surplus}`);
    if (check.examples.length < differentDays) lines.push(`    … ${differentDays - check.examples.length}`);
    if (check.unknownDays > 0)
      lines.push(
        `  うち登録のない歩数計 ${check.unknownDays} 日。--repair でも --clear-unknown がなければ消しません (${check.unknownDays} of these days ${check.unknownDays === 1 ? 'is' : 'are'} of pedometers not in the registry; --repair clears such only with --clear-unknown)`,
      );
    if (repairs)
      lines.push(
        `  書きなおしました。のこり ${leftDays} 日 (rewritten; ${many(leftDays, 'day')} ${leftDays === 1 ? 'differs' : 'differ'} still)`,
      );
  }
  if (refusedDays > 0) lines.push(`  受け取られなかった日 ${refusedDays} (days the store refused)`);
  for (const { date, device, reason } of check.refused) lines.push(`    ${date} ${device}: ${reason}`);
  return lines;
};
