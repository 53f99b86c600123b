/** Field words: what each entry of a programme file is for, in Japanese and English, for editors that read the JSON Schema. */
import type { Words } from '../words.ts';
import { doubtFieldWords } from './doubt-field-words.ts';

const words = (ja: string, en: string): Words => ({ ja, en });

/** By the end of an entry's path: the longest that fits is meant. A rule's own entries follow `earning:` and its kind. */
export const fieldWords: Readonly<Record<string, Words>> = {
  ja: words('日本語', 'Japanese'),
  en: words('英語', 'English'),
  'en.one': words('1のとき', 'for 1'),
  'en.other': words('それ以外', 'for all other numbers'),

  $schema: words('エディターのための書式の場所 (読み込みには使いません)', 'Where the schema is, for editors; not read'),
  programme: words('事業の記号 (英数字)', 'Id of the programme'),
  name: words('人が読む名前', 'Its name, as people read it'),
  zone: words('日付を数える地域', 'Time zone in which dates are counted'),
  accounts: words('ポイントの口座', 'Accounts of points'),
  'accounts.pedometer': words('歩数計 (アプリ) の口座', 'The account of the pedometer (or app)'),
  'accounts.paper': words('紙のポイントカード (なければ書きません)', 'The paper card of points, where there is one'),
  unit: words('ポイントの呼び名', 'What a point is called'),
  voucher: words(
    '商品券などに換えるときの値打ち (なければ書きません)。見こみの費用を計算します',
    'What points are worth when they are exchanged, where they are: costs are reckoned from it',
  ),
  'voucher.points': words('何ポイントごとに', 'For every so many points'),
  'voucher.yen': words('何円分か', 'so many yen'),
  closedByPedometer: words(
    '歩数計と紙は一緒に使えない: 歩数計を使い始めた日から紙にはつかず、その前は歩数計の口座につきません (既定 true)',
    'Either or: no points on paper from the day the pedometer is used, none on its account before (true unless said)',
  ),
  pedometerPointsPerPoint: words(
    '紙の1ポイントを移すと歩数計の何ポイントになるか (書かなければ移せません)',
    'What one paper point becomes on the pedometer’s account; cannot be moved when absent',
  ),
  versions: words(
    '規則の版、古い順。歩いた日に有効な版で数えます。直すときは下に足し、始まった版は書きかえません',
    'Versions of the rules, oldest first; the one in force on the date walked applies. Add below, never change one that has begun',
  ),

  'versions.version': words('版の番号。ひとつずつ大きくします', 'Number of the version, always growing'),
  effectiveFrom: words('この日に歩いた分から有効 (YYYY-MM-DD)', 'In force for what is walked from this date on'),
  participants: words('参加できる方', 'Who takes part'),
  ageMin: words('この年齢から (含む)', 'From this age on'),
  ageMax: words('この年齢まで (含む)', 'Up to and including this age'),
  ageOn: words(
    '年齢の数え方: その日の満年齢 (date) か、年度末3月31日の満年齢 (fiscal-year-end)',
    'Age on the date, or the one reached by 31 March of its fiscal year',
  ),
  backfill: words('歩数のさかのぼり', 'How far back steps count'),
  windowDays: words(
    'さかのぼれる日数。読み取った日を1日目と数えます。3660 は「あるだけ」',
    'Days a visit reaches back, the day of the visit being day 1; 3660 stands for all there is',
  ),
  believedStepsMax: words('1日に信じる歩数の上限。超えた分は数えません', 'Steps of a day above this are not counted'),
  unsignedDays: words(
    '歩数計の印のない日 (ほかの仕組みから取りこんだ日など) を数えるか: 数えない (nothing、既定) か、数える (count)',
    'Whether days count that no pedometer has signed, such as imported ones: nothing (unless said) or count',
  ),
  credit: words(
    'ポイントがつくとき: 届きしだい (as-they-come) か、その日が確定してから (final)',
    'Whether a day earns as its steps come in, or once it is final',
  ),
  periods: words('期間 (四半期、年度など)', 'Periods, such as quarters or fiscal years'),
  startsOn: words('期間の始まり (MM-DD)', 'First day of a period in every year (MM-DD)'),
  'periods.months': words('期間の月数', 'How many months a period lasts'),
  endsOn: words(
    '期間の終わり (MM-DD、12か月の期間だけ)。次の期間までの日は数えません',
    'Last day (MM-DD, periods of 12 months only); days before the next period earn nothing',
  ),
  graceDays: words(
    '期間が終わってから、歩数が届いてよい日数',
    'Days after the end on which its steps may still arrive',
  ),
  closesOn: words(
    '歩数が届いてよい最後の日 (MM-DD、12か月の期間だけ)。graceDays の代わり',
    'Last date on which its steps may arrive (MM-DD, periods of 12 months only), instead of graceDays',
  ),
  expiry: words('ポイントの有効期限', 'How long points live'),
  'expiry.months': words('対象の日からの月数', 'Months from the date they are for'),
  until: words(
    'そのあと、その日まで・月末まで・年度末 (3月31日) まで',
    '… and then to that day, the month’s end or the fiscal year’s end (31 March)',
  ),
  card: words('特典カード', 'The benefit card'),
  'card.points': words('交付に必要なポイント', 'Points at which it is due'),
  validMonths: words('交付からの有効月数 (12まで)', 'Months it is valid from its issue, 12 at most'),
  reissueKeepsExpiry: words(
    '再交付しても最初の期限のまま (既定 true)',
    'A card issued again expires when the first did (true unless said)',
  ),
  account: words('どちらの口座か (既定は歩数計)', 'Which account (the pedometer’s unless said)'),

  earning: words('歩数と来所の規則', 'Rules for steps and visits'),
  activities: words('歩くほかにポイントがつく活動', 'Other activities that earn points'),
  caps: words('いくつかの規則をあわせた上限', 'Limits to what some rules give together'),
  draws: words('抽選', 'Draws'),

  id: words('記号 (小文字・数字・-)。記帳に残ります', 'Id (small letters, digits, -); entries name it'),
  sentence: words('説明で人が読む文。数字をすべて含めます', 'The rule as people read it; must say its numbers'),
  ages: words('この規則の対象年齢 (書かなければ全員)', 'Whose rule it is, by age; everybody’s when absent'),
  'ages.min': words('この年齢から', 'From this age on'),
  'ages.max': words('この年齢まで', 'Up to and including this age'),
  days: words('対象の日: すべて・平日・土日祝・祝日', 'Which days: all, weekdays, weekends and holidays, holidays'),
  factors: words('日の種類による倍率。端数は切り捨て', 'Points of such days are multiplied and rounded down'),
  times: words('倍', 'Times'),
  points: words('ポイント', 'Points'),
  steps: words('歩数', 'Steps'),
  from: words('この歩数から', 'From so many steps on'),
  to: words('この歩数まで (最後の段には書きません)', 'Up to so many steps; the last tier has none'),
  tiers: words('段。重なりも隙間もなく、上へ', 'Tiers, rising, without overlap or gap'),
  targets: words('年齢ごとの目標。最初は ageMin 0', 'Targets by age; the first has ageMin 0'),
  settleDays: words(
    '月が終わってから待つ日数。遅れて届く歩数のため',
    'Days to wait after the month, for steps that come late',
  ),

  'earning:tiers.kind': words('1日の歩数の段', 'Points of the tier that the day’s steps reach'),
  'earning:slope.kind': words('歩数に応じてふえる', 'Points that grow with the day’s steps'),
  'earning:target.kind': words('1日の目標に届いたら', 'Points when the day’s target is reached'),
  'earning:month-days.kind': words('目標に届いた日が月に何日', 'Points by days of the month on target'),
  'earning:month-average.kind': words('月の平均歩数', 'Points by the month’s average'),
  'earning:baseline.kind': words('自分の基準からのふえかた', 'Points by the increase over one’s own first days'),
  'earning:months-kept.kind': words('目標を何か月つづけたか', 'Points for keeping a goal for months in a row'),
  'earning:visit.kind': words('拠点に来た日 (1日1回)', 'Points for coming to a centre, once a day'),
  'earning:first-visit.kind': words('初めての場所', 'Points for the first visit at each place'),

  everySteps: words('そのあと、この歩数ごとに', 'and then for every so many steps …'),
  pointsEach: words('これだけふえる', '… so many points more'),
  pointsMax: words('上限のポイント', 'At most so many points'),
  'tiers.days': words('月にこの日数以上', 'On so many days of the month or more'),
  over: words(
    '平均の割る数: 暦の日数 (届いていない日は0歩) か、届いた日数',
    'Average over the days of the calendar (0 for those that have not arrived), or over days that have',
  ),
  groups: words('年齢ごとの段。最初は ageMin 0', 'Tiers by age; the first has ageMin 0'),
  'earning:baseline.tiers.from': words('これだけふえたら', 'From so many steps more on'),
  baselineDays: words('基準にする、はじめの日数', 'The first days, whose average is the baseline'),
  daysMin: words('基準にも月にも、これだけの日が要ります', 'The baseline and a month need so many days'),
  goalActivity: words('目標を決める活動の id', 'Id of the activity that declares the goal'),
  missedDaysMax: words('ひと月に届かなくてよい日数', 'Days of a month that may stay below the goal'),
  milestones: words('何か月で何ポイント', 'Points by months'),
  'milestones.months': words('つづけた月数', 'Months in a row'),
  places: words('対象の場所 (書かなければすべて)', 'The places; all when absent'),

  'points.pedometer': words('歩数計の口座につくポイント', 'Points on the pedometer’s account'),
  'points.paper': words('紙のカードにつくポイント', 'Points on the paper card'),
  evidence: words('確かめる方法', 'By what it is shown to have been done'),
  once: words(
    '何回まで: 同じ場所・団体・日に1回 (each)、1日・月・期間に1回、一度だけ (ever)',
    'Once for a place, group and date (each), once a day, month or period, or once ever',
  ),
  needsGroup: words('登録団体の活動', 'It is a registered group’s'),
  keptMonths: words('何か月つづける習慣か', 'A habit to be kept for so many months'),
  chapter: words('メニューでの見出し', 'The heading it stands under on menus'),
  picture: words(
    'ボタンの絵。書かなければ記号から選びます',
    'What its button is drawn with; guessed from the id when absent',
  ),
  goalStepsMin: words('決める歩数目標の下限', 'It declares a goal of at least so many steps a day'),
  claimWithinDays: words('何日以内に届け出るか', 'Days within which it can be claimed'),
  of: words(
    '対象の規則・活動の id (書かなければ口座のすべて)',
    'Ids of rules and activities; all of the account’s when absent',
  ),
  per: words('1日・月・期間・通算のいずれか', 'For each day, month or period, or for ever'),
  'draws.points': words('抽選に要るポイント', 'Points for a ticket'),
  ...doubtFieldWords,
  tickets: words('期間に1枚 (one) か、ポイントごとに1枚 (for-every)', 'One ticket, or one for every so many points'),
};
