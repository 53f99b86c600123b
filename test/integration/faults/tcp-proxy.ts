/** TcpProxy: the network between two programs, which a test can spoil: closed, silent, cut, lossy, narrow, or flipping bits. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { systemClock } from '../../../runtime/clock.ts';
import type { Random } from '../../../runtime/random.ts';

export type Weather =
  | { readonly kind: 'fair' }
  /** Connections end, and new ones are ended at once. */
  | { readonly kind: 'closed' }
  /** Half-open: whatever is connected, or connects, hears and says nothing more and is not told. */
  | { readonly kind: 'silent' }
  /** Each new connection ends after so many bytes upwards, wherever in a message that is. */
  | { readonly kind: 'cutting'; readonly bytes: () => number }
  /** Every segment is lost with this chance, and sent again as TCP would. */
  | { readonly kind: 'lossy'; readonly share: number; readonly random: Random }
  | { readonly kind: 'narrow'; readonly bytesPerSecond: number }
  /** What goes up is changed; what comes down is not. */
  | { readonly kind: 'spoiling'; readonly spoil: (bytes: Buffer) => Buffer };

const segmentBytes = 1460;
/** TCP's first wait for an acknowledgement on a fast network; it doubles. */
const retransmitMs = 200;

interface Connection {
  readonly near: Socket;
  readonly far: Socket;
  isSilent: boolean;
  /** Upwards, until it is cut. */
  bytesLeft: number;
}

export class TcpProxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  #weather: Weather = { kind: 'fair' };
  #cuts = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a free port and passes on to `targetPort`, both of this machine. */
  static async start(targetPort: number): Promise<TcpProxy> {
    const server = createServer({ pauseOnConnect: true, noDelay: true });
    const proxy = new TcpProxy(server);
    server.on('connection', (near) => proxy.#accept(near, targetPort));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    const address = this.#server.address() as AddressInfo;
    return address.port;
  }

  /** Connections cut by `cutting` so far. */
  get cuts(): number {
    return this.#cuts;
  }

  set weather(weather: Weather) {
    this.#weather = weather;
    for (const connection of this.#connections) {
      if (weather.kind === 'silent') connection.isSilent = true;
      if (weather.kind === 'closed') this.#end(connection);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const connection of this.#connections) this.#end(connection);
    await closed;
  }

  #accept(near: Socket, targetPort: number): void {
    const weather = this.#weather;
    if (weather.kind === 'closed') {
      near.destroy();
      return;
    }
    const connection: Connection = {
      near,
      far: connect({ port: targetPort, host: '127.0.0.1', noDelay: true }),
      isSilent: weather.kind === 'silent',
      bytesLeft: weather.kind === 'cutting' ? weather.bytes() : Infinity,
    };
    this.#connections.add(connection);
    for (const socket of [near, connection.far]) {
      socket.on('error', () => undefined);
      socket.once('close', () => {
        // The end of one side is a segment like any other: in silence the other side does not hear of it.
        if (!connection.isSilent) this.#end(connection);
      });
    }
    void this.#pump(connection, near, connection.far, true);
    void this.#pump(connection, connection.far, near, false);
  }

  /** Order is kept: nothing overtakes what is late. */
  async #pump(connection: Connection, from: Socket, to: Socket, isUp: boolean): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        for (let at = 0; at < chunk.length; at += segmentBytes) {
          await this.#pass(connection, chunk.subarray(at, at + segmentBytes), to, isUp);
        }
      }
    } catch {
      // A connection that breaks is what this is for.
    }
  }

  async #pass(connection: Connection, segment: Buffer, to: Socket, isUp: boolean): Promise<void> {
    const weather = this.#weather;
    if (connection.isSilent) return;
    if (weather.kind === 'lossy') {
      for (let waitMs = retransmitMs; weather.random.next() < weather.share; waitMs *= 2) {
        await systemClock.sleep(waitMs);
      }
    }
    if (weather.kind === 'narrow') await systemClock.sleep((segment.length * 1000) / weather.bytesPerSecond);
    const bytes = isUp && weather.kind === 'spoiling' ? weather.spoil(segment) : segment;
    const passing = isUp ? bytes.subarray(0, connection.bytesLeft) : bytes;
    if (isUp) connection.bytesLeft -= bytes.length;
    if (to.writable) to.write(passing);
    if (connection.bytesLeft > 0) return;
    this.#cuts += 1;
    // What was let through arrives before the end does.
    to.end(() => this.#end(connection));
    connection.near.destroy();
  }

  #end(connection: Connection): void {
    this.#connections.delete(connection);
    connection.near.destroy();
    connection.far.destroy();
  }
}
