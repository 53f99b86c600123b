/** Promises of the register's pages at work: what is changed is seen first, recorded once, found in the history, and can be taken back. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeWithServer } from '../../runtime/test-server.ts';
import { stillClock } from './built-page.ts';
import { DeskVisits, titleOf, violationsOf } from './desk-visit.ts';

describeWithServer('chromium', 'the register at the desk', (chromium) => {
  let visits: DeskVisits;

  beforeAll(async () => {
    visits = await DeskVisits.begin(chromium);
  });
  afterAll(() => visits[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visits.endTest()).toEqual([]);
  });

  const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const say = (page: Page, name: string): Promise<void> => page.getByLabel('担当の名前').fill(name);
  const says = (page: Page, title: string) => expect.poll(() => titleOf(page)).toBe(title);
  /** “Now” is the town's. */
  const setClock = (page: Page): Promise<void> => page.clock.setFixedTime(stillClock.wallMs());

  test('a participant is registered with the next free number, seen first, and stands in the list', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=new-person&centre=hoken');
    expect(await page.getByLabel('参加者の番号').inputValue()).toBe('P-0035');
    await page.getByLabel('お名前').fill('新田 フミ');
    await page.getByLabel('生まれた年（西暦）').fill('１９４４');
    await press(page, '変わるところを確かめる');
    await page.getByRole('heading', { name: '記録すると こう変わります' }).waitFor();
    expect(desk.town.book.people).toHaveLength(34);
    await say(page, '田中');
    await press(page, '記録する');
    await says(page, 'P-0035 を登録しました');
    expect(desk.town.book.person('P-0035')).toMatchObject({ name: '新田 フミ', birthYear: 1944, centre: 'hoken' });
    await page.getByRole('link', { name: '登録のページ' }).click();
    await page.getByText('P-0035 を登録しました。').waitFor();
    await page.getByText('窓口 田中').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('an edit says what it was and what it will be, keeps the reason, and leads to the points and back', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=registered&id=P-0005');
    await press(page, '登録を直す');
    await page.getByLabel(/^よび名/).fill('すすむさん');
    await press(page, '変わるところを確かめる');
    const seen = page.locator('.previewed');
    await seen.waitFor();
    expect(await seen.innerText()).toMatch(/よび名\s+（なし）\s+すすむさん/);
    await page.getByLabel(/^直すわけ/).fill('本人の希望');
    await say(page, '田中');
    await press(page, '記録する');
    await page.getByText('登録を直しました', { exact: true }).waitFor();
    await page.getByText('理由: 本人の希望').waitFor();
    await page.getByRole('link', { name: 'ポイントのページ' }).click();
    await expect.poll(() => titleOf(page)).toContain('P-0005さんの残高は');
    await page.getByRole('link', { name: '登録のページ' }).click();
    await expect.poll(() => titleOf(page)).toContain('さんは 歩数計 5番を持っています');
  });

  test('by keyboard alone: a pedometer and a card are scanned, the loan is seen, recorded and taken back', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=lend');
    await setClock(page);
    // The field is in focus; a scanner ends with Enter, which asks for what is still missing.
    await page.keyboard.type('AYMD.AYM-000200');
    await page.keyboard.press('Tab');
    await page.keyboard.type('AYMP.P-0016');
    await page.keyboard.press('Enter');
    await page.getByText('歩数計 42番を P-0016さんに貸します。').waitFor();
    expect(desk.town.book.loans().some(({ participant }) => participant === 'P-0016')).toBe(false);
    await page.keyboard.press('Tab');
    await page.keyboard.type('田中');
    await page.keyboard.press('Enter');
    await says(page, '歩数計 42番を P-0016さんに貸しました');
    expect(desk.town.book.loans().find(({ participant }) => participant === 'P-0016')).toMatchObject({
      device: 'AYM-000200',
    });
    await press(page, 'いまの記録を取り消す');
    await press(page, '取り消しを記録する');
    await page.getByText('取り消しました', { exact: true }).waitFor();
    expect(desk.town.book.loans().some(({ participant }) => participant === 'P-0016')).toBe(false);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('a pedometer that somebody has is not lent on unless the clerk says so', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=lend&participant=P-0016');
    await setClock(page);
    await page.getByLabel('歩数計の番号').fill('2');
    await press(page, '変わるところを確かめる');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/P-0002さんが持っています[^]*何も変わっていません/);
    await page.getByLabel('続いている貸し出しを ここで終わりにして貸す').check();
    await press(page, '変わるところを確かめる');
    await page.getByText('続いていた貸出が 終わります。').waitFor();
    await page.getByLabel('歩数計の番号').fill('777');
    await press(page, '変わるところを確かめる');
    await page.getByText('歩数計の番号が 見つかりません').waitFor();
  });

  test('a loan put right shows whose days move by how many steps before it is recorded', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=pedometer&device=AYM-000003');
    await page.getByRole('link', { name: /時刻を直す$/ }).click();
    await expect.poll(() => titleOf(page)).toContain('の時刻を直します');
    await page.getByLabel('貸した時刻').fill('2026-11-15T10:00');
    await press(page, '変わるところを確かめる');
    const seen = page.locator('.previewed');
    await seen.waitFor();
    expect(await seen.innerText()).toMatch(/\d+日分の歩数が 動きます[^]*P-0003さん: \d+日分、あわせて −[\d,]+歩/);
    await say(page, '田中');
    await press(page, '直した時刻を記録する');
    // Without a reason the browser does not send it.
    expect(desk.town.book.changes).toHaveLength(1);
    await page.getByLabel('理由').fill('申込書の日付どおり');
    await press(page, '直した時刻を記録する');
    await says(page, '貸し出しの時刻を直しました');
    expect(desk.town.book.changes.at(-1)).toMatchObject({ kind: 'corrected', reason: '申込書の日付どおり' });
  });

  test('a hand-over that waits is given its time or discarded, with a reason', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=loans');
    await says(page, '2件の受け渡しが 確かめを待っています');
    await page.getByRole('button', { name: /P-0016.*時刻を決めて使う/ }).click();
    await page.getByLabel('この受け渡しが あった時刻').fill('2026-11-20T10:00');
    await press(page, '変わるところを確かめる');
    await page.getByLabel('理由').fill('台帳で確かめた');
    await say(page, '田中');
    await press(page, 'この時刻で記録する');
    await says(page, '1件の受け渡しが 確かめを待っています');
    expect(desk.town.book.loans().some(({ participant }) => participant === 'P-0016')).toBe(true);
    await page.getByRole('button', { name: /P-0999.*使わない/ }).click();
    await page.getByLabel('理由').fill('書きまちがい');
    await press(page, '使わないと記録する');
    await says(page, '確かめを待つ受け渡しは ありません');
    expect(await violationsOf(page)).toEqual([]);
  });

  test('every number of the stock leads to the pedometers behind it', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=centres');
    await page.getByRole('link', { name: '栗沢支所 電池の交換 2台' }).click();
    await says(page, '40台のうち 2台です');
    expect(await page.locator('tbody tr').count()).toBe(2);
    expect(page.url()).toContain('standing=battery-due');
    await page.reload();
    await says(page, '40台のうち 2台です');
  });

  test('a gateway’s secret is shown once, with what to do next', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=gateways');
    await page.getByLabel('読み取り機の記号').fill('gw-kurisawa-02');
    await page.getByLabel('拠点').selectOption('kurisawa');
    await say(page, '田中');
    await press(page, '登録する');
    await page.getByRole('heading', { name: /gw-kurisawa-02 の合言葉です/ }).waitFor();
    const secret = await page.locator('.secret').innerText();
    expect(secret.length).toBeGreaterThan(20);
    await page.getByText('読み取り機を起動しなおします。').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await press(page, 'しまう');
    expect(await page.locator('body').innerText()).not.toContain(secret);
    await page.reload();
    await page.getByText('gw-kurisawa-02').first().waitFor();
    expect(await page.locator('body').innerText()).not.toContain(secret);
  });

  test('a centre is registered once and renamed, and both stand in the changes', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=centres');
    await page.getByLabel('拠点の名前').fill('志文会館');
    await page.getByLabel('拠点の記号').fill('hoken');
    await say(page, '田中');
    await press(page, '登録する');
    await page.getByText('もう使われています').waitFor();
    await page.getByLabel('拠点の記号').fill('shibun');
    await press(page, '登録する');
    await page.getByText('志文会館を登録しました').waitFor();
    await press(page, '志文会館 名前を直す');
    await page.locator('.previewed').getByLabel('拠点の名前').fill('志文コミュニティ会館');
    await press(page, '記録する');
    await page.getByText('名前を 志文コミュニティ会館に直しました').waitFor();
    await page.getByRole('link', { name: '変更の記録を見る' }).click();
    await says(page, '窓口の変更は 3件です');
    expect(await page.locator('tbody').innerText()).toContain('志文会館 → 志文コミュニティ会館');
  });

  test('a table with errors is told line by line and takes nothing; mended, all of it is taken at once', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=tables&table=participants');
    // As a spreadsheet in Japan saves it: 新田 in Shift_JIS.
    const head = Buffer.from('participant,name,birthYear,centre\r\n');
    const name = Buffer.from([0x90, 0x56, 0x93, 0x63]);
    const row = (id: string, rest: string): Buffer => Buffer.concat([Buffer.from(`${id},`), name, Buffer.from(rest)]);
    const choose = (buffer: Buffer): Promise<void> =>
      page.getByLabel('表のファイル').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer });
    await choose(Buffer.concat([head, row('P-0900', ',1950,hoken\r\n'), row('P-0901', ',19x0,nowhere\r\n')]));
    await press(page, '取りこむ前に確かめる');
    await says(page, '2か所を直すと 取りこめます ・ まだ何も取りこんでいません');
    expect(await page.locator('.previewed tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^3\s+birthYear\s/),
      expect.stringMatching(/^3\s+centre\s/),
    ]);
    expect(await violationsOf(page)).toEqual([]);
    expect(desk.town.book.people).toHaveLength(34);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('body').innerText()).not.toContain('どの表か');
    await page.emulateMedia({ media: 'screen' });

    await choose(Buffer.concat([head, row('P-0900', ',1950,hoken\r\n'), row('P-0901', ',1951,hoken\r\n')]));
    await press(page, '取りこむ前に確かめる');
    await says(page, '2件を足し、0件を直す表です');
    expect(await page.locator('.previewed').innerText()).toContain('新田');
    expect(desk.town.book.people).toHaveLength(34);
    await say(page, '田中');
    await press(page, '2件を まとめて記録する');
    await says(page, '2件を足し、0件を直しました');
    expect(desk.town.book.person('P-0901').name).toBe('新田');
    expect(await violationsOf(page)).toEqual([]);
  });

  test('a table that no longer does what was shown is not taken, and a pasted one is read', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=tables&table=centres');
    await page.getByLabel('ここに貼りつけてもよい').fill('centre,name\nshibun,志文会館\n');
    await press(page, '取りこむ前に確かめる');
    await says(page, '1件を足し、0件を直す表です');
    desk.town.book.centres = [...desk.town.book.centres, { id: 'shibun', name: '別の会館' }];
    await say(page, '田中');
    await press(page, '1件を まとめて記録する');
    await page.getByText('確かめたあとに 登録が変わりました。').waitFor();
    expect(desk.town.book.centre('shibun').name).toBe('別の会館');
  });

  test('an answer lost on the way is asked for again and recorded once', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=take-back&device=AYM-000002');
    await setClock(page);
    await press(page, '変わるところを確かめる');
    await say(page, '田中');
    desk.server.losesAnswers = true;
    await press(page, '返してもらったと記録する');
    await page.getByText('もう一度押しても、二重には記録されません').waitFor();
    desk.server.losesAnswers = false;
    await press(page, '返してもらったと記録する');
    await says(page, '歩数計 2番を返してもらいました');
    expect(desk.town.book.handOvers.filter(({ kind }) => kind === 'return')).toHaveLength(1);
    visits.forget('net::ERR_');
  });

  test('a search begun before the last one was answered is the one that counts', async () => {
    const desk = await visits.desk();
    const page = await desk.open();
    let letGo = (): void => undefined;
    const gate = new Promise<void>((open) => (letGo = open));
    await page.route('**/api/desk/participants?query=19', async (route) => {
      await gate;
      await route.continue();
    });
    // A scanner reads one card after another, faster than the first is answered.
    await page.keyboard.type('19');
    await page.keyboard.press('Enter');
    await page.keyboard.type('P-0005');
    await page.keyboard.press('Enter');
    await expect.poll(() => titleOf(page)).toContain('P-0005さんの残高は');
    letGo();
    await page.waitForResponse('**/api/desk/participants?query=19');
    expect(await titleOf(page)).toContain('P-0005さんの残高は');
  });
});
