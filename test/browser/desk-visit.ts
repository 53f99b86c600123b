/** Desk visit: a fresh browser at a desk page; whatever it complains about is kept for the test to see. */
import axe, { type AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { DeskTown } from '../../dashboards/fixture/desk-town.ts';
import type { FoundServer } from '../../runtime/test-server.ts';
import { BuiltPage, stillClock } from './built-page.ts';
import { DeskServer } from './desk-server.ts';

export const deskWidth = { width: 1280, height: 800 };
export const phoneWidth = { width: 390, height: 844 };

export interface Desk {
  readonly town: DeskTown;
  readonly server: DeskServer;
  /** Opens a place of the desk such as `?page=held`. */
  readonly open: (place?: string, options?: BrowserContextOptions) => Promise<Page>;
}

export class DeskVisits implements AsyncDisposable {
  readonly #built: BuiltPage;
  readonly #opened: AsyncDisposable[] = [];
  complaints: string[] = [];

  private constructor(built: BuiltPage) {
    this.#built = built;
  }

  static async begin(chromium: FoundServer): Promise<DeskVisits> {
    return new DeskVisits(await BuiltPage.open(chromium));
  }

  /** A desk of its own town, so that what one test enters no other sees. */
  async desk(people = 34): Promise<Desk> {
    const town = new DeskTown({ clock: stillClock, people });
    const server = new DeskServer(town, this.#built.folder);
    this.#opened.push(server);
    const url = await server.start();
    return { town, server, open: (place = '', options = {}) => this.#open(url + place, options) };
  }

  async #open(url: string, options: BrowserContextOptions): Promise<Page> {
    const context = await this.#built.browser.newContext({ viewport: deskWidth, reducedMotion: 'reduce', ...options });
    this.#opened.push({ [Symbol.asyncDispose]: () => context.close() });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(url).origin) this.complaints.push(`asked ${request.url()}`);
    });
    await page.goto(url);
    await page.locator('h1').waitFor();
    await page.locator('.waiting').waitFor({ state: 'detached' });
    return page;
  }

  /** Closes what a test opened and hands over what the browser complained about. */
  async endTest(): Promise<readonly string[]> {
    for (const each of this.#opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
    return this.complaints.splice(0);
  }

  forget(expected: string): void {
    this.complaints = this.complaints.filter((complaint) => !complaint.includes(expected));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.endTest();
    await this.#built[Symbol.asyncDispose]();
  }
}

export const violationsOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return results.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
};

/** Nothing stands beyond the edge of the screen, and axe finds nothing. */
export const faultsOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(() => document.fonts.ready);
  // A picture takes its new width a moment after its page; what stays beyond the edge is a fault.
  const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  await page.waitForFunction(fits, undefined, { timeout: 3_000 }).catch(() => undefined);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [...(beyond > 0 ? [`${beyond} pixels beyond the edge`] : []), ...(await violationsOf(page))];
};

export const titleOf = (page: Page): Promise<string> => page.locator('h1').innerText();
