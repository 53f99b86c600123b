/** Free ports: whether the addresses of this machine that somebody wants can be had, asked before anything is built for them. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { messageOf, OperatorError } from '../runtime/fault.ts';

const host = '127.0.0.1';

/** Looks at each for a moment; 0 is any. Throws OperatorError `port-taken`. */
export const assertFree = async (ports: readonly number[]): Promise<void> => {
  for (const port of ports.filter((each) => each !== 0)) {
    const server = createServer();
    try {
      await once(server.listen(port, host), 'listening');
    } catch (cause) {
      throw new OperatorError(
        'port-taken',
        `${host}:${port} は 使えません (cannot be listened on): ${messageOf(cause)}`,
        '別の番号を --port で示すか、使っているプログラムを止めてください (Choose another --port, or end the program that holds this one).',
        { cause },
      );
    }
    await new Promise((closed) => server.close(closed));
  }
};
