/** Explain text: an explanation as lines for a terminal or a slip of paper, Japanese or English. Pure. */
import type { Verdict } from '../engine/counted-day.ts';
import type { EntryKind } from '../ledger/ledger-entry.ts';
import { amountWords, dayWords, stepWords, type Language, type Words } from '../words.ts';
import type { ExplainedEntry, ExplainedRevision, PointsExplanation } from './explanation.ts';

/** Ends without a line break. */
export const explainText = (explanation: PointsExplanation, language: Language): string =>
  [
    `${explanation.participant}  ${dayWords(explanation.date)[language]}  ${amountWords(explanation.points, explanation.unit)[language]}`,
    ...explanation.sentences[language].map((sentence) => `  ${sentence}`),
    ...section(titles.revisions[language], explanation.revisions, (revision) => revisionLine(revision, language)),
    ...section(titles.entries[language], explanation.entries, (entry) => entryLine(entry, explanation, language)),
    ruleLine(explanation, language),
  ].join('\n');

const titles = {
  revisions: { ja: '届いた歩数', en: 'Steps that arrived' },
  entries: { ja: 'ポイントの記録', en: 'Entries in the ledger' },
} as const satisfies Readonly<Record<string, Words>>;

export const verdictWords: Readonly<Record<Verdict, Words>> = {
  counted: { ja: '数えました', en: 'counted' },
  'too-late': { ja: '日数切れ', en: 'too late' },
  'after-close': { ja: '受付の終わりを過ぎて届きました', en: 'after the period was closed' },
  'after-visit': { ja: '日付が先', en: 'dated after the visit' },
  'outside-period': { ja: '期間の外', en: 'outside the periods' },
  held: { ja: '保留中', en: 'on hold' },
  doubted: { ja: '確認中', en: 'being looked at' },
  unsigned: { ja: '歩数計の印がありません', en: 'without a pedometer’s seal' },
};

export const entryKindWords: Readonly<Record<EntryKind, Words>> = {
  credit: { ja: '加算', en: 'credit' },
  correction: { ja: '訂正', en: 'correction' },
  void: { ja: '取消', en: 'void' },
  restored: { ja: '取消のもどし', en: 'restored' },
  recomputed: { ja: '計算のしなおし', en: 'recomputed' },
  transfer: { ja: '移行', en: 'moved' },
  expiry: { ja: '期限切れ', en: 'expired' },
};

const section = <Row>(title: string, rows: readonly Row[], line: (row: Row) => string): readonly string[] =>
  rows.length === 0 ? [] : [title, ...rows.map((row) => `  ${line(row)}`)];

const revisionLine = ({ revision, syncedOn, steps, verdict }: ExplainedRevision, language: Language): string => {
  const told = { steps: stepWords(steps)[language], verdict: verdictWords[verdict][language] };
  const day = dayWords(syncedOn);
  return {
    ja: `${revision}回目 ${day.ja}に届いた ${told.steps} ・ ${told.verdict}`,
    en: `no. ${revision}, brought on ${day.en}: ${told.steps}, ${told.verdict}`,
  }[language];
};

const entryLine = (entry: ExplainedEntry, { unit, zone }: PointsExplanation, language: Language): string => {
  const time = Temporal.Instant.fromEpochMilliseconds(entry.atMs).toZonedDateTimeISO(zone);
  const day = dayWords(time.toPlainDate().toString())[language];
  const clock = time.toPlainTime().toString({ smallestUnit: 'minute' });
  const points = `${entry.points > 0 ? '+' : ''}${entry.points}`;
  const sum = amountWords(entry.sum, unit);
  const kind = entryKindWords[entry.kind];
  const who = [entry.actor, entry.reason, entry.reference].filter((each) => each !== null).join(', ');
  return {
    ja: `#${entry.id} ${day} ${clock} ${points} (${kind.ja}${who === '' ? '' : `: ${who}`}) → ${sum.ja} ・ 規則 第${entry.ruleVersion}版`,
    en: `#${entry.id} ${day} ${clock} ${points} (${kind.en}${who === '' ? '' : `: ${who}`}) → ${sum.en}, rule version ${entry.ruleVersion}`,
  }[language];
};

const ruleLine = (explanation: PointsExplanation, language: Language): string =>
  ({
    ja: `規則: ${explanation.programmeName.ja} 第${explanation.ruleVersion}版 (${explanation.ruleEffectiveFrom}から)`,
    en: `Rule: ${explanation.programmeName.en}, version ${explanation.ruleVersion} (from ${explanation.ruleEffectiveFrom})`,
  })[language];
