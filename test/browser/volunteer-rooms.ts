/** Volunteer rooms: the built volunteers' pages over an invented centre, in a fresh browser; whatever it complains about is kept for the test to see. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { VolunteerCentre, type VolunteerCentreOptions } from '../../dashboards/fixture/volunteer-centre.ts';
import { VolunteerServer } from '../../dashboards/fixture/volunteer-serve.ts';
import { pageHeaders } from '../../runtime/page-headers.ts';
import type { FoundServer } from '../../runtime/test-server.ts';
import { BuiltPage, stillClock } from './built-page.ts';

export const tablet = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };
export const pin = '123456';

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** As the gateway says it of this page alone. */
const headers = { ...pageHeaders, 'permissions-policy': 'camera=(self)' };

export interface Room {
  readonly centre: VolunteerCentre;
  readonly server: VolunteerServer;
  readonly url: string;
  /** Opens a place such as `?page=lend`, signed in unless told otherwise. */
  readonly open: (place?: string, options?: RoomOptions) => Promise<Page>;
}

export interface RoomOptions extends BrowserContextOptions {
  readonly isSignedOut?: boolean;
  readonly browser?: Browser;
}

export class VolunteerRooms implements AsyncDisposable {
  readonly #built: BuiltPage;
  readonly #opened: AsyncDisposable[] = [];
  complaints: string[] = [];

  private constructor(built: BuiltPage) {
    this.#built = built;
  }

  static async begin(chromium: FoundServer): Promise<VolunteerRooms> {
    return new VolunteerRooms(await BuiltPage.open(chromium));
  }

  /** A centre of its own, so that what one test does no other sees. */
  async room(options: Partial<VolunteerCentreOptions> = {}): Promise<Room> {
    const centre = new VolunteerCentre({ clock: stillClock, stepMs: 20, ...options });
    const server = new VolunteerServer(centre);
    const http = this.#serve(server);
    await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
    this.#opened.push({
      [Symbol.asyncDispose]: async () => {
        http.closeAllConnections();
        await new Promise<void>((closed) => http.close(() => closed()));
      },
    });
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/volunteer`;
    return { centre, server, url, open: (place = '', opened = {}) => this.#open(url, place, opened) };
  }

  #serve(server: VolunteerServer): Server {
    return createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://centre');
      if (pathname.startsWith('/api/centre/')) {
        server.answer(request, response);
        return;
      }
      const file = pathname === '/volunteer' ? '/volunteer.html' : pathname;
      void readFile(join(this.#built.folder, file)).then(
        (content) => {
          response.writeHead(200, { ...headers, 'content-type': kinds[extname(file)] ?? 'application/octet-stream' });
          response.end(content);
        },
        () => response.writeHead(404).end(),
      );
    });
  }

  async #open(url: string, place: string, { isSignedOut, browser, ...options }: RoomOptions): Promise<Page> {
    const context = await (browser ?? this.#built.browser).newContext({
      viewport: tablet,
      reducedMotion: 'reduce',
      ...options,
    });
    this.#opened.push({ [Symbol.asyncDispose]: () => context.close() });
    if (isSignedOut !== true) await context.addCookies([{ name: 'volunteer', value: 'in', url }]);
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(url).origin) this.complaints.push(`asked ${request.url()}`);
    });
    await page.goto(url + place);
    await page.locator('h1.headline').waitFor();
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

/** With the contrast of 7:1 that pages for older eyes promise. */
export const violationsOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults>(
    'axe.run(document, { resultTypes: ["violations"], rules: { "color-contrast-enhanced": { enabled: true } } })',
  );
  return results.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
};

export const titleOf = (page: Page): Promise<string> => page.locator('h1.headline').innerText();
