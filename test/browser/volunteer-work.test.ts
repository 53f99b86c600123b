/** Promises of the volunteers' work in a real browser: lending, taking back, losing, exchanging, changing batteries, and undoing it. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { inventedSerial } from '../../dashboards/fixture/volunteer-devices.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { titleOf, violationsOf, VolunteerRooms } from './volunteer-rooms.ts';

describeWithServer('chromium', 'the volunteers’ work', (chromium) => {
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
  const enter = async (page: Page, text: string): Promise<void> => {
    await page.getByRole('textbox').fill(text);
    await page.keyboard.press('Enter');
  };
  const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).click();
  const follow = (page: Page, name: string): Promise<void> => page.getByRole('link', { name }).click();

  test('a pedometer is lent by keyboard alone, read while it is explained', async () => {
    const { centre, open } = await rooms.room();
    const page = await open();
    const focused = (): Promise<string> => page.evaluate(() => (document.activeElement as HTMLElement).innerText);
    const tabTo = async (name: string): Promise<void> => {
      for (let step = 0; step < 30 && !(await focused()).includes(name); step++) await page.keyboard.press('Tab');
      expect(await focused()).toContain(name);
    };
    await tabTo('貸す');
    await page.keyboard.press('Enter');
    await titled(page, '貸す歩数計の');
    await page.keyboard.type('21');
    await page.keyboard.press('Enter');
    await titled(page, '21番を だれに 貸しますか');
    // As a scanner types it, Enter and all.
    await page.keyboard.type('AYMP.P-0030');
    await page.keyboard.press('Enter');
    await titled(page, '21番を P-0030さんに 貸します');
    for (const name of ['つけ方', '持ってくる日', '電池', '歩数の あつかい']) {
      await page.getByRole('button', { name, exact: false }).first().waitFor();
      await tabTo(name);
      await page.keyboard.press('Space');
    }
    await tabTo('貸し出す');
    await page.keyboard.press('Enter');
    await titled(page, '貸出 できました');
    expect(centre.device(inventedSerial(21))).toMatchObject({ status: 'on-loan', participant: 'P-0030' });
    expect(await page.locator('main').innerText()).toContain('21番を P-0030さんに 貸しました');
    expect(await violationsOf(page)).toEqual([]);
  });

  test('nothing is lent before the pedometer has proved that it works', async () => {
    const { centre, open } = await rooms.room();
    const page = await open('?page=lend&device=AYM-000024&participant=P-0030');
    await page.getByText('台の上に 置いてください').first().waitFor();
    for (const tick of await page.locator('.check').all()) await tick.click();
    await press(page, '貸し出す');
    await titled(page, '動くことを たしかめています');
    expect(centre.state().actions).toEqual([]);
    centre.failing.set(inventedSerial(24), 'link-lost');
    centre.putDown(inventedSerial(24));
    await page.getByText('とちゅうで 電波が とぎれました').waitFor();
    expect(centre.state().actions).toEqual([]);
    await press(page, 'もう一度 読みとる');
    await titled(page, '貸出 できました');
  });

  test('a number the centre does not know is warned of and allowed', async () => {
    const { open } = await rooms.room();
    const page = await open('?page=lend&device=AYM-000021');
    await enter(page, '77');
    await page.getByText('P-0077 は この拠点の名簿に ありません').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await press(page, 'この番号で まちがいない');
    await titled(page, '21番を P-0077さんに 貸します');
  });

  test('nobody is given a second pedometer; an exchange is offered', async () => {
    const { centre, open } = await rooms.room();
    const page = await open('?page=lend&device=AYM-000021');
    await enter(page, '5');
    await page.getByText('P-0005さんは もう 5番を 持っています').waitFor();
    await follow(page, '交換する');
    await titled(page, '5番を どうして 交換しますか');
    await follow(page, 'こわれた');
    await titled(page, '5番を 21番に 交換しますか');
    await page.getByText('5番（古いほう）').waitFor();
    await follow(page, '古いほうを 読みとらずに 交換する');
    await press(page, 'はい、交換します');
    await titled(page, '交換 できました');
    expect(centre.device(inventedSerial(21))).toMatchObject({ participant: 'P-0005' });
    expect(centre.device(inventedSerial(5))).toMatchObject({ participant: null, blocked: 'desk' });
    expect(await page.locator('main').innerText()).toContain('窓口が たしかめるまで 貸せません');
  });

  test('what comes back is read first, cannot be lent until all is confirmed, and then can', async () => {
    const { centre, open } = await rooms.room();
    centre.putDown(inventedSerial(5));
    const page = await open('?page=return');
    await page.getByRole('button', { name: '5番' }).click();
    await titled(page, 'P-0005さんから 5番を 返してもらいますか');
    await press(page, 'はい、返してもらいます');
    await titled(page, '返却 できました');
    await page.getByText('前の人の歩数がそろうまで 貸せません').waitFor();
    await page.getByText('（あと およそ 40分）').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    centre.confirm(inventedSerial(5));
    await page.getByText('もう 貸せます').waitFor();
  });

  test('a pedometer that cannot be read comes back too, and only the desk frees it', async () => {
    const { centre, open } = await rooms.room();
    const page = await open('?page=return&device=AYM-000005');
    await follow(page, '読みとれないまま 返してもらう');
    await titled(page, '5番を 読みとらずに');
    await press(page, '読みとらずに 返却する');
    await titled(page, '返却 できました');
    expect(centre.device(inventedSerial(5))?.blocked).toBe('desk');
    await page.getByText('歩数計を 窓口に 送ってください').waitFor();
  });

  test('lost is said, undone, and found is said', async () => {
    const { centre, open } = await rooms.room();
    const page = await open('?page=lost');
    await enter(page, '５番');
    await titled(page, '5番が なくなったと 記録しますか');
    await press(page, 'はい、なくなりました');
    await titled(page, 'なくなったと 記録しました');
    await press(page, '元に もどす');
    await press(page, 'はい、元に もどします');
    await titled(page, '元に もどしました');
    expect(centre.device(inventedSerial(5))).toMatchObject({ status: 'on-loan', participant: 'P-0005' });
    await page.goto(page.url().replace(/\?.*/, '?page=found&device=AYM-000026'));
    await press(page, 'はい、見つかりました');
    await titled(page, '見つかったと 記録しました');
    await page.goto(page.url().replace(/\?.*/, '?page=history'));
    await titled(page, 'きょう 1件の仕事を しました');
    expect(await page.locator('.history').innerText()).toContain('5番が なくなったと 記録しました');
  });

  test('a battery is changed between two visits, left and taken up again, and there is no gap', async () => {
    const { centre, open } = await rooms.room();
    centre.putDown(inventedSerial(7));
    const page = await open('?page=swap');
    await page.getByRole('button', { name: '7番' }).click();
    await titled(page, '電池を かえて いいです');
    await follow(page, 'あとで つづける');
    await page.reload();
    await page.getByRole('link', { name: '7番 電池の交換が とちゅうです' }).click();
    await titled(page, '電池を かえて いいです');
    await page.reload();
    await titled(page, '電池を かえて いいです');
    await press(page, '電池を かえました');
    await titled(page, '電池が ぬけていないようです');
    expect(await violationsOf(page)).toEqual([]);
    centre.batteryOut.add(inventedSerial(7));
    await press(page, 'やりなおす');
    await press(page, '電池を かえました');
    await titled(page, '電池の交換が おわりました');
    await page.getByText('すきまは ありません').waitFor();
    expect(centre.device(inventedSerial(7))?.swapping).toBeNull();
  });

  test('hours nobody knows are told honestly', async () => {
    const { centre, open } = await rooms.room();
    centre.change(inventedSerial(7), {
      swapping: { at: '2026-11-21T03:10:00.000Z', epoch: 3, nextSequence: 900 },
      isHere: true,
      rssi: -50,
    });
    centre.batteryOut.add(inventedSerial(7));
    const page = await open('?page=swap&device=AYM-000007');
    await press(page, '電池を かえました');
    await titled(page, '電池の交換が おわりました');
    await page.getByText('12:10 から 14:').first().waitFor();
    expect(await page.locator('.hours li').allInnerTexts()).toEqual([
      '12:10 から 13:00',
      '13:00 から 14:00',
      expect.stringMatching(/^14:00 から 14:/),
    ]);
  });

  test('why it does not connect is said in words, and trying says how it went', async () => {
    const { centre, open } = await rooms.room();
    const page = await open('?page=connect&device=AYM-000011');
    const facts = page.locator('.facts');
    expect(await facts.innerText()).toContain('とちゅうで 電波が とぎれました');
    expect(await facts.innerText()).toContain('歩数計の返事が おそすぎました');
    centre.failing.set(inventedSerial(11), 'gone');
    await press(page, 'いま ためす');
    await page.getByRole('alert').getByText('歩数計が いなくなりました').waitFor();
    await press(page, 'もう一度 読みとる');
    await page.getByText('7日分の歩数を 読みとりました').waitFor();
  });

  test('what another centre did is read, and put away with one press', async () => {
    const { centre, open } = await rooms.room();
    centre.act({ id: 'lost-12', kind: 'lost', device: inventedSerial(12) });
    centre.changeOutcome('lost-12', { outcome: 'changed', because: 'lent-on', by: '北公民館' });
    const page = await open();
    expect(await page.locator('.surprise').innerText()).toContain('北公民館で 貸し出されました');
    expect(await violationsOf(page)).toEqual([]);
    await press(page, '読みました');
    await page.locator('.surprise').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('h1').waitFor();
    expect(await page.locator('.surprise').count()).toBe(0);
  });

  test('the back button of the browser walks back through the work', async () => {
    const { open } = await rooms.room();
    const page = await open();
    await follow(page, '貸す');
    await enter(page, '21');
    await titled(page, '21番を だれに');
    await page.goBack();
    await titled(page, '貸す歩数計の');
    await page.goBack();
    await titled(page, 'きょう 8人が来ました');
    await page.goForward();
    await titled(page, '貸す歩数計の');
  });

  test('a press is answered within a tenth of a second, however long the gateway takes', async () => {
    const { server, open } = await rooms.room();
    const page = await open('?page=lost&device=AYM-000005');
    server.isDown = true;
    const button = page.locator('main .is-primary');
    const answeredMs = await button.evaluate(async (element) => {
      const start = performance.now();
      const changed = new Promise<void>((seen) =>
        new MutationObserver(() => seen()).observe(element, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        }),
      );
      (element as HTMLElement).click();
      await changed;
      return performance.now() - start;
    });
    expect(answeredMs).toBeLessThan(100);
    server.isDown = false;
    await titled(page, 'なくなったと 記録しました');
    rooms.forget('net::ERR_');
  });
});
