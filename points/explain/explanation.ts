/** Explanation: why a participant's date has the points it has, for people and for machines. Pure. */
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { ageOn } from '../engine/age.ts';
import type { Award } from '../engine/award.ts';
import { awardsOf, countDays } from '../engine/awards.ts';
import { claimResults } from '../engine/claim-awards.ts';
import { judge, type CountedDay, type Verdict } from '../engine/counted-day.ts';
import { dayAwards, isDayRule, takesPart, type DayRule } from '../engine/day-awards.ts';
import type { DayFacts, ParticipantFacts, RevisionFact } from '../engine/facts.ts';
import { targetFor } from '../engine/age.ts';
import type { Cause, LedgerEntry } from '../ledger/ledger-entry.ts';
import { daysAfter } from '../rule/calendar.ts';
import { periodOf } from '../rule/period.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import type { Words } from '../words.ts';
import { awardWords } from './award-words.ts';
import { appliesOn, otherRuleReasons, outsideReasons } from './other-rules.ts';
import { reasonWords } from './reason-words.ts';
import type { Reason } from './reason.ts';

/** One delivery of the day's steps, and what became of it. */
export interface ExplainedRevision extends RevisionFact {
  readonly verdict: Verdict;
  /** The oldest date that a visit on `syncedOn` earns points for. */
  readonly firstCountedDate: PlainDateText;
}

export interface ExplainedEntry extends LedgerEntry {
  /** Points of the account for this date after this entry. */
  readonly sum: number;
}

export interface ExplainedAward extends Award {
  readonly sentence: Words;
}

export interface PointsExplanation {
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly programme: string;
  readonly programmeName: Words;
  readonly zone: string;
  readonly unit: RuleBook['programme']['accounts']['pedometer']['unit'];
  /** In force on the date; each entry names the one it was written under. */
  readonly ruleVersion: number;
  readonly ruleEffectiveFrom: PlainDateText;
  /** Net points of the date's awards in the pedometer's account. */
  readonly points: number;
  readonly countedSteps: number;
  readonly isWaiting: boolean;
  /** What the rules give for the date, limits applied. */
  readonly awards: readonly ExplainedAward[];
  /** In order of their numbers. */
  readonly revisions: readonly ExplainedRevision[];
  /** Oldest first, of all accounts. */
  readonly entries: readonly ExplainedEntry[];
  readonly reasons: readonly Reason[];
  /** One sentence per reason, in the same order. */
  readonly sentences: Readonly<Record<keyof Words, readonly string[]>>;
}

/** What is known of one participant's date. */
export interface DayRecord {
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly facts: ParticipantFacts;
  /** Of the date. */
  readonly entries: readonly LedgerEntry[];
  readonly asOf: PlainDateText;
}

export const explainDay = (record: DayRecord, book: RuleBook): PointsExplanation => {
  const { participant, date, facts } = record;
  const rules = book.on(date);
  const day = facts.days.find((each) => each.date === date) ?? { date, revisions: [] };
  const counted = countDays([day], book)[0];
  const allAwards = awardsOf(facts, book, record.asOf);
  const awards = allAwards.filter((award) => award.date === date);
  const entries = withSums(record.entries);
  const points = record.entries.reduce(
    (sum, entry) => (entry.account === 'pedometer' && entry.counter === 'issued' ? sum + entry.points : sum),
    0,
  );
  const findings = { record, rules, day, counted, allAwards, awards, entries, points };
  const reasons = reasonsOf(findings, book);
  const { programme, name, zone, accounts } = book.programme;
  const sentences = reasons.map((reason) => reasonWords(reason, accounts.pedometer.unit));
  return {
    participant,
    date,
    programme,
    programmeName: name,
    zone,
    unit: accounts.pedometer.unit,
    ruleVersion: rules.version,
    ruleEffectiveFrom: rules.effectiveFrom,
    points,
    countedSteps: counted?.steps ?? 0,
    isWaiting: counted?.isWaiting ?? false,
    awards: awards.map((award) => ({ ...award, sentence: awardWords(award, counted?.steps ?? 0, book) })),
    revisions: day.revisions.map((revision) => explainRevision(revision, day, rules)),
    entries,
    reasons,
    sentences: { ja: sentences.map(({ ja }) => ja), en: sentences.map(({ en }) => en) },
  };
};

const explainRevision = (revision: RevisionFact, day: DayFacts, rules: RuleVersion): ExplainedRevision => ({
  ...revision,
  verdict: judge(day.date, revision, day, rules),
  firstCountedDate: daysAfter(revision.syncedOn, 1 - rules.backfill.windowDays),
});

const withSums = (entries: readonly LedgerEntry[]): readonly ExplainedEntry[] => {
  const sums = new Map<string, number>();
  return entries.map((entry) => {
    const sum = (sums.get(entry.account) ?? 0) + entry.points;
    sums.set(entry.account, sum);
    return { ...entry, sum };
  });
};

interface Findings {
  readonly record: DayRecord;
  readonly rules: RuleVersion;
  readonly day: DayFacts;
  readonly counted: CountedDay | undefined;
  /** Of all dates. */
  readonly allAwards: readonly Award[];
  readonly awards: readonly Award[];
  readonly entries: readonly ExplainedEntry[];
  readonly points: number;
}

const reasonsOf = (findings: Findings, book: RuleBook): readonly Reason[] => [
  ...stepReasons(findings, book),
  ...otherAwards(findings, book),
  ...limitReasons(findings, book),
  ...claimReasons(findings, book),
  ...correctedReasons(findings.entries),
  ...newestReasons(findings),
  ...unsettled(findings),
];

/** What the counted steps earn, unless no visit brought any that count. */
const stepReasons = (findings: Findings, book: RuleBook): readonly Reason[] => {
  const { record, rules, day, counted, awards } = findings;
  if (counted === undefined) return awards.length > 0 ? [] : [nothingArrived(record)];
  const { decision } = day;
  const decided: readonly Reason[] =
    decision === undefined || decision.kind === 'none'
      ? []
      : [{ kind: 'decided', decision: decision.kind, steps: decision.steps }];
  if (!counted.hasCounted || decision?.kind === 'void') return decided;
  const age = ageOn(record.date, record.facts.birth, rules.participants.ageOn);
  if (age !== undefined && !takesPart(age, rules))
    return [...decided, { kind: 'not-of-age', age, ...rules.participants }];
  const { date, facts, asOf } = record;
  const { steps } = counted;
  const all = countDays(facts.days, book);
  const walked = { date, steps, facts, counted: all, awards: findings.allAwards, asOf };
  const said: readonly Reason[] = [...dayReasons(findings, counted, age, book), ...otherRuleReasons(walked, book)];
  return [
    ...decided,
    ...beliefReasons(findings),
    ...(said.length > 0 || awards.length > 0 ? said : outsideReasons(walked, age, rules)),
  ];
};

const nothingArrived = ({ date, facts: { birth, pedometerFrom } }: DayRecord): Reason => {
  // Without a birth the registry has not said anything of this participant yet.
  const hadNone = pedometerFrom === null ? birth !== undefined : date < pedometerFrom;
  return hadNone ? { kind: 'no-pedometer', from: pedometerFrom } : { kind: 'no-total' };
};

/** What the rules for a day's own steps give, or how far the steps are from it. */
const dayReasons = (
  { record, rules }: Findings,
  counted: CountedDay,
  age: number | undefined,
  book: RuleBook,
): readonly Reason[] => {
  const { steps } = counted;
  const asked = rules.earning.filter(isDayRule).filter((rule) => appliesOn(rule, record.date, age));
  if (asked.length > 0 && rules.credit === 'final' && !counted.isFinal) return [{ kind: 'not-final', steps }];
  const earned = dayAwards([counted], record.facts.birth, book).map((award): Reason => ({
    kind: 'earned',
    steps,
    points: award.points,
    sentence: awardWords(award, steps, book),
  }));
  return earned.length > 0 ? earned : below(steps, age, asked);
};

const beliefReasons = ({ day, rules }: Findings): readonly Reason[] => {
  const believedMax = rules.believedStepsMax;
  const steps = Math.max(...day.revisions.map((revision) => revision.steps));
  return believedMax !== undefined && steps > believedMax ? [{ kind: 'beyond-belief', steps, believedMax }] : [];
};

/** How far the steps are from the first that would earn anything. */
const below = (steps: number, age: number | undefined, asked: readonly DayRule[]): readonly Reason[] => {
  const least = asked.flatMap((rule) => {
    switch (rule.kind) {
      case 'tiers':
        return rule.tiers[0]?.from ?? [];
      case 'slope':
        return rule.from;
      case 'target':
        return targetFor(rule.targets, age);
    }
  });
  const leastSteps = Math.min(...least);
  if (!Number.isFinite(leastSteps) || steps >= leastSteps) return [];
  return [{ kind: 'below', steps, leastSteps, missingSteps: leastSteps - steps }];
};

const otherAwards = ({ awards }: Findings, book: RuleBook): readonly Reason[] =>
  awards
    .filter(({ key }) => !key.startsWith('steps:'))
    .map((award) => ({ kind: 'also-earned', points: award.points, sentence: awardWords(award, 0, book) }));

/** The limits that cut something of this date. */
const limitReasons = ({ record, rules, awards }: Findings, book: RuleBook): readonly Reason[] => {
  const free = new Map(awardsWithoutCaps(record, book).map((award) => [award.key, award]));
  const given = new Map(awards.map((award) => [award.key, award.points]));
  const cut = [...free.values()].filter(({ key, points }) => points > (given.get(key) ?? 0));
  return rules.caps
    .filter((cap) => cut.some(({ account, rule }) => cap.account === account && (cap.of?.includes(rule) ?? true)))
    .map(({ sentence }) => ({ kind: 'limit', sentence }));
};

const awardsWithoutCaps = ({ facts, date, asOf }: DayRecord, book: RuleBook): readonly Award[] => {
  if (book.on(date).caps.length === 0) return [];
  return awardsOf(facts, book.withoutCaps(), asOf).filter((award) => award.date === date);
};

const claimReasons = ({ record, rules }: Findings, book: RuleBook): readonly Reason[] => {
  const { claims } = record.facts;
  return claimResults(claims, record.facts, book).flatMap((result, i): readonly Reason[] => {
    const claim = claims[i];
    if (claim?.date !== record.date || result.kind === 'award') return [];
    const name = rules.activities.find(({ id }) => id === claim.activity)?.name;
    const activity = name ?? { ja: claim.activity, en: claim.activity };
    return [{ kind: 'claim-earned-nothing', activity, fault: result.fault }];
  });
};

/** Of each account whose newest entry took points; what came before it stands in the entries. */
const correctedReasons = (entries: readonly ExplainedEntry[]): readonly Reason[] => {
  const newest = new Map(
    entries.filter(({ counter }) => counter === 'issued').map((entry) => [entry.account, entry] as const),
  );
  return [...newest.values()]
    .filter(({ points }) => points < 0)
    .map(({ sum, points, kind, cause }) => {
      const { kind: causeKind } = JSON.parse(cause) as Cause;
      return { kind: 'corrected', from: sum - points, to: sum, because: kind, cause: causeKind };
    });
};

/** Why the newest steps are not the ones that count. */
const newestReasons = ({ day, rules }: Findings): readonly Reason[] => {
  const newest = day.revisions.at(-1);
  if (newest === undefined) return [];
  const { steps, syncedOn } = newest;
  const verdict = judge(day.date, newest, day, rules);
  switch (verdict) {
    case 'counted':
      return [];
    case 'too-late':
      return [{ kind: 'too-late', steps, syncedOn, windowDays: rules.backfill.windowDays }];
    case 'after-close': {
      const period = rules.periods === undefined ? undefined : periodOf(day.date, rules.periods);
      return [{ kind: 'after-close', steps, syncedOn, closedOn: period?.closesOn ?? day.date }];
    }
    case 'outside-period':
      return [{ kind: 'outside-period' }];
    case 'after-visit':
    case 'held':
    case 'doubted':
    case 'unsigned':
      return [{ kind: verdict, steps, syncedOn }];
  }
};

const unsettled = ({ awards, points }: Findings): readonly Reason[] => {
  const owed = awards.reduce((sum, award) => (award.account === 'pedometer' ? sum + award.points : sum), 0);
  return owed === points ? [] : [{ kind: 'not-settled', owed }];
};
