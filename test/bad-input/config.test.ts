/** Bad configs: nothing starts; one sentence says what is wrong where, and what to do. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { z } from 'zod';
import { simConfigSchema } from '../../firmware-sim/sim-config.ts';
import { gatewayConfigSchema } from '../../gateway/gateway-config.ts';
import { readCredentials } from '../../gateway/uplink/credentials.ts';
import { cloudConfigSchema } from '../../ingest/cloud-config.ts';
import { readSecret } from '../../ingest/wire-from-config.ts';
import { iwamizawaRulePath, programmeFileSchema, readProgramme } from '../../points/rule/programme-file.ts';
import { ruleHash } from '../../points/rule/recorded-rules.ts';
import { Points } from '../../points/points.ts';
import { systemClock } from '../../runtime/clock.ts';
import { checkConfig, readConfig } from '../../runtime/config.ts';
import { assert, OperatorError } from '../../runtime/fault.ts';
import { silentLog } from '../../runtime/log.ts';
import { eachOf, listed, sampleOf } from './corpus.ts';

const goodGateway = 'gateway: gw-1\nradio: { kind: h4, path: /tmp/a }\nuplink: { url: mqtt://localhost:1883 }\n';
const schemas = { gateway: gatewayConfigSchema, cloud: cloudConfigSchema, sim: simConfigSchema };

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'ayumi-bad-config-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** What an operator is told. */
const toldBy = (work: () => unknown): OperatorError => {
  try {
    work();
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};
const problemOf = (text: string, schema: z.ZodType = gatewayConfigSchema): OperatorError =>
  toldBy(() => checkConfig(text, 'x.yaml', schema));

describe('a file', () => {
  const place = (name: string): string => join(folder, name);

  test('B44 that is missing, a folder, a loop of links, a device or too large is named in one sentence', () => {
    mkdirSync(place('folder.yaml'));
    symlinkSync(place('loop.yaml'), place('loop.yaml'));
    writeFileSync(place('large.yaml'), Buffer.alloc(2 * 1024 * 1024, 35));
    writeFileSync(place('bytes.yaml'), Uint8Array.of(0x61, 0xff, 0xfe, 0x3a));
    for (const name of ['none.yaml', 'folder.yaml', 'loop.yaml', 'large.yaml', 'bytes.yaml']) {
      const told = toldBy(() => readConfig(place(name), gatewayConfigSchema));
      expect([name, told.code]).toEqual([name, 'config-unreadable']);
      expect(told.message).toContain(place(name));
      expect(told.message).not.toContain('\n');
    }
    execFileSync('mkfifo', [place('pipe.yaml')]);
    for (const path of ['/dev/zero', place('pipe.yaml')]) {
      expect(toldBy(() => readConfig(path, gatewayConfigSchema)).message).toContain('it is no file');
    }
  });

  test('B44 that anybody may change is refused, with the command that mends it', () => {
    writeFileSync(place('open.yaml'), goodGateway);
    chmodSync(place('open.yaml'), 0o666);
    const told = toldBy(() => readConfig(place('open.yaml'), gatewayConfigSchema));
    expect([told.code, told.hint]).toEqual(['config-open', `Run: chmod o-w ${place('open.yaml')}`]);
    chmodSync(place('open.yaml'), 0o644);
    expect(readConfig(place('open.yaml'), gatewayConfigSchema).gateway).toBe('gw-1');
  });

  test.each(eachOf('B44'))('B44 that is %s is said to be empty', (_, { text }) => {
    for (const schema of Object.values(schemas)) expect(problemOf(text, schema).message).toContain('it is empty');
  });

  test('B44 with a secret is for its owner only, on both sides', () => {
    writeFileSync(place('secret'), 'x', { mode: 0o600 });
    expect(readSecret(place('secret')).toString()).toBe('x');
    for (const mode of [0o640, 0o604, 0o660]) {
      chmodSync(place('secret'), mode);
      expect(toldBy(() => readSecret(place('secret'))).code).toBe('secret-open');
      expect(toldBy(() => readCredentials('gw-1', { passwordFile: place('secret') })).code).toBe('credentials-open');
    }
  });
});

describe('a text', () => {
  test.each(eachOf('B45'))('B45 %s', (name, { text }) => {
    if (name.startsWith('good')) {
      expect(checkConfig(text, 'x.yaml', gatewayConfigSchema).gateway).toBe('gw-1');
      return;
    }
    const told = problemOf(text);
    expect(told.code).toBe('config-syntax');
    if (name !== 'bomb') expect(told.message).toMatch(/at line \d+/);
  });

  test.each([
    ['top', 'did you mean clockTrust?'],
    ['inside', 'uplink: Unrecognized key: "keepAliveSeconds"; did you mean keepaliveSeconds?'],
    ['in-a-union', 'did you mean path?'],
    ['nothing-near', '(top): Unrecognized key: "synchronus"'],
    ['proto', '(top): Unrecognized key: "__proto__"'],
  ])('B46 an unknown key, %s: %s', (name, sentence) => {
    const told = problemOf(sampleOf('B46', name).text);
    expect([told.code, told.message]).toEqual(['config-invalid', expect.stringContaining(sentence)]);
    if (name === 'nothing-near') expect(told.message).not.toContain('did you mean');
  });

  test('B46 an unknown key of cloud, sim and rule is told with the nearest, deep inside too', () => {
    const cloud =
      'data: x\nseries: [{ kind: influx2, url: "http://a", org: a, bukcet: b, tokenFile: t }]\nlogLevl: info\n';
    expect(problemOf(cloud, schemas.cloud).message).toMatch(
      /series\.0: .*did you mean bucket\?[^]*did you mean logLevel\?/,
    );
    expect(problemOf('pedometer: { driftPpmMx: 1 }\n', schemas.sim).message).toContain('did you mean pedometers?');
    const rule = readFileSync(iwamizawaRulePath, 'utf8').replace('windowDays', 'windowDay');
    expect(problemOf(rule, programmeFileSchema).message).toContain('did you mean windowDays?');
  });

  test.each(listed(sampleOf('B47', 'addresses')))('B47 the address "%s" is refused by gateway and cloud', (url) => {
    const quoted = JSON.stringify(url);
    expect(problemOf(goodGateway.replace('mqtt://localhost:1883', quoted)).message).toContain('uplink.url');
    expect(problemOf(`data: x\nbroker: { kind: remote, url: ${quoted} }\n`, schemas.cloud).message).toContain(
      'broker.url',
    );
  });

  test('B47 ports and hosts to listen on that cannot be are refused', () => {
    for (const broker of [
      'port: 65536',
      'port: -1',
      'port: "1883 "',
      'port: 1883.5',
      'host: "http://0.0.0.0"',
      'host: "[::1]"',
      'host: "a b"',
      'host: "a:1"',
    ]) {
      expect(problemOf(`data: x\nbroker: { kind: embedded, ${broker} }\n`, schemas.cloud).message).toContain('broker.');
    }
    for (const host of ['::1', '0.0.0.0', 'gw.example.jp']) {
      const config = checkConfig(`data: x\noperator: { host: "${host}" }\n`, 'x.yaml', schemas.cloud);
      expect(config.operator?.host).toBe(host);
    }
    expect(problemOf('data: x\nhttp: { host: 0.0.0.0 }\n', schemas.cloud).message).toContain('this machine only');
  });

  test.each([
    ['zero', 'expected number to be >=1'],
    ['negative', 'expected number to be >=1'],
    ['far-too-long', 'expected number to be <=86400000'],
    ['unit-in-the-number', 'expected number, received string'],
    ['half', 'expected int'],
    ['endless', 'expected'],
  ])('B48 a time of %s is refused: %s', (name, sentence) => {
    expect(problemOf(sampleOf('B48', name).text).message).toContain(sentence);
  });

  test.each(eachOf('B50'))('B50 a rule with %s is refused', (_, { text }) => {
    const shipped = readProgramme(iwamizawaRulePath);
    const tiers: unknown = parse(text);
    const versions = shipped.versions.map((rules) => ({
      ...rules,
      earning: rules.earning.map((rule) => (rule.kind === 'tiers' ? { ...rule, tiers } : rule)),
    }));
    const told = problemOf(stringify({ ...shipped, versions }), programmeFileSchema);
    expect(told.code).toBe('config-invalid');
    expect(told.message).toMatch(/versions\.0\.earning\.0\.tiers/);
  });

  test('B50 the ledger’s log names the rule’s hash, which changes with what it decides', async () => {
    const programme = readProgramme(iwamizawaRulePath);
    const [rule] = programme.versions;
    assert(rule !== undefined, 'a programme has rules');
    const logged: unknown[] = [];
    const log = { ...silentLog, info: (details: object) => void logged.push(details) };
    await using points = new Points({ path: ':memory:', programme, clock: systemClock, log });
    await points.start(new AbortController().signal);
    expect(logged).toMatchObject([{ programme: 'iwamizawa', ruleHash: ruleHash(rule) }]);
    expect(ruleHash({ ...rule, backfill: { windowDays: 31 } })).not.toBe(ruleHash(rule));
    const reworded = rule.activities.map((activity) => ({ ...activity, name: { ja: 'x', en: 'x' } }));
    expect(ruleHash({ ...rule, activities: reworded })).toBe(ruleHash(rule));
  });
});
