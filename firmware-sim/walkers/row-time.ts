/** Row times: when a row's bucket begins, in ISO 8601 or as Fitbit's export writes it (docs/wire.md §4). */
import { quoted } from './csv-problem.ts';
import { cellProblem, spoiled, type Cell } from './row-cell.ts';

/** Nobody's pedometer counted before 2000: such a year is a spreadsheet's 1900 or a two-digit one. */
const yearMin = 2000;
const yearMax = 2099;

export type TimeForm = 'iso-offset' | 'iso-local' | 'us';

const iso = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;
const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) ([AP]M)$/;
const usWithoutAmPm = /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2}(:\d{2})?$/;
const excelSerialDate = /^\d{4,6}(\.\d+)?$/;

export interface RowTime {
  readonly form: TimeForm;
  /** Milliseconds since the Unix epoch. */
  readonly startMs: number;
}

/** `zone` is whose clock a time without an offset shows. */
export const readIsoTime = (cell: string, zone: string): Cell<RowTime> => {
  const match = iso.exec(cell);
  if (match === null) return unreadable(cell, '2026-11-20T13:00:00+09:00');
  const [year, month, day, hour, minute, second = 0] = match.slice(1, 7).map((part) => Number(part || 0));
  const local = localTime(cell, { year, month, day, hour, minute, second });
  if (local.kind === 'problem') return local;
  const offset = match[7];
  return offset === undefined ? inZone(cell, local.value, zone, 'iso-local') : withOffset(cell, local.value, offset);
};

/** `M/D/YYYY h:mm:ss AM|PM`, local in `zone`. */
export const readUsTime = (cell: string, zone: string): Cell<RowTime> => {
  const match = us.exec(cell);
  if (match === null && usWithoutAmPm.test(cell)) {
    return cellProblem('no-am-pm', `${quoted(cell)} does not say whether it is AM or PM`);
  }
  if (match === null) return unreadable(cell, '4/12/2016 1:00:00 PM');
  const [month, day, year, clockHour = 0, minute, second] = match.slice(1, 7).map(Number);
  if (clockHour < 1 || clockHour > 12) return cellProblem('no-such-date', `${quoted(cell)}: hours go from 1 to 12`);
  const hour = (clockHour % 12) + (match[7] === 'PM' ? 12 : 0);
  const local = localTime(cell, { year, month, day, hour, minute, second });
  return local.kind === 'problem' ? local : inZone(cell, local.value, zone, 'us');
};

interface Fields {
  readonly year: number | undefined;
  readonly month: number | undefined;
  readonly day: number | undefined;
  readonly hour: number | undefined;
  readonly minute: number | undefined;
  readonly second: number | undefined;
}

const localTime = (cell: string, fields: Fields): Cell<Temporal.PlainDateTime> => {
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = fields;
  if (month < 1 || month > 12) {
    return cellProblem('no-such-date', `${quoted(cell)}: there is no month ${month} (day and month exchanged?)`);
  }
  const inMonth = Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
  if (day < 1 || day > inMonth || hour > 23 || minute > 59 || second > 59) {
    return cellProblem('no-such-date', `${quoted(cell)} is no date and time`);
  }
  if (year < yearMin || year > yearMax)
    return cellProblem('no-such-date', `${quoted(cell)}: the year ${year} is not believed`);
  return { kind: 'read', value: new Temporal.PlainDateTime(year, month, day, hour, minute, second) };
};

const inZone = (cell: string, local: Temporal.PlainDateTime, zone: string, form: TimeForm): Cell<RowTime> => {
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) {
    return { kind: 'read', value: { form, startMs: earlier.epochMilliseconds } };
  }
  return cellProblem(
    'no-such-time',
    `${quoted(cell)} was skipped or came twice in ${zone}, as its clocks were changed`,
  );
};

const withOffset = (cell: string, local: Temporal.PlainDateTime, offset: string): Cell<RowTime> => {
  const minutes = offset === 'Z' ? 0 : Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  if (minutes > 14 * 60) return cellProblem('no-such-date', `${quoted(cell)}: no place has the offset ${offset}`);
  const signed = offset.startsWith('-') ? -minutes : minutes;
  const startMs = local.toZonedDateTime('UTC').epochMilliseconds - signed * 60_000;
  return { kind: 'read', value: { form: 'iso-offset', startMs } };
};

const unreadable = (cell: string, example: string): Cell<never> => {
  if (excelSerialDate.test(cell))
    return cellProblem('excel-artefact', `${quoted(cell)} is a day number of a spreadsheet`);
  return spoiled(cell) ?? cellProblem('bad-date', `${quoted(cell)} is not written like ${example}`);
};
