/** Gauge table: the figures that are looked up when somebody asks, each with its name, its words and where it comes from. */
import type { CloudFigures } from './cloud-figures.ts';

/** One line of a gauge: the values of its labels, and its own. */
export interface Reading {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface GaugeRow {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly read: (figures: CloudFigures) => readonly Reading[];
}

/** Names and labels are agreed with the alert rules (ops/alerts.yml): none names a pedometer or a participant. */
export const gaugeTable: readonly GaugeRow[] = [
  {
    name: 'ayumi_intake_waiting_bytes',
    help: 'Bytes of batches taken off the wire and not yet committed.',
    labels: [],
    read: (figures) => one(figures.waitingBytes()),
  },
  {
    name: 'ayumi_gateway_up',
    help: '1 while the gateway says it is there.',
    labels: ['gateway', 'centre'],
    read: (figures) =>
      figures.gateways().map(({ id, centre, isUp }) => ({ labels: { gateway: id, centre }, value: isUp ? 1 : 0 })),
  },
  {
    name: 'ayumi_gateway_last_seen_timestamp_seconds',
    help: 'When the cloud last heard anything of the gateway, since the cloud was started.',
    labels: ['gateway', 'centre'],
    read: (figures) =>
      figures.gateways().flatMap(({ id, centre, heardMs }) => known({ gateway: id, centre }, secondsOf(heardMs))),
  },
  {
    name: 'ayumi_gateway_outbox_batches',
    help: 'Batches in the gateway that have no receipt yet, by its last word.',
    labels: ['gateway'],
    read: (figures) => figures.gateways().flatMap(({ id, health }) => known({ gateway: id }, health?.outbox.batches)),
  },
  {
    name: 'ayumi_gateway_outbox_oldest_seconds',
    help: 'Age of the oldest of them; 0 without one.',
    labels: ['gateway'],
    read: (figures) =>
      figures.gateways().flatMap(({ id, oldestUnsentMs }) => known({ gateway: id }, secondsOf(oldestUnsentMs))),
  },
  {
    name: 'ayumi_gateway_disk_free_bytes',
    help: 'Room left on the disk of the gateway.',
    labels: ['gateway'],
    read: (figures) => figures.gateways().flatMap(({ id, health }) => known({ gateway: id }, health?.diskFreeBytes)),
  },
  {
    name: 'ayumi_gateway_radio_silence_seconds',
    help: 'How long the gateway has heard no advertisement at all.',
    labels: ['gateway'],
    read: (figures) =>
      figures.gateways().flatMap(({ id, radioSilentMs }) => known({ gateway: id }, secondsOf(radioSilentMs))),
  },
  {
    name: 'ayumi_gateway_clock_trusted',
    help: '1 while a time service vouches for the clock of the gateway: without it steps stay undated.',
    labels: ['gateway'],
    read: (figures) =>
      figures
        .gateways()
        .flatMap(({ id, health }) => known({ gateway: id }, health === null ? null : health.clock.trusted ? 1 : 0)),
  },
  {
    name: 'ayumi_pedometers',
    help: 'Pedometers by centre and standing.',
    labels: ['centre', 'status'],
    read: (figures) =>
      figures.pedometers().map(({ centre, status, count }) => ({ labels: { centre, status }, value: count })),
  },
  {
    name: 'ayumi_pedometers_at_risk',
    help: 'Pedometers on loan whose oldest unsent day is lost within seven days, or has begun to be.',
    labels: ['centre'],
    read: (figures) => figures.pedometersAtRisk().map(({ centre, count }) => ({ labels: { centre }, value: count })),
  },
  {
    name: 'ayumi_quarantine_waiting',
    help: 'What waits for a person to look at it.',
    labels: ['reason'],
    read: (figures) => figures.quarantine().map(({ reason, count }) => ({ labels: { reason }, value: count })),
  },
  {
    name: 'ayumi_feed_behind',
    help: 'How many numbers of its feed a consumer has not accepted yet.',
    labels: ['consumer'],
    read: (figures) => figures.feeds().map(({ consumer, behind }) => ({ labels: { consumer }, value: behind })),
  },
  {
    name: 'ayumi_series_days_behind',
    help: 'Days a series store has not got yet, counted to ten thousand.',
    labels: ['store'],
    read: (figures) => figures.series().map(({ store, daysBehind }) => ({ labels: { store }, value: daysBehind })),
  },
  {
    name: 'ayumi_series_outage_seconds',
    help: 'How long a series store has refused to be written to; 0 while it can be, or nothing waits for it.',
    labels: ['store'],
    read: (figures) =>
      figures.series().map(({ store, outage }) => ({ labels: { store }, value: (outage?.forMs ?? 0) / 1000 })),
  },
  {
    name: 'ayumi_job_last_success_timestamp_seconds',
    help: 'When a nightly job was last done. Of one that is only done when somebody asks, nothing is overdue.',
    labels: ['job'],
    read: (figures) =>
      figures.jobs().flatMap(({ job, doneMs, nextMs }) => (nextMs === null ? [] : known({ job }, secondsOf(doneMs)))),
  },
  {
    name: 'ayumi_job_failed',
    help: '1 while the latest run of a job is one that failed.',
    labels: ['job'],
    read: (figures) => figures.jobs().map(({ job, hasFailed }) => ({ labels: { job }, value: hasFailed ? 1 : 0 })),
  },
  {
    name: 'ayumi_journal_rows',
    help: 'Facts in the journal.',
    labels: [],
    read: (figures) => one(figures.journalRows()),
  },
  {
    name: 'ayumi_database_bytes',
    help: 'A database on disk, its write-ahead log included.',
    labels: ['database'],
    read: (figures) => figures.databases().map(({ name, bytes }) => ({ labels: { database: name }, value: bytes })),
  },
  {
    name: 'ayumi_disk_free_bytes',
    help: 'Room left where the databases are.',
    labels: [],
    read: (figures) => known({}, figures.diskFreeBytes()),
  },
];

const one = (value: number): readonly Reading[] => [{ labels: {}, value }];

/** What nobody knows is left out: a zero would be a word. */
const known = (labels: Reading['labels'], value: number | null | undefined): readonly Reading[] =>
  value === null || value === undefined ? [] : [{ labels, value }];

const secondsOf = (ms: number | null | undefined): number | null | undefined =>
  typeof ms === 'number' ? ms / 1000 : ms;
