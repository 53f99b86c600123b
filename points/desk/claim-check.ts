/** Claim check: whether an activity can be recorded for a participant, for which account and how many points; else every reason why not. */
import type { Refusal } from '../../contract/desk-terms.ts';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { localDate } from '../../runtime/clock.ts';
import type { Books } from '../books.ts';
import { useKeyOf, type ActivityCode, type CodeRefusal } from '../codes/activity-code.ts';
import type { Codes } from '../codes/codes.ts';
import { ageOn } from '../engine/age.ts';
import { awardsOf } from '../engine/awards.ts';
import { claimResults, type ClaimFault } from '../engine/claim-awards.ts';
import { isCapped } from '../engine/caps.ts';
import type { ClaimFact, ParticipantFacts } from '../engine/facts.ts';
import { awardWords } from '../explain/award-words.ts';
import { isOpenOn } from '../groups/group.ts';
import type { Groups } from '../groups/groups.ts';
import { accountIdSchema, type AccountId, type Activity, type EvidenceKind } from '../rule/activity.ts';
import { daysBetween } from '../rule/calendar.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import type { Words } from '../words.ts';
import { refusalOf, type RefusalCode } from './refusal-words.ts';

/** What is asked for; what only some activities need may be left out. */
export interface ClaimRequest {
  readonly participant: ParticipantId;
  readonly activity: string;
  readonly date: PlainDateText;
  readonly evidence: string;
  readonly account?: string | undefined;
  readonly from?: PlainDateText | undefined;
  readonly group?: string | undefined;
  readonly place?: string | undefined;
  readonly goalSteps?: number | undefined;
  readonly code?: string | undefined;
}

/** What can be written down. */
export interface ClaimDraft extends Omit<ClaimFact, 'id' | 'isVoid'> {
  readonly participant: ParticipantId;
  readonly evidence: EvidenceKind;
  readonly onceCode: string | null;
  readonly venueUse: string | null;
}

export type Checked =
  | { readonly kind: 'possible'; readonly draft: ClaimDraft; readonly points: number; readonly sentence: Words }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

export interface ClaimWorld {
  readonly books: Books;
  readonly codes: Codes;
  readonly groups: Groups;
}

/** More steps a day are no goal. */
const goalStepsMax = 100_000;
/** What the rule file gives no last day for can be claimed for a year and a month; a stamp carries its date, for ten years. */
const claimDaysUsual = 400;
const stampDaysMax = 3_660;

export interface CheckOptions {
  /** What a limit leaves nothing of is recorded all the same: what a card carries has been done. */
  readonly mayBeZero: boolean;
}

/** `before`: claims that are to be recorded together with this one, and come first. Changes nothing. */
export const checkClaim = (
  request: ClaimRequest,
  world: ClaimWorld,
  before: readonly ClaimDraft[] = [],
  options: CheckOptions = { mayBeZero: false },
): Checked => {
  const { books } = world;
  books.lookAtRules();
  const rules = books.book.on(request.date);
  const activity = rules.activities.find(({ id }) => id === request.activity);
  if (!books.knows(request.participant)) return refused('unknown-participant');
  if (request.date > books.today()) return refused('in-future');
  // Steps of before the first version count under it, activities do not: nobody offered them.
  const isOffered = request.evidence === 'stamp' || request.date >= rules.effectiveFrom;
  if (activity === undefined || !isOffered) return refused('not-on-menu');
  const code = readCode(request, world);
  if (typeof code === 'string') return refused(code);
  const asked = requestFaults(request, activity, code, world);
  if (asked.length > 0) return refused(...asked);
  const facts = books.facts.load(request.participant);
  const draft = draftOf(request, activity, code, facts);
  if (isUsed(draft, books)) return refused('code-used');
  if (draft.account === 'paper' && books.hasMovedPaper(request.participant)) return refused('channel-closed');
  return weigh(draft, activity, withDrafts(facts, before), world, rules, options);
};

/** Also by a claim that was voided: the code was handed in. */
const isUsed = ({ venueUse }: ClaimDraft, { prepared }: Books): boolean =>
  venueUse !== null && prepared.of('SELECT 1 FROM claim WHERE venue_use = ?').get(venueUse) !== undefined;

const refused = (...codes: readonly RefusalCode[]): Checked => ({
  kind: 'refused',
  refusals: codes.map((code) => refusalOf(code)),
});

const codeRefusals: Readonly<Record<CodeRefusal, RefusalCode>> = {
  'not-a-code': 'unknown-code',
  mistyped: 'unknown-code',
  'other-version': 'code-forged',
  'other-programme': 'code-forged',
  forged: 'code-forged',
  unknown: 'unknown-code',
  revoked: 'code-revoked',
  'not-yet': 'code-not-yet',
  expired: 'code-expired',
  used: 'code-used',
};

export const codeRefusal = (reason: CodeRefusal): Refusal => refusalOf(codeRefusals[reason]);

/** Null where none was given. */
const readCode = (
  { code, activity, date }: ClaimRequest,
  { codes, books }: ClaimWorld,
): ActivityCode | RefusalCode | null => {
  if (code === undefined) return null;
  const checked = codes.check(code, books.clock.wallMs());
  if (checked.kind === 'refused') return codeRefusals[checked.reason];
  const { zone } = books.book.programme;
  const first = localDate(checked.code.validFromMs, zone).toString();
  const last = localDate(checked.code.validToMs - 1, zone).toString();
  // A poster is read where it hangs; a slip may be brought later.
  const isDay = checked.code.kind === 'venue' ? date === books.today() : first <= date && date <= last;
  const fits = checked.code.activity === activity && isDay;
  return fits ? checked.code : 'code-other-activity';
};

/** What is missing in, or wrong with, the request itself. */
const requestFaults = (
  request: ClaimRequest,
  activity: Activity,
  code: ActivityCode | null,
  { groups, books }: ClaimWorld,
): readonly RefusalCode[] => {
  const { account, evidence, goalSteps, from, date } = request;
  const isAccount = account === undefined || accountIdSchema.safeParse(account).success;
  const isCode = evidence === 'venue-code' || evidence === 'once-code';
  const fits = (activity.evidence as readonly string[]).includes(evidence);
  const withinDays = activity.claimWithinDays ?? (evidence === 'stamp' ? stampDaysMax : claimDaysUsual);
  const late = daysBetween(date, books.today()) > withinDays;
  return [
    ...(isAccount ? [] : (['account-not-open'] as const)),
    ...(fits ? [] : (['evidence-not-accepted'] as const)),
    ...(isCode && code === null ? (['code-missing'] as const) : []),
    ...(code !== null && evidence !== `${code.kind}-code` ? (['evidence-not-accepted'] as const) : []),
    ...(activity.needsGroup ? groupFaults(request, groups) : []),
    ...(activity.keptMonths !== undefined && from === undefined ? (['from-missing'] as const) : []),
    ...(activity.goalStepsMin !== undefined ? goalFaults(goalSteps, activity.goalStepsMin) : []),
    ...(late ? (['too-late'] as const) : []),
  ];
};

const groupFaults = ({ group, activity, date }: ClaimRequest, groups: Groups): readonly RefusalCode[] => {
  if (group === undefined) return ['group-missing'];
  const known = groups.find(group);
  if (known === undefined) return ['unknown-group'];
  if (known.activity !== activity) return ['group-other-activity'];
  if (isOpenOn(known, date)) return [];
  return [date < known.openedOn ? 'group-not-open' : 'group-closed'];
};

const goalFaults = (goalSteps: number | undefined, least: number): readonly RefusalCode[] => {
  if (goalSteps === undefined) return ['goal-missing'];
  if (goalSteps < least) return ['goal-too-low'];
  return goalSteps > goalStepsMax ? ['goal-too-high'] : [];
};

const draftOf = (
  request: ClaimRequest,
  activity: Activity,
  code: ActivityCode | null,
  { pedometerFrom }: ParticipantFacts,
): ClaimDraft => {
  const { participant, date } = request;
  const isPaper = activity.points.paper !== undefined && (pedometerFrom === null || date < pedometerFrom);
  const account = (request.account ?? (isPaper ? 'paper' : 'pedometer')) as AccountId;
  const use = code === null ? { onceCode: null, venueUse: null } : useKeyOf(code, participant, date);
  return {
    participant,
    account,
    activity: activity.id,
    date,
    from: activity.keptMonths === undefined ? null : (request.from ?? null),
    group: activity.needsGroup ? (request.group ?? null) : null,
    place: code?.place ?? request.place ?? null,
    goalSteps: activity.goalStepsMin === undefined ? null : (request.goalSteps ?? null),
    evidence: request.evidence as EvidenceKind,
    ...use,
  };
};

const withDrafts = (facts: ParticipantFacts, drafts: readonly ClaimDraft[]): ParticipantFacts => ({
  ...facts,
  claims: [...facts.claims, ...drafts.map((draft, i) => factOf(draft, nextId(facts) + i))],
});

const nextId = ({ claims }: ParticipantFacts): number => (claims.at(-1)?.id ?? 0) + 1;
const factOf = (draft: ClaimDraft, id: number): ClaimFact => ({ ...draft, id, isVoid: false });

/** What the engine gives with the claim and without it. */
const weigh = (
  draft: ClaimDraft,
  activity: Activity,
  facts: ParticipantFacts,
  { books }: ClaimWorld,
  rules: RuleVersion,
  { mayBeZero }: CheckOptions,
): Checked => {
  const after = { ...facts, claims: [...facts.claims, factOf(draft, nextId(facts))] };
  const result = claimResults(after.claims, after, books.book).at(-1);
  if (result?.kind === 'nothing') {
    const code = engineRefusal(result.fault, activity, draft, facts, rules);
    const sentence = code === 'once-only' && activity.once !== 'ever' ? onceWords : undefined;
    return { kind: 'refused', refusals: [refusalOf(code, sentence)] };
  }
  const sum = (of: ParticipantFacts): number =>
    awardsOf(of, books.book, books.today()).reduce((all, award) => all + award.points, 0);
  const points = sum(after) - sum(facts);
  if (points <= 0 && mayBeZero) return { kind: 'possible', draft, points: 0, sentence: zeroWords };
  if (points <= 0) return refused(limitOf(draft, rules));
  const award = { rule: activity.id, version: rules.version, account: draft.account, points };
  return { kind: 'possible', draft, points, sentence: awardWords(award, 0, books.book) };
};

const onceWords = {
  ja: 'この期間の分は、もう受け取っています。',
  en: 'The points of this period have been claimed already.',
};
const zeroWords = {
  ja: '上限に達しているので、この分のポイントはふえません。',
  en: 'A limit is reached, so this adds no points.',
};

const engineRefusal = (
  fault: ClaimFault,
  { once }: Activity,
  { date }: ClaimDraft,
  { birth }: ParticipantFacts,
  { participants }: RuleVersion,
): RefusalCode => {
  switch (fault) {
    case 'void':
    case 'not-on-menu':
      return 'not-on-menu';
    case 'not-for-account':
      return 'account-not-open';
    case 'paper-closed':
      return 'paper-closed';
    case 'before-pedometer':
      return 'account-not-held';
    case 'too-young': {
      const age = ageOn(date, birth, participants.ageOn) ?? 0;
      return age > participants.ageMax ? 'too-old' : 'too-young';
    }
    case 'no-group':
      return 'group-missing';
    case 'not-kept-long-enough':
      return 'not-kept-long-enough';
    case 'no-goal':
      return 'goal-too-low';
    case 'outside-period':
      return 'not-on-menu';
    case 'already-claimed':
      return once === 'each' || once === 'day' ? 'already-claimed' : 'once-only';
  }
};

const limitOf = ({ account, activity }: ClaimDraft, { caps }: RuleVersion): RefusalCode => {
  const cap = caps.find((each) => isCapped({ account, rule: activity }, each));
  if (cap?.per === 'day') return 'daily-limit';
  return cap?.per === 'month' ? 'monthly-limit' : 'period-limit';
};
