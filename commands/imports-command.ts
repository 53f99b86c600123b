/** Imports command: steps that another system counted, shown first, applied, listed and taken back. */
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { Option, type Command } from 'commander';
import {
  importAskSchema,
  importEncodings,
  importKinds,
  type ImportAsk,
  type ImportEarning,
  type ImportLines,
} from '../contract/imports-terms.ts';
import type { PlainDateText } from '../contract/ids.ts';
import { earningOf } from '../ingest/imports/import-rules.ts';
import { listedImport } from '../ingest/imports/listed-import.ts';
import { prepareImport, type PreparedImport, type ReadyImport } from '../ingest/imports/prepare-import.ts';
import { BookedParts } from '../ingest/imports/row-book.ts';
import type { CloudStore } from '../ingest/cloud-store.ts';
import { localDate, systemClock } from '../runtime/clock.ts';
import { realDisk } from '../runtime/disk.ts';
import { OperatorError } from '../runtime/fault.ts';
import { ImportsBesideCloud } from './carry-out-imports.ts';
import { importClassWords } from './import-class-words.ts';
import { openPoints, openStore, type StorePlace } from './open-store.ts';
import { checkPeriod, dateArgument } from './option-values.ts';
import { unsignedRules } from './unsigned-rules.ts';
import { foundCode } from './exit-codes.ts';

interface FileOptions extends StorePlace {
  readonly kind: ImportAsk['kind'];
  readonly encoding: ImportAsk['encoding'];
  readonly from: PlainDateText;
  readonly to: PlainDateText;
  readonly source: string;
  readonly asWritten?: true;
  readonly rules?: string;
}
interface WordOptions {
  readonly reason: string;
  readonly actor?: string;
}

/** The rows in order and in parts take up to twice the room of the file; as much again is left to the cloud. */
const roomFactor = 4;

export const addImportsCommand = (program: Command, withPlace: (command: Command) => Command): void => {
  const imports = program
    .command('imports')
    .description('ほかの仕組みの歩数を取りこむ・取り消す (import steps of other systems, or take them back)');
  withFile(
    withPlace(imports.command('preview').description('何が変わるかを見る。何も変えない (shows; changes nothing)')),
  ).action((file: string, options: FileOptions) => preview(file, options));
  withFile(withPlace(imports.command('apply').description('見たとおりに取りこむ (imports what was shown)')))
    .requiredOption('--token <token>', '確認のときに示された印 (as the preview has shown it)')
    .requiredOption('--reason <text>', '理由 (why)')
    .option('--actor <name>', '担当 (who; this user when absent)')
    .action((file: string, options: FileOptions & WordOptions & { readonly token: string }) => apply(file, options));
  withPlace(imports.command('list').description('取りこみの一覧 (what was imported)')).action((options: StorePlace) =>
    list(options),
  );
  withPlace(imports.command('undo').description('取りこみを取り消す (takes an import back)'))
    .argument('<import>', '一覧の記号 (id in the list)')
    .requiredOption('--reason <text>', '理由 (why)')
    .option('--actor <name>', '担当 (who; this user when absent)')
    .action((id: string, options: StorePlace & WordOptions) => undo(id, options));
};

const withFile = (command: Command): Command =>
  command
    .argument('<file>', 'CSVファイル (CSV file)')
    .addOption(
      new Option('--kind <kind>', '時間ごとの歩数か1日の合計 (buckets or totals of days)')
        .choices(importKinds)
        .makeOptionMandatory(),
    )
    .requiredOption('--from <date>', '最初の日 (first local date in the file)', dateArgument)
    .requiredOption('--to <date>', '最後の日 (last local date in the file)', dateArgument)
    .requiredOption('--source <name>', 'ほかの仕組みの記号、いつも同じもの (the other system, always by the same name)')
    .addOption(
      new Option('--encoding <encoding>', '文字コード (encoding of the file)')
        .choices(importEncodings)
        .default('utf-8'),
    )
    .option(
      '--as-written',
      '時計が変わった夜の時刻を、書いてあるとおりに読む (take times of a clock change as written)',
    )
    .option('--rules <file>', '規則ファイル (programme file, for what the days may earn)');

const preview = async (file: string, options: FileOptions): Promise<void> => {
  using store = openStore(options);
  const prepared = prepare(store, file, options);
  try {
    if (prepared.kind === 'faulty') {
      tellFaulty(file, prepared);
      return;
    }
    tellReady(file, prepared, await earning(prepared, options));
    console.log(`--token ${prepared.token}`);
  } finally {
    forgetBook(options);
  }
};

const apply = async (file: string, options: FileOptions & WordOptions & { readonly token: string }): Promise<void> => {
  using store = openStore(options);
  const prepared = prepare(store, file, options);
  try {
    if (prepared.kind === 'faulty') {
      tellFaulty(file, prepared);
      return;
    }
    if (!prepared.isKnown && prepared.token !== options.token)
      throw new OperatorError(
        'import-changed',
        `${file} would not do what the preview with this token has shown; nothing was imported`,
        'Look at it again with: ayumi imports preview',
      );
    await accept(store, file, prepared, options);
  } finally {
    forgetBook(options);
  }
};

const accept = async (
  store: CloudStore,
  file: string,
  ready: ReadyImport,
  options: FileOptions & WordOptions,
): Promise<void> => {
  const imports = new ImportsBesideCloud(store, options);
  using parts = new BookedParts(bookPath(options));
  const { source, kind, reason } = options;
  const word = { source, kind, file: basename(file), actor: actorOf(options), reason };
  const outcome = await imports.carrier.accept(ready, word, parts.of);
  if (outcome === 'known') console.log('同じ内容は もう取りこんであります (imported before; nothing changed)');
  else if (outcome === 'accepted')
    console.log(`取りこみました (accepted): ${ready.id}, ${ready.days} 日分 (days), ${ready.people} 人 (people)`);
  else throw new OperatorError('import-changed', 'Something else was imported meanwhile', 'Look at it again.');
  await imports.carryOut(ready.id);
};

const list = async (options: StorePlace): Promise<void> => {
  using store = openStore(options);
  const beside = new ImportsBesideCloud(store, options);
  await beside.carryOutLeft();
  const { imports } = store.derivation;
  const all = imports.page(0, imports.count());
  if (all.length === 0) console.log('取りこみはありません (nothing was imported)');
  for (const its of all) {
    const {
      id,
      state,
      source,
      kind,
      file,
      days,
      people,
      firstDate,
      lastDate,
      acceptedAt,
      actor,
      reason,
      undone,
      done,
    } = listedImport(its, store.journal, beside.carrier.troubleOf(its.id));
    const back = undone === null ? '' : `\ttaken back ${undone.at} by ${undone.actor}: ${undone.reason}`;
    const told = done < 1 ? `\t${Math.floor(100 * done)} % told` : '';
    console.log(
      `${id}\t${state}\t${source}\t${kind}\t${file}\t${days} days of ${people} people, ${firstDate} … ${lastDate}\t${acceptedAt} by ${actor}: ${reason}${back}${told}`,
    );
  }
};

const undo = async (id: string, options: StorePlace & WordOptions): Promise<void> => {
  using store = openStore(options);
  const imports = new ImportsBesideCloud(store, options);
  if (!imports.carrier.undo(id, actorOf(options), options.reason))
    throw new OperatorError('no-such-import', `There is no accepted import ${id}`, 'See: ayumi imports list');
  await imports.carryOut(id);
  console.log('取り消しました。それぞれの日は、ほかに分かっている歩数にもどりました (taken back)');
};

const prepare = (store: CloudStore, file: string, options: FileOptions): PreparedImport => {
  if (!existsSync(file)) throw new OperatorError('file-unreadable', `There is no ${file}`, 'Check the path.');
  if (!statSync(file).isFile()) throw new OperatorError('file-unreadable', `${file} is no file`, 'Name a CSV file.');
  checkPeriod(options);
  const { kind, encoding, from, to, source, asWritten, data: dataPath } = options;
  const oddTimes = asWritten === true ? 'as-written' : 'refuse';
  const ask = importAskSchema.safeParse({ kind, encoding, from, to, source, oddTimes });
  if (!ask.success)
    throw new OperatorError('bad-source', `${source} is no name for a system`, 'Use letters, digits, - and _ only.');
  const free = realDisk.freeBytes(join(dataPath, 'cloud.sqlite'));
  if (free !== null && free < statSync(file).size * roomFactor)
    throw new OperatorError('disk-full', 'There is not enough room beside the data', 'Make room first.');
  mkdirSync(join(dataPath, 'imports'), { recursive: true, mode: 0o700 });
  const place = { dataPath, zone: store.days.zone, nowMs: systemClock.wallMs(), file, book: bookPath(options) };
  const prepared = prepareImport({ ...place, ask: ask.data }, progressOf(file));
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  return prepared;
};

/** One process, one book. */
const bookPath = ({ data }: StorePlace): string => join(data, 'imports', `command-${process.pid}.book`);
const forgetBook = (options: StorePlace): void => rmSync(bookPath(options), { force: true });

const progressOf =
  (file: string) =>
  ({
    rows,
    bytes,
    bytesTotal,
  }: {
    readonly rows: number;
    readonly bytes: number;
    readonly bytesTotal: number;
  }): void => {
    if (!process.stderr.isTTY) return;
    process.stderr.write(`\r${file}: ${rows} 行 (rows), ${Math.floor((100 * bytes) / Math.max(1, bytesTotal))} %`);
  };

const earning = async (ready: ReadyImport, options: FileOptions): Promise<ImportEarning | undefined> => {
  if (!existsSync(join(options.data, 'points.sqlite'))) return undefined;
  await using points = await openPoints(options, options.rules);
  const today = dateArgument(localDate(systemClock.wallMs(), options.zone).toString());
  return earningOf(ready.standing, today, unsignedRules(points));
};

const tellReady = (file: string, ready: ReadyImport, earns: ImportEarning | undefined): void => {
  const { rows, repeated, people, days, firstDate, lastDate, classes, notes, differences, differencesTotal } = ready;
  console.log(`${file}: ${rows} 行 (rows), ${people} 人 (people), ${days} 日分 (days), ${firstDate} … ${lastDate}`);
  if (repeated > 0) console.log(`  くり返し ${repeated} 行、1回だけ数えます (repeated rows, counted once)`);
  for (const [is, count] of Object.entries(classes)) {
    const words = importClassWords[is as keyof typeof classes];
    if (count > 0) console.log(`  ${count} 日分 (days): ${words.ja} (${words.en})`);
  }
  tellLines(file, notes);
  for (const { participant, date, here, there, with: other } of differences)
    console.log(`  ${participant} ${date}: ${here} ここ (here), ${there ?? '−'} ${other}`);
  if (differencesTotal > differences.length) console.log(`  … ほか ${differencesTotal - differences.length} (more)`);
  if (ready.isKnown) console.log('  同じ内容は もう取りこんであります (imported before; applying changes nothing)');
  if (earns === undefined)
    console.log('  ポイントは分かりません: points.sqlite がありません (no ledger to ask about points)');
  else
    console.log(
      `  ポイント (points): ${earns.mayEarn} 日分はつくことがあります (days may earn), ${earns.unsigned} 日分は印がないのでつきません (earn nothing: unsigned), ${earns.tooLate} 日分は古すぎます (too long ago)`,
    );
};

const tellFaulty = (file: string, { faults }: Extract<PreparedImport, { readonly kind: 'faulty' }>): void => {
  console.log(`${file}: 取りこめません。${faults.total} 件を直してください (nothing can be imported; mend these)`);
  tellLines(file, faults);
  process.exitCode = foundCode;
};

const tellLines = (file: string, { lines, total }: ImportLines): void => {
  for (const { line, sentence } of lines)
    console.log(`  ${file}${line === null ? '' : `:${line}`}: ${sentence.ja} (${sentence.en})`);
  if (total > lines.length) console.log(`  … ほか ${total - lines.length} 件 (and ${total - lines.length} more)`);
};

const actorOf = ({ actor }: WordOptions): string => (actor ?? userInfo().username).slice(0, 40);
