/** RecordingBook: gathers the rows of a steps file person by person, and makes recordings of them once all are there. */
import type { ParticipantId } from '../../contract/ids.ts';
import type { CsvProblem } from './csv-problem.ts';
import type { Recording } from './recording.ts';

const bucketSecondsMin = 60;
const bucketSecondsMax = 3600;
const daySeconds = 86_400;

export interface BookRow {
  readonly participant: ParticipantId;
  readonly startMs: number;
  readonly steps: number;
  readonly line: number;
}

export interface ClosedBook {
  readonly recordings: readonly Recording[];
  readonly problems: readonly CsvProblem[];
  readonly repeatedRows: number;
}

type Entry = Omit<BookRow, 'participant'>;

export class RecordingBook {
  readonly #people = new Map<ParticipantId, Entry[]>();

  add(row: BookRow): void {
    const { participant, ...entry } = row;
    const entries = this.#people.get(participant);
    if (entries === undefined) this.#people.set(participant, [entry]);
    else entries.push(entry);
  }

  /** Puts every person's rows in order. Where `bucketSeconds` is not known it is the least distance between two rows. */
  close(bucketSeconds: number | undefined): ClosedBook {
    const problems: CsvProblem[] = [];
    let repeatedRows = 0;
    const people = [...this.#people].map(([participant, entries]) => {
      const kept = onceEach(entries, problems);
      repeatedRows += entries.length - kept.length;
      return { participant, entries: kept };
    });
    const seconds = bucketSeconds ?? bucketSecondsOf(people, problems);
    if (problems.length === 0) for (const { entries } of people) checkGrid(entries, seconds, problems);
    return {
      problems,
      repeatedRows,
      recordings: people.map((each) => recordingOf(each.participant, each.entries, seconds)),
    };
  }
}

/** In order of time, equal rows once; a second row that disagrees is a problem. */
const onceEach = (entries: readonly Entry[], problems: CsvProblem[]): readonly Entry[] => {
  const kept: Entry[] = [];
  for (const entry of entries.toSorted((a, b) => a.startMs - b.startMs || a.line - b.line)) {
    const before = kept.at(-1);
    if (before?.startMs !== entry.startMs) {
      kept.push(entry);
    } else if (before.steps !== entry.steps) {
      const sentence = `${entry.steps} steps here but ${before.steps} in line ${before.line} for the same person and time`;
      problems.push({ line: entry.line, problem: 'conflicting-row', sentence });
    }
  }
  return kept;
};

const bucketSecondsOf = (people: readonly { readonly entries: readonly Entry[] }[], problems: CsvProblem[]): number => {
  let leastMs = Infinity;
  let line = 1;
  for (const { entries } of people) {
    for (let i = 1; i < entries.length; i++) {
      const distanceMs = (entries[i]?.startMs ?? 0) - (entries[i - 1]?.startMs ?? 0);
      if (distanceMs < leastMs) [leastMs, line] = [distanceMs, entries[i]?.line ?? 1];
    }
  }
  // Rows of a single time each, or hours of which the empty ones were left out.
  if (leastMs >= bucketSecondsMax * 1000 && leastMs < daySeconds * 1000) return bucketSecondsMax;
  if (leastMs === Infinity) return bucketSecondsMax;
  if (leastMs >= bucketSecondsMin * 1000 && leastMs < bucketSecondsMax * 1000) return leastMs / 1000;
  const sentence =
    leastMs < bucketSecondsMin * 1000
      ? `rows ${leastMs / 1000} s apart: a bucket lasts a minute at least`
      : 'rows a day apart: a day total is not a bucket';
  problems.push({ line, problem: 'not-buckets', sentence });
  return bucketSecondsMax;
};

/** Buckets of one person lie side by side on one grid, so none overlaps another. */
const checkGrid = (entries: readonly Entry[], bucketSeconds: number, problems: CsvProblem[]): void => {
  const first = entries[0];
  if (first === undefined) return;
  for (const entry of entries) {
    if ((entry.startMs - first.startMs) % (bucketSeconds * 1000) === 0) continue;
    const sentence = `begins no whole number of ${bucketSeconds} s after line ${first.line} of the same person`;
    problems.push({ line: entry.line, problem: 'off-grid', sentence });
  }
};

const recordingOf = (participant: ParticipantId, entries: readonly Entry[], bucketSeconds: number): Recording => ({
  participant,
  bucketSeconds,
  firstStartMs: entries[0]?.startMs ?? 0,
  endMs: (entries.at(-1)?.startMs ?? 0) + bucketSeconds * 1000,
  startsMs: Float64Array.from(entries, (entry) => entry.startMs),
  steps: Uint16Array.from(entries, (entry) => entry.steps),
});
