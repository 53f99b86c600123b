/**
 * Waiting line: what has come and is not yet written, one queue for each gateway, served in turn. However much one of them
 * sends, the others wait no longer for it than for one message. Pure.
 */
import type { GatewayId } from '../contract/ids.ts';

export interface Waiting {
  readonly gateway: GatewayId;
  readonly payload: Uint8Array;
}

export interface LineLimits {
  /** Bytes of everybody together. */
  readonly bytesMax: number;
  /** Bytes of one gateway, as long as others wait too. */
  readonly gatewayBytesMax: number;
}

/** A message of no bytes still takes a place. */
const placeBytes = 256;

interface Queue<Message> {
  readonly messages: Message[];
  /** Index of the first that still waits; the array is cut now and then, not at every step. */
  first: number;
  bytes: number;
}

export class WaitingLine<Message extends Waiting> {
  readonly #limits: LineLimits;
  /** In the order of their turn: whoever was served goes to the end. */
  readonly #queues = new Map<GatewayId, Queue<Message>>();
  #bytes = 0;
  #count = 0;

  constructor(limits: LineLimits) {
    this.#limits = limits;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#count;
  }

  /** Of one gateway. */
  bytesOf(gateway: GatewayId): number {
    return this.#queues.get(gateway)?.bytes ?? 0;
  }

  /** False where there is no room: for this gateway, or for anybody. Then nothing has changed. */
  add(message: Message): boolean {
    const { bytesMax, gatewayBytesMax } = this.#limits;
    const queue = this.#queues.get(message.gateway);
    if (this.#bytes > bytesMax || this.bytesOf(message.gateway) > gatewayBytesMax) return false;
    const bytes = sizeOf(message);
    if (queue === undefined) this.#queues.set(message.gateway, { messages: [message], first: 0, bytes });
    else {
      queue.messages.push(message);
      queue.bytes += bytes;
    }
    this.#bytes += bytes;
    this.#count += 1;
    return true;
  }

  /** The next one, in turn; of one gateway in the order in which they came. Undefined when nobody waits. */
  next(): Message | undefined {
    for (const [gateway, queue] of this.#queues) {
      const message = queue.messages[queue.first];
      this.#queues.delete(gateway);
      if (message === undefined) continue;
      const bytes = sizeOf(message);
      queue.first += 1;
      queue.bytes -= bytes;
      this.#bytes -= bytes;
      this.#count -= 1;
      if (queue.first < queue.messages.length) this.#queues.set(gateway, shortened(queue));
      return message;
    }
    return undefined;
  }

  /** Everybody, in turn; the line is empty afterwards. */
  *drain(): Generator<Message> {
    for (let message = this.next(); message !== undefined; message = this.next()) yield message;
  }
}

const sizeOf = ({ payload }: Waiting): number => payload.byteLength + placeBytes;

/** Served messages are let go by halves, so that each is moved twice at most. */
const shortened = <Message>(queue: Queue<Message>): Queue<Message> =>
  queue.first * 2 < queue.messages.length
    ? queue
    : { messages: queue.messages.slice(queue.first), first: 0, bytes: queue.bytes };
