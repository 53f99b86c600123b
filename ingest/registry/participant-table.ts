/** Participant table: the three forms in which an office lists people, by year of birth, by its day, or by both. */
import type { Said } from '../../contract/desk-terms.ts';
import type { CentreId, ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { readCsvTable, type CsvTable } from './csv-table.ts';
import { participantRows } from './table-rows.ts';

/** When somebody was born, as a table says it. */
export interface Birth {
  readonly year: number;
  /** Null where the table says that the day is not known, undefined where it does not speak of days. */
  readonly date: PlainDateText | null | undefined;
  /** Where it says so, for whoever has to mend it. */
  readonly column: 'birthYear' | 'birthDate';
}

export interface ParticipantLine {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly birth: Birth;
  readonly centre: CentreId;
  /** Null takes it away, undefined where the table does not speak of it. */
  readonly nickname: string | null | undefined;
}

export const readParticipantTable = (text: string): CsvTable<ParticipantLine> => {
  const { rows, problems } = readCsvTable<(typeof participantRows)[number]>(text, ...participantRows);
  return {
    rows: rows.map(({ line, value }) => {
      const { participant, name, centre } = value;
      const nickname = 'nickname' in value ? value.nickname : undefined;
      return { line, value: { participant, name, centre, birth: birthOf(value), nickname } };
    }),
    problems,
  };
};

/** What cannot be true of a birth. `heldDate` is the day known before, which a table of years must not contradict unseen. */
export const birthProblems = (
  { year, date, column }: Birth,
  heldDate: PlainDateText | null,
  today: Temporal.PlainDate,
): readonly { readonly column: Birth['column']; readonly sentence: Said }[] => {
  if (typeof date === 'string' && yearOf(date) !== year) {
    const sentence = {
      ja: `生まれた年の${year}年と合いません`,
      en: `is not in the year ${year} that birthYear says`,
    };
    return [{ column: 'birthDate', sentence }];
  }
  if (date === undefined && heldDate !== null && yearOf(heldDate) !== year) {
    const sentence = {
      ja: '登録してある生年月日の年とちがいます。birthDate の列で直してください',
      en: 'is not the year of the birth date known before; correct that in the column birthDate',
    };
    return [{ column, sentence }];
  }
  return Temporal.PlainDate.compare(earliest({ year, date }), today) > 0
    ? [{ column, sentence: { ja: 'まだ来ていない日です', en: 'is still to come' } }]
    : [];
};

/** Whether somebody born then is under `age` for certain. */
export const isYoungerThan = (age: number, birth: Birth, today: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(earliest(birth).add({ years: age }), today) > 0;

const birthOf = (row: { readonly birthYear?: number; readonly birthDate?: PlainDateText | null }): Birth => {
  const { birthYear, birthDate } = row;
  const column = typeof birthDate === 'string' ? 'birthDate' : 'birthYear';
  return { year: birthYear ?? yearOf(birthDate ?? ''), date: birthDate, column };
};

const earliest = ({ year, date }: Pick<Birth, 'year' | 'date'>): Temporal.PlainDate =>
  typeof date === 'string' ? Temporal.PlainDate.from(date) : new Temporal.PlainDate(year, 1, 1);

const yearOf = (date: string): number => Number(date.slice(0, 4));
