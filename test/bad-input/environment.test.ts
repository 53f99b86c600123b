/** Bad surroundings: certificates, time zones, locales and disks that are not what they should be. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { checkCredentials } from '../../gateway/uplink/credentials.ts';
import { TestAuthority, type CertificateFiles } from '../../gateway/uplink/test-certificates.ts';
import { cloudConfigSchema } from '../../ingest/cloud-config.ts';
import { emptyRegistry } from '../../ingest/registry/sample-registry.ts';
import { wireFromConfig } from '../../ingest/wire-from-config.ts';
import { checkConfig } from '../../runtime/config.ts';
import { openDatabase } from '../../runtime/database.ts';
import { OperatorError } from '../../runtime/fault.ts';
import { doubtAbout } from '../../runtime/file-system.ts';
import { silentLog } from '../../runtime/log.ts';
import { describeWithServer } from '../../runtime/test-server.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'fine';
  } catch (error) {
    if (error instanceof OperatorError) return error.code;
    throw error;
  }
};

describeWithServer('openssl', 'certificates', ({ path }) => {
  const authority = new TestAuthority(path);
  const nowMs = Date.now();
  const gatewayWith = (files: CertificateFiles, ca = authority.own.cert) =>
    codeOf(() => checkCredentials('gw-1', { tls: { ca, ...files } }, nowMs));
  const cloudWith = (files: CertificateFiles, ca = authority.own.cert) =>
    codeOf(() => {
      const tls = `{ keyFile: ${files.key}, certFile: ${files.cert}, caFile: ${ca} }`;
      const { broker } = checkConfig(`data: x\nbroker: { kind: embedded, tls: ${tls} }\n`, 'x.yaml', cloudConfigSchema);
      return wireFromConfig(broker, emptyRegistry().registry, ':memory:', silentLog);
    });

  test('B49 that fit are taken, and those that do not are refused before anybody connects or listens', () => {
    const own = authority.issue('gw-1');
    const other = authority.issue('gw-2');
    const broken = join(mkdtempSync(join(tmpdir(), 'ayumi-broken-')), 'broken.pem');
    writeFileSync(broken, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', { mode: 0o600 });
    const cases = [
      ['fine', own],
      ['certificate-mismatch', { cert: own.cert, key: other.key }],
      ['certificate-expired', authority.issue('gw-1', 0)],
      ['certificate-unreadable', { cert: broken, key: own.key }],
      ['certificate-unreadable', { cert: own.cert, key: broken }],
    ] as const;
    for (const [code, files] of cases) expect([code, gatewayWith(files), cloudWith(files)]).toEqual([code, code, code]);
    expect(gatewayWith(other)).toBe('certificate-name');
    expect([gatewayWith(own, broken), cloudWith(own, broken)]).toEqual(Array(2).fill('certificate-unreadable'));
    rmSync(join(broken, '..'), { recursive: true });
  });
});

test('B51 whatever TZ and locale say, the totals are the same', async () => {
  const tell = async (environment: Readonly<Record<string, string>>): Promise<string> => {
    const program = join(import.meta.dirname, 'told-totals.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [program], {
      env: { PATH: process.env['PATH'] ?? '', ...environment },
    });
    return stdout;
  };
  const told = await Promise.all([
    tell({ TZ: 'Asia/Tokyo', LC_ALL: 'C.UTF-8' }),
    tell({ TZ: 'Mars/Phobos', LC_ALL: 'tr_TR.ISO-8859-9' }),
    tell({ TZ: 'America/St_Johns', LANG: 'ar_EG' }),
  ]);
  expect(JSON.parse(told[0])).toMatchObject({ confirmed: 96, replay: [], totals: { '2026-11-01': 2676 } });
  expect(new Set(told).size).toBe(1);
});

test('B52 a folder that forgets, or a network in its place, is warned of; a disk is not', () => {
  for (const type of [0x01021994, 0x858458f6, 0x794c7630, 0x6969, 0xff534d42, 0xfe534d42]) {
    expect(doubtAbout('/data', () => type)).toMatch(/^\/data is on \w+/);
  }
  const ext4 = 0xef53;
  expect(doubtAbout('/data', () => ext4)).toBeUndefined();
  const shm = 0x01021994;
  expect(doubtAbout('/dev/shm') !== undefined).toBe(statfsSync('/dev/shm').type === shm);
});

test('B52 a database that cannot be kept safely is not opened', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ayumi-database-'));
  writeFileSync(join(folder, 'text.sqlite'), 'this is no database, but long enough to have a header of one'.repeat(20));
  expect(codeOf(() => openDatabase(join(folder, 'text.sqlite'), []))).toBe('database-unusable');
  expect(codeOf(() => openDatabase(folder, []))).toBe('database-unusable');
  expect(codeOf(() => openDatabase(join(folder, 'no', 'such', 'folder.sqlite'), []))).toBe('database-unusable');
  using database = openDatabase(join(folder, 'good.sqlite'), []);
  expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  rmSync(folder, { recursive: true });
});
