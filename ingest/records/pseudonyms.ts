/** Pseudonyms: by what name a participant or pedometer goes in the files of one recipient: the same in all of theirs, another in anybody else's. */
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';

/** 96 bits: no two people of a nation share one. */
const bytesKept = 12;
/** A town's people; of more, those on the same pages. */
const knownMax = 50_000;

export class Pseudonyms {
  readonly #key: Uint8Array;
  readonly #known = new Map<string, string>();
  readonly #text = new TextEncoder();

  /** `key`: 32 bytes of this recipient's own. */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Begins with letters that are no number, so that no spreadsheet rounds it. */
  participant(id: ParticipantId): string {
    return this.#of('participant', id, 'px');
  }

  /** A serial would tell two recipients that they speak of the same person. */
  device(serial: DeviceSerial): string {
    return this.#of('device', serial, 'dx');
  }

  #of(kind: string, id: string, mark: string): string {
    const of = `${kind} ${id}`;
    const known = this.#known.get(of);
    if (known !== undefined) return known;
    if (this.#known.size >= knownMax) this.#known.clear();
    const made = mark + hmacSha256(this.#key, this.#text.encode(of)).subarray(0, bytesKept).toHex();
    this.#known.set(of, made);
    return made;
  }
}
