/** A gateway's config says all that is wrong with it at once, and needs little to be right. */
import { expect, test } from 'vitest';
import { checkConfig } from '../runtime/config.ts';
import { gatewayConfigSchema } from './gateway-config.ts';

const check = (text: string) => checkConfig(text, 'gateway.yaml', gatewayConfigSchema);

test('an id, a radio and a broker are enough', () => {
  const config = check('gateway: gw-1\nradio: { kind: h4, path: /tmp/a }\nuplink: { url: mqtt://localhost:1883 }\n');
  expect(config).toMatchObject({
    zone: 'Asia/Tokyo',
    clockTrust: 'ntp',
    uplink: { resend: { baseMs: 10_000, capMs: 300_000 }, triesMax: 20, keepaliveSeconds: 30 },
    outbox: { bytesMax: 256 * 1024 * 1024 },
  });
});

test('every problem is named, unknown keys included', () => {
  const text = `
gateway: "gw/1"
zone: Asia/Nowhere
radio: { kind: adapter, address: hci0 }
uplink:
  url: http://localhost
  tls: { ca: ca.pem, cert: cert.pem }
  resend: { baseMs: 10, capMs: 5 }
clockTrust: sometimes
kiosk: { host: 'http://kiosk', port: 80700, hostNames: [a b], tls: { cert: kiosk.pem }, pinFiles: a }
colour: red
`;
  let message = '';
  try {
    check(text);
  } catch (error) {
    message = String(error);
  }
  for (const word of [
    'gateway:',
    'zone:',
    'radio.address',
    'uplink.url',
    'uplink.tls',
    'uplink.resend',
    'clockTrust',
    'kiosk.host:',
    'kiosk.port:',
    'kiosk.hostNames.0',
    'kiosk.tls.key',
    'did you mean pinFile?',
    'colour',
  ]) {
    expect(message).toContain(word);
  }
});

test('a kiosk for tablets has to be told what they call it', () => {
  const base = 'gateway: gw-1\nradio: { kind: dbus }\nuplink: { url: mqtt://localhost:1883 }\n';
  expect(() => check(`${base}kiosk: { host: 0.0.0.0 }\n`)).toThrow(
    /kiosk\.hostNames: name what tablets will type here/,
  );
  const { kiosk } = check(`${base}kiosk: { host: 0.0.0.0, hostNames: [kiosk.local] }\n`);
  expect(kiosk).toMatchObject({ enabled: true, port: 8070, hostNames: ['kiosk.local'] });
});
