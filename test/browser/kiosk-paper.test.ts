/** Promises of the centre's paper: a visit fits one A6 page, a week one sheet of A3, and both say what they should. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { centreWeekSchema, type CentreWeek } from '../../contract/centre-news.ts';
import type { KioskResult } from '../../contract/kiosk.ts';
import { kioskCardWith, kioskResultWith, kioskStateWith } from '../../dashboards/fixture/kiosk-with.ts';
import type { PosterProps } from '../../dashboards/poster/poster.tsx';
import { describeWithServer } from '../../runtime/test-server.ts';
import { secondsAgo } from './kiosk-people.ts';
import { KioskVisits } from './kiosk-visit.ts';

const run = promisify(execFile);
const pointsPerMillimetre = 72 / 25.4;
/** Dozens of sheets are printed, on a machine that other tests keep busy. */
const manyPagesMs = 180_000;
const a6 = { width: 105, height: 148 };
const a3 = { width: 297, height: 420 };
const vitePath = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');

/** The pages of a PDF, in millimetres. */
const pagesOf = async (page: Page): Promise<readonly { readonly width: number; readonly height: number }[]> => {
  await page.evaluate(() => document.fonts.ready);
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return [...paper.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => ({
    width: Math.round(Number(width) / pointsPerMillimetre),
    height: Math.round(Number(height) / pointsPerMillimetre),
  }));
};

/** What stands on the paper, as a program reads it; on a machine without one, as the browser prints it. */
const textOf = async (page: Page): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'ayumi-paper-'));
  try {
    await writeFile(join(folder, 'paper.pdf'), await page.pdf({ preferCSSPageSize: true }));
    return (await run('pdftotext', ['-layout', join(folder, 'paper.pdf'), '-'])).stdout.replaceAll(/\s+/g, '');
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error;
    await page.emulateMedia({ media: 'print' });
    return (await page.locator('body').innerText()).replaceAll(/\s+/g, '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Twelve points are 16 pixels; furigana is smaller everywhere. */
const smallestOn = (page: Page, selector: string): Promise<number> =>
  page
    .locator(`${selector} *`)
    .evaluateAll((parts) =>
      Math.min(
        ...parts
          .filter((part) => part.textContent.trim() !== '' && part.closest('rt, rp, svg') === null)
          .map((part) => Number.parseFloat(getComputedStyle(part).fontSize)),
      ),
    );

const results: readonly KioskResult[] = [
  kioskResultWith({ comeBefore: '2026-12-20' }),
  kioskResultWith({ points: 'following', monthPoints: null, battery: 'low' }),
  kioskResultWith({ troubles: ['memory', 'power', 'clock'], battery: 'low', comeBefore: '2026-12-20' }),
  kioskResultWith({ days: 0, yesterday: null, points: 'never', monthPoints: null, battery: 'unknown' }),
];

const weekWith = (changes: Partial<Record<keyof CentreWeek, unknown>>): CentreWeek =>
  centreWeekSchema.parse({
    from: '2026-11-09',
    to: '2026-11-15',
    steps: 812_345,
    stepsSinceStart: 175_000,
    startedOn: '2026-10-05',
    people: 31,
    everyDay: 12,
    fiveDays: 23,
    came: 27,
    days: [120_345, 98_321, 110_234, 131_245, 99_870, 152_330, 100_000],
    ...changes,
  });
const untold = {
  steps: null,
  stepsSinceStart: null,
  startedOn: null,
  people: null,
  everyDay: null,
  fiveDays: null,
  came: null,
  days: Array.from({ length: 7 }, () => null),
};
const weeks: readonly (CentreWeek | null)[] = [
  weekWith({}),
  weekWith({ stepsSinceStart: 0 }),
  weekWith({ stepsSinceStart: 2_600_000 }),
  weekWith({ stepsSinceStart: 5_500_000, days: [120_345, null, 110_234, 131_245, 99_870, 152_330, null] }),
  weekWith({ stepsSinceStart: 98_765_432, steps: 9_876_543, everyDay: null, came: null }),
  weekWith(untold),
  null,
];

describeWithServer('chromium', 'the paper of the centre', (chromium) => {
  let visits: KioskVisits;
  let wall: { readonly folder: string; readonly http: Server };

  beforeAll(async () => {
    visits = await KioskVisits.begin(chromium);
    wall = await buildWall();
  });
  afterAll(async () => {
    await visits[Symbol.asyncDispose]();
    await new Promise((closed) => wall.http.close(closed));
    await rm(wall.folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    visits.forget('AudioContext was not allowed');
    expect(await visits.endTest()).toEqual([]);
  });

  const slip = async (result: KioskResult, place = '', changes = {}, state = {}): Promise<Page> => {
    const gateway = await visits.gateway();
    const page = await visits.open(gateway, place);
    gateway.stand.show(
      kioskStateWith({
        ...state,
        cards: [kioskCardWith({ at: secondsAgo(1), step: { kind: 'received', isFirst: false, result }, ...changes })],
      }),
    );
    await page.locator('.visit-slip').waitFor({ state: 'attached' });
    return page;
  };

  test.each(['ja', 'en'])(
    'every result is one page of A6, with furigana too (%s)',
    async (language) => {
      const long = [
        { nickname: 'ながいながいよびなのひとです' },
        { centre: 'とても長い名前の市民センター'.repeat(7) },
      ] as const;
      for (const result of results) {
        for (const [changes, state] of [[{}, {}], long] as const) {
          const page = await slip(result, `?lang=${language}`, changes, state);
          expect(await pagesOf(page)).toEqual([a6]);
          if (language === 'en') continue;
          await page.getByRole('button', { name: 'ふりがな' }).click();
          await page.locator('.visit-slip.has-furigana').waitFor({ state: 'attached' });
          expect(await pagesOf(page)).toEqual([a6]);
        }
      }
    },
    manyPagesMs,
  );

  test('the slip says what arrived and until when to come again, and nothing of the screen', async () => {
    const page = await slip(kioskResultWith({ comeBefore: '2026-12-20' }));
    const text = await textOf(page);
    for (const words of [
      '幌向サービスセンター',
      '11月21日(土)',
      '12番さん',
      '7日分届きました',
      '11月20日(金)に歩いた',
      '6,214歩',
      '62ポイント',
      '元気です',
      '12月20日(日)までに',
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(/ふりがな|紙に|English/);
    await page.emulateMedia({ media: 'print' });
    expect(await smallestOn(page, '.visit-slip')).toBeGreaterThanOrEqual(16);
  });

  test('points that are still to come are promised on the slip', async () => {
    expect(await textOf(await slip(results[1] ?? kioskResultWith()))).toMatch(/今月のポイント.*あとで届きます/);
  });

  const poster = async (week: CentreWeek | null, language: PosterProps['language'] = 'ja'): Promise<Page> => {
    const shown: PosterProps = { centre: '幌向サービスセンター', week, printedOn: '2026-11-16', language };
    const context = await visits.built.browser.newContext();
    const page = await context.newPage();
    page.on('pageerror', (error) => visits.complaints.push(error.message));
    await page.addInitScript((props) => Object.assign(window, { posterShown: props }), shown);
    await page.goto(`http://127.0.0.1:${(wall.http.address() as AddressInfo).port}/index.html`);
    await page.locator('.route-map').waitFor();
    return page;
  };

  test.each(['ja', 'en'] as const)(
    'every week is one sheet of A3, whatever is told of it (%s)',
    async (language) => {
      for (const week of weeks) {
        const page = await poster(week, language);
        expect(await pagesOf(page)).toEqual([a3]);
        const { bottom, inner } = await page.locator('.poster').evaluate((sheet) => ({
          bottom: sheet.getBoundingClientRect().bottom,
          inner: Math.max(...[...sheet.children].map((part) => part.getBoundingClientRect().bottom)),
        }));
        expect(inner).toBeLessThan(bottom);
        await page.context().close();
      }
    },
    manyPagesMs,
  );

  test('the poster says where the centre has got to, how far it walked, and who kept it up', async () => {
    const page = await poster(weekWith({}));
    const text = await page.locator('.poster').evaluate((sheet) => {
      sheet.querySelectorAll('rt, rp').forEach((reading) => reading.remove());
      return sheet.textContent.replaceAll(/\s+/g, '');
    });
    for (const words of ['いま箱根をこえて', '三島まであと12キロ', '812,345歩', '毎日歩いた人12人', '60センチ'])
      expect(text).toContain(words);
    expect(await page.locator('.week-bar rect').count()).toBe(7);
    expect(await smallestOn(page, '.poster')).toBeGreaterThanOrEqual(16);
    await page.context().close();
  });

  test('a second round is said; what is not told is not spoken of', async () => {
    const page = await poster(weekWith({ stepsSinceStart: 5_500_000, everyDay: null, fiveDays: null, came: null }));
    const text = await page.locator('.poster').innerText();
    expect(text).toContain('2周目');
    expect(await page.locator('.poster-praise').count()).toBe(0);
    await page.context().close();
  });

  test('before there is a week, the poster explains itself', async () => {
    const page = await poster(null);
    expect(await page.locator('.poster h2').textContent()).toContain('きはじめましょう');
    expect(await page.locator('.map-walked').count()).toBe(0);
    expect(await page.locator('.place').count()).toBeGreaterThanOrEqual(15);
    await page.context().close();
  });
});

/** The poster as the bundle carries it, on a page of its own. */
const buildWall = async (): Promise<{ readonly folder: string; readonly http: Server }> => {
  const folder = await mkdtemp(join(tmpdir(), 'ayumi-wall-'));
  await run(process.execPath, [
    vitePath,
    'build',
    join(import.meta.dirname, 'poster-wall'),
    '--outDir',
    folder,
    '--logLevel',
    'error',
  ]);
  const kinds: Readonly<Record<string, string>> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.woff2': 'font/woff2',
  };
  const http = createServer((request, response) => {
    const path = join(folder, request.url ?? '/');
    void readFile(path).then(
      (content) => {
        response.writeHead(200, { 'content-type': kinds[extname(path)] ?? '' });
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
  return { folder, http };
};
