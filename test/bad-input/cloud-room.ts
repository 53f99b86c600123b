/** Cloud room: a whole cloud on the intake room's store with points and a page that looks, and all it says checked by the contract. */
import { expect } from 'vitest';
import { pointView } from '../../commands/point-service.ts';
import { centreNewsSchema } from '../../contract/centre-news.ts';
import { liveSnapshotSchema, liveVisitSchema } from '../../contract/live.ts';
import { receiptSchema } from '../../contract/receipt.ts';
import { rosterSchema } from '../../contract/roster.ts';
import { readTopic, type UpTopic } from '../../contract/topics.ts';
import { visitResultSchema } from '../../contract/visit-result.ts';
import type { UpMessage, Wire } from '../../ingest/broker/wire.ts';
import { Cloud } from '../../ingest/cloud.ts';
import { Points } from '../../points/points.ts';
import { iwamizawaRulePath, readProgramme } from '../../points/rule/programme-file.ts';
import { systemClock } from '../../runtime/clock.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import { fillRegistry, roomGateway, roomNowMs } from './intake-room.ts';

const clock = { ...systemClock, wallMs: () => roomNowMs };
const downSchemas = {
  receipts: receiptSchema,
  roster: rosterSchema,
  results: visitResultSchema,
  centre: centreNewsSchema,
};

export class CloudRoom implements AsyncDisposable {
  readonly #points: Points;
  readonly cloud: Cloud;
  #deliver: (message: UpMessage) => void = () => undefined;
  /** Topic names of everything published, in order. */
  readonly published: string[] = [];
  visitsShown = 0;

  private constructor(dataPath: string) {
    const programme = readProgramme(iwamizawaRulePath);
    this.#points = new Points({ path: ':memory:', programme, clock, log: silentLog });
    this.cloud = new Cloud({
      dataPath,
      zone: 'Asia/Tokyo',
      clock,
      random: seededRandom(1),
      hmac: hmacSha256,
      log: silentLog,
      wire: () => this.#wire(),
      series: [],
      accept: (totals) => void this.#points.accept(totals),
      points: pointView(this.#points),
      speed: 1,
    });
  }

  static async open(dataPath: string): Promise<CloudRoom> {
    const room = new CloudRoom(dataPath);
    await room.#points.start(new AbortController().signal);
    await room.cloud.start(new AbortController().signal);
    fillRegistry(room.cloud.store.registry);
    room.cloud.live.subscribe((event) => {
      if (event.kind !== 'visit') return;
      liveVisitSchema.parse(event.visit);
      room.visitsShown += 1;
    });
    return room;
  }

  /** To the commit, the points and the page. */
  async take(payload: Uint8Array, name: UpTopic = 'visits'): Promise<void> {
    this.#deliver({ gateway: roomGateway, name, payload, retained: false });
    await this.cloud.idle();
    liveSnapshotSchema.parse(JSON.parse(JSON.stringify(this.cloud.live.snapshot())));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cloud[Symbol.asyncDispose]();
    await this.#points[Symbol.asyncDispose]();
  }

  #wire(): Wire {
    return {
      onMessage: (listener) => (this.#deliver = listener),
      isConnected: true,
      start: () => Promise.resolve(),
      publish: (topic, payload) => this.#takeDown(topic, payload),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }

  #takeDown(topic: string, payload: string): void {
    const name = readTopic(topic)?.name ?? 'none';
    const schema = Object.entries(downSchemas).find(([word]) => word === name)?.[1];
    expect([name, schema?.safeParse(JSON.parse(payload)).success]).toEqual([name, true]);
    this.published.push(name);
  }
}
