/** Step file: the headers that are known, and by which columns and in which form their rows are read. Pure. */
import type { ImportKind } from '../../contract/imports-terms.ts';
import {
  dateReader,
  timeReader,
  usDateReader,
  usTimeReader,
  type CellDateOptions,
  type CellDateReader,
} from './cell-date.ts';

export interface StepFile {
  readonly kind: ImportKind;
  readonly columns: number;
  readonly participant: number;
  readonly when: number;
  readonly steps: number;
  /** Of day totals that say it. */
  readonly state: number | undefined;
  /** Undefined where the file does not say how long its buckets last. */
  readonly bucketSeconds: number | undefined;
  readonly dates: CellDateReader;
}

interface Known {
  readonly kind: ImportKind;
  /** Participant, time, steps, and the state of day totals. */
  readonly names: readonly [string, string, string, string?];
  readonly bucketSeconds?: number;
  readonly dates: (options: CellDateOptions) => CellDateReader;
}

const day = () => dateReader;
const known: readonly Known[] = [
  { kind: 'bucket', names: ['participant', 'start', 'steps'], dates: timeReader },
  { kind: 'bucket', names: ['id', 'activityhour', 'steptotal'], bucketSeconds: 3600, dates: usTimeReader },
  { kind: 'bucket', names: ['id', 'activityminute', 'steps'], bucketSeconds: 60, dates: usTimeReader },
  { kind: 'daily', names: ['participant', 'date', 'steps'], dates: day },
  { kind: 'daily', names: ['participant', 'date', 'steps', 'state'], dates: day },
  { kind: 'daily', names: ['id', 'activityday', 'steptotal'], dates: () => usDateReader },
];

/** By name, in any order, upper case or lower; these columns and no others. */
export const stepFileOf = (header: readonly string[], options: CellDateOptions): StepFile | undefined => {
  const cells = header.map((cell) => cell.normalize('NFKC').trim().toLowerCase());
  const found = known.find(({ names }) => {
    const wanted = names.filter((name) => name !== undefined);
    return wanted.length === cells.length && wanted.every((name) => cells.includes(name));
  });
  if (found === undefined) return undefined;
  const [participant, when, steps, state] = found.names;
  return {
    kind: found.kind,
    columns: cells.length,
    participant: cells.indexOf(participant),
    when: cells.indexOf(when),
    steps: cells.indexOf(steps),
    state: state === undefined ? undefined : cells.indexOf(state),
    bucketSeconds: found.bucketSeconds,
    dates: found.dates(options),
  };
};
