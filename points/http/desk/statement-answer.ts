/** Statement answer: a participant's accounts over a month, a fiscal year or any stretch of time, by when lines were written. */
import type { z } from 'zod';
import type { Statement, statementQuerySchema } from '../../../contract/desk-statement.ts';
import type { ParticipantId } from '../../../contract/ids.ts';
import type { DateRange } from '../../engine/award.ts';
import { fiscalYearRange, statementOf } from '../../ledger/statement.ts';
import { monthRange } from '../../rule/calendar.ts';
import type { DeskWorld } from './desk-world.ts';
import { entryAnswer } from './entry-answer.ts';
import { accountsOf, expiringAnswer, headAnswer } from './head-answer.ts';

type StatementQuery = z.output<typeof statementQuerySchema>;

/** Throws DeskFault `unknown-participant`. */
export const statementAnswer = (id: ParticipantId, query: StatementQuery, world: DeskWorld): Statement => {
  const { books, reader } = world;
  const head = headAnswer(id, world);
  const { kind, range } = spanOf(query, books.today());
  const entries = reader.entries(id).toSorted((a, b) => a.id - b.id);
  const { zone } = books.book.programme;
  return {
    head,
    kind,
    ...range,
    writtenOn: books.today(),
    accounts: accountsOf(world).map((account) => {
      const { opening, lines, closing } = statementOf(entries, account, range, zone);
      const told = lines.map((line) => ({ ...entryAnswer(line, world), balance: line.balance }));
      return { account, opening, lines: told, closing, expiring: expiringAnswer(id, account, world) };
    }),
  };
};

const spanOf = (
  { month, fiscalYear, from, to }: StatementQuery,
  today: Statement['writtenOn'],
): { readonly kind: Statement['kind']; readonly range: DateRange } => {
  if (month !== undefined) return { kind: 'month', range: monthRange(month) };
  if (fiscalYear !== undefined) return { kind: 'fiscal-year', range: fiscalYearRange(Number(fiscalYear)) };
  return { kind: 'range', range: { from: from ?? today, to: to ?? today } };
};
