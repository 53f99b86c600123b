/** H4 framing: whole HCI packets out of a stream of bytes (Core Specification, Vol 4, Part A, §2). */
export const h4PacketType = { command: 0x01, acl: 0x02, synchronous: 0x03, event: 0x04 } as const;

interface Header {
  readonly headerBytes: number;
  readonly lengthAt: number;
  readonly lengthBytes: 1 | 2;
}

const headers: ReadonlyMap<number, Header> = new Map([
  [h4PacketType.command, { headerBytes: 4, lengthAt: 3, lengthBytes: 1 }],
  [h4PacketType.acl, { headerBytes: 5, lengthAt: 3, lengthBytes: 2 }],
  [h4PacketType.synchronous, { headerBytes: 4, lengthAt: 3, lengthBytes: 1 }],
  [h4PacketType.event, { headerBytes: 3, lengthAt: 2, lengthBytes: 1 }],
]);

export interface H4Split {
  /** Whole packets, type byte included, in order. They share memory with the chunks they came in. */
  readonly packets: readonly Buffer[];
  /** H4 has no way to find the next packet again after a wrong type byte: the stream is of no more use. */
  readonly isLost: boolean;
}

/** Keeps the unfinished packet between two chunks; at most one packet (64 KiB) is ever kept. */
export class H4Splitter {
  #rest: Buffer = Buffer.alloc(0);

  take(chunk: Buffer): H4Split {
    const bytes = this.#rest.byteLength === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const packets: Buffer[] = [];
    let at = 0;
    while (at < bytes.byteLength) {
      const size = packetBytes(bytes, at);
      if (size === 'unknown-type') {
        this.#rest = Buffer.alloc(0);
        return { packets, isLost: true };
      }
      if (size === 'more' || at + size > bytes.byteLength) break;
      packets.push(bytes.subarray(at, at + size));
      at += size;
    }
    this.#rest = bytes.subarray(at);
    return { packets, isLost: false };
  }
}

const packetBytes = (bytes: Buffer, at: number): number | 'more' | 'unknown-type' => {
  const header = headers.get(bytes.readUInt8(at));
  if (header === undefined) return 'unknown-type';
  if (at + header.headerBytes > bytes.byteLength) return 'more';
  const payloadBytes =
    header.lengthBytes === 1 ? bytes.readUInt8(at + header.lengthAt) : bytes.readUInt16LE(at + header.lengthAt);
  return header.headerBytes + payloadBytes;
};
