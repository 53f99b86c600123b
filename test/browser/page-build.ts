/** Page build: the pages as they ship, built at most once for a whole run of the tests, by whoever needs them first. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { systemClock } from '../../runtime/clock.ts';

const run = promisify(execFile);
const repository = join(import.meta.dirname, '..', '..');
const vitePath = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
const variable = 'AYUMI_TEST_PAGES';
/** How often whoever did not come first looks whether the pages stand. */
const lookMs = 100;
const waitMaxMs = 120_000;

/**
 * Vitest's global setup: one folder for all that this run's tests put down, and its end. Its name is short: the path of a
 * socket may have a hundred bytes.
 */
export default async (): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'ay-'));
  process.env['TMPDIR'] = folder;
  process.env[variable] = join(folder, 'pages');
  await mkdir(join(folder, 'pages'));
  return () => rm(folder, { recursive: true, force: true });
};

/** The folder with the built pages. */
export const builtPages = async (): Promise<string> => {
  const folder = process.env[variable];
  if (folder === undefined) throw new Error('bug: vitest has not set up the folder of the pages');
  const pages = join(folder, 'pages');
  const [begun, outcome] = [join(folder, 'begun'), join(folder, 'outcome')];
  const isFirst = await mkdir(begun).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    try {
      await build(pages);
      await writeFile(outcome, 'built');
    } catch (error) {
      await writeFile(outcome, 'failed');
      throw error;
    }
  }
  for (let waitedMs = 0; !existsSync(outcome); waitedMs += lookMs) {
    if (waitedMs > waitMaxMs) throw new Error('the pages were not built in time');
    await systemClock.sleep(lookMs);
  }
  if (!existsSync(join(pages, 'index.html'))) throw new Error('the pages could not be built; another test says why');
  return pages;
};

const build = (folder: string): Promise<unknown> =>
  run(process.execPath, [vitePath, 'build', 'dashboards', '--outDir', folder, '--logLevel', 'error'], {
    cwd: repository,
    env: { ...process.env, NODE_ENV: 'production' },
  });
