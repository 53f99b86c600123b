/** JobSlots: at which instant of which days a cron line falls due. node-cron reads the line; the days are ours to ask about. */
import { createTask, parse, validateDetailed } from 'node-cron';
import { OperatorError } from '../../runtime/fault.ts';

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
