/** RawHost: a host without a stack; sends any bytes, keeps every packet it gets, and waits for those it is asked to. */
import { connect, type Socket } from 'node:net';
import { H4Splitter } from '../../runtime/h4-framing.ts';
import type { Service } from '../../runtime/service.ts';
import { encodeCommand } from './hci-command.ts';

interface Waiter {
  readonly matches: (packet: Buffer) => boolean;
  readonly settle: (packet: Buffer) => void;
}

export class RawHost implements Service {
  readonly #path: string;
  readonly #packets: Buffer[] = [];
  readonly #waiters = new Set<Waiter>();
  readonly #closed = Promise.withResolvers<undefined>();
  #socket: Socket | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Everything received so far that no `next` has taken. */
  get packets(): readonly Buffer[] {
    return this.#packets;
  }

  /** The controller has hung up. */
  get closed(): Promise<undefined> {
    return this.#closed.promise;
  }

  async start(signal: AbortSignal): Promise<void> {
    const socket = connect(this.#path);
    const splitter = new H4Splitter();
    this.#socket = socket;
    signal.addEventListener('abort', () => socket.destroy(), { once: true });
    socket.on('data', (chunk: Buffer) => splitter.take(chunk).packets.forEach((packet) => this.#take(packet)));
    socket.on('close', () => this.#closed.resolve(undefined));
    // Followed by 'close'.
    socket.on('error', () => undefined);
    await new Promise<void>((resolve) => socket.once('connect', resolve));
  }

  write(bytes: Uint8Array): void {
    this.#socket?.write(bytes);
  }

  /** Written, and not yet taken by the controller's socket. */
  get bytesWaiting(): number {
    return this.#socket?.writableLength ?? 0;
  }

  /** Stops fetching, as a host that hangs. */
  pause(): void {
    this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  /** The first packet, past or to come, that matches and has not been taken before. */
  next(matches: (packet: Buffer) => boolean): Promise<Buffer> {
    const kept = this.#packets.find(matches);
    if (kept !== undefined) {
      this.#packets.splice(this.#packets.indexOf(kept), 1);
      return Promise.resolve(kept);
    }
    return new Promise((settle) => this.#waiters.add({ matches, settle }));
  }

  /** The next event with this code; for LE meta events also with this subevent. */
  event(code: number, subevent?: number): Promise<Buffer> {
    return this.next(
      (packet) => packet[0] === 0x04 && packet[1] === code && (subevent === undefined || packet[3] === subevent),
    );
  }

  /** Sends a command; the answer's status and what follows it, whether it is a Command Complete or a Command Status. */
  async command(
    opcode: number,
    parameters?: Uint8Array,
  ): Promise<{ readonly status: number; readonly results: Buffer }> {
    this.write(encodeCommand(opcode, parameters));
    const answer = await this.next((packet) => isAnswer(packet, opcode));
    return answer[1] === 0x0e
      ? { status: answer.readUInt8(6), results: answer.subarray(7) }
      : { status: answer.readUInt8(3), results: Buffer.alloc(0) };
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#socket?.destroy();
    return Promise.resolve();
  }

  #take(packet: Buffer): void {
    for (const waiter of this.#waiters) {
      if (!waiter.matches(packet)) continue;
      this.#waiters.delete(waiter);
      waiter.settle(packet);
      return;
    }
    this.#packets.push(packet);
  }
}

const isAnswer = (packet: Buffer, opcode: number): boolean =>
  packet[0] === 0x04 &&
  ((packet[1] === 0x0e && packet.readUInt16LE(4) === opcode) ||
    (packet[1] === 0x0f && packet.readUInt16LE(5) === opcode));
