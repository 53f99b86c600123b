/** Promises of the analysts' page on paper and under the keyboard: nothing is cut, and everything can be reached. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeWithServer } from '../../runtime/test-server.ts';
import { allAnswered, AnalystVisits } from './analyst-visit.ts';
import { printedPages } from './clerk-morning-paper.ts';

describeWithServer('chromium', 'the analysts’ page on paper and under the keyboard', (chromium) => {
  let visits: AnalystVisits;

  beforeAll(async () => {
    visits = await AnalystVisits.begin(chromium);
  });
  afterAll(() => visits[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visits.endTest()).toEqual([]);
  });

  test('what has not been looked at yet is drawn for paper too, and no picture is wider than its place', async () => {
    const page = await visits.open('?trial=on&tiers=4000:1,6000:3');
    await allAnswered(page);
    await page.locator('#whatIf .as-of').waitFor();
    await page.locator('.chart svg').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 1024, height: 700 });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    const widths = await page
      .locator('.chart')
      .evaluateAll((all) => all.map((each) => [each.querySelector('svg')?.clientWidth ?? 0, each.clientWidth]));
    expect(widths.length).toBeGreaterThan(10);
    expect(widths.filter(([drawn = 0, place = 0]) => drawn === 0 || drawn > place + 8)).toEqual([]);
    expect(await page.locator('.filter').isVisible()).toBe(false);
    expect(await page.locator('.paper-only').innerText()).toMatch(/すべての拠点、すべての年齢 ・ 印刷 \d+月\d+日/u);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  });

  test('it is A4 across, without tables unless they are wanted', async () => {
    const page = await visits.open('?period=4-weeks');
    await allAnswered(page);
    await page.locator('.chart svg').first().waitFor();
    const plain = await printedPages(page);
    expect(new Set(plain)).toEqual(new Set(['297×210']));
    await page.getByLabel('表も印刷する').check();
    expect((await printedPages(page)).length).toBeGreaterThan(plain.length);
  });

  test('the first page has room for two chapters, in both languages', async () => {
    // A4 across, without its margins, in the pixels of a style sheet.
    const paper = { width: 1024, height: 718 };
    for (const query of ['?lang=ja', '?lang=en']) {
      const page = await visits.open(query);
      await allAnswered(page);
      await page.locator('.chart svg').first().waitFor();
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize(paper);
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      const end = await page.locator('#steps').evaluate((chapter) => chapter.getBoundingClientRect().bottom + scrollY);
      expect([query, end < paper.height ? '' : end]).toEqual([query, '']);
    }
  });

  test('tables that are wanted stand beside their picture, and none is wider than its place', async () => {
    const page = await visits.open('?lang=en&trial=on&tiers=4000:1,6000:3');
    await allAnswered(page);
    await page.locator('#whatIf .as-of').waitFor();
    await page.getByLabel('Print the tables too').check();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 1024, height: 700 });
    const cut = await page
      .locator('.table-place')
      .evaluateAll((all) => all.filter((place) => place.scrollWidth > place.clientWidth).map((each) => each.ariaLabel));
    expect(cut).toEqual([]);
    const placed = await page
      .locator('#steps .plot')
      .first()
      .evaluate((plot) => Array.from(plot.children, (part) => Math.round(part.getBoundingClientRect().top)));
    expect(placed).toHaveLength(2);
    expect(new Set(placed).size).toBe(1);
    const parted = await page
      .locator('.plot-picture')
      .evaluateAll((all) => all.filter((each) => getComputedStyle(each).breakInside !== 'avoid').length);
    expect(parted).toBe(0);
  });

  test('the keyboard alone reaches the content, a choice, a chapter and a table', async () => {
    const page = await visits.open();
    await allAnswered(page);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('本文へ');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('id')).toBe('content');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowLeft');
    expect(page.url()).toContain('period=4-weeks');
    await page.getByRole('navigation').getByRole('link', { name: '記録の質' }).focus();
    await page.keyboard.press('Enter');
    expect(page.url()).toMatch(/#quality$/);
    await page.locator('#quality summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#quality table').first().isVisible()).toBe(true);
  });
});
