/** Air: a room full of virtual LE radios, each behind a Unix socket that noble, bleno or anything speaking HCI H4 may open. */
import { mkdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import { assert, OperatorError } from '../../runtime/fault.ts';
import type { Service } from '../../runtime/service.ts';
import { advertisingType } from './advertiser.ts';
import { dataBytesLong } from './capabilities.ts';
import { Controller, type ControllerTraits } from './controller.ts';
import { addressFromName, type DeviceAddress } from './device-address.ts';
import { hciStatus } from './hci-status.ts';
import { HostPort } from './host-port.ts';
import { Pace } from './pace.ts';
import { Space, type LinkRecord } from './space.ts';
import type { Traffic } from './traffic.ts';

/** Linux allows 108 bytes, macOS 104, the last one zero. */
const socketPathBytesMax = 100;
/** What common centrals and phones send per connection event. */
const packetsPerEventUsual = 6;
const rssiUsualDbm = -60;
/** Where every controller is that nobody has placed. */
const usualPlace = 'here';

export interface AirOptions {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** In [0, 1). */
  readonly random: () => number;
  /** Simulated time over real time; 1 is life. Infinity: as fast as the machine goes, and hosts think in no time. */
  readonly speed: number;
  /** Packets each end may send per connection event; 6 when absent. */
  readonly packetsPerEventMax?: number;
  /** Told of every link at its end, however it ended. */
  readonly onLinkClosed?: (record: LinkRecord) => void;
}

export interface ControllerOptions {
  /** By which the controller is placed, dropped and asked about. One name, one controller. */
  readonly name: string;
  /** `c4:7b:00:12:9a:01`; derived from the name when absent, so the same name always has the same address. */
  readonly address?: string;
  /** `random` (static) when absent, as most small devices have it. */
  readonly addressKind?: DeviceAddress['kind'];
  /** How strongly it is heard by others; −60 when absent. */
  readonly rssiDbm?: number;
  /** Longest link layer packet: 251 (when absent) with data length extension, 27 for an old radio. */
  readonly dataBytesMax?: number;
  /** Advertising is refused while it has this many links as a peripheral; 1 when absent, as small devices have it. */
  readonly peripheralLinksMax?: number;
  /** The places it is in; see `Air.place`. The same one for all when absent. */
  readonly places?: readonly string[];
}

/** A device that passes by with an address of its own for the day, as telephones do. */
export interface Stranger {
  /** `4a:7b:00:12:9a:01`; taken to be a random one. */
  readonly address: string;
  /** At most 31 bytes of advertising data. */
  readonly data: Uint8Array;
  /** Most telephones say that they could be connected to; beacons do not. */
  readonly isConnectable: boolean;
  /** As of a controller. */
  readonly places?: readonly string[];
}

interface Resident {
  readonly controller: Controller;
  readonly server: Server;
}

export class Air implements Service {
  readonly #space: Space;
  readonly #residents = new Map<string, Resident>();

  constructor(options: AirOptions) {
    this.#space = new Space({
      pace: new Pace(options.clock, options.speed),
      random: options.random,
      packetsPerEventMax: options.packetsPerEventMax ?? packetsPerEventUsual,
      onLinkClosed: options.onLinkClosed ?? (() => undefined),
    });
  }

  start(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => void this[Symbol.asyncDispose](), { once: true });
    return Promise.resolve();
  }

  /**
   * Opens the Unix socket `path` (at most 100 bytes), behind which is one controller; hosts in this process or any
   * other may connect. A second connection replaces the first, whose links are lost to their peers. Resolves to the
   * controller's address. Throws OperatorError if the socket cannot be opened.
   */
  async controllerAt(path: string, options: ControllerOptions): Promise<string> {
    assert(!this.#residents.has(options.name), `two controllers are named ${options.name}`);
    const controller = new Controller(traitsOf(options), this.#space);
    const server = createServer((socket) => controller.attach(new HostPort(socket)));
    this.#residents.set(options.name, { controller, server });
    this.#space.place(controller, new Set(options.places ?? [usualPlace]));
    await listen(server, path);
    return controller.address.text;
  }

  /** Takes a controller out of the air for good; its peers find out by their supervision timeout. */
  async remove(name: string): Promise<void> {
    const { controller, server } = this.#resident(name);
    this.#residents.delete(name);
    controller.detach();
    this.#space.remove(controller);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /**
   * Where it is from now on. Two controllers hear one another if they share a place; in no place, it hears nobody.
   * A link whose ends part is lost with 0x08 on both sides after its supervision timeout, unless they meet again before.
   */
  place(name: string, ...places: readonly string[]): void {
    this.#space.place(this.#resident(name).controller, new Set(places));
  }

  /** From now on each packet from or to it is lost with this chance, advertisements and connection requests included. */
  setLoss(name: string, chance: number): void {
    this.#resident(name).controller.loss = chance;
  }

  /** Breaks all its links at once; both ends are told 0x08. Returns how many there were. */
  drop(name: string): number {
    const entries = this.#resident(name).controller.links.entries();
    for (const { link } of entries) link.close(hciStatus.connectionTimeout);
    return entries.length;
  }

  /**
   * One advertisement of somebody the air keeps no record of: heard at once by whoever scans there, without a scan
   * response. Costs no controller and no socket; nobody can connect to it.
   */
  stranger({ address, data, isConnectable, places }: Stranger): void {
    const type = isConnectable ? advertisingType.connectable : advertisingType.nonConnectable;
    const report = { type, address: { text: address, kind: 'random' }, data, rssiDbm: rssiUsualDbm } as const;
    this.#space.overhear(report, new Set(places ?? [usualPlace]));
  }

  residents(): readonly string[] {
    return [...this.#residents.keys()];
  }

  /** As hosts see it; noble's `peripheral.address`. */
  address(name: string): string {
    return this.#resident(name).controller.address.text;
  }

  /** What all its links together have cost so far, living ones included. */
  traffic(name: string): Traffic {
    return this.#space.traffic(this.#resident(name).controller);
  }

  /** The living links. */
  links(): readonly LinkRecord[] {
    return this.#space.links();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#residents.keys()].map((name) => this.remove(name)));
    this.#space.closeAll(hciStatus.connectionTimeout);
  }

  #resident(name: string): Resident {
    const resident = this.#residents.get(name);
    assert(resident !== undefined, `no controller named ${name} is in the air`);
    return resident;
  }
}

const traitsOf = (options: ControllerOptions): ControllerTraits => ({
  name: options.name,
  address: { text: options.address ?? addressFromName(options.name), kind: options.addressKind ?? 'random' },
  rssiDbm: options.rssiDbm ?? rssiUsualDbm,
  dataBytesMax: options.dataBytesMax ?? dataBytesLong,
  peripheralLinksMax: options.peripheralLinksMax ?? 1,
});

const listen = async (server: Server, path: string): Promise<void> => {
  const hint = `Choose a writable directory with a short name; the path may have ${socketPathBytesMax} bytes.`;
  if (Buffer.byteLength(path) > socketPathBytesMax) {
    throw new OperatorError('air-path-too-long', `The path of the radio's socket is too long: ${path}`, hint);
  }
  try {
    await mkdir(dirname(path), { recursive: true });
    // A socket left over from a process that was killed would refuse us.
    await rm(path, { force: true });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  } catch (cause) {
    throw new OperatorError('air-socket', `The radio's socket ${path} cannot be opened`, hint, { cause });
  }
};
