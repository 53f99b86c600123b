/** Promises of the desk pages at work: what a clerk enters is seen first, recorded once, and can be taken back. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeWithServer } from '../../runtime/test-server.ts';
import { DeskVisits, titleOf, violationsOf } from './desk-visit.ts';

describeWithServer('chromium', 'the desk pages at work', (chromium) => {
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
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => (document.activeElement as HTMLElement).innerText || document.activeElement?.tagName || '');

  /** Goes on with the Tab key until what is in focus says `text`. */
  const tabTo = async (page: Page, text: string): Promise<void> => {
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab');
      if ((await focused(page)).includes(text)) return;
    }
    throw new Error(`no Tab leads to ${text}`);
  };

  test('by keyboard alone: a scanned number leads to the person, and an activity is entered', async () => {
    const desk = await visits.desk();
    const page = await desk.open();
    // A scanner types and ends with Enter; the field is in focus at once.
    await page.keyboard.type('１９番');
    await page.keyboard.press('Enter');
    await expect.poll(() => titleOf(page)).toContain('P-0019さんの残高は');
    await tabTo(page, '活動を入れる');
    await page.keyboard.press('Enter');
    await expect.poll(() => titleOf(page)).toBe('P-0019さんの活動を入れます');
    await tabTo(page, '献血');
    await page.keyboard.press('Enter');
    await tabTo(page, 'ポイントを確かめる');
    await page.keyboard.press('Enter');
    await page.getByText('記録すると 20ポイントです').waitFor();
    // The focus is already on what was asked for; next come reference, name and the button.
    await expect.poll(() => focused(page)).toBe('記録すると 20ポイントです');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('田中');
    await page.keyboard.press('Enter');
    await expect.poll(() => titleOf(page)).toBe('記録しました ・ 20ポイント');
    expect(desk.town.ledger.of('P-0019').at(-1)).toMatchObject({ points: 20, actor: '田中', kind: 'credit' });
  });

  test('the clerk is asked for their name once, and can say that it is somebody else', async () => {
    const desk = await visits.desk();
    const page = await desk.open();
    await press(page, '担当の名前を入れる');
    await page.getByLabel('担当', { exact: true }).fill('田中');
    await press(page, 'この名前にする');
    await page.getByRole('button', { name: '担当 田中' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '担当 田中' }).click();
    await page.getByLabel('担当', { exact: true }).fill('鈴木');
    await press(page, 'この名前にする');
    await page.getByRole('button', { name: '担当 鈴木' }).waitFor();
    expect(await page.getByLabel('担当の名前').count()).toBe(0);
  });

  test('a mistake is taken back with one press, by a new entry with its reason', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=activity&id=P-0005');
    const before = desk.town.ledger.balance('P-0005', 'pedometer');
    await page.getByRole('button', { name: /献血/ }).click();
    await press(page, 'ポイントを確かめる');
    await say(page, '田中');
    await press(page, '記録する');
    await page.getByText(`残高は ${before + 20}ポイントです`).waitFor();
    await page.getByRole('button', { name: /入力まちがい/ }).click();
    await expect.poll(() => titleOf(page)).toBe('取り消しました');
    expect(desk.town.ledger.balance('P-0005', 'pedometer')).toBe(before);
    expect(desk.town.ledger.of('P-0005').at(-1)).toMatchObject({ points: -20, kind: 'void', reason: '入力まちがい' });
    expect(await violationsOf(page)).toEqual([]);
  });

  test('an entry of the month is taken back from the person’s page, and only with a reason', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=person&id=P-0005');
    await page.getByRole('button', { name: '取り消す' }).click();
    const dialog = page.getByRole('dialog');
    await say(page, '田中');
    await press(page, '取り消しを記録する');
    expect(desk.town.ledger.balance('P-0005', 'paper')).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    await dialog.getByLabel('理由').fill('別の人の分だった');
    await press(page, '取り消しを記録する');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('理由: 別の人の分だった').waitFor();
    expect(desk.town.ledger.balance('P-0005', 'paper')).toBe(0);
  });

  test('an activity entered twice is refused with a reason, and nothing changes', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=activity&id=P-0005');
    for (let time = 0; time < 2; time++) {
      await page.getByRole('button', { name: /献血/ }).click();
      await press(page, 'ポイントを確かめる');
      if (time === 1) break;
      await say(page, '田中');
      await press(page, '記録する');
      await press(page, '続けて 活動を入れる');
    }
    const refusal = page.getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.innerText()).toMatch(/記録できません[^]*もう入っています[^]*何も変わっていません/);
    expect(desk.town.claims.made.filter(({ activity }) => activity === 'blood-donation')).toHaveLength(1);
  });

  test('an answer lost on the way is asked for again and recorded once', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=activity&id=P-0005');
    await page.getByRole('button', { name: /献血/ }).click();
    await press(page, 'ポイントを確かめる');
    await say(page, '田中');
    desk.server.losesAnswers = true;
    await press(page, '記録する');
    await page.getByText('もう一度押しても、二重には記録されません').waitFor();
    desk.server.losesAnswers = false;
    await press(page, '記録する');
    await expect.poll(() => titleOf(page)).toBe('記録しました ・ 20ポイント');
    expect(desk.town.claims.made.filter(({ activity }) => activity === 'blood-donation')).toHaveLength(1);
    visits.forget('net::ERR_');
  });

  test('a scanned code says what it is for, serves once, and a forged one is refused', async () => {
    const desk = await visits.desk();
    const slip = desk.town.register.sheet('code-2').slips[0];
    const page = await desk.open('?page=activity&id=P-0001');
    const scan = async (text: string): Promise<void> => {
      await page.getByRole('textbox', { name: 'コード' }).fill(text);
      await page.keyboard.press('Enter');
    };
    await scan('AYUMI1:nobody-made-this');
    await page.getByText('市が作ったものではありません').waitFor();
    await scan(slip?.text ?? '');
    await page.getByText('このコードを使います').waitFor();
    await press(page, 'ポイントを確かめる');
    await say(page, '田中');
    await press(page, '記録する');
    await expect.poll(() => titleOf(page)).toBe('記録しました ・ 100ポイント');
    await press(page, '続けて 活動を入れる');
    await scan(slip?.short ?? '');
    await page.getByText('もう使われています').waitFor();
  });

  test('paper stamps are recorded all or none, line by line', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=stamps&id=P-0005');
    const before = desk.town.ledger.balance('P-0005', 'paper');
    const key = async (row: number, date: string, activity: string): Promise<void> => {
      await page.getByLabel(`${row}行目 日付`).fill(date);
      await page.getByLabel(`${row}行目 活動`).selectOption(activity);
    };
    await key(1, '2026-11-02', 'health-event');
    await key(2, '2026-11-02', 'health-event');
    await press(page, 'ポイントを確かめる');
    await page.getByRole('heading', { name: '1行が 記録できません。どの行も まだ記録していません' }).waitFor();
    expect(await page.getByRole('button', { name: 'まとめて記録する' }).count()).toBe(0);
    await key(2, '2026-11-05', 'health-event');
    await press(page, 'ポイントを確かめる');
    await page.getByRole('heading', { name: 'あわせて 4点（紙）です' }).waitFor();
    await say(page, '田中');
    await press(page, 'まとめて記録する');
    await expect.poll(() => titleOf(page)).toBe('2個のスタンプを記録しました ・ 4点（紙）');
    expect(desk.town.ledger.balance('P-0005', 'paper')).toBe(before + 4);
    await page.getByRole('button', { name: /すべて取り消す/ }).click();
    await page.getByText('取り消しました', { exact: true }).waitFor();
    expect(desk.town.ledger.balance('P-0005', 'paper')).toBe(before);
  });

  test('paper points move after showing what will be different, and only with an application form', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=transfer&id=P-0005');
    await press(page, '移したあとを確かめる');
    await page.getByText('新しいポイントがつきません').waitFor();
    await say(page, '田中');
    await press(page, '移すと記録する');
    expect(desk.town.ledger.balance('P-0005', 'paper')).toBe(1);
    await page.getByLabel('申込書の番号').fill('申込 7');
    await press(page, '移すと記録する');
    await expect.poll(() => titleOf(page)).toBe('紙のポイントを移しました');
    expect(desk.town.ledger.balance('P-0005', 'paper')).toBe(0);
    expect(desk.town.ledger.of('P-0005').at(-1)).toMatchObject({ points: 10, kind: 'transfer', reference: '申込 7' });
  });

  test('a day in doubt is capped with a reason after showing the points, and the decision is taken back', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=evidence&id=P-0004&date=2026-11-15');
    const points = (): number => desk.town.ledger.amounts('P-0004', '2026-11-15')[0]?.points ?? 0;
    await page.getByRole('radio', { name: /上限をつけて/ }).check();
    await page.getByLabel('上限の歩数').fill('8,500');
    await page.getByText('この日は 3ポイントになります').waitFor();
    await say(page, '田中');
    await press(page, '上限をつけると記録する');
    // Without a reason the browser does not send it.
    expect(desk.town.decisions).toHaveLength(0);
    await page.getByLabel('理由').fill('本人に聞いた');
    await press(page, '上限をつけると記録する');
    await page.getByText('記録しました').waitFor();
    expect(await titleOf(page)).toBe('11月15日(日)の 24,180歩は 確かめがすみました');
    expect(points()).toBe(3);
    await press(page, '取りやめて、もう一度 待つ日にする');
    await press(page, '取りやめて、もう一度 待つ日にする');
    await expect.poll(() => titleOf(page)).toContain('確かめを待っています');
    expect(points()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('those who came to a group are scanned one after another; who cannot be recorded says why', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=attendance&group=group-1');
    const field = page.getByLabel('番号', { exact: true });
    await field.focus();
    for (const number of ['3', '3', '4', '777']) {
      await page.keyboard.type(number);
      await page.keyboard.press('Enter');
    }
    await expect.poll(() => titleOf(page)).toBe('3人の番号を入れました');
    await press(page, 'ポイントを確かめる');
    await page.getByText('この番号の人は いません').waitFor();
    await say(page, '田中');
    await press(page, '2人を記録する');
    await expect.poll(() => titleOf(page)).toBe('2人を記録しました ・ 1人は記録していません');
    expect(
      desk.town.claims.made.filter(({ account }) => account === 'pedometer').map((claim) => claim.participant),
    ).toEqual(['P-0003', 'P-0004']);
  });

  test('a group is registered once, and closed with a reason', async () => {
    const desk = await visits.desk();
    const page = await desk.open('?page=groups');
    const register = async (name: string): Promise<void> => {
      await page.getByLabel('団体の名前').fill(name);
      await page.getByLabel('すること（ラジオ体操など）').fill('卓球');
      if ((await page.getByLabel('担当の名前').count()) > 0) await say(page, '田中');
      await press(page, '登録する');
    };
    await register('みなみ公園 朝の会');
    await page.getByText('もう登録されています').waitFor();
    await register('栗沢卓球会');
    await expect.poll(() => titleOf(page)).toBe('3団体が活動しています');
    await press(page, '栗沢卓球会 終わりにする');
    await page.getByLabel('理由').fill('解散');
    await press(page, '終わりを記録する');
    await expect.poll(() => titleOf(page)).toBe('2団体が活動しています');
    visits.forget('409');
  });
});
