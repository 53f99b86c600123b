/** A clerk's morning: the real cloud, point service and desk pages, from the first question at the counter to the last entry. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeWithServer } from '../../runtime/test-server.ts';
import { BuiltPage } from './built-page.ts';
import { printedPages } from './clerk-morning-paper.ts';
import { readCodes } from './read-codes.ts';
import { ClerkMorningTown, personId, shakenDate } from './clerk-morning-town.ts';
import { deskWidth, titleOf, violationsOf } from './desk-visit.ts';

const onePageOfA6 = ['105×148'];
const onePageOfA4 = ['210×297'];

/** In this order, each on what the ones before have left, as a morning goes. */
describeWithServer('chromium', 'a clerk’s morning', (chromium) => {
  let built: BuiltPage;
  let town: ClerkMorningTown;
  let page: Page;
  const complaints: string[] = [];
  const codes: string[] = [];

  beforeAll(async () => {
    built = await BuiltPage.open(chromium);
    town = await ClerkMorningTown.open(built.folder);
    page = await newPage();
  });
  afterAll(async () => {
    await town[Symbol.asyncDispose]();
    await built[Symbol.asyncDispose]();
  });
  afterEach(async () => {
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints.splice(0)).toEqual([]);
  });

  const newPage = async (): Promise<Page> => {
    const context = await built.browser.newContext({ viewport: deskWidth, reducedMotion: 'reduce' });
    const fresh = await context.newPage();
    fresh.setDefaultTimeout(10_000);
    fresh.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    fresh.on('pageerror', (error) => complaints.push(error.message));
    return fresh;
  };

  const goTo = async (place = ''): Promise<void> => {
    await page.goto(new URL(place, town.url).href);
    await page.locator('h1').waitFor();
    await page.locator('.waiting').waitFor({ state: 'detached' });
  };
  const press = (name: string | RegExp): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const follow = (name: string | RegExp): Promise<void> => page.getByRole('link', { name }).first().click();
  const fill = (label: string, text: string): Promise<void> => page.getByLabel(label, { exact: true }).fill(text);
  const says = (title: string): Promise<void> => expect.poll(() => titleOf(page), { timeout: 10_000 }).toBe(title);
  const balance = (number: number, account?: 'paper'): number => town.points.balance(personId(number), account);
  const isFocused = (text: string): Promise<boolean> =>
    page.evaluate((wanted) => (document.activeElement as HTMLElement).innerText.includes(wanted), text);

  const tabTo = async (text: string): Promise<void> => {
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab');
      if (await isFocused(text)) return;
    }
    throw new Error(`no Tab leads to ${text}`);
  };

  const scan = async (code: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'コード' }).fill(code);
    await page.keyboard.press('Enter');
  };

  test('by keyboard alone: a person is found by the sticker, an activity entered, and taken back', async () => {
    await goTo();
    await page.keyboard.type('１１番');
    await page.keyboard.press('Enter');
    await says('山田 花子さんの残高は 40ポイントです');
    await tabTo('活動を入れる');
    await page.keyboard.press('Enter');
    await says('山田 花子さんの活動を入れます');
    await tabTo('献血');
    await page.keyboard.press('Enter');
    await tabTo('ポイントを確かめる');
    await page.keyboard.press('Enter');
    await page.getByText('記録すると 20ポイントです').waitFor();
    expect(balance(1)).toBe(40);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('田中');
    await page.keyboard.press('Enter');
    await says('記録しました ・ 20ポイント');
    expect(balance(1)).toBe(60);
    await tabTo('入力まちがい');
    await page.keyboard.press('Enter');
    await says('取り消しました');
    expect(balance(1)).toBe(40);
    const kinds = town.points.entries(personId(1)).slice(-2);
    expect(kinds.map(({ kind, points, actor }) => [kind, points, actor])).toEqual([
      ['credit', 20, '田中'],
      ['void', -20, '田中'],
    ]);
  });

  test('a person is found by number; the calendar has the days, and a day says why, on one page of A6', async () => {
    await goTo();
    await page.keyboard.type('P-0001');
    await press('さがす');
    await says('山田 花子さんの残高は 40ポイントです');
    const calendar = page.locator('.person-board');
    expect(await calendar.innerText()).toContain('11月は 21日分が届き、1日平均 6,424歩です');
    expect(await violationsOf(page)).toEqual([]);
    await follow(/11月3日.*6,200歩/);
    await says('11月3日(火)は 2ポイントです');
    const why = await page.locator('.in-words').innerText();
    expect(why).toContain('6,200歩');
    expect(why).toContain('5,000〜7,999歩');
    await page.getByText('届いた記録 1件、24区間').click();
    await page.getByText(/歩数計 11番 ・ 11月21日.*に中央公民館で受け取り/).waitFor();
    expect(await printedPages(page)).toEqual(onePageOfA6);
    await press('English');
    await page.getByText('Why these points').waitFor();
    expect(await printedPages(page)).toEqual(onePageOfA6);
    expect(await violationsOf(page)).toEqual([]);
    await press('日本語');
  });

  test('a code for the venue and one-time codes are made and printed, and a camera reads them from the paper', async () => {
    await goTo('?page=codes');
    await page.getByLabel('活動', { exact: true }).selectOption('city-event');
    await fill('場所', '中央公民館');
    await press('作る');
    await says('市主催の健康関連イベントのコード ・ 使えます');
    expect(await printedPages(page)).toEqual(onePageOfA4);
    const venue = await readCodes(page);
    expect(venue).toHaveLength(1);

    await goTo('?page=codes');
    await page.getByLabel('コードの種類').selectOption('once');
    await page.getByLabel('活動', { exact: true }).selectOption('health-check');
    await fill('場所', '保健センター');
    await fill('枚数', '3');
    await press('作る');
    await says('健診 (特定健診・職場の健診など)のコード ・ 使えます');
    expect(await printedPages(page)).toEqual(onePageOfA4);
    const once = await readCodes(page);
    expect(new Set([...venue, ...once]).size).toBe(4);
    for (const code of [...venue, ...once]) codes.push(code ?? 'not read');
    expect(codes.every((code) => code.startsWith('AYM1.'))).toBe(true);
  });

  test('what the camera read earns once; again, forged or by another it is refused in a sentence', async () => {
    const [venue = '', once = ''] = codes;
    const enter = async (number: number, code: string, points: string): Promise<void> => {
      await goTo(`?page=activity&id=${personId(number)}`);
      await scan(code);
      await page.getByText('このコードを使います').waitFor();
      await press('ポイントを確かめる');
      await press('記録する');
      await says(`記録しました ・ ${points}`);
    };
    await enter(1, venue, '20ポイント');
    await enter(3, once, '100ポイント');
    expect([balance(1), balance(3)]).toEqual([60, 140]);

    await goTo(`?page=activity&id=${personId(1)}`);
    await scan(venue);
    await press('ポイントを確かめる');
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/記録できません[^]*使われています/);
    expect(await violationsOf(page)).toEqual([]);
    await goTo(`?page=activity&id=${personId(1)}`);
    await scan(once);
    await page.getByText('使われています').waitFor();
    await scan(`${venue.slice(0, -1)}${venue.endsWith('0') ? '1' : '0'}`);
    await page.getByText('正しいものではありません').waitFor();
    expect([balance(1), balance(3)]).toEqual([60, 140]);
  });

  test('two groups meet on one day: everybody is recorded in the first, who comes again has had the day’s points', async () => {
    for (const [name, pursuit] of [
      ['東町の朝の会', 'ラジオ体操'],
      ['西町卓球会', '卓球'],
    ] as const) {
      await goTo('?page=groups');
      await fill('団体の名前', name);
      await fill('すること（ラジオ体操など）', pursuit);
      await press('登録する');
      await page.getByRole('link', { name: `${name} 来た人を入れる` }).waitFor();
    }
    await follow('東町の朝の会 来た人を入れる');
    await attend(['11', '12番', 'P-0003'], '3人を記録する');
    await says('3人を記録しました');
    expect(await violationsOf(page)).toEqual([]);

    await goTo('?page=groups');
    await follow('西町卓球会 来た人を入れる');
    for (const number of ['11', '99']) await typeNumber(number);
    await press('ポイントを確かめる');
    const lines = page.locator('.previewed');
    await lines.waitFor();
    expect(await lines.innerText()).toMatch(/11\s+その日の上限に達しています。\s+99\s+その番号の参加者はいません。/);
    expect(await page.getByRole('button', { name: /人を記録する/ }).count()).toBe(0);
    expect([balance(1), balance(2), balance(3)]).toEqual([63, 41, 143]);
  });

  const typeNumber = async (number: string): Promise<void> => {
    await page.getByLabel('番号', { exact: true }).fill(number);
    await page.keyboard.press('Enter');
  };
  const attend = async (numbers: readonly string[], confirm: string): Promise<void> => {
    await page.getByLabel('番号', { exact: true }).waitFor();
    for (const number of numbers) await typeNumber(number);
    await press('ポイントを確かめる');
    await press(confirm);
  };

  test('stamps of a paper card are keyed in; with a pedometer they are moved, and no new stamp is taken', async () => {
    await goTo(`?page=stamps&id=${personId(4)}`);
    for (const [row, date, activity] of [
      [1, '2026-11-02', 'city-event'],
      [2, '2026-11-05', 'health-check'],
    ] as const) {
      await page.getByLabel(`${row}行目 日付`).fill(date);
      await page.getByLabel(`${row}行目 活動`).selectOption(activity);
    }
    await press('ポイントを確かめる');
    await press('まとめて記録する');
    await says('2個のスタンプを記録しました ・ 7ポイント');
    expect(balance(4, 'paper')).toBe(7);

    await town.lendPedometer();
    await goTo(`?page=transfer&id=${personId(4)}`);
    await press('移したあとを確かめる');
    await fill('申込書の番号', '申込 7');
    await press('移すと記録する');
    await says('紙のポイントを移しました');
    expect([balance(4, 'paper'), balance(4)]).toEqual([0, 70]);

    await goTo(`?page=stamps&id=${personId(4)}`);
    await page.getByLabel('1行目 日付').fill('2026-11-06');
    await page.getByLabel('1行目 活動').selectOption('city-event');
    await press('ポイントを確かめる');
    await page.getByRole('heading', { name: '1行が 記録できません。どの行も まだ記録していません' }).waitFor();
    expect(balance(4, 'paper')).toBe(0);
  });

  test('the machine’s day waits with its evidence; accepted, voided and capped in turn, each taken back by a new entry', async () => {
    await goTo('?page=held');
    await says('1日分が 確かめを待っています');
    expect(await violationsOf(page)).toEqual([]);
    await follow(/P-0002|確かめる$/);
    await goTo(`?page=evidence&id=${personId(2)}&date=${shakenDate}`);
    await says('11月18日(水)の 18,000歩は 確かめを待っています');
    await page.locator('.chart svg').waitFor();
    expect(await page.locator('main').innerText()).toContain('18,000');
    const decide = async (choice: RegExp, confirm: string, points: number): Promise<void> => {
      await page.getByRole('radio', { name: choice }).check();
      await page.getByLabel('理由').fill('本人に聞いた');
      await press(confirm);
      await says('11月18日(水)の 18,000歩は 確かめがすみました');
      expect(balance(2)).toBe(41 + points);
    };
    const takeBack = async (): Promise<void> => {
      await press('取りやめて、もう一度 待つ日にする');
      await press('取りやめて、もう一度 待つ日にする');
      await says('11月18日(水)の 18,000歩は 確かめを待っています');
      expect(balance(2)).toBe(41);
    };
    await decide(/そのまま/, 'みとめると記録する', 4);
    await takeBack();
    await decide(/なしにする/, 'なしにすると記録する', 0);
    await takeBack();
    await page.getByRole('radio', { name: /上限をつけて/ }).check();
    await page.getByLabel('上限の歩数').fill('6,000');
    await page.getByText('この日は 2ポイントになります').waitFor();
    await decide(/上限をつけて/, '上限をつけると記録する', 2);
    await goTo('?page=held');
    await says('確かめを待つ日は ありません');
  });

  test('the statement of the month ends with the balance, on A4, in both languages', async () => {
    await goTo(`?page=statement&id=${personId(1)}&month=2026-11`);
    expect(await titleOf(page)).toMatch(/の明細 ・ 残高 63ポイント$/);
    expect(new Set(await printedPages(page))).toEqual(new Set(onePageOfA4));
    await press('English');
    await page.getByRole('heading', { level: 1, name: /balance 63 points$/ }).waitFor();
    expect(await page.locator('.is-statement').innerText()).toContain('Blood donation');
    await goTo('?page=rules&lang=en');
    expect(await titleOf(page)).toMatch(/^Version 1 of the rules is in force/);
  });

  test('afterwards the books balance, and everybody has what was counted by hand', () => {
    const { points } = town;
    // 20 days of 0 1 2 3 4, an event, a group · 19 days of 2, a cap that leaves 2, a group · 20 of 2, a check, a group · 7 × 10
    expect([1, 2, 3, 4].map((number) => balance(number))).toEqual([40 + 20 + 3, 38 + 2 + 3, 40 + 100 + 3, 70]);
    expect(balance(4, 'paper')).toBe(0);
    expect(points.verify()).toMatchObject({ kind: 'ok' });
  });
});
