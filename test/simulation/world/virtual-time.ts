/** Virtual time: the one time of a simulated world, which stands still while anybody has something to do. */

/** Somebody whose time does not pass while frozen: what becomes due meanwhile is done afterwards. */
export interface TimeOwner {
  readonly isFrozen: boolean;
}

interface Appointment {
  readonly atMs: number;
  readonly order: number;
  readonly owner: TimeOwner | undefined;
  readonly act: () => void;
}

/** Turns of the event loop without a new appointment after which everybody is taken to be waiting. */
const quietTurns = 2;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Does what is due, as whoever it is due for. */
export type Perform = (owner: TimeOwner | undefined, act: () => void) => void;

export class VirtualTime {
  readonly #perform: Perform;
  #nowMs: number;
  #order = 0;
  #appointments: Appointment[] = [];

  constructor(startMs: number, perform: Perform) {
    this.#nowMs = startMs;
    this.#perform = perform;
  }

  /** True time, ms since the Unix epoch. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Calls `act` at that time, or as soon as its owner is not frozen. Answers the way to call it off. */
  at(atMs: number, act: () => void, owner?: TimeOwner): () => void {
    const appointment: Appointment = { atMs, order: this.#order++, owner, act };
    this.#appointments.push(appointment);
    return () => {
      const place = this.#appointments.indexOf(appointment);
      if (place >= 0) this.#appointments.splice(place, 1);
    };
  }

  after(durationMs: number, act: () => void, owner?: TimeOwner): () => void {
    return this.at(this.#nowMs + Math.max(0, durationMs), act, owner);
  }

  /** Lets time pass, appointment by appointment, each with everything that follows from it. */
  async run(untilMs: number): Promise<void> {
    await this.settle();
    for (;;) {
      const next = this.#next(untilMs);
      if (next === undefined) break;
      this.#keep(next);
      await this.settle();
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  /**
   * Lets time pass in strides: whoever has an appointment keeps it at the end of the stride, as on a machine that was
   * asleep. For nights and weeks in which nothing happens.
   */
  async skip(untilMs: number, strideMs: number): Promise<void> {
    await this.settle();
    while (this.#nowMs < untilMs) {
      this.#nowMs = Math.min(untilMs, this.#nowMs + strideMs);
      const due = this.#appointments.filter(({ atMs, owner }) => atMs <= this.#nowMs && owner?.isFrozen !== true);
      for (const appointment of due.sort(byTime)) {
        if (!this.#appointments.includes(appointment)) continue;
        this.#keep(appointment);
        await this.settle();
      }
    }
  }

  /** Until nobody has anything to do but to wait. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < quietTurns; quiet++) {
      const before = this.#order;
      await turn();
      if (this.#order !== before) quiet = -1;
    }
  }

  #next(untilMs: number): Appointment | undefined {
    let first: Appointment | undefined;
    for (const each of this.#appointments) {
      if (each.atMs > untilMs || each.owner?.isFrozen === true) continue;
      if (first === undefined || byTime(each, first) < 0) first = each;
    }
    return first;
  }

  #keep(appointment: Appointment): void {
    this.#appointments.splice(this.#appointments.indexOf(appointment), 1);
    this.#nowMs = Math.max(this.#nowMs, appointment.atMs);
    this.#perform(appointment.owner, appointment.act);
  }
}

const byTime = (a: Appointment, b: Appointment): number => a.atMs - b.atMs || a.order - b.order;
