/** Trial points: the point service on a throw-away disk, and totals to feed it. For this room's tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { participantIdSchema, plainDateSchema, type PlainDateText } from '../contract/ids.ts';
import type { DayState, DayTotal } from '../contract/day-total.ts';
import { TimelineClock } from '../runtime/clock.ts';
import { silentLog } from '../runtime/log.ts';
import { Points } from './points.ts';
import { iwamizawaRulePath, readProgramme, type Programme } from './rule/programme-file.ts';

export const iwamizawa = readProgramme(iwamizawaRulePath);

/** Noon of 21 November 2026 in Japan. */
export const trialStartMs = Date.parse('2026-11-21T12:00:00+09:00');

export const plainDate = (text: string): PlainDateText => plainDateSchema.parse(text);
export const participantId = (text: string): DayTotal['participant'] => participantIdSchema.parse(text);

export const walker = participantId('P-0001');
export const walkedOn = plainDate('2026-11-20');

export interface TotalParts {
  readonly participant?: string;
  readonly date?: string;
  readonly steps?: number;
  readonly state?: DayState;
  readonly revision?: number;
  readonly syncedOn?: string;
}

/** A total of `walker` on `walkedOn`, brought the day after, save for what is said otherwise. */
export const dayTotal = (parts: TotalParts): DayTotal => ({
  participant: participantId(parts.participant ?? walker),
  date: plainDate(parts.date ?? walkedOn),
  steps: parts.steps ?? 6214,
  state: parts.state ?? 'open',
  revision: parts.revision ?? 1,
  syncedOn: plainDate(parts.syncedOn ?? '2026-11-21'),
  trust: 'signed',
  devices: [],
});

/** A folder of its own for points.sqlite; `open` as often as the service is to be started on it. */
export class TrialDisk implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'ayumi-points-'));
  readonly path: string;
  readonly clock = new TimelineClock(trialStartMs);

  /** `:memory:` where nothing is opened twice. */
  constructor(name = 'points.sqlite') {
    this.path = name === ':memory:' ? name : join(this.#folder, name);
  }

  async open(
    programme: Programme = iwamizawa,
    { looksOnly }: { readonly looksOnly: boolean } = { looksOnly: false },
  ): Promise<Points> {
    const points = new Points({ path: this.path, programme, clock: this.clock, log: silentLog, looksOnly });
    await points.start(new AbortController().signal);
    return points;
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
