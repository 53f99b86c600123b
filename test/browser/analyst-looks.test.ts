/** Promises of the analysts' page as it is seen: each chapter begins with its finding, and nobody is shut out. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeWithServer } from '../../runtime/test-server.ts';
import { allAnswered, AnalystVisits, chapters, drawAll, findingOf } from './analyst-visit.ts';
import { faultsOf, phoneWidth, violationsOf } from './desk-visit.ts';

/** Every chapter, with what its finding must say in Japanese and in English. */
const findings = {
  participation: [
    /^11月20日\(金\)までの1週間に 約\d{3}人が来ました。\s*貸し出した人の \d\d%です$/u,
    /^About \d{3} people came in the week to Fri 20 Nov: \d\d%/,
  ],
  steps: [
    /まんなかは \d,\d{3}歩です。\s*3,000歩以上の日は 約\d\d%です$/u,
    /^Half of the days have \d,\d{3} steps or more; about \d\d% have 3,000 or more$/,
  ],
  hours: [
    /[月火水木金土日]曜日の \d+時台です。\s*1人平均 \d+歩です$/u,
    /^Most is walked on \w+days from \d+:00 to \d+:00: \d+ steps a person$/,
  ],
  trend: [/自分のはじめの \d\.\d\d倍 歩きました/u, /walked \d\.\d\d times as much/],
  centres: [/駅前プラザが いちばん多く \d,\d{3}歩/u, /^Most is walked at 駅前プラザ, \d,\d{3} steps/u],
  arrival: [/^いま、約\d+人のデータが/u, /^The data of about \d+ people/],
  quality: [/^98%の日は 歩数計の署名で/u, /^98% of the days are proven/],
  points: [
    /^2026年11月（11\/21まで）は 約[\d,]+ポイントが付き、残っているのは 約[\d,]+ポイントです$/u,
    /^About [\d,]+ points were given in November 2026 \(until 21 Nov\); about [\d,]+ points are outstanding$/,
  ],
  liability: [
    /円です。\s*2027年11月には [\d,]+円ほど（[\d,]+円〜[\d,]+円）の見込みです$/u,
    /^What could be exchanged today is worth about ¥[\d,]+; in November 2027 it may be about ¥/,
  ],
} as const;

describeWithServer('chromium', 'the analysts’ page as it looks', (chromium) => {
  let visits: AnalystVisits;

  beforeAll(async () => {
    visits = await AnalystVisits.begin(chromium);
  });
  afterAll(() => visits[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visits.endTest()).toEqual([]);
  });

  const expectsFindings = async (page: Page, language: 0 | 1): Promise<void> => {
    for (const chapter of chapters) expect(await findingOf(page, chapter)).toMatch(findings[chapter][language]);
  };

  test('every chapter begins with its finding in both languages and breaks no rule on a desk and on a telephone', async () => {
    const page = await visits.open('?trial=on&tiers=4000:1,6000:3&cap=60');
    await drawAll(page);
    await page.locator('#whatIf .as-of').waitFor();
    await expectsFindings(page, 0);
    expect(await findingOf(page, 'whatIf')).toMatch(/^このきまりなら、ポイントは 約[\d,]+ポイント少なくなり/u);
    expect(await page.title()).toMatch(/^2026年8月29日〜2026年11月20日のようす \| 歩み 分析$/u);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await expectsFindings(page, 1);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize(phoneWidth);
    await drawAll(page);
    expect(await faultsOf(page)).toEqual([]);
    // What can be chosen would fill the screen before anything is found.
    const choices = page.getByRole('form', { name: 'Choose what to look at' });
    expect(await choices.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Choose what to look at' }).click();
    expect(await choices.isVisible()).toBe(true);
  });

  test('no Japanese is left over in English but names of places, and the switch', async () => {
    const page = await visits.open('?lang=en');
    await allAnswered(page);
    await page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));
    const given =
      /岩見沢保健センター|幌向サービスセンター|栗沢支所|北村支所|西公民館|東公民館|駅前プラザ|朝日地区会館|日本語/gu;
    const text = await page.locator('body').innerText();
    expect(text.replaceAll(given, '')).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
  });

  test('every picture has words for those who do not see it, and a table with a name and heads', async () => {
    const page = await visits.open();
    await drawAll(page);
    const pictures = page.locator('[role=img]');
    const texts = await pictures.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
    expect(texts.filter((text) => !/\d/.test(text))).toEqual([]);
    for (const summary of await page.getByText('表で見る').all()) await summary.click();
    const tables = page.locator('table');
    expect(await tables.count()).toBeGreaterThan(15);
    expect(
      await tables.evaluateAll((all) => all.filter((table) => (table as HTMLTableElement).caption === null).length),
    ).toBe(0);
    expect(await page.locator('th:not([scope])').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('what is hidden is said to be hidden, and never to be nothing', async () => {
    const page = await visits.open('?centres=asahi&ages=85-and-over');
    await allAnswered(page);
    expect(await findingOf(page, 'steps')).toMatch(/10人に満たない|あてはまる人は いません/u);
    const wide = await visits.open('?period=4-weeks');
    await allAnswered(wide);
    await wide.locator('#arrival summary').nth(1).click();
    expect(await wide.locator('#arrival table').nth(1).innerText()).toMatch(/非公開(?!（)/u);
    expect(await wide.locator('#arrival .as-of').innerText()).toMatch(/非公開の数字 \d+個/u);
  });

  test('a period before all records is said to have none, and nobody’s privacy is given as the reason', async () => {
    const page = await visits.open('?lang=en&from=2019-04-01&to=2019-06-30');
    await allAnswered(page);
    for (const chapter of ['steps', 'hours', 'centres'] as const)
      expect(await findingOf(page, chapter)).toBe('There are no records of this period');
    expect(await findingOf(page, 'participation')).toMatch(
      /no records of this period|in the last week of this period$/u,
    );
  });

  test('before anybody has come every chapter says so and says what to do', async () => {
    const page = await visits.open('', { people: 0 });
    await allAnswered(page);
    expect(await findingOf(page, 'participation')).toBe('まだ だれの歩数も 届いていません');
    expect(await page.locator('#steps').innerText()).toContain('歩数計が拠点で読み取られると');
    expect(await violationsOf(page)).toEqual([]);
  });

  test('a town too small to be shown says why, in every chapter', async () => {
    const page = await visits.open('', { people: 6 });
    await allAnswered(page);
    for (const chapter of ['participation', 'steps', 'hours', 'centres', 'points'])
      expect(await page.locator(`#${chapter}`).innerText()).toContain('10人');
    expect(await violationsOf(page)).toEqual([]);
  });

  test('in a small town what is mostly rounding is no finding and no share, and the steps stand below the pictures', async () => {
    const page = await visits.open('?lang=en&trial=on&tiers=4000:1,6000:3', { people: 60 });
    await drawAll(page);
    await page.locator('#whatIf .as-of').waitFor();
    expect(await findingOf(page, 'points')).toMatch(
      /^About [\d,]+ points were given in .*;\s+too few people to say it more exactly$/u,
    );
    expect(await findingOf(page, 'whatIf')).toMatch(
      /^By these rules there would be fewer points;\s+too few people to say/u,
    );
    expect(await page.locator('#whatIf h3').last().innerText()).toMatch(/too few people$/u);
    for (const chapter of ['steps', 'arrival', 'points', 'liability', 'whatIf'])
      expect(await page.locator(`#${chapter} .rounding`).first().innerText()).toMatch(/^Rounded to steps of [\d,]+/u);
    expect(await page.locator('#liability').innerText()).toContain('no line is drawn');
    const shares = (await page.locator('#steps .plot').last().innerText()).match(/\d+(?=%)/gu)?.map(Number) ?? [];
    expect(shares.slice(1).reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(100);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('a trial of today’s rules says that nothing changed', async () => {
    const page = await visits.open('?trial=on', { people: 60 });
    await page.locator('#whatIf .as-of').waitFor();
    expect(await findingOf(page, 'whatIf')).toBe('いまのきまりのままなので、何も変わりません');
    const titles = await page.locator('#whatIf h3').allInnerTexts();
    expect(titles).toEqual(expect.arrayContaining(['どの月も 同じです', 'どの拠点も 同じです']));
  });

  test('text twice as large stands within the page', async () => {
    const page = await visits.open('?lang=en');
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '32px'));
    await drawAll(page);
    expect(await faultsOf(page)).toEqual([]);
  });
});
