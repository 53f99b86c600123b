/** Promises of the kiosk to those who see, hear or press otherwise: keyboard, large text, furigana, stillness, and sizes for two metres. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { kioskCardWith, kioskStateWith } from '../../dashboards/fixture/kiosk-with.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { poor, received, secondsAgo, several } from './kiosk-people.ts';
import {
  eventually,
  KioskVisits,
  kioskWidth,
  overflowOf,
  phoneWidth,
  violationsOf,
  type KioskGateway,
} from './kiosk-visit.ts';

describeWithServer('chromium', 'the kiosk, for everybody', (chromium) => {
  let visits: KioskVisits;
  let gateway: KioskGateway;

  beforeAll(async () => {
    visits = await KioskVisits.begin(chromium);
  });
  afterAll(() => visits[Symbol.asyncDispose]());
  afterEach(async () => {
    // Browsers say so themselves where no sound may be made yet; the screen says it in words.
    const complaints = await visits.endTest();
    expect(complaints.filter((complaint) => !complaint.includes('AudioContext was not allowed'))).toEqual([]);
  });

  const open = async (place = '', options = {}): Promise<Page> => {
    gateway = await visits.gateway();
    return visits.open(gateway, place, options);
  };
  const show = (...cards: readonly ReturnType<typeof kioskCardWith>[]): void =>
    gateway.stand.show(kioskStateWith({ cards }));
  const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click();
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => document.activeElement?.textContent.trim() ?? '');

  test('furigana stands over every kanji, and on nothing else', async () => {
    const page = await open();
    show(...several);
    await page.locator('.beside').waitFor();
    expect(await page.locator('ruby').count()).toBe(0);
    await press(page, 'ふりがな');
    await page.locator('ruby').first().waitFor();
    const bare = await page.locator('.kiosk').evaluate((kiosk) => {
      const copy = kiosk.cloneNode(true) as HTMLElement;
      copy.querySelectorAll('ruby, .unseen, .head-centre').forEach((part) => part.remove());
      return copy.textContent;
    });
    expect(bare).not.toMatch(/\p{Script=Han}/u);
    expect(await page.getByRole('button', { name: 'ふりがな' }).getAttribute('aria-pressed')).toBe('true');
    expect(await violationsOf(page)).toEqual([]);
    await page.reload();
    await page.locator('ruby').first().waitFor();
  });

  test('everything can be done by keyboard', async () => {
    const page = await open();
    show(kioskCardWith({ id: 'a', label: '7', at: secondsAgo(2000) }));
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('もう一度 見る');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatch(/^7番さん/);
    await page.keyboard.press('Enter');
    await eventually(() => focused(page)).toBe('7日分 届きました');
    for (const button of ['紙に 出す', 'とじる', 'もう一度 見る', 'English']) {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe(button);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '7 days received' }).waitFor();
    for (let button = 0; button < 3; button++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').getByText('Volume 3 of 5').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Sound and voice');
  });

  test.each([kioskWidth, phoneWidth])('nothing is lost at $width × $height, at any size of text', async (viewport) => {
    const page = await open('', { viewport });
    show(...several);
    await page.locator('.beside').waitFor();
    for (const percent of [100, 150, 200]) {
      await page.locator(`html[data-text="${percent}"]`).waitFor();
      expect(await overflowOf(page)).toBe(0);
      expect(await cutOffIn(page)).toEqual([]);
      await press(page, /^文字/);
    }
  });

  test('from two metres: the answer 64 px, everything else 28 px, every target 96 px', async () => {
    const page = await open();
    for (const cards of [[], several, [kioskCardWith({ at: secondsAgo(1), step: { ...received, result: poor } })]]) {
      show(...cards);
      await eventually(() => page.locator('.card').count()).toBe(cards.length);
      const answers = await sizesOf(page, '.card-answer span, .idle-title');
      expect(Math.min(...answers)).toBeGreaterThanOrEqual(64);
      expect(Math.min(...(await sizesOf(page, '.kiosk *:not(.unseen *)')))).toBeGreaterThanOrEqual(28);
      const targets = await page.locator('button').evaluateAll((buttons) =>
        buttons.map((button) => {
          const { width, height } = button.getBoundingClientRect();
          return Math.min(width, height);
        }),
      );
      expect(Math.min(...targets)).toBeGreaterThanOrEqual(96);
    }
  });

  test('nothing moves for who wants no motion, and the drawing lives for the others', async () => {
    const animationOf = (page: Page): Promise<string> =>
      page.locator('.tray-pedometer').evaluate((drawing) => getComputedStyle(drawing).animationName);
    expect(await animationOf(await open())).toBe('none');
    expect(await animationOf(await open('', { reducedMotion: 'no-preference' }))).toBe('pedometer-lands');
  });

  test('whoever needs the colours of their system sees every card and button', async () => {
    const page = await open('', { forcedColors: 'active' });
    show(...several);
    await page.locator('.beside').waitFor();
    const borders = await page
      .locator('.card, .bar-button')
      .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).borderTopStyle));
    expect(new Set(borders)).toEqual(new Set(['solid']));
    expect(await violationsOf(page)).toEqual([]);
  });
});

/** Texts that reach out of their card or button. */
const cutOffIn = (page: Page): Promise<readonly string[]> =>
  page.locator('.card, button').evaluateAll((frames) =>
    frames.flatMap((frame) => {
      const around = frame.getBoundingClientRect();
      return [...frame.querySelectorAll('span, p, li')].flatMap((part) => {
        const inner = part.getBoundingClientRect();
        const isOut =
          inner.right > around.right + 1 || inner.bottom > around.bottom + 1 || inner.left < around.left - 1;
        return isOut ? [part.textContent] : [];
      });
    }),
  );

/** Sizes of whatever has text of its own. */
const sizesOf = (page: Page, selector: string): Promise<readonly number[]> =>
  page.locator(selector).evaluateAll((parts) =>
    parts
      .filter((part) =>
        [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
      )
      .filter((part) => part.closest('rt, .unseen, svg') === null)
      .map((part) => Number.parseFloat(getComputedStyle(part).fontSize)),
  );
