/** Promises of the kiosk's page, in a real browser: what a person sees, reads by ear, presses and can have back. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { kioskCardWith, kioskStateWith } from '../../dashboards/fixture/kiosk-with.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { following, secondsAgo, several, steps } from './kiosk-people.ts';
import { eventually, KioskVisits, kioskWidth, overflowOf, violationsOf, type KioskGateway } from './kiosk-visit.ts';

/** Every step is looked at by axe, on a machine that other tests keep busy. */
const manyStepsMs = 120_000;

describeWithServer('chromium', 'the kiosk', (chromium) => {
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
  const headline = (page: Page): Promise<string> => page.locator('h1').innerText();
  const oneLine = async (page: Page): Promise<string> => (await headline(page)).replaceAll(/\s+/g, ' ').trim();
  const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click();

  test('invites, and says how the day has been', async () => {
    const page = await open();
    expect(await oneLine(page)).toBe('歩数計を ここに おいてください');
    expect(await page.locator('.head').innerText()).toMatch(
      /幌向サービスセンター\s+きょう 12人 来ました\s+11月21日\(土\)\s+14:12/,
    );
    expect(await page.title()).toBe('歩み 受付');
    expect(await violationsOf(page)).toEqual([]);
  });

  test('a cut line alarms nobody: points follow', async () => {
    const page = await open();
    gateway.stand.show(kioskStateWith({ isUp: false }));
    await page.getByText('ポイントは あとで 届きます').waitFor();
    expect(await oneLine(page)).toBe('歩数計を ここに おいてください');
  });

  test('a gateway that hears nothing sends people to the staff', async () => {
    const page = await open();
    gateway.stand.show(kioskStateWith({ radio: 'deaf' }));
    await page.getByText('いま 歩数計を 読めません').waitFor();
    expect(await page.locator('.strip').last().innerText()).toBeTruthy();
    expect(await violationsOf(page)).toEqual([]);
  });

  describe.each(['ja', 'en'] as const)('in %s', (language) => {
    test.each([100, 200])(
      'every step is said and breaks no rule of accessibility with text at %i percent',
      async (percent) => {
        const page = await open(`?lang=${language}`);
        for (let size = 100; size < percent; size += 50) await press(page, language === 'ja' ? /^文字/ : /^Text/);
        await page.locator(`html[data-text="${percent}"]`).waitFor();
        for (const [index, [step, ja, en]] of steps.entries()) {
          show(kioskCardWith({ id: `step-${index}`, at: secondsAgo(1), step }));
          await page.locator(`.is-big[data-step="${step.kind}"]`).waitFor();
          await eventually(() => oneLine(page)).toBe(language === 'ja' ? ja : en);
          expect(await violationsOf(page)).toEqual([]);
          expect(await overflowOf(page)).toBe(0);
        }
      },
      manyStepsMs,
    );
  });

  test('a pedometer noticed is on the screen within a second', async () => {
    const page = await open();
    const startMs = performance.now();
    show(kioskCardWith({ label: null, at: secondsAgo(0), step: { kind: 'noticed' } }));
    await page.locator('.ring').waitFor();
    expect(performance.now() - startMs).toBeLessThan(1000);
    show(kioskCardWith({ at: secondsAgo(0), step: { kind: 'reading', done: 2, asked: 8 } }));
    await page.getByRole('img', { name: '25% 読みました' }).waitFor();
  });

  test('the sentence of the programme, and points when they come', async () => {
    const page = await open();
    show(kioskCardWith({ at: secondsAgo(1), step: { kind: 'received', isFirst: false, result: following } }));
    const card = page.locator('.is-big');
    await card.waitFor();
    expect(await card.innerText()).toMatch(
      /12番さん\s+7日分 届きました\s+きのう 6,214歩\s+ポイントは あとで 届きます\s+電池は 元気です/,
    );
    show(kioskCardWith({ at: secondsAgo(1) }));
    await card.getByText('今月 62ポイント').waitFor();
  });

  test('the number is shown, and a nickname only where one was given', async () => {
    const page = await open();
    show(kioskCardWith({ at: secondsAgo(1), nickname: 'うめ' }));
    await page.getByText('うめさん').first().waitFor();
    expect(await page.locator('.kiosk').innerText()).not.toContain('12番');
  });

  test('whoever reads by ear hears each result once', async () => {
    const page = await open();
    const log = page.getByRole('log');
    show(kioskCardWith({ at: secondsAgo(1), step: { kind: 'received', isFirst: false, result: following } }));
    await eventually(() => log.locator('p').count()).toBe(1);
    expect(await log.textContent()).toBe(
      '12番さん。7日分 届きました。きのう 6,214歩。ポイントは あとで 届きます。電池は 元気です。',
    );
    gateway.stand.show(kioskStateWith({ cameToday: 13, cards: gateway.stand.state.cards }));
    await page.getByText('きょう 13人 来ました').waitFor();
    expect(await log.locator('p').count()).toBe(1);
    show(kioskCardWith({ at: secondsAgo(1) }));
    await eventually(() => log.locator('p').allTextContents()).toEqual([
      expect.stringContaining('7日分'),
      '12番さん。今月 62ポイント。',
    ]);
  });

  test('several people have a card each, the newest answer big, and each can be brought forward', async () => {
    const page = await open();
    show(...several);
    await page.locator('.beside li').nth(2).waitFor();
    expect(await page.locator('.is-big .card-name').innerText()).toBe('12番さん');
    expect((await page.locator('.is-small .card-name').allInnerTexts()).map((name) => name.trim())).toEqual([
      '25番さん',
      '31番さん',
      '7番さん',
    ]);
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(kioskWidth.height);
    await press(page, /7番さん/);
    expect(await page.locator('.is-big .card-name').innerText()).toBe('7番さん');
    await press(page, 'とじる');
    expect(await page.locator('.is-big .card-name').innerText()).toBe('12番さん');
  });

  test('a result makes room after half a minute, and can be called back for as long as one likes', async () => {
    const page = await open();
    await page.clock.install();
    await page.reload();
    show(kioskCardWith({ at: secondsAgo(1) }));
    await page.locator('.is-big').waitFor();
    await page.clock.runFor(20_000);
    expect(await page.locator('.is-big').count()).toBe(1);
    await page.clock.runFor(15_000);
    expect(await page.locator('.is-big').count()).toBe(0);
    await press(page, 'もう一度 見る');
    await press(page, /12番さん 7日分/);
    await page.clock.runFor(600_000);
    expect(await page.locator('.is-big .card-answer').innerText()).toContain('7日分');
  });

  test('a page older than its gateway fetches itself anew', async () => {
    const page = await open();
    const loads = gateway.asked.filter((path) => path === '/').length;
    await page.evaluate(() => {
      const NewerStream = class extends EventTarget {
        constructor() {
          super();
          queueMicrotask(() => this.dispatchEvent(new MessageEvent('state', { data: '{"v":2}' })));
        }
        close(): void {
          return undefined;
        }
      };
      Object.assign(window, { EventSource: NewerStream });
    });
    await gateway.stop();
    await gateway.start();
    await eventually(() => gateway.asked.filter((path) => path === '/').length).toBe(loads + 1);
    visits.forget('net::ERR_');
  });
});
