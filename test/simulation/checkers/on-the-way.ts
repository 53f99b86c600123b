/** Checkers on the way: every receipt and every "confirmed", at the moment it is given, against what is durably on disk then. */
import type { DatabaseSync } from 'node:sqlite';
import { batchSchema, type VisitReport } from '../../../contract/batch.ts';
import type { DeviceSerial, GatewayId } from '../../../contract/ids.ts';
import { decodePage } from '../../../contract/page.ts';
import { receiptSchema, type Receipt } from '../../../contract/receipt.ts';
import { rosterSchema } from '../../../contract/roster.ts';
import { readTopic } from '../../../contract/topics.ts';
import { JournalCoverage } from './confirmed.ts';
import { wrongs, type Wrong } from './wrong.ts';

/** A database as it would be found after a power cut at this instant; undefined where there is none yet. */
export type ReadDurable = <Value>(look: (database: DatabaseSync) => Value) => Value | undefined;

export interface OnTheWayOptions {
  readonly keys: ReadonlyMap<DeviceSerial, Uint8Array>;
  readonly cloud: ReadDurable;
  /** The bytes a gateway itself has sent under a number; undefined for a number that is not its own. */
  readonly sent: (gateway: GatewayId, seq: number) => Uint8Array | undefined;
  readonly onWrong: (wrong: Wrong) => void;
}

export interface ReceiptGiven {
  readonly device: DeviceSerial;
  /** Everything below it is said to be safe. */
  readonly sequence: number;
  /** What the ring no longer holds cannot be meant. */
  readonly oldestSequence: number;
}

export class OnTheWay {
  readonly #options: OnTheWayOptions;
  #coverage: JournalCoverage;

  constructor(options: OnTheWayOptions) {
    this.#options = options;
    this.#coverage = new JournalCoverage(options.keys);
  }

  /** The cloud has died: what its disk held may have changed. */
  forget(): void {
    this.#coverage = new JournalCoverage(this.#options.keys);
  }

  /** A gateway tells a pedometer what is safe: it is in its own outbox, or at the cloud. */
  toPedometer({ device, sequence, oldestSequence }: ReceiptGiven, gateway: ReadDurable): void {
    const held = gateway((database) => outboxSequences(database, device)) ?? new Set<number>();
    const missing = this.#options.cloud((cloud) => {
      const closed = this.#coverage.closed(cloud, device);
      for (let each = oldestSequence; each < sequence; each++) if (!held.has(each) && !closed.has(each)) return each;
      return undefined;
    });
    if (missing === undefined) return;
    const sentence = `${device} is told that all below ${sequence} is safe; bucket ${missing} is on no disk`;
    this.#tell('receipts are only for what is on disk', sentence);
  }

  /** The cloud publishes a receipt, or a roster. */
  fromCloud(topic: string, payload: string): void {
    const read = readTopic(topic);
    if (read?.name === 'receipts') this.#receipt(read.gateway, receiptSchema.parse(JSON.parse(payload)));
    if (read?.name !== 'roster') return;
    const { devices } = rosterSchema.parse(JSON.parse(payload));
    for (const [device, { confirmed }] of Object.entries(devices)) this.#confirmed(device as DeviceSerial, confirmed);
  }

  #receipt(gateway: GatewayId, receipt: Receipt): void {
    const { seq, status, confirmed = {} } = receipt;
    if (status !== 'retry') {
      const bytes = this.#options.sent(gateway, seq);
      const isThere = bytes === undefined || this.#options.cloud((cloud) => isJournalled(cloud, bytes));
      if (isThere !== true)
        this.#tell('receipts are only for what is on disk', `batch ${seq} of ${gateway} is ${status}, and on no disk`);
    }
    for (const [device, sequence] of Object.entries(confirmed)) this.#confirmed(device as DeviceSerial, sequence);
  }

  #confirmed(device: DeviceSerial, confirmed: number): void {
    const missing = this.#options.cloud((cloud) => this.#coverage.missingBelow(cloud, device, confirmed));
    if (missing === undefined) return;
    const sentence = `${device} is confirmed below ${confirmed}, but bucket ${missing} is not in the journal`;
    this.#tell('confirmed is never ahead of the journal', sentence);
  }

  #tell(promise: Wrong['promise'], sentence: string): void {
    for (const wrong of wrongs(promise, [sentence])) this.#options.onWrong(wrong);
  }
}

/** To the byte: whatever else came under that number is no reason to let go of it. */
const isJournalled = (cloud: DatabaseSync, bytes: Uint8Array): boolean =>
  cloud.prepare('SELECT 1 FROM journal WHERE body = ?').get(bytes) !== undefined;

/** Closed buckets of the device in a gateway's outbox, sent or not. */
const outboxSequences = (gateway: DatabaseSync, device: DeviceSerial): ReadonlySet<number> => {
  const waiting = gateway
    .prepare("SELECT report FROM visit WHERE device = ? AND report <> '' AND state <> 'rotten'")
    .all(device);
  const reports = waiting.map((row) => JSON.parse(String(row['report'])) as VisitReport);
  const batches = gateway.prepare("SELECT body FROM batch WHERE state <> 'rotten'").all();
  const batched = batches.flatMap(
    (row) => batchSchema.parse(JSON.parse(new TextDecoder().decode(row['body'] as Uint8Array))).visits,
  );
  const found = new Set<number>();
  for (const visit of [...reports, ...batched]) {
    if (visit.device !== device) continue;
    for (const text of visit.pages ?? []) {
      const page = decodePage(Uint8Array.fromBase64(text));
      if (page.kind !== 'decoded') continue;
      const { firstSequence, steps, lastOpen } = page.value;
      const end = firstSequence + steps.length - (lastOpen ? 1 : 0);
      for (let sequence = firstSequence; sequence < end; sequence++) found.add(sequence);
    }
  }
  return found;
};
