/** Analyst visit: the built analysts' page over an invented town, with the headers the real server sends, and a browser at it. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { calmMood, serveAnalysis, type AnalysisMood } from '../../dashboards/fixture/analysis-serve.ts';
import { chapterNames } from '../../dashboards/analyst/state/chapter-names.ts';
import { AnalysisTown } from '../../dashboards/fixture/analysis-town.ts';
import { pageHeaders } from '../../runtime/page-headers.ts';
import type { FoundServer } from '../../runtime/test-server.ts';
import { BuiltPage, stillClock } from './built-page.ts';
import { deskWidth } from './desk-visit.ts';

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export class AnalystVisits implements AsyncDisposable {
  readonly #built: BuiltPage;
  readonly #opened: AsyncDisposable[] = [];
  readonly #towns = new Map<number, AnalysisTown>();
  complaints: string[] = [];

  private constructor(built: BuiltPage) {
    this.#built = built;
  }

  static async begin(chromium: FoundServer): Promise<AnalystVisits> {
    return new AnalystVisits(await BuiltPage.open(chromium));
  }

  /** Opens the page on a query such as `?period=year`, over a town of so many people, whose server is in such a mood. */
  async open(query = '', { people = 1240, mood = calmMood(), ...options }: AnalystOptions = {}): Promise<Page> {
    const url = await this.#serve(people, mood);
    const context = await this.#built.browser.newContext({ viewport: deskWidth, reducedMotion: 'reduce', ...options });
    this.#opened.push({ [Symbol.asyncDispose]: () => context.close() });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== new URL(url).origin && protocol !== 'blob:') this.complaints.push(`asked ${request.url()}`);
    });
    await page.goto(url + query);
    await page.locator('h1').waitFor();
    return page;
  }

  /** Closes what a test opened and hands over what the browser complained about. */
  async endTest(): Promise<readonly string[]> {
    for (const each of this.#opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
    return this.complaints.splice(0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.endTest();
    await this.#built[Symbol.asyncDispose]();
  }

  async #serve(people: number, mood: AnalysisMood): Promise<string> {
    const town = this.#towns.get(people) ?? new AnalysisTown({ clock: stillClock, people });
    this.#towns.set(people, town);
    const answer = serveAnalysis(town, mood);
    const { folder } = this.#built;
    const http: Server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://analyst');
      if (pathname.startsWith('/api/analysis/')) {
        answer(request, response);
        return;
      }
      const file = pathname === '/analyst' ? '/analyst.html' : pathname;
      void readFile(join(folder, file)).then(
        (content) => {
          const kind = kinds[extname(file)] ?? 'application/octet-stream';
          response.writeHead(200, { ...pageHeaders, 'content-type': kind });
          response.end(content);
        },
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
    this.#opened.push({
      [Symbol.asyncDispose]: async () => {
        http.closeAllConnections();
        await new Promise<void>((closed) => http.close(() => closed()));
      },
    });
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}/analyst`;
  }
}

export interface AnalystOptions extends BrowserContextOptions {
  readonly people?: number;
  readonly mood?: AnalysisMood;
}

/** A trial has no answer before somebody asks. */
export const chapters = chapterNames.filter((name) => name !== 'whatIf');

/** Until every chapter has its answer. */
export const allAnswered = async (page: Page): Promise<void> => {
  for (const chapter of chapters) await page.locator(`#${chapter} .as-of`).waitFor();
};

export const findingOf = (page: Page, chapter: string): Promise<string> => page.locator(`#${chapter} h2`).innerText();

/** Walks down the page, so that everything is drawn. */
export const drawAll = async (page: Page): Promise<void> => {
  await allAnswered(page);
  for (const place of await page.locator('.chart').all()) {
    await place.scrollIntoViewIfNeeded();
    await place.locator('svg').waitFor();
  }
};
