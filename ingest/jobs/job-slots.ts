/** JobSlots: at which instant of which days a cron line falls due. node-cron reads the line; the days are ours to ask about. */
import { createTask, parse, validateDetailed } from 'node-cron';
import { localDate } from '../../runtime/clock.ts';
import { OperatorError } from '../../runtime/fault.ts';

/** A line that falls on no day of four years is none. */
const daysLookedAtMax = 1462;

export class JobSlots {
  readonly #zone: string;
  readonly #time: Temporal.PlainTime;
  readonly #fallsOn: (noonUtc: Date) => boolean;

  /**
   * `cron` has five fields, or six with seconds before them; a line with several times a day stands for the first of them.
   * Throws OperatorError `job-schedule` for a line nobody can read.
   */
  constructor(job: string, cron: string, zone: string) {
    const { second, minute, hour, dayFields } = readLine(job, cron);
    this.#zone = zone;
    this.#time = Temporal.PlainTime.from({ hour, minute, second });
    // Asked in UTC at noon, so that only the date decides, whatever the zone does to its clocks that day.
    const task = createTask(`0 0 12 ${dayFields}`, () => undefined, { timezone: 'UTC' });
    // It is never started, and node-cron keeps a list of what was not destroyed; it goes on answering.
    void task.destroy();
    this.#fallsOn = (noonUtc) => task.match(noonUtc);
  }

  /** When the job falls due on `day`, ms since the Unix epoch; undefined on days that are not its own. */
  slotMs(day: Temporal.PlainDate): number | undefined {
    const noonUtc = day.toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' });
    if (!this.#fallsOn(new Date(noonUtc.epochMilliseconds))) return undefined;
    return day.toZonedDateTime({ timeZone: this.#zone, plainTime: this.#time }).epochMilliseconds;
  }

  /** The latest day whose slot had come by `nowMs`; undefined where there was none in years. */
  lastDay(nowMs: number): Temporal.PlainDate | undefined {
    return this.#find(nowMs, -1, (slotMs) => slotMs <= nowMs)?.day;
  }

  /** The first slot after `nowMs`; undefined where there is none in years. */
  nextMs(nowMs: number): number | undefined {
    return this.#find(nowMs, 1, (slotMs) => slotMs > nowMs)?.slotMs;
  }

  #find(
    nowMs: number,
    step: 1 | -1,
    fits: (slotMs: number) => boolean,
  ): { readonly day: Temporal.PlainDate; readonly slotMs: number } | undefined {
    const today = localDate(nowMs, this.#zone);
    for (let days = 0; days < daysLookedAtMax; days++) {
      const day = today.add({ days: days * step });
      const slotMs = this.slotMs(day);
      if (slotMs !== undefined && fits(slotMs)) return { day, slotMs };
    }
    return undefined;
  }
}

const readLine = (job: string, cron: string) => {
  const fields = cron.trim().split(/\s+/);
  const checked = validateDetailed(cron);
  if (!checked.valid || fields.length < 5) {
    const problems = checked.errors.map((error) => `${error.field}: ${error.message}`);
    throw new OperatorError(
      'job-schedule',
      `The schedule "${cron}" of the job ${job} cannot be read: ${problems.join('; ') || 'it needs five fields'}`,
      'Write it as cron does: minute, hour, day of month, month, day of week.',
    );
  }
  const { second, minute, hour } = parse(cron);
  return {
    second: Math.min(...second),
    minute: Math.min(...minute),
    hour: Math.min(...hour),
    dayFields: fields.slice(-3).join(' '),
  };
};
