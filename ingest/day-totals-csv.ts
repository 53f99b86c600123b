/** Day totals CSV: `participant,date,steps,state`, by participant and date (docs/wire.md §4). */
import type { DayTotal } from '../contract/day-total.ts';

/**
 * Line by line, header first, without holding the whole. Ids and dates have no character that CSV would mind; an id that a
 * spreadsheet would take for a formula gets a leading `'`.
 */
export function* dayTotalsCsv(totals: Iterable<DayTotal>): Generator<string> {
  yield 'participant,date,steps,state\n';
  for (const { participant, date, steps, state } of totals) yield `${safe(participant)},${date},${steps},${state}\n`;
}

/** Of what a spreadsheet runs, ids can only begin with a minus. */
const safe = (id: string): string => (id.startsWith('-') ? `'${id}` : id);
