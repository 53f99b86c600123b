/** Cloud: the service that takes batches in, gives receipts, keeps day totals, feeds points and shows how things are. */
import type { HmacSha256 } from '../contract/page.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Disk } from '../runtime/disk.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import { ServiceStack, type Service } from '../runtime/service.ts';
import { CloudStore } from './cloud-store.ts';
import type { UpMessage, Wire } from './broker/wire.ts';
import type { Effect } from './derivation.ts';
import { CentreNewsModel } from './centre-news-model.ts';
import { CentreNewsPublisher } from './centre-news-publisher.ts';
import { cloudJobs, type DailyFiles } from './cloud-jobs.ts';
import { CloudFeeds, type FeedAcceptors } from './cloud-feeds.ts';
import { Fleet } from './fleet.ts';
import { Intake } from './intake.ts';
import { JobRunner } from './jobs/job-runner.ts';
import { LiveModel } from './live-model.ts';
import type { PointView } from './point-view.ts';
import { RosterPublisher } from './roster-publisher.ts';
import { SeriesFeed } from './series/series-feed.ts';
import type { SeriesStore } from './series/series-store.ts';
import { VisitResults } from './visit-results.ts';

export interface CloudOptions extends FeedAcceptors, DailyFiles {
  readonly dataPath: string;
  readonly zone: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly hmac: HmacSha256;
  readonly log: Log;
  /** The machine's own, when absent. */
  readonly disk?: Disk;
  /** Makes the wire to MQTT, once the store that knows the gateways is open. */
  readonly wire: (store: CloudStore) => Wire;
  /** External series stores, each fed from the day blocks by its own cursor. */
  readonly series: readonly SeriesStore[];
  /** Where points are asked for. */
  readonly points: PointView;
  /** How many times faster than life the clock runs. */
  readonly speed: number;
}

/** Facts written by the small tools beside a running cloud are noticed within this time. */
const lookAgainMs = 5_000;
/** A simulated day passes in seconds; cron goes by the machine's clock. */
const simulatedJobCheckMs = 500;

export class Cloud implements Service {
  readonly #options: CloudOptions;
  readonly #stack = new ServiceStack();
  readonly #stop = new AbortController();
  readonly fleet = new Fleet();
  #store: CloudStore | undefined;
  #intake: Intake | undefined;
  #feeds: CloudFeeds | undefined;
  #rosters: RosterPublisher | undefined;
  #news: CentreNewsPublisher | undefined;
  #live: LiveModel | undefined;
  #jobs: JobRunner | undefined;
  #seriesFeeds: readonly SeriesFeed[] = [];
  #looking: Promise<void> = Promise.resolve();

  constructor(options: CloudOptions) {
    this.#options = options;
  }

  get store(): CloudStore {
    return alive(this.#store);
  }

  /** For whoever may ask before the start. */
  get storeIfOpen(): CloudStore | undefined {
    return this.#store;
  }

  /** What the live server shows. */
  get live(): LiveModel {
    return alive(this.#live);
  }

  get jobs(): JobRunner {
    return alive(this.#jobs);
  }

  get intake(): Intake {
    return alive(this.#intake);
  }

  get seriesFeeds(): readonly SeriesFeed[] {
    return this.#seriesFeeds;
  }

  async start(signal: AbortSignal): Promise<void> {
    const { clock, log, zone } = this.#options;
    const store = CloudStore.open(this.#options);
    this.#store = store;
    const { database, derivation, registry, journal, actions } = store;
    const wire = this.#options.wire(store);
    const results = new VisitResults({ derivation, registry, points: this.#options.points, wire, zone, clock });
    this.#live = new LiveModel({ ...this.#options, database, derivation, registry, fleet: this.fleet });
    this.#rosters = new RosterPublisher({ database, registry, states: derivation.states, wire, clock });
    const model = new CentreNewsModel({ database, registry, states: derivation.states, zone });
    this.#news = new CentreNewsPublisher({ database, registry, model, wire, clock, log });
    this.#feeds = new CloudFeeds({ ...this.#options, store, onDelivered: () => this.#delivered(results) });
    const onCommitted = (effects: readonly Effect[]): void => this.#committed(effects, results);
    this.#intake = new Intake({ database, journal, derivation, actions, wire, clock, log, onCommitted });
    this.#jobs = this.#makeJobs(store);
    wire.onMessage((message) => this.#take(message));
    await this.#startAll(wire, signal);
  }

  /** Settles when all that was taken in is committed and its totals have been accepted. */
  async idle(): Promise<void> {
    await this.intake.idle();
    await this.#feeds?.idle();
  }

  /** Facts may have been written by somebody else: the registry's import, a decision on quarantine, a replay. */
  lookAgain(): void {
    this.#feeds?.notify();
    this.#rosters?.changed();
    this.#news?.changed();
    this.#live?.changed();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#looking;
    await this.#intake?.idle();
    await this.#stack[Symbol.asyncDispose]();
    this.#store?.[Symbol.dispose]();
  }

  async #startAll(wire: Wire, signal: AbortSignal): Promise<void> {
    await this.#stack.start(alive(this.#feeds), signal);
    this.#seriesFeeds = this.#options.series.map((series) => this.#seriesFeed(series));
    for (const feed of this.#seriesFeeds) await this.#stack.start(feed, signal);
    await this.#stack.start(wire, signal);
    await this.#stack.start(alive(this.#rosters), signal);
    await this.#stack.start(alive(this.#news), signal);
    await this.#stack.start(this.jobs, signal);
    this.#looking = this.#keepLooking();
  }

  #take(message: UpMessage): void {
    if (message.name === 'visits' || message.name === 'actions') {
      this.intake.take(message);
    } else if (this.fleet.take(message, this.#options.clock.wallMs())) {
      if (message.name === 'state') {
        this.#rosters?.republish();
        this.#news?.republish();
      }
      this.#live?.changed();
    }
  }

  #committed(effects: readonly Effect[], results: VisitResults): void {
    for (const { gateway, atMs } of effects.flatMap((effect) => effect.visits)) this.fleet.visited(gateway, atMs);
    results.expect(effects);
    this.#live?.committed(effects);
    this.#rosters?.changed();
    this.#news?.changed();
    this.#feeds?.notify();
    if (effects.every((effect) => effect.revised.length === 0)) results.publish();
  }

  #delivered(results: VisitResults): void {
    results.publish();
    this.#live?.changed();
  }

  #makeJobs(store: CloudStore): JobRunner {
    const { clock, zone, log, speed } = this.#options;
    const jobs = cloudJobs({ ...this.#options, store, onClosed: () => this.lookAgain() });
    const pace = speed === 1 ? {} : { checkEveryMs: simulatedJobCheckMs };
    return new JobRunner({ database: store.database, clock, zone, log, jobs, ...pace });
  }

  #seriesFeed(series: SeriesStore): SeriesFeed {
    const { clock, random, log } = this.#options;
    const { database, derivation } = this.store;
    return new SeriesFeed({
      database,
      source: derivation.blocks,
      store: series,
      clock,
      random: random.fork(series.name),
      log,
      onRefused: (days, reason) => {
        for (const { block } of days)
          log.error(
            { store: series.name, device: block.device, date: block.date, reason },
            'series store refused a day',
          );
      },
    });
  }

  async #keepLooking(): Promise<void> {
    for (;;) {
      await this.#options.clock.sleep(lookAgainMs, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      this.lookAgain();
    }
  }
}

const alive = <Part>(part: Part | undefined): Part => {
  if (part === undefined) throw new Error('bug: the cloud has not been started');
  return part;
};
