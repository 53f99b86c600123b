/** HandServer: an HTTP server whose answers a test holds in its hand, and which remembers what it was asked. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { freePort } from '../../runtime/test-server.ts';

export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export class HandServer implements AsyncDisposable {
  readonly port: number;
  readonly heard: Heard[] = [];
  answer: (heard: Heard) => Answer = () => ({ status: 204 });
  readonly #server: Server;

  private constructor(port: number) {
    this.port = port;
    this.#server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const { headers, method = '', url = '' } = request;
        const said = { method, url, authorization: headers.authorization, body };
        this.heard.push(said);
        const answer = this.answer(said);
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
  }

  static async open(): Promise<HandServer> {
    const made = new HandServer(await freePort());
    await new Promise<void>((resolve) => made.#server.listen(made.port, '127.0.0.1', resolve));
    return made;
  }

  /** Those asked at this path, in order. */
  at(path: string): readonly Heard[] {
    return this.heard.filter(({ url }) => url.split('?')[0] === path);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    return Promise.resolve();
  }
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const bytes = Buffer.concat((await request.toArray()) as Buffer[]);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
};
