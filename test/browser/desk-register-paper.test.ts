/** Promises of the register's papers: labels lie where the sheet has them, a letter is one page however much it says, and a camera reads the codes. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { personSchema } from '../../contract/desk-participant.ts';
import { deviceTag, participantTag } from '../../contract/tag-code.ts';
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { printedPages } from './clerk-morning-paper.ts';
import { DeskVisits, titleOf } from './desk-visit.ts';
import { readCodes } from './read-codes.ts';

const onePageOfA4 = ['210×297'];
const pixelsPerMillimetre = 96 / 25.4;
const device = (number: number): string => deviceTag(`AYM-${String(number).padStart(6, '0')}` as DeviceSerial);
const participant = (number: number): string => participantTag(`P-${String(number).padStart(4, '0')}` as ParticipantId);
/** Pixels as fine as a telephone's camera sees them. */
const fine = { deviceScaleFactor: 3 } as const;

describeWithServer('chromium', 'the papers of the register', (chromium) => {
  let visits: DeskVisits;

  beforeAll(async () => {
    visits = await DeskVisits.begin(chromium);
  });
  afterAll(() => visits[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visits.endTest()).toEqual([]);
  });

  const settled = (page: Page, title: RegExp) => expect.poll(() => titleOf(page), { timeout: 60_000 }).toMatch(title);
  /** Looking at a code takes a moment, so only a few are printed where codes are read. */
  const choose = async (page: Page, ...names: readonly string[]): Promise<void> => {
    await page.getByRole('button', { name: 'すべてはずす' }).click();
    for (const name of names) await page.getByRole('checkbox', { name: new RegExp(name) }).check();
  };

  test('thirteen stickers take one sheet of 65, where the sheet has them, and a camera reads each', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=labels&what=pedometers&centre=hoken', fine);
    expect(await printedPages(page)).toEqual(onePageOfA4);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.label .qr').count()).toBe(13);
    const places = await page
      .locator('.label')
      .evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().toJSON() as DOMRect));
    const [first, second] = places;
    expect((first?.left ?? 0) / pixelsPerMillimetre).toBeCloseTo(4.75, 0);
    expect((first?.width ?? 0) / pixelsPerMillimetre).toBeCloseTo(38.1, 1);
    expect(((second?.left ?? 0) - (first?.left ?? 0)) / pixelsPerMillimetre).toBeCloseTo(40.6, 1);
    // Nothing is cut off, and two millimetres within the edge nothing is printed.
    const cut = await page
      .locator('.label')
      .evaluateAll(
        (labels) =>
          labels.filter((label) => label.scrollHeight > label.clientHeight || label.scrollWidth > label.clientWidth)
            .length,
      );
    expect(cut).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    await choose(page, 'AYM-000003', 'AYM-000206');
    await page.emulateMedia({ media: 'print' });
    expect(await readCodes(page)).toEqual([device(3), device(206)]);
  });

  test('a sheet used before is used on, other sheets have other sizes, and only what is chosen is printed', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=labels&what=pedometers&centre=hoken', fine);
    await page.getByLabel('用紙').selectOption('stickers-12');
    await page.getByLabel('はじめの位置').fill('11');
    await settled(page, /^13枚を A4 2枚/);
    expect(await printedPages(page)).toEqual([...onePageOfA4, ...onePageOfA4]);
    await choose(page);
    await settled(page, /えらんでください/);
    await choose(page, 'AYM-000009');
    await page.getByLabel(/^見つけた人への/).fill('見つけた方は 0126-00-0000 へ');
    await settled(page, /^1枚を A4 1枚/);
    expect(await readCodes(page)).toEqual([device(9)]);
    const label = page.locator('.label');
    expect(await label.innerText()).toMatch(/9\s+岩見沢保健センター\s+見つけた方は/);
    await page.emulateMedia({ media: 'print' });
    const sheet = await page.locator('.label-sheet').boundingBox();
    const box = await label.boundingBox();
    expect(((box?.y ?? 0) - (sheet?.y ?? 0)) / pixelsPerMillimetre).toBeCloseTo(21.6 + 5 * 42.3, 0);
  });

  test('cards carry number, code and the programme’s name; a name only where it is wanted', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=labels&what=participants&centre=hoken', fine);
    expect(await printedPages(page)).toEqual([...onePageOfA4, ...onePageOfA4]);
    await choose(page, 'P-0003', 'P-0006');
    expect(await readCodes(page)).toEqual([3, 6].map(participant));
    const first = page.locator('.label').first();
    expect(await first.innerText()).toMatch(/見本の市 健康ポイント\s+山田 正一\s+P-0003/);
    await page.getByLabel('カードに書く名前').selectOption('none');
    expect(await first.innerText()).not.toContain('山田');
    const width = (await first.boundingBox())?.width ?? 0;
    const height = (await first.boundingBox())?.height ?? 1;
    expect(width / height).toBeCloseTo(86 / 54, 1);
  });

  test.each(['', '&lang=en'])('a letter is one page of A4 whatever there is to say %s', async (language) => {
    const desk = await visits.desk();
    const page = await desk.open(`?page=letter&id=P-0005&month=2026-08${language}`);
    await page.route('**/api/desk/participants/P-0005?month=2026-08', async (route) => {
      const told = personSchema.parse(await (await route.fetch()).json());
      const points = [{ account: 'pedometer', points: 4 }];
      const days = told.days.map((day) => ({ ...day, steps: 12_345, countedSteps: 12_345, state: 'final', points }));
      const accounts = told.accounts.map((account) => ({ ...account, balance: 12_345, monthPoints: 1234 }));
      await route.fulfill({ json: { ...told, days, accounts } });
    });
    await page.reload();
    const fill = async (ja: string, en: string, text: string): Promise<void> =>
      page.getByLabel(language === '' ? ja : en).fill(text);
    await fill('景品までのポイント', 'Points for a voucher', '99,999');
    await fill('問い合わせ先', 'Whom to ask', '健康づくり推進課 電話 0126-00-0000（平日 9時から17時まで）');
    await page.locator('.letter').waitFor();
    expect(await page.locator('.letter-calendar tbody tr').count()).toBe(6);
    expect(await printedPages(page)).toEqual(onePageOfA4);
  });

  test('the letter says it in large print: 14 points and more, what matters most much larger, readings in small', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=letter&id=P-0003', fine);
    await page.locator('.letter').waitFor();
    expect(await page.locator('ruby').count()).toBeGreaterThan(10);
    await page.emulateMedia({ media: 'print' });
    expect(await readCodes(page)).toEqual([participant(3)]);
    const sizes = await page
      .locator('.letter')
      .evaluate((paper) =>
        [...paper.querySelectorAll('p, dt, dd, h2, h3, th, td')].map((part) => getComputedStyle(part).fontSize),
      );
    const points = sizes.map((size) => Number.parseFloat(size) * 0.75);
    expect(Math.min(...points)).toBeGreaterThanOrEqual(14);
    expect(Math.max(...points)).toBeGreaterThanOrEqual(25);
    const text = await page.locator('body').innerText();
    expect(text).toContain('山田 正一 さん');
    expect(text).not.toContain('ふりがなをつける');
    await page.emulateMedia({ media: 'screen' });
    await page.getByLabel('ふりがなをつける').uncheck();
    expect(await page.locator('ruby').count()).toBe(0);
    expect(await page.locator('.letter').innerText()).toContain('17日 歩きました。つづけて 12日の時も ありました。');
    expect(await page.locator('.letter-bring').innerText()).toContain(
      '歩数計を 12月18日(金)までに 拠点へ お持ちください',
    );
    expect(await page.locator('.letter-bar rect.is-open').count()).toBe(1);
  });

  test('a hundred letters come one to a page, with how far it is, and whoever fails is asked for again', async () => {
    const desk = await visits.desk(300);
    const page = await desk.open();
    let fails = true;
    await page.route('**/api/desk/participants/P-0009?**', async (route) => {
      if (fails) await route.fulfill({ status: 500, json: { error: 'broken', ja: '不具合です。', en: 'Broken.' } });
      else await route.continue();
    });
    await page.goto(new URL('?page=letters&centre=hoken', page.url()).href);
    await page.getByText(/100人分のうち \d+人分を 集めました/).waitFor();
    await page.getByText('1人分が 届きませんでした。').waitFor({ timeout: 60_000 });
    await settled(page, /99人分 そろいました$/);
    fails = false;
    await page.getByRole('button', { name: 'もう一度' }).click();
    await settled(page, /100人分 そろいました$/);
    expect(await printedPages(page)).toEqual(Array.from({ length: 100 }, () => onePageOfA4).flat());
    visits.forget('500');
  }, 180_000);
});
