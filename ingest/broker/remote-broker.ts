/** Remote broker: Mosquitto, EMQX or any other MQTT 3.1.1 broker by URL, whose own access rules keep gateways to their topics. */
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { anyGateway, readTopic, upTopics } from '../../contract/topics.ts';
import type { Log } from '../../runtime/log.ts';
import type { UpMessage, Wire } from './wire.ts';

export interface RemoteBrokerOptions {
  /** `mqtt://host:1883` or `mqtts://host:8883`. */
  readonly url: string;
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly ca: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
  readonly log: Log;
}

const reconnectPeriodMs = 1_000;
const connectTimeoutMs = 10_000;

export class RemoteBroker implements Wire {
  readonly #options: RemoteBrokerOptions;
  #listener: (message: UpMessage) => void = () => undefined;
  #client: MqttClient | undefined;

  constructor(options: RemoteBrokerOptions) {
    this.#options = options;
  }

  onMessage(listener: (message: UpMessage) => void): void {
    this.#listener = listener;
  }

  /** Returns at once: the broker may come later. Nothing is lost meanwhile, gateways keep what has no receipt. */
  start(): Promise<void> {
    const { url, clientId, username, password, tls, log } = this.#options;
    const options: IClientOptions = {
      clientId,
      clean: true,
      protocolVersion: 4,
      reconnectPeriod: reconnectPeriodMs,
      reconnectOnConnackError: true,
      connectTimeout: connectTimeoutMs,
      // A receipt that could not be sent is given again for the gateway's next try.
      queueQoSZero: false,
      resubscribe: false,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...tls,
    };
    const client = connect(url, options);
    this.#client = client;
    client.on('connect', () => {
      client.subscribe(upTopics.map(anyGateway), { qos: 1 }, (error) => {
        if (error !== null) log.error({ error: error.message }, 'cannot subscribe');
      });
    });
    client.on('error', (error) => log.warn({ error: error.message }, 'broker error'));
    client.on('message', (topic, payload, packet) => this.#deliver(topic, payload, packet.retain));
    return Promise.resolve();
  }

  get isConnected(): boolean {
    return this.#client?.connected === true;
  }

  publish(topic: string, payload: string, { retain }: { readonly retain: boolean }): void {
    if (this.#client?.connected !== true) return;
    this.#client.publish(topic, payload, { qos: 1, retain }, (error) => {
      if (error) this.#options.log.warn({ topic, error: error.message }, 'not published');
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client?.endAsync(true);
  }

  #deliver(topic: string, payload: Uint8Array, retained: boolean): void {
    const read = readTopic(topic);
    const name = upTopics.find((word) => word === read?.name);
    if (read !== undefined && name !== undefined) this.#listener({ gateway: read.gateway, name, payload, retained });
  }
}
