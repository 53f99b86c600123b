/** Raw MQTT: packets of MQTT 3.1.1 byte by byte, for saying what no client library would. */
import { connect } from 'node:net';

const text = (value: string | Uint8Array): Uint8Array => {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return Uint8Array.of(bytes.byteLength >> 8, bytes.byteLength & 0xff, ...bytes);
};

/** The fixed header alone: what follows may be less than it says, or nothing. */
export const packetHeader = (typeAndFlags: number, remainingBytes: number): Uint8Array => {
  const header = [typeAndFlags];
  let left = remainingBytes;
  do {
    header.push((left % 128) | (left > 127 ? 0x80 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Uint8Array.from(header);
};

const packet = (typeAndFlags: number, body: Uint8Array): Uint8Array =>
  Uint8Array.of(...packetHeader(typeAndFlags, body.byteLength), ...body);

/** CONNECT without keepalive, clean session, id and user name the same. */
export const connectPacket = (id: string, secret: string): Uint8Array =>
  packet(0x10, Uint8Array.of(...text('MQTT'), 4, 0xc2, 0, 0, ...text(id), ...text(id), ...text(secret)));

export const publishPacket = (topic: string | Uint8Array, payload: string): Uint8Array =>
  packet(0x32, Uint8Array.of(...text(topic), 0, 1, ...new TextEncoder().encode(payload)));

export const subscribePacket = (topic: string): Uint8Array => packet(0x82, Uint8Array.of(0, 1, ...text(topic), 1));

export interface Heard {
  readonly end: 'closed' | 'open';
  readonly bytes: Uint8Array;
}

/** Writes `packets` at once and tells how it ended: closed by the broker, or `enough` bytes of answer and still open. */
export const say = (port: number, packets: readonly Uint8Array[], enough = Infinity): Promise<Heard> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const heard: Uint8Array[] = [];
    const tell = (end: Heard['end']): void => {
      socket.destroy();
      resolve({ end, bytes: Buffer.concat(heard) });
    };
    socket.on('data', (chunk: Uint8Array) => {
      heard.push(chunk);
      if (Buffer.concat(heard).byteLength >= enough) tell('open');
    });
    // A reset while we still write is a close like any other.
    socket.on('error', () => undefined);
    socket.on('close', () => tell('closed'));
    for (const bytes of packets) socket.write(bytes);
  });
