/** Whatever a job writes into its ledger is read in both languages, also why it failed. */
import { expect, test } from 'vitest';
import { saidEn, saidJa } from '../words/job-said-words.ts';
import { saidByJob } from './said-by-job.ts';

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

test.each([
  ['1 days', '1日分を締めました', '1 day closed'],
  ['34 people, 28 entries', '34人 ・ 記帳 28件', '34 people · 28 entries'],
  ['points-2026-11-20.csv, 2310 bytes', 'points-2026-11-20.csv（2,310バイト）', 'points-2026-11-20.csv (2,310 bytes)'],
  ['nothing yet', 'まだ 書くことがありません', 'nothing to write yet'],
  ['2 daily files, 1 unfinished, 0 put aside by a restore', 'ファイル 3件を消しました', '3 files deleted'],
  [
    '2 daily files, 0 unfinished, 0 put aside by a restore, 5 settled in quarantine',
    'ファイル 2件 ・ すんだ保留 5件を消しました',
    '2 files · 5 settled items of quarantine deleted',
  ],
  [
    'hours: 238 days, 0 differ, 0 on their way',
    'hours: 238日分をくらべ、違い 0日 ・ まだ届けていない 0日',
    'hours: 238 days compared, 0 differ · 0 not brought yet',
  ],
  [
    'hours: 238 days [140 recent, 12 late, 86 in turn], 0 differ, 0 on their way',
    'hours: 238日分（さいきん 140、あとから届いた 12、順番の歩数計 86）をくらべ、違い 0日 ・ まだ届けていない 0日',
    'hours: 238 days (140 recent, 12 that came late, 86 of pedometers in turn) compared, 0 differ · 0 not brought yet',
  ],
  [
    'hours: 1238 days, 3 differ (1 of pedometers not registered here), 2 on their way; influx1 http://127.0.0.1:8086: 9 days, 1 differ, 0 on their way. Mend them with `series check --repair`',
    'hours: 1,238日分をくらべ、違い 3日（うち 登録のない歩数計 1日） ・ まだ届けていない 2日 / influx1 http://127.0.0.1:8086: 9日分をくらべ、違い 1日 ・ まだ届けていない 0日 / 「ayumi series check --repair」で直せます',
    'hours: 1,238 days compared, 3 differ (1 of pedometers not registered here) · 2 not brought yet / influx1 http://127.0.0.1:8086: 9 days compared, 1 differ · 0 not brought yet / “ayumi series check --repair” mends them',
  ],
])('%s', (detail, ja, en) => {
  expect([saidByJob(detail, saidJa), saidByJob(detail, saidEn)]).toEqual([ja, en]);
});

test.each([
  'A backup needs 112 MB beside /srv/backups, and 9 MB are free; the backups that are there stay',
  'Backups cannot be put into /srv/backups: EACCES: permission denied',
  'Cannot use the folder /srv/backups: unable to open database file',
  'Another program works in /srv/backups',
  'The backup in /srv/backups/x.unfinished is not whole: no entry 3',
  'influx1 http://127.0.0.1:8086 does not answer: ECONNREFUSED',
  'The operation was aborted due to timeout',
  'This operation was aborted',
  'database or disk is full',
  'ENOSPC: no space left on device, write',
])('why it failed: %s', (detail) => {
  expect(saidByJob(detail, saidJa)).toMatch(japanese);
  expect(saidByJob(detail, saidEn)).not.toMatch(japanese);
});

test('what nobody has words for is not guessed', () => {
  expect(saidByJob('bug: a day has 25 hours', saidJa)).toBeUndefined();
  expect(saidByJob('hours: 238 days, some differ', saidJa)).toBeUndefined();
});
