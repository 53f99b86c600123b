/** What a cloud's config says of a city's point service and of daily files is checked before anything is sent or written. */
import { expect, test } from 'vitest';
import { cloudConfigSchema } from './cloud-config.ts';

const webhook = { name: 'city', url: 'https://points.example.jp/totals', secretFile: 'city.secret' };
const read = (more: object) => cloudConfigSchema.safeParse({ data: 'cloud', ...more });
const withUrl = (url: string) => read({ webhooks: [{ ...webhook, url }] }).success;

test('without a word nothing is sent, and files are kept for 400 days', () => {
  expect(read({}).data).toMatchObject({ webhooks: [], exports: { keepDays: 400 } });
  expect(read({ webhooks: [webhook] }).data?.webhooks).toEqual([{ ...webhook, batchTotalsMax: 500 }]);
  expect(read({ exports: { folder: '/srv/files' } }).data?.exports).toEqual({ folder: '/srv/files', keepDays: 400 });
});

test.each([
  'https://points.example.jp/totals',
  'http://127.0.0.1:8080/',
  'http://localhost/x?y=1',
  'http://[::1]:9000/',
])('day totals may go to %s', (url) => expect(withUrl(url)).toBe(true));

test.each([
  'http://points.example.jp/totals',
  'http://127.0.0.1.example.jp/',
  'http://localhost.example.jp/',
  'https://user:word@points.example.jp/',
  'ftp://points.example.jp/',
  'https://points.example.jp/#here',
  'points.example.jp',
  '',
])('day totals may not go to %s', (url) => expect(withUrl(url)).toBe(false));

test.each([
  { webhooks: [webhook, { ...webhook, url: 'https://other.example.jp/' }] },
  { webhooks: [{ ...webhook, name: 'a city' }] },
  { webhooks: [{ ...webhook, batchTotalsMax: 0 }] },
  { webhooks: [{ ...webhook, batchTotalsMax: 5001 }] },
  { webhooks: [{ ...webhook, secret: 'in the open' }] },
  { webhooks: [{ name: 'city', url: webhook.url }] },
  { exports: { keepDays: 0 } },
  { exports: { keep: 3 } },
])('is refused: %j', (more) => expect(read(more).success).toBe(false));

test('files of steps may be a gibibyte, or as long as the config says within reason', () => {
  const mebibyte = 1024 ** 2;
  expect(read({}).data?.imports).toEqual({ fileBytesMax: 1024 * mebibyte });
  expect(read({ imports: { fileBytesMax: 20 * mebibyte } }).data?.imports).toEqual({ fileBytesMax: 20 * mebibyte });
  for (const fileBytesMax of [0, mebibyte - 1, 1.5 * mebibyte + 0.5, 2 ** 40, '1 GB'])
    expect(read({ imports: { fileBytesMax } }).success, String(fileBytesMax)).toBe(false);
});

const influx1 = { kind: 'influx1', url: 'http://127.0.0.1:8086' };
const influx2 = { kind: 'influx2', url: 'http://127.0.0.1:8087', org: 'town', bucket: 'hours', tokenFile: 'token' };

test('a series store keeps as its server does, writes days, tells nobody who walked, and deletes nothing, without a word', () => {
  expect(read({ series: [influx1] }).data?.series).toEqual([
    { ...influx1, database: 'ayumi', downsample: 'day', mayDeleteOlder: false, participantTag: false },
  ]);
  const kept = { retentionDays: 400, dayRetentionDays: 'forever', dayBucket: 'days' };
  expect(read({ series: [influx1, { ...influx2, ...kept }] }).success).toBe(true);
});

test.each([
  [{ ...influx1, retentionDays: 7 }],
  [{ ...influx1, retentionDays: 'for ever' }],
  [{ ...influx1, dayRetentionDays: 365 }],
  [{ ...influx1, downsample: 'week' }],
  [{ ...influx1, name: 'a store' }],
  [influx1, { ...influx1, name: 'again' }],
  [{ ...influx2, dayRetentionDays: 4000 }],
])('series stores are refused: %j', (...series) => expect(read({ series }).success).toBe(false));

test('the page with people on it listens on this machine only, and a config that wants more is told why and what to do', () => {
  for (const host of ['127.0.0.1', '127.0.0.2', '::1', 'localhost'])
    expect(read({ http: { host } }).data?.http).toEqual({ host, port: 8080 });
  for (const host of ['0.0.0.0', '::', '192.0.2.20', 'cloud.example.jp'])
    expect(read({ http: { host } }).error?.issues.map(({ message }) => message)).toEqual([
      expect.stringMatching(/this machine only.*ssh -L.*reverse proxy.*operator:/),
    ]);
});

test('health and figures are served to other machines where the config says so', () => {
  expect(read({}).data?.operator).toBeUndefined();
  expect(read({ operator: {} }).data?.operator).toEqual({ host: '127.0.0.1', port: 8082, hostNames: [] });
  const operator = { host: '0.0.0.0', port: 9100, hostNames: ['cloud.example.jp'] };
  expect(read({ operator }).data?.operator).toEqual(operator);
});
