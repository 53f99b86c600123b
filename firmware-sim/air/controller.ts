/** Controller: one virtual LE radio (Bluetooth 4.2, legacy advertising) as its host sees it over HCI. */
import { h4PacketType } from '../../runtime/h4-framing.ts';
import { decodeAcl, encodeAcl, type LinkPdu } from './acl-packet.ts';
import { Advertiser } from './advertiser.ts';
import { aclPacketsMax } from './capabilities.ts';
import { runCommand } from './command-table.ts';
import type { DeviceAddress } from './device-address.ts';
import { EventMask } from './event-mask.ts';
import { decodeCommand } from './hci-command.ts';
import {
  commandComplete,
  commandStatus,
  dataBufferOverflow,
  disconnectionComplete,
  leAdvertisingReport,
  leConnectionComplete,
  leConnectionFailed,
  leConnectionUpdateComplete,
  leDataLengthChange,
  numberOfCompletedPackets,
  type AdvertisingReport,
  type DataLengths,
  type LinkParameters,
} from './hci-event.ts';
import { hciStatus } from './hci-status.ts';
import type { HostPort } from './host-port.ts';
import { LinkTable } from './link-table.ts';
import type { Link, LinkEnd, LinkRole } from './link.ts';
import type { Pace } from './pace.ts';
import { Scanner } from './scanner.ts';

/** What a controller asks of the space it is in. */
export interface Surroundings {
  readonly pace: Pace;
  readonly random: () => number;
  /** Somebody within range scans or is about to connect. */
  isHeard(controller: Controller): boolean;
  /** Somebody within range waits to connect to it. */
  isAwaited(controller: Controller): boolean;
  advertise(controller: Controller): void;
  /** It has begun or ceased to scan or to wait for a peripheral. */
  listeningChanged(controller: Controller): void;
}

export interface ControllerTraits {
  readonly name: string;
  readonly address: DeviceAddress;
  readonly rssiDbm: number;
  /** 251 with data length extension, 27 without. */
  readonly dataBytesMax: number;
  readonly peripheralLinksMax: number;
}

export interface Initiation {
  readonly peer: string;
  readonly parameters: LinkParameters;
}

export class Controller implements LinkEnd {
  readonly traits: ControllerTraits;
  readonly mask = new EventMask();
  readonly scanner = new Scanner();
  readonly advertiser: Advertiser;
  readonly links = new LinkTable();
  readonly #surroundings: Surroundings;
  #port: HostPort | undefined;
  #initiation: Initiation | undefined;
  loss = 0;

  constructor(traits: ControllerTraits, surroundings: Surroundings) {
    this.traits = traits;
    this.#surroundings = surroundings;
    this.advertiser = new Advertiser({
      pace: surroundings.pace,
      random: surroundings.random,
      isHeard: () => surroundings.isHeard(this),
      isAwaited: () => surroundings.isAwaited(this),
      onEvent: () => surroundings.advertise(this),
    });
  }

  get name(): string {
    return this.traits.name;
  }

  get address(): DeviceAddress {
    return this.traits.address;
  }

  get rssiDbm(): number {
    return this.traits.rssiDbm;
  }

  get dataBytesMax(): number {
    return this.traits.dataBytesMax;
  }

  get linkCount(): number {
    return this.links.size;
  }

  get isCongested(): boolean {
    return this.#port?.isCongested ?? false;
  }

  get isListening(): boolean {
    return this.scanner.isEnabled || this.#initiation !== undefined;
  }

  get initiation(): Initiation | undefined {
    return this.#initiation;
  }

  isLinkedTo(peer: string): boolean {
    return this.links.entries().some(({ link, role }) => link.peerOf(role).address.text === peer);
  }

  /** Takes a new host; one that is still there is cut off, as when a program is killed and started again. */
  attach(port: HostPort): void {
    this.detach();
    this.#port = port;
    port.open({
      hostSends: (packet) => this.#take(packet),
      hostFetches: () => this.#wakeLinks(),
      hostGone: () => this.#hostGone(port),
    });
  }

  /** Falls silent: links are lost to the peers, after their supervision timeout. */
  detach(): void {
    this.#port?.cut();
    this.#port = undefined;
    this.reset();
  }

  /** As after power-on. */
  reset(): void {
    this.mask.reset();
    this.advertiser.reset();
    this.scanner.reset();
    this.initiate(undefined);
    for (const { link } of this.links.entries()) {
      this.links.remove(link);
      link.abandon();
    }
  }

  send(event: Buffer): void {
    if (this.mask.lets(event)) this.#port?.send(event);
  }

  setScanning(isEnabled: boolean, filtersDuplicates: boolean): void {
    this.scanner.setEnabled(isEnabled, filtersDuplicates);
    this.#surroundings.listeningChanged(this);
  }

  initiate(initiation: Initiation | undefined): void {
    this.#initiation = initiation;
    this.#surroundings.listeningChanged(this);
  }

  /** The host has thought better of it. */
  cancelInitiation(): void {
    this.initiate(undefined);
    this.send(leConnectionFailed(hciStatus.unknownConnection));
  }

  hears(report: AdvertisingReport): void {
    if (this.isCongested || !this.scanner.wants(report.address.text, report.type)) return;
    this.send(leAdvertisingReport(report));
  }

  linkBegins(link: Link, role: LinkRole, peer: DeviceAddress): void {
    const { handle } = this.links.add(link, role);
    if (role === 'central') this.initiate(undefined);
    else this.advertiser.setEnabled(false);
    this.send(leConnectionComplete({ status: 0, handle, role, peer, parameters: link.parameters }));
  }

  linkDelivers(link: Link, pdu: LinkPdu): void {
    const entry = this.links.of(link);
    if (entry === undefined || pdu.kind !== 'data') return;
    this.#port?.send(encodeAcl({ handle: entry.handle, isStart: pdu.isStart, data: pdu.data }));
  }

  linkCompletes(link: Link, aclPackets: number): void {
    const entry = this.links.of(link);
    if (entry === undefined) return;
    entry.packetsHeld -= aclPackets;
    this.send(numberOfCompletedPackets(entry.handle, aclPackets));
  }

  linkUpdated(link: Link): void {
    const entry = this.links.of(link);
    if (entry !== undefined) this.send(leConnectionUpdateComplete(entry.handle, link.parameters));
  }

  linkDataLengthChanged(link: Link, lengths: DataLengths): void {
    const entry = this.links.of(link);
    if (entry !== undefined) this.send(leDataLengthChange(entry.handle, lengths));
  }

  linkEnded(link: Link, reason: number): void {
    const entry = this.links.remove(link);
    if (entry !== undefined) this.send(disconnectionComplete(entry.handle, reason));
  }

  #take(packet: Buffer): void {
    const type = packet.readUInt8(0);
    if (type === h4PacketType.command) this.#command(packet);
    else if (type === h4PacketType.acl) this.#data(packet);
  }

  #wakeLinks(): void {
    for (const { link } of this.links.entries()) link.wake();
  }

  #hostGone(port: HostPort): void {
    if (port !== this.#port) return;
    this.detach();
  }

  #command(packet: Buffer): void {
    const command = decodeCommand(packet);
    const reply = runCommand(this, command);
    this.send(
      reply.kind === 'complete'
        ? commandComplete(command.opcode, reply.status, reply.results)
        : commandStatus(command.opcode, reply.status),
    );
    reply.then?.();
  }

  #data(packet: Buffer): void {
    const acl = decodeAcl(packet);
    const entry = this.links.at(acl.handle);
    // A link may end while its host is still writing to it.
    if (entry === undefined) return;
    if (this.links.packetsHeld >= aclPacketsMax || acl.data.byteLength > this.dataBytesMax) {
      this.send(dataBufferOverflow());
      return;
    }
    entry.packetsHeld += 1;
    entry.link.send(entry.role, acl);
  }
}
