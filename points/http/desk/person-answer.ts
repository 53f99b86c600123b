/** Person answer: finding a participant, and a participant's page: accounts, the month's days, its entries. */
import {
  foundMax,
  type DeskDay,
  type FoundParticipant,
  type Participants,
  type Person,
  type PersonAccount,
} from '../../../contract/desk-participant.ts';
import type { ParticipantId, PlainDateText } from '../../../contract/ids.ts';
import type { Amount } from '../../../contract/desk-terms.ts';
import { countDay } from '../../engine/counted-day.ts';
import type { DayFacts } from '../../engine/facts.ts';
import { calendarDay, daysAfter, monthRange } from '../../rule/calendar.ts';
import type { RuleVersion } from '../../rule/rule-version.ts';
import type { KnownPerson } from '../desk-people.ts';
import type { DeskWorld } from './desk-world.ts';
import { entryAnswer } from './entry-answer.ts';
import { accountsOf, ageAnswer, closedWords, expiringAnswer, headAnswer, heldAccounts } from './head-answer.ts';

export const participantsAnswer = (query: string, world: DeskWorld): Participants => {
  const found = query === '' ? [] : world.people.find(query, foundMax + 1);
  const participants = found.slice(0, foundMax).map((person) => foundAnswer(person, world));
  return { participants, hasMore: found.length > foundMax, enrolled: world.people.enrolledCount() };
};

const foundAnswer = ({ id, label, name, centre }: KnownPerson, world: DeskWorld): FoundParticipant => ({
  id,
  label,
  name,
  centre,
  age: ageAnswer(id, world),
  accounts: heldAccounts(id, world),
});

/** `month`: `YYYY-MM`, this one when absent. Throws DeskFault `unknown-participant`. */
export const personAnswer = (id: ParticipantId, month: string | undefined, world: DeskWorld): Person => {
  const { books, reader, records } = world;
  const head = headAnswer(id, world);
  const today = books.today();
  const shown = month ?? today.slice(0, 7);
  const range = monthRange(shown);
  const facts = new Map(books.facts.days(id, range).map((day) => [day.date, day]));
  const points = records.pointsByDate(id, range);
  return {
    head,
    accounts: accountsOf(world).map((account): PersonAccount => {
      const closed = closedWords(id, account, world) ?? null;
      const balance = reader.balance(id, account);
      const monthPoints = reader.sum(id, account, range);
      return {
        account,
        balance,
        monthPoints,
        isOpen: closed === null,
        closed,
        expiring: expiringAnswer(id, account, world),
      };
    }),
    month: shown,
    today,
    days: datesOf(range).map((date) => dayAnswer(date, facts.get(date), points.get(date) ?? [], books.book.on(date))),
    entries: reader.entries(id, range).map((entry) => entryAnswer(entry, world)),
    heldDates: [...records.waitingDates(id)],
  };
};

const datesOf = ({ from, to }: { readonly from: PlainDateText; readonly to: PlainDateText }): PlainDateText[] =>
  Array.from({ length: Number(to.slice(8)) }, (_, i) => daysAfter(from, i));

const dayAnswer = (
  date: PlainDateText,
  day: DayFacts | undefined,
  points: readonly Amount[],
  rules: RuleVersion,
): DeskDay => ({
  date,
  steps: day?.revisions.at(-1)?.steps ?? null,
  countedSteps: (day === undefined ? undefined : countDay(day, rules))?.steps ?? 0,
  state: dayState(day, rules),
  points: [...points],
  isHoliday: calendarDay(date).isHoliday,
});

export const dayState = (day: DayFacts | undefined, rules: RuleVersion): DeskDay['state'] => {
  const newest = day?.revisions.at(-1);
  if (day === undefined || newest === undefined) return 'none';
  if (day.decision?.kind === 'void') return 'void';
  if (countDay(day, rules)?.isWaiting === true) return newest.state === 'held' ? 'held' : 'doubt';
  // A held day that somebody has decided is like any other that may still grow.
  return newest.state === 'held' ? 'open' : newest.state;
};
