/** Entry answer: a line of the ledger as the desk shows it, with the words for why it is there. */
import type { DeskEntry } from '../../../contract/desk-entry.ts';
import { isoInstant } from '../../../runtime/clock.ts';
import { awardWords } from '../../explain/award-words.ts';
import type { Cause, EntryKind, LedgerEntry } from '../../ledger/ledger-entry.ts';
import { tierOf } from '../../rule/tier.ts';
import type { Words } from '../../words.ts';
import type { DeskWorld } from './desk-world.ts';

const kinds: Readonly<Record<EntryKind, DeskEntry['kind']>> = {
  credit: 'credit',
  correction: 'correction',
  void: 'void',
  restored: 'credit',
  recomputed: 'correction',
  transfer: 'transfer',
  expiry: 'expiry',
};

/** What is said before the rule's own sentence; that something was taken back is said by the kind. */
const because: Readonly<Record<EntryKind, Words>> = {
  credit: { ja: '', en: '' },
  correction: { ja: '直し: ', en: 'Put right: ' },
  void: { ja: '', en: '' },
  restored: { ja: '認めた分: ', en: 'Accepted: ' },
  recomputed: { ja: '規則の直し: ', en: 'By changed rules: ' },
  transfer: { ja: '', en: '' },
  expiry: { ja: '', en: '' },
};

/** What is said after it, where the rule speaks of the whole and the line holds what was missing of it. */
const theRest: Words = { ja: '（前についた分との差）', en: ' (the rest of it; some was there before)' };
const nothing: Words = { ja: '', en: '' };

const claimKey = /^claim:(\d+)$/;

export const entryAnswer = (entry: LedgerEntry, { books, records }: DeskWorld): DeskEntry => {
  const { id, atMs, date, account, points, kind, ruleVersion, reason, actor, reference, reverses } = entry;
  const claim = claimKey.exec(entry.key)?.[1] ?? null;
  const said = sentenceOf(entry, books.book);
  const after = kind === 'credit' && records.hadPoints(entry) ? theRest : nothing;
  return {
    id,
    at: isoInstant(atMs),
    date,
    account,
    points,
    kind: kinds[kind],
    sentence: { ja: because[kind].ja + said.ja + after.ja, en: because[kind].en + said.en + after.en },
    ruleVersion,
    reason,
    actor,
    reference,
    reverses,
    claim: claim === null || points < 0 || records.isVoid(claim) ? null : claim,
  };
};

const sentenceOf = (entry: LedgerEntry, book: DeskWorld['books']['book']): Words => {
  if (entry.kind === 'transfer')
    return entry.points > 0
      ? { ja: '紙のカードから移したポイント', en: 'Points moved from the paper card' }
      : { ja: '歩数計の口座へ移したポイント', en: 'Points moved to the pedometer’s account' };
  if (entry.kind === 'expiry') return { ja: '期限までに使われなかったポイント', en: 'Points not used in time' };
  const { rule, ruleVersion: version, account, points } = entry;
  const steps = stepsOf(entry);
  const earning = book.version(version)?.earning.find(({ id }) => id === rule);
  if (earning?.kind === 'tiers' && tierOf(steps, earning.tiers) === undefined) return stepPoints;
  return awardWords({ rule, version, account, points }, steps, book);
};

/** Where no tier is left to name: the steps went below the first, or something else than steps wrote the entry. */
const stepPoints: Words = { ja: '歩数のポイント', en: 'Points for steps' };

/** Those that the feed had brought when the entry was written; 0 where something else wrote it. */
const stepsOf = ({ cause }: LedgerEntry): number => {
  const told = JSON.parse(cause) as Cause;
  return told.kind === 'feed' ? told.countedSteps : 0;
};
