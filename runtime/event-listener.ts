/** Event listener: reads a Server-Sent Events stream over real HTTP, one event after the other, as a browser would. */
import { get, type IncomingMessage } from 'node:http';

export interface HeardEvent {
  readonly name: string;
  readonly data: unknown;
}

export class EventListener implements Disposable {
  readonly response: IncomingMessage;
  /** Lines that are no event: comments and `retry:`. */
  readonly asides: string[] = [];
  #rest = '';
  #heard: HeardEvent[] = [];
  #waiting: ((event: HeardEvent | 'end') => void) | undefined;
  #ended = false;

  private constructor(response: IncomingMessage) {
    this.response = response;
    response.setEncoding('utf8');
    response.on('data', (text: string) => this.#take(text));
    response.on('error', () => undefined);
    response.on('close', () => this.#end());
  }

  static connect(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventListener> {
    return new Promise((resolve, reject) => {
      get(url, { headers }, (response) => resolve(new EventListener(response))).on('error', reject);
    });
  }

  /** The next event, or `end` when the server has closed the stream. */
  next(): Promise<HeardEvent | 'end'> {
    const heard = this.#heard.shift();
    if (heard !== undefined) return Promise.resolve(heard);
    if (this.#ended) return Promise.resolve('end');
    return new Promise((resolve) => (this.#waiting = resolve));
  }

  [Symbol.dispose](): void {
    this.response.destroy();
  }

  #take(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) this.#takeBlock(block);
  }

  #takeBlock(block: string): void {
    const event = /^event: (\w+)\ndata: (.*)$/.exec(block);
    if (event === null) this.asides.push(block);
    else this.#hear({ name: event[1] ?? '', data: JSON.parse(event[2] ?? '') as unknown });
  }

  #hear(event: HeardEvent): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) this.#heard.push(event);
    else waiting(event);
  }

  #end(): void {
    this.#ended = true;
    this.#waiting?.('end');
  }
}
