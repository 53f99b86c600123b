/** Promises of the live page, in a real browser: what is seen, read out, typed and lost. */
import axe, { type AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { FixtureTown } from '../../dashboards/fixture/fixture-town.ts';
import type { LiveServer } from '../../ingest/live/live-server.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { BuiltPage, serveTown, townOf } from './built-page.ts';

const enrolled = 34;
const japaneseHeadline = 'きょう 8人が来ました ・ 2人のデータがあと1日で消えます';
const englishHeadline = "8 people came today · 2 people's data will be lost in 1 day";
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
] as const;

describeWithServer('chromium', 'the live page', (chromium) => {
  let built: BuiltPage;
  const opened: AsyncDisposable[] = [];
  const complaints: string[] = [];

  /** A town where nobody comes while one looks. */
  let quiet: LiveServer;

  beforeAll(async () => {
    built = await BuiltPage.open(chromium);
    quiet = await serveTown(townOf(enrolled), built.folder);
  });
  afterAll(async () => {
    await quiet[Symbol.asyncDispose]();
    await built[Symbol.asyncDispose]();
  });
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
    expect(complaints.splice(0)).toEqual([]);
  });

  const serve = async (town: FixtureTown, port = 0): Promise<LiveServer> => {
    const server = await serveTown(town, built.folder, port);
    opened.push(server);
    return server;
  };

  /** A fresh browser without memory; whatever it complains about fails the test. */
  const look = async (
    url: string,
    options: BrowserContextOptions = {},
    prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Page> => {
    const context = await built.browser.newContext({ viewport: sizes[0], reducedMotion: 'reduce', ...options });
    opened.push({ [Symbol.asyncDispose]: () => context.close() });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(url).origin) complaints.push(`asked ${request.url()}`);
    });
    await prepare(page);
    await page.goto(url);
    return page;
  };

  const lookAtTown = async (query = '', options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await look(quiet.url + query, options);
    await page.locator('.chart svg').first().waitFor();
    return page;
  };

  const forget = (expected: string): void => {
    const others = complaints.filter((complaint) => !complaint.includes(expected));
    complaints.splice(0, complaints.length, ...others);
  };

  const headlineOf = (page: Page): Promise<string> => page.locator('h1').innerText();
  const firstLine = (page: Page): Promise<string> => page.locator('.participant-table tbody tr').first().innerText();

  const violationsOf = async (page: Page): Promise<readonly string[]> => {
    await page.evaluate(axe.source);
    const results = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    return results.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
  };

  test('says in Japanese how things are, and who loses data first stands first', async () => {
    const page = await lookAtTown();
    expect(await headlineOf(page)).toBe(japaneseHeadline);
    expect(await page.title()).toBe(`${japaneseHeadline} | 歩み`);
    expect(await firstLine(page)).toMatch(/P-0011\s+11番\s+あと 1日/);
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
  });

  test('the typeface comes with the page', async () => {
    const page = await lookAtTown();
    const loaded = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family);
    });
    expect(new Set(loaded)).toEqual(new Set(['BIZ UDPGothic']));
  });

  test('says the same in English, from a link, and keeps the choice', async () => {
    const page = await lookAtTown('?lang=en');
    expect(await headlineOf(page)).toBe(englishHeadline);
    await page.goto(page.url().replace('?lang=en', ''));
    await page.locator('h1').waitFor();
    expect(await headlineOf(page)).toBe(englishHeadline);
    expect(page.url()).toContain('?lang=en');
  });

  test('no Japanese is left over in English but the names of centres and the switch', async () => {
    const page = await lookAtTown('?lang=en&person=P-0004');
    const text = await page.locator('body').innerText();
    const centres = /岩見沢保健センター|幌向サービスセンター|栗沢支所|北村支所|日本語/g;
    expect(text.replaceAll(centres, '')).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
  });

  test('everything can be done by keyboard', async () => {
    const page = await lookAtTown();
    const focused = (): Promise<string> => page.evaluate(() => (document.activeElement as HTMLElement).innerText);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('参加者の表へ');
    await page.keyboard.press('Enter');
    for (let group = 0; group < 2; group++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('.participant-table tbody tr').count()).toBe(4);

    for (let step = 0; step < 3; step++) await page.keyboard.press('Tab');
    await page.keyboard.type('１９番');
    expect(await page.locator('.participant-table tbody tr').count()).toBe(1);
    // Eight columns to sort by, then the one person found.
    for (let column = 0; column < 9; column++) await page.keyboard.press('Tab');
    expect(await focused()).toBe('P-0019');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open] .chart svg').waitFor();
    expect(page.url()).toContain('person=P-0019');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toBe('P-0019');
    expect(page.url()).not.toContain('person');
  });

  test('the table is sorted by any column, both ways, and says so', async () => {
    const page = await lookAtTown();
    const points = page.getByRole('columnheader', { name: 'ポイント' });
    await points.getByRole('button').press('Enter');
    await points.getByRole('button').press('Enter');
    expect(await points.getAttribute('aria-sort')).toBe('descending');
    const shown = await page.locator('tbody .col-points').allInnerTexts();
    expect(shown.map(Number)).toEqual(shown.map(Number).toSorted((left, right) => right - left));
  });

  test('a person’s days stand in a chart with a sentence for it and a table behind it', async () => {
    const page = await lookAtTown('?person=P-0004');
    const dialog = page.locator('dialog[open]');
    await dialog.locator('.chart svg').waitFor();
    expect(await dialog.locator('h2').innerText()).toMatch(/^1日平均 [\d,]+歩。いちばん歩いたのは \d+月\d+日/);
    expect(await dialog.getByRole('img').first().getAttribute('aria-label')).toMatch(/28日のうち \d+日分が届き/);
    await dialog.getByText('表で見る').click();
    expect(await dialog.locator('tbody tr').count()).toBe(28);
    const states = await dialog.locator('.swatch').count();
    expect(states).toBeGreaterThanOrEqual(3);
  });

  test('a visit is on the screen as it comes, and the table follows', async () => {
    const town = townOf(enrolled);
    const server = await serve(town);
    const page = await look(server.url);
    await page.locator('.visit').first().waitFor();
    town.receiveVisit('P-0011');
    await expect.poll(() => page.locator('.visit').first().innerText()).toMatch(/^11番/);
    await expect.poll(() => firstLine(page)).not.toContain('P-0011');
    expect(await headlineOf(page)).toContain('きょう 9人が来ました');
  });

  test('a lost connection says what is safe, and mends itself', async () => {
    const town = townOf(enrolled);
    const server = await serve(town);
    const page = await look(server.url);
    await page.locator('.chart svg').waitFor();
    const port = Number(new URL(server.url).port);
    await server[Symbol.asyncDispose]();
    const banner = page.locator('.banner');
    await banner.waitFor();
    expect(await banner.innerText()).toContain('失われません');
    expect(await banner.innerText()).toContain('自動でつなぎ直しています');
    expect(await violationsOf(page)).toEqual([]);
    await serve(town, port);
    await banner.waitFor({ state: 'detached' });
    expect(await headlineOf(page)).toBe(japaneseHeadline);
    // The browser itself notes every refused attempt.
    forget('net::ERR_');
  });

  test('a programme on its first morning explains itself', async () => {
    const server = await serve(townOf(0));
    const page = await look(server.url);
    await page.locator('h1').waitFor();
    expect(await headlineOf(page)).toBe('参加者は まだ登録されていません');
    expect(await page.locator('.first-steps li').count()).toBe(3);
    expect(await page.locator('main').innerText()).toContain('まだ だれも来ていません');
    expect(await violationsOf(page)).toEqual([]);
  });

  test('nothing moves for who wants no motion', async () => {
    const still = await lookAtTown();
    const moving = await lookAtTown('', { reducedMotion: 'no-preference' });
    const animationOf = (page: Page): Promise<string> =>
      page
        .locator('.visit')
        .first()
        .evaluate((visit) => getComputedStyle(visit).animationName);
    expect(await animationOf(still)).toBe('none');
    expect(await animationOf(moving)).toBe('visit-arrives');
  });

  test('where the chart cannot be loaded, its table still stands', async () => {
    const server = await serve(townOf(enrolled));
    const page = await look(server.url, {}, (fresh) => fresh.route(/chart-core/, (route) => route.abort()));
    await page.getByText('図を読みこめませんでした').waitFor();
    await page.getByText('表で見る').click();
    expect(await page.locator('.dates tbody tr').count()).toBeGreaterThan(50);
    forget('net::ERR_FAILED');
  });

  test.each(sizes)('fits and breaks no rule of accessibility at $width × $height, in both languages', async (size) => {
    const page = await lookAtTown('?lang=ja', { viewport: size });
    await expectsNoFault(page);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: '8 people came today' }).waitFor();
    await expectsNoFault(page);
    await page.locator('.participant-table .textual').first().click();
    await page.locator('dialog[open] .chart svg').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  const expectsNoFault = async (page: Page): Promise<void> => {
    await page.evaluate(() => document.fonts.ready);
    const beyond = await page.evaluate(() => {
      const panel = document.querySelector('.participants')?.getBoundingClientRect().right ?? 0;
      const table = document.querySelector('.participant-table')?.getBoundingClientRect().right ?? 0;
      const { scrollWidth, clientWidth } = document.documentElement;
      return Math.max(scrollWidth - clientWidth, table - panel);
    });
    expect(beyond).toBeLessThanOrEqual(0);
    expect(await violationsOf(page)).toEqual([]);
  };
});
