/** Review answer: the days that wait for a person, and the evidence of one day on which a clerk decides. */
import type {
  Evidence as DeskEvidenceAnswer,
  Finding as DeskFinding,
  Held,
  HeldDay,
} from '../../../contract/desk-review.ts';
import type { ParticipantId, PlainDateText } from '../../../contract/ids.ts';
import { localDate } from '../../../runtime/clock.ts';
import { DeskFault } from '../../../contract/desk-fault.ts';
import { dayHours, dayHoursOf } from '../../doubt/day-hours.ts';
import { evidenceOf, type Evidence } from '../../doubt/evidence.ts';
import { findingWords } from '../../doubt/finding-words.ts';
import type { Finding } from '../../doubt/finding.ts';
import { stepWords } from '../../words.ts';
import { personOf, type DeskWorld } from './desk-world.ts';

/** A screen of them; the next ones come when these are decided. */
const heldMax = 500;
const decidedMax = 20;
/** What a cap is suggested at where nothing is known of the person: what walkers of that age do on a good day. */
const plainCapSteps = 10_000;

export const heldAnswer = (world: DeskWorld): Held => ({
  held: world.records.waiting(heldMax).map(({ participant, date, sinceMs }): HeldDay => {
    const { name, centre, label } = personOf(world, participant);
    return {
      participant,
      date,
      name,
      centre,
      label,
      steps: stepsOf(participant, date, world) ?? 0,
      findings: findingAnswers(participant, date, world),
      since: localDate(sinceMs, world.books.book.programme.zone).toString() as PlainDateText,
    };
  }),
  decided: [...world.records.newestDecisions(decidedMax)],
});

/** Of the day as a decision would find it. Throws DeskFault `unknown-participant` or `unknown-day`. */
export const evidenceAnswer = (
  participant: ParticipantId,
  date: PlainDateText,
  world: DeskWorld,
): DeskEvidenceAnswer => {
  const { name, centre, label } = personOf(world, participant);
  const steps = stepsOf(participant, date, world);
  if (steps === undefined) throw unknownDay;
  const findings = world.records.findings(participant, date);
  const evidence = curveEvidence(participant, date, findings, world);
  const sinceMs = world.records.waitingSinceMs(participant, date);
  const { zone } = world.books.book.programme;
  const capSteps = Math.min(steps, evidence?.usualSteps ?? plainCapSteps);
  return {
    participant,
    date,
    name,
    centre,
    label,
    steps,
    isWaiting: sinceMs !== undefined,
    since: sinceMs === undefined ? null : (localDate(sinceMs, zone).toString() as PlainDateText),
    findings: findingAnswers(participant, date, world),
    hours: (evidence?.bars ?? []).map(({ hour, steps: hourSteps, usual, marks }) => ({
      hour,
      steps: hourSteps,
      usual: usual ?? null,
      isFlagged: marks.length > 0,
    })),
    usualDays: evidence?.ownDays ?? 0,
    figures: figuresOf(steps, evidence),
    twin: twinOf(date, findings, world),
    outcomes: outcomesOf(participant, date, capSteps, world),
    capSteps,
    decisions: [...world.records.decisions(participant, date)],
  };
};

/** What speaks against the newest delivery of the day: the point service's findings, or that the feed itself is not sure. */
export const findingAnswers = (
  participant: ParticipantId,
  date: PlainDateText,
  { books, records }: DeskWorld,
): DeskFinding[] => {
  const newest = books.facts.days(participant, { from: date, to: date })[0]?.revisions.at(-1);
  const findings = records.findings(participant, date).map((finding): DeskFinding => ({
    code: finding.kind,
    sentence: findingWords(finding),
    hours: [...finding.hours],
  }));
  return newest?.state === 'held' ? [heldByFeed, ...findings] : findings;
};

const heldByFeed: DeskFinding = {
  code: 'held-by-feed',
  sentence: {
    ja: '歩数計を読み取った時刻がたがいに合わず、日付が確かでありません。歩数計と貸出の記録を確かめてください。',
    en: 'The times at which the pedometer was read contradict one another, so the date is not sure. Check the pedometer and its loans.',
  },
  hours: [],
};

const stepsOf = (participant: ParticipantId, date: PlainDateText, { books }: DeskWorld): number | undefined =>
  books.facts.days(participant, { from: date, to: date })[0]?.revisions.at(-1)?.steps;

const curveEvidence = (
  participant: ParticipantId,
  date: PlainDateText,
  findings: readonly Finding[],
  { evidence, ownDays }: DeskWorld,
): Evidence | undefined => {
  const curve = evidence.curve(participant, date);
  return curve === undefined ? undefined : evidenceOf(curve, findings, ownDays(participant, date));
};

const figuresOf = (steps: number, evidence: Evidence | undefined): DeskEvidenceAnswer['figures'] => {
  const usual = evidence?.usualSteps;
  return [
    {
      name: { ja: '1日の歩数', en: 'Steps of the day' },
      value: stepWords(steps),
      usual: usual === undefined ? null : stepWords(usual),
    },
  ];
};

const twinOf = (date: PlainDateText, findings: readonly Finding[], world: DeskWorld): DeskEvidenceAnswer['twin'] => {
  const twin = findings.find((finding) => finding.kind === 'twin');
  if (twin?.kind !== 'twin') return null;
  const curve = world.evidence.curve(twin.other, date);
  if (curve === undefined) return null;
  const { steps } = dayHoursOf(curve);
  const hours = Array.from({ length: dayHours }, (_, hour) => Math.round(steps[hour] ?? 0));
  return { participant: twin.other, label: world.people.person(twin.other)?.label ?? null, hours };
};

const outcomesOf = (
  participant: ParticipantId,
  date: PlainDateText,
  steps: number,
  { desk }: DeskWorld,
): DeskEvidenceAnswer['outcomes'] => {
  const { before, after: accept } = desk.decisions.preview({ participant, date, kind: 'accept' });
  const { after: cap } = desk.decisions.preview({ participant, date, kind: 'cap', steps });
  const { after } = desk.decisions.preview({ participant, date, kind: 'void' });
  return { now: before, accept, cap, void: after };
};

const unknownDay = new DeskFault(404, 'unknown-day', {
  ja: 'その日の歩数は届いていません。',
  en: 'No steps of that date have arrived.',
});
