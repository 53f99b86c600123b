/** Promises of the kiosk while its gateway is away: it says so calmly, comes back by itself, and opens although nobody answers. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { kioskCardWith, kioskStateWith } from '../../dashboards/fixture/kiosk-with.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { secondsAgo } from './kiosk-people.ts';
import { eventually, KioskVisits, violationsOf, type KioskGateway } from './kiosk-visit.ts';

describeWithServer('chromium', 'the kiosk while its gateway is away', (chromium) => {
  let visits: KioskVisits;
  let gateway: KioskGateway;

  beforeAll(async () => {
    visits = await KioskVisits.begin(chromium);
  });
  afterAll(() => visits[Symbol.asyncDispose]());
  afterEach(async () => {
    visits.forget('AudioContext was not allowed');
    // The browser itself notes every refused attempt.
    visits.forget('net::ERR_');
    expect(await visits.endTest()).toEqual([]);
  });

  const open = async (prepare: (page: Page) => Promise<unknown> = () => Promise.resolve()): Promise<Page> => {
    gateway = await visits.gateway();
    return visits.open(gateway, '', {}, prepare);
  };
  const kept = (page: Page): Promise<readonly string[]> =>
    page.evaluate(async () => {
      const keys = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return keys.flat().map(({ url }) => new URL(url).pathname);
    });
  /** The page, its style, its program, its letters and its sign. */
  const everythingKept = async (page: Page): Promise<void> => {
    await eventually(() => kept(page)).toEqual(
      expect.arrayContaining([
        '/',
        expect.stringMatching(/\.css$/),
        expect.stringMatching(/kiosk.*\.js$/),
        expect.stringMatching(/japanese-400.*\.woff2$/),
        expect.stringMatching(/japanese-700.*\.woff2$/),
      ]),
    );
  };

  test('a short pause alarms nobody; a longer one is said calmly, with what is safe', async () => {
    const page = await open((fresh) => fresh.clock.install());
    await page.clock.runFor(500);
    await gateway.stop();
    await page.clock.runFor(4000);
    expect(await page.getByText('つなぎなおしています').count()).toBe(0);
    await page.clock.runFor(3000);
    await page.getByText('つなぎなおしています').waitFor();
    await page.getByText('歩いた 分は 歩数計に のこっています').waitFor();
    expect(await page.locator('h1').innerText()).toContain('ここに');
    expect(await violationsOf(page)).toEqual([]);
    await gateway.start();
    await eventually(async () => {
      await page.clock.runFor(1500);
      return page.getByText('つなぎなおしています').count();
    }).toBe(0);
  });

  test('a gateway that starts again is found by itself, and shows who came meanwhile', async () => {
    const page = await open();
    await gateway.stop();
    gateway.stand.show(kioskStateWith({ cards: [kioskCardWith({ at: secondsAgo(1) })] }));
    await gateway.start();
    await page.locator('.is-big').waitFor();
    await eventually(() => page.getByRole('log').textContent()).toContain('7日分 届きました');
  });

  test('opened while the gateway is away, the page stands and connects as soon as it is back', async () => {
    const page = await open();
    await everythingKept(page);
    expect((await kept(page)).filter((path) => path.includes('/api/'))).toEqual([]);
    await gateway.stop();
    await page.reload();
    await page.getByText('準備しています').waitFor();
    await page.getByText('つなぎなおしています').waitFor({ timeout: 10_000 });
    const letters = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter(({ status }) => status === 'loaded').map(({ weight }) => weight);
    });
    expect(new Set(letters)).toEqual(new Set(['400', '700']));
    await gateway.start();
    await page.getByText('きょう 12人 来ました').waitFor();
    await page.getByText('つなぎなおしています').waitFor({ state: 'detached' });
  });

  test('a page with something behind its question mark is the same page', async () => {
    const page = await open();
    await everythingKept(page);
    await gateway.stop();
    await page.goto(`${gateway.url}?lang=en`);
    await page.getByText('Getting ready').waitFor();
  });

  test('while the gateway answers, the page is its newest', async () => {
    const page = await open();
    await everythingKept(page);
    const loads = gateway.asked.filter((path) => path === '/').length;
    await page.reload();
    await page.locator('.head-time').waitFor();
    expect(gateway.asked.filter((path) => path === '/').length).toBeGreaterThan(loads);
  });
});
