/**
 * Soak: gateways and a cloud, each a process of its own, under visits without end and a churn of strangers, measured from
 * outside: what is flat after the warm-up can run for years.
 */
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../runtime/clock.ts';
import { messageOf, OperatorError } from '../runtime/fault.ts';
import { checkBooks, type SoakBooks } from './soak-books.ts';
import { SoakPrograms } from './soak-programs.ts';
import { SoakRecord } from './soak-record.ts';
import { SoakTown } from './soak-town.ts';
import { judgeSoak, warmUpMsOf, type SoakVerdict } from './soak-verdict.ts';

export interface SoakOptions {
  readonly minutes: number;
  readonly pedometers: number;
  readonly gateways: number;
  /** Different addresses in all, and in every hour of a longer run. */
  readonly strangers: number;
  readonly seed: number;
  readonly zone: string;
  /** Everybody comes once in so much real time. */
  readonly roundMs: number;
  /** CSV of every sample; none when absent. */
  readonly out?: string;
  readonly print: (line: string) => void;
}

export interface SoakResult {
  /** Undefined where the run ended before there was anything to judge. */
  readonly verdict: SoakVerdict | undefined;
  readonly books: SoakBooks;
}

const samplesWanted = 120;
const intervalMsMin = 250;
const intervalMsMax = 60_000;
/** Whatever is on a gateway's disk at the end has been receipted by then. */
const settleMs = 60_000;
const lookMs = 100;

/**
 * A verdict and the books. When `signal` aborts it ends early, with a verdict on what was seen. Throws OperatorError where
 * a program fails, `soak-needs-proc` or `soak-out`.
 */
export const soak = async (options: SoakOptions, signal: AbortSignal): Promise<SoakResult> => {
  if (!existsSync('/proc/self/fd'))
    throw new OperatorError('soak-needs-proc', 'There is no /proc here to measure with', 'Run the soak on Linux.');
  const directory = await mkdtemp(join(tmpdir(), 'ayumi-soak-'));
  try {
    return await new SoakRun(options, directory).run(signal);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

class SoakRun {
  readonly #options: SoakOptions;
  readonly #town: SoakTown;
  readonly #programs: SoakPrograms;
  readonly #record: SoakRecord;
  readonly #runMs: number;

  constructor(options: SoakOptions, directory: string) {
    const { minutes, strangers } = options;
    this.#options = options;
    this.#runMs = minutes * 60_000;
    const strangersPerSecond = strangers / (60 * Math.min(minutes, 60));
    this.#town = new SoakTown({ ...options, strangersPerSecond, sockets: join(directory, 's') });
    this.#programs = new SoakPrograms(this.#town, directory);
    this.#record = new SoakRecord(this.#programs.names(), this.#town.gateways());
  }

  async run(signal: AbortSignal): Promise<SoakResult> {
    await this.#write(`${this.#record.csvHeading()}\n`, 'w');
    await using town = this.#town;
    await town.start(new AbortController().signal);
    await using programs = this.#programs;
    await programs.start();
    const enough = new AbortController();
    const living = town.live(enough.signal);
    try {
      await Promise.race([this.#measure(signal), living]);
    } finally {
      enough.abort();
      await living;
    }
    const unread = await this.#settle();
    await programs.stop();
    const books = await checkBooks({ data: programs.data, zone: town.config.zone }, town.residents);
    return { verdict: this.#verdict(), books: { ...books, wrongs: [...unread, ...books.wrongs] } };
  }

  async #measure(signal: AbortSignal): Promise<void> {
    const intervalMs = Math.min(intervalMsMax, Math.max(intervalMsMin, this.#runMs / samplesWanted));
    const beganMs = systemClock.monotonicMs();
    for (let dueMs = 0; dueMs <= this.#runMs; dueMs += intervalMs) {
      await systemClock.sleep(Math.max(0, dueMs - (systemClock.monotonicMs() - beganMs)), signal);
      if (signal.aborted) return;
      await this.#sample(systemClock.monotonicMs() - beganMs);
    }
  }

  async #sample(atMs: number): Promise<void> {
    const { lines, csv } = this.#record.take({
      atMs,
      leftMs: Math.max(0, this.#runMs - atMs),
      programs: await this.#programs.readings(),
      queues: this.#programs.depths(),
      townBytes: process.memoryUsage.rss(),
      ...this.#town.counts,
    });
    for (const line of lines) this.#options.print(line);
    await this.#write(`${csv}\n`, 'a');
  }

  /** Everybody is read a last time and everything arrives. Returns what does not, in words. */
  async #settle(): Promise<readonly string[]> {
    this.#options.print('  最後の来所を待っています… (everybody comes a last time)');
    const unread = (await this.#town.lastRound()).map(({ serial }) => `${serial} was not read in the last round`);
    const endMs = systemClock.monotonicMs() + settleMs;
    while (!this.#isSettled()) {
      if (systemClock.monotonicMs() > endMs)
        return [...unread, `still waiting: ${JSON.stringify(this.#programs.depths())}`];
      await systemClock.sleep(lookMs);
    }
    return unread;
  }

  #isSettled(): boolean {
    const { outboxes, intake, feed } = this.#programs.depths();
    return outboxes.every((visits) => visits === 0) && intake === 0 && feed === 0;
  }

  #verdict(): SoakVerdict | undefined {
    const atMs = this.#record.samples.map((sample) => sample.atMs);
    return judgeSoak({ atMs, series: this.#record.series(), warmUpMs: warmUpMsOf(atMs.at(-1) ?? 0) });
  }

  async #write(text: string, flag: 'w' | 'a'): Promise<void> {
    const { out } = this.#options;
    if (out === undefined) return;
    try {
      await (flag === 'w' ? writeFile(out, text) : appendFile(out, text));
    } catch (cause) {
      throw new OperatorError(
        'soak-out',
        `Cannot write ${out}: ${messageOf(cause)}`,
        'Name a file in a folder that exists.',
        { cause },
      );
    }
  }
}
