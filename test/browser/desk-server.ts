/** Desk server: the built desk pages over an invented point service, with the headers the real server sends. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { serveDesk } from '../../dashboards/fixture/desk-serve.ts';
import type { DeskTown } from '../../dashboards/fixture/desk-town.ts';
import { pageHeaders } from '../../runtime/page-headers.ts';

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export class DeskServer implements AsyncDisposable {
  readonly #http: Server;
  /** While true the line is cut after a change has been recorded: its answer never arrives. */
  losesAnswers = false;

  constructor(town: DeskTown, folder: string) {
    const serve = serveDesk(town);
    this.#http = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://desk');
      if (/^\/api\/(desk|register|jobs|records)\b/.test(pathname)) {
        if (this.losesAnswers && request.method === 'POST' && !pathname.endsWith('preview')) {
          // The town answers into a line that has gone.
          response.end = () => response.destroy();
        }
        serve(request, response);
        return;
      }
      const file = pathname === '/' ? '/desk.html' : pathname;
      void readFile(join(folder, file)).then(
        (content) => {
          response.writeHead(200, {
            ...pageHeaders,
            'content-type': kinds[extname(file)] ?? 'application/octet-stream',
          });
          response.end(content);
        },
        () => response.writeHead(404).end(),
      );
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((ready) => this.#http.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/desk.html`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise<void>((closed) => this.#http.close(() => closed()));
  }
}
