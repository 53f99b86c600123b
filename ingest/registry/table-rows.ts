/** Table rows: the columns of the registry's four tables, and what one cell of each may hold. */
import { z } from 'zod';
import {
  centreIdSchema,
  deviceSerialSchema,
  participantIdSchema,
  plainDateSchema,
  type PlainDateText,
} from '../../contract/ids.ts';

const idText = 'use 1 to 64 of the characters A-Z a-z 0-9 _ -';
const idCell = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, idText);
const centreCell = idCell.pipe(centreIdSchema);
const deviceCell = idCell.pipe(deviceSerialSchema);
const participantCell = idCell.pipe(participantIdSchema);

const textCell = (lengthMax: number) =>
  z.string().min(1, 'must not be empty').max(lengthMax, `longer than ${lengthMax} characters`);

const integerCell = (least: number, most: number) => {
  const sentence = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, sentence)
    .transform(Number)
    .pipe(z.int().min(least, sentence).max(most, sentence));
};

const keyCell = z
  .string()
  .regex(/^[0-9A-Fa-f]{64}$/, 'must be 32 bytes in hexadecimal (64 characters)')
  .transform((hex) => Uint8Array.fromHex(hex));

/** A sticker shows no more, and rosters carry no more (contract/roster.ts). */
const labelCharactersMax = 16;

export const centreRow = z.strictObject({ centre: centreCell, name: textCell(100) });

const birthYearMin = 1900;
const birthYearMax = 2100;
const birthYearCell = integerCell(birthYearMin, birthYearMax);

const birthDateText = `must be a day that there was, like 1948-02-03, from ${birthYearMin} on`;
/** As a form writes it, or as a spreadsheet saves it: 1948/2/3. */
const writtenDate = /^(?<year>\d{4})(?<sign>[-/])(?<month>\d{1,2})\k<sign>(?<day>\d{1,2})$/;

const birthDateCell = z.string().transform((text, context): PlainDateText => {
  const date = readDate(text);
  if (date !== undefined && date.year >= birthYearMin && date.year <= birthYearMax) {
    return plainDateSchema.parse(date.toString());
  }
  context.addIssue({ code: 'custom', message: birthDateText });
  return z.NEVER;
});

const readDate = (text: string): Temporal.PlainDate | undefined => {
  const { year, month, day } = writtenDate.exec(text)?.groups ?? {};
  try {
    const parts = { year: Number(year), month: Number(month), day: Number(day) };
    return Temporal.PlainDate.from(parts, { overflow: 'reject' });
  } catch {
    return undefined;
  }
};

/** The year, the day, or both of birth: an empty `birthDate` says that the day is not known. */
export const participantRow = z.strictObject({
  participant: participantCell,
  name: textCell(100),
  birthYear: birthYearCell,
  centre: centreCell,
});
export const participantRowWithDate = z.strictObject({
  participant: participantCell,
  name: textCell(100),
  birthYear: birthYearCell,
  birthDate: z.union([z.literal('').transform(() => null), birthDateCell], { error: birthDateText }),
  centre: centreCell,
});
export const participantRowByDate = z.strictObject({
  participant: participantCell,
  name: textCell(100),
  birthDate: birthDateCell,
  centre: centreCell,
});

export const deviceRow = z.strictObject({
  serial: deviceCell,
  key: keyCell,
  model: textCell(64),
  label: textCell(labelCharactersMax),
  capacity: integerCell(1, 65_535),
  bucketSeconds: integerCell(60, 3600),
  centre: centreCell,
});

/** `from` and `to` in ms since the Unix epoch; local times in `zone`. An empty `to` is a loan that runs. */
export const loanRow = (zone: string) =>
  z.strictObject({
    device: deviceCell,
    participant: participantCell,
    from: momentCell(zone),
    to: z.union([z.literal('').transform(() => null), momentCell(zone)], { error: momentText }),
  });

const momentText = 'must be like 2026-11-20T09:00+09:00, or 2026-11-20T09:00 in local time';
const moment = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(?<offset>Z|[+-]\d{2}:\d{2})?$/;

const momentCell = (zone: string) =>
  z.string().transform((text, context) => {
    const wallMs = readMoment(text, zone);
    if (wallMs !== undefined) return wallMs;
    context.addIssue({ code: 'custom', message: momentText });
    return z.NEVER;
  });

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
