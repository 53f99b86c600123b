/** GattLink: one gateway's connection to a pedometer: what it has subscribed to, asked for and is still owed. */
import { attMtuMin, recordAccessTimeoutMs } from '../../contract/gatt.ts';
import { encodeLogStatus } from '../../contract/log-status.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Transmission } from '../behaviours/behaviour.ts';
import { recordSource, type Device } from '../behaviours/report.ts';
import {
  idleRecordAccess,
  recordAccess,
  type RecordAccessAction,
  type RecordAccessInput,
} from '../pedometer/record-access.ts';

/** So much waits for the radio before more is made: enough to fill a connection event, little to lose with the link. */
const packetsWaitingMax = 8;

/** What a link needs of the radio below it. */
export interface LinkRadio {
  /** Settles when at most `packetsMax` packets wait for the radio, or the link has ended. */
  drained(packetsMax: number): Promise<void>;
  hangUp(): void;
}

export type Send = (value: Uint8Array) => void;

export class GattLink {
  readonly #device: Device;
  readonly #radio: LinkRadio;
  readonly #clock: Clock;
  readonly #ended = new AbortController();
  attMtu = attMtuMin;
  notifyPage: Send | undefined;
  indicateResponse: Send | undefined;
  #state = idleRecordAccess;
  #reportOver = new AbortController();
  /** Everything sent so far and still to be sent, in order. */
  #outgoing: Promise<void> = Promise.resolve();
  #confirmed: () => void = () => undefined;
  #status: Uint8Array = new Uint8Array();

  constructor(device: Device, radio: LinkRadio, clock: Clock) {
    this.#device = device;
    this.#radio = radio;
    this.#clock = clock;
  }

  get isOver(): boolean {
    return this.#ended.signal.aborted;
  }

  /** Runs `reply` at once, or as late as a slow device answers, and never on a link that has ended. */
  answer(reply: () => void): void {
    const delayMs = this.#device.behaviours.answerDelayMs();
    if (delayMs === 0) reply();
    else {
      void this.#clock.sleep(delayMs, this.#ended.signal).then(() => {
        if (!this.isOver) reply();
      });
    }
  }

  /** The Log Status from `offset` on. A long read takes all its parts from one status, the one at its beginning. */
  statusFrom(offset: number): Uint8Array | undefined {
    if (offset === 0 || this.#status.byteLength === 0) this.#status = encodeLogStatus(this.#device.pedometer.status());
    return offset > this.#status.byteLength ? undefined : this.#status.subarray(offset);
  }

  /** A write to the Record Access Control Point. `reply` gets 0 or the ATT error; notifications come after it. */
  request(bytes: Uint8Array, reply: (attError: number) => void): void {
    const cccdsEnabled = this.notifyPage !== undefined && this.indicateResponse !== undefined;
    const [first, ...rest] = this.#step({ kind: 'request', bytes, cccdsEnabled });
    reply(first?.kind === 'refuse' ? first.attError : 0);
    if (first?.kind === 'refuse') return;
    for (const action of rest) this.#queue(action);
    if (this.#state.kind === 'reporting') this.#beginReport();
  }

  /** The gateway has confirmed the last indication. */
  confirmed(): void {
    this.#confirmed();
  }

  end(): void {
    this.#step({ kind: 'disconnected' });
    this.#reportOver.abort();
    this.#ended.abort();
    this.notifyPage = undefined;
    this.indicateResponse = undefined;
    this.#confirmed();
  }

  #step(input: RecordAccessInput): readonly RecordAccessAction[] {
    const step = recordAccess(this.#state, input, recordSource(this.#device, this.attMtu));
    this.#state = step.state;
    return step.actions;
  }

  #beginReport(): void {
    this.#reportOver.abort();
    const over = new AbortController();
    this.#reportOver = over;
    void this.#clock.sleep(recordAccessTimeoutMs, over.signal).then(() => {
      if (!over.signal.aborted) for (const action of this.#step({ kind: 'timeout' })) this.#queue(action);
    });
    void this.#pump(over);
  }

  /** Makes the next notification when the radio has room for it. */
  async #pump(report: AbortController): Promise<void> {
    for (;;) {
      await this.#radio.drained(packetsWaitingMax);
      await this.#outgoing;
      // While this waited the report may have been aborted, timed out or cut off, and the next one begun.
      if (this.#reportOver !== report || this.#state.kind === 'idle') break;
      for (const action of this.#step({ kind: 'room' })) this.#queue(action);
    }
    report.abort();
  }

  #queue(action: RecordAccessAction): void {
    if (action.kind === 'accept' || action.kind === 'refuse') return;
    this.#outgoing = this.#outgoing.then(() => this.#sendAll(this.#device.behaviours.send(action)));
  }

  async #sendAll(transmissions: Iterable<Transmission>): Promise<void> {
    for (const transmission of transmissions) {
      await this.#radio.drained(packetsWaitingMax);
      if (this.isOver) return;
      await this.#send(transmission);
    }
  }

  async #send(transmission: Transmission): Promise<void> {
    switch (transmission.kind) {
      case 'notify':
        this.notifyPage?.(transmission.segment);
        break;
      case 'indicate':
        await this.#indicate(transmission.response);
        break;
      case 'pause':
        await this.#clock.sleep(transmission.durationMs, this.#ended.signal);
        break;
      case 'hang-up':
        this.#radio.hangUp();
        // Nothing more is sent; the end of the link takes a moment to be heard of.
        await this.#clock.sleep(recordAccessTimeoutMs, this.#ended.signal);
        break;
    }
  }

  /** One indication at a time: the next one waits for this one's confirmation, or the end of the link. */
  async #indicate(response: Uint8Array): Promise<void> {
    const { indicateResponse } = this;
    if (indicateResponse === undefined) return;
    await new Promise<void>((settle) => {
      this.#confirmed = settle;
      indicateResponse(response);
    });
  }
}
