/** Job words: the cloud's nightly work in words: what each job is for, what became of it, and what it says of itself. */
import { saidEn, saidJa } from './job-said-words.ts';

const jaFigure = new Intl.NumberFormat('ja-JP');
const enFigure = new Intl.NumberFormat('en-GB');
const plural = (count: number, one: string, many: string): string =>
  `${enFigure.format(count)} ${count === 1 ? one : many}`;

/** A job of others that this page does not know has its own name. */
interface JobText {
  readonly name: string;
  readonly what: string;
}

const jaJobs: Readonly<Record<string, JobText>> = {
  'close-days': { name: '日を締める', what: 'すべて届いた日を 確定にします' },
  'close-points': { name: '月と期限を締める', what: '終わった月を計算し、期限の切れたポイントを消します' },
  'export-day-totals': { name: '歩数のファイル', what: 'きのう決まった歩数を CSV にします' },
  'export-points': { name: 'ポイントのファイル', what: 'きのうの記帳を CSV にします' },
  'find-silent': { name: 'しばらく来ない機械をさがす', what: '歩数計は 30日、読み取り機は 3日' },
  'check-series': {
    name: '時系列の確かめ',
    what: '外のデータベースの さいきんの 7日分と あとから届いた日を くらべます。28日で ひとまわりします',
  },
  backup: { name: 'バックアップ', what: 'データベースを写し、読みとおして確かめます' },
  retention: { name: '片づけ', what: '期間のすぎたファイルと、ずっと前にすんだ保留を消します。受付簿は消しません' },
};

export const jobsJa = {
  clear: '昨夜の仕事は すべて すみました',
  never: '夜の仕事は まだ していません',
  pending: (count: number) => `まだ していない夜の仕事が ${jaFigure.format(count)}件 あります`,
  done: '昨夜の仕事は すみました',
  silent: (pedometers: number, gateways: number) =>
    `${[...(pedometers > 0 ? [`歩数計 ${jaFigure.format(pedometers)}台`] : []), ...(gateways > 0 ? [`読み取り機 ${jaFigure.format(gateways)}台`] : [])].join('と ')}が しばらく来ていません`,
  running: (name: string) => `いま ${name}を しています`,
  missed: (name: string, days: number) => `${name}が ${jaFigure.format(days)}日 できていません`,
  failed: (name: string) => `${name}が うまくいきませんでした`,
  more: (count: number) => `ほかに ${jaFigure.format(count)}件`,
  job: (id: string): JobText => jaJobs[id] ?? { name: id, what: '' },
  column: { job: '仕事', state: 'ようす', done: '前にすんだとき', next: '次', run: 'いま行う' },
  state: {
    idle: 'すみました',
    never: 'まだ',
    waiting: '順番を待っています',
    running: 'しています',
    failed: 'できませんでした',
  },
  since: (moment: string) => `${moment} から`,
  byHand: '頼まれたときだけ',
  /** Before what the machine has written, in the words of whoever programmed it. */
  asWritten: 'プログラムの言葉: ',
  again: '1時間以内に もう一度ためします。',
  missedDays: (days: number) => `${jaFigure.format(days)}日つづけて`,
  run: 'いま行う',
  runOf: (name: string) => `${name}を いま行う`,
  runTitle: (name: string) => `${name}を いま行いますか`,
  runCost: {
    backup: '古いバックアップは、新しいものを確かめてから消します。受け取りは つづきます。',
    retention: '期間のすぎたファイルと すんだ保留を消します。もとには戻せません。',
    'check-series': '外のデータベースに 7日分と あとから届いた日などを 問い合わせます。しばらくかかります。',
  } as Readonly<Record<string, string>>,
  runYes: 'いま行う',
  started: (name: string) => `${name}を はじめました。`,
  busy: (name: string) => `${name}は もう はじまっています。`,
  history: (name: string) => `${name}の記録`,
  historyTitle: 'これまでの記録',
  outcome: {
    done: 'すみました',
    failed: 'できませんでした',
    'passed-over': '日がたちすぎたので しません',
    under: 'とちゅう',
  },
  attempts: (count: number) => `${jaFigure.format(count)}回目`,
  day: (date: string) => `${date}の分`,
  column2: { day: '日', outcome: '結果', said: '内容', finished: '終わったとき' },
  silentTitle: 'しばらく来ていないもの',
  silentNone: 'しばらく来ていない歩数計や読み取り機は ありません。',
  silentCount: (pedometers: number, gateways: number) =>
    `歩数計 ${jaFigure.format(pedometers)}台 ・ 読み取り機 ${jaFigure.format(gateways)}台`,
  silentColumn: { what: 'もの', centre: '拠点', since: '最後に来たとき' },
  gateway: (id: string) => `読み取り機 ${id}`,
  pedometer: (label: string) => `歩数計 ${label}番`,
  unheard: 'まだ来ていません',
  said: saidJa,
};

const enJobs: Readonly<Record<string, JobText>> = {
  'close-days': { name: 'Closing days', what: 'Days of which everything has come are made final' },
  'close-points': { name: 'Closing months and terms', what: 'Months that are over, and points that expire' },
  'export-day-totals': { name: 'File of steps', what: 'The totals settled yesterday, as CSV' },
  'export-points': { name: 'File of points', what: 'Yesterday’s entries, as CSV' },
  'find-silent': { name: 'Looking for what is silent', what: 'Pedometers for 30 days, gateways for 3' },
  'check-series': {
    name: 'Comparing time series',
    what: 'The last seven days and what came late, of the databases outside; everything once in 28 nights',
  },
  backup: { name: 'Backup', what: 'The databases are copied, and the copy is read through' },
  retention: {
    name: 'Tidying up',
    what: 'Files whose time is over, and what was settled in quarantine long ago, are deleted; never the journal',
  },
};

export const jobsEn: typeof jobsJa = {
  clear: 'Last night’s work is all done',
  never: 'There has been no night’s work yet',
  pending: (count) => `${plural(count, 'job of the night has', 'jobs of the night have')} not been done yet`,
  done: 'Last night’s work is done',
  silent: (pedometers, gateways) =>
    `${[...(pedometers > 0 ? [plural(pedometers, 'pedometer', 'pedometers')] : []), ...(gateways > 0 ? [plural(gateways, 'gateway', 'gateways')] : [])].join(' and ')} not heard of for a while`,
  running: (name) => `${name} is under way`,
  missed: (name, days) => `${name} has not been done for ${plural(days, 'day', 'days')}`,
  failed: (name) => `${name} failed`,
  more: (count) => `${enFigure.format(count)} more`,
  job: (id) => enJobs[id] ?? { name: id, what: '' },
  column: { job: 'Job', state: 'How it is', done: 'Last done', next: 'Next', run: 'Do it now' },
  state: { idle: 'done', never: 'not yet', waiting: 'waits for its turn', running: 'under way', failed: 'failed' },
  since: (moment) => `since ${moment}`,
  byHand: 'only when asked for',
  asWritten: 'in the program’s own words: ',
  again: 'It is tried again within the hour.',
  missedDays: (days) => `${plural(days, 'day', 'days')} running`,
  run: 'Do it now',
  runOf: (name) => `Do it now: ${name}`,
  runTitle: (name) => `Do it now? ${name}`,
  runCost: {
    backup: 'Older backups go only after the new one has been checked. Batches are taken in meanwhile.',
    retention: 'Files and settled items whose time is over are deleted and cannot be had back.',
    'check-series':
      'Seven days, what came late and a share of the rest are asked of the databases outside. It takes a while.',
  },
  runYes: 'Do it now',
  started: (name) => `Begun: ${name}`,
  busy: (name) => `Under way already: ${name}`,
  history: (name) => `Record of: ${name}`,
  historyTitle: 'What became of it so far',
  outcome: { done: 'done', failed: 'failed', 'passed-over': 'too long ago, not done', under: 'under way' },
  attempts: (count) => plural(count, 'try', 'tries'),
  day: (date) => `of ${date}`,
  column2: { day: 'Day', outcome: 'Outcome', said: 'What it did', finished: 'Ended' },
  silentTitle: 'Not heard of for a while',
  silentNone: 'There is no pedometer or gateway that has not been heard of for a while.',
  silentCount: (pedometers, gateways) =>
    `${plural(pedometers, 'pedometer', 'pedometers')} · ${plural(gateways, 'gateway', 'gateways')}`,
  silentColumn: { what: 'What', centre: 'Centre', since: 'Last heard of' },
  gateway: (id) => `Gateway ${id}`,
  pedometer: (label) => `Pedometer no. ${label}`,
  unheard: 'never yet',
  said: saidEn,
};
