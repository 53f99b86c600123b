/** Draws: who has how many tickets in a draw, for the period that a date lies in. */
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';
import type { Books } from './books.ts';
import { allDates, type DateRange } from './engine/award.ts';
import { periodOf } from './rule/period.ts';
import type { Draw } from './rule/rule-version.ts';

export interface DrawTickets {
  readonly participant: ParticipantId;
  /** Earned in the period. */
  readonly points: number;
  readonly tickets: number;
}

export interface DrawRange extends DateRange {
  readonly draw: Draw;
}

/** The draws of the rules in force on `date`, each with its period: all dates where there are no periods. */
export const drawsOn = ({ book }: Pick<Books, 'book'>, date: PlainDateText): readonly DrawRange[] => {
  const { draws, periods } = book.on(date);
  const period = periods === undefined ? allDates : periodOf(date, periods);
  return period === undefined ? [] : draws.map((draw) => ({ draw, from: period.from, to: period.to }));
};

export const ticketsFor = (points: number, draw: Draw): number =>
  draw.tickets === 'one' ? Number(points >= draw.points) : Math.floor(points / draw.points);

/** By participant; whoever has none is left out. */
export function* drawTickets(
  { prepared }: Books,
  { draw, from, to }: DrawRange,
): Generator<DrawTickets, void, undefined> {
  const rows = prepared
    .of(
      `SELECT participant, sum(points) AS points FROM award WHERE account = ? AND date BETWEEN ? AND ?
       GROUP BY participant HAVING sum(points) >= ? ORDER BY participant`,
    )
    .iterate(draw.account, from, to, draw.points);
  for (const row of rows) {
    const points = Number(row['points']);
    yield { participant: row['participant'] as ParticipantId, points, tickets: ticketsFor(points, draw) };
  }
}
