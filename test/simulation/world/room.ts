/** Room: what a gateway's radio hears: the people who are there, and links to their pedometers that break as weather has it. */
import { decodeCurrentTime } from '../../../contract/current-time.ts';
import { stepLogModel } from '../../../contract/gatt.ts';
import { encodeLogStatus } from '../../../contract/log-status.ts';
import { decodeReceiptSequence } from '../../../contract/record-access.ts';
import { report } from '../../../firmware-sim/behaviours/report.ts';
import type {
  Answer,
  Connection,
  Link,
  LinkListener,
  Listener,
  Radio,
  ReadableValue,
  WritableValue,
} from '../../../gateway/radio/radio.ts';
import type { Random } from '../../../runtime/random.ts';
import { inLife, type Life } from './machine.ts';
import type { SimulatedDevice } from './simulated-device.ts';
import type { Story } from './story.ts';
import type { VirtualTime } from './virtual-time.ts';

/** How one visit's links go wrong. */
export interface LinkTrouble {
  /** Each operation may be met by the link's end, by silence, or by a refusal. */
  readonly dropChance: number;
  readonly hangChance: number;
  readonly refuseChance: number;
  readonly segmentLossChance: number;
  readonly segmentRepeatChance: number;
}

export const noTrouble: LinkTrouble = {
  dropChance: 0,
  hangChance: 0,
  refuseChance: 0,
  segmentLossChance: 0,
  segmentRepeatChance: 0,
};

export interface RoomOptions {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly story: Story;
  readonly name: string;
  /** A pedometer is about to be told that everything below `sequence` is safe. */
  readonly onReceipt: (device: SimulatedDevice, sequence: number) => void;
}

interface Visitor {
  readonly device: SimulatedDevice;
  readonly trouble: LinkTrouble;
  readonly leave: () => void;
  isReceipted: boolean;
}

const advertiseMs = 1_000;
const answerMs = 30;
const attMtus = [23, 247, 517] as const;

export class Room {
  readonly #options: RoomOptions;
  readonly #visitors = new Map<string, Visitor>();
  #listening: { readonly life: Life; readonly listener: Listener } | undefined;
  #links = new Set<SimulatedLink>();
  #isTicking = false;
  isDeaf = false;

  constructor(options: RoomOptions) {
    this.#options = options;
  }

  /** Somebody comes, and goes when the pedometer has been receipted and let go, or after `patienceMs`. */
  async visit(device: SimulatedDevice, trouble: LinkTrouble, patienceMs: number): Promise<'receipted' | 'left'> {
    const { time } = this.#options;
    const { address } = device.make;
    let outcome: 'receipted' | 'left' = 'left';
    await new Promise<void>((resolve) => {
      const callOff = time.after(patienceMs, resolve);
      const leave = (): void => {
        callOff();
        resolve();
      };
      this.#visitors.set(address, { device, trouble, leave, isReceipted: false });
      this.#tick();
    });
    if (this.#visitors.get(address)?.isReceipted === true) outcome = 'receipted';
    this.#visitors.delete(address);
    for (const link of [...this.#links]) if (link.device === device) link.lose();
    return outcome;
  }

  isHere(device: SimulatedDevice): boolean {
    return this.#visitors.has(device.make.address);
  }

  get isEmpty(): boolean {
    return this.#visitors.size === 0;
  }

  /** What one life of the gateway's program listens with. */
  radio(life: Life): Radio {
    const heard = new Set<string>();
    const end = (): void => {
      if (this.#listening?.life === life) this.#listening = undefined;
      for (const link of [...this.#links]) if (link.life === life) link.lose();
    };
    return {
      listen: (given) => {
        if (this.isDeaf)
          return Promise.resolve({ kind: 'deaf', sentence: 'the adapter is gone', hint: 'plug it in again' });
        const listener: Listener = {
          onAnything: () => given.onAnything(),
          onPedometer: (sighting) => {
            heard.add(sighting.address);
            given.onPedometer(sighting);
          },
        };
        if (!life.isDead) this.#listening = { life, listener };
        return Promise.resolve({ kind: 'listening' });
      },
      hasHeard: (address) => heard.has(address),
      connect: (address) => this.#connect(life, address),
      reset: () => {
        heard.clear();
        end();
        return Promise.resolve();
      },
      [Symbol.asyncDispose]: () => {
        end();
        return Promise.resolve();
      },
    };
  }

  async #connect(life: Life, address: string): Promise<Connection> {
    const { time, random } = this.#options;
    if (this.#listening?.life === life) this.#listening = undefined;
    life.machine.point('radio');
    await new Promise<void>((resolve) => time.after(random.int(20, 300), resolve, life));
    const visitor = this.#visitors.get(address);
    if (life.isDead || visitor === undefined || !visitor.device.isSpeaking || visitor.device.isConnected)
      return { kind: 'failed', fault: 'gone' };
    if (random.next() < visitor.trouble.dropChance) return { kind: 'failed', fault: 'refused' };
    const link = new SimulatedLink(this.#options, life, visitor, random.pick(attMtus), () => {
      this.#links.delete(link);
      if (visitor.isReceipted) visitor.leave();
    });
    this.#links.add(link);
    return { kind: 'connected', link };
  }

  #tick(): void {
    if (this.#isTicking) return;
    this.#isTicking = true;
    const { time, random } = this.#options;
    time.after(advertiseMs, () => {
      this.#isTicking = false;
      if (this.isEmpty) return;
      for (const [address, { device }] of this.#visitors) {
        const hearing = this.#listening;
        const isHeard = hearing !== undefined && !hearing.life.isDead && !hearing.life.isFrozen && !this.isDeaf;
        if (!isHeard || !device.isSpeaking || device.isConnected || random.next() < 0.2) continue;
        inLife(hearing.life, () => {
          hearing.listener.onAnything();
          hearing.listener.onPedometer({ address, advertised: device.pedometer.advertised(), rssi: -60 });
        });
      }
      this.#tick();
    });
  }
}

class SimulatedLink implements Link {
  readonly attMtu: number;
  readonly life: Life;
  readonly #options: RoomOptions;
  readonly #visitor: Visitor;
  readonly #onEnd: () => void;
  #listener: LinkListener | undefined;
  #isLost = false;

  constructor(options: RoomOptions, life: Life, visitor: Visitor, attMtu: number, onEnd: () => void) {
    this.#options = options;
    this.life = life;
    this.#visitor = visitor;
    this.attMtu = attMtu;
    this.#onEnd = onEnd;
    visitor.device.isConnected = true;
    visitor.device.behaviours.connected(visitor.device.pedometer);
  }

  get device(): SimulatedDevice {
    return this.#visitor.device;
  }

  listen(listener: LinkListener): void {
    this.#listener = listener;
  }

  read(value: ReadableValue): Promise<Answer> {
    return this.#operate(() => this.#valueOf(value));
  }

  write(value: WritableValue, bytes: Uint8Array): Promise<Answer> {
    return this.#operate(() => {
      this.#take(value, bytes);
      return new Uint8Array();
    });
  }

  subscribe(): Promise<Answer> {
    return this.#operate(() => new Uint8Array());
  }

  async disconnect(): Promise<void> {
    if (this.#isLost) return;
    await new Promise<void>((resolve) => this.#options.time.after(answerMs, resolve, this.life));
    this.lose();
  }

  lose(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.device.isConnected = false;
    inLife(this.life, () => this.#listener?.onLost());
    this.#onEnd();
  }

  #operate(work: () => Uint8Array): Promise<Answer> {
    const { time, random } = this.#options;
    const { dropChance, hangChance, refuseChance } = this.#visitor.trouble;
    if (!this.life.isDead) this.life.machine.point('radio');
    const drawn = random.next();
    return new Promise((resolve) => {
      time.after(
        answerMs,
        () => {
          // The dead hear nothing, and nothing of theirs goes out.
          if (this.life.isDead) this.lose();
          else if (drawn < dropChance) this.lose();
          if (this.#isLost) resolve({ kind: 'link-lost' });
          else if (drawn < dropChance + hangChance) this.#options.story.tell(this.#options.name, 'no answer');
          else if (drawn < dropChance + hangChance + refuseChance) resolve({ kind: 'refused' });
          else resolve({ kind: 'answered', bytes: work() });
        },
        this.life,
      );
    });
  }

  #valueOf(value: ReadableValue): Uint8Array {
    const { pedometer } = this.device;
    switch (value) {
      case 'serial':
        return new TextEncoder().encode(pedometer.serial);
      case 'model':
        return new TextEncoder().encode(stepLogModel);
      case 'firmware':
        return new TextEncoder().encode('1.2.0');
      case 'battery':
        return Uint8Array.of(pedometer.batteryPercent());
      case 'status':
        return encodeLogStatus(pedometer.status());
    }
  }

  #take(value: WritableValue, bytes: Uint8Array): void {
    const { pedometer } = this.device;
    if (value === 'record-access') {
      this.#options.time.after(answerMs, () => this.#report(bytes), this.life);
      return;
    }
    if (value === 'current-time') {
      const time = decodeCurrentTime(bytes);
      if (time.kind === 'decoded') pedometer.setDisplayClock(time.value);
      return;
    }
    const sequence = value === 'receipt' ? decodeReceiptSequence(bytes) : undefined;
    if (sequence?.kind !== 'decoded') return;
    this.#options.onReceipt(this.device, sequence.value);
    if (pedometer.takeReceipt(sequence.value) === 'taken') this.#visitor.isReceipted = true;
  }

  #report(request: Uint8Array): void {
    const { random } = this.#options;
    const { segmentLossChance, segmentRepeatChance, dropChance } = this.#visitor.trouble;
    for (const sent of report(this.device, request, this.attMtu)) {
      if (this.life.isDead || (sent.kind === 'notify' && random.next() < dropChance / 10)) this.lose();
      if (this.#isLost || sent.kind === 'hang-up') return;
      if (sent.kind === 'indicate') this.#listener?.onRecordAccess(sent.response);
      if (sent.kind !== 'notify' || random.next() < segmentLossChance) continue;
      this.#listener?.onPageSegment(sent.segment);
      if (random.next() < segmentRepeatChance) this.#listener?.onPageSegment(sent.segment);
    }
  }
}
