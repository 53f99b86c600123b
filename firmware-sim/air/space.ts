/** Space: who hears whom and at what loss; carries advertisements and makes links. Knows nothing of sockets. */
import type { Controller, Surroundings } from './controller.ts';
import { scanResponseReport, type AdvertisingReport } from './hci-event.ts';
import { Link } from './link.ts';
import type { Pace } from './pace.ts';
import { silentEnd } from './silent-end.ts';
import { addTraffic, noTraffic, type Traffic } from './traffic.ts';

export interface LinkRecord {
  readonly central: string;
  readonly peripheral: string;
  readonly traffic: Traffic;
  /** The reason the central was told; absent while the link lives. */
  readonly reason?: number;
}

export interface SpaceTerms {
  readonly pace: Pace;
  readonly random: () => number;
  readonly packetsPerEventMax: number;
  readonly onLinkClosed: (record: LinkRecord) => void;
}

interface Presence {
  places: ReadonlySet<string>;
  pastTraffic: Traffic;
}

const nowhere: ReadonlySet<string> = new Set();

export class Space implements Surroundings {
  readonly #terms: SpaceTerms;
  readonly #presences = new Map<Controller, Presence>();
  readonly #listeners = new Set<Controller>();
  readonly #links = new Map<Link, readonly [central: Controller, peripheral: Controller]>();

  constructor(terms: SpaceTerms) {
    this.#terms = terms;
  }

  get pace(): Pace {
    return this.#terms.pace;
  }

  get random(): () => number {
    return this.#terms.random;
  }

  links(): readonly LinkRecord[] {
    return [...this.#links.keys()].map(record);
  }

  /** Brings a controller in, or elsewhere: it hears and is heard wherever it shares a place. */
  place(controller: Controller, places: ReadonlySet<string>): void {
    this.#presences.set(controller, { pastTraffic: this.#presences.get(controller)?.pastTraffic ?? noTraffic, places });
    for (const [link, ends] of this.#links) link.setAudible(this.#areNear(...ends));
    controller.advertiser.wake();
    if (controller.isListening) this.#wakeAdvertisers();
  }

  remove(controller: Controller): void {
    this.#presences.delete(controller);
    for (const [link, ends] of this.#links) if (ends.includes(controller)) link.abandon();
  }

  traffic(controller: Controller): Traffic {
    const past = this.#presences.get(controller)?.pastTraffic ?? noTraffic;
    return controller.links.entries().reduce((sum, { link }) => addTraffic(sum, link.traffic), past);
  }

  closeAll(reason: number): void {
    for (const link of this.#links.keys()) link.close(reason);
  }

  isHeard(controller: Controller): boolean {
    for (const listener of this.#listeners) if (this.#areNear(listener, controller)) return true;
    return false;
  }

  isAwaited(controller: Controller): boolean {
    for (const listener of this.#listeners) {
      if (listener.initiation?.peer === controller.address.text && this.#areNear(listener, controller)) return true;
    }
    return false;
  }

  listeningChanged(controller: Controller): void {
    if (controller.isListening) {
      this.#listeners.add(controller);
      this.#wakeAdvertisers();
    } else {
      this.#listeners.delete(controller);
    }
  }

  advertise(controller: Controller): void {
    for (const listener of this.#listeners) {
      if (!this.#areNear(listener, controller) || this.#loses(listener, controller)) continue;
      if (controller.advertiser.isConnectable && listener.initiation?.peer === controller.address.text) {
        this.#connect(listener, controller);
        return;
      }
      this.#report(listener, controller);
    }
  }

  /** Whoever listens in one of the places hears it, unless it is lost on the way. */
  overhear(report: AdvertisingReport, places: ReadonlySet<string>): void {
    for (const listener of this.#listeners) {
      const isNear = !places.isDisjointFrom(this.#presences.get(listener)?.places ?? nowhere);
      if (isNear && this.random() >= listener.loss) listener.hears(report);
    }
  }

  #wakeAdvertisers(): void {
    for (const controller of this.#presences.keys()) controller.advertiser.wake();
  }

  #areNear(a: Controller, b: Controller): boolean {
    const places = this.#presences.get(a)?.places ?? nowhere;
    return a !== b && !places.isDisjointFrom(this.#presences.get(b)?.places ?? nowhere);
  }

  #loses(a: Controller, b: Controller): boolean {
    return this.random() < 1 - (1 - a.loss) * (1 - b.loss);
  }

  /** An active scanner asks for the scan response: its question and the answer may each be lost. */
  #report(listener: Controller, heard: Controller): void {
    const { advertiser, address, rssiDbm } = heard;
    listener.hears({ type: advertiser.type, address, data: advertiser.data, rssiDbm });
    if (!listener.scanner.isActive || !advertiser.isScannable) return;
    if (this.#loses(listener, heard) || this.#loses(listener, heard)) return;
    listener.hears({ type: scanResponseReport, address, data: advertiser.scanResponse, rssiDbm });
  }

  #connect(central: Controller, peripheral: Controller): void {
    const { initiation } = central;
    if (initiation === undefined) return;
    const isHeard = !this.#loses(central, peripheral);
    const link = new Link(central, isHeard ? peripheral : silentEnd(peripheral), initiation.parameters, {
      ...this.#terms,
      onClosed: (closed, reason) => this.#closed(closed, reason),
    });
    this.#links.set(link, [central, peripheral]);
    central.linkBegins(link, 'central', peripheral.address);
    if (isHeard) peripheral.linkBegins(link, 'peripheral', central.address);
    else link.failToEstablish();
  }

  #closed(link: Link, reason: number): void {
    for (const end of this.#links.get(link) ?? []) {
      const presence = this.#presences.get(end);
      if (presence !== undefined) presence.pastTraffic = addTraffic(presence.pastTraffic, link.traffic);
    }
    this.#links.delete(link);
    this.#terms.onLinkClosed({ ...record(link), reason });
  }
}

const record = (link: Link): LinkRecord => ({
  central: link.ends.central.name,
  peripheral: link.ends.peripheral.name,
  traffic: link.traffic,
});
