/** TransmitQueue: what one end of a link still has to send; its head stays until it is acknowledged. */
import type { LinkPdu } from './acl-packet.ts';

/** Bounded by its owner: a controller takes no more ACL packets than it has told its host it has buffers for. */
export class TransmitQueue {
  readonly #pdus: LinkPdu[] = [];
  #isHeadSent = false;
  #isHeadDelivered = false;

  get head(): LinkPdu | undefined {
    return this.#pdus[0];
  }

  get isEmpty(): boolean {
    return this.#pdus.length === 0;
  }

  push(...pdus: readonly LinkPdu[]): void {
    this.#pdus.push(...pdus);
  }

  /** Puts the head on the air; tells whether it was there before. */
  transmit(): 'first-time' | 'again' {
    const seen = this.#isHeadSent;
    this.#isHeadSent = true;
    return seen ? 'again' : 'first-time';
  }

  /** The head, if the other end has not had it before: a packet whose acknowledgement was lost is told by its sequence number. */
  deliver(): LinkPdu | undefined {
    const head = this.#pdus[0];
    if (head === undefined || this.#isHeadDelivered) return undefined;
    this.#isHeadDelivered = true;
    return head;
  }

  acknowledge(): LinkPdu | undefined {
    this.#isHeadSent = false;
    this.#isHeadDelivered = false;
    return this.#pdus.shift();
  }
}
