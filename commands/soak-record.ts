/** SoakRecord: every sample of a soak, as lines for people while it runs, as CSV, and as series for the verdict. */
import type { ProgramReading } from './soak-program.ts';
import type { QueueDepths } from './soak-queues.ts';
import type { SoakSeries } from './soak-verdict.ts';

export interface SoakSample {
  /** Since the beginning of the run. */
  readonly atMs: number;
  readonly leftMs: number;
  /** In the order of the names. */
  readonly programs: readonly ProgramReading[];
  readonly queues: QueueDepths;
  /** Of the process with the town in it; told, not judged: it is no part of what a centre runs. */
  readonly townBytes: number;
  readonly visits: number;
  readonly missed: number;
  readonly strangers: number;
}

interface Column {
  readonly name: string;
  /** Undefined where it is told and not judged. */
  readonly kind: SoakSeries['kind'] | undefined;
  /** In bytes, pieces or seconds; null where it is not known yet. */
  readonly of: (sample: SoakSample) => number | null;
}

/** Headings are said again after so many lines. */
const linesPerHeading = 20;
const mebibyte = 1024 * 1024;

export class SoakRecord {
  readonly #names: readonly string[];
  readonly #columns: readonly Column[];
  readonly #samples: SoakSample[] = [];

  /** The programs, and the gateways among them in the order of their outboxes. */
  constructor(programs: readonly string[], gateways: readonly string[]) {
    this.#names = programs;
    this.#columns = [...programs.flatMap(programColumns), ...gateways.map(outboxColumn), ...otherColumns];
  }

  get samples(): readonly SoakSample[] {
    return this.#samples;
  }

  csvHeading(): string {
    return `seconds,${this.#columns.map(({ name }) => name.replaceAll(' ', '_')).join(',')}`;
  }

  /** The lines to print for it, and its row. */
  take(sample: SoakSample): { readonly lines: readonly string[]; readonly csv: string } {
    const isHeadingDue = this.#samples.length % linesPerHeading === 0;
    this.#samples.push(sample);
    const values = this.#columns.map(({ of }) => of(sample) ?? '');
    return {
      lines: [...(isHeadingDue ? this.#headings() : []), lineOf(sample)],
      csv: `${(sample.atMs / 1000).toFixed(1)},${values.join(',')}`,
    };
  }

  series(): readonly SoakSeries[] {
    return this.#columns.flatMap(({ name, kind, of }) => {
      const values = this.#samples.map(of);
      const firstKnown = values.find((value) => value !== null);
      if (kind === undefined || firstKnown === undefined) return [];
      return [{ name, kind, values: values.map((value) => value ?? firstKnown) }];
    });
  }

  #headings(): readonly string[] {
    const programs = this.#names.map((name) => name.padEnd(programWidth)).join(' | ');
    return [
      `                ${programs} | 待ち queues`,
      `   time    left ${this.#names.map(() => 'RSS MB  live files hand. timers').join(' | ')} | outbox intake feed | visits missed strangers`,
    ];
  }
}

const programWidth = 31;

const programColumns = (name: string, index: number): readonly Column[] => {
  const column = (what: string, kind: Column['kind'], of: (reading: ProgramReading) => number | null): Column => ({
    name: `${name} ${what}`,
    kind,
    of: ({ programs }) => {
      const reading = programs[index];
      return reading === undefined ? null : of(reading);
    },
  });
  return [
    column('RSS', 'memory', ({ residentBytes }) => residentBytes),
    column('live memory', 'memory', ({ liveBytes }) => liveBytes),
    column('open files', 'count', ({ openFiles }) => openFiles),
    column('handles', 'count', ({ handles }) => handles),
    column('timers', 'count', ({ timers }) => timers),
  ];
};

const outboxColumn = (gateway: string, index: number): Column => ({
  name: `${gateway} outbox`,
  kind: 'count',
  of: ({ queues }) => queues.outboxes[index] ?? null,
});

const otherColumns: readonly Column[] = [
  { name: 'intake', kind: 'count', of: ({ queues }) => queues.intake },
  { name: 'feed', kind: 'count', of: ({ queues }) => queues.feed },
  { name: 'town RSS', kind: undefined, of: ({ townBytes }) => townBytes },
  { name: 'visits', kind: undefined, of: ({ visits }) => visits },
  { name: 'missed', kind: undefined, of: ({ missed }) => missed },
  { name: 'strangers', kind: undefined, of: ({ strangers }) => strangers },
];

const lineOf = ({ atMs, leftMs, programs, queues, visits, missed, strangers }: SoakSample): string => {
  const used = programs.map(
    ({ residentBytes, liveBytes, openFiles, handles, timers }) =>
      `${megabytes(residentBytes)} ${megabytes(liveBytes)} ${pad(openFiles, 5)} ${pad(handles, 5)} ${pad(timers, 6)}`,
  );
  const waiting = `${pad(queues.outboxes.join('+'), 6)} ${pad(queues.intake, 6)} ${pad(queues.feed, 4)}`;
  const done = `${pad(visits, 6)} ${pad(missed, 6)} ${pad(strangers, 9)}`;
  return `${pad(timeText(atMs), 7)} ${pad(timeText(leftMs), 7)} ${used.join(' | ')} | ${waiting} | ${done}`;
};

const megabytes = (bytes: number | null): string =>
  bytes === null ? pad('–', 5) : pad((bytes / mebibyte).toFixed(1), 6);

const pad = (value: number | string, width: number): string => String(value).padStart(width);

/** `1:02:03`, or `02:03` within the hour. */
const timeText = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const short = `${String(minutes).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return hours === 0 ? short : `${hours}:${short}`;
};
