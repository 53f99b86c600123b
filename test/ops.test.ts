/** Promises of what an operator installs: alert rules fire and stay quiet as they must, units and image name what is there. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { cloudConfigSchema } from '../ingest/cloud-config.ts';
import { CloudMetrics } from '../ingest/metrics/cloud-metrics.ts';
import { describeUnless, describeWithServer } from '../runtime/test-server.ts';

const root = join(import.meta.dirname, '..');
const ops = join(root, 'ops');
const read = (name: string): string => readFileSync(join(ops, name), 'utf8');

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          annotations: z.object({ summary: z.string(), action: z.string() }),
        }),
      ),
    }),
  ),
});
const rules = rulesSchema.parse(parse(read('alerts.yml'))).groups.flatMap((group) => group.rules);
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

test('every rule says in both languages what is so and what to do, and asks only for figures there are', async () => {
  const { body } = await new CloudMetrics().text();
  const known = new Set(Array.from(body.matchAll(/^# TYPE (\S+) /gm), (found) => found[1] ?? ''));
  for (const { alert, expr, annotations } of rules) {
    for (const text of [annotations.summary, annotations.action]) {
      const [ja = '', en = ''] = text.split(' / ');
      expect([alert, japanese.test(ja), en.length > 10 && !japanese.test(en)]).toEqual([alert, true, true]);
    }
    const asked = Array.from(expr.matchAll(/ayumi_\w+/g), ([name]) => name.replace(/_(bucket|count|sum)$/, ''));
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  }
  const tried = read('alerts.test.yml');
  for (const { alert } of rules) {
    expect(tried).toContain(`name: '${alert} fires'`);
    expect(tried).toContain(`name: '${alert} stays quiet'`);
  }
});

describeWithServer('promtool', 'the alert rules', ({ path }) => {
  const promtool = (...words: readonly string[]) => spawnSync(path, words, { cwd: ops, encoding: 'utf8' });

  test('are understood by Prometheus, and so is the config that names them', () => {
    expect(promtool('check', 'rules', 'alerts.yml')).toMatchObject({ status: 0 });
    expect(promtool('check', 'config', 'prometheus.yml')).toMatchObject({ status: 0 });
  });

  test('fire where they must and stay quiet where they must', () => {
    const { status, stdout, stderr } = promtool('test', 'rules', 'alerts.test.yml');
    expect([status, stderr.includes('FAILED') ? stdout + stderr : '']).toEqual([0, '']);
  });

  test('are told apart from what /metrics says, which Prometheus understands too', async () => {
    const { body } = await new CloudMetrics().text();
    const checked = spawnSync(path, ['check', 'metrics'], { input: body, encoding: 'utf8' });
    // It also has opinions on names; those it cannot read it refuses with 1.
    expect([0, 3]).toContain(checked.status);
  });
});

const hasSystemd = existsSync('/usr/bin/systemd-analyze');
describeUnless(hasSystemd ? undefined : 'needs systemd-analyze: apt-get install systemd', 'the units', () => {
  const analyze = (...words: readonly string[]) =>
    spawnSync('/usr/bin/systemd-analyze', words, { encoding: 'utf8', env: { ...process.env, SYSTEMD_PAGER: '' } });

  test.each(['ayumi-cloud', 'ayumi-gateway'])('%s is one that systemd understands', (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'ayumi-unit-'));
    try {
      // On this machine, so that the program it starts is one that is there.
      const path = join(folder, `${name}.service`);
      writeFileSync(path, read(`${name}.service`).replaceAll('/opt/ayumi', root));
      const { status, stderr } = analyze('verify', path);
      expect([status, stderr.split('\n').filter((line) => line.includes(name))]).toEqual([0, []]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ['ayumi-cloud', 2],
    // It asks for a raw HCI socket.
    ['ayumi-gateway', 3],
  ])('%s is exposed to little', (name, most) => {
    const { stdout } = analyze('security', '--offline=yes', join(ops, `${name}.service`));
    const exposure = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1]);
    expect(exposure).toBeLessThan(most);
  });
});

test('the image copies what is there and everything that runs, keeps nobody’s secrets, and looks whether it lives', () => {
  const lines = read('Dockerfile')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const copied = lines
    .filter((line) => line.startsWith('COPY --from=build'))
    .flatMap((line) => Array.from(line.matchAll(/\/app\/(\S+)/g), (found) => found[1] ?? ''));
  expect(copied.filter((path) => path !== 'node_modules' && !existsSync(join(root, path)))).toEqual([]);
  // What the command imports, by the folders at the top.
  const imported = execFileSync('git', ['ls-files', '*.ts'], { cwd: root, encoding: 'utf8' });
  const rooms = new Set(Array.from(imported.matchAll(/^([\w-]+)\//gm), (found) => found[1] ?? ''));
  const elsewhere = ['test', 'bench'];
  expect([...rooms].filter((room) => !copied.includes(room) && !elsewhere.includes(room))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('USER'))).toEqual(['USER node']);
  // A broker that is away or a full disk is no reason to end it.
  expect(lines.find((line) => line.startsWith('HEALTHCHECK'))).toContain('fetch(process.env.AYUMI_HEALTH_URL)');
  const { http, operator } = cloudConfigSchema.parse({ data: '/data', operator: {} });
  expect(lines).toContain(`ENV AYUMI_HEALTH_URL=http://${http.host}:${http.port}/healthz`);
  // No page that shows people can be reached by a port that is passed on.
  expect(lines.filter((line) => line.startsWith('EXPOSE'))).toEqual([`EXPOSE 1883 ${operator?.port ?? 0}`]);
  expect(lines.join('\n')).not.toMatch(/secret|password|token|ARG /i);
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['node_modules', '.git', '*.secret', '*.key', '*.sqlite*']));
});

test('a cloud without a word on backups makes one every night and keeps two weeks of them', () => {
  expect(cloudConfigSchema.parse({ data: 'x' }).backups).toEqual({ keep: 14, at: '03:10' });
});
