/** A soak measures what runs, says what is flat and what is not, and comes out with the books right. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SoakProgram } from '../../commands/soak-program.ts';
import { isSoakPassed, soakReport } from '../../commands/soak-report.ts';
import { judgeSoak, warmUpMsOf, type SoakSeries } from '../../commands/soak-verdict.ts';
import { soak, type SoakOptions } from '../../commands/soak.ts';
import { seededRandom } from '../../runtime/random.ts';

const mebibyte = 1024 * 1024;
const minuteMs = 60_000;

describe('the verdict', () => {
  const atMs = Array.from({ length: 120 }, (_, i) => (i * minuteMs) / 2);
  const hours = (i: number): number => (atMs[i] ?? NaN) / (60 * minuteMs);
  const judged = (kind: SoakSeries['kind'], valueAt: (i: number) => number) => {
    const series = [{ name: 'it', kind, values: atMs.map((_, i) => valueAt(i)) }];
    return judgeSoak({ atMs, series, warmUpMs: warmUpMsOf(60 * minuteMs) });
  };
  const noise = (): (() => number) => {
    const random = seededRandom(4);
    return () => random.normal();
  };

  test('memory that only goes up and down is flat', () => {
    const chance = noise();
    const verdict = judged('memory', () => (120 + 3 * chance()) * mebibyte);
    expect(verdict).toMatchObject({ isFlat: true, findings: [{ isFlat: true }] });
  });

  test('memory that saws, as where a memory is emptied now and then, is flat', () => {
    expect(judged('memory', (i) => (120 + (i % 13)) * mebibyte)?.isFlat).toBe(true);
  });

  test('memory that grows while the program warms up is flat afterwards', () => {
    expect(judged('memory', (i) => (i < 24 ? 80 + i : 104) * mebibyte)?.isFlat).toBe(true);
  });

  test('a leak of six megabytes an hour is noticed in an hour, in spite of noise, and told with its size', () => {
    const chance = noise();
    const verdict = judged('memory', (i) => (120 + 6 * hours(i) + 0.5 * chance()) * mebibyte);
    expect(verdict?.isFlat).toBe(false);
    const [finding] = verdict?.findings ?? [];
    const slope = finding?.kind === 'memory' ? finding : undefined;
    expect(Math.abs((slope?.mbPerHour ?? NaN) - 6)).toBeLessThan(slope?.plusMinus ?? NaN);
  });

  test('counts that come back to where they were are flat, however high they go', () => {
    expect(judged('count', (i) => (i % 5 === 0 ? 2 : 40))?.isFlat).toBe(true);
  });

  test('one open file more that stays is noticed, and one that was open for a while is not', () => {
    expect(judged('count', (i) => (i < 75 ? 30 : 31) + (i % 7))?.isFlat).toBe(false);
    expect(judged('count', (i) => (i < 60 || i > 100 ? 30 : 31) + (i % 7))?.isFlat).toBe(true);
  });

  test('memory that rose and was given back is flat, and so is memory that falls', () => {
    expect(judged('memory', (i) => (120 + (i < 112 ? 20 * hours(i) : 0)) * mebibyte)?.isFlat).toBe(true);
    expect(judged('memory', (i) => (200 - 20 * hours(i)) * mebibyte)?.isFlat).toBe(true);
    expect(judged('memory', (i) => (120 + 20 * hours(i)) * mebibyte)?.isFlat).toBe(false);
  });

  test('a run too short to notice a leak says nothing about memory, and passes if all else is well', () => {
    const times = Array.from({ length: 40 }, (_, i) => i * 1_000);
    const memory = { name: 'it', kind: 'memory', values: times.map((ms) => (100 + ms / 1_000) * mebibyte) } as const;
    const count = { name: 'files', kind: 'count', values: times.map(() => 30) } as const;
    const verdict = judgeSoak({ atMs: times, series: [memory, count], warmUpMs: 8_000 });
    expect(verdict).toMatchObject({ isFlat: true, findings: [{ kind: 'memory-unjudged' }, { isFlat: true }] });
    const books = { buckets: 0, facts: 0, points: 0, wrongs: [] };
    expect(isSoakPassed({ verdict, books })).toBe(true);
    expect(soakReport({ verdict, books }).join('\n')).toContain('too short to judge memory');
  });

  test('a leak that stands out is told however restless the memory is', () => {
    const chance = noise();
    const verdict = judged('memory', (i) => (500 + 5_000 * hours(i) + 400 * chance()) * mebibyte);
    expect(verdict).toMatchObject({ isFlat: false, findings: [{ kind: 'memory' }] });
  });

  test('a queue that grows is noticed although it is empty for a moment now and then', () => {
    expect(judged('count', (i) => (i % 30 === 0 ? 0 : i))?.isFlat).toBe(false);
  });

  test('a run too short to say anything is not called flat', () => {
    const series = [{ name: 'it', kind: 'count', values: [1, 1, 1] }] as const;
    const verdict = judgeSoak({ atMs: [0, 1, 2], series, warmUpMs: 0 });
    expect(verdict).toBeUndefined();
    const books = { buckets: 0, facts: 0, points: 0, wrongs: [] };
    expect(isSoakPassed({ verdict, books })).toBe(false);
  });
});

describe('a short soak', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'soak-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  const printed: string[] = [];
  const options = (): SoakOptions => ({
    minutes: 0.1,
    pedometers: 20,
    gateways: 2,
    strangers: 500,
    seed: 1,
    zone: 'Asia/Tokyo',
    roundMs: 12_000,
    out: join(directory, 'soak.csv'),
    print: (line) => printed.push(line),
  });

  test('reads everybody, measures every program and queue, and finds each hour of the rings in the cloud', async () => {
    const result = await soak(options(), new AbortController().signal);
    expect(result.books.wrongs).toEqual([]);
    expect(result.books.buckets).toBeGreaterThanOrEqual(20 * 7 * 24);
    const findings = result.verdict?.findings ?? [];
    const names = findings.map(({ name }) => name);
    for (const name of ['gw-1 RSS', 'gw-2 open files', 'cloud handles', 'gw-2 outbox', 'intake', 'feed'])
      expect(names).toContain(name);
    for (const finding of findings.filter(({ name }) => / (RSS|open files|handles)$/.test(name)))
      expect(finding.kind === 'count' ? finding.floorLast : finding.mbLast, finding.name).toBeGreaterThan(0);
    expect(printed.filter((line) => /^ +00:0\d/.test(line)).length).toBeGreaterThan(10);
    const rows = readFileSync(options().out ?? '', 'utf8')
      .trimEnd()
      .split('\n')
      .map((row) => row.split(','));
    expect(rows.every((row) => row.length === rows[0]?.length)).toBe(true);
    const last = (name: string): number => Number(rows.at(-1)?.[rows[0]?.indexOf(name) ?? -1]);
    expect(last('visits')).toBeGreaterThan(0);
    expect(last('strangers')).toBeGreaterThan(300);
    expect(soakReport(result).join('\n')).toMatch(/MB\/hour.*(flat|not flat)/s);
  });

  test('a program that ends by itself ends the soak, with what the program said', async () => {
    const wrong = {
      name: 'gw-1',
      command: 'gateway',
      config: { gateway: 'gw-1' },
      directory,
      nodeOptions: [],
      environment: {},
    } as const;
    await using program = new SoakProgram(wrong);
    await program.start();
    await program.ended();
    const failure = { code: 'soak-program', hint: expect.stringContaining('radio') as string };
    await expect(program.reading()).rejects.toMatchObject(failure);
  });

  test('says what it cannot write, before anything is started', async () => {
    const nowhere = { ...options(), out: join(directory, 'none', 'soak.csv') };
    await expect(soak(nowhere, new AbortController().signal)).rejects.toMatchObject({ code: 'soak-out' });
  });
});
