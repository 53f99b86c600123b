/** One connection event: central and peripheral take turns until nothing is left, time is up, or a packet is lost. */
import { pduBytes, type LinkPdu } from './acl-packet.ts';
import { interFrameUs, packetUs } from './traffic.ts';
import type { TransmitQueue } from './transmit-queue.ts';

export interface EventTerms {
  /** Packets each end may send in one event, at least 1. */
  readonly packetsMax: number;
  /** The share of the interval this link may use; the first exchange takes place even if it is too long for it. */
  readonly budgetUs: number;
  /** The chance that a packet, in either direction, is not heard. */
  readonly loss: number;
  readonly random: () => number;
}

export interface EventOutcome {
  readonly toPeripheral: readonly LinkPdu[];
  readonly toCentral: readonly LinkPdu[];
  readonly acknowledgedToCentral: readonly LinkPdu[];
  readonly acknowledgedToPeripheral: readonly LinkPdu[];
  readonly packets: number;
  readonly retransmissions: number;
  readonly payloadBytes: number;
  readonly airtimeUs: number;
  /** Whether each end heard the other at least once; if not for long enough, the link is lost. */
  readonly isHeard: boolean;
}

/**
 * Plays one event and moves both queues on. A lost packet of the central leaves the peripheral silent; a lost packet of
 * the peripheral also loses the acknowledgement of what the central had sent. Either ends the event, and what is not
 * acknowledged comes again in the next one.
 */
export const runConnectionEvent = (
  central: TransmitQueue | undefined,
  peripheral: TransmitQueue | undefined,
  terms: EventTerms,
): EventOutcome => {
  const tally = new Tally();
  for (let exchange = 0; exchange < terms.packetsMax; exchange++) {
    const down = central?.head;
    const up = peripheral?.head;
    const isIdle = down === undefined && up === undefined;
    if (exchange > 0 && (isIdle || tally.airtimeUs + exchangeUs(down, up) > terms.budgetUs)) break;
    tally.transmit(central);
    if (terms.random() < terms.loss) break;
    deliver(central, tally.toPeripheral);
    tally.transmit(peripheral);
    if (terms.random() < terms.loss) break;
    deliver(peripheral, tally.toCentral);
    acknowledge(central, tally.acknowledgedToCentral);
    acknowledge(peripheral, tally.acknowledgedToPeripheral);
    tally.isHeard = true;
  }
  return tally;
};

const exchangeUs = (down: LinkPdu | undefined, up: LinkPdu | undefined): number =>
  packetUs(down === undefined ? 0 : pduBytes(down)) + packetUs(up === undefined ? 0 : pduBytes(up)) + 2 * interFrameUs;

const deliver = (queue: TransmitQueue | undefined, delivered: LinkPdu[]): void => {
  const pdu = queue?.deliver();
  if (pdu !== undefined) delivered.push(pdu);
};

const acknowledge = (queue: TransmitQueue | undefined, acknowledged: LinkPdu[]): void => {
  const pdu = queue?.acknowledge();
  if (pdu !== undefined) acknowledged.push(pdu);
};

class Tally implements EventOutcome {
  readonly toPeripheral: LinkPdu[] = [];
  readonly toCentral: LinkPdu[] = [];
  readonly acknowledgedToCentral: LinkPdu[] = [];
  readonly acknowledgedToPeripheral: LinkPdu[] = [];
  packets = 0;
  retransmissions = 0;
  payloadBytes = 0;
  airtimeUs = 0;
  isHeard = false;

  /** The head of the queue, or an empty packet. */
  transmit(queue: TransmitQueue | undefined): void {
    const pdu = queue?.head;
    const bytes = pdu === undefined ? 0 : pduBytes(pdu);
    this.airtimeUs += packetUs(bytes) + interFrameUs;
    this.payloadBytes += bytes;
    if (queue === undefined || pdu === undefined) return;
    this.packets += 1;
    if (queue.transmit() === 'again') this.retransmissions += 1;
  }
}
