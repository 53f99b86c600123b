/** A volunteer's whole morning: real pedometers' bytes on the air, the gateway with its two screens, a line that breaks, and the cloud's books afterwards. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { replayJournal } from '../../ingest/replay-journal.ts';
import { LocalDays } from '../../ingest/local-days.ts';
import type { Resident, TownPedometer } from '../../firmware-sim/town/resident.ts';
import type { PlainDateText } from '../../contract/ids.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { BuiltPage } from './built-page.ts';
import { morningCentre, morningMs, morningPin, VolunteerMorningTown } from './volunteer-morning-town.ts';
import { violationsOf } from './volunteer-rooms.ts';

const screenSize = { width: 1280, height: 800 };
const hourMs = 3_600_000;
const zone = 'Asia/Tokyo';
/** 20 people in this order; three of them come at once. */
const together = 3;
const [returning, swapping, offline] = [4, 6, 11] as const;
/** A browser says so itself while a server is away. */
const isOfTheLine = (text: string): boolean => /Failed to load resource|ERR_|EventSource/.test(text);

/** In this order, each on what the ones before have left, as a morning goes. */
describeWithServer('chromium', 'a volunteer’s whole morning', (chromium) => {
  let built: BuiltPage;
  let morning: VolunteerMorningTown;
  let kiosk: Page;
  let tablet: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    built = await BuiltPage.open(chromium);
    morning = await VolunteerMorningTown.open(built.folder);
    kiosk = await newPage();
    tablet = await newPage();
  }, 120_000);
  afterAll(async () => {
    await morning[Symbol.asyncDispose]();
    await built[Symbol.asyncDispose]();
  });
  afterEach(() => {
    expect(complaints.splice(0).filter((text) => !isOfTheLine(text))).toEqual([]);
  });

  const newPage = async (): Promise<Page> => {
    const context = await built.browser.newContext({ viewport: screenSize, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    return page;
  };

  const resident = (index: number): Resident => {
    const found = morning.residents[index];
    if (found === undefined) throw new Error(`there is no resident ${index}`);
    return found;
  };
  const spare = (index: number): TownPedometer => {
    const found = morning.spares[index];
    if (found === undefined) throw new Error(`there is no spare ${index}`);
    return found;
  };
  const kioskSays = (text: string | RegExp): Promise<void> =>
    expect.poll(() => kiosk.locator('body').innerText(), { timeout: 15_000 }).toMatch(text);
  const titled = (text: string): Promise<void> =>
    expect.poll(() => tablet.locator('h1').innerText(), { timeout: 15_000 }).toContain(text);
  const tabletSays = (text: string | RegExp): Promise<void> =>
    expect.poll(() => tablet.locator('body').innerText(), { timeout: 15_000 }).toMatch(text);
  const follow = (name: string | RegExp): Promise<void> => tablet.getByRole('link', { name }).first().click();
  const press = (name: string | RegExp): Promise<void> => tablet.getByRole('button', { name }).first().click();
  /** As a scanner types it. */
  const enter = async (text: string): Promise<void> => {
    await tablet.getByRole('textbox').fill(text);
    await tablet.keyboard.press('Enter');
  };
  const toToday = async (): Promise<void> => {
    await tablet.goto(new URL('volunteer', morning.kioskUrl).href);
    await tablet.getByRole('link', { name: '貸す' }).waitFor();
  };
  const lend = async (index: number, participant: string): Promise<void> => {
    const { label, serial } = spare(index);
    morning.town.layDown(serial, morning.gateway);
    await toToday();
    await follow('貸す');
    await titled('貸す歩数計の シールを');
    await enter(`AYMD.${serial}`);
    await titled(`${label}番を だれに 貸しますか`);
    await enter(`AYMP.${participant}`);
    await titled(`${label}番を ${participant}さんに 貸します`);
    for (const tick of await tablet.locator('.check').all()) await tick.click();
    await press('貸し出す');
    await titled('貸出 できました');
    await morning.town.pickUp(serial);
  };
  const wears = (pedometer: TownPedometer, index: number): void => {
    const person = morning.waiting[index];
    if (person === undefined) throw new Error('somebody waits');
    pedometer.worn.wear(person.source, morning.clock.wallMs());
  };

  test('opening: the kiosk invites, and the volunteer comes in with the PIN and nothing else', async () => {
    await kiosk.goto(morning.kioskUrl);
    await kioskSays('歩数計を ここに');
    await kioskSays(morningCentre);
    await tablet.goto(new URL('volunteer', morning.kioskUrl).href);
    await titled('番号を 入れてください');
    const typePin = async (digits: string): Promise<void> => {
      await tablet.keyboard.type(digits);
      await tablet.keyboard.press('Enter');
    };
    await typePin('111112');
    await tabletSays(/ちがいます/);
    await typePin(morningPin);
    await titled('きょうは まだ だれも 来ていません');
    expect(await violationsOf(tablet)).toEqual([]);
    expect(await violationsOf(kiosk)).toEqual([]);
  });

  test('three come at once and have three cards; within a second of being put down the first is on the screen', async () => {
    const visits = morning.residents
      .slice(0, together)
      .map(({ serial }) => morning.town.visit(serial, morning.gateway));
    await kiosk
      .getByText(/見つけました|読んでいます|届きました/)
      .first()
      .waitFor();
    expect(await Promise.all(visits)).toEqual(['visited', 'visited', 'visited']);
    for (const { label } of morning.residents.slice(0, together)) await kioskSays(new RegExp(`${label}番さん`));
    await kioskSays(/8日分 届きました/);
    await kioskSays(/きのう [\d,]+歩/);
    await kioskSays(/今月 \d+ポイント/);
    await kioskSays('電池は 元気です');
    await titled(`きょう ${together}人が来ました`);
  });

  test('seventeen more come one after the other, and each is told what they have', async () => {
    for (const { serial, label } of morning.residents.slice(together)) {
      expect(await morning.town.visit(serial, morning.gateway)).toBe('visited');
      await kioskSays(new RegExp(`${label}番さん`));
    }
    await titled('きょう 20人が来ました');
    await kioskSays(/今月 \d+ポイント/);
    expect(await violationsOf(tablet)).toEqual([]);
  });

  test('a pedometer is lent, and the cloud knows who has it', async () => {
    await lend(0, 'P-0021');
    wears(spare(0), 0);
    await tabletSays(/記録は 届きました/);
    await expect.poll(() => morning.borrowerOf(spare(0).serial)).toBe('P-0021');
  });

  test('the internet is lost: a visit, a loan, a return and a battery are all kept, and the screens say so calmly', async () => {
    morning.cutTheLine();
    morning.clock.jumpTo(morning.clock.wallMs() + hourMs);
    expect(await morning.town.visit(resident(offline).serial, morning.gateway)).toBe('visited');
    await kioskSays(new RegExp(`${resident(offline).label}番さん[^]*ポイントは あとで 届きます`));

    await lend(1, 'P-0022');
    wears(spare(1), 1);
    await tabletSays(/記録は 送信を待っています/);
    expect(morning.borrowerOf(spare(1).serial)).toBeUndefined();

    const { serial, label, worn, participant } = resident(returning);
    morning.town.layDown(serial, morning.gateway);
    await toToday();
    await follow('返す');
    await enter(label);
    await titled(`${participant}さんから ${label}番を 返してもらいますか`);
    await press('はい、返してもらいます');
    await titled('返却 できました');
    worn.layDown(morning.clock.wallMs());
    await tabletSays(/前の人の歩数がそろうまで 貸せません/);
    // It lies on the tray and is nobody's yet: it cannot be lent, whoever asks.
    await toToday();
    await follow('貸す');
    await enter(label);
    await titled('まだ 貸せません');

    morning.town.layDown(resident(swapping).serial, morning.gateway);
    await toToday();
    await follow('電池');
    await enter(resident(swapping).label);
    await titled('電池を かえて いいです');
    await morning.town.pickUp(resident(swapping).serial);
  });

  test('the gateway is restarted with the line still cut: nobody has to sign in again, and the battery goes on where it was', async () => {
    await morning.restartGateway();
    await kioskSays('歩数計を ここに');
    await toToday();
    await follow(/電池の交換が とちゅうです/);
    await titled('電池を かえて いいです');
    morning.town.swapBattery(resident(swapping).serial);
    morning.town.layDown(resident(swapping).serial, morning.gateway);
    await press('電池を かえました');
    await titled('電池の交換が おわりました');
    await tabletSays(/すきまは ありません/);
    await morning.town.pickUp(resident(swapping).serial);
  });

  test('the internet is back: everything arrives, in the order of the time it happened', async () => {
    morning.mendTheLine();
    await expect.poll(() => morning.borrowerOf(spare(1).serial), { timeout: 20_000 }).toBe('P-0022');
    expect(morning.borrowerOf(resident(returning).serial)).toBeUndefined();
    await toToday();
    await follow('きょう したこと');
    await titled('4件の仕事を しました');
    await expect.poll(() => tablet.locator('body').innerText(), { timeout: 15_000 }).not.toMatch(/送信を待っています/);
    expect(await violationsOf(tablet)).toEqual([]);
  });

  test('once the last hour of who gave it back has arrived, the pedometer may be lent again', async () => {
    morning.clock.jumpTo(morning.clock.wallMs() + hourMs);
    await expect
      .poll(() => morning.registry.deviceOf(resident(returning).serial)?.status, { timeout: 20_000 })
      .toBe('in-stock');
    await toToday();
    await follow('貸す');
    await enter(resident(returning).label);
    await titled(`${resident(returning).label}番を だれに 貸しますか`);
    await morning.town.pickUp(resident(returning).serial);
  });

  test('closing: a slip of the finger is undone, and the day’s work is told', async () => {
    await toToday();
    await follow('なくした・見つかった');
    await follow('なくした');
    await enter(resident(1).label);
    await press('はい、なくなりました');
    await titled('なくなったと 記録しました');
    await press('元に もどす');
    await press('はい、元に もどします');
    await titled('元に もどしました');
    await expect.poll(() => morning.borrowerOf(resident(1).serial), { timeout: 15_000 }).toBe(resident(1).participant);
    await follow('きょうの画面へ');
    // Who borrowed one was there too.
    await titled('きょう 22人が来ました');
  });

  test('afterwards the cloud’s books are right: every step is its walker’s, and every point is accounted for', async () => {
    const closingMs = morning.clock.wallMs();
    // Everybody comes once more, at noon of the next day.
    morning.clock.jumpTo(morningMs + 27 * hourMs);
    const walkers: readonly TownPedometer[] = [...morning.residents, spare(0), spare(1)];
    for (const { serial } of walkers) expect(await morning.town.visit(serial, morning.gateway)).toBe('visited');
    await expect.poll(() => morning.waitingToSend(), { timeout: 20_000 }).toBe(0);
    await morning.cloud.cloud.idle();

    const { store } = morning.cloud.cloud;
    const total = (participant: Resident['participant'], date: string): number | undefined =>
      store.derivation.totals.get(participant, date as PlainDateText)?.steps;
    const dayStart = (date: string): number => Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
    const dates = Array.from({ length: 8 }, (_, i) =>
      Temporal.PlainDate.from('2026-11-14').add({ days: i }).toString(),
    );
    for (const { participant, worn, serial } of morning.residents) {
      for (const date of dates) {
        const [from, to] = [dayStart(date), dayStart(date) + 24 * hourMs];
        const walked = worn.stepsUntil(to) - worn.stepsUntil(from);
        expect([serial, date, total(participant, date)]).toEqual([serial, date, walked]);
      }
    }
    for (const [index, person] of morning.waiting.entries()) {
      const { worn } = spare(index);
      const walked = worn.stepsUntil(dayStart('2026-11-22')) - worn.stepsUntil(dayStart('2026-11-21'));
      expect([person.participant, total(person.participant, '2026-11-21')]).toEqual([person.participant, walked]);
    }
    expect(closingMs).toBeLessThan(dayStart('2026-11-22'));
    const wrong = store.derivation.quarantine.waiting().filter(({ reason }) => reason !== 'not-on-loan');
    expect(wrong).toEqual([]);
    const parts = { days: new LocalDays(zone), hmac: hmacSha256 };
    expect(replayJournal(store.database, parts).differences).toEqual([]);
    expect(morning.cloud.points.verify()).toMatchObject({ kind: 'ok' });
  });
});
