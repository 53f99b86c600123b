/** Promises of the API page: a browser on this machine reads what the server answers and tries it, under the same policy as every other page. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { date } from '../../ingest/sample-cloud.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { RecordsRoom } from './records-room.ts';

describeWithServer('chromium', 'the page to try the API', (chromium) => {
  let room: RecordsRoom;

  beforeAll(async () => {
    room = await RecordsRoom.open(chromium);
  });
  afterAll(() => room[Symbol.asyncDispose]());
  afterEach(() => expect(room.complaints.splice(0)).toEqual([]));

  test('a request is tried and answered, and the page says that it is for this machine only', async () => {
    const page = await room.visit('docs');
    await page.getByRole('heading', { name: /歩み API/ }).waitFor();
    expect(await page.locator('.info').innerText()).toContain('127.0.0.1');
    await page.getByText('日ごとの歩数を読む / Read day totals').click();
    const operation = page.locator('#operations-records-records-dayTotals');
    const fill = (name: string, value: string) => operation.getByPlaceholder(name, { exact: true }).fill(value);
    await fill('from', date(0));
    await fill('to', date(4));
    await operation.getByRole('button', { name: 'Execute' }).click();
    const answer = operation.locator('.live-responses-table .microlight');
    await answer.first().waitFor();
    expect(await answer.first().innerText()).toContain('"participant": "P-0001"');
  });

  test('it brings its own letters, and asks nobody to sign in where nobody can', async () => {
    const page = await room.visit('docs');
    await page.getByRole('heading', { name: /歩み API/ }).waitFor();
    const loaded = () =>
      page.evaluate(() => [...document.fonts].some((face) => face.family.includes('BIZ') && face.status === 'loaded'));
    await expect.poll(loaded).toBe(true);
    const family = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).fontFamily);
    for (const selector of ['.info h1', '.opblock-summary-description', '.opblock-tag small'])
      expect(await family(selector)).toMatch(/^"BIZ UDPGothic"/);
    expect(await page.getByRole('button', { name: /authorize|authorization/i }).count()).toBe(0);
    // Every group has something in it: what this server does not answer is not spoken of.
    const empty = page.locator('.opblock-tag-section').filter({ hasNot: page.locator('.opblock') });
    expect(await empty.count()).toBe(0);
  });

  test('whoever comes from elsewhere is refused the page too', async () => {
    const answer = await fetch(`${room.server.url}docs/`, { headers: { 'x-forwarded-for': '192.0.2.1' } });
    expect(answer.status).toBe(403);
    expect((await fetch(`${room.server.url}docs/`)).headers.get('content-security-policy')).toContain(
      "default-src 'self'",
    );
  });
});
