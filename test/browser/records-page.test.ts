/** Promises of the page that hands data on: counted first, recorded before the file is fetched, kept for good; by keyboard too, and for everybody. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeWithServer } from '../../runtime/test-server.ts';
import { deskWidth, faultsOf, phoneWidth, titleOf } from './desk-visit.ts';
import { RecordsRoom } from './records-room.ts';

describeWithServer('chromium', 'the page that hands data on', (chromium) => {
  let room: RecordsRoom;

  beforeAll(async () => {
    room = await RecordsRoom.open(chromium);
  });
  afterAll(() => room[Symbol.asyncDispose]());
  afterEach(() => expect(room.complaints.splice(0)).toEqual([]));

  const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const says = (page: Page, title: string) => expect.poll(() => titleOf(page), { timeout: 20_000 }).toBe(title);
  const chooseDays = async (page: Page): Promise<void> => {
    await page.getByLabel('この日から').fill('2026-11-01');
    await page.getByLabel('この日まで').fill('2026-11-05');
  };
  const looks = async (page: Page): Promise<void> => expect(await faultsOf(page)).toEqual([]);

  test('a table is chosen, counted, recorded, fetched, found in the list, and its pseudonyms lead back', async () => {
    const page = await room.desk('?page=records');
    await says(page, 'データは まだ だれにも渡していません');
    await looks(page);
    await chooseDays(page);
    await press(page, '件数を確かめる');
    await page.getByRole('heading', { name: '10件 渡します' }).waitFor();
    await page.getByLabel('相手の名前').fill('北大 予防医学');
    await page.getByLabel('理由').fill('共同研究');
    await page.getByLabel('担当の名前').fill('田中');
    await looks(page);
    expect((await room.records.ask('exports')).total).toBe(0);
    await press(page, '渡すことを記録する');
    await says(page, 'データを これまでに 1回 渡しました');
    await looks(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'ファイルを受けとる' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('ayumi-1-day-totals-2026-11-01_2026-11-05.csv');
    const csv = await readFile(await download.path(), 'utf8');
    expect(csv.split('\r\n')).toHaveLength(12);
    await download.delete();
    await page.reload();
    await page.locator('.waiting').waitFor({ state: 'detached' });
    await page.getByText('10件', { exact: true }).waitFor();
    await page.getByLabel('渡す相手').last().selectOption('北大 予防医学');
    await page.getByLabel('仮名', { exact: true }).fill(/px[0-9a-f]{24}/.exec(csv)?.[0] ?? '');
    await page.getByLabel('理由').last().fill('問い合わせ');
    await press(page, '調べる');
    await page.getByText('P-0001 です').waitFor();
    await looks(page);
    await page.context().close();
  });

  test('a form that holds settled days only says what it leaves out, and another recipient is chosen from those known', async () => {
    await room.records.exported('days', 'csv', { recipient: '市立病院' });
    const page = await room.desk('?page=records');
    await page.getByLabel('どの形で渡すか').selectOption('FHIR R4');
    await page.getByText('病院や健康記録のシステムが').waitFor();
    await page.getByLabel('どの形で渡すか').selectOption('Open mHealth');
    await chooseDays(page);
    await press(page, '件数を確かめる');
    await page.getByText('ほかに 2件ありますが').waitFor();
    expect(await page.getByLabel('渡す相手').first().locator('option').allInnerTexts()).toContain('市立病院');
    await page.getByLabel('何を渡すか').selectOption('ポイントの記帳');
    expect(await page.getByLabel('どの形で渡すか').locator('option').allInnerTexts()).toEqual(['CSV']);
    await press(page, '件数を確かめる');
    await page.getByText('この期間に 渡すものが ありません').waitFor();
    await page.context().close();
  });

  test('by keyboard alone, from the first field to the file', async () => {
    const page = await room.desk('?page=records');
    await page.getByLabel('何を渡すか').focus();
    await page.keyboard.press('ArrowDown');
    await chooseDays(page);
    await page.getByRole('button', { name: '件数を確かめる' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /件 渡します$/ }).waitFor();
    const before = (await room.records.ask('exports')).total;
    await page.getByLabel('渡す相手').first().focus();
    // Nobody is proposed: past somebody new to somebody known.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('共同研究');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('田中');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'ファイルを受けとる' }).waitFor();
    const { exports, total } = await room.records.ask('exports');
    expect(total).toBe(before + 1);
    expect(exports[0]).toMatchObject({ what: 'intervals', reason: '共同研究', actor: '田中' });
    await page.context().close();
  });

  test.each([
    ['desk', deskWidth],
    ['phone', phoneWidth],
  ])('in English on a %s it says the same, and shuts nobody out', async (_, viewport) => {
    const page = await room.desk('?page=records&lang=en', { viewport });
    await expect.poll(() => titleOf(page)).toMatch(/^Data has been handed on/);
    await page.getByText('Choose this if in doubt').waitFor();
    await looks(page);
    await page.getByRole('button', { name: '日本語' }).click();
    await looks(page);
    await page.context().close();
  });
});
