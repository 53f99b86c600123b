/** The house rules that no linter holds: file length, opening sentence, names, documents. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = dirname(import.meta.dirname);
const linesMax = 300;
const drawers = /(^|\/)(utils?|helpers?|common|misc|manager)(\/|\.|$)/;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.(ts|tsx)$/;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '');
const sources = files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
const read = (file: string): string => readFileSync(`${root}/${file}`, 'utf8');

describe('the house', () => {
  it('has sources to look at', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  it(`holds files to ${linesMax} lines`, () => {
    expect(sources.filter((file) => read(file).split('\n').length - 1 > linesMax)).toEqual([]);
  });

  it('opens every file with a sentence saying what it is for', () => {
    const opens = (file: string): boolean => /^(#!.*\n)?\/\*\*[\s*]+[A-Za-z‘“`"].{15,}/s.test(read(file).slice(0, 400));
    expect(sources.filter((file) => !opens(file))).toEqual([]);
  });

  it('has no drawers, and names files in kebab-case', () => {
    expect(files.filter((file) => drawers.test(file))).toEqual([]);
    expect(sources.filter((file) => !kebab.test(basename(file)))).toEqual([]);
  });

  it('uses no enum, namespace or switched-off rule', () => {
    const forbidden =
      /^\s*(export )?(const )?enum |^\s*(export )?namespace |@ts-(ignore|nocheck|expect-error)|eslint-disable/m;
    expect(sources.filter((file) => file !== 'test/tidy.test.ts' && forbidden.test(read(file)))).toEqual([]);
  });

  it('skips no test and leaves none alone', () => {
    const marks = /\b(it|test|describe)\.(only|todo|skip)\(/;
    expect(sources.filter((file) => file !== 'test/tidy.test.ts' && marks.test(read(file)))).toEqual([]);
  });

  it('keeps the README short and the changelog open', () => {
    expect(read('README.md').split('\n').length).toBeLessThanOrEqual(150);
    expect(read('CHANGELOG.md')).toMatch(/^# [^\n]+\n+## Unreleased/);
  });

  it('carries no recording of a person and no database', () => {
    expect(files.filter((file) => /\.(csv|sqlite|db)$/.test(file) && !file.startsWith('test/fixtures/'))).toEqual([]);
  });
});
