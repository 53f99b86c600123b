/** Promises of the register's pages as they are seen: each says how things are, in both languages, on a desk and on a phone, and shuts nobody out. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeWithServer } from '../../runtime/test-server.ts';
import { DeskVisits, faultsOf, phoneWidth, titleOf, type Desk } from './desk-visit.ts';

const correction = '?page=correction&device=AYM-000003&participant=P-0003&start=2026-09-02T01:20:00.000Z';

/** Every page, with what its title must say in Japanese and in English. */
const places = [
  ['?page=people', '34人が 登録されています', '34 people are registered'],
  ['?page=people&query=%E5%B1%B1%E7%94%B0&pedometer=with', '34人のうち 3人です', '3 of 34 people'],
  ['?page=registered&id=P-0003', '山田 正一さんは 歩数計 3番を持っています', '山田 正一 has pedometer no. 3'],
  ['?page=registered&id=P-0016', '渡辺 正一さんは 歩数計を持っていません', '渡辺 正一 has no pedometer'],
  ['?page=new-person', '新しい参加者を 登録します', 'Register a new participant'],
  ['?page=pedometers', '歩数計が 40台 あります', 'There are 40 pedometers'],
  ['?page=pedometers&standing=silent', '40台のうち 5台です', '5 of 40 pedometers'],
  ['?page=pedometer&device=AYM-000003', '歩数計 3番は 山田 正一さんが持っています', '山田 正一 has pedometer no. 3'],
  ['?page=pedometer&device=AYM-000205', '歩数計 47番は 修理中', 'Pedometer no. 47: in repair'],
  ['?page=new-pedometer&centre=hoken', '新しい歩数計を 登録します', 'Register a new pedometer'],
  ['?page=loans', '2件の受け渡しが 確かめを待っています', '2 hand-overs wait to be settled'],
  ['?page=lend', '歩数計を貸します', 'Lend a pedometer'],
  ['?page=take-back', '歩数計を返してもらいます', 'Take a pedometer back'],
  [correction, '山田 正一さんの 歩数計 3番の時刻を直します', 'Put the times of 山田 正一'],
  ['?page=centres', '手当ての要る歩数計が 11台あります', '11 pedometers need looking after'],
  ['?page=gateways', '4台のうち 2台の読み取り機に 手当てが要ります', '2 of 4 gateways need looking after'],
  ['?page=changes', '窓口の変更は 1件です', '1 change by the desk'],
  ['?page=tables', '表から まとめて取りこみます', 'Import a table'],
  ['?page=labels', '印刷するものを えらんでください', 'Choose what to print'],
  ['?page=labels&what=pedometers&centre=hoken', '13枚を A4 1枚に印刷します', '13 labels on 1 A4 sheet'],
  ['?page=labels&what=participants&centre=hoken', '11枚を A4 2枚に印刷します', '11 labels on 2 A4 sheets'],
  ['?page=letter&id=P-0003', '山田 正一さんの 2026年11月の便りです', 'The letter of 山田 正一 for November 2026'],
  ['?page=letters', '2026年11月の便りを 作ります', 'Letters for November 2026'],
  ['?page=letters&centre=hoken', '2026年11月の便りが 11人分 そろいました', '11 letters for November 2026 are ready'],
] as const;

describeWithServer('chromium', 'the register’s pages as they look', (chromium) => {
  let visits: DeskVisits;

  beforeAll(async () => {
    visits = await DeskVisits.begin(chromium);
  });
  afterAll(() => visits[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visits.endTest()).toEqual([]);
  });

  const expectsNoFault = async (page: Page): Promise<void> => {
    expect(await faultsOf(page)).toEqual([]);
  };

  /** Names of people and places, what somebody said, and the switch are in their own language everywhere. */
  const japaneseIn = async (page: Page, { town: { book } }: Desk): Promise<RegExpMatchArray | null> => {
    const names = book.people.flatMap(({ name, nickname }) => [name, nickname ?? '']);
    const given = [...book.centres.map(({ name }) => name), ...names, '佐藤', '日本語'].filter((name) => name !== '');
    await page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));
    const text = given.reduce((left, name) => left.replaceAll(name, ''), await page.locator('body').innerText());
    return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}].*/u.exec(text);
  };

  test.each(places)('%s says how things are in both languages and breaks no rule', async (place, ja, en) => {
    const desk = await visits.desk();
    const page = await desk.open(place);
    await expect.poll(() => titleOf(page)).toContain(ja);
    await expect.poll(() => page.title()).toContain(ja);
    await expectsNoFault(page);
    await page.getByRole('button', { name: 'English' }).click();
    await expect.poll(() => titleOf(page)).toContain(en);
    expect(await japaneseIn(page, desk)).toBeNull();
    await expectsNoFault(page);
    await page.setViewportSize(phoneWidth);
    await expectsNoFault(page);
  });

  test.each([
    ['?page=people', '参加者は まだ登録されていません', '名簿の表から まとめて取りこめます'],
    ['?page=pedometers', '歩数計は まだ登録されていません', '納品の表から まとめて取りこめます'],
    ['?page=loans', '確かめを待つ受け渡しは ありません', '時刻や番号が分からないものがあると'],
    ['?page=centres', '拠点は まだありません', 'はじめに 拠点をひとつ登録します'],
    ['?page=gateways', '読み取り機は まだありません', 'ここで様子が見られます'],
    ['?page=changes', '窓口の変更は まだありません', 'ここに残ります'],
    ['?page=labels', '印刷するものを えらんでください', 'はじめに 拠点をえらんでください'],
    ['?page=letters', '2026年11月の便りを 作ります', 'はじめに 拠点をえらんでください'],
  ])('on a programme’s first morning %s explains itself', async (place, title, words) => {
    const desk: Desk = await visits.desk(0);
    const page = await desk.open(place);
    await expect.poll(() => titleOf(page)).toBe(title);
    await page.getByText(words).waitFor();
    await expectsNoFault(page);
  });

  test('a long list is told in pages, and the address holds which', async () => {
    const desk = await visits.desk(120);
    const page = await desk.open('?page=people');
    await page.getByText('120件中 1〜50件目').waitFor();
    await page.getByRole('link', { name: '次の一覧' }).click();
    await page.getByText('120件中 51〜100件目').waitFor();
    expect(page.url()).toContain('from=50');
    await page.reload();
    await page.getByRole('link', { name: 'P-0051' }).waitFor();
    await page.getByRole('link', { name: '前の一覧' }).click();
    await page.getByRole('link', { name: 'P-0001', exact: true }).waitFor();
    await page.getByLabel('番号・お名前・歩数計の番号').fill('１１９番');
    await page.keyboard.press('Enter');
    await expect.poll(() => titleOf(page)).toBe('120人のうち 1人です');
  });

  test('a pedometer nobody knows is answered with what happened, what is safe and what to do', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=pedometer&device=AYM-999999');
    const banner = page.getByRole('alert');
    await banner.waitFor();
    expect(await banner.innerText()).toMatch(/この番号の歩数計は ありません[^]*何も変わっていません[^]*もう一度/);
    await expectsNoFault(page);
    visits.forget('404');
  });

  test('a table goes out as a file', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=tables');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '参加者' }).last().click(),
    ]);
    expect(new URL(download.url()).pathname).toBe('/api/register/export/participants');
    await download.delete();
  });
});
