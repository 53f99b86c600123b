/** Conducting a visit: performs what `visit.ts` decides, one operation at a time, each with its deadline. */
import { encodeCurrentTime, encodeLocalTime } from '../../contract/current-time.ts';
import type { DeviceSerial } from '../../contract/ids.ts';
import { encodeReceiptSequence } from '../../contract/record-access.ts';
import type { Clock } from '../../runtime/clock.ts';
import { withDeadline } from '../../runtime/deadline.ts';
import { assert } from '../../runtime/fault.ts';
import type { Answer, Link, Radio } from '../radio/radio.ts';
import type { CollectedVisit } from './collected-visit.ts';
import { visitLimits } from './visit-limits.ts';
import { beginVisit, stepVisit } from './visit.ts';
import type { VisitAction, VisitEnd, VisitInput, VisitPlan, VisitSummary } from './visit-words.ts';

export interface VisitWorld {
  readonly clock: Clock;
  readonly radio: Radio;
  /** The zone of the displays. */
  readonly zone: string;
  /**
   * From where to ask: what the cloud has confirmed, so that an outbox that dies costs nothing; after a broken visit, what
   * is held here, so that even a link that always breaks gets on.
   */
  held(device: DeviceSerial): number;
  /** On disk, fsynced, when this returns `stored`. Throws only when the disk is broken rather than full. */
  store(visit: CollectedVisit, startedMs: number): 'stored' | 'full';
  onProgress(summary: VisitSummary): void;
}

/** Resolves when the visit has ended, whichever way; rejects only for our own bugs and a broken disk. */
export const conductVisit = async (world: VisitWorld, address: string, plan: VisitPlan): Promise<VisitEnd> => {
  const conductor = new Conductor(world, address);
  let step = beginVisit(plan);
  try {
    for (;;) {
      for (const action of step.actions) {
        if (action.kind === 'end') return action.end;
        conductor.perform(action);
      }
      step = stepVisit(step.state, await conductor.nextInput());
    }
  } finally {
    conductor.end();
  }
};

/** An input before it has its time. */
type Event = VisitInput extends infer Input ? (Input extends VisitInput ? Omit<Input, 'atMs'> : never) : never;

class Conductor {
  readonly #world: VisitWorld;
  readonly #address: string;
  readonly #startedMs: number;
  #inbox: VisitInput[] = [];
  /** Inputs before this one are dealt with; shifting them off would cost more than all the rest of a flood. */
  #readTo = 0;
  #wake: () => void = () => undefined;
  #deadlineMs = 0;
  #link: Link | undefined;
  #isOver = false;
  /** Counts operations, so that the late answer of one given up is not taken for the answer of the next. */
  #operation = 0;

  constructor(world: VisitWorld, address: string) {
    this.#world = world;
    this.#address = address;
    this.#startedMs = world.clock.wallMs();
  }

  perform(action: VisitAction): void {
    if ('deadlineMs' in action) this.#deadlineMs = this.#world.clock.monotonicMs() + action.deadlineMs;
    switch (action.kind) {
      case 'connect':
        this.#begin(this.#connect());
        return;
      case 'read':
        this.#begin(this.#ask((link) => link.read(action.value)));
        return;
      case 'recall':
        this.#push({ kind: 'recalled', held: this.#world.held(action.serial) });
        return;
      case 'subscribe':
        this.#begin(this.#ask((link) => link.subscribe()));
        return;
      case 'request':
        this.#begin(this.#ask((link) => link.write('record-access', action.bytes)));
        return;
      case 'progress':
        this.#world.onProgress(action.summary);
        return;
      case 'store':
        this.#push({ kind: this.#world.store(action.visit, this.#startedMs) });
        return;
      case 'receipt':
        this.#begin(this.#ask((link) => link.write('receipt', encodeReceiptSequence(action.sequence))));
        return;
      case 'set-time':
        this.#begin(this.#ask((link) => link.write('current-time', encodeCurrentTime(this.#now()))));
        return;
      case 'set-zone':
        this.#begin(this.#ask((link) => link.write('local-time', encodeLocalTime(this.#now()))));
        return;
      case 'disconnect':
        this.#begin(this.#disconnect());
        return;
      case 'await':
      case 'end':
        return;
    }
  }

  /** What came next, or `timeout` at the deadline of the operation under way. */
  async nextInput(): Promise<VisitInput> {
    for (;;) {
      const input = this.#inbox[this.#readTo++];
      if (input !== undefined) return input;
      this.#inbox = [];
      this.#readTo = 0;
      if (await this.#isAnythingInTime()) continue;
      // Whatever the operation given up still answers is not heard any more.
      this.#operation += 1;
      this.#push({ kind: 'timeout' });
    }
  }

  /** The visit is over; a link that comes late, or was left standing, is not kept. */
  end(): void {
    this.#isOver = true;
    void this.#link?.disconnect();
  }

  async #isAnythingInTime(): Promise<boolean> {
    const { clock } = this.#world;
    const leftMs = this.#deadlineMs - clock.monotonicMs();
    if (leftMs <= 0) return false;
    const arrival = new Promise<void>((resolve) => (this.#wake = resolve));
    await withDeadline(arrival, leftMs, clock);
    return this.#inbox.length > 0;
  }

  #begin(operation: Promise<Event>): void {
    const own = ++this.#operation;
    void operation.then((event) => {
      if (own === this.#operation) this.#push(event);
    });
  }

  async #connect(): Promise<Event> {
    const { connectMs, discoverMs } = visitLimits;
    const connection = await this.#world.radio.connect(this.#address, { connectMs, discoverMs });
    if (connection.kind === 'failed') return { kind: 'not-connected', fault: connection.fault };
    this.#link = connection.link;
    if (this.#isOver) this.end();
    connection.link.listen({
      onPageSegment: (segment) => this.#push({ kind: 'page-segment', segment }),
      onRecordAccess: (bytes) => this.#push({ kind: 'record-access', bytes }),
      onLost: () => this.#push({ kind: 'link-lost' }),
    });
    return { kind: 'connected', attMtu: connection.link.attMtu };
  }

  async #ask(question: (link: Link) => Promise<Answer>): Promise<Event> {
    assert(this.#link !== undefined, 'nothing is asked before the link stands');
    const { clock } = this.#world;
    const beforeMs = clock.wallMs();
    const answer = await question(this.#link);
    if (answer.kind !== 'answered') return { kind: answer.kind };
    // The device answers half-way between our question and our hearing it.
    return { kind: 'answered', bytes: answer.bytes, wallMs: (beforeMs + clock.wallMs()) / 2 };
  }

  async #disconnect(): Promise<Event> {
    await this.#link?.disconnect();
    return { kind: 'answered', bytes: new Uint8Array(), wallMs: this.#world.clock.wallMs() };
  }

  #push(event: Event): void {
    this.#inbox.push({ ...event, atMs: this.#world.clock.monotonicMs() });
    this.#wake();
  }

  #now(): Temporal.ZonedDateTime {
    const { clock, zone } = this.#world;
    return Temporal.Instant.fromEpochMilliseconds(Math.floor(clock.wallMs())).toZonedDateTimeISO(zone);
  }
}
