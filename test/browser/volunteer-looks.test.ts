/** Promises of the volunteers' pages as they are seen: every screen in both languages, large enough for trembling hands and old eyes, and shutting nobody out. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeWithServer } from '../../runtime/test-server.ts';
import { phone, titleOf, violationsOf, VolunteerRooms } from './volunteer-rooms.ts';
import { smallTargetsOf, smallTextsOf } from './volunteer-sizes.ts';

/** Every screen, with what its title must say in Japanese and in English. */
const places = [
  ['', 'きょう 8人が来ました ・ 1人のデータが 消えはじめています', '8 people came today · data of 1 person'],
  ['?page=calls', '4人に 声をかけましょう', '4 people should be called'],
  ['?page=lend', '貸す歩数計の シールを', 'Scan the sticker of the pedometer to lend'],
  ['?page=lend&device=AYM-000021', '21番を だれに 貸しますか', 'Who gets no. 21?'],
  ['?page=lend&device=AYM-000024&participant=P-0030', '24番を P-0030さんに 貸します', 'No. 24 is lent to P-0030'],
  ['?page=lend&device=AYM-000025', '25番の歩数計 ・ まだ 貸せません', 'pedometer no. 25 · It cannot be lent yet'],
  ['?page=lend&device=AYM-000027', '修理中です', 'It is in repair'],
  ['?page=return', '返してもらう歩数計の', 'Scan the sticker of the pedometer you take back'],
  ['?page=return&device=AYM-000005', 'P-0005さんから 5番を', 'Take no. 5 back from P-0005?'],
  ['?page=return&device=AYM-000005&isUnread=yes', '5番を 読みとらずに', 'Take no. 5 back without reading it?'],
  ['?page=return&device=AYM-000022', '22番は 貸し出されていません', 'No. 22 is not on loan'],
  ['?page=whereabouts', 'どちらですか', 'Which is it?'],
  ['?page=lost', 'なくした歩数計の 番号を', 'Enter the number of the lost pedometer'],
  ['?page=lost&device=AYM-000005', '5番が なくなったと 記録しますか', 'Note no. 5 as lost?'],
  ['?page=lost&device=AYM-000026', '26番は もう なくなったことに', 'No. 26 is noted as lost already'],
  ['?page=found', '見つかった歩数計の', 'Scan the sticker of the pedometer that was found'],
  ['?page=found&device=AYM-000026', '26番が 見つかったと 記録しますか', 'Note no. 26 as found?'],
  ['?page=exchange', '交換する（古いほうの）歩数計', 'Enter the number of the old pedometer'],
  ['?page=exchange&device=AYM-000005', '5番を どうして 交換しますか', 'Why is no. 5 exchanged?'],
  ['?page=exchange&device=AYM-000005&reason=broken', 'かわりに 渡す歩数計', 'Scan the sticker of the new pedometer'],
  [
    '?page=exchange&device=AYM-000005&reason=broken&replacement=AYM-000024',
    '5番を 24番に 交換しますか',
    'Exchange no. 5 for no. 24?',
  ],
  ['?page=swap', '電池を かえる歩数計の', 'Scan the sticker of the pedometer whose battery'],
  ['?page=swap&device=AYM-000005', '5番の 歩数を 先に 読みとります', 'First no. 5 is read'],
  ['?page=connect', 'つながらない歩数計の', 'Enter the number of the pedometer that does not connect'],
  ['?page=connect&device=AYM-000011', '11番は 聞こえますが 遠いです', 'No. 11 is heard, but it is far away'],
  ['?page=device&device=AYM-000012', '12番は 山歩きさん（P-0012）が', 'has no. 12'],
  ['?page=device&device=AYM-999999', 'AYM-999999 という歩数計は', 'This centre has no pedometer AYM-999999'],
  ['?page=slip&device=AYM-000012', '12番の 歩数票を', 'The slip of no. 12 can be printed'],
  ['?page=poster', 'ポスターを 印刷できます', 'The poster can be printed'],
  ['?page=history', 'きょうは まだ なにも していません', 'Nothing has been done yet today'],
  ['?page=help', 'なにが 知りたいですか', 'What would you like to know?'],
  ['?page=help&topic=lay', '台への 置き方', 'How to put it on the tray'],
  ['?page=help&topic=wear', '身につけ方', 'How to wear it'],
  ['?page=help&topic=battery', '電池の かえ方', 'How to change the battery'],
  ['?page=help&topic=sounds', '音と 画面の 意味', 'What sounds and screens mean'],
  ['?page=help&topic=stickers', 'シールと カード', 'Stickers and cards'],
  ['?page=help&topic=who', '困ったときの 連絡先', 'Who to call'],
] as const;

describeWithServer('chromium', 'the volunteers’ pages as they look', (chromium) => {
  let rooms: VolunteerRooms;

  beforeAll(async () => {
    rooms = await VolunteerRooms.begin(chromium);
  }, 120_000);
  afterAll(() => rooms[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await rooms.endTest()).toEqual([]);
  });

  const expectsNoFault = async (page: Page): Promise<void> => {
    await page.evaluate(() => document.fonts.ready);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond).toBeLessThanOrEqual(0);
    expect(await smallTextsOf(page)).toEqual([]);
    expect(await smallTargetsOf(page)).toEqual([]);
    expect(await page.locator('main .is-primary:not(.task)').count()).toBeLessThanOrEqual(1);
    expect(await violationsOf(page)).toEqual([]);
  };

  test.each(places)('%s says how things are in both languages, and is large enough', async (place, ja, en) => {
    const room = await rooms.room();
    const page = await room.open(place);
    await expect.poll(() => titleOf(page)).toContain(ja);
    await expect.poll(() => page.title()).toContain(ja);
    await expectsNoFault(page);
    await page.setViewportSize(phone);
    await expectsNoFault(page);
    await page.getByRole('button', { name: 'English' }).click();
    await expect.poll(() => titleOf(page)).toContain(en);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await expectsNoFault(page);
  });

  test('no Japanese is left over in English but names of places and people, and the switch', async () => {
    const room = await rooms.room();
    const given = /南公民館|さくら|げんき|山歩き|日本語/g;
    const page = await room.open('?lang=en');
    for (const [place] of places) {
      await page.goto(`${room.url}${place === '' ? '?' : `${place}&`}lang=en`);
      await page.locator('h1').first().waitFor();
      await page.locator('.waiting').waitFor({ state: 'detached' });
      const text = await page.locator('body').innerText();
      expect(text.replaceAll(given, ''), place).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
    }
  });

  test('a centre nobody has told of any pedometer explains itself', async () => {
    const room = await rooms.room({ isEmpty: true });
    const page = await room.open();
    expect(await titleOf(page)).toContain('きょうは まだ だれも 来ていません');
    await page.getByText('この拠点の歩数計は まだ 知らされていません').waitFor();
    await expectsNoFault(page);
  });

  test('the PIN is asked for in large digits, and every way it can fail is told in words', async () => {
    const room = await rooms.room();
    const page = await room.open('', { isSignedOut: true, viewport: phone });
    expect(await titleOf(page)).toBe('南公民館 ・ 番号を 入れてください');
    await expectsNoFault(page);
    await page.getByRole('button', { name: '1', exact: true }).click();
    await page.getByRole('button', { name: '開く' }).click();
    await page.getByText('6けたから 12けたの 数字').waitFor();
    for (let wrong = 0; wrong < 5; wrong++) {
      await page.keyboard.type('999999');
      await page.keyboard.press('Enter');
      await page.getByText('番号が ちがいます').waitFor();
      await expect.poll(() => page.locator('.pin-shown').innerText()).toBe('－');
    }
    await expectsNoFault(page);
    await page.keyboard.type('999999');
    await page.keyboard.press('Enter');
    await page.getByText('およそ 1分 待ってから').waitFor();
    rooms.forget('403');
    rooms.forget('429');
  });

  test('the PIN typed on a keyboard opens the pages, and closing them asks for it again', async () => {
    const room = await rooms.room();
    const page = await room.open('?page=history', { isSignedOut: true });
    await page.keyboard.type('123456');
    await page.keyboard.press('Enter');
    await expect.poll(() => titleOf(page)).toContain('きょうは まだ なにも');
    await page.getByRole('link', { name: 'きょう', exact: true }).click();
    await page.getByRole('button', { name: '画面を とじる' }).click();
    await expect.poll(() => titleOf(page)).toContain('番号を 入れてください');
    rooms.forget('401');
  });

  test('where nobody has set a PIN the page says whom to ask', async () => {
    const room = await rooms.room({ pin: null });
    const page = await room.open('', { isSignedOut: true });
    expect(await titleOf(page)).toBe('この画面の番号が まだ 決まっていません');
    await page.getByText('参加者の受付は いつもどおり できます').waitFor();
    await expectsNoFault(page);
  });
});
