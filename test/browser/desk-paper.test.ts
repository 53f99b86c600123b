/** Promises of the desk's paper: an explanation fits one A6 page, statements and codes are A4, and a camera reads what is printed. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { explainedDaySchema } from '../../contract/desk-day.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { DeskVisits, titleOf } from './desk-visit.ts';
import { readCodes } from './read-codes.ts';

const pointsPerMillimetre = 72 / 25.4;
const a6 = { width: 105, height: 148 };
const a4 = { width: 210, height: 297 };

/** The pages of a PDF, in millimetres. */
const pagesOf = async (page: Page): Promise<readonly { readonly width: number; readonly height: number }[]> => {
  await page.evaluate(() => document.fonts.ready);
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return [...paper.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => ({
    width: Math.round(Number(width) / pointsPerMillimetre),
    height: Math.round(Number(height) / pointsPerMillimetre),
  }));
};

describeWithServer('chromium', 'the paper of the desk', (chromium) => {
  let visits: DeskVisits;

  beforeAll(async () => {
    visits = await DeskVisits.begin(chromium);
  });
  afterAll(() => visits[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visits.endTest()).toEqual([]);
  });

  test.each(['', '&lang=en'])('every kind of day is explained on one page of A6 %s', async (language) => {
    const desk = await visits.desk();
    // Finished, in doubt, held, open, put right, not in.
    for (const day of [
      'P-0002&date=2026-11-17',
      'P-0004&date=2026-11-15',
      'P-0009&date=2026-11-17',
      'P-0004&date=2026-11-17',
      'P-0004&date=2026-11-09',
      'P-0004&date=2026-11-20',
    ]) {
      const page = await desk.open(`?page=day&id=${day}${language}`);
      expect(await pagesOf(page)).toEqual([a6]);
      await page.close();
    }
  });

  test.each(['', '&lang=en'])(
    'however much there is to say, it stays one page, and says what it leaves out %s',
    async (language) => {
      const desk = await visits.desk();
      for (const times of [1, 2, 3, 5, 9]) {
        const page = await desk.open();
        await page.route('**/days/*', async (route) => {
          const told = explainedDaySchema.parse(await (await route.fetch()).json());
          const sentences = Array.from({ length: times }, (_, index) => ({
            ja: `${index} ${'ひとつの長い文がここにあります。'.repeat(times)}`,
            en: `${index} ${'Here stands one of several rather long sentences. '.repeat(times)}`,
          }));
          const entries = Array.from({ length: times }, () => told.entries).flat();
          await route.fulfill({ json: { ...told, sentences, entries } });
        });
        await page.goto(new URL(`?page=day&id=P-0004&date=2026-11-09${language}`, page.url()).href);
        await page.locator('.slip-a6').waitFor({ state: 'attached' });
        expect(await pagesOf(page)).toEqual([a6]);
        if (times === 9)
          expect(await page.locator('.slip-foot').textContent()).toMatch(language === '' ? /ほか \d+件/ : /\d+ more/);
        await page.close();
      }
    },
  );

  test('the slip carries the number, the points and the reason, and nothing of the screen', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=day&id=P-0002&date=2026-11-17');
    const title = await titleOf(page);
    await page.emulateMedia({ media: 'print' });
    const slip = await page.locator('body').innerText();
    expect(slip).toContain('P-0002');
    expect(slip).toContain(title);
    expect(slip).toContain('自分のスマートフォンの歩数と ちがうのは');
    expect(slip).toContain('きまり 第1版 ・ 合計 ');
    expect(slip).toMatch(/歩数計 \d+番 ・ 記録 2件 \d+\/\d+ \d\d:\d\dに届く/);
    expect(slip).not.toContain('印刷する');
    expect(slip).not.toContain('前の日');
    const sizes = await page
      .locator('.slip-a6')
      .evaluate((paper) => [...paper.querySelectorAll('p, li, h2')].map((part) => getComputedStyle(part).fontSize));
    // 12 points are 16 pixels.
    expect(Math.min(...sizes.map(Number.parseFloat))).toBeGreaterThanOrEqual(16);
  });

  test('a statement is A4: a month on two pages at most, the fiscal year in order', async () => {
    const desk = await visits.desk();
    const month = await pagesOf(await desk.open('?page=statement&id=P-0005&month=2026-11'));
    expect(month.length).toBeLessThanOrEqual(2);
    expect(new Set(month.map(({ width, height }) => `${width}×${height}`))).toEqual(new Set(['210×297']));
    const page = await desk.open('?page=statement&id=P-0005');
    const year = await pagesOf(page);
    expect(year.length).toBeGreaterThan(1);
    expect(year).toEqual(year.map(() => a4));
    expect(await page.locator('.is-statement').innerText()).toContain('2026年4月1日から 2027年3月31日まで');
  });

  test('a venue’s code fills one A4 page; ten slips take two, and none is torn', async () => {
    const desk = await visits.desk();
    expect(await pagesOf(await desk.open('?page=sheet&code=code-1'))).toEqual([a4]);
    const slips = await desk.open('?page=sheet&code=code-2');
    expect(await slips.locator('.slip').count()).toBe(10);
    expect(await pagesOf(slips)).toEqual([a4, a4]);
  });

  test('a camera reads from the paper exactly what was made', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=sheet&code=code-1');
    const [read] = await readCodes(page);
    expect(read).toBe(desk.town.register.sheet('code-1').slips[0]?.text);
  });
});
