/** MqttPipe: the pipe over MQTT.js, whose store, replay and reconnection are left unused: one client per connection. */
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { Clock } from '../../runtime/clock.ts';
import { withDeadline } from '../../runtime/deadline.ts';
import { messageOf } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import type { Random } from '../../runtime/random.ts';
import { nextWaitMs, type RetryBounds } from '../../runtime/retry.ts';
import { connectFault } from './connect-fault.ts';
import type { Credentials } from './credentials.ts';
import type { Pipe, PipeIdentity, PipeListener } from './pipe.ts';

export interface MqttPipeOptions {
  /** `mqtt://host:1883` or `mqtts://host:8883`. */
  readonly url: string;
  readonly identity: PipeIdentity;
  /** Read anew for each connection, so that renewed certificates count from the next one on. */
  readonly credentials: () => Credentials;
  readonly reconnect: RetryBounds;
  /** Waiting times begin anew only after a connection has lasted this long. */
  readonly stableMs: number;
  readonly keepaliveSeconds: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** From the first packet to the subscriptions granted. */
const connectMs = 30_000;
/** For the last messages of an orderly end. */
const farewellMs = 2_000;

export class MqttPipe implements Pipe {
  readonly #options: MqttPipeOptions;
  readonly #over = new AbortController();
  #client: MqttClient | undefined;
  #isUp = false;
  #life: Promise<void> = Promise.resolve();

  constructor(options: MqttPipeOptions) {
    this.#options = options;
  }

  start(listener: PipeListener): void {
    this.#life = this.#live(listener);
  }

  publish(topic: string, payload: string | Uint8Array, { retain }: { readonly retain: boolean }): void {
    if (!this.#isUp) return;
    const bytes = typeof payload === 'string' ? payload : Buffer.from(payload);
    // What the broker makes of it is not looked at: its acknowledgement comes before anything is stored.
    this.#client?.publish(topic, bytes, { qos: 1, retain }, () => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    const client = this.#client;
    if (client !== undefined) {
      await withDeadline(
        client.endAsync().catch(() => undefined),
        farewellMs,
        this.#options.clock,
      );
      client.end(true);
    }
    await this.#life;
  }

  async #live(listener: PipeListener): Promise<void> {
    const { clock, random, reconnect, stableMs } = this.#options;
    const { signal } = this.#over;
    let waitMs = reconnect.baseMs;
    while (!signal.aborted) {
      const startedMs = clock.monotonicMs();
      await this.#connection(listener);
      const wasStable = clock.monotonicMs() - startedMs >= stableMs;
      waitMs = nextWaitMs(wasStable ? reconnect.baseMs : waitMs, reconnect, random);
      await clock.sleep(waitMs, signal);
    }
  }

  /** One connection from its first packet to its end. */
  async #connection(listener: PipeListener): Promise<void> {
    const { url, clock, log } = this.#options;
    const closed = Promise.withResolvers<undefined>();
    const up = Promise.withResolvers<undefined>();
    let client: MqttClient;
    try {
      client = connect(url, this.#connectOptions());
    } catch (error) {
      log.error({ error: messageOf(error) }, 'cannot connect');
      return;
    }
    this.#client = client;
    // Stays for good: MQTT.js may still report something of a connection that is over.
    client.on('error', (error) =>
      log.warn({ fault: connectFault(error), error: messageOf(error) }, 'connection failed'),
    );
    client.on('close', () => closed.resolve(undefined));
    client.on('connect', () => this.#subscribe(client, () => up.resolve(undefined)));
    client.on('message', (topic, payload, packet) => {
      listener.onMessage({ topic, payload: new Uint8Array(payload), retained: packet.retain });
    });
    const begun = await withDeadline(Promise.race([up.promise, closed.promise]), connectMs, clock);
    if (begun.kind === 'timeout') client.end(true);
    else if (client.connected) await this.#beUp(listener, closed.promise);
    client.end(true);
    await withDeadline(closed.promise, farewellMs, clock);
    this.#client = undefined;
  }

  async #beUp(listener: PipeListener, closed: Promise<undefined>): Promise<void> {
    this.#isUp = true;
    listener.onUp();
    await closed;
    this.#isUp = false;
    listener.onDown();
  }

  /** Said explicitly after each connection: a clean session remembers nothing. */
  #subscribe(client: MqttClient, onGranted: () => void): void {
    client.subscribe([...this.#options.identity.subscriptions], { qos: 1 }, (error, granted = []) => {
      if (error === null && granted.every(({ qos }) => qos !== 128)) {
        onGranted();
        return;
      }
      this.#options.log.error({ error: messageOf(error ?? 'not granted') }, 'the broker grants no subscriptions');
      client.end(true);
    });
  }

  #connectOptions(): IClientOptions {
    const { identity, keepaliveSeconds } = this.#options;
    const { topic, payload } = identity.will();
    return {
      clientId: identity.clientId,
      ...this.#options.credentials(),
      will: { topic, payload: Buffer.from(payload), qos: 1, retain: true },
      protocolVersion: 4,
      clean: true,
      keepalive: keepaliveSeconds,
      connectTimeout: connectMs,
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
    };
  }
}
