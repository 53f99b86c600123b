/** Soak books: whether, after all, the cloud has every hour the pedometers remember, once, and its sums and points hold. */
import { decodePage } from '../contract/page.ts';
import type { Resident } from '../firmware-sim/town/resident.ts';
import type { CloudStore } from '../ingest/cloud-store.ts';
import { replayJournal } from '../ingest/replay-journal.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { openPoints, openStore, type StorePlace } from './open-store.ts';

export interface SoakBooks {
  /** Closed hours in the rings that a gateway has receipted, all compared. */
  readonly buckets: number;
  readonly facts: number;
  readonly points: number;
  /** What must not be, in words. */
  readonly wrongs: readonly string[];
}

/** Enough to see what is wrong. */
const wrongsMax = 20;

/** The programs have ended. */
export const checkBooks = async (place: StorePlace, residents: readonly Resident[]): Promise<SoakBooks> => {
  using store = openStore(place);
  await using ledger = await openPoints(place);
  const wrongs: string[] = [];
  let buckets = 0;
  for (const resident of residents) {
    const compared = compareRing(store, resident);
    buckets += compared.buckets;
    wrongs.push(...compared.wrongs);
  }
  for (const { reason, device, detail } of store.derivation.quarantine.waiting())
    wrongs.push(`in quarantine: ${reason} ${device} ${detail}`);
  const replayed = replayJournal(store.database, { days: store.days, hmac: hmacSha256 });
  for (const { table, key } of replayed.differences) wrongs.push(`replayed differently: ${table} ${key}`);
  const verdict = ledger.verify();
  if (verdict.kind !== 'ok') wrongs.push(`the ledger: ${JSON.stringify(verdict)}`);
  const rest = wrongs.length > wrongsMax ? [`… and ${wrongs.length - wrongsMax} more`] : [];
  return {
    buckets,
    facts: replayed.facts,
    points: verdict.kind === 'ok' ? verdict.points : 0,
    wrongs: [...wrongs.slice(0, wrongsMax), ...rest],
  };
};

/** Every hour the ring still holds of those that were receipted. */
const compareRing = (
  store: CloudStore,
  { serial, pedometer }: Resident,
): { readonly buckets: number; readonly wrongs: readonly string[] } => {
  const stored = new Map<number, number>();
  const wrongs: string[] = [];
  for (const { firstSequence, steps } of store.derivation.blocks
    .blocksOfDevice(serial)
    .flatMap(({ block }) => block.runs))
    steps.forEach((count, i) => {
      if (stored.has(firstSequence + i)) wrongs.push(`${serial} has hour ${firstSequence + i} twice`);
      stored.set(firstSequence + i, count);
    });
  const { receiptSequence, oldestSequence, lostBuckets } = pedometer.status();
  if (lostBuckets > 0) wrongs.push(`${serial} has overwritten ${lostBuckets} hours that nobody fetched`);
  let buckets = 0;
  for (const [sequence, steps] of remembered(pedometer.pagesFrom(oldestSequence))) {
    if (sequence >= receiptSequence) continue;
    buckets += 1;
    const kept = stored.get(sequence);
    if (kept !== steps)
      wrongs.push(`${serial} hour ${sequence}: ${steps} in the ring, ${kept ?? 'nothing'} in the cloud`);
  }
  return { buckets, wrongs };
};

const remembered = (pages: readonly Uint8Array[]): readonly (readonly [sequence: number, steps: number])[] =>
  pages.flatMap((bytes) => {
    const page = decodePage(bytes);
    if (page.kind === 'fault') throw new Error(`bug: a pedometer's own page is ${page.fault}`);
    const { firstSequence, steps } = page.value;
    return Array.from(steps, (count, i) => [firstSequence + i, count] as const);
  });
