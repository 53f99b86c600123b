/** Option values: what people type on the command line, read strictly, with an answer that says what is wanted. */
import { InvalidArgumentError } from 'commander';
import { participantIdSchema, plainDateSchema, type ParticipantId, type PlainDateText } from '../contract/ids.ts';
import { OperatorError } from '../runtime/fault.ts';

/** A whole number within bounds. */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`a whole number from ${min} to ${max} is wanted`);
  };

export const positiveNumber =
  (max: number) =>
  (text: string): number => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (value > 0 && value <= max) return value;
    throw new InvalidArgumentError(`a number greater than 0, at most ${max}, is wanted`);
  };

export const participantArgument = (text: string): ParticipantId => {
  const parsed = participantIdSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('a participant number has letters, digits, - and _ only');
};

export const dateArgument = (text: string): PlainDateText => {
  const parsed = plainDateSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('a date is written like 2026-11-21');
};

/** Throws OperatorError where a period ends before it begins. */
export const checkPeriod = ({ from, to }: { readonly from?: string; readonly to?: string }): void => {
  if (from === undefined || to === undefined || to >= from) return;
  throw new OperatorError(
    'ends-before-it-begins',
    `--to ${to} は --from ${from} より前です (the period ends before it begins)`,
    '--from と --to を入れかえてください (Swap --from and --to).',
  );
};

export const monthArgument = (text: string): string => {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError('a month is written like 2026-11');
};

/** The year in which a fiscal year begins. */
export const fiscalYearArgument = wholeNumber(1900, 2200);

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'];

export const logLevelArgument = (text: string): string => {
  if (logLevels.includes(text)) return text;
  throw new InvalidArgumentError(`one of ${logLevels.join(', ')} is wanted`);
};

export const zoneArgument = (text: string): string => {
  try {
    Temporal.Now.zonedDateTimeISO(text);
    return text;
  } catch {
    throw new InvalidArgumentError('a time zone is written like Asia/Tokyo');
  }
};
