/**
 * Network: gateways, a broker and the cloud, joined by links that lose, delay, repeat and reorder. The broker promises
 * less than MQTT does: it forgets whatever it had when it dies, and it tells nobody what it dropped.
 */
import { batchSchema } from '../../../contract/batch.ts';
import { gatewayIdSchema, type GatewayId } from '../../../contract/ids.ts';
import { readTopic, upTopics } from '../../../contract/topics.ts';
import type { Pipe, PipeIdentity, PipeListener } from '../../../gateway/uplink/pipe.ts';
import type { UpMessage, Wire } from '../../../ingest/broker/wire.ts';
import type { Random } from '../../../runtime/random.ts';
import type { Life } from './machine.ts';
import type { Story } from './story.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface LinkQuality {
  readonly lossChance: number;
  readonly repeatChance: number;
  /** That a batch arrives with some bit flipped. */
  readonly flipChance: number;
  readonly delayMsMost: number;
}

/** `half-open`: nothing gets through and nobody is told. */
export type LinkState = 'up' | 'cut' | 'half-open';

export interface NetworkOptions {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly story: Story;
  /** Hears everything the cloud says, at the moment it says it. */
  readonly onCloudSays: (topic: string, payload: string) => void;
}

interface Session {
  readonly id: string;
  readonly life: Life;
  readonly deliver: (topic: string, payload: Uint8Array, retained: boolean) => void;
  readonly down: () => void;
  readonly will: { readonly topic: string; readonly payload: string } | undefined;
  readonly subscriptions: readonly string[];
}

export const clearQuality: LinkQuality = { lossChance: 0, repeatChance: 0, flipChance: 0, delayMsMost: 50 };
const cloudId = 'cloud';
/** One and a half times the keep-alive: then a silent link is known to be dead. */
const keepAliveMs = 45_000;
const reconnectMs = { least: 1_000, most: 60_000 };
/** Of what came up, to be sent again by somebody with ill intent. */
const overheardMax = 200;

export class Network {
  readonly #options: NetworkOptions;
  readonly #random: Random;
  readonly #sessions = new Map<string, Session>();
  readonly #links = new Map<string, LinkState>();
  readonly #retained = new Map<string, string>();
  readonly overheard: { readonly gateway: GatewayId; readonly payload: Uint8Array }[] = [];
  /** What gateways themselves have sent, by `gateway seq`: the bytes of a number never change. */
  readonly sent = new Map<string, Uint8Array>();
  isBrokerUp = true;
  quality: LinkQuality = clearQuality;

  constructor(options: NetworkOptions) {
    this.#options = options;
    this.#random = options.random;
  }

  /** The way of a gateway's program to the broker. */
  pipe(life: Life, identity: PipeIdentity): Pipe {
    let listener: PipeListener | undefined;
    let isOver = false;
    const { time } = this.#options;
    const connect = (): void => {
      if (isOver || life.isDead) return;
      if (!this.#canReach(identity.clientId)) {
        time.after(this.#random.int(reconnectMs.least, reconnectMs.most), connect, life);
        return;
      }
      this.#open({
        id: identity.clientId,
        life,
        will: identity.will(),
        subscriptions: identity.subscriptions,
        deliver: (topic, payload, retained) => listener?.onMessage({ topic, payload, retained }),
        down: () => {
          if (isOver) return;
          listener?.onDown();
          time.after(this.#random.int(reconnectMs.least, reconnectMs.most), connect, life);
        },
      });
      listener?.onUp();
      this.#deliverRetained(identity.clientId);
    };
    return {
      start: (given) => {
        listener = given;
        time.after(this.#random.int(10, 500), connect, life);
      },
      publish: (topic, payload, { retain }) => {
        if (this.#sessions.get(identity.clientId)?.life !== life || life.isDead) return;
        life.machine.point('publish');
        const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
        if (topic.endsWith('/visits')) this.sent.set(`${identity.clientId} ${seqOf(bytes)}`, bytes);
        if (topic.endsWith('/visits') && this.overheard.length < overheardMax)
          this.overheard.push({ gateway: gatewayIdSchema.parse(identity.clientId), payload: bytes });
        const isBatch = topic.endsWith('/visits') || topic.endsWith('/actions');
        const sent = isBatch ? this.#perhapsFlipped(bytes) : bytes;
        this.#travel(identity.clientId, () => this.#atBroker(topic, sent, retain));
      },
      [Symbol.asyncDispose]: () => {
        isOver = true;
        if (this.#sessions.get(identity.clientId)?.life === life) this.#sessions.delete(identity.clientId);
        return Promise.resolve();
      },
    };
  }

  /** The cloud's way to the broker. */
  wire(life: Life): Wire {
    let listener: (message: UpMessage) => void = () => undefined;
    let isOver = false;
    const { time, onCloudSays } = this.#options;
    const connect = (): void => {
      if (isOver || life.isDead) return;
      if (!this.#canReach(cloudId)) {
        time.after(reconnectMs.least, connect, life);
        return;
      }
      this.#open({
        id: cloudId,
        life,
        will: undefined,
        subscriptions: [],
        deliver: (topic, payload, retained) => {
          const read = readTopic(topic);
          const name = upTopics.find((word) => word === read?.name);
          if (read !== undefined && name !== undefined) listener({ gateway: read.gateway, name, payload, retained });
        },
        down: () => {
          if (!isOver) time.after(reconnectMs.least, connect, life);
        },
      });
      this.#deliverRetained(cloudId);
    };
    return {
      onMessage: (given) => {
        listener = given;
      },
      isConnected: true,
      start: () => {
        connect();
        return Promise.resolve();
      },
      publish: (topic, payload, { retain }) => {
        if (life.isDead) return;
        onCloudSays(topic, payload);
        life.machine.point('publish');
        if (this.#sessions.get(cloudId)?.life !== life) return;
        const bytes = new TextEncoder().encode(payload);
        this.#travel(cloudId, () => this.#atBroker(topic, bytes, retain));
      },
      [Symbol.asyncDispose]: () => {
        isOver = true;
        if (this.#sessions.get(cloudId)?.life === life) this.#sessions.delete(cloudId);
        return Promise.resolve();
      },
    };
  }

  /** Somebody who has stolen a gateway's certificate publishes in its name. */
  inject(gateway: GatewayId, payload: Uint8Array): void {
    this.#travel(gateway, () => this.#atBroker(`ayumi/v1/${gateway}/visits`, payload, false));
  }

  setLink(id: string, state: LinkState): void {
    this.#links.set(id, state);
    const session = this.#sessions.get(id);
    if (state === 'up' || session === undefined) return;
    this.#lose(session, state === 'cut' ? 0 : keepAliveMs);
  }

  /** It forgets everything, unless it had written down what it retains. */
  brokerDies(forgets: boolean): void {
    this.isBrokerUp = false;
    if (forgets) this.#retained.clear();
    for (const session of [...this.#sessions.values()]) this.#lose(session, 0);
  }

  machineDied(id: string): void {
    const session = this.#sessions.get(id);
    if (session?.life.isDead !== true) return;
    this.#sessions.delete(id);
    if (session.will === undefined) return;
    const { topic, payload } = session.will;
    this.#options.time.after(keepAliveMs, () => {
      if (!this.#sessions.has(id)) this.#atBroker(topic, new TextEncoder().encode(payload), true);
    });
  }

  #lose(session: Session, afterMs: number): void {
    if (this.#sessions.get(session.id) === session) this.#sessions.delete(session.id);
    this.#options.time.after(
      afterMs,
      () => {
        if (!session.life.isDead) session.down();
      },
      session.life,
    );
  }

  #open(session: Session): void {
    this.#sessions.set(session.id, session);
  }

  #canReach(id: string): boolean {
    return this.isBrokerUp && (this.#links.get(id) ?? 'up') === 'up';
  }

  #atBroker(topic: string, payload: Uint8Array, retain: boolean): void {
    if (!this.isBrokerUp) return;
    if (retain) this.#retained.set(topic, new TextDecoder().decode(payload));
    const read = readTopic(topic);
    if (read === undefined) return;
    const isUp = upTopics.some((name) => name === read.name);
    this.#pass(isUp ? cloudId : read.gateway, topic, payload, false);
  }

  #pass(to: string, topic: string, payload: Uint8Array, retained: boolean): void {
    const session = this.#sessions.get(to);
    if (session === undefined) return;
    this.#travel(to, () => {
      if (this.#sessions.get(to) === session && !session.life.isDead) session.deliver(topic, payload, retained);
    });
  }

  #deliverRetained(id: string): void {
    const session = this.#sessions.get(id);
    for (const [topic, payload] of this.#retained) {
      const isWanted =
        id === cloudId ? upTopics.some((name) => topic.endsWith(`/${name}`)) : session?.subscriptions.includes(topic);
      if (isWanted === true) this.#pass(id, topic, new TextEncoder().encode(payload), true);
    }
  }

  #perhapsFlipped(bytes: Uint8Array): Uint8Array {
    if (this.#random.next() >= this.quality.flipChance) return bytes;
    this.#options.story.happened('batch changed', 'network', 'a bit of a batch is flipped');
    const flipped = bytes.slice();
    const at = this.#random.int(0, bytes.byteLength - 1);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << this.#random.int(0, 7));
    return flipped;
  }

  /** Over the link of `id`, once, twice or not at all, and in no order. */
  #travel(id: string, arrive: () => void): void {
    const { time, story } = this.#options;
    const { lossChance, repeatChance, delayMsMost } = this.quality;
    if ((this.#links.get(id) ?? 'up') !== 'up' || this.#random.next() < lossChance) {
      story.counts.set('message lost', (story.counts.get('message lost') ?? 0) + 1);
      return;
    }
    const owner = this.#sessions.get(id)?.life;
    const isRepeated = this.#random.next() < repeatChance;
    if (isRepeated) story.counts.set('message repeated', (story.counts.get('message repeated') ?? 0) + 1);
    for (let copies = isRepeated ? 2 : 1; copies > 0; copies--) {
      time.after(this.#random.int(1, delayMsMost), arrive, owner);
    }
  }
}

const seqOf = (batch: Uint8Array): number => batchSchema.parse(JSON.parse(new TextDecoder().decode(batch))).seq;
