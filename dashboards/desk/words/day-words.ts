/** Day words: the explanation of one date, and the review of days in doubt. */
import type { DecisionKind } from '../../../contract/desk-kinds.ts';
import { frameJa } from './frame-words.ts';

const n = frameJa.figure;

export const dayJa = {
  title: (date: string, points: string) => `${date}は ${points}です`,
  inWords: 'どうしてこのポイントか',
  differs: '自分のスマートフォンの歩数と ちがうのは',
  pages: (pages: number, buckets: number) =>
    pages === 0 ? '届いた記録' : `届いた記録 ${n(pages)}件、${n(buckets)}区間`,
  pagesEmpty: 'この日の記録は、まだ届いていないか、ここからは見られません。',
  page: (label: string | null, moment: string | null, centre: string | null) =>
    `${label === null ? '歩数計' : `歩数計 ${label}番`}${moment === null ? '' : ` ・ ${moment}に`}${centre === null ? '' : `${centre}で`}${moment === null && centre === null ? '' : '受け取り'}`,
  signed: '歩数計の印を確かめました',
  unsigned: '印のない歩数計です',
  firstSequence: (sequence: number) => `記録番号 ${n(sequence)}から`,
  time: '時間',
  steps: '歩数',
  counted: '数えたか',
  isCounted: '数えました',
  notCounted: '数えません',
  total: (revisions: number) => `この日の合計は ${n(revisions)}回 届きました`,
  revision: '回',
  arrived: '届いた日',
  fate: 'どうなったか',
  rule: (version: number) => `きまり 第${n(version)}版`,
  ruleFrom: (date: string) => `${date}から`,
  ruleNone: 'この日に使うきまりは ありません。',
  entries: (count: number) => (count === 0 ? '記帳は ありません' : `記帳 ${n(count)}件`),
  entriesEmpty: 'ポイントがつくと、ここに出ます。',
  decisions: (count: number) => `人が決めたこと ${n(count)}件`,
  decisionsEmpty: 'この日について 人が決めたことは ありません。',
  undone: (actor: string, reason: string) => `取りやめ（担当 ${actor}、${reason}）`,
  before: '前の日',
  after: '次の日',
  printed: (date: string) => `印刷した日 ${date}`,
  printSlip: '説明を印刷する（はがき大 A6）',
  moreLines: (count: number) => `ほか ${n(count)}件は 画面にあります。`,
  slipTotal: (steps: string) => `合計 ${steps}`,
  slipPages: (label: string | null, pages: number, moment: string | null) =>
    `${label === null ? '歩数計' : `歩数計 ${label}番`} ・ 記録 ${n(pages)}件${moment === null ? '' : ` ${moment}に届く`}`,
  askStaff: '分からないことは 窓口に声をかけてください。',
  review: 'この日を確かめる',
  hours: (hours: string) => `1時間ごとの歩数（${hours}）`,
};

export const dayEn: typeof dayJa = {
  title: (date, points) => `${date}: ${points}`,
  inWords: 'Why these points',
  differs: 'Why it differs from your own phone',
  pages: (pages, buckets) =>
    pages === 0 ? 'Pages received' : `${n(pages)} ${pages === 1 ? 'page' : 'pages'} received, ${n(buckets)} hours`,
  pagesEmpty: 'The records of this day have not arrived, or cannot be seen from here.',
  page: (label, moment, centre) =>
    `${label === null ? 'Pedometer' : `Pedometer no. ${label}`}${moment === null ? '' : ` · received ${moment}`}${centre === null ? '' : ` at ${centre}`}`,
  signed: 'the pedometer’s seal is right',
  unsigned: 'a pedometer without a seal',
  firstSequence: (sequence) => `from record ${n(sequence)}`,
  time: 'Time',
  steps: 'Steps',
  counted: 'Counted?',
  isCounted: 'counted',
  notCounted: 'not counted',
  total: (revisions) => `The total of this day arrived ${revisions === 1 ? 'once' : `${n(revisions)} times`}`,
  revision: 'No.',
  arrived: 'Arrived',
  fate: 'What became of it',
  rule: (version) => `Rules, version ${n(version)}`,
  ruleFrom: (date) => `from ${date}`,
  ruleNone: 'No rule applies to this day.',
  entries: (count) => (count === 0 ? 'No entries' : `${n(count)} ${count === 1 ? 'entry' : 'entries'}`),
  entriesEmpty: 'They show here once the day has points.',
  decisions: (count) => `${n(count)} ${count === 1 ? 'decision' : 'decisions'} by a person`,
  decisionsEmpty: 'Nobody has decided anything about this day.',
  undone: (actor, reason) => `taken back (clerk ${actor}, ${reason})`,
  before: 'Day before',
  after: 'Next day',
  printed: (date) => `Printed on ${date}.`,
  printSlip: 'Print the explanation (A6)',
  moreLines: (count) => `${n(count)} more on the screen.`,
  slipTotal: (steps) => `total ${steps}`,
  slipPages: (label, pages, moment) =>
    `Pedometer${label === null ? '' : ` no. ${label}`}: ${n(pages)} ${pages === 1 ? 'page' : 'pages'}${moment === null ? '' : `, ${moment}`}`,
  askStaff: 'Please ask at the desk if anything is unclear.',
  review: 'Check this day',
  hours: (hours) => `Steps by the hour (${hours})`,
};

export const reviewJa = {
  title: (count: number) => (count === 0 ? '確かめを待つ日は ありません' : `${n(count)}日分が 確かめを待っています`),
  empty: 'ふだんとちがう歩き方の日が見つかると、ここにならびます。それまでは することはありません。',
  column: { who: '参加者', date: '日', steps: '歩数', why: '気になること', since: '待ちはじめ' },
  open: '確かめる',
  decided: 'さいきん決めた日',
  decidedEmpty: 'まだ 何も決めていません。',
  dayTitle: (date: string, steps: string, state: 'waiting' | 'decided' | 'plain') => {
    const says = { waiting: '確かめを待っています', decided: '確かめがすみました', plain: '確かめを待っていません' };
    return `${date}の ${steps}は ${says[state]}`;
  },
  findings: '気になること',
  findingsEmpty: 'この日に 気になることは ありません。',
  chart: (flagged: number) =>
    flagged === 0 ? 'この日の1時間ごとの歩数と ふだん' : `${n(flagged)}時間が ふだんとちがいます`,
  chartText: (flagged: string) => `1時間ごとの棒グラフ。ふだんとちがう時間: ${flagged}。数字は下の表にあります。`,
  curveMissing: 'この日の1時間ごとの歩数は、ここからは見られません。',
  today: 'この日',
  usual: (days: number) => `この人のふだん（${n(days)}日分）`,
  usualNone: '比べられる日が まだありません',
  flagged: '気になる時間',
  twin: (who: string) => `同じ形の歩数計 ${who}`,
  hour: '時',
  hourRange: (hour: number) => `${hour}時`,
  stepsAxis: '歩数（歩）',
  figure: 'しるし',
  value: 'この日',
  usualValue: 'ふだん',
  decide: 'どうするか',
  chooseFirst: '上から えらんでください',
  now: (points: string) => `いま ${points}`,
  choice: {
    accept: '歩数をそのまま みとめる',
    cap: '歩数の上限をつけて みとめる',
    void: 'この日のポイントを なしにする',
  } satisfies Record<DecisionKind, string>,
  gives: (points: string) => `この日は ${points}になります`,
  capSteps: '上限の歩数',
  reasonHint: '例: 本人に聞いた。山登りの会に行っていた。',
  confirm: {
    accept: 'みとめると記録する',
    cap: '上限をつけると記録する',
    void: 'なしにすると記録する',
  } satisfies Record<DecisionKind, string>,
  done: '記録しました',
  undo: '取りやめて、もう一度 待つ日にする',
  undoReason: '決めまちがい',
  capped: (steps: string) => `${steps}まで`,
};

export const reviewEn: typeof reviewJa = {
  title: (count) =>
    count === 0 ? 'No day waits to be checked' : `${n(count)} ${count === 1 ? 'day waits' : 'days wait'} to be checked`,
  empty: 'A day of unusual walking is listed here as soon as one is found. Until then there is nothing to do.',
  column: { who: 'Participant', date: 'Day', steps: 'Steps', why: 'What is unusual', since: 'Waits since' },
  open: 'Check',
  decided: 'Decided lately',
  decidedEmpty: 'Nothing has been decided yet.',
  dayTitle: (date, steps, state) => {
    const says = { waiting: ' wait to be checked', decided: ' have been checked', plain: ': nothing to check' };
    return `${steps} on ${date}${says[state]}`;
  },
  findings: 'What is unusual',
  findingsEmpty: 'Nothing about this day is unusual.',
  chart: (flagged) =>
    flagged === 0
      ? 'This day by the hour, and what is usual'
      : `${n(flagged)} ${flagged === 1 ? 'hour is' : 'hours are'} unlike this person’s usual`,
  chartText: (flagged) => `Bars by the hour. Unusual hours: ${flagged}. The figures are in the table below.`,
  curveMissing: 'The hours of this day cannot be seen from here.',
  today: 'This day',
  usual: (days) => `This person’s usual (${n(days)} days)`,
  usualNone: 'No days to compare with yet',
  flagged: 'unusual hour',
  twin: (who) => `Pedometer of the same shape, ${who}`,
  hour: 'Hour',
  hourRange: (hour) => `${String(hour)}:00`,
  stepsAxis: 'Steps',
  figure: 'Sign',
  value: 'This day',
  usualValue: 'Usual',
  decide: 'What to do',
  chooseFirst: 'Choose one above',
  now: (points) => `now ${points}`,
  choice: {
    accept: 'Accept the steps as they are',
    cap: 'Accept up to a number of steps',
    void: 'No points for this day',
  },
  gives: (points) => `The day will have ${points}`,
  capSteps: 'At most so many steps',
  reasonHint: 'For example: asked in person; was on a mountain walk.',
  confirm: {
    accept: 'Record: accept',
    cap: 'Record: accept up to this number',
    void: 'Record: no points',
  },
  done: 'Recorded',
  undo: 'Take it back and let the day wait again',
  undoReason: 'decided by mistake',
  capped: (steps) => `up to ${steps}`,
};
