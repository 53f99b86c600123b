/** Daily export: a CSV file a day for offices that take files, complete when it has its name, and kept for a while. */
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainDateText } from '../../contract/ids.ts';
import type { LocalDay } from '../local-days.ts';
import type { Job } from './job-runner.ts';

export interface DailyExport {
  /** Of the file: `name-2026-11-21.csv`. */
  readonly name: string;
  /** The file's text in pieces, for what was done on `day`; the same whenever it is asked for later. */
  write(day: PlainDateText): Iterable<string>;
}

export interface ExportFolder {
  /** Made where it is missing, for its owner only. */
  readonly path: string;
  readonly keepDays: number;
}

export interface DailyExportParts {
  readonly export: DailyExport;
  readonly folder: ExportFolder;
  /** The local day on which there first was anything to tell; undefined while there is nothing. */
  readonly firstDay: () => LocalDay | undefined;
}

/** After the nightly closing, which counts for the day on which it is done. */
const exportAt = '30 0 * * *';
const catchUpDaysMax = 31;
/** Pieces between two looks at the signal, and at whatever else the process has to do. */
const piecesPerTurn = 500;
const writtenBytesMax = 64 * 1024;

/** Writes the day before the one on which it falls due. */
export const dailyExportJob = (parts: DailyExportParts): Job => ({
  name: `export-${parts.export.name}`,
  cron: exportAt,
  catchUpDaysMax,
  run: async (slotDay, signal) => {
    const day = slotDay.subtract({ days: 1 });
    const { path, keepDays } = parts.folder;
    const first = parts.firstDay();
    mkdirSync(path, { recursive: true, mode: 0o700 });
    removeOlder(parts.export.name, parts.folder, day.subtract({ days: keepDays - 1 }).toString());
    if (first === undefined || day.toString() < first.date) return 'nothing yet';
    const name = fileName(parts.export.name, day.toString());
    const bytes = await writeWhole(join(path, name), parts.export.write(day.toString() as PlainDateText), signal);
    syncFolder(path);
    return `${name}, ${bytes} bytes`;
  },
});

const fileName = (name: string, day: string): string => `${name}-${day}.csv`;

/** Under another name until all of it is on disk; what an interrupted run has left is written over. */
const writeWhole = async (path: string, pieces: Iterable<string>, signal: AbortSignal): Promise<number> => {
  const unfinished = `${path}.unfinished`;
  const file = openSync(unfinished, 'w', 0o600);
  let bytes = 0;
  try {
    let waiting = '';
    let count = 0;
    for (const piece of pieces) {
      waiting += piece;
      if (waiting.length >= writtenBytesMax) {
        bytes += writeAll(file, waiting);
        waiting = '';
      }
      if (++count % piecesPerTurn !== 0) continue;
      await new Promise((resume) => setImmediate(resume));
      signal.throwIfAborted();
    }
    bytes += writeAll(file, waiting);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
  return bytes;
};

const writeAll = (file: number, text: string): number => {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.byteLength;) at += writeSync(file, bytes, at);
  return bytes.byteLength;
};

/** The name is on disk too. */
const syncFolder = (path: string): void => {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

/** Files of this export for days before `oldest`; nothing else in the folder is touched. */
const removeOlder = (name: string, { path }: ExportFolder, oldest: string): void => {
  for (const entry of readdirSync(path)) {
    const day = /^\d{4}-\d{2}-\d{2}(?=\.csv(\.unfinished)?$)/.exec(entry.slice(name.length + 1))?.[0];
    if (day === undefined || !entry.startsWith(`${name}-`) || day >= oldest) continue;
    rmSync(join(path, entry));
  }
};
