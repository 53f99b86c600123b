/** Cell date: the local date and the seconds since its midnight that a cell names, in each of the ways such files write it. */
import type { Said } from '../../contract/desk-terms.ts';
import { epochDayOf, type LocalDays } from '../local-days.ts';
import type { PlainDateText } from '../../contract/ids.ts';
import { rowWords } from './fault-words.ts';

export type DateForm = 'iso-offset' | 'iso' | 'slashes' | 'us';

export type CellDate =
  | {
      readonly kind: 'read';
      readonly form: DateForm;
      /** Days since 1970-01-01 of the local date. */
      readonly day: number;
      /** Since its midnight; 0 for a date alone. */
      readonly seconds: number;
    }
  | { readonly kind: 'fault'; readonly code: string; readonly sentence: Said };

export interface CellDateReader {
  readonly example: string;
  readonly read: (cell: string) => CellDate;
}

export interface CellDateOptions {
  readonly days: LocalDays;
  readonly oddTimes: 'refuse' | 'as-written';
}

/** Nobody's pedometer counted before 2000: such a year is a spreadsheet's 1900 or a two-digit one. */
const yearMin = 2000;
const yearMax = 2099;
const dayMs = 86_400_000;
const daySeconds = 86_400;

const isoTime = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;
const slashTime = /^(\d{4})\/(\d{1,2})\/(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const usTime = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))? ([AP]M)$/;
const usWithoutAmPm = /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2}(:\d{2})?$/;
const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const slashDate = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/;
const usDate = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const serial = /^\d{4,6}(\.\d+)?$/;
const exponent = /^\d+([.,]\d+)?E\+?\d+$/i;

const fault = (code: string, sentence: Said): CellDate => ({ kind: 'fault', code, sentence });

/** A time as `2026-11-20T13:00:00+09:00`, or without an offset on the clock of the programme's zone. */
export const timeReader = (options: CellDateOptions): CellDateReader => ({
  example: '2026-11-20T13:00:00+09:00',
  read: (cell) => {
    const iso = isoTime.exec(cell);
    const match = iso ?? slashTime.exec(cell);
    if (match === null) return unreadable(cell, '2026-11-20T13:00:00+09:00');
    const [year, month, day, hour, minute, second] = numbersOf(match.slice(1, 7));
    const wall = wallOf(cell, [year, month, day], [hour, minute, second]);
    if (wall.kind === 'fault') return wall;
    const offset = iso?.[7];
    if (offset !== undefined) return withOffset(wall, offset, options.days);
    return onClock(cell, { ...wall, form: iso === null ? 'slashes' : 'iso' }, options);
  },
});

/** `4/12/2016 1:00:00 PM`, on the clock of the programme's zone. */
export const usTimeReader = (options: CellDateOptions): CellDateReader => ({
  example: '4/12/2016 1:00:00 PM',
  read: (cell) => {
    const match = usTime.exec(cell);
    if (match === null && usWithoutAmPm.test(cell)) return fault('no-am-pm', rowWords.noAmPm(cell));
    if (match === null) return unreadable(cell, '4/12/2016 1:00:00 PM');
    const [month, day, year, clockHour, minute, second] = numbersOf(match.slice(1, 7));
    if (clockHour < 1 || clockHour > 12) return fault('no-such-date', rowWords.noSuchDate(cell));
    const hour = (clockHour % 12) + (match[7] === 'PM' ? 12 : 0);
    const wall = wallOf(cell, [year, month, day], [hour, minute, second]);
    return wall.kind === 'fault' ? wall : onClock(cell, { ...wall, form: 'us' }, options);
  },
});

/** `2026-11-20`, or as a spreadsheet rewrites it `2026/11/20`. */
export const dateReader: CellDateReader = {
  example: '2026-11-20',
  read: (cell) => {
    const iso = isoDate.exec(cell);
    const match = iso ?? slashDate.exec(cell);
    if (match === null) return unreadable(cell, '2026-11-20');
    const [year, month, day] = numbersOf(match.slice(1, 4));
    const wall = wallOf(cell, [year, month, day], [0, 0, 0]);
    return wall.kind === 'fault' ? wall : { ...wall, form: iso === null ? 'slashes' : 'iso' };
  },
};

/** `4/12/2016`. */
export const usDateReader: CellDateReader = {
  example: '4/12/2016',
  read: (cell) => {
    const match = usDate.exec(cell);
    if (match === null) return unreadable(cell, '4/12/2016');
    const [month, day, year] = numbersOf(match.slice(1, 4));
    return wallOf(cell, [year, month, day], [0, 0, 0]);
  },
};

type Numbers = readonly [number, number, number, number, number, number];
const numbersOf = (parts: readonly (string | undefined)[]): Numbers => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = parts.map((part) => Number(part ?? 0));
  return [a, b, c, d, e, f];
};

type Read = Extract<CellDate, { readonly kind: 'read' }>;

const wallOf = (
  cell: string,
  [year, month, day]: readonly [number, number, number],
  [hour, minute, second]: readonly [number, number, number],
): CellDate => {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  const isDate = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isDate || hour > 23 || minute > 59 || second > 59 || year < yearMin || year > yearMax)
    return fault('no-such-date', rowWords.noSuchDate(cell));
  return { kind: 'read', form: 'us', day: ms / dayMs, seconds: hour * 3600 + minute * 60 + second };
};

/** A day of 24 hours has every time once; on any other it is asked which instant is meant. */
const onClock = (cell: string, wall: Read, { days, oddTimes }: CellDateOptions): CellDate => {
  const date = new Date(wall.day * dayMs).toISOString().slice(0, 10) as PlainDateText;
  const { startMs, endMs } = days.of(date);
  if (endMs - startMs === dayMs || oddTimes === 'as-written') return wall;
  const time = Temporal.PlainDate.from(date).toPlainDateTime().add({ seconds: wall.seconds });
  const [earlier, later] = (['earlier', 'later'] as const).map(
    (disambiguation) => time.toZonedDateTime(days.zone, { disambiguation }).epochMilliseconds,
  );
  if (earlier === undefined || earlier !== later) return fault('odd-time', rowWords.oddTime(cell, days.zone));
  return { ...wall, seconds: (earlier - startMs) / 1000 };
};

const withOffset = (wall: Read, offset: string, days: LocalDays): CellDate => {
  const minutes = offset === 'Z' ? 0 : Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  const signed = offset.startsWith('-') ? -minutes : minutes;
  const ms = (wall.day * daySeconds + wall.seconds - signed * 60) * 1000;
  const { date, startMs } = days.at(ms);
  return { kind: 'read', form: 'iso-offset', day: epochDayOf(date), seconds: (ms - startMs) / 1000 };
};

const unreadable = (cell: string, example: string): CellDate => {
  if (serial.test(cell)) return fault('spreadsheet', rowWords.serial(cell));
  if (exponent.test(cell)) return fault('spreadsheet', rowWords.exponent(cell));
  if (cell.startsWith('#')) return fault('spreadsheet', rowWords.spreadsheetError(cell));
  if (/^\d{2,4}年/u.test(cell)) return fault('bad-date', rowWords.yearMonthDay(cell, example));
  return fault('bad-date', rowWords.badDate(cell, example));
};
