/** PaperController: an LE controller that agrees to everything and lets a test put any packet on the air; no links that last. */
import { mkdtempSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const eventPacket = 0x04;
const commandComplete = 0x0e;
const leMeta = 0x3e;
const advertisingReport = 0x02;
const setScanEnable = 0x200c;
const createConnection = 0x200d;
const disconnectionComplete = 0x05;
const failedToEstablish = 0x3e;
/** Long enough for every answer noble reads; the zeros say success and nothing supported. */
const agreement = Buffer.alloc(70);
/** Where noble wants more than zeros: Bluetooth 5.0 (local version), room for eight packets (LE buffer size). */
const answers: ReadonlyMap<number, Buffer> = new Map([
  [0x1001, Buffer.from([0, 9, 0, 0, 9, 0, 0, 0, 0])],
  [0x2002, Buffer.from([0, 251, 0, 8])],
]);

export class PaperController {
  readonly path = join(mkdtempSync(join(tmpdir(), 'ayumi-hci-')), 's');
  /** How often a host has connected. */
  hosts = 0;
  isScanning = false;
  isConnecting = false;
  #server: Server | undefined;
  #socket: Socket | undefined;

  async start(): Promise<void> {
    const server = createServer((socket) => this.#serve(socket));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.path, resolve));
  }

  /** One advertising report. `type`: 0 connectable, 3 not, 4 a scan response. */
  advertise(address: number, data: Uint8Array, type = 3): void {
    const body = Buffer.alloc(11 + data.byteLength + 1);
    body.set([advertisingReport, 1, type, 1]);
    body.writeUInt32LE(address, 4);
    body.writeUInt8(0xc0, 9);
    body.writeUInt8(data.byteLength, 10);
    body.set(data, 11);
    body.writeInt8(-60, 11 + data.byteLength);
    if (this.isScanning) this.event(leMeta, body);
  }

  /** A link that was never established after all: the host reads of its beginning and its end in one go. */
  connectInVain(address: number): void {
    const begun = Buffer.alloc(19);
    begun.set([1, 0, 1, 0, 0, 1]);
    begun.writeUInt32LE(address, 6);
    begun.writeUInt8(0xc0, 11);
    const over = Uint8Array.of(0, 1, 0, failedToEstablish);
    this.#socket?.write(Buffer.concat([packet(leMeta, begun), packet(disconnectionComplete, over)]));
  }

  /** Any event at all. */
  event(code: number, body: Uint8Array): void {
    this.#socket?.write(packet(code, body));
  }

  async stop(): Promise<void> {
    this.#socket?.destroy();
    await new Promise<void>((resolve) =>
      this.#server === undefined ? resolve() : this.#server.close(() => resolve()),
    );
  }

  #serve(socket: Socket): void {
    this.hosts += 1;
    this.#socket = socket;
    this.isScanning = false;
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  #take(chunk: Buffer): void {
    for (let at = 0; at + 4 <= chunk.byteLength; at += 4 + chunk.readUInt8(at + 3)) {
      const opcode = chunk.readUInt16LE(at + 1);
      if (opcode === createConnection) this.isConnecting = true;
      if (opcode === setScanEnable) this.isScanning = chunk.readUInt8(at + 4) === 1;
      const head = Buffer.alloc(3);
      head.writeUInt8(1, 0);
      head.writeUInt16LE(opcode, 1);
      this.event(commandComplete, Buffer.concat([head, answers.get(opcode) ?? agreement]));
    }
  }
}

const packet = (code: number, body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([eventPacket, code, body.byteLength]), body]);
