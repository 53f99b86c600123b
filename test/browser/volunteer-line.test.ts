/** Promises of the volunteers' pages when lines break: nothing typed is lost, nothing pressed is done twice, and the page says what is safe. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as browsers, type Page } from 'playwright-core';
import { create } from 'qrcode';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { deviceTag } from '../../contract/tag-code.ts';
import { actionRefusals } from '../../contract/volunteer.ts';
import { inventedSerial } from '../../dashboards/fixture/volunteer-devices.ts';
import { languages } from '../../dashboards/shared/language.ts';
import { volunteerWordsOf } from '../../dashboards/volunteer/words/volunteer-words.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { titleOf, violationsOf, VolunteerRooms } from './volunteer-rooms.ts';

describeWithServer('chromium', 'the volunteers’ pages while lines break', (chromium) => {
  let rooms: VolunteerRooms;

  beforeAll(async () => {
    rooms = await VolunteerRooms.begin(chromium);
  }, 120_000);
  afterAll(() => rooms[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await rooms.endTest()).toEqual([]);
  });

  const titled = (page: Page, title: string): Promise<void> =>
    expect.poll(() => titleOf(page), { timeout: 10_000 }).toContain(title);
  const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).click();
  /** The browser itself notes every attempt that failed. */
  const forgetAttempts = (): void => {
    rooms.forget('net::ERR_');
    rooms.forget('ERR_INCOMPLETE_CHUNKED_ENCODING');
  };

  test('with the internet down all work goes on, and what waits is said not to get lost', async () => {
    const { centre, open } = await rooms.room();
    centre.cutLine();
    const page = await open('?page=lost&device=AYM-000005');
    await press(page, 'はい、なくなりました');
    await titled(page, 'なくなったと 記録しました');
    const line = page.locator('.line-state');
    await expect.poll(() => line.innerText()).toContain('インターネットが 切れています');
    expect(await line.innerText()).toContain('1件が 送信を待っています。なくなりません');
    expect(await page.locator('main').innerText()).toContain('送信を待っています');
    expect(await violationsOf(page)).toEqual([]);
    centre.joinLine();
    await page.getByText('記録は 届きました').waitFor();
    await expect.poll(() => line.innerText()).toBe('インターネットに つながっています');
  });

  test('a gateway that starts again keeps what was typed, and the visit is asked for again', async () => {
    const { centre, server, open } = await rooms.room();
    const page = await open('?page=lend&device=AYM-000024');
    await page.getByRole('textbox').fill('30');
    server.stop();
    await page.getByText('受付の機械と つながりません').waitFor();
    expect(await page.getByRole('textbox').inputValue()).toBe('30');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await titled(page, '24番を P-0030さんに 貸します');
    const before = centre.asked.length;
    server.isDown = false;
    await page.getByText('受付の機械と つながりません').waitFor({ state: 'detached' });
    await expect.poll(() => centre.asked.length).toBeGreaterThan(before);
    await page.locator('.check').first().click();
    await page.reload();
    await titled(page, '24番を P-0030さんに 貸します');
    expect(await page.locator('.check[aria-pressed="true"]').count()).toBe(1);
    forgetAttempts();
  });

  test('an answer that never arrives is asked for again with the same id: one action, not two', async () => {
    const { centre, server, open } = await rooms.room();
    const page = await open('?page=lost&device=AYM-000005');
    server.losesAnswers = true;
    await press(page, 'はい、なくなりました');
    await expect.poll(() => centre.state().actions.length).toBe(1);
    await page.getByRole('button', { name: '送っています' }).waitFor();
    server.losesAnswers = false;
    await titled(page, 'なくなったと 記録しました');
    expect(centre.state().actions.length).toBe(1);
    forgetAttempts();
  });

  test('what was pressed before the page was loaded again is still sent', async () => {
    const { centre, server, open } = await rooms.room();
    const page = await open('?page=lost&device=AYM-000005');
    server.stop();
    await press(page, 'はい、なくなりました');
    await page.reload();
    expect(centre.state().actions.length).toBe(0);
    server.isDown = false;
    await expect.poll(() => centre.state().actions.length, { timeout: 15_000 }).toBe(1);
    await titled(page, '5番は もう なくなったことに');
    forgetAttempts();
  });

  test.each(languages)('in %s every refusal is said in words, with what to do', async (language) => {
    const { open } = await rooms.room();
    const page = await open(`?page=lost&device=AYM-000005&lang=${language}`);
    const words = volunteerWordsOf[language];
    for (const because of actionRefusals) {
      await page.route('**/api/centre/actions', (route) => route.fulfill({ json: { kind: 'refused', because } }));
      await press(page, words.whereabouts.lostYes);
      const told = page.getByRole('alert');
      await expect.poll(() => told.innerText()).toContain(words.refusal.title[because]);
      expect(await told.innerText()).toContain(words.refusal.unchanged);
      expect(await told.innerText()).toContain(words.refusal.next[because]);
      await page.unroute('**/api/centre/actions');
    }
    expect(await violationsOf(page)).toEqual([]);
  });

  test('the camera reads a sticker', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ayumi-camera-'));
    const film = join(folder, 'sticker.y4m');
    await writeFile(film, filmOf(deviceTag(inventedSerial(21))));
    const browser = await browsers.launch({
      executablePath: chromium.path,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ],
    });
    try {
      const { open } = await rooms.room();
      const page = await open('?page=lend', { browser, permissions: ['camera'] });
      await press(page, 'カメラで 読む');
      await titled(page, '21番を だれに 貸しますか');
      await page.context().close();
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('slips, call list and poster fit their paper', async () => {
    const { centre, open } = await rooms.room();
    centre.putDown(inventedSerial(21));
    const page = await open('?page=lend&device=AYM-000021&participant=P-0030');
    for (const tick of await page.locator('.check').all()) await tick.click();
    await press(page, '貸し出す');
    await titled(page, '貸出 できました');
    expect(await sizesOf(page)).toEqual([[105, 148]]);
    const url = page.url().replace(/\?.*/, '');
    for (const [place, sizes] of [
      ['?page=calls', [[210, 297]]],
      ['?page=slip&device=AYM-000012', [[105, 148]]],
      ['?page=poster', [[297, 420]]],
      ['?page=help&topic=who', [[210, 297]]],
    ] as const) {
      await page.goto(url + place);
      await page.locator('h1').first().waitFor();
      await page.evaluate(() => document.fonts.ready);
      expect(await sizesOf(page), place).toEqual(sizes);
    }
  });
});

/** Millimetres of every page Chromium prints. */
const sizesOf = async (page: Page): Promise<readonly (readonly number[])[]> => {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  return boxes.map(([, width, height]) => [width, height].map((points) => Math.round((Number(points) / 72) * 25.4)));
};

/** A film of one picture, as Chromium takes it for a camera: YUV 4:2:0, a QR code in black on white. */
const filmOf = (text: string): Buffer => {
  const [width, height] = [640, 480];
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const module = Math.floor(400 / (size + 8));
  const luma = Buffer.alloc(width * height, 235);
  const [left, top] = [(width - size * module) >> 1, (height - size * module) >> 1];
  for (let y = 0; y < size * module; y++) {
    for (let x = 0; x < size * module; x++) {
      const isDark = data[Math.floor(y / module) * size + Math.floor(x / module)] === 1;
      if (isDark) luma[(top + y) * width + left + x] = 16;
    }
  }
  const chroma = Buffer.alloc((width * height) / 2, 128);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\nFRAME\n`), luma, chroma]);
};
