/** AedesBroker: a real broker in the test's own process, on a free port, that can be stopped and come back. */
import { Aedes, type AedesPublishPacket } from 'aedes';
import { createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../../runtime/test-server.ts';

export class AedesBroker {
  port = 0;
  /** A packet it will not have ends the connection, as aedes does it. */
  admits: (packet: AedesPublishPacket | { readonly payload: string | Buffer }) => boolean = () => true;
  /** What happens to a connection that shows these. */
  knows: (username: string | undefined, password: string | undefined) => boolean = () => true;
  #aedes: Aedes | undefined;
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    if (this.port === 0) this.port = await freePort();
    const aedes = await Aedes.createBroker({
      authorizePublish: (_client, packet, done) => done(this.admits(packet) ? null : new Error('not authorized')),
      authenticate: (_client, username, password, done) => done(null, this.knows(username, password?.toString())),
    });
    aedes.on('clientError', () => undefined);
    aedes.on('connectionError', () => undefined);
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      aedes.handle(socket);
    });
    this.#aedes = aedes;
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
  }

  /** As by a power cut: connections end without a word. */
  async stop(): Promise<void> {
    const server = this.#server;
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
    await new Promise<void>((resolve) => (this.#aedes === undefined ? resolve() : this.#aedes.close(() => resolve())));
  }
}
