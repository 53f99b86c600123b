/** Sample import: facts of imports as the journal holds them, for the tests of what follows from them. */
import { createHash } from 'node:crypto';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { date } from '../sample-cloud.ts';
import type { AcceptFact, ImportFact, RowsFact, UnsignedReading } from './import-fact.ts';

export interface SampleImport {
  readonly id: string;
  /** Everything up to the word that accepts it. */
  readonly said: readonly ImportFact[];
  readonly settling: readonly ImportFact[];
  readonly undo: ImportFact;
}

const who = { actor: '山田', reason: '前の仕組みから' };

/** Steps by day of November 2026, for one participant. `daysPerPart` of them in each part. */
export const sampleImport = (
  participant: ParticipantId,
  reading: UnsignedReading,
  steps: Readonly<Record<number, number>>,
  { source = 'other', daysPerPart = 2 }: { readonly source?: string; readonly daysPerPart?: number } = {},
): SampleImport => {
  const days = Object.entries(steps).map(([day, count]) => ({ date: date(Number(day)), count }));
  const key = JSON.stringify([participant, reading, steps, source]);
  const id = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const groups = Array.from({ length: Math.ceil(days.length / daysPerPart) }, (_, part) =>
    days.slice(part * daysPerPart, (part + 1) * daysPerPart),
  );
  const rows = groups.map((group, part) => rowsOf(id, part, reading, participant, group));
  const dates = days.map((each) => each.date).sort();
  const accept: AcceptFact = {
    step: 'accept',
    import: id,
    ...{ reading, source, file: 'steps.csv', parts: rows.length, rows: days.length, people: 1, days: days.length },
    firstDate: dates[0] ?? date(0),
    lastDate: dates.at(-1) ?? date(0),
    ...who,
  };
  return {
    id,
    said: [...rows, accept],
    settling: rows.map(({ part }) => ({ step: 'settle', import: id, part })),
    undo: { step: 'undo', import: id, ...who },
  };
};

const rowsOf = (
  id: string,
  part: number,
  reading: UnsignedReading,
  participant: ParticipantId,
  days: readonly { readonly date: PlainDateText; readonly count: number }[],
): RowsFact => {
  const fields = { step: 'rows', import: id, part } as const;
  if (reading === 'daily')
    return { ...fields, reading, days: days.map(({ date: on, count }) => ({ participant, date: on, steps: count })) };
  const halves = (count: number): number[] => [Math.floor(count / 2), count - Math.floor(count / 2)];
  return {
    ...fields,
    reading,
    days: days.map(({ date: on, count }) => ({
      participant,
      date: on,
      fromSeconds: 9 * 3600,
      seconds: 3600,
      steps: halves(count),
    })),
  };
};
