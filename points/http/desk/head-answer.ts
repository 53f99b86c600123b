/** Head answer: who a page of the desk is about, and which accounts they hold. */
import type { z } from 'zod';
import type { expirySchema, PersonAccount, PersonHead } from '../../../contract/desk-participant.ts';
import type { ParticipantId } from '../../../contract/ids.ts';
import { lotsOf } from '../../closing.ts';
import { expiringPoints } from '../../engine/expiry.ts';
import { ageOn } from '../../engine/age.ts';
import { birthOf } from '../../facts/fact-store.ts';
import { accountIds, type AccountId } from '../../rule/activity.ts';
import { dayWords, type Words } from '../../words.ts';
import { personOf, type DeskWorld } from './desk-world.ts';

type Expiry = z.output<typeof expirySchema>;

/** Throws DeskFault `unknown-participant`. */
export const headAnswer = (id: ParticipantId, world: DeskWorld): PersonHead => {
  const { name, centre, label } = personOf(world, id);
  const { facts } = world.books;
  const enrolment = facts.enrolment(id);
  const birthYear = enrolment?.birthYear ?? null;
  return { id, name, birthYear, age: ageAnswer(id, world), centre, label, since: facts.pedometerFrom(id, enrolment) };
};

/** Today, as the rules count it. */
export const ageAnswer = (id: ParticipantId, { books }: DeskWorld): number | null => {
  const today = books.today();
  return ageOn(today, birthOf(books.facts.enrolment(id)), books.book.on(today).participants.ageOn) ?? null;
};

/** Those of the programme, the pedometer's first. */
export const accountsOf = ({ books }: DeskWorld): readonly AccountId[] =>
  accountIds.filter((account) => books.book.programme.accounts[account] !== undefined);

/** Why nothing more can be earned in the account; undefined while it is open. */
export const closedWords = (id: ParticipantId, account: AccountId, { books }: DeskWorld): Words | undefined => {
  const { paper } = books.book.programme.accounts;
  const since = books.facts.pedometerFrom(id);
  const excludes = paper?.closedByPedometer === true;
  const hasPedometer = since !== null && since <= books.today();
  if (account === 'pedometer')
    return excludes && !hasPedometer
      ? { ja: '歩数計を借りると使えます。', en: 'Opens with a pedometer on loan.' }
      : undefined;
  if (books.hasMovedPaper(id))
    return { ja: 'ポイントを歩数計の口座に移しました。', en: 'Its points were moved to the pedometer’s account.' };
  return excludes && hasPedometer
    ? {
        ja: `${dayWords(since).ja}に歩数計を使い始めたので、新しいポイントはつきません。`,
        en: `No new points since the pedometer came on ${dayWords(since).en}.`,
      }
    : undefined;
};

/** A clerk is asked about the next ones. */
const expiringMax = 3;

/** Soonest first, when nothing more is spent. */
export const expiringAnswer = (id: ParticipantId, account: AccountId, { books }: DeskWorld): Expiry[] => {
  const { lots, spent } = lotsOf(books, id, account);
  const expiring = expiringPoints(lots, spent, books.book, books.today());
  return expiring.slice(0, expiringMax).map(({ points, on }) => ({ points, on }));
};

export const heldAccounts = (
  id: ParticipantId,
  world: DeskWorld,
): Pick<PersonAccount, 'account' | 'balance' | 'isOpen'>[] =>
  accountsOf(world).map((account) => ({
    account,
    balance: world.reader.balance(id, account),
    isOpen: closedWords(id, account, world) === undefined,
  }));
