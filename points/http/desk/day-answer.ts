/** Day answer: everything behind one participant's date, from the pages of the pedometer to the entries of the ledger. */
import type { ExplainedDay } from '../../../contract/desk-day.ts';
import type { ParticipantId, PlainDateText } from '../../../contract/ids.ts';
import type { ExplainedRevision, PointsExplanation } from '../../explain/explanation.ts';
import { calendarDay } from '../../rule/calendar.ts';
import type { RuleVersion } from '../../rule/rule-version.ts';
import { dayWords, stepWords, type Words } from '../../words.ts';
import type { Verdict } from '../../engine/counted-day.ts';
import type { DeskWorld } from './desk-world.ts';
import { differsWords } from './differs-words.ts';
import { entryAnswer } from './entry-answer.ts';
import { headAnswer } from './head-answer.ts';
import { dayState } from './person-answer.ts';
import { evidenceAnswer, findingAnswers } from './review-answer.ts';

/** Also for a date without steps. Throws DeskFault `unknown-participant`. */
export const explainedAnswer = (id: ParticipantId, date: PlainDateText, world: DeskWorld): ExplainedDay => {
  const { books, records, evidence } = world;
  const head = headAnswer(id, world);
  const range = { from: date, to: date };
  const day = books.facts.days(id, range)[0];
  const explained = world.explain(id, date);
  const decisions = [...records.decisions(id, date)];
  const arrivals = records.arrivals(id, date);
  const sentences = explained.sentences.ja.map((ja, i) => ({ ja, en: explained.sentences.en[i] ?? '' }));
  return {
    head,
    date,
    isHoliday: calendarDay(date).isHoliday,
    state: dayState(day, books.book.on(date)),
    steps: day?.revisions.at(-1)?.steps ?? null,
    countedSteps: explained.countedSteps,
    points: [...(records.pointsByDate(id, range).get(date) ?? [])],
    sentences,
    differs: [...(evidence.others?.(id, date) ?? []), ...differsWords(day, explained)],
    pages: [...evidence.pages(id, date)],
    revisions: explained.revisions.map((revision) => ({
      revision: revision.revision,
      steps: revision.steps,
      state: revision.state,
      syncedOn: revision.syncedOn,
      arrivedAt: arrivals.get(revision.revision) ?? null,
      isCounted: revision.verdict === 'counted',
      sentence: revisionWords(revision),
    })),
    rule: ruleAnswer(explained, books.book.on(date)),
    awards: explained.awards.map(({ account, points, rule, version, sentence }) => ({
      account,
      points,
      rule,
      ruleVersion: version,
      sentence,
    })),
    entries: explained.entries.map((entry) => ({ ...entryAnswer(entry, world), sum: entry.sum })),
    decisions,
    findings: findingAnswers(id, date, world),
    evidence:
      day !== undefined && (explained.isWaiting || decisions.length > 0) ? evidenceAnswer(id, date, world) : null,
  };
};

/** The sentence of what gave something, else of the first rule for earning in force; none where there is no such rule. */
const ruleAnswer = (explained: PointsExplanation, { earning }: RuleVersion): ExplainedDay['rule'] => {
  const [rule] = earning;
  const ofRule = rule?.kind === 'tiers' ? rule.tiers[0]?.sentence : rule?.sentence;
  const sentence = explained.awards[0]?.sentence ?? ofRule;
  const { ruleVersion: version, ruleEffectiveFrom: effectiveFrom } = explained;
  return sentence === undefined ? null : { version, effectiveFrom, sentence };
};

const became: Readonly<Record<Verdict, Words>> = {
  counted: { ja: '数えました。', en: 'it counts.' },
  'too-late': { ja: 'さかのぼれる日数をすぎていたので、ポイントはふえません。', en: 'too late, so it adds no points.' },
  'after-close': {
    ja: '期間のしめきりのあとなので、ポイントはふえません。',
    en: 'after the period closed, so it adds no points.',
  },
  'after-visit': { ja: '来所より後の日なので、数えません。', en: 'of a day after the visit, so it does not count.' },
  'outside-period': { ja: '期間の外なので、ポイントはつきません。', en: 'outside every period, so it adds no points.' },
  held: { ja: '日付が確かでないので、待っています。', en: 'its date is not sure yet, so it waits.' },
  doubted: { ja: '係の人が確かめるまで、待っています。', en: 'it waits until somebody has had a look.' },
  unsigned: {
    ja: '歩数計の印がない、ほかの仕組みの歩数なので、数えません。',
    en: 'said by another system without a pedometer’s seal, so it does not count.',
  },
};

const revisionWords = ({ syncedOn, steps, verdict }: ExplainedRevision): Words => ({
  ja: `${dayWords(syncedOn).ja}に届いた ${stepWords(steps).ja}: ${became[verdict].ja}`,
  en: `${stepWords(steps).en} brought on ${dayWords(syncedOn).en}: ${became[verdict].en}`,
});
