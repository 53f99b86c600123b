/** Link: one LE connection between two controllers; it lives in connection events and dies of silence. */
import type { AclPacket, LinkPdu } from './acl-packet.ts';
import { cutAcl } from './acl-packet.ts';
import { runConnectionEvent, type EventOutcome } from './connection-event.ts';
import type { DeviceAddress } from './device-address.ts';
import type { DataLengths, LinkParameters } from './hci-event.ts';
import { hciStatus } from './hci-status.ts';
import type { Cancel, Pace } from './pace.ts';
import { addTraffic, noTraffic, type Traffic } from './traffic.ts';
import { TransmitQueue } from './transmit-queue.ts';

export type LinkRole = 'central' | 'peripheral';

/** What a link needs of the controllers at its ends. */
export interface LinkEnd {
  readonly name: string;
  readonly address: DeviceAddress;
  /** How strongly others hear it. */
  readonly rssiDbm: number;
  /** The chance that a packet to or from it is lost. */
  readonly loss: number;
  /** Its host has not fetched what it was given: the controller takes no more from the air for now. */
  readonly isCongested: boolean;
  /** Links that share its radio, this one included. */
  readonly linkCount: number;
  readonly dataBytesMax: number;
  linkDelivers(link: Link, pdu: LinkPdu): void;
  linkCompletes(link: Link, aclPackets: number): void;
  linkUpdated(link: Link): void;
  linkDataLengthChanged(link: Link, lengths: DataLengths): void;
  linkEnded(link: Link, reason: number): void;
}

export interface LinkTerms {
  readonly pace: Pace;
  readonly random: () => number;
  readonly packetsPerEventMax: number;
  /** Called once, after both ends have been told. */
  readonly onClosed: (link: Link, reason: number) => void;
}

/** What every link begins with (Core Specification, Vol 6, Part B, §4.5.10). */
const dataBytesAtFirst = 27;
/** A changed interval takes effect, and an unheard connection request is given up, after six events (§5.1.1, §4.5.2). */
const eventsOfNotice = 6;

const opposite = (role: LinkRole): LinkRole => (role === 'central' ? 'peripheral' : 'central');

export class Link {
  readonly ends: Readonly<Record<LinkRole, LinkEnd>>;
  readonly #terms: LinkTerms;
  readonly #queues: Readonly<Record<LinkRole, TransmitQueue>> = {
    central: new TransmitQueue(),
    peripheral: new TransmitQueue(),
  };
  readonly #leaving = new Set<LinkRole>();
  readonly #openedAtMs: number;
  #parameters: LinkParameters;
  #bytesMax = dataBytesAtFirst;
  #isAudible = true;
  #isAbandoned = false;
  #isClosed = false;
  #lastEventUs = 0;
  #silentUs = 0;
  #traffic: Traffic = noTraffic;
  #nextEvent: Cancel | undefined;
  #update: Cancel | undefined;
  #supervision: Cancel | undefined;

  constructor(central: LinkEnd, peripheral: LinkEnd, parameters: LinkParameters, terms: LinkTerms) {
    this.ends = { central, peripheral };
    this.#parameters = parameters;
    this.#terms = terms;
    this.#openedAtMs = terms.pace.realMs();
  }

  get parameters(): LinkParameters {
    return this.#parameters;
  }

  get traffic(): Traffic {
    return this.#traffic;
  }

  get intervalUs(): number {
    return this.#parameters.interval * 1250;
  }

  peerOf(role: LinkRole): LinkEnd {
    return this.ends[opposite(role)];
  }

  /** Takes an ACL packet of the host at `from`; its end is told by `linkCompletes` once the other end has it. */
  send(from: LinkRole, acl: AclPacket): void {
    const pdus = cutAcl(acl, this.#bytesMax);
    if (pdus.length === 0) this.ends[from].linkCompletes(this, 1);
    this.#queues[from].push(...pdus);
    this.wake();
  }

  /** Says goodbye after what is already queued; once is enough. */
  terminate(from: LinkRole, reason: number): void {
    if (this.#leaving.has(from)) return;
    this.#leaving.add(from);
    this.#queues[from].push({ kind: 'terminate', reason });
    this.wake();
  }

  /** The central's wish for other parameters; both ends are told when they hold. */
  update(parameters: LinkParameters): void {
    this.#update?.();
    this.#update = this.#terms.pace.after(eventsOfNotice * this.intervalUs, () => {
      this.#parameters = parameters;
      this.ends.central.linkUpdated(this);
      this.ends.peripheral.linkUpdated(this);
    });
  }

  /** Both ends use the longest packets both can; a controller of its own accord answers with the most it has. */
  extendDataLength(bytesWanted: number): void {
    const { central, peripheral } = this.ends;
    const bytes = Math.min(bytesWanted, central.dataBytesMax, peripheral.dataBytesMax);
    if (bytes <= this.#bytesMax) return;
    this.#bytesMax = bytes;
    const lengths = { transmitBytes: bytes, receiveBytes: bytes };
    central.linkDataLengthChanged(this, lengths);
    peripheral.linkDataLengthChanged(this, lengths);
  }

  /** Inaudible, the ends wait for one another until the supervision timeout; audible again before, nothing is lost. */
  setAudible(isAudible: boolean): void {
    if (this.#isClosed || this.#isAbandoned || this.#isAudible === isAudible) return;
    this.#isAudible = isAudible;
    if (isAudible) {
      this.#supervision?.();
      this.wake();
      return;
    }
    this.#cancelEvent();
    this.#endIn(this.#supervisionUs, hciStatus.connectionTimeout);
  }

  /** One end has been reset or is gone; the other finds out by the supervision timeout. */
  abandon(): void {
    this.setAudible(false);
    this.#isAbandoned = true;
  }

  /** The peripheral never heard the connection request: only the central believes in this link, for six intervals. */
  failToEstablish(): void {
    this.#isAudible = false;
    this.#isAbandoned = true;
    this.#endIn(eventsOfNotice * this.intervalUs, hciStatus.failedToEstablish);
  }

  /** Ends the link at once, both ends seeing the same reason. */
  close(reason: number): void {
    this.#close(reason, reason);
  }

  /** Something has been queued, or a host fetches again: there is a reason for a connection event. */
  wake(): void {
    if (this.#isClosed || !this.#isAudible || this.#nextEvent !== undefined) return;
    if (this.#sendable('central') === undefined && this.#sendable('peripheral') === undefined) return;
    const dueUs = this.#nextAnchorUs();
    const waitUs = dueUs - this.#terms.pace.simulatedUsSince(this.#openedAtMs);
    this.#nextEvent = this.#terms.pace.after(waitUs, () => this.#event(dueUs));
  }

  get #supervisionUs(): number {
    return this.#parameters.supervisionTimeout * 10_000;
  }

  /** The next anchor point at or after now on the grid that the last event lies on. */
  #nextAnchorUs(): number {
    const idleUs = this.#terms.pace.simulatedUsSince(this.#openedAtMs) - this.#lastEventUs;
    return this.#lastEventUs + Math.max(1, Math.ceil(idleUs / this.intervalUs)) * this.intervalUs;
  }

  /** The queue of an end, unless the other end's host does not fetch. */
  #sendable(from: LinkRole): TransmitQueue | undefined {
    const to = this.peerOf(from);
    return this.#queues[from].isEmpty || to.isCongested ? undefined : this.#queues[from];
  }

  #event(dueUs: number): void {
    this.#nextEvent = undefined;
    const { central, peripheral } = this.ends;
    const outcome = runConnectionEvent(this.#sendable('central'), this.#sendable('peripheral'), {
      packetsMax: this.#terms.packetsPerEventMax,
      // A radio with several links divides its time among them.
      budgetUs: this.intervalUs / Math.max(central.linkCount, peripheral.linkCount, 1),
      loss: 1 - (1 - central.loss) * (1 - peripheral.loss),
      random: this.#terms.random,
    });
    // Before this event the ends have heard one another's empty packets, which are not played out.
    this.#silentUs = outcome.isHeard ? 0 : this.#silentUs + this.intervalUs;
    this.#lastEventUs = dueUs;
    this.#count(outcome);
    this.#hand('central', outcome.toPeripheral, outcome.acknowledgedToCentral);
    this.#hand('peripheral', outcome.toCentral, outcome.acknowledgedToPeripheral);
    if (this.#silentUs >= this.#supervisionUs) this.close(hciStatus.connectionTimeout);
    this.wake();
  }

  #count(outcome: EventOutcome): void {
    const { packets, retransmissions, payloadBytes, airtimeUs } = outcome;
    const event = { events: 1, packets, retransmissions, payloadBytes, airtimeUs, connectedUs: 0 };
    this.#traffic = { ...addTraffic(this.#traffic, event), connectedUs: this.#lastEventUs };
  }

  #hand(from: LinkRole, delivered: readonly LinkPdu[], acknowledged: readonly LinkPdu[]): void {
    if (this.#isClosed) return;
    const sender = this.ends[from];
    const receiver = this.peerOf(from);
    const completed = acknowledged.filter((pdu) => pdu.kind === 'data' && pdu.endsAclPacket).length;
    if (completed > 0) sender.linkCompletes(this, completed);
    for (const pdu of delivered) {
      if (pdu.kind === 'data') receiver.linkDelivers(this, pdu);
      else if (from === 'central') this.#close(hciStatus.localHostTerminated, pdu.reason);
      else this.#close(pdu.reason, hciStatus.localHostTerminated);
    }
  }

  #endIn(simulatedUs: number, reason: number): void {
    this.#supervision = this.#terms.pace.after(simulatedUs, () => this.close(reason));
  }

  #cancelEvent(): void {
    this.#nextEvent?.();
    this.#nextEvent = undefined;
  }

  #close(reasonForCentral: number, reasonForPeripheral: number): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelEvent();
    this.#update?.();
    this.#supervision?.();
    this.ends.central.linkEnded(this, reasonForCentral);
    this.ends.peripheral.linkEnded(this, reasonForPeripheral);
    this.#terms.onClosed(this, reasonForCentral);
  }
}
