/** HostPort: the controller's side of the socket to its host; splits commands and data, gathers what goes back. */
import type { Socket } from 'node:net';
import { H4Splitter } from '../../runtime/h4-framing.ts';

/** A host that has stopped reading gets no more data than this; the air keeps the rest, as a controller would. */
const backlogBytesMax = 256 * 1024;

export interface HostListener {
  hostSends(packet: Buffer): void;
  /** The backlog has been fetched. */
  hostFetches(): void;
  /** It hung up, or what it sends has stopped being HCI, from which H4 knows no way back. */
  hostGone(): void;
}

export class HostPort {
  readonly #socket: Socket;
  #isCorked = false;
  #isOpen = true;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  get isCongested(): boolean {
    return this.#socket.writableLength > backlogBytesMax;
  }

  open(listener: HostListener): void {
    const splitter = new H4Splitter();
    this.#socket.on('data', (chunk: Buffer) => {
      const split = splitter.take(chunk);
      for (const packet of split.packets) if (this.#isOpen) listener.hostSends(packet);
      if (split.isLost && this.#isOpen) listener.hostGone();
      // Whoever does not fetch the answers is not asked for more commands.
      if (this.isCongested) this.#socket.pause();
    });
    this.#socket.on('drain', () => {
      this.#socket.resume();
      if (this.#isOpen) listener.hostFetches();
    });
    // Always followed by 'close'.
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => this.#isOpen && listener.hostGone());
  }

  /** What is written in one turn of the event loop goes out in one piece. */
  send(packet: Buffer): void {
    if (!this.#isOpen) return;
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#isCorked = false;
        this.#socket.uncork();
      });
    }
    this.#socket.write(packet);
  }

  /** Does not wait for a host that may have stopped reading. */
  cut(): void {
    this.#isOpen = false;
    this.#socket.destroy();
  }
}
