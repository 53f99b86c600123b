/** Embedded broker: aedes inside the cloud process, where each gateway may use its own topics and nothing else. */
import { Aedes, type Client } from 'aedes';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer as createTlsServer, TLSSocket, type PeerCertificate } from 'node:tls';
import { gatewayIdSchema, type GatewayId } from '../../contract/ids.ts';
import { anyGateway, downTopics, readTopic, upTopics } from '../../contract/topics.ts';
import { OperatorError } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import { wordBytesMax } from './newest-words.ts';
import { PacketGate } from './packet-gate.ts';
import type { UpMessage, Wire } from './wire.ts';

export interface EmbeddedBrokerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** With it, gateways show a client certificate whose common name is their id. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer; readonly ca: Buffer };
  /** Whether this is the gateway's secret. Not asked of a gateway with a certificate. */
  readonly checkGateway: (gateway: GatewayId, secret: string) => boolean | Promise<boolean>;
  readonly knownGateway: (gateway: GatewayId) => boolean | Promise<boolean>;
  readonly log: Log;
}

/** No contract message comes near this; a larger one is cut off with its connection. */
const payloadBytesMax = 1024 * 1024;
/** With its topic and packet id. */
const packetBytesMax = payloadBytesMax + 1024;
/** One frozen subscriber may hold up the others no longer than this. */
const drainTimeoutMs = 8_000;
/** Whoever is left on the line for longer would take the line for dead. */
const heldMsMax = 5_000;
/** At the end one who does not read is not waited for. */
const flushMsMax = 1_000;
const flushLookMs = 10;

export class EmbeddedBroker implements Wire {
  readonly #options: EmbeddedBrokerOptions;
  readonly #sockets = new Set<Socket>();
  readonly #stop = new AbortController();
  #listener: (message: UpMessage) => void = () => undefined;
  #slowMsOf: (gateway: GatewayId) => number = () => 0;
  #aedes: Aedes | undefined;
  #server: Server | undefined;
  #closing: Promise<void> | undefined;
  /** Messages of ours on their way to the subscribers' sockets. */
  #underWay = 0;

  constructor(options: EmbeddedBrokerOptions) {
    this.#options = options;
  }

  onMessage(listener: (message: UpMessage) => void): void {
    this.#listener = listener;
  }

  slowDown(slowMsOf: (gateway: GatewayId) => number): void {
    this.#slowMsOf = slowMsOf;
  }

  async start(): Promise<void> {
    const aedes = await Aedes.createBroker({
      drainTimeout: drainTimeoutMs,
      authenticate: (client, username, password, done) => {
        this.#admits(client, username, password).then(
          (isAdmitted) => done(null, isAdmitted),
          // A gateway that cannot be judged is not let in; it tries again.
          () => done(null, false),
        );
      },
      authorizePublish: (client, packet, done) => {
        const name = readTopic(packet.topic)?.name;
        const isKept = name === 'visits' || name === 'actions';
        const bytesMax = isKept ? payloadBytesMax : wordBytesMax;
        const allowed = this.#mayUse(client, packet.topic, upTopics) && Buffer.byteLength(packet.payload) <= bytesMax;
        // State and health are meant to be kept; a batch is the journal's to keep.
        if (isKept) packet.retain = false;
        if (allowed) this.#whenItsTurn(client, () => done(null));
        else done(new Error('not authorized'));
      },
      authorizeSubscribe: (client, subscription, done) => {
        done(null, this.#mayUse(client, subscription.topic, downTopics) ? subscription : null);
      },
    });
    this.#aedes = aedes;
    aedes.on('clientError', (client, error) =>
      this.#options.log.warn({ client: client.id, error: error.message }, 'client error'),
    );
    aedes.on('connectionError', (_client, error) =>
      this.#options.log.warn({ error: error.message }, 'connection refused'),
    );
    for (const name of upTopics) {
      aedes.subscribe(
        anyGateway(name),
        (packet, done) => this.#deliver(packet.topic, packet.payload, done),
        () => undefined,
      );
    }
    this.#server = await this.#listen(aedes);
  }

  /** The port it listens on. */
  get port(): number {
    const address = this.#server?.address() as AddressInfo | null | undefined;
    return address?.port ?? this.#options.port;
  }

  get isConnected(): boolean {
    return this.#server?.listening === true;
  }

  publish(topic: string, payload: string, { retain }: { readonly retain: boolean }): void {
    const packet = { cmd: 'publish', qos: 1, topic, payload, retain, dup: false } as const;
    if (this.#aedes === undefined) return;
    this.#underWay += 1;
    this.#aedes.publish(packet, (error) => {
      this.#underWay -= 1;
      if (error) this.#options.log.warn({ topic, error: error.message }, 'not published');
    });
  }

  letNobodyIn(): void {
    this.#closing ??= new Promise((closed) => {
      if (this.#server === undefined) closed();
      else this.#server.close(() => closed());
    });
  }

  async flushed(): Promise<void> {
    const isThrough = (): boolean =>
      this.#underWay === 0 && [...this.#sockets].every((socket) => socket.writableLength === 0);
    for (let waitedMs = 0; !isThrough() && waitedMs < flushMsMax; waitedMs += flushLookMs) await delay(flushLookMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.letNobodyIn();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((done) => (this.#aedes === undefined ? done() : this.#aedes.close(() => done())));
    await this.#closing;
  }

  /** Cuts a connection at the header of a packet that is too large: the broker would gather all of it first. */
  #guard(socket: Socket): void {
    const gate = new PacketGate(packetBytesMax);
    // The broker reads by 'readable', which leads; 'data' then only tells what it reads, before it gets it.
    socket.on('data', (chunk: Uint8Array) => {
      if (!gate.passes(chunk)) socket.destroy(new Error('a packet larger than any of the contract'));
    });
  }

  /** Until then the broker reads nothing more from this gateway, and from others as ever: its line is what holds it back. */
  #whenItsTurn(client: Client | null, done: () => void): void {
    const id = gatewayIdSchema.safeParse(client?.id).data;
    if (id === undefined || this.#slowMsOf(id) === 0) done();
    else this.#hold(id).then(done, () => undefined);
  }

  /** Settles when it may go on, or has waited for long enough to be told to come again. Rejects at the end. */
  async #hold(id: GatewayId): Promise<void> {
    let heldMs = 0;
    for (let slowMs = this.#slowMsOf(id); slowMs > 0 && heldMs < heldMsMax; slowMs = this.#slowMsOf(id)) {
      await delay(slowMs, undefined, { signal: this.#stop.signal, ref: false });
      heldMs += slowMs;
    }
  }

  #deliver(topic: string, payload: string | Buffer, done: () => void): void {
    const read = readTopic(topic);
    const name = upTopics.find((word) => word === read?.name);
    if (read !== undefined && name !== undefined) {
      this.#listener({ gateway: read.gateway, name, payload: Buffer.from(payload), retained: false });
    }
    done();
  }

  /** A certificate's common name, or user name and secret, must be the client id of a gateway we know. */
  async #admits(client: Client, username: string | undefined, password: Buffer | undefined): Promise<boolean> {
    const id = gatewayIdSchema.safeParse(client.id);
    // Looked at before anything is waited for: of a line that is gone meanwhile there is no certificate.
    const isTls = client.conn instanceof TLSSocket;
    const commonName = client.conn instanceof TLSSocket ? commonNameOf(client.conn) : undefined;
    if (!id.success || (isTls && commonName !== id.data) || !(await this.#options.knownGateway(id.data))) return false;
    if (isTls) return true;
    if (username !== id.data || password === undefined) return false;
    return await this.#options.checkGateway(id.data, password.toString());
  }

  #mayUse(client: Client | null, topic: string, names: readonly string[]): boolean {
    const read = readTopic(topic);
    return client !== null && read !== undefined && read.gateway === client.id && names.includes(read.name);
  }

  async #listen(aedes: Aedes): Promise<Server> {
    const { host, port, tls } = this.#options;
    const accept = (socket: Socket): void => {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => this.#sockets.delete(socket));
      aedes.handle(socket);
      this.#guard(socket);
    };
    const server =
      tls === undefined
        ? createTcpServer(accept)
        : createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' }, accept);
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
    try {
      await promise;
    } catch (cause) {
      throw new OperatorError(
        'broker-port',
        `The broker cannot listen on ${host}:${port}`,
        'Stop what uses that port, or choose another one in the config.',
        { cause },
      );
    }
    return server;
  }
}

/** Node says that there is always a certificate; of a line already cut there is none. */
const commonNameOf = (socket: TLSSocket): string | undefined => {
  const certificate = socket.getPeerCertificate() as Partial<PeerCertificate> | null;
  const name = certificate?.subject?.CN;
  return typeof name === 'string' ? name : undefined;
};
