/** Explain day: where a participant's steps of one date came from, page by page, and everything that was said of the date. */
import type { Batch } from '../contract/batch.ts';
import type { DayTotal } from '../contract/day-total.ts';
import type { DeviceSerial, GatewayId, ParticipantId, PlainDateText } from '../contract/ids.ts';
import { stepsNotRecorded } from '../contract/page.ts';
import { holderOf } from './attribution.ts';
import type { CloudStore } from './cloud-store.ts';
import type { UnsignedClaim } from './imports/unsigned-sum.ts';
import { unsignedWords } from './imports/unsigned-words.ts';
import type { Run, RunSource } from './day-block.ts';

export interface ExplainedBucket {
  readonly sequence: number;
  /** Ms since the Unix epoch, as dated. */
  readonly startMs: number;
  readonly seconds: number;
  /** Null where the pedometer did not record. */
  readonly steps: number | null;
  readonly open: boolean;
  /** Whether it counts for this participant. */
  readonly counted: boolean;
}

export interface ExplainedPage {
  readonly device: DeviceSerial;
  readonly label: string;
  readonly epoch: number;
  readonly signed: boolean;
  readonly source: RunSource;
  readonly gateway: GatewayId | null;
  /** When the visit that brought it was, as the gateway said. */
  readonly visitAt: string | null;
  readonly buckets: readonly ExplainedBucket[];
}

export interface DayExplanation {
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly pages: readonly ExplainedPage[];
  /** What other systems say of the date, whether it counts or not. */
  readonly unsigned: readonly UnsignedClaim[];
  readonly total: DayTotal | undefined;
  readonly revisions: readonly { readonly total: DayTotal; readonly journal: number }[];
}

export const explainDay = (store: CloudStore, participant: ParticipantId, date: PlainDateText): DayExplanation => {
  const { registry, derivation } = store;
  const devices = new Set(registry.loansOfParticipant(participant).map((loan) => loan.device));
  const pages = [...devices].flatMap((device) =>
    (derivation.blocks.readBlock(device, date)?.block.runs ?? []).map((run) =>
      explainRun(store, participant, device, run),
    ),
  );
  return {
    participant,
    date,
    pages,
    unsigned: derivation.unsigned.of(participant, date),
    total: derivation.totals.get(participant, date),
    revisions: derivation.totals.revisionsOf(participant, date),
  };
};

const explainRun = (store: CloudStore, participant: ParticipantId, device: DeviceSerial, run: Run): ExplainedPage => {
  const fact = store.journal.get(run.source.journal);
  const batch = fact === undefined ? undefined : (JSON.parse(new TextDecoder().decode(fact.body)) as Batch);
  const loans = store.registry.loansOfDevice(device);
  const buckets = Array.from(run.steps, (steps, index): ExplainedBucket => {
    const startMs = run.startMs + index * run.bucketSeconds * 1000;
    const holder = holderOf(startMs, startMs + run.bucketSeconds * 1000, loans);
    return {
      sequence: run.firstSequence + index,
      startMs,
      seconds: run.bucketSeconds,
      steps: steps === stepsNotRecorded ? null : steps,
      open: run.lastOpen && index === run.steps.length - 1,
      counted: holder.kind === 'participant' && holder.participant === participant,
    };
  });
  return {
    device,
    label: store.registry.deviceOf(device)?.label ?? '',
    epoch: run.epoch,
    signed: run.signed,
    source: run.source,
    gateway: fact?.gateway ?? null,
    visitAt: batch?.visits[run.source.visit]?.startedAt ?? null,
    buckets,
  };
};

/** Lines for a terminal. */
export const dayExplanationText = (explanation: DayExplanation, zone: string): string => {
  const clock = (ms: number): string =>
    Temporal.Instant.fromEpochMilliseconds(Math.round(ms))
      .toZonedDateTimeISO(zone)
      .toPlainTime()
      .toString({ smallestUnit: 'minute' });
  const lines = explanation.pages.flatMap((page) => [
    `  歩数計 ${page.label} (${page.device})  世代 ${page.epoch}  ${page.signed ? '署名あり signed' : '署名なし unsigned'}  ` +
      `受付 journal ${page.source.journal}, visit ${page.source.visit}, page ${page.source.page}  ${page.gateway ?? '?'}  ${page.visitAt ?? '?'}`,
    ...page.buckets
      .filter((bucket) => bucket.steps !== 0)
      .map(
        (bucket) =>
          `    #${bucket.sequence}  ${clock(bucket.startMs)}–${clock(bucket.startMs + bucket.seconds * 1000)}  ` +
          `${bucket.steps ?? '記録なし not recorded'}${bucket.open ? ' (途中 open)' : ''}${bucket.counted ? '' : ' (この人の分ではありません not theirs)'}`,
      ),
  ]);
  const total = explanation.total;
  const said = explanation.revisions.map(
    ({ total: { revision, steps, state, syncedOn }, journal }) =>
      `  ${revision}回目  ${steps} 歩  ${state}  来所 ${syncedOn}  受付 journal ${journal}`,
  );
  const others = unsignedWords(explanation.unsigned).map(({ ja, en }) => `  ${ja} (${en})`);
  return [
    `届いた区間 (pages and buckets; hours with 0 steps left out)`,
    ...(lines.length === 0 ? ['  まだ届いていません (nothing has arrived)'] : lines),
    ...others,
    `日次歩数 (day total): ${total === undefined ? 'なし none' : `${total.steps} 歩, ${total.state}, ${total.trust}`}`,
    ...said,
  ].join('\n');
};
