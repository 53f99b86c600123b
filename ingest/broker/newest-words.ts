/**
 * Newest words: what a gateway says of itself, its state and its health, where only the newest counts: each is passed on at
 * once after a quiet moment, and else when the moment is over. However fast a gateway speaks, it is heard a few times a second.
 */
import type { UpMessage } from './wire.ts';

/** A state and a health message are a few hundred bytes. */
export const wordBytesMax = 16 * 1024;
const quietMs = 250;

export class NewestWords {
  readonly #passOn: (message: UpMessage) => void;
  /** By gateway and name: the newest since something was passed on, or nothing yet. */
  readonly #waiting = new Map<string, UpMessage | undefined>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(passOn: (message: UpMessage) => void) {
    this.#passOn = passOn;
  }

  take(message: UpMessage): void {
    if (message.payload.byteLength > wordBytesMax) return;
    const key = `${message.gateway}/${message.name}`;
    if (this.#waiting.has(key)) this.#waiting.set(key, message);
    else this.#passOnNow(key, message);
  }

  /** What still waits is passed on, and nothing more afterwards. */
  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const message of this.#waiting.values()) if (message !== undefined) this.#passOn(message);
    this.#waiting.clear();
  }

  #passOnNow(key: string, message: UpMessage): void {
    this.#waiting.set(key, undefined);
    this.#passOn(message);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const newest = this.#waiting.get(key);
      this.#waiting.delete(key);
      if (newest !== undefined) this.#passOnNow(key, newest);
    }, quietMs);
    this.#timers.add(timer);
  }
}
