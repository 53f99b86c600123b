/** Promises of the remote broker against a real Mosquitto: batches come in, receipts go out, and it comes back by itself. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { expect, it } from 'vitest';
import { gatewayIdSchema } from '../../contract/ids.ts';
import { topicOf } from '../../contract/topics.ts';
import { silentLog } from '../../runtime/log.ts';
import { describeWithServer, TestServer } from '../../runtime/test-server.ts';
import { RemoteBroker } from './remote-broker.ts';
import type { UpMessage } from './wire.ts';

const gateway = gatewayIdSchema.parse('gw-1');

describeWithServer('mosquitto', 'a remote broker', (server) => {
  const start = () =>
    TestServer.start(server, ({ port, directory }) => {
      const config = join(directory, 'mosquitto.conf');
      writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
      return ['-c', config];
    });

  /** A broker that tells of the next message of a name. */
  const open = async (port: number) => {
    const broker = new RemoteBroker({ url: `mqtt://127.0.0.1:${port}`, clientId: 'cloud', log: silentLog });
    const heard: UpMessage[] = [];
    let wake: () => void = () => undefined;
    broker.onMessage((message) => {
      heard.push(message);
      wake();
    });
    await broker.start();
    const message = async (name: UpMessage['name']): Promise<UpMessage> => {
      for (;;) {
        const found = heard.find((any) => any.name === name);
        if (found !== undefined) {
          heard.splice(heard.indexOf(found), 1);
          return found;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    };
    return { broker, message };
  };

  it('hears the gateways and answers them, also after Mosquitto was restarted', async () => {
    await using mosquitto = await start();
    const { broker, message } = await open(mosquitto.place.port);
    const client = await connectAsync(`mqtt://127.0.0.1:${mosquitto.place.port}`, {
      clientId: gateway,
      reconnectPeriod: 100,
    });
    try {
      // Retained, so that it is heard whenever the broker has subscribed.
      await client.publishAsync(topicOf(gateway, 'state'), 'born', { qos: 1, retain: true });
      expect(Buffer.from((await message('state')).payload).toString()).toBe('born');
      await client.publishAsync(topicOf(gateway, 'visits'), 'a batch', { qos: 1 });
      expect(await message('visits')).toMatchObject({ gateway, name: 'visits', retained: false });
      await client.subscribeAsync(topicOf(gateway, 'receipts'), { qos: 1 });
      const receipt = new Promise<string>((resolve) =>
        client.once('message', (_topic, payload) => resolve(payload.toString())),
      );
      broker.publish(topicOf(gateway, 'receipts'), 'stored', { retain: false });
      expect(await receipt).toBe('stored');

      await mosquitto.stop('SIGKILL');
      await mosquitto.restart();
      await client.publishAsync(topicOf(gateway, 'health'), 'well', { qos: 1, retain: true });
      expect(Buffer.from((await message('health')).payload).toString()).toBe('well');
    } finally {
      await client.endAsync(true);
      await broker[Symbol.asyncDispose]();
    }
  });
});
