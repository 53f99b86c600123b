/** Promises of the analysts' page at work: what is chosen is in the address, a slow answer never overtakes, and a fault can be tried again. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { calmMood } from '../../dashboards/fixture/analysis-serve.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { phoneWidth } from './desk-visit.ts';
import { allAnswered, AnalystVisits, drawAll, findingOf } from './analyst-visit.ts';

/** On a machine whose two cores others keep busy. */
const patient = { timeout: 20_000 };

const about = (page: Page): Promise<string> => page.locator('h1').innerText();

describeWithServer('chromium', 'the analysts’ page at work', (chromium) => {
  let visits: AnalystVisits;

  beforeAll(async () => {
    visits = await AnalystVisits.begin(chromium);
  });
  afterAll(() => visits[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visits.endTest()).toEqual([]);
  });

  test('what is chosen is in the address, can be loaded again and walked back', async () => {
    const page = await visits.open();
    await allAnswered(page);
    const before = await findingOf(page, 'steps');
    await page.getByLabel('この4週間').check();
    await page.getByRole('checkbox', { name: '駅前プラザ' }).check();
    await page.getByRole('checkbox', { name: '75〜79歳' }).check();
    await expect.poll(() => page.url(), patient).toContain('?period=4-weeks&centres=ekimae&ages=75-79');
    expect(await about(page)).toBe('駅前プラザ ・ 75〜79歳のようす ・ 2026年10月24日〜2026年11月20日');
    await page.locator('#steps [role=status]').waitFor({ state: 'detached' });
    const chosen = await findingOf(page, 'steps');
    expect(chosen).not.toBe(before);
    await page.reload();
    await expect.poll(() => findingOf(page, 'steps'), patient).toBe(chosen);
    for (let step = 0; step < 3; step += 1) await page.goBack();
    await expect.poll(() => findingOf(page, 'steps'), patient).toBe(before);
    expect(await page.getByLabel('この12週間').isChecked()).toBe(true);
  });

  test('an address leads to a chapter, which stays in sight while those above it grow', async () => {
    const page = await visits.open('#quality');
    await allAnswered(page);
    await page.locator('#quality .chart svg').waitFor();
    const top = (): Promise<number> =>
      page.locator('#quality').evaluate((chapter) => Math.abs(chapter.getBoundingClientRect().top));
    await expect.poll(top, patient).toBeLessThan(40);
    expect(await page.locator('[aria-current]').innerText()).toBe('記録の質');
  });

  test('two dates are taken when they make sense, and explained when they do not', async () => {
    const page = await visits.open();
    await page.getByLabel('日付で').check();
    await page.getByLabel('最初の日').fill('2026-12-01');
    await expect.poll(() => page.getByRole('alert').innerText(), patient).toContain('最後の日が 最初の日より前です');
    expect(page.url()).toContain('from=2026-08-29');
    await page.getByLabel('最初の日').fill('2020-04-01');
    await expect.poll(() => page.getByRole('alert').innerText(), patient).toContain('731日（2年）までです');
    await page.getByRole('button', { name: '2024年11月20日〜2026年11月20日を見る' }).click();
    await expect.poll(() => page.url(), patient).toContain('from=2024-11-20&to=2026-11-20');
    await page.getByLabel('最初の日').fill('2026-11-01');
    await expect.poll(() => page.url(), patient).toContain('from=2026-11-01&to=2026-11-20');
  });

  test('a bad address is mended with a word', async () => {
    const page = await visits.open('?period=forever&centres=mars#qualitty');
    expect(await page.locator('.banner').allInnerTexts()).toEqual([
      'アドレスの「期間」が 読み取れなかったので、はじめの形にしました。',
      'アドレスの拠点「mars」は 知られていません。すべての拠点を 見ています。',
      'アドレスの「qualitty」という章は ありません。はじめから 出しています。章は 上のならびから えらべます。',
    ]);
    await expect.poll(() => new URL(page.url()).search, patient).toBe('');
  });

  test('the old picture stays, grey, until the new one is there, and a slow answer does not overtake a quick one', async () => {
    const mood = calmMood();
    const held: (() => void)[] = [];
    mood.wait = (name, query) =>
      name === 'steps' && query.get('centres') === 'kitamura' ? new Promise((go) => held.push(go)) : Promise.resolve();
    const page = await visits.open('', { mood });
    await allAnswered(page);
    const all = await findingOf(page, 'steps');
    await page.getByRole('checkbox', { name: '北村支所' }).check();
    await page.locator('#steps .is-old').waitFor();
    expect(await page.locator('#steps [role=status]').innerText()).toContain('下は 前の数字です');
    expect(await findingOf(page, 'steps')).toBe(all);
    await page.getByRole('checkbox', { name: '駅前プラザ' }).check();
    await page.locator('#steps .is-old').waitFor({ state: 'detached' });
    const both = await findingOf(page, 'steps');
    expect(both).not.toBe(all);
    for (const go of held) go();
    await page.getByRole('checkbox', { name: '北村支所' }).uncheck();
    await expect.poll(() => findingOf(page, 'steps'), patient).not.toBe(both);
  });

  test('a fault says what happened, and pressing again asks again', async () => {
    const mood = calmMood();
    mood.broken = new Set(['steps']);
    const page = await visits.open('', { mood });
    const banner = page.locator('#steps').getByRole('alert');
    await banner.waitFor();
    expect(await banner.innerText()).toContain('いま数えられません');
    mood.broken = new Set();
    await banner.getByRole('button', { name: 'もう一度' }).click();
    await page.locator('#steps .chart').waitFor();
    expect(visits.complaints.splice(0).every((complaint) => complaint.includes('503'))).toBe(true);
  });

  test('while the counting goes on its progress is shown, and at its end the figures are renewed', async () => {
    const mood = calmMood();
    mood.counted = 320;
    const asked: string[] = [];
    mood.wait = (name) => {
      asked.push(name);
      return Promise.resolve();
    };
    const page = await visits.open('', { mood });
    await page.getByText('いま数えなおしています ・ 32%まで進みました').waitFor();
    expect(await page.locator('progress').getAttribute('value')).toBe('320');
    await allAnswered(page);
    mood.counted = 1000;
    await page.locator('progress').waitFor({ state: 'detached' });
    await expect.poll(() => asked.filter((name) => name === 'steps').length, patient).toBe(2);
  });

  test('a table is sorted by its heads, with the keyboard', async () => {
    const page = await visits.open();
    await allAnswered(page);
    await page.locator('#centres summary').focus();
    await page.keyboard.press('Enter');
    const sorter = page.locator('#centres').getByRole('button', { name: '人数（人）' });
    await sorter.focus();
    await page.keyboard.press('Enter');
    const first = (): Promise<string> => page.locator('#centres tbody tr').first().innerText();
    expect(await first()).toContain('岩見沢保健センター');
    expect(await page.locator('#centres th[aria-sort=descending]').innerText()).toContain('人数');
    await page.keyboard.press('Enter');
    expect(await page.locator('#centres tbody th').first().innerText()).toBe('朝日地区会館');
  });

  test('a table is taken out as a file whose name tells what and when, for spreadsheets', async () => {
    const page = await visits.open();
    await allAnswered(page);
    const downloading = page.waitForEvent('download');
    await page
      .locator('#centres')
      .getByRole('button', { name: /取り出す/u })
      .click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('歩み_拠点のくらべ_2026-08-29_2026-11-20.csv');
    const text = await readFile(await download.path(), 'utf8');
    expect(text.startsWith('\uFEFF拠点,')).toBe(true);
    expect(text.trim().split('\r\n')).toHaveLength(9);
    expect(text).toMatch(/,非公開(,|\r|$)/mu);
  });

  test('shares in a file are as fine as they are known', async () => {
    const page = await visits.open();
    await allAnswered(page);
    const downloading = page.waitForEvent('download');
    await page
      .locator('#points .plot')
      .last()
      .getByRole('button', { name: /取り出す/u })
      .click();
    const text = await readFile(await (await downloading).path(), 'utf8');
    const shares = text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[2] ?? '');
    expect(shares.length).toBeGreaterThan(3);
    for (const share of shares) expect(share).toMatch(/^(0\.\d{1,3}|0|1|非公開)$/u);
  });

  test('other rules are tried, told in the address, and put back', async () => {
    const page = await visits.open();
    const chapter = page.locator('#whatIf');
    await chapter.getByRole('button', { name: '段を足す' }).click();
    await chapter.getByLabel('5段目 何歩から').fill('9000');
    await chapter.getByLabel('1か月の上限（ポイント）').fill('たくさん');
    await chapter.getByRole('button', { name: 'このきまりで計算する' }).click();
    await chapter.getByText('直すところが 2か所あります').waitFor();
    expect(await chapter.getByText('前の段より 多い歩数にしてください').isVisible()).toBe(true);
    expect(page.url()).not.toContain('trial');
    await chapter.getByLabel('5段目 何歩から').fill('１２，０００');
    await chapter.getByLabel('1か月の上限（ポイント）').fill('80');
    await chapter.getByRole('button', { name: 'このきまりで計算する' }).click();
    await chapter.locator('.as-of').waitFor();
    expect(decodeURIComponent(page.url())).toContain('tiers=3000:1,5000:2,8000:3,10000:4,12000:5&cap=80');
    const found = await findingOf(page, 'whatIf');
    await page.reload();
    await expect.poll(() => findingOf(page, 'whatIf'), patient).toBe(found);
    await chapter.getByRole('button', { name: 'いまのきまりにもどす' }).click();
    await expect.poll(() => findingOf(page, 'whatIf'), patient).toContain('きまりを変えると');
    expect(page.url()).not.toContain('trial');
  });

  test('what is wrong with a tier stands below its row, and tiers that fall are pointed out and reckoned by all the same', async () => {
    const page = await visits.open('', { viewport: phoneWidth });
    const chapter = page.locator('#whatIf');
    await chapter.getByLabel('2段目 何歩から').fill('5100');
    await chapter.getByRole('button', { name: 'このきまりで計算する' }).click();
    const fault = chapter.locator('.tier-row .field-fault');
    const row = chapter.locator('.tier-row').nth(1);
    const [words, whole] = [await fault.boundingBox(), await row.boundingBox()];
    expect(words?.width).toBeGreaterThan((whole?.width ?? Infinity) - 4);
    await chapter.getByLabel('2段目 何歩から').fill('5000');
    expect(await chapter.getByText('多く歩くと ポイントが減るきまりです').count()).toBe(0);
    await chapter.getByLabel('2段目 何ポイント').fill('0');
    await chapter.getByText('多く歩くと ポイントが減るきまりです').waitFor();
    await chapter.getByRole('button', { name: 'このきまりで計算する' }).click();
    await chapter.locator('.as-of').waitFor();
    expect(decodeURIComponent(page.url())).toContain('tiers=3000:1,5000:0,8000:3,10000:4');
  });

  test('a chapter is led to by a name as the desk’s addresses have it', async () => {
    const page = await visits.open('?page=quality');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), patient).toBe('quality-title');
    expect(await page.locator('.banner').count()).toBe(0);
    const link = page.locator('#quality').getByRole('link', { name: '窓口の「確かめる日」へ' });
    expect(await link.getAttribute('href')).toBe('./?page=held');
  });

  test('an address with other rules opens at what they come to, and reckoning again keeps the keyboard where it is', async () => {
    const page = await visits.open('?trial=on&tiers=4000:1,6000:3');
    await allAnswered(page);
    const chapter = page.locator('#whatIf');
    await chapter.locator('.as-of').waitFor();
    const top = () => chapter.evaluate((each) => Math.round(each.getBoundingClientRect().top));
    await expect.poll(top, patient).toBeLessThan(40);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('whatIf-title');
    const run = chapter.getByRole('button', { name: 'このきまりで計算する' });
    await run.focus();
    await page.keyboard.press('Enter');
    await chapter.getByText('計算しています').waitFor({ state: 'detached' });
    await expect.poll(() => chapter.getByRole('status').innerText(), patient).toMatch(/^このきまりなら、/u);
    expect(await run.evaluate((each) => each === document.activeElement)).toBe(true);
  });

  test('weeks before records begin are not drawn as weeks of nothing', async () => {
    const page = await visits.open('?from=2024-05-01&to=2024-11-20');
    await allAnswered(page);
    await page.getByText('記録は 2024年9月12日からです').waitFor();
    for (const chapter of ['participation', 'quality', 'centres'])
      await expect
        .poll(async () => (await page.locator(`#${chapter} .counts`).allInnerTexts()).join('\n'), patient)
        .toContain('記録のある 9月12日(木)からを 描いています');
    await page.locator('#participation summary').last().click();
    const weeks = await page.locator('#participation table').last().locator('tbody th').allInnerTexts();
    expect(weeks[0]).toBe('9月18日(水)');
  });

  test('the first picture is there within seconds, and the others are drawn only when they come near', async () => {
    const page = await visits.open();
    await allAnswered(page);
    expect(await page.locator('#liability .chart svg').count()).toBe(0);
    await page.reload();
    await page.locator('#participation .chart svg').waitFor();
    // Half a second of the page's own processor time; the rest is the machine's other work.
    expect(await page.evaluate(() => performance.now())).toBeLessThan(5000);
    await drawAll(page);
    expect(await page.locator('#liability .chart svg').count()).toBe(2);
  });
});
