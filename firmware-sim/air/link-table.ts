/** LinkTable: a controller's connections by the handles its host knows them by. */
import type { Link, LinkRole } from './link.ts';

/** Handles are 12 bits, the last 256 reserved. 0 is left out: noble sends it when it means a link that is gone. */
const handleFirst = 0x0040;
const handleLast = 0x0eff;

export interface LinkEntry {
  readonly handle: number;
  readonly link: Link;
  readonly role: LinkRole;
  /** ACL packets of the host that are not yet acknowledged by the other end. */
  packetsHeld: number;
}

export class LinkTable {
  readonly #byHandle = new Map<number, LinkEntry>();
  readonly #byLink = new Map<Link, LinkEntry>();
  #nextHandle = handleFirst;

  get size(): number {
    return this.#byHandle.size;
  }

  get packetsHeld(): number {
    let held = 0;
    for (const entry of this.#byHandle.values()) held += entry.packetsHeld;
    return held;
  }

  entries(): readonly LinkEntry[] {
    return [...this.#byHandle.values()];
  }

  /** Handles go round, so that a late command for a lost link does not meet the next one. */
  add(link: Link, role: LinkRole): LinkEntry {
    while (this.#byHandle.has(this.#nextHandle)) this.#advance();
    const entry: LinkEntry = { handle: this.#nextHandle, link, role, packetsHeld: 0 };
    this.#advance();
    this.#byHandle.set(entry.handle, entry);
    this.#byLink.set(link, entry);
    return entry;
  }

  at(handle: number): LinkEntry | undefined {
    return this.#byHandle.get(handle);
  }

  of(link: Link): LinkEntry | undefined {
    return this.#byLink.get(link);
  }

  remove(link: Link): LinkEntry | undefined {
    const entry = this.#byLink.get(link);
    if (entry === undefined) return undefined;
    this.#byLink.delete(link);
    this.#byHandle.delete(entry.handle);
    return entry;
  }

  #advance(): void {
    this.#nextHandle = this.#nextHandle === handleLast ? handleFirst : this.#nextHandle + 1;
  }
}
