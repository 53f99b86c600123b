/** FarStore: an external store made of another SQLite file, between which and a feed a test may put its own behaviour. */
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import type {
  HeldSlot,
  KeptFrom,
  SeriesDay,
  SeriesEmptyOutcome,
  SeriesLayout,
  SeriesStore,
  SeriesWriteOutcome,
  SlotSteps,
} from './series-store.ts';
import type { SqliteSeriesStore } from './sqlite-series-store.ts';

export class FarStore implements SeriesStore {
  readonly name = 'far';
  readonly called = 'far';
  layout: SeriesLayout = { participantTag: false, dayPoints: true };
  readonly inner: SqliteSeriesStore;
  behave: (days: readonly SeriesDay[]) => Promise<SeriesWriteOutcome>;
  /** How often it was emptied; what it held is the test's affair. */
  emptied = 0;

  constructor(inner: SqliteSeriesStore) {
    this.inner = inner;
    this.behave = (days) => this.inner.write(days);
  }

  start(): Promise<void> {
    return Promise.resolve();
  }
  keptFrom(): KeptFrom {
    return { slots: undefined, days: undefined };
  }
  write(days: readonly SeriesDay[]): Promise<SeriesWriteOutcome> {
    return this.behave(days);
  }
  empty(): Promise<SeriesEmptyOutcome> {
    this.emptied++;
    return Promise.resolve({ kind: 'written' });
  }
  devices(): Promise<readonly DeviceSerial[]> {
    return this.inner.devices();
  }
  read(device: DeviceSerial, from: PlainDateText, to: PlainDateText): Promise<readonly SlotSteps[]> {
    return this.inner.read(device, from, to);
  }
  held(devices: readonly DeviceSerial[], from: PlainDateText, to: PlainDateText): Promise<readonly HeldSlot[]> {
    return this.inner.held(devices, from, to);
  }
  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}
