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

export const addSoakCommand = (program: Command): void => {
  program
    .command('soak')
    .description(
      '長く動かして、メモリや待ち行列が増えないことを確かめる (run long; memory, files and queues must stay flat)',
    )
    .option('--minutes <m>', 'how long it measures', positiveNumber, 60)
    .option('--pedometers <n>', 'pedometers, each read about once a minute', wholeNumber(1, 1000), 200)
    .option('--gateways <n>', 'gateways, each a program of its own', wholeNumber(1, 20), 2)
    .option(
      '--strangers <n>',
      'foreign addresses passing by, in all or per hour of a longer run',
      wholeNumber(0, 10_000_000),
      50_000,
    )
    .option('--out <file>', 'CSV of every sample')
    .option('--seed <n>', 'the same seed tells the same story', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--zone <zone>', 'time zone of the programme', zoneArgument, 'Asia/Tokyo')
    .action(async (flags: SoakFlags) => {
      const result = await soak({ ...flags, roundMs, print: (line) => console.log(line) }, stopSignal());
      for (const line of soakReport(result)) console.log(line);
      if (!isSoakPassed(result)) process.exitCode = foundCode;
    });
};
