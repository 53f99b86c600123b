/** Replay accounts: what each person walked against what was totalled, and what explains the difference. */
import type { ParticipantId } from '../contract/ids.ts';
import { decodePage, stepsNotRecorded } from '../contract/page.ts';
import type { CloudStore } from '../ingest/cloud-store.ts';
import type { QuarantineReason } from '../ingest/quarantine.ts';
import type { Replayed } from './replay-people.ts';

export interface Account {
  readonly participant: ParticipantId;
  readonly walked: number;
  readonly totalled: number;
  /** Steps in closed buckets the cloud has not confirmed, still in the pedometer's ring. */
  readonly waiting: number;
  /** Steps that may have been in the buckets the pedometer reported overwritten: a bound, the true number is gone. */
  readonly overwrittenMax: number;
  /** Reasons for which pages or buckets of this pedometer are in quarantine. */
  readonly quarantined: readonly QuarantineReason[];
  /** What no cause explains: positive lost, negative invented or doubled. */
  readonly unexplained: number;
}

export const accountOf = (store: CloudStore, replayed: Replayed): Account => {
  const { resident, recording } = replayed;
  const walked = sum(recording.steps);
  const totalled = totalOf(store, resident.participant);
  const waiting = waitingSteps(store, replayed);
  const overwrittenMax = overwrittenStepsMax(store, replayed);
  const quarantined = [
    ...new Set(
      store.derivation.quarantine
        .waiting()
        .filter((item) => item.device === resident.serial)
        .map((item) => item.reason),
    ),
  ];
  const missing = walked - totalled;
  const explained =
    quarantined.length > 0 ? Math.max(missing, 0) : Math.min(Math.max(missing, 0), waiting + overwrittenMax);
  return {
    participant: resident.participant,
    walked,
    totalled,
    waiting,
    overwrittenMax,
    quarantined,
    unexplained: missing - explained,
  };
};

const totalOf = (store: CloudStore, participant: ParticipantId): number =>
  Number(
    store.database
      .prepare('SELECT coalesce(sum(steps), 0) AS steps FROM day_total WHERE participant = ?')
      .get(participant)?.['steps'],
  );

const waitingSteps = (store: CloudStore, { resident }: Replayed): number => {
  const { confirmed } = store.derivation.states.get(resident.serial).coverage;
  let steps = 0;
  for (const bytes of resident.pedometer.pagesFrom(confirmed)) {
    const page = decodePage(bytes);
    if (page.kind === 'decoded') steps += sum(page.value.steps.filter((count) => count !== stepsNotRecorded));
  }
  return steps;
};

/** No more than the person's best hours, as many as were overwritten. */
const overwrittenStepsMax = (store: CloudStore, { resident, recording }: Replayed): number => {
  const buckets = store.derivation.lost.of(resident.serial).reduce((total, range) => total + range.to - range.from, 0);
  return sum([...recording.steps].sort((a, b) => b - a).slice(0, buckets));
};

const sum = (counts: Iterable<number>): number => {
  let total = 0;
  for (const count of counts) total += count;
  return total;
};
