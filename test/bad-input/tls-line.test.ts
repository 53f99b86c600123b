/** Lines that break in the middle of being let in, with certificates: nobody is let in by it, and nobody else is put out. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { connectAsync } from 'mqtt';
import { expect, test } from 'vitest';
import { gatewayIdSchema } from '../../contract/ids.ts';
import { TestAuthority } from '../../gateway/uplink/test-certificates.ts';
import { EmbeddedBroker } from '../../ingest/broker/embedded-broker.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { connectPacket } from './raw-mqtt.ts';

const gateway = gatewayIdSchema.parse('gw-1');

describeWithServer('openssl', 'a broker with certificates', ({ path }) => {
  const authority = new TestAuthority(path);
  const [ca, server, client] = [authority.own, authority.issue('localhost'), authority.issue(gateway)].map((files) => ({
    cert: readFileSync(files.cert),
    key: readFileSync(files.key),
  }));
  const certificates = { ca: ca?.cert ?? '', cert: client?.cert ?? '', key: client?.key ?? '' };

  test('a line that is reset while the registry is asked about it ends nothing but itself', async () => {
    const { promise: asked, resolve: isAsked } = Promise.withResolvers<undefined>();
    const { promise: gone, resolve: isGone } = Promise.withResolvers<undefined>();
    let questions = 0;
    await using broker = new EmbeddedBroker({
      host: '127.0.0.1',
      port: 0,
      tls: { ca: ca?.cert ?? Buffer.of(), cert: server?.cert ?? Buffer.of(), key: server?.key ?? Buffer.of() },
      checkGateway: () => false,
      knownGateway: async () => {
        questions += 1;
        if (questions > 1) return true;
        isAsked(undefined);
        await gone;
        return true;
      },
      log: silentLog,
    });
    await broker.start();
    const raw = connect(broker.port, '127.0.0.1');
    const line = connectTls({ socket: raw, ...certificates, servername: 'localhost' });
    line.on('error', () => undefined);
    await once(line, 'secureConnect');
    line.write(connectPacket(gateway, ''));
    await asked;
    raw.resetAndDestroy();
    await systemClock.sleep(100);
    isGone(undefined);
    const good = await connectAsync(`mqtts://localhost:${broker.port}`, { clientId: gateway, ...certificates });
    expect(good.connected).toBe(true);
    await good.endAsync();
  });
});
