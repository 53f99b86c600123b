/** Job said words: what the cloud's nightly jobs say of themselves, and why they failed, in the reader's words. */
const jaFigure = new Intl.NumberFormat('ja-JP');
const enFigure = new Intl.NumberFormat('en-GB');
const megabytes = (bytes: string): string => (Number(bytes) / 1_000_000).toFixed(1);
const plural = (count: number, one: string, many: string): string =>
  `${enFigure.format(count)} ${count === 1 ? one : many}`;

/** What a comparison with one store came to, in device-days. */
export interface SaidSeries {
  readonly store: string;
  readonly days: number;
  readonly differ: number;
  /** Of these, of pedometers that are not registered here. */
  readonly unknown: number;
  readonly behind: number;
  /** Of the days: the last ones of all, those that came late, and those of the pedometers whose turn it was. */
  readonly parts: { readonly recent: number; readonly late: number; readonly inTurn: number } | null;
}

/** What was tidied away. */
export interface SaidTidied {
  readonly files: number;
  /** Settled items of quarantine. */
  readonly settled: number;
}

export const saidJa = {
  days: (count: number) => `${jaFigure.format(count)}日分を締めました`,
  closing: (people: number, entries: number) => `${jaFigure.format(people)}人 ・ 記帳 ${jaFigure.format(entries)}件`,
  file: (name: string, bytes: string) => `${name}（${jaFigure.format(Number(bytes))}バイト）`,
  nothingYet: 'まだ 書くことがありません',
  backup: (name: string, bytes: string, pruned: number) =>
    `${name}（${megabytes(bytes)} MB）${pruned > 0 ? ` ・ 古いもの ${jaFigure.format(pruned)}件を消しました` : ''}`,
  silent: (pedometers: number, gateways: number) =>
    `歩数計 ${jaFigure.format(pedometers)}台 ・ 読み取り機 ${jaFigure.format(gateways)}台`,
  tidied: ({ files, settled }: SaidTidied) =>
    `ファイル ${jaFigure.format(files)}件${settled > 0 ? ` ・ すんだ保留 ${jaFigure.format(settled)}件` : ''}を消しました`,
  series: ({ store, days, differ, unknown, behind, parts }: SaidSeries) =>
    `${store}: ${jaFigure.format(days)}日分${parts === null ? '' : `（さいきん ${jaFigure.format(parts.recent)}、あとから届いた ${jaFigure.format(parts.late)}、順番の歩数計 ${jaFigure.format(parts.inTurn)}）`}をくらべ、違い ${jaFigure.format(differ)}日${unknown > 0 ? `（うち 登録のない歩数計 ${jaFigure.format(unknown)}日）` : ''} ・ まだ届けていない ${jaFigure.format(behind)}日`,
  mendBy: (command: string) => `「${command}」で直せます`,
  seriesAway: (store: string) => `${store} が 答えません`,
  noRoom: (needed: string, folder: string, free: string) =>
    `${folder} に 空きがたりません（${jaFigure.format(Number(needed))} MB いりますが、${jaFigure.format(Number(free))} MB です）。いまあるバックアップは そのままです`,
  diskFull: 'ディスクが いっぱいです',
  folderUnusable: (folder: string) => `${folder} に 書けません`,
  folderInUse: (folder: string) => `${folder} では、ほかのプログラムが はたらいています`,
  notWhole: (folder: string) => `${folder} のバックアップが こわれています`,
  tookTooLong: '時間がかかりすぎたので 止めました',
  stopped: 'クラウドが止まったので、とちゅうでやめました。もう一度します',
};

export const saidEn: typeof saidJa = {
  days: (count) => `${plural(count, 'day', 'days')} closed`,
  closing: (people, entries) => `${plural(people, 'person', 'people')} · ${plural(entries, 'entry', 'entries')}`,
  file: (name, bytes) => `${name} (${enFigure.format(Number(bytes))} bytes)`,
  nothingYet: 'nothing to write yet',
  backup: (name, bytes, pruned) =>
    `${name} (${megabytes(bytes)} MB)${pruned > 0 ? ` · ${plural(pruned, 'older one', 'older ones')} removed` : ''}`,
  silent: (pedometers, gateways) =>
    `${plural(pedometers, 'pedometer', 'pedometers')} · ${plural(gateways, 'gateway', 'gateways')}`,
  tidied: ({ files, settled }) =>
    `${plural(files, 'file', 'files')}${settled > 0 ? ` · ${plural(settled, 'settled item', 'settled items')} of quarantine` : ''} deleted`,
  series: ({ store, days, differ, unknown, behind, parts }) =>
    `${store}: ${plural(days, 'day', 'days')}${parts === null ? '' : ` (${enFigure.format(parts.recent)} recent, ${enFigure.format(parts.late)} that came late, ${enFigure.format(parts.inTurn)} of pedometers in turn)`} compared, ${enFigure.format(differ)} differ${unknown > 0 ? ` (${enFigure.format(unknown)} of pedometers not registered here)` : ''} · ${enFigure.format(behind)} not brought yet`,
  mendBy: (command) => `“${command}” mends them`,
  seriesAway: (store) => `${store} does not answer`,
  noRoom: (needed, folder, free) =>
    `There is no room in ${folder} (${plural(Number(needed), 'MB is', 'MB are')} needed, ${plural(Number(free), 'MB is', 'MB are')} free); the backups that are there stay`,
  diskFull: 'The disk is full',
  folderUnusable: (folder) => `${folder} cannot be written to`,
  folderInUse: (folder) => `Another program works in ${folder}`,
  notWhole: (folder) => `The backup in ${folder} is not whole`,
  tookTooLong: 'It took too long and was stopped',
  stopped: 'The cloud was stopped in the middle of it; it is done again',
};
