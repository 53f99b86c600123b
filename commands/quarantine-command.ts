/** Quarantine command: list what waits for a person, retry it, or discard it with a reason. */
import { userInfo } from 'node:os';
import { Option, type Command } from 'commander';
import type { CloudStore } from '../ingest/cloud-store.ts';
import { quarantineReasons, type QuarantineReason } from '../ingest/quarantine.ts';
import { WaitingQuarantine, type QuarantineFilter, type QuarantineGroup } from '../ingest/waiting-quarantine.ts';
import { systemClock } from '../runtime/clock.ts';
import { OperatorError } from '../runtime/fault.ts';
import { openStore, type StorePlace } from './open-store.ts';
import { quarantineWords } from './quarantine-words.ts';
import { restBesideCloud } from './rest-beside-cloud.ts';
import { wholeNumber } from './option-values.ts';
import { foundCode } from './exit-codes.ts';

const itemNumber = wholeNumber(1, Number.MAX_SAFE_INTEGER);

/** As many as a terminal and a person can take in. */
const listedDefault = 50;
const listedMax = 1_000_000;
/** In one commit: a running cloud waits for no more of them. */
const discardedAtOnce = 50;

interface FilterOptions extends StorePlace {
  readonly gateway?: string;
  readonly for?: QuarantineReason;
  readonly device?: string;
}
interface DiscardOptions extends FilterOptions {
  readonly reason: string;
  readonly through?: number;
}

export const addQuarantineCommand = (program: Command, withPlace: (command: Command) => Command): void => {
  const quarantine = program.command('quarantine').description('保留を見る・やり直す・捨てる (list, retry or discard)');
  withFilter(withPlace(quarantine.command('list').description('保留の一覧 (what waits)')))
    .option('--limit <n>', 'いくつまで示すか (show so many)', wholeNumber(1, listedMax), listedDefault)
    .action((options: FilterOptions & { readonly limit: number }) => list(options));
  withPlace(quarantine.command('retry').description('もう一度読む (derive it again)'))
    .argument('<item>', '一覧の番号 (number in the list)', itemNumber)
    .action((item: number, options: StorePlace) => retry(item, options));
  withFilter(
    withPlace(quarantine.command('discard').description('使わないことにする。生の記録は残る (the raw record stays)')),
  )
    .argument('[item]', '一覧の番号、または下の条件 (number in the list, or say which by the options)', itemNumber)
    .requiredOption('--reason <text>', '理由 (why)')
    .option(
      '--through <item>',
      '数を見たあとで: この番号まで捨てる (once counted: discard up to this item)',
      itemNumber,
    )
    .action((item: number | undefined, options: DiscardOptions) =>
      item === undefined ? discardMany(options) : discard(item, options),
    );
};

const withFilter = (command: Command): Command =>
  command
    .option('--gateway <gateway>', 'このゲートウェイから来たもの (sent by this gateway)')
    .addOption(new Option('--for <why>', '保留のわけ (held for this)').choices(quarantineReasons))
    .option('--device <serial>', 'この歩数計のもの (of this pedometer)');

const filterOf = ({ gateway, for: reason, device }: FilterOptions): QuarantineFilter => ({
  ...(gateway === undefined ? {} : { gateway }),
  ...(reason === undefined ? {} : { reason }),
  ...(device === undefined ? {} : { device }),
});

const list = (options: FilterOptions & { readonly limit: number }): void => {
  using store = openStore(options);
  const waiting = new WaitingQuarantine(store.database);
  const items = waiting.items(filterOf(options), options.limit);
  const groups = waiting.groups(filterOf(options));
  if (items.length === 0) console.log('保留はありません (nothing waits)');
  for (const reason of new Set(items.map((item) => item.reason))) console.log(`${reason}: ${quarantineWords[reason]}`);
  if (items.length > 0) console.log('');
  for (const { id, reason, device, detail, journal, visit, page, gateway } of items) {
    const place = [visit, page].filter((index) => index >= 0).join('.');
    console.log(
      `${id}\t${reason}\t${device}\t${detail}\tjournal ${journal}${place === '' ? '' : `.${place}`}\t${gateway ?? ''}`,
    );
  }
  const more = countOf(groups) - items.length;
  if (more === 0) return;
  console.log(`\n… ほか ${more} 件 (${more} more); --limit, --gateway, --for, --device:`);
  tellGroups(groups);
};

const countOf = (groups: readonly QuarantineGroup[]): number => groups.reduce((sum, { items }) => sum + items, 0);

const tellGroups = (groups: readonly QuarantineGroup[]): void => {
  for (const { gateway, reason, items } of groups) console.log(`  ${items}\t${reason}\t${gateway ?? ''}`);
};

/** First what it would be; then, up to the item that was the newest then, and no other. */
const discardMany = async (options: DiscardOptions): Promise<void> => {
  const filter = filterOf(options);
  if (Object.keys(filter).length === 0)
    throw new OperatorError(
      'no-item',
      '番号も条件もありません (neither an item nor a condition was named)',
      '--gateway・--for・--device のどれかを示してください (Name at least one of these).',
    );
  using store = openStore(options);
  const waiting = new WaitingQuarantine(store.database);
  const { through } = options;
  const groups = waiting.groups(through === undefined ? filter : { ...filter, through });
  const count = countOf(groups);
  if (count === 0) {
    console.log('あてはまる保留はありません (nothing waits that is so)');
    return;
  }
  if (through === undefined) {
    tellGroups(groups);
    const last = Math.max(...groups.map((group) => group.last));
    console.log(`${count} 件です。まだ何も捨てていません。捨てるには --through ${last} をつけてください`);
    console.log(`(${count} items; nothing is discarded yet. To discard them add --through ${last})`);
    return;
  }
  await discardThrough(store, { ...filter, through }, options);
  console.log(`${count} 件を捨てました。生の記録は受付簿に残ります (discarded; the raw records stay in the journal)`);
};

const discardThrough = async (store: CloudStore, filter: QuarantineFilter, options: DiscardOptions): Promise<void> => {
  const waiting = new WaitingQuarantine(store.database);
  const rest = restBesideCloud(options.data, systemClock);
  const decision = { by: userInfo().username, reason: options.reason };
  for (;;) {
    const items = waiting.items(filter, discardedAtOnce);
    if (items.length === 0) return;
    const beganMs = systemClock.monotonicMs();
    store.discardAll(items.map(({ id }) => ({ item: id, ...decision })));
    await rest(systemClock.monotonicMs() - beganMs);
  }
};

const retry = (item: number, options: StorePlace): void => {
  using store = openStore(options);
  assertWaiting(store, item);
  const effect = store.retry({ item, by: userInfo().username, reason: 'retried by command' });
  const state = store.derivation.quarantine.get(item)?.state;
  console.log(
    state === 'waiting'
      ? 'まだ使えません (still cannot be used)'
      : `使えました。${effect.revised.length} 日分が変わりました (${effect.revised.length} day totals changed)`,
  );
  if (state === 'waiting') process.exitCode = foundCode;
};

const discard = (item: number, options: DiscardOptions): void => {
  if (options.through !== undefined || Object.keys(filterOf(options)).length > 0)
    throw new OperatorError(
      'two-choices',
      '番号と条件は いっしょに使えません (an item and conditions together)',
      'どちらか一つを (Name one of the two).',
    );
  using store = openStore(options);
  assertWaiting(store, item);
  store.discard({ item, by: userInfo().username, reason: options.reason });
  console.log('捨てました。生の記録は受付簿に残ります (discarded; the raw record stays in the journal)');
};

const assertWaiting = (store: CloudStore, item: number): void => {
  if (store.derivation.quarantine.get(item)?.state === 'waiting') return;
  throw new OperatorError('no-such-item', `Item ${item} is not waiting`, 'See the numbers with: ayumi quarantine list');
};
