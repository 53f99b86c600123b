/** Table rows: the columns of the registry's four tables, and what one cell of each may hold. */
import { z } from 'zod';
import { nicknameSchema } from '../../contract/centre-news.ts';
import {
  centreIdSchema,
  deviceSerialSchema,
  participantIdSchema,
  plainDateSchema,
  type PlainDateText,
} from '../../contract/ids.ts';
import { cell, idCell, integerCell, textCell } from './cell-text.ts';

const centreCell = idCell(centreIdSchema);
const deviceCell = idCell(deviceSerialSchema);
const participantCell = idCell(participantIdSchema);

const keyCell = cell((text) => (/^[0-9A-Fa-f]{64}$/.test(text) ? Uint8Array.fromHex(text) : undefined), {
  ja: '鍵は、32バイトを16進数で書いた64文字です',
  en: 'must be 32 bytes in hexadecimal (64 characters)',
});

/** A sticker shows no more, and rosters carry no more (contract/roster.ts). */
const labelCharactersMax = 16;

export const centreRow = z.strictObject({ centre: centreCell, name: textCell(100) });

const birthYearMin = 1900;
const birthYearMax = 2100;
const birthYearCell = integerCell(birthYearMin, birthYearMax);

const birthDateText = {
  ja: `1948-02-03 のような、${birthYearMin}年よりあとの実際にある日にしてください`,
  en: `must be a day that there was, like 1948-02-03, from ${birthYearMin} on`,
};
/** As a form writes it, or as a spreadsheet saves it: 1948/2/3. */
const writtenDate = /^(?<year>\d{4})(?<sign>[-/])(?<month>\d{1,2})\k<sign>(?<day>\d{1,2})$/;

const readBirthDate = (text: string): PlainDateText | undefined => {
  const date = readDate(text);
  const isPossible = date !== undefined && date.year >= birthYearMin && date.year <= birthYearMax;
  return isPossible ? plainDateSchema.parse(date.toString()) : undefined;
};

const readDate = (text: string): Temporal.PlainDate | undefined => {
  const { year, month, day } = writtenDate.exec(text)?.groups ?? {};
  try {
    const parts = { year: Number(year), month: Number(month), day: Number(day) };
    return Temporal.PlainDate.from(parts, { overflow: 'reject' });
  } catch {
    return undefined;
  }
};

const who = { participant: participantCell, name: textCell(100) };
const birthDate = { birthDate: cell(readBirthDate, birthDateText) };
const birthDateOrNone = { birthDate: cell((text) => (text === '' ? null : readBirthDate(text)), birthDateText) };
const birthYear = { birthYear: birthYearCell };
const centre = { centre: centreCell };
/** Empty: by number only. */
const nickname = {
  nickname: cell((text) => (text === '' ? null : nicknameSchema.safeParse(text).data), {
    ja: 'よび名は16文字までです',
    en: 'must be at most 16 characters long',
  }),
};

/** The year, the day, or both of birth: an empty `birthDate` says that the day is not known. With or without nicknames. */
export const participantRow = z.strictObject({ ...who, ...birthYear, ...centre });
export const participantRowWithDate = z.strictObject({ ...who, ...birthYear, ...birthDateOrNone, ...centre });
export const participantRowByDate = z.strictObject({ ...who, ...birthDate, ...centre });
export const participantRows = [
  participantRow,
  participantRowWithDate,
  participantRowByDate,
  z.strictObject({ ...participantRow.shape, ...nickname }),
  z.strictObject({ ...participantRowWithDate.shape, ...nickname }),
  z.strictObject({ ...participantRowByDate.shape, ...nickname }),
] as const;

export const deviceRow = z.strictObject({
  serial: deviceCell,
  key: keyCell,
  model: textCell(64),
  label: textCell(labelCharactersMax),
  capacity: integerCell(1, 65_535),
  bucketSeconds: integerCell(60, 3600),
  centre: centreCell,
});
/** As they are exported: of pedometers whose key is registered already. */
export const deviceRowWithoutKey = deviceRow.omit({ key: true });

/** `from` and `to` in ms since the Unix epoch; local times in `zone`. An empty `to` is a loan that runs. */
export const loanRow = (zone: string) =>
  z.strictObject({
    device: deviceCell,
    participant: participantCell,
    from: cell((text) => readMoment(text, zone), momentText),
    to: cell((text) => (text === '' ? null : readMoment(text, zone)), momentText),
  });

const momentText = {
  ja: '2026-11-20T09:00 のような現地の時刻か、2026-11-20T09:00+09:00 のように書いてください',
  en: 'must be like 2026-11-20T09:00+09:00, or 2026-11-20T09:00 in local time',
};
const moment = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(?<offset>Z|[+-]\d{2}:\d{2})?$/;

const readMoment = (text: string, zone: string): number | undefined => {
  const parts = moment.exec(text);
  if (parts === null) return undefined;
  try {
    return parts.groups?.['offset'] === undefined
      ? // A local time the clocks jump over, or show twice, is not a time somebody can mean.
        Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(zone, { disambiguation: 'reject' })
          .epochMilliseconds
      : Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
};
