/** Kiosk visit: a fresh browser at a kiosk whose gateway shows what the test says; whatever it complains about is kept for the test to see. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { KioskStand } from '../../dashboards/fixture/kiosk-stand.ts';
import { kioskStateWith } from '../../dashboards/fixture/kiosk-with.ts';
import { pageHeaders } from '../../runtime/page-headers.ts';
import type { FoundServer } from '../../runtime/test-server.ts';
import { BuiltPage } from './built-page.ts';

export const kioskWidth = { width: 1280, height: 800 };
export const phoneWidth = { width: 390, height: 844 };

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The gateway's web server: the built pages, `kiosk.html` at `/`, and the stand behind `/api/kiosk/`. */
export class KioskGateway implements AsyncDisposable {
  readonly stand: KioskStand;
  readonly #folder: string;
  #http: Server | undefined;
  #port = 0;
  /** Every path asked for, in order. */
  readonly asked: string[] = [];

  constructor(folder: string, stand = new KioskStand(kioskStateWith())) {
    this.#folder = folder;
    this.stand = stand;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  /** Again on the same port after a stop. */
  async start(): Promise<void> {
    const http = createServer((request, response) => this.#answer(request, response));
    this.#http = http;
    await new Promise<void>((ready) => http.listen(this.#port, '127.0.0.1', ready));
    this.#port = (http.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const http = this.#http;
    this.#http = undefined;
    this.stand.hangUp();
    http?.closeAllConnections();
    await new Promise<void>((closed) => (http === undefined ? closed() : http.close(() => closed())));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://kiosk');
    this.asked.push(pathname);
    if (pathname.startsWith('/api/kiosk/')) {
      this.stand.serve(request, response);
      return;
    }
    const file = pathname === '/' ? '/kiosk.html' : pathname;
    void readFile(join(this.#folder, file)).then(
      (content) => {
        const kind = kinds[extname(file)] ?? 'application/octet-stream';
        const cached = file.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
        response.writeHead(200, { ...pageHeaders, 'content-type': kind, 'cache-control': cached });
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  }
}

export class KioskVisits implements AsyncDisposable {
  readonly built: BuiltPage;
  readonly #opened: AsyncDisposable[] = [];
  complaints: string[] = [];

  private constructor(built: BuiltPage) {
    this.built = built;
  }

  static async begin(chromium: FoundServer): Promise<KioskVisits> {
    return new KioskVisits(await BuiltPage.open(chromium));
  }

  async gateway(): Promise<KioskGateway> {
    const gateway = new KioskGateway(this.built.folder);
    await gateway.start();
    this.#opened.push(gateway);
    return gateway;
  }

  /** Waits until the page shows what its gateway says. */
  async open(
    gateway: KioskGateway,
    place = '',
    options: BrowserContextOptions = {},
    prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Page> {
    const context = await this.built.browser.newContext({ viewport: kioskWidth, reducedMotion: 'reduce', ...options });
    this.#opened.push({ [Symbol.asyncDispose]: () => context.close() });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(gateway.url).origin) this.complaints.push(`asked ${request.url()}`);
    });
    await prepare(page);
    await page.goto(gateway.url + place);
    await page.locator('.head-time').waitFor();
    await page.evaluate(() => document.fonts.ready);
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
    await this.built[Symbol.asyncDispose]();
  }
}

/** Including contrast of 7 : 1, which is asked of a screen that is read from two metres. */
export const violationsOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults>(
    'axe.run(document, { resultTypes: ["violations"], rules: { "color-contrast-enhanced": { enabled: true } } })',
  );
  return results.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
};

/** How far the page reaches beyond its window to the side. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));

/** What comes about by itself: in a moment, or later where other tests keep the machine busy. */
export const eventually = <Value>(ask: () => Value | Promise<Value>) => expect.poll(ask, { timeout: 20_000 });
