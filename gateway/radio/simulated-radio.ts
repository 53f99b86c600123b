/** SimulatedRadio: the radio port over pedometers in memory, for this room's tests: drops, silences and lies at will. */
import { stepLogModel } from '../../contract/gatt.ts';
import {
  decodeReceiptSequence,
  decodeRecordAccessRequest,
  encodeRecordAccessResponse,
  recordAccessCode,
  reportOpcode,
} from '../../contract/record-access.ts';
import { cutSegments } from '../../contract/segment.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Answer, Connection, Link, LinkListener, Listener, Listening, Radio } from './radio.ts';
import type { ReadableValue, WritableValue } from './radio.ts';
import type { SimulatedPedometer } from './simulated-pedometer.ts';

export type Operation = 'connect' | 'subscribe' | 'disconnect' | ReadableValue | WritableValue;

/** What a device does instead of the truth; whatever a behaviour leaves out stays truthful. */
export interface Behaviour {
  /** `nth` counts this operation within the visit, from 1. */
  meet?(operation: Operation, nth: number): 'drop' | 'hang' | 'refuse' | undefined;
  /** Instead of what would have been read. */
  read?(value: ReadableValue, bytes: Uint8Array): Uint8Array;
  /** Instead of the notifications of one report. `drop` ends the link at that point, `silence` everything. */
  notify?(segments: readonly Uint8Array[], request: number): readonly (Uint8Array | 'drop' | 'silence')[];
}

interface Guest {
  readonly pedometer: SimulatedPedometer;
  behaviour: Behaviour;
}

export class SimulatedRadio implements Radio {
  readonly #clock: Clock;
  readonly #guests = new Map<string, Guest>();
  #heard = new Set<string>();
  readonly attMtu: number;
  /** Every operation of every visit, in order. */
  readonly operations: string[] = [];
  #listener: Listener | undefined;
  #link: SimulatedLink | undefined;
  isDeaf = false;
  resets = 0;
  /** How often it was listened to. */
  listens = 0;

  constructor(clock: Clock, attMtu = 247) {
    this.#clock = clock;
    this.attMtu = attMtu;
  }

  bring(address: string, pedometer: SimulatedPedometer, behaviour: Behaviour = {}): void {
    this.#guests.set(address, { pedometer, behaviour });
  }

  take(address: string): void {
    this.#guests.delete(address);
  }

  /** One advertisement of everybody in the room. */
  advertise(rssi = -60): void {
    for (const [address, { pedometer }] of this.#guests) {
      if (this.#listener !== undefined) this.#heard.add(address);
      this.#listener?.onAnything();
      this.#listener?.onPedometer({ address, advertised: pedometer.advertised(), rssi });
    }
  }

  /** More passers-by than it should remember. */
  crowd(): void {
    this.#listener?.onCrowded?.();
  }

  listen(listener: Listener): Promise<Listening> {
    this.listens += 1;
    if (this.isDeaf) return Promise.resolve({ kind: 'deaf', sentence: 'the simulated radio is deaf', hint: 'none' });
    this.#listener = listener;
    return Promise.resolve({ kind: 'listening' });
  }

  hasHeard(address: string): boolean {
    return this.#heard.has(address);
  }

  async connect(address: string): Promise<Connection> {
    this.#listener = undefined;
    this.operations.push(`connect ${address}`);
    const guest = this.#guests.get(address);
    if (guest === undefined) return { kind: 'failed', fault: 'gone' };
    const met = guest.behaviour.meet?.('connect', 1);
    if (met === 'hang') return { kind: 'failed', fault: 'timeout' };
    if (met !== undefined) return { kind: 'failed', fault: 'refused' };
    await Promise.resolve();
    this.#link = new SimulatedLink(guest, this.#clock, this.attMtu, this.operations);
    return { kind: 'connected', link: this.#link };
  }

  reset(): Promise<void> {
    this.resets += 1;
    this.#heard = new Set();
    return this[Symbol.asyncDispose]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#listener = undefined;
    this.#link?.lose();
    return Promise.resolve();
  }
}

class SimulatedLink implements Link {
  readonly attMtu: number;
  readonly #guest: Guest;
  readonly #clock: Clock;
  readonly #operations: string[];
  readonly #counts = new Map<Operation, number>();
  #listener: LinkListener | undefined;
  #isLost = false;
  #requests = 0;

  constructor(guest: Guest, clock: Clock, attMtu: number, operations: string[]) {
    this.#guest = guest;
    this.#clock = clock;
    this.attMtu = attMtu;
    this.#operations = operations;
  }

  listen(listener: LinkListener): void {
    this.#listener = listener;
  }

  read(value: ReadableValue): Promise<Answer> {
    return this.#operate(value, () => {
      const bytes = this.#value(value);
      return this.#guest.behaviour.read?.(value, bytes) ?? bytes;
    });
  }

  write(value: WritableValue, bytes: Uint8Array): Promise<Answer> {
    return this.#operate(value, () => {
      this.#take(value, bytes);
      return new Uint8Array();
    });
  }

  subscribe(): Promise<Answer> {
    return this.#operate('subscribe', () => new Uint8Array());
  }

  async disconnect(): Promise<void> {
    if (this.#isLost) return;
    await this.#operate('disconnect', () => new Uint8Array());
    this.lose();
  }

  /** As when somebody walks out of the door. */
  lose(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#listener?.onLost();
  }

  async #operate(operation: Operation, work: () => Uint8Array): Promise<Answer> {
    this.#operations.push(operation);
    const nth = (this.#counts.get(operation) ?? 0) + 1;
    this.#counts.set(operation, nth);
    await Promise.resolve();
    if (this.#isLost) return { kind: 'link-lost' };
    switch (this.#guest.behaviour.meet?.(operation, nth)) {
      case 'drop':
        this.lose();
        return { kind: 'link-lost' };
      case 'hang':
        return new Promise(() => undefined);
      case 'refuse':
        return { kind: 'refused' };
      case undefined:
        return { kind: 'answered', bytes: work() };
    }
  }

  #value(value: ReadableValue): Uint8Array {
    const { pedometer } = this.#guest;
    switch (value) {
      case 'serial':
        return new TextEncoder().encode(pedometer.serial);
      case 'model':
        return new TextEncoder().encode(stepLogModel);
      case 'firmware':
        return new TextEncoder().encode('1.2.0');
      case 'battery':
        return Uint8Array.of(pedometer.batteryPercent);
      case 'status':
        return pedometer.status(this.#clock.wallMs());
    }
  }

  #take(value: WritableValue, bytes: Uint8Array): void {
    const { pedometer } = this.#guest;
    if (value === 'current-time') pedometer.currentTime = bytes;
    if (value === 'local-time') pedometer.localTime = bytes;
    if (value === 'record-access') queueMicrotask(() => this.#report(bytes));
    if (value !== 'receipt') return;
    const sequence = decodeReceiptSequence(bytes);
    if (sequence.kind === 'decoded') pedometer.receiptSequence = Math.max(pedometer.receiptSequence, sequence.value);
  }

  #report(bytes: Uint8Array): void {
    const request = decodeRecordAccessRequest(bytes);
    if (request.kind !== 'decoded' || request.value.kind !== 'report') return;
    const pages = this.#guest.pedometer.pagesFrom(request.value.fromSequence);
    const segments = pages.flatMap((page) => cutSegments(page, this.attMtu));
    this.#requests += 1;
    for (const segment of this.#guest.behaviour.notify?.(segments, this.#requests) ?? segments) {
      if (segment === 'drop') this.lose();
      if (this.#isLost || segment === 'drop' || segment === 'silence') return;
      this.#listener?.onPageSegment(segment);
    }
    const code = pages.length === 0 ? recordAccessCode.noRecordsFound : recordAccessCode.success;
    this.#listener?.onRecordAccess(encodeRecordAccessResponse({ kind: 'code', requestOpcode: reportOpcode, code }));
  }
}
