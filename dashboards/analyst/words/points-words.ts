/** Points words: what is said of points given and outstanding, and of what vouchers may cost. Amounts come with their unit. */
import { enFigure, jaFigure, sentence } from './figures.ts';

export const flowJa = {
  /** Null: it is too coarse to be said. `coarse`: what was given all the same, for where nothing better can be said. */
  finding: (month: string, issued: string | null, outstanding: string | null, coarse: string | null) => {
    if (issued !== null && outstanding !== null) return `${month}は ${issued}が付き、残っているのは ${outstanding}です`;
    if (issued !== null) return `${month}は ${issued}が付きました。残りは、人数が少ないので くわしくは言えません`;
    if (outstanding !== null)
      return `${month}に残っているのは ${outstanding}です。付いた分は、人数が少ないので くわしくは言えません`;
    if (coarse !== null) return `${month}は ${coarse}が付きました。人数が少ないので これより くわしくは言えません`;
    return `${month}に付いたポイントは、人数が少ないので 言えません`;
  },
  until: (month: string, date: string) => `${month}（${date}まで）`,
  untilShort: (date: string) => `${date}まで`,
  nothing: 'この期間に ポイントは動いていません',
  counts:
    '歩数の口座のポイントを、期間にかかる月ごとに、台帳に書かれた月で数えています。線より上は増えた分、下は減った分です。',
  flow: {
    issued: '付いた',
    movedIn: '紙から移した',
    exchanged: '引きかえた',
    expired: '失効した',
    takenBack: '取り消した',
  },
  outstanding: '月末の残り',
  outstandingTitle: (first: string, last: string, change: string | null, isMore: boolean) =>
    `${last}に残っているポイントは、${first}の終わりより ${change ?? ''}${isMore ? '多い' : '少ない'}です` +
    (change === null ? '。どれだけかは、人数が少ないので くわしくは言えません' : ''),
  outstandingSame: (first: string, last: string) => `${last}に残っているポイントは、${first}の終わりと ほぼ同じです`,
  outstandingHidden: '月末に残っているポイント',
  outstandingCounts: '月の終わりに、まだ引きかえられも失効もしていないポイントです。',
  month: '月',
  caption: '月ごとのポイント',
  outstandingCaption: '月末の残り',
  ruleTitle: (name: string, share: string | null) =>
    `いちばん多いのは「${name}」${share === null ? '' : `で、付いたポイントの ${share}`}です`,
  ruleOnly: (name: string) => `付いたポイントは すべて「${name}」の分です`,
  ruleHidden: 'きまりごとのポイント',
  ruleCounts: '期間に付いたポイントを、きまりごとに分けています。右は もらった人の数です。',
  rule: 'きまり',
  people: '人数（人）',
  share: '割合',
  ruleCaption: 'きまりごとのポイント',
};

export const flowEn: typeof flowJa = {
  finding: (month, issued, outstanding, coarse) => {
    if (issued !== null && outstanding !== null)
      return sentence(`${issued} were given in ${month}; ${outstanding} are outstanding`);
    if (issued !== null) return sentence(`${issued} were given in ${month}; too few people to say what is outstanding`);
    if (outstanding !== null)
      return sentence(`${outstanding} are outstanding in ${month}; too few people to say what was given`);
    if (coarse !== null) return sentence(`${coarse} were given in ${month}; too few people to say it more exactly`);
    return `How many points were given in ${month} cannot be said: too few people`;
  },
  until: (month, date) => `${month} (until ${date})`,
  untilShort: (date) => `until ${date}`,
  nothing: 'No points were given or taken in this period',
  counts:
    'Points of the account that steps are credited to, of all months that the period touches, by the month in which the ledger has them: more above the line, less below it.',
  flow: {
    issued: 'Given',
    movedIn: 'Moved from paper',
    exchanged: 'Exchanged',
    expired: 'Expired',
    takenBack: 'Taken back',
  },
  outstanding: 'Outstanding at the end',
  outstandingTitle: (first, last, change, isMore) =>
    change === null
      ? `${isMore ? 'More' : 'Fewer'} points are outstanding in ${last} than at the end of ${first}; too few people to say how many`
      : sentence(`${change} ${isMore ? 'more' : 'fewer'} are outstanding in ${last} than at the end of ${first}`),
  outstandingSame: (first, last) => `About as many points are outstanding in ${last} as at the end of ${first}`,
  outstandingHidden: 'Points outstanding at the end of each month',
  outstandingCounts: 'Points neither exchanged nor expired at the end of the month.',
  month: 'Month',
  caption: 'Points by month',
  outstandingCaption: 'Points outstanding',
  ruleTitle: (name, share) => `Most points are given for “${name}”${share === null ? '' : `: ${share}`}`,
  ruleOnly: (name) => `All points were given for “${name}”`,
  ruleHidden: 'Points by rule',
  ruleCounts: 'Points given in the period, by rule. At the right is how many people got them.',
  rule: 'Rule',
  people: 'People',
  share: 'Share',
  ruleCaption: 'Points by rule',
};

export const liabilityJa = {
  finding: (now: string, month: string, middle: string, low: string, high: string) =>
    `いま 引きかえられる分は ${now}です。${month}には ${middle}ほど（${low}〜${high}）の見込みです`,
  findingNow: (now: string) => `いま 引きかえられる分は ${now}です。先を見込むには まだ記録が足りません`,
  findingNowOnly: (now: string) =>
    `いま 引きかえられる分は ${now}です。先の見込みは、人数が少ないので くわしくは言えません`,
  /** Null: nothing can be said. */
  findingCoarse: (now: string | null) =>
    now === null
      ? 'いま 引きかえられる分は、人数が少ないので 言えません'
      : `いま 引きかえられる分は ${now}です。人数が少ないので これより くわしくは言えません`,
  noVoucher: 'この事業では ポイントを 引きかえません',
  noVoucherNext: 'きまりに引きかえがないので、見込みはありません。ポイントの残りは「ポイント」の章にあります。',
  hidden: '引きかえの見込みを 見せられるほどの人数が ありません',
  tooLittleNext: (months: number, people: string) =>
    `見込みには、もっと長い記録が要ります。いまあるのは ${jaFigure(months)}か月分、${people}です。`,
  counts: (points: string, yen: string, courses: number, months: number) =>
    `${points}を ${yen}の券と引きかえるきまりで、これまでの${jaFigure(months)}か月の動きから ${jaFigure(courses)}通りの先行きを作りました。帯のなかに 10のうち8つが入ります。`,
  yenTitle: '券にかかる お金の見込み',
  vouchersTitle: (now: string, later: string) => `引きかえられる券は、いま ${now}、1年後は ${later}の見込みです`,
  vouchersCoarse: '引きかえられる券の枚数は、人数が少ないので 言えません',
  vouchersCounts: '残っているポイントで 引きかえられる券の枚数です。',
  yenAxis: '円',
  vouchersAxis: '枚',
  vouchersOf: (count: number) => `${jaFigure(Math.round(count))}枚`,
  middle: 'まんなかの見込み',
  band: '10のうち8つが入る幅',
  month: '月',
  low: '低い見込み',
  high: '高い見込み',
  points: 'ポイント',
  yen: 'お金（円）',
  vouchers: '券（枚）',
  of: (what: string, which: string) => `${what} ${which}`,
  caption: 'お金の見込み',
  vouchersCaption: '券の枚数の見込み',
  basis: (people: string) => `見込みのもとは ${people}の記録です。`,
};

export const liabilityEn: typeof liabilityJa = {
  finding: (now, month, middle, low, high) =>
    `What could be exchanged today is worth ${now}; in ${month} it may be about ${middle} (${low} to ${high})`,
  findingNow: (now) => `What could be exchanged today is worth ${now}; too little is known yet to look ahead`,
  findingNowOnly: (now) =>
    `What could be exchanged today is worth ${now}; too few people to say more exactly what is to come`,
  findingCoarse: (now) =>
    now === null
      ? 'What could be exchanged today cannot be said: too few people'
      : `What could be exchanged today is worth ${now}; too few people to say it more exactly`,
  noVoucher: 'This programme does not exchange points',
  noVoucherNext:
    'The rules know no exchange, so there is no forecast. Points outstanding are in the chapter on points.',
  hidden: 'There are too few people to show a forecast',
  tooLittleNext: (months, people) =>
    `A forecast needs a longer record. So far there ${months === 1 ? 'is 1 month' : `are ${enFigure(months)} months`} of ${people}.`,
  counts: (points, yen, courses, months) =>
    `By the rule of ${yen} for ${points}, ${courses.toLocaleString('en-GB')} possible courses were made from the last ${months === 1 ? 'month' : `${enFigure(months)} months`}. Eight of ten lie within the band.`,
  yenTitle: 'What vouchers may cost',
  vouchersTitle: (now, later) => `People could have ${now} today, and ${later} in a year`,
  vouchersCoarse: 'How many vouchers people could have cannot be said: too few people',
  vouchersCounts: 'Vouchers that could be had for the points outstanding.',
  yenAxis: 'yen',
  vouchersAxis: 'vouchers',
  vouchersOf: (count) =>
    `${Math.round(count).toLocaleString('en-GB')} ${Math.round(count) === 1 ? 'voucher' : 'vouchers'}`,
  middle: 'Middle of the forecast',
  band: 'Eight of ten courses',
  month: 'Month',
  low: 'low',
  high: 'high',
  points: 'Points',
  yen: 'Yen',
  vouchers: 'Vouchers',
  of: (what, which) => `${what}, ${which}`,
  caption: 'What vouchers may cost',
  vouchersCaption: 'Vouchers that may be asked for',
  basis: (people) => `The forecast stands on the records of ${people}.`,
};
