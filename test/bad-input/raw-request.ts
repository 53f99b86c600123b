/** Raw request: bytes to an HTTP server over a socket of our own, and all that comes back until it closes. */
import { connect } from 'node:net';

export interface RawAnswer {
  /** Of the first answer; undefined where the server only closed. */
  readonly status: number | undefined;
  readonly text: string;
  /** From the first byte sent to the close. */
  readonly tookMs: number;
}

const closing = 'Connection: close\r\n';

/** Asks for the connection to be closed, so that the end of the answer is its close. */
export const withClose = (request: Uint8Array): Uint8Array => {
  const text = Buffer.from(request).toString('latin1');
  const headEnd = text.indexOf('\r\n\r\n');
  const hasHeaders = headEnd > text.indexOf('\r\n');
  return hasHeaders ? Buffer.from(text.slice(0, headEnd + 2) + closing + text.slice(headEnd + 2), 'latin1') : request;
};

/** Sends `pieces`, each when the one before was taken, and settles when the server has closed. */
export const rawRequest = (port: number, pieces: Iterable<Uint8Array>): Promise<RawAnswer> =>
  new Promise((resolve) => {
    const began = performance.now();
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const heard: Uint8Array[] = [];
    let isOver = false;
    socket.on('data', (chunk: Uint8Array) => heard.push(chunk));
    // A reset while we still write is a close like any other.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      isOver = true;
      const text = Buffer.concat(heard).toString('latin1');
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      resolve({ status: status === undefined ? undefined : Number(status), text, tookMs: performance.now() - began });
    });
    const iterator = pieces[Symbol.iterator]();
    const next = (error?: Error | null): void => {
      const piece = isOver || error instanceof Error ? undefined : iterator.next();
      if (piece !== undefined && piece.done !== true) socket.write(piece.value, next);
    };
    next();
  });
