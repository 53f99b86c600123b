/** The pipe shows its certificate, trusts no other broker, and takes a renewed certificate with the next connection. */
import { copyFileSync, chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { expect, test } from 'vitest';
import { systemClock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import { describeWithServer, freePort } from '../../runtime/test-server.ts';
import { connectFault } from './connect-fault.ts';
import { readCredentials, type CredentialFiles } from './credentials.ts';
import { MqttPipe } from './mqtt-pipe.ts';
import { TestAuthority, read, type CertificateFiles } from './test-certificates.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'ayumi-pipe-'));

/** A broker that asks for certificates of `authority` and notes whose it saw. */
const tlsBroker = async (authority: CertificateFiles, own: CertificateFiles) => {
  const seen: string[] = [];
  const aedes = await Aedes.createBroker();
  const ca = readFileSync(authority.cert);
  const server = createServer({ ...read(own), ca, requestCert: true, rejectUnauthorized: true }, (socket) => {
    seen.push(`${String(socket.getPeerCertificate().subject.CN)} ${socket.getPeerCertificate().serialNumber}`);
    aedes.handle(socket);
  });
  server.on('tlsClientError', () => undefined);
  aedes.on('clientError', () => undefined);
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `mqtts://127.0.0.1:${port}`,
    seen,
    hangUp: () =>
      Object.values(Reflect.get(aedes, 'clients') as Record<string, { close(): void }>).forEach((client) =>
        client.close(),
      ),
    [Symbol.asyncDispose]: async () => {
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

/** A pipe, and the faults it logged. */
const pipeTo = (url: string, files: CredentialFiles) => {
  const faults: string[] = [];
  const note = (...words: unknown[]): void => void faults.push(JSON.stringify(words));
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const pipe = new MqttPipe({
    url,
    identity: { clientId: 'gw-test', subscriptions: ['a'], will: () => ({ topic: 'w', payload: '' }) },
    credentials: () => readCredentials('gw-test', files),
    reconnect: { baseMs: 10, capMs: 50 },
    stableMs: 60_000,
    keepaliveSeconds: 30,
    clock: systemClock,
    random: seededRandom(1),
    log,
  });
  return { pipe, faults };
};

const up = (pipe: MqttPipe, times = 1): Promise<void> =>
  new Promise((resolve) => {
    let ups = 0;
    const onUp = (): void => {
      ups += 1;
      if (ups === times) resolve();
    };
    pipe.start({ onUp, onDown: () => undefined, onMessage: () => undefined });
  });

const untilFault = async (faults: readonly string[], word: string): Promise<void> => {
  while (!faults.some((text) => text.includes(word))) await new Promise((resolve) => setImmediate(resolve));
};

describeWithServer('openssl', 'a pipe with certificates', ({ path }) => {
  const authority = new TestAuthority(path);
  const server = authority.issue('localhost');
  const filesOf = (own: CertificateFiles, ca = authority.own.cert): CredentialFiles => ({ tls: { ca, ...own } });

  test('connects as who it is, and as the renewed one after the next reconnection', async () => {
    await using broker = await tlsBroker(authority.own, server);
    const place = { cert: join(folder(), 'cert.pem'), key: join(folder(), 'key.pem') };
    const install = (files: CertificateFiles): void => {
      copyFileSync(files.cert, place.cert);
      copyFileSync(files.key, place.key);
      chmodSync(place.key, 0o600);
    };
    install(authority.issue('gw-test'));
    const { pipe } = pipeTo(broker.url, filesOf(place));
    await using life = pipe;
    await up(life);
    install(authority.issue('gw-test'));
    broker.hangUp();
    while (broker.seen.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(broker.seen.every((one) => one.startsWith('gw-test'))).toBe(true);
    expect(new Set(broker.seen).size).toBe(2);
  });

  test('does not speak to a broker of another authority', async () => {
    const stranger = new TestAuthority(path);
    await using broker = await tlsBroker(authority.own, stranger.issue('localhost'));
    const { pipe, faults } = pipeTo(broker.url, filesOf(authority.issue('gw-test')));
    await using life = pipe;
    void up(life);
    await untilFault(faults, 'certificate-refused');
  });

  test('says that it is about time where a certificate is not valid now', async () => {
    await using broker = await tlsBroker(authority.own, authority.issue('localhost', 0));
    const { pipe, faults } = pipeTo(broker.url, filesOf(authority.issue('gw-test')));
    await using life = pipe;
    void up(life);
    await untilFault(faults, 'certificate-time');
  });
});

test('a secret others may read is refused, with what to do about it', () => {
  const passwordFile = join(folder(), 'password');
  writeFileSync(passwordFile, 'secret\n', { mode: 0o644 });
  expect(() => readCredentials('gw-test', { passwordFile })).toThrow('can be read by other users');
  chmodSync(passwordFile, 0o600);
  expect(readCredentials('gw-test', { passwordFile })).toEqual({ username: 'gw-test', password: 'secret' });
  expect(() => readCredentials('gw-test', { passwordFile: '/nowhere' })).toThrow('Cannot read /nowhere');
});

test('faults have words', () => {
  const withCode = (code: unknown): Error => Object.assign(new Error('x'), { code });
  expect(connectFault(withCode('ECONNREFUSED'))).toBe('unreachable');
  expect(connectFault(withCode('CERT_NOT_YET_VALID'))).toBe('certificate-time');
  for (const code of ['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID']) {
    expect(connectFault(withCode(code))).toBe('certificate-refused');
  }
  expect(connectFault(withCode(5))).toBe('not-authorised');
  expect(connectFault('?')).toBe('other');
});
