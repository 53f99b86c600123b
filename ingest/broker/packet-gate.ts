/** Packet gate: reads along with an MQTT connection and says where a packet announces more than any contract message holds. */

/** A CONNECT carries an id, a secret and a will; whoever has not said who they are may make us keep no more. */
export const firstPacketBytesMax = 16 * 1024;
/** Remaining Length has four bytes at most (MQTT 3.1.1, 2.2.3). */
const lengthBytesMax = 4;

export class PacketGate {
  readonly #packetBytesMax: number;
  #packets = 0;
  /** Bytes of the packet under way that are still to come; undefined while its header is read. */
  #leftBytes: number | undefined;
  /** Bytes of the header read so far, and the Remaining Length as far as it is known. */
  #headerBytes = 0;
  #lengthBytes = 0;

  constructor(packetBytesMax: number) {
    this.#packetBytesMax = packetBytesMax;
  }

  /** Whether all that has come so far may be kept. Once it says no, the connection is to be cut. */
  passes(chunk: Uint8Array): boolean {
    for (let at = 0; at < chunk.byteLength;) {
      if (this.#leftBytes === undefined) {
        if (!this.#takeHeaderByte(chunk[at] ?? 0)) return false;
        at += 1;
      } else {
        const taken = Math.min(this.#leftBytes, chunk.byteLength - at);
        at += taken;
        this.#leftBytes -= taken;
      }
      if (this.#leftBytes === 0) this.#leftBytes = undefined;
    }
    return true;
  }

  #takeHeaderByte(byte: number): boolean {
    this.#headerBytes += 1;
    if (this.#headerBytes === 1) return true;
    if (this.#headerBytes > 1 + lengthBytesMax) return false;
    this.#lengthBytes += (byte & 0x7f) * 128 ** (this.#headerBytes - 2);
    const bytesMax = this.#packets === 0 ? firstPacketBytesMax : this.#packetBytesMax;
    if (this.#lengthBytes > bytesMax) return false;
    if (byte > 0x7f) return true;
    this.#leftBytes = this.#lengthBytes;
    this.#packets += 1;
    this.#headerBytes = 0;
    this.#lengthBytes = 0;
    return true;
  }
}
