/** Promises of the desk pages as they are seen: every page says how things are, in both languages, and shuts nobody out. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeWithServer } from '../../runtime/test-server.ts';
import { DeskVisits, deskWidth, faultsOf, phoneWidth, titleOf, violationsOf, type Desk } from './desk-visit.ts';

/** Every page, with what its title must say in Japanese and in English. */
const places = [
  ['?', '番号を入れてください ・ 2日分が 確かめを待っています', 'Please enter a number · 2 days wait to be checked'],
  ['?query=1', '番号を入れてください', 'Please enter a number'],
  ['?page=person&id=P-0004', '1日分が 確かめを待っています', '1 day waits to be checked'],
  ['?page=person&id=P-0005', 'P-0005さんの残高は', 'The balance of P-0005 is'],
  ['?page=day&id=P-0002&date=2026-11-17', '11月17日(火)は', 'Tue 17 Nov:'],
  ['?page=day&id=P-0004&date=2026-11-15', '11月15日(日)は 0ポイントです', 'Sun 15 Nov: 0 points'],
  ['?page=held', '2日分が 確かめを待っています', '2 days wait to be checked'],
  ['?page=evidence&id=P-0007&date=2026-11-18', '11月18日(水)の 24,180歩は', '24,180 steps on Wed 18 Nov'],
  ['?page=activity&id=P-0005', 'P-0005さんの活動を入れます', 'Enter an activity of P-0005'],
  ['?page=stamps&id=P-0005', 'P-0005さんの紙のスタンプを入れます', 'Key in the paper stamps of P-0005'],
  ['?page=transfer&id=P-0005', 'P-0005さんの紙のポイントは 1点（紙）です', 'P-0005 has 1 paper point on paper'],
  ['?page=statement&id=P-0005', '2026年度（4月〜3月）の明細', 'Statement of fiscal 2026'],
  ['?page=groups', '2団体が活動しています', '2 groups are active'],
  ['?page=attendance', '来た人の番号を 入れてください', 'Please enter the numbers'],
  ['?page=codes', 'コードが 2件 使えます', '2 codes are valid now'],
  ['?page=sheet&code=code-1', '市の健康行事のコード ・ 使えます', 'Code for City health event · valid'],
  ['?page=sheet&code=code-2', '健康診査・人間ドックのコード ・ 使えます', 'Code for Health check · valid'],
  ['?page=rules', 'いまのきまりは 第1版（2024年3月27日から）です', 'Version 1 of the rules is in force'],
] as const;

describeWithServer('chromium', 'the desk pages as they look', (chromium) => {
  let visits: DeskVisits;

  beforeAll(async () => {
    visits = await DeskVisits.begin(chromium);
  });
  afterAll(() => visits[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visits.endTest()).toEqual([]);
  });

  const expectsNoFault = async (page: Page): Promise<void> => {
    expect(await faultsOf(page)).toEqual([]);
  };

  test.each(places)('%s says how things are in both languages and breaks no rule', async (place, ja, en) => {
    const desk = await visits.desk();
    const page = await desk.open(place);
    await expect.poll(() => titleOf(page)).toContain(ja);
    await expect.poll(() => page.title()).toContain(ja);
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    await expectsNoFault(page);
    await page.getByRole('button', { name: 'English' }).click();
    await expect.poll(() => titleOf(page)).toContain(en);
    expect(await page.title()).toContain(en);
    await expectsNoFault(page);
    await page.setViewportSize(phoneWidth);
    await expectsNoFault(page);
  });

  test('no Japanese is left over in English but names of places and people, and the switch', async () => {
    const desk = await visits.desk();
    const given =
      /岩見沢保健センター|幌向サービスセンター|栗沢支所|保健センター|健康ひろば|みなみ公園 朝の会|幌向パークゴルフ同好会|ラジオ体操|パークゴルフ|健康づくり推進課|佐藤|カード 12|日本語/g;
    for (const [place] of places) {
      const page = await desk.open(`${place}&lang=en`);
      await page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));
      const text = await page.locator('body').innerText();
      expect(text.replaceAll(given, '')).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
      await page.close();
    }
  });

  test('the address holds the page: loaded again, shared and walked back it is the same', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=person&id=P-0004');
    await page.getByRole('link', { name: '前の月' }).click();
    await page.getByRole('heading', { name: /2026年10月は/ }).waitFor();
    expect(page.url()).toContain('month=2026-10');
    await page.reload();
    await page.getByRole('heading', { name: /2026年10月は/ }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: /2026年11月は/ }).waitFor();
    await page.getByRole('link', { name: /^11月15日\(日\)/ }).click();
    await expect.poll(() => titleOf(page)).toBe('11月15日(日)は 0ポイントです');
    expect(page.url()).toContain('page=day&id=P-0004&date=2026-11-15');
  });

  test('a day in doubt, an open day and a corrected day are told apart by words, not by colour alone', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=person&id=P-0004');
    const cell = (date: string): Promise<string> =>
      page.getByRole('link', { name: new RegExp(`^${date}`) }).innerText();
    expect(await cell('11月15日')).toContain('確認待ち');
    expect(await cell('11月17日')).toContain('途中');
    expect(await cell('11月9日')).toContain('訂正');
    expect(await page.locator('.legend').innerText()).toContain('人が確かめるのを待つ日');
  });

  test('unusual hours are marked by a shape, and a table stands behind the chart', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=evidence&id=P-0007&date=2026-11-18', { viewport: deskWidth });
    await page.locator('.chart svg').waitFor();
    expect(await page.getByRole('img').first().getAttribute('aria-label')).toContain('0時、1時、2時、3時、4時、5時');
    await page.getByText('表で見る').click();
    const lines = page.locator('details tbody tr');
    expect(await lines.count()).toBe(24);
    expect(await lines.first().innerText()).toContain('気になる時間');
    expect(await lines.nth(12).innerText()).not.toContain('気になる時間');
  });

  test.each([
    ['?', '番号を入れてください', '見た人の番号が ここにならびます'],
    ['?query=5', '番号を入れてください', '参加者は まだ登録されていません'],
    ['?page=held', '確かめを待つ日は ありません', 'することはありません'],
    ['?page=groups', '登録された団体は まだありません', 'まとめて入れられます'],
    ['?page=codes', '使えるコードは ありません', 'ここで作って印刷できます'],
  ])('on a programme’s first morning %s explains itself', async (place, title, words) => {
    const desk: Desk = await visits.desk(0);
    const page = await desk.open(place);
    expect(await titleOf(page)).toBe(title);
    await page.getByText(words).waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('a number nobody has is answered with what happened, what is safe and what to do', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=person&id=P-9999');
    const banner = page.getByRole('alert');
    await banner.waitFor();
    expect(await banner.innerText()).toContain('この番号の参加者は ありません');
    expect(await banner.innerText()).toContain('何も変わっていません');
    expect(await banner.innerText()).toContain('もう一度');
    expect(await violationsOf(page)).toEqual([]);
    visits.forget('404');
  });
});
