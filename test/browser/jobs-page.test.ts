/** Promises of the page of the night's work: it says how things are, why not where they are not, and has a job done when asked. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { jobsBookOf, type Night } from '../../dashboards/fixture/desk-jobs.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { DeskVisits, faultsOf, phoneWidth, titleOf, type Desk } from './desk-visit.ts';

const silentJa = '歩数計 2台と 読み取り機 1台が しばらく来ていません';
const silentEn = '2 pedometers and 1 gateway not heard of for a while';
const done = `昨夜の仕事は すみました ・ ${silentJa}`;

describeWithServer('chromium', 'the page of the night’s work', (chromium) => {
  let visits: DeskVisits;

  beforeAll(async () => {
    visits = await DeskVisits.begin(chromium);
  });
  afterAll(() => visits[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visits.endTest()).toEqual([]);
  });

  const openAfter = async (night: Night): Promise<{ readonly desk: Desk; readonly page: Page }> => {
    const desk = await visits.desk();
    jobsBookOf(desk.town).night = night;
    return { desk, page: await desk.open('?page=jobs') };
  };

  test.each([
    ['good', `昨夜の仕事は すみました ・ ${silentJa}`, `Last night’s work is done · ${silentEn}`],
    ['bad', `バックアップが 2日 できていません ・ ${silentJa}`, `Backup has not been done for 2 days · ${silentEn}`],
    ['none', '夜の仕事は まだ していません', 'There has been no night’s work yet'],
  ] as const)(
    'after a night that was %s it says so in both languages, on a desk and on a phone',
    async (night, ja, en) => {
      const { page } = await openAfter(night);
      await expect.poll(() => titleOf(page)).toBe(ja);
      await expect.poll(() => page.title()).toContain(ja);
      await page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));
      expect(await faultsOf(page)).toEqual([]);
      // Nothing a job has written stands there as it wrote it.
      expect(await page.locator('main').innerText()).not.toMatch(/differ|pedometers|bytes|free;|プログラムの言葉/);
      await page.getByRole('button', { name: 'English' }).click();
      await expect.poll(() => titleOf(page)).toBe(en);
      expect(await faultsOf(page)).toEqual([]);
      const text = (await page.locator('main').innerText()).replaceAll('保健センター', '');
      expect(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}].*/u.exec(text)).toBeNull();
      await page.setViewportSize(phoneWidth);
      expect(await faultsOf(page)).toEqual([]);
      // A button says itself what it does: its card does not say it again.
      expect(await page.locator('td[data-name="Do it now"]').count()).toBe(0);
      expect(await page.locator('.pages').getByRole('link').first().isVisible()).toBe(false);
      await page.getByRole('button', { name: 'Menu · now Night’s work' }).click();
      expect(await page.locator('.pages').getByRole('link').first().isVisible()).toBe(true);
    },
  );

  test('why a job failed stands beside it, and that it is tried again', async () => {
    const { page } = await openAfter('bad');
    const row = page.getByRole('row').filter({ has: page.getByText('データベースを写し') });
    expect(await row.innerText()).toMatch(
      /できませんでした[^]*空きがたりません（112 MB いりますが、9 MB です）[^]*1時間以内に もう一度ためします/,
    );
  });

  test('what costs something is asked about first, and can be left alone with the keyboard', async () => {
    const { desk, page } = await openAfter('good');
    await page.getByRole('button', { name: 'バックアップを いま行う' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'バックアップを いま行いますか' });
    await dialog.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await titleOf(page)).toBe(done);
    await page.getByRole('button', { name: 'バックアップを いま行う' }).press('Enter');
    await dialog.getByRole('button', { name: 'いま行う' }).press('Enter');
    await page.getByRole('status').getByText('バックアップを はじめました。').waitFor();
    await expect.poll(() => titleOf(page)).toBe(`${done} ・ いま バックアップを しています`);
    expect(await page.getByRole('button', { name: 'バックアップを いま行う' }).isDisabled()).toBe(true);
    expect(await faultsOf(page)).toEqual([]);
    jobsBookOf(desk.town).finish();
    // The page looks by itself while something is under way.
    await expect.poll(() => titleOf(page), { timeout: 10_000 }).toBe(done);
  });

  test('what costs nothing is begun at once', async () => {
    const { page } = await openAfter('good');
    await page.getByRole('button', { name: '日を締めるを いま行う' }).click();
    await page.getByRole('status').getByText('日を締めるを はじめました。').waitFor();
  });

  test('what is silent leads to where it can be looked after', async () => {
    const { page } = await openAfter('good');
    await page.locator('p', { hasText: '歩数計 2台 ・ 読み取り機 1台' }).waitFor();
    await page.getByRole('link', { name: '歩数計 3番' }).press('Enter');
    await expect.poll(() => titleOf(page)).toContain('歩数計 3番は');
  });
});
