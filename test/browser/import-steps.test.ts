/** Promises of importing steps at the desk: seen first, line by line; taken in whole; carried out; taken back; by keyboard too. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { anna, bert, date, device, firstDayMs, dayMs } from '../../ingest/sample-cloud.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { RegisterRoom } from '../integration/register-room.ts';
import { BuiltPage } from './built-page.ts';
import { deskWidth, faultsOf, phoneWidth, titleOf } from './desk-visit.ts';

const daily = (...rows: readonly string[]) => ({
  name: 'watch.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['participant,date,steps', ...rows, ''].join('\n')),
});
const shots = process.env['AYUMI_SHOTS'];

describeWithServer('chromium', 'importing steps at the desk', (chromium) => {
  let built: BuiltPage;
  let room: RegisterRoom;
  let complaints: string[];

  beforeAll(async () => {
    built = await BuiltPage.open(chromium);
  });
  afterAll(() => built[Symbol.asyncDispose]());
  beforeEach(async () => {
    complaints = [];
    room = await RegisterRoom.open(built.folder);
  });
  afterEach(async () => {
    // A page that goes on asking would find nobody there.
    for (const context of built.browser.contexts()) await context.close();
    await room[Symbol.asyncDispose]();
    expect(complaints).toEqual([]);
  });

  const open = async (more = '', options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await built.browser.newContext({ viewport: deskWidth, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${room.server.url}?page=import-steps${more}`);
    await page.locator('form').waitFor();
    return page;
  };
  const shot = async (page: Page, name: string): Promise<void> => {
    if (shots === undefined) return;
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  };
  const fill = async (page: Page, file: ReturnType<typeof daily>): Promise<void> => {
    await page.getByLabel('ファイル', { exact: true }).setInputFiles(file);
    // By the first line of the file, until somebody says otherwise.
    await expect.poll(() => page.getByLabel('中身').inputValue()).toBe('daily');
    await page.getByLabel('最初の日').fill(date(0));
    await page.getByLabel('最後の日').fill(date(20));
    await page.getByLabel('どの仕組みからか').fill('Ｗatch');
  };
  const look = (page: Page): Promise<void> => page.getByRole('button', { name: '取りこむ前に確かめる' }).click();
  const says = (page: Page, title: string | RegExp) =>
    expect.poll(() => titleOf(page), { timeout: 15_000 }).toMatch(title);

  test('a file is looked at, taken in with a reason, carried out, listed, and taken back', async () => {
    room.sample.store.registry.lend(device.serial, bert, firstDayMs + 3 * dayMs);
    const page = await open();
    await shot(page, 'empty');
    expect(await faultsOf(page)).toEqual([]);
    const rows = [0, 1, 2, 3, 4].flatMap((day) => [`${anna},${date(day)},${5000 + day}`, `${bert},${date(day)},4000`]);
    await fill(page, daily(...rows, `${anna},${date(0)},5000`));
    await look(page);
    await says(page, /^8日分が 新しくなる/);
    await page.getByText('同じことを言う行が 1行あります。').waitFor();
    await page.getByText('歩数計を借りていた日 ― 数えません').waitFor();
    await page.getByText(/^8日分は、歩数計の印がないので ポイントはつきません。/).waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await shot(page, 'possible');
    expect(await faultsOf(page)).toEqual([]);
    expect(room.sample.store.derivation.imports.count()).toBe(0);
    await page.getByLabel('取りこむわけ').fill('アプリからの引きつぎ');
    await page.getByLabel('担当の名前').fill('田中');
    await page.getByRole('button', { name: 'このファイルを取りこむ ― 新しくなるのは 8日分' }).click();
    await says(page, '取りこみました');
    await page.getByText('取りこみずみ').waitFor();
    const { totals } = room.sample.store.derivation;
    expect(totals.get(anna, date(2))).toMatchObject({ steps: 5002, trust: 'unsigned', state: 'final' });
    expect(totals.get(bert, date(3))).toBeUndefined();
    await shot(page, 'applied');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: /^取り消す: watch.csv/ }).click();
    await page.getByLabel('取り消すわけ').fill('別の人の記録だった');
    await shot(page, 'undo');
    await page.getByRole('button', { name: '取り消す', exact: true }).click();
    await page.getByText('取り消しずみ').waitFor();
    expect(totals.get(anna, date(2))).toMatchObject({ steps: 0, state: 'corrected' });
  });

  test('every line that is wrong is named, and the rest is counted', async () => {
    const page = await open();
    const rows = Array.from({ length: 260 }, (_, i) => `${anna},${date(i % 9)},${i === 3 ? '=1+1' : `-${i}`}`);
    await fill(page, daily('P-7777,2026-11-01,5', `${anna},42472,5`, ...rows));
    await look(page);
    await says(page, '262か所を直すと 取りこめます ・ まだ何も取りこんでいません');
    await page.getByText('「P-7777」 という参加者は登録されていません').waitFor();
    await page.getByText('ほかに 62件あります。').waitFor();
    expect(await page.locator('.previewed tbody tr').count()).toBe(200);
    await shot(page, 'faulty');
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.getByRole('button', { name: /取りこむ ―/ }).count()).toBe(0);
  });

  test('by keyboard alone, on a phone and in English', async () => {
    const page = await open('&lang=en', { viewport: phoneWidth });
    await page.getByLabel('File', { exact: true }).setInputFiles(daily(`${anna},${date(1)},77`));
    await page.getByLabel('File', { exact: true }).focus();
    const type = async (text: string): Promise<void> => {
      await page.keyboard.press('Tab');
      await page.keyboard.type(text);
    };
    await type('');
    await type('');
    await page.getByLabel('First day').fill(date(0));
    await page.getByLabel('Last day').fill(date(9));
    await page.getByLabel('From which system').focus();
    await page.keyboard.type('watch');
    await page.keyboard.press('Enter');
    await says(page, /^This file has 1 new day$/);
    await shot(page, 'phone-en');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Why it is imported').focus();
    await page.keyboard.type('from a phone');
    await type('Tanaka');
    await page.keyboard.press('Enter');
    await says(page, 'Imported');
    await shot(page, 'phone-en-applied');
    expect(room.sample.store.derivation.totals.get(anna, date(1))?.steps).toBe(77);
  });
});
