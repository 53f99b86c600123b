/** Prepare import: a file read, judged and gathered to days, with all that it would change; nothing is written but the book beside it. */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  importLinesShownMax,
  type ImportAsk,
  type ImportDayClass,
  type ImportDifference,
  type ImportLines,
} from '../../contract/imports-terms.ts';
import type { PlainDateText } from '../../contract/ids.ts';
import { dateOfEpochDay, epochDayOf, LocalDays } from '../local-days.ts';
import { DayGathering } from './day-gathering.ts';
import { FileReading } from './file-reading.ts';
import { KnownDays } from './known-days.ts';
import { KnownPeople } from './known-people.ts';
import { RowBook } from './row-book.ts';
import { StepImports } from './step-imports.ts';

export interface ImportToPrepare {
  /** Of `cloud.sqlite`, which is only read. */
  readonly dataPath: string;
  readonly zone: string;
  readonly nowMs: number;
  readonly file: string;
  /** Where the rows are put in order; what is to be journalled is left there. */
  readonly book: string;
  readonly ask: ImportAsk;
}

export interface ReadyImport {
  readonly kind: 'ready';
  readonly id: string;
  readonly token: string;
  /** The newest word on any import when this was prepared. */
  readonly basis: number;
  readonly isKnown: boolean;
  readonly rows: number;
  readonly repeated: number;
  readonly people: number;
  readonly days: number;
  readonly parts: number;
  readonly firstDate: PlainDateText;
  readonly lastDate: PlainDateText;
  readonly classes: Readonly<Record<ImportDayClass, number>>;
  readonly notes: ImportLines;
  readonly differences: readonly ImportDifference[];
  readonly differencesTotal: number;
  /** Days that would stand as the file says, by date. */
  readonly standing: readonly (readonly [PlainDateText, number])[];
}

export type PreparedImport =
  ReadyImport | { readonly kind: 'faulty'; readonly rows: number; readonly faults: ImportLines };

export interface ReadProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly bytesTotal: number;
}

/** Keeps its thread busy for as long as it takes. */
export const prepareImport = (
  { dataPath, zone, nowMs, file, book: bookPath, ask }: ImportToPrepare,
  onProgress: (progress: ReadProgress) => void = () => undefined,
): PreparedImport => {
  const database = new DatabaseSync(join(dataPath, 'cloud.sqlite'), { readOnly: true, timeout: 5_000 });
  try {
    using book = new RowBook(bookPath);
    const days = new LocalDays(zone);
    const people = new KnownPeople(database);
    const today = epochDayOf(days.at(nowMs).date);
    const reading = new FileReading({ ask, people, book, days, today });
    reading.read(file, (bytes, bytesTotal) => onProgress({ rows: reading.rows, bytes, bytesTotal }));
    const { faults, rows, bucketSeconds } = reading;
    const known = new KnownDays(database, days);
    const gathering = new DayGathering({ ask, people, book, known, faults, bucketSeconds });
    if (faults.total === 0) gathering.gather();
    if (faults.total > 0) return { kind: 'faulty', rows, faults: faults.told() };
    book.keepParts();
    return ready(database, reading, gathering);
  } finally {
    database.close();
  }
};

const ready = (database: DatabaseSync, reading: FileReading, gathering: DayGathering): ReadyImport => {
  const imports = new StepImports(database);
  const basis = imports.newestWord();
  const { id, people, days, parts, differences, differencesTotal } = gathering;
  const countOf = (is: ImportDayClass): number => gathering.classes.get(is) ?? 0;
  const classes = {
    fresh: countOf('fresh'),
    equal: countOf('equal'),
    pedometer: countOf('pedometer'),
    'other-kind': countOf('other-kind'),
    replaces: countOf('replaces'),
    conflict: countOf('conflict'),
  };
  return {
    kind: 'ready',
    id,
    token: hash('sha256', JSON.stringify([id, basis, classes]), 'hex'),
    basis,
    isKnown: imports.get(id)?.state === 'accepted',
    rows: reading.rows,
    repeated: reading.repeats.total,
    ...{ people, days, parts, classes },
    firstDate: dateOfEpochDay(gathering.firstDay),
    lastDate: dateOfEpochDay(gathering.lastDay),
    notes: merged(reading.repeats.told(), gathering.notes.told()),
    ...{ differences, differencesTotal },
    standing: [...gathering.standing],
  };
};

/** Room is kept for both: rows that repeat others are about the file itself. */
const merged = (first: ImportLines, second: ImportLines): ImportLines => {
  const lines = [...first.lines.slice(0, importLinesShownMax / 2), ...second.lines];
  const shown = lines.slice(0, importLinesShownMax).toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { lines: shown, total: first.total + second.total };
};
