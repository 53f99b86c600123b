/** Test servers are found where Debian puts them, started on a port of their own, and gone afterwards. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TestServer, describeWithServer, freePort } from './test-server.ts';

describeWithServer('mosquitto', 'a server under test', (server) => {
  test('listens when start resolves, comes back on the same port, and leaves nothing behind', async () => {
    const broker = await TestServer.start(server, ({ port }) => ['-p', String(port)]);
    const first = broker.pid;
    await broker.restart();
    expect(broker.pid).not.toBe(first);
    await broker[Symbol.asyncDispose]();
    expect(broker.pid).toBeUndefined();
    expect(existsSync(broker.place.directory)).toBe(false);
  });

  test('a program that ends at once is an error, not a wait', async () => {
    await expect(TestServer.start(server, () => ['--no-such-option'])).rejects.toThrow('did not come up');
  });
});

test('free ports are real ports', async () => {
  expect(await freePort()).toBeGreaterThan(1023);
});
