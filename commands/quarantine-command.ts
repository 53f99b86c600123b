/** Quarantine command: list what waits for a person, retry it, or discard it with a reason. */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { CloudStore } from '../ingest/cloud-store.ts';
import { OperatorError } from '../runtime/fault.ts';
import { openStore, type StorePlace } from './open-store.ts';
import { quarantineWords } from './quarantine-words.ts';
import { wholeNumber } from './option-values.ts';
import { foundCode } from './exit-codes.ts';

const itemNumber = wholeNumber(1, Number.MAX_SAFE_INTEGER);

export const addQuarantineCommand = (program: Command, withPlace: (command: Command) => Command): void => {
  const quarantine = program.command('quarantine').description('保留を見る・やり直す・捨てる (list, retry or discard)');
  withPlace(quarantine.command('list').description('保留の一覧 (what waits)')).action((options: StorePlace) =>
    list(options),
  );
  withPlace(quarantine.command('retry').description('もう一度読む (derive it again)'))
    .argument('<item>', '一覧の番号 (number in the list)', itemNumber)
    .action((item: number, options: StorePlace) => retry(item, options));
  withPlace(quarantine.command('discard').description('使わないことにする。生の記録は残る (the raw record stays)'))
    .argument('<item>', '一覧の番号 (number in the list)', itemNumber)
    .requiredOption('--reason <text>', '理由 (why)')
    .action((item: number, options: StorePlace & { readonly reason: string }) => discard(item, options));
};

const list = (options: StorePlace): void => {
  using store = openStore(options);
  const items = store.derivation.quarantine.waiting();
  if (items.length === 0) console.log('保留はありません (nothing waits)');
  for (const reason of new Set(items.map((item) => item.reason))) console.log(`${reason}: ${quarantineWords[reason]}`);
  if (items.length > 0) console.log('');
  for (const { id, reason, device, detail, journal, visit, page } of items) {
    const place = [visit, page].filter((index) => index >= 0).join('.');
    console.log(`${id}\t${reason}\t${device}\t${detail}\tjournal ${journal}${place === '' ? '' : `.${place}`}`);
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

const discard = (item: number, options: StorePlace & { readonly reason: string }): void => {
  using store = openStore(options);
  assertWaiting(store, item);
  store.discard({ item, by: userInfo().username, reason: options.reason });
  console.log('捨てました。生の記録は受付簿に残ります (discarded; the raw record stays in the journal)');
};

const assertWaiting = (store: CloudStore, item: number): void => {
  if (store.derivation.quarantine.get(item)?.state === 'waiting') return;
  throw new OperatorError('no-such-item', `Item ${item} is not waiting`, 'See the numbers with: ayumi quarantine list');
};
