/** Records command: hands records on beside a running cloud, into a file that is whole when it has its name; and tells whose a pseudonym is. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Option, type Command } from 'commander';
import type { PlainDateText } from '../contract/ids.ts';
import { exportBodySchema, lookUpBodySchema } from '../contract/records-export.ts';
import { recordFormats, recordKinds, type RecordFormat, type RecordKind } from '../contract/records-terms.ts';
import { PseudonymLook } from '../ingest/records/pseudonym-look.ts';
import { RecordExporter } from '../ingest/records/record-exporter.ts';
import type { RecordWorld } from '../ingest/records/record-world.ts';
import { PointRecords } from '../points/records/point-records.ts';
import { systemClock } from '../runtime/clock.ts';
import { messageOf, OperatorError } from '../runtime/fault.ts';
import { systemBytes } from '../runtime/random-bytes.ts';
import { openPoints, openStore, type StorePlace } from './open-store.ts';
import { withPlace } from './data-place.ts';
import { checkPeriod, dateArgument } from './option-values.ts';
import { foundCode } from './exit-codes.ts';

interface ExportOptions extends StorePlace {
  readonly format: RecordFormat;
  readonly what: RecordKind;
  readonly from: PlainDateText;
  readonly to: PlainDateText;
  readonly centre?: string;
  readonly for: string;
  readonly by: string;
  readonly reason: string;
  readonly bom?: true;
  readonly out?: string;
  /** Of the config. */
  readonly rules?: string;
}

interface WhoOptions extends StorePlace {
  readonly for: string;
  readonly by: string;
  readonly reason: string;
}

/** Of whom nobody is said to be: the office that keeps the records. */
const ownOffice = 'own office';
const toldEveryRows = 50_000;

export const addRecordsCommands = (program: Command): void => {
  const records = program.command('records').description('記録を渡す (hand records on)');
  withPlace(records.command('export'))
    .description(
      '歩数・ポイントを仮名で書き出す。だれがだれに何を渡したかは残ります (write steps or points out under pseudonyms; who handed what to whom is kept)',
    )
    .addOption(new Option('--format <form>', '形 (form)').choices(recordFormats).makeOptionMandatory())
    .addOption(
      new Option('--what <records>', '日ごと・時間ごと・ポイント (day totals, intervals, points)')
        .choices(recordKinds)
        .default('days'),
    )
    .requiredOption('--from <date>', 'この日から (first date, YYYY-MM-DD)', dateArgument)
    .requiredOption('--to <date>', 'この日まで (last date, included)', dateArgument)
    .option('--centre <id>', 'この拠点の人だけ (people of this centre only)')
    .option('--for <recipient>', '渡す相手。相手ごとに仮名がちがいます (for whom: pseudonyms are their own)', ownOffice)
    .requiredOption('--by <name>', '担当 (who hands it on)')
    .requiredOption('--reason <text>', '理由 (why)')
    .option('--bom', 'CSVの先頭に印をつける (byte order mark in front of CSV, for older spreadsheets)')
    .option(
      '--out <file>',
      'ファイル。すでにあるものには書かない (a file that is not there yet; standard output without it)',
    )
    .action((options: ExportOptions) => exportRecords(options));
  withPlace(records.command('who'))
    .description('仮名がだれのものか調べる。調べたことは残ります (whose a pseudonym is; that somebody looked is kept)')
    .argument('<pseudonym>', '仮名 (as it stands in the file)')
    .option('--for <recipient>', '渡した相手 (to whom it was handed)', ownOffice)
    .requiredOption('--by <name>', '担当 (who looks)')
    .requiredOption('--reason <text>', '理由 (why)')
    .action((pseudonym: string, options: WhoOptions) => who(pseudonym, options));
};

const exportRecords = async ({ out, what, for: recipient, by, ...options }: ExportOptions): Promise<void> => {
  if (out !== undefined && existsSync(out)) throw fileExists(out);
  using store = openStore(options);
  await using points = what === 'points' ? await openPoints(options, options.rules) : undefined;
  const entries = points === undefined ? undefined : new PointRecords(points.books.database);
  const world: RecordWorld = { store, clock: systemClock, randomBytes: systemBytes, points: entries };
  const exporter = new RecordExporter(world);
  checkPeriod(options);
  const { format, from, to, centre, reason, bom = false } = options;
  const asked = { what, format, from, to, centre, bom, recipient, reason, actor: by, requestId: randomUUID() };
  const body = exportBodySchema.safeParse(asked);
  if (!body.success) throw badOption(body.error.issues[0]?.path.join('.') ?? '', body.error.issues[0]?.message ?? '');
  const ordered = exporter.order(body.data, 'command');
  if (ordered.kind === 'refused')
    throw new OperatorError(
      ordered.code,
      `${ordered.sentence.ja} (${ordered.sentence.en})`,
      '何も書いていません (Nothing was written).',
    );
  const known = exporter.log.get(Number(ordered.id));
  if (known === undefined) throw new Error('bug: what was ordered is known');
  let told = 0;
  let rows = 0;
  const chunks = exporter.chunks(known, (count) => {
    rows = count;
    if (rows - told < toldEveryRows) return;
    told = rows;
    process.stderr.write(`${rows.toLocaleString('en-US')} 行 (rows) …\n`);
  });
  if (out === undefined) await writeOut(chunks);
  else await writeWhole(out, chunks);
  process.stderr.write(
    `${rows.toLocaleString('en-US')} 行を書きました (rows written)${out === undefined ? '' : `: ${out}`}\n`,
  );
};

/** Waits for whoever reads; one that has read enough, such as `head`, ends it. */
const writeOut = async (chunks: AsyncIterable<string>): Promise<void> => {
  try {
    await pipeline(Readable.from(chunks), process.stdout, { end: false });
  } catch (error) {
    if (!hasCode(error, 'EPIPE')) throw error;
  }
};

/** Under another name until all of it is on disk; for its owner only; and never in the place of anything. */
const writeWhole = async (path: string, chunks: AsyncIterable<string>): Promise<void> => {
  const unfinished = join(dirname(path), `.${randomUUID()}.unfinished`);
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      for await (const chunk of chunks) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    // A rename alone would take the place of what somebody else has put there meanwhile.
    await (await open(path, 'wx', 0o600)).close();
    await rename(unfinished, path);
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) throw fileExists(path);
    throw new OperatorError(
      'file-unwritable',
      `${path} に書けません (Cannot write): ${messageOf(cause)}`,
      '別の場所をえらんでください (Choose another path).',
      {
        cause,
      },
    );
  } finally {
    await rm(unfinished, { force: true });
  }
};

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const fileExists = (path: string): OperatorError =>
  new OperatorError(
    'file-exists',
    `${path} は すでにあります (is there already)`,
    '別の名前にするか、先に片づけてください (Choose another name, or put it away first).',
  );

const badOption = (field: string, message: string): OperatorError => {
  const option = { recipient: 'for', actor: 'by' }[field] ?? field;
  return new OperatorError('bad-option', `--${option}: ${message}`, '--help で使い方が出ます (See --help).');
};

const who = async (pseudonym: string, options: WhoOptions): Promise<void> => {
  const { for: recipient, by: actor, reason } = options;
  const body = lookUpBodySchema.safeParse({ recipient, pseudonym, actor, reason, requestId: randomUUID() });
  if (!body.success) throw badOption(body.error.issues[0]?.path.join('.') ?? '', body.error.issues[0]?.message ?? '');
  using store = openStore(options);
  const world: RecordWorld = { store, clock: systemClock, randomBytes: systemBytes };
  const answer = await new PseudonymLook(world, new RecordExporter(world)).lookUp(body.data);
  if (answer.kind === 'refused') {
    console.error(`${answer.sentence.ja} (${answer.sentence.en})`);
    process.exitCode = foundCode;
    return;
  }
  console.log(answer.kind === 'participant' ? answer.participant : answer.device);
};
