/** Moved points: what was moved from paper to the pedometer's account, and how it comes back when the paper turns out to have had less. */
import type { ParticipantId } from '../contract/ids.ts';
import type { Books } from './books.ts';
import { writeExpiry } from './closing.ts';
import type { Chain, Grounds } from './ledger/ledger-writer.ts';

const lastTransfer = `SELECT paper_points AS paper, pedometer_points AS pedometer FROM transfer
  WHERE participant = ? ORDER BY id DESC LIMIT 1`;
const movedOut = `SELECT coalesce(-sum(points), 0) AS points FROM entry
  WHERE participant = ? AND account = 'paper' AND counter = 'transferred'`;

/**
 * Points that a card never had cannot have been moved: where its balance has fallen below 0, as many go back to it as were
 * moved too many, at the ratio at which they came. Writes nothing where nothing was moved.
 */
export const bringBack = (books: Books, participant: ParticipantId, grounds: Grounds, chain: Chain): void => {
  if (books.book.programme.accounts.paper === undefined) return;
  const last = books.prepared.of(lastTransfer).get(participant);
  if (last === undefined || paperBalance(books, participant, chain) >= 0) return;
  // What the card lacks may have expired rather than been moved: that comes back first.
  writeExpiry(books, participant, 'paper', chain);
  const missing = -paperBalance(books, participant, chain);
  const moved = Number(books.prepared.of(movedOut).get(participant)?.['points']);
  const back = Math.min(missing, moved);
  if (back <= 0) return;
  const ratio = Number(last['pedometer']) / Number(last['paper']);
  const date = books.today();
  const posting = {
    participant,
    counter: 'transferred',
    kind: 'transfer',
    key: `transfer-back:${chain.id + 1}`,
    date,
    rule: '',
    ruleVersion: books.book.on(date).version,
    reverses: null,
  } as const;
  books.writer.append({ ...posting, account: 'paper', points: back }, grounds, chain);
  books.writer.append({ ...posting, account: 'pedometer', points: -back * ratio }, grounds, chain);
};

/** As it will be once the chain is closed. */
const paperBalance = ({ prepared }: Books, participant: ParticipantId, { entries }: Chain): number => {
  const row = prepared.of('SELECT points FROM balance WHERE name = ?').get(`${participant}/paper`);
  return entries.reduce(
    (sum, entry) => (entry.participant === participant && entry.account === 'paper' ? sum + entry.points : sum),
    Number(row?.['points'] ?? 0),
  );
};
