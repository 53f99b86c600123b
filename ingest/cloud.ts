/** Cloud: the service that takes batches in, gives receipts, keeps day totals, feeds points and shows how things are. */
import type { GatewayId } from '../contract/ids.ts';
import type { HmacSha256 } from '../contract/page.ts';
import type { Clock } from '../runtime/clock.ts';
import { realDisk, type Disk } from '../runtime/disk.ts';
import { DiskPatience } from '../runtime/disk-patience.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import { ServiceStack, type Service } from '../runtime/service.ts';
import { CloudStore } from './cloud-store.ts';
import type { UpMessage, Wire } from './broker/wire.ts';
import type { Effect } from './derivation.ts';
import { CentreNewsModel } from './centre-news-model.ts';
import { CentreNewsPublisher } from './centre-news-publisher.ts';
import { cloudJobs, type DailyFiles } from './cloud-jobs.ts';
import { notReadyOf } from './cloud-readiness.ts';
import { CloudFeeds, type FeedAcceptors } from './cloud-feeds.ts';
import { Fleet } from './fleet.ts';
import { carrierBesideIntake } from './imports/carrier-beside-intake.ts';
import type { ImportCarrier } from './imports/import-carrier.ts';
import { Intake, type IntakeParts } from './intake.ts';
import { JobRunner } from './jobs/job-runner.ts';
import { LiveModel } from './live-model.ts';
import type { Operation } from './live/operation.ts';
import { CloudFigures } from './metrics/cloud-figures.ts';
import type { CloudMetrics } from './metrics/cloud-metrics.ts';
import { PedometerTally } from './metrics/pedometer-tally.ts';
import type { PointView } from './point-view.ts';
import { RosterPublisher } from './roster-publisher.ts';
import { describeBy } from './series/describe-series.ts';
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
  /** Nobody counts when absent. */
  readonly metrics?: CloudMetrics;
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
  readonly #telling: DiskPatience;
  readonly #importing: DiskPatience;
  readonly #stack = new ServiceStack();
  readonly #stop = new AbortController();
  #imports: ImportCarrier | undefined;
  #carrying: Promise<unknown> = Promise.resolve();
  readonly fleet = new Fleet();
  #store: CloudStore | undefined;
  #wire: Wire | undefined;
  #isDraining = false;
  #intake: Intake | undefined;
  #feeds: CloudFeeds | undefined;
  #rosters: RosterPublisher | undefined;
  #news: CentreNewsPublisher | undefined;
  #live: LiveModel | undefined;
  #jobs: JobRunner | undefined;
  #tally: PedometerTally | undefined;
  #seriesFeeds: readonly SeriesFeed[] = [];
  #looking: Promise<void> = Promise.resolve();

  constructor(options: CloudOptions) {
    this.#options = options;
    this.#telling = new DiskPatience(options.log, 'what the pages show of a visit');
    this.#importing = new DiskPatience(options.log, 'days of imports');
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

  /** Undefined where nobody counts. */
  get tally(): PedometerTally | undefined {
    return this.#tally;
  }

  get seriesFeeds(): readonly SeriesFeed[] {
    return this.#seriesFeeds;
  }

  /** For those who look after it. */
  get operation(): Partial<Operation> {
    const { metrics, dataPath, disk = realDisk } = this.#options;
    const notReady = () =>
      notReadyOf({ dataPath, disk, isDraining: this.#isDraining, wire: this.#wire, intake: this.intake });
    return metrics === undefined ? { notReady } : { notReady, metrics: () => metrics.text() };
  }

  get imports(): ImportCarrier {
    return alive(this.#imports);
  }

  /** Tells the days of imports that were accepted or taken back, here or by another program, beside everything else. */
  carryOutImports(): void {
    const carry = async (): Promise<void> => {
      if ((await this.imports.carryOut(this.#stop.signal)) > 0) this.lookAgain();
    };
    // The next look tries again: the journal knows how far it has come.
    this.#carrying = this.#importing.tryLater(carry);
  }

  async start(signal: AbortSignal): Promise<void> {
    const { clock, log, zone } = this.#options;
    const store = CloudStore.open(this.#options);
    this.#store = store;
    this.#imports = carrierBesideIntake({ store, clock, log, intake: () => this.intake });
    const { database, derivation, registry, journal, actions } = store;
    const wire = this.#options.wire(store);
    this.#wire = wire;
    const results = new VisitResults({ derivation, registry, points: this.#options.points, wire, zone, clock });
    this.#live = new LiveModel({ ...this.#options, database, derivation, registry, fleet: this.fleet });
    const told = { database, registry, wire, clock, log, isBusy: () => this.intake.isBusy };
    this.#rosters = new RosterPublisher(told);
    this.#news = new CentreNewsPublisher({ ...told, model: new CentreNewsModel({ database, registry, zone }) });
    this.#feeds = new CloudFeeds({ ...this.#options, store, onDelivered: () => this.#delivered(results) });
    const onCommitted: IntakeParts['onCommitted'] = (effects, by) => this.#committed(effects, by, results);
    this.#intake = new Intake({ ...told, journal, derivation, actions, onCommitted, meter: this.#options.metrics });
    this.#jobs = this.#makeJobs(store);
    wire.onMessage((message) => this.#take(message));
    wire.slowDown?.((gateway) => this.intake.slowMsOf(gateway));
    await this.#startAll(wire, signal);
  }

  /** Settles when all that was taken in is committed and its totals have been accepted. */
  async idle(): Promise<void> {
    await this.intake.idle();
    await this.#feeds?.idle();
  }

  /**
   * Before the end: nobody new is let in and nothing more is taken; what has been taken is committed and receipted. Settles
   * when that is done, or after `withinMs`: what is not committed has no receipt, and comes again.
   */
  async drain(withinMs: number): Promise<void> {
    const { clock } = this.#options;
    this.#isDraining = true;
    this.#wire?.letNobodyIn?.();
    this.#intake?.close();
    const over = new AbortController();
    await Promise.race([this.#settled(), clock.sleep(withinMs, over.signal)]);
    over.abort();
  }

  /** Facts may have been written by somebody else: the registry's import, a decision on quarantine, a replay. */
  lookAgain(): void {
    this.#feeds?.notify();
    this.#rosters?.rounds.changed();
    this.#news?.rounds.changed();
    this.#live?.changed();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#looking;
    await this.#carrying;
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
    if (this.#options.metrics !== undefined) await this.#startFigures(this.#options.metrics, signal);
    this.#looking = this.#keepLooking();
    this.carryOutImports();
  }

  async #startFigures(metrics: CloudMetrics, signal: AbortSignal): Promise<void> {
    const { dataPath, disk = realDisk, clock, log } = this.#options;
    const { store, fleet, intake, jobs } = this;
    const tally = await this.#stack.start(new PedometerTally({ database: store.database, clock, log }), signal);
    this.#tally = tally;
    const seriesFeeds = (): readonly SeriesFeed[] => this.#seriesFeeds;
    const feeds = alive(this.#feeds);
    metrics.watch(new CloudFigures({ dataPath, disk, clock, store, fleet, intake, jobs, tally, feeds, seriesFeeds }));
  }

  #take(message: UpMessage): void {
    if (message.name === 'visits' || message.name === 'actions') {
      this.fleet.heard(message.gateway, this.#options.clock.wallMs());
      this.intake.take(message);
    } else if (this.fleet.take(message, this.#options.clock.wallMs())) {
      if (message.name === 'state') {
        this.#rosters?.republish(message.gateway);
        this.#news?.republish(message.gateway);
      }
      this.#live?.changed();
    }
  }

  #committed(effects: readonly Effect[], by: ReadonlySet<GatewayId>, results: VisitResults): void {
    for (const { gateway, atMs } of effects.flatMap((effect) => effect.visits)) this.fleet.visited(gateway, atMs);
    results.expect(effects);
    // It is on disk, and its receipt is sent: that nobody can be shown it now is no reason to end.
    this.#telling.try(() => {
      this.#options.metrics?.stored(effects, (gateway) => this.store.registry.centreOf(gateway));
      this.#live?.committed(effects);
    });
    this.#rosters?.rounds.changed(by);
    this.#news?.rounds.changed(by);
    this.#feeds?.notify();
    if (effects.every((effect) => effect.revised.length === 0)) this.#telling.try(() => results.publish());
  }

  async #settled(): Promise<void> {
    await this.#intake?.idle();
    await this.#wire?.flushed?.();
  }

  #delivered(results: VisitResults): void {
    this.#telling.try(() => results.publish());
    this.#live?.changed();
  }

  #makeJobs(store: CloudStore): JobRunner {
    const { clock, zone, log, speed } = this.#options;
    const jobs = cloudJobs({ ...this.#options, store, fleet: this.fleet, onClosed: () => this.lookAgain() });
    const pace = speed === 1 ? {} : { checkEveryMs: simulatedJobCheckMs };
    return new JobRunner({ database: store.database, clock, zone, log, jobs, ...pace });
  }

  #seriesFeed(series: SeriesStore): SeriesFeed {
    const { clock, random, log } = this.#options;
    const { database, derivation, registry } = this.store;
    return new SeriesFeed({
      database,
      source: derivation.blocks,
      store: series,
      clock,
      random: random.fork(series.name),
      log,
      describe: describeBy(registry),
      isRegistered: (device) => registry.deviceOf(device) !== undefined,
      onRefused: this.#options.metrics?.refusalsOf(series.called) ?? (() => undefined),
    });
  }

  async #keepLooking(): Promise<void> {
    for (;;) {
      await this.#options.clock.sleep(lookAgainMs, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      this.lookAgain();
      this.carryOutImports();
    }
  }
}

const alive = <Part>(part: Part | undefined): Part => {
  if (part === undefined) throw new Error('bug: the cloud has not been started');
  return part;
};
