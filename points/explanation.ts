/** Explanation: why a participant's date has the points it has, for people and for machines. Pure. */
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';
import { firstCountedDate } from './backfill-window.ts';
import { judge, type Revision, type Verdict } from './engine.ts';
import { explainSentences } from './explain-sentences.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { Standing } from './ledger.ts';
import type { Rule } from './rule-file.ts';
import { tierOf, type Tier } from './rule/tier.ts';
import type { Words } from './words.ts';

/** One delivery of the day's steps, and what became of it. */
export interface ExplainedRevision extends Omit<Revision, 'date'> {
  readonly verdict: Verdict;
  /** The oldest date that a visit on `syncedOn` earns points for. */
  readonly firstCountedDate: PlainDateText;
}

export interface ExplainedEntry extends LedgerEntry {
  /** Points of the date after this entry. */
  readonly sum: number;
}

/** Why the points are what they are; several may hold at once. */
export type Reason =
  | { readonly kind: 'no-total' }
  | { readonly kind: 'tier'; readonly steps: number; readonly tier: Tier }
  | { readonly kind: 'below-tiers'; readonly steps: number; readonly leastSteps: number; readonly missingSteps: number }
  | { readonly kind: 'too-late'; readonly steps: number; readonly syncedOn: PlainDateText; readonly windowDays: number }
  | { readonly kind: 'after-visit'; readonly steps: number; readonly syncedOn: PlainDateText }
  | { readonly kind: 'held'; readonly steps: number; readonly syncedOn: PlainDateText }
  | { readonly kind: 'corrected'; readonly from: number; readonly to: number };

export interface PointsExplanation {
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly programme: string;
  readonly programmeName: Words;
  readonly zone: string;
  readonly unit: Rule['unit'];
  /** The version now in force; each entry names the one it was written under. */
  readonly ruleVersion: number;
  readonly ruleEffectiveFrom: PlainDateText;
  /** Net points of the date. */
  readonly points: number;
  readonly countedSteps: number;
  /** The tier that the counted steps reach; null below the first. */
  readonly tier: Tier | null;
  /** In order of their numbers. */
  readonly revisions: readonly ExplainedRevision[];
  /** Oldest first. */
  readonly entries: readonly ExplainedEntry[];
  readonly reasons: readonly Reason[];
  /** One sentence per reason, in the same order. */
  readonly sentences: Readonly<Record<keyof Words, readonly string[]>>;
}

/** What the ledger knows of one participant's date. */
export interface DayRecord {
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly revisions: readonly Revision[];
  readonly entries: readonly LedgerEntry[];
  readonly standing: Standing | undefined;
}

export const explainDay = (record: DayRecord, rule: Rule): PointsExplanation => {
  const countedSteps = record.standing?.countedSteps ?? 0;
  const tier = tierOf(countedSteps, rule.steps.tiers) ?? null;
  const revisions = record.revisions.map((revision) => explainRevision(revision, rule));
  const entries = withSums(record.entries);
  const reasons = reasonsOf({ revisions, entries, countedSteps, tier }, rule);
  return {
    participant: record.participant,
    date: record.date,
    programme: rule.programme,
    programmeName: rule.name,
    zone: rule.zone,
    unit: rule.unit,
    ruleVersion: rule.version,
    ruleEffectiveFrom: rule.effectiveFrom,
    points: entries.at(-1)?.sum ?? 0,
    countedSteps,
    tier,
    revisions,
    entries,
    reasons,
    sentences: explainSentences(reasons, rule.unit),
  };
};

const explainRevision = ({ date, ...rest }: Revision, rule: Rule): ExplainedRevision => ({
  ...rest,
  verdict: judge({ date, ...rest }, rule),
  firstCountedDate: firstCountedDate(rest.syncedOn, rule.backfill.windowDays),
});

const withSums = (entries: readonly LedgerEntry[]): readonly ExplainedEntry[] => {
  let sum = 0;
  return entries.map((entry) => ({ ...entry, sum: (sum += entry.points) }));
};

type Findings = Pick<PointsExplanation, 'revisions' | 'entries' | 'countedSteps' | 'tier'>;

const reasonsOf = (findings: Findings, rule: Rule): readonly Reason[] => {
  const newest = findings.revisions.at(-1);
  if (newest === undefined) return [{ kind: 'no-total' }];
  return [...countedReasons(findings, rule), ...correctedReasons(findings.entries), ...newestReasons(newest, rule)];
};

/** What the counted steps earn, unless no visit brought any that count. */
const countedReasons = ({ revisions, countedSteps, tier }: Findings, rule: Rule): readonly Reason[] => {
  if (!revisions.some((revision) => revision.verdict === 'counted')) return [];
  if (tier !== null) return [{ kind: 'tier', steps: countedSteps, tier }];
  const leastSteps = rule.steps.tiers[0]?.from ?? 0;
  return [{ kind: 'below-tiers', steps: countedSteps, leastSteps, missingSteps: leastSteps - countedSteps }];
};

/** The newest correction; what came before it stands in the entries. */
const correctedReasons = (entries: readonly ExplainedEntry[]): readonly Reason[] => {
  const newest = entries.findLast((entry) => entry.reason === 'correction');
  return newest === undefined ? [] : [{ kind: 'corrected', from: newest.sum - newest.points, to: newest.sum }];
};

/** Why the newest steps are not the ones that count. */
const newestReasons = ({ verdict, steps, syncedOn }: ExplainedRevision, rule: Rule): readonly Reason[] => {
  switch (verdict) {
    case 'counted':
      return [];
    case 'too-late':
      return [{ kind: 'too-late', steps, syncedOn, windowDays: rule.backfill.windowDays }];
    case 'after-visit':
    case 'held':
      return [{ kind: verdict, steps, syncedOn }];
  }
};
