/** Points commands: look after a ledger: recompute the past, close a day, verify, print who takes part in a draw. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SingleBar, Presets } from 'cli-progress';
import type { Command } from 'commander';
import type { PlainDateText } from '../contract/ids.ts';
import { drawsOn, drawTickets } from '../points/draws.ts';
import type { Points } from '../points/points.ts';
import { recomputedCsv, recomputedLines } from '../points/recompute-text.ts';
import { dryRunInThreads } from '../points/recompute-threads.ts';
import { OperatorError, messageOf } from '../runtime/fault.ts';
import { openPoints, type StorePlace } from './open-store.ts';
import { dateArgument } from './option-values.ts';

interface LedgerPlace extends StorePlace {
  readonly rules?: string;
}

interface RecomputeOptions extends LedgerPlace {
  readonly from: PlainDateText;
  readonly programme?: string;
  readonly dryRun?: true;
  readonly apply?: true;
  readonly reason?: string;
  readonly by?: string;
  readonly reference?: string;
  readonly csv?: string;
  readonly en?: true;
}

export const addPointsCommands = (program: Command, withPlace: (command: Command) => Command): void => {
  const tool = (name: string, description: string): Command =>
    withPlace(program.command(name).description(description)).option('--rules <file>', '規則ファイル (programme file)');
  tool('recompute', '過去のポイントを、いまの規則で計算しなおす (recompute past points by the rules as written)')
    .requiredOption('--from <date>', 'この日から (from this date on, YYYY-MM-DD)', dateArgument)
    .option('--programme <id>', '事業の名 (must be the programme of the ledger: a safeguard)')
    .option(
      '--dry-run',
      '違いを示すだけで、何も変えない (print the difference per person, change nothing; the default)',
    )
    .option('--apply', '違いを新しい記帳として書く (write the difference as new entries)')
    .option('--reason <text>', '理由 (why; needed with --apply)')
    .option('--by <name>', '担当 (who; needed with --apply)')
    .option('--reference <text>', '文書番号など (number of a letter or decision)')
    .option('--csv <file>', '人ごとの違いを CSV に書く (write the difference per person as CSV)')
    .option('--en', '英語で (English instead of Japanese)')
    .action((options: RecomputeOptions) => recompute(options));
  tool('close-points', '月と期限を締める (what a new day makes due: months that are over, points that expire)').action(
    (options: LedgerPlace) => closePoints(options),
  );
  tool('draw', '抽選の口数を CSV で出す (tickets of a draw as CSV: draw,participant,points,tickets)')
    .requiredOption('--date <date>', '期間に入る日 (a date of the period)', dateArgument)
    .action((options: LedgerPlace & { readonly date: PlainDateText }) => draw(options));
};

const recompute = async (options: RecomputeOptions): Promise<void> => {
  if (options.apply === true && options.dryRun === true)
    throw new OperatorError('apply-or-dry-run', '--apply and --dry-run say different things', 'Leave one of them out.');
  const { reason = '', by = '', reference } = options;
  if (options.apply === true && (reason.trim() === '' || by.trim() === ''))
    throw new OperatorError(
      'reason-missing',
      'Points are changed only with a reason and a name. Nothing was changed.',
      'Add --reason "…" and --by "…".',
    );
  await using points = await openLedger(options, options.apply);
  const path = join(options.data, 'points.sqlite');
  const language = options.en === true ? 'en' : 'ja';
  const bar = new SingleBar({ format: '{bar} {value}/{total}', stream: process.stderr }, Presets.shades_classic);
  bar.start(points.recompute().everybody().length, 0);
  const report = await dryRunInThreads(points, path, options.from, (count) => bar.increment(count)).finally(() =>
    bar.stop(),
  );
  for (const line of recomputedLines(report, points.books.book.programme.accounts, language)) console.log(line);
  if (options.csv !== undefined) writeCsv(options.csv, recomputedCsv(report.changed));
  // Also where nothing changes by now: days of that time may still arrive.
  if (options.apply !== true) return;
  const applied = points.recompute().apply(options.from, { reason, actor: by, reference });
  console.log(
    language === 'ja'
      ? `${applied.changed}人に ${applied.entries}件の記帳を書きました。`
      : `${applied.entries} entries were written for ${applied.changed} people.`,
  );
};

const closePoints = async (options: LedgerPlace): Promise<void> => {
  await using points = await openLedger(options, true);
  const { asOf, people, entries } = await points.close();
  console.log(`${asOf}: ${people}人、${entries}件の記帳 (${people} people, ${entries} entries)`);
};

const draw = async (options: LedgerPlace & { readonly date: PlainDateText }): Promise<void> => {
  await using points = await openLedger(options);
  const draws = drawsOn(points.books, options.date);
  if (draws.length === 0)
    throw new OperatorError('no-draw', `No draw is held for ${options.date}`, 'See `draws` in the programme file.');
  console.log('draw,participant,points,tickets');
  for (const each of draws)
    for (const { participant, points: earned, tickets } of drawTickets(points.books, each))
      console.log(`${each.draw.id},${participant},${earned},${tickets}`);
};

const openLedger = async (options: LedgerPlace & { readonly programme?: string }, records = false): Promise<Points> => {
  const points = await openPoints(options, options.rules, { records });
  const { programme } = points.programme;
  if (options.programme === undefined || options.programme === programme) return points;
  await points[Symbol.asyncDispose]();
  throw new OperatorError(
    'other-programme',
    `The rule file is that of ${programme}, not of ${options.programme}`,
    'Name the programme file with --rules.',
  );
};

const writeCsv = (path: string, text: string): void => {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new OperatorError('file-unwritable', `Cannot write ${path}: ${messageOf(cause)}`, 'Choose another path.', {
      cause,
    });
  }
};
