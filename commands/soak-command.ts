/** Soak command: `ayumi soak --minutes M`, which ends with 1 where something is not flat. */
import type { Command } from 'commander';
import { positiveNumber, wholeNumber, zoneArgument } from './option-values.ts';
import { isSoakPassed, soakReport } from './soak-report.ts';
import { soak } from './soak.ts';
import { stopSignal } from './stop-signal.ts';
import { foundCode } from './exit-codes.ts';

interface SoakFlags {
  readonly minutes: number;
  readonly pedometers: number;
  readonly gateways: number;
  readonly strangers: number;
  readonly seed: number;
  readonly zone: string;
  readonly out?: string;
}

const roundMs = 60_000;

/** A month. */
const minutesMax = 31 * 24 * 60;

export const addSoakCommand = (program: Command): void => {
  program
    .command('soak')
    .description(
      '長く動かして、メモリや待ち行列が増えないことを確かめる (run long; memory, files and queues must stay flat)',
    )
    .option('--minutes <m>', 'はかる時間、分 (how long it measures)', positiveNumber(minutesMax), 60)
    .option(
      '--pedometers <n>',
      '歩数計の数、それぞれ1分に1回ほど読む (pedometers, each read about once a minute)',
      wholeNumber(1, 1000),
      200,
    )
    .option(
      '--gateways <n>',
      'ゲートウェイの数、それぞれ別のプログラム (gateways, each a program of its own)',
      wholeNumber(1, 20),
      2,
    )
    .option(
      '--strangers <n>',
      '通りすぎるよその機器の数、全部で、長いときは1時間ごと (foreign addresses passing by, in all or per hour of a longer run)',
      wholeNumber(0, 10_000_000),
      50_000,
    )
    .option('--out <file>', 'すべての測定を書くCSV (CSV of every sample)')
    .option('--seed <n>', '同じ種なら同じ話になる (the same seed tells the same story)', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--zone <zone>', '事業の時間帯 (time zone of the programme)', zoneArgument, 'Asia/Tokyo')
    .action(async (flags: SoakFlags) => {
      const result = await soak({ ...flags, roundMs, print: (line) => console.log(line) }, stopSignal());
      for (const line of soakReport(result)) console.log(line);
      if (!isSoakPassed(result)) process.exitCode = foundCode;
    });
};
