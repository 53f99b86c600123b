/** Wire from config: the embedded broker or a remote one, with the secrets read from their files. */
import { readFileSync, statSync } from 'node:fs';
import { assertAuthority, assertCertificate } from '../runtime/certificate.ts';
import { systemClock } from '../runtime/clock.ts';
import { DiskPatience } from '../runtime/disk-patience.ts';
import { OperatorError, messageOf } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import { WireThread } from './broker/wire-thread.ts';
import type { WirePlan } from './broker/wire-words.ts';
import type { BrokerConfig } from './cloud-config.ts';
import type { Registry } from './registry/registry.ts';

/**
 * In a thread beside the one that writes to the database at `databasePath`. Throws OperatorError where a named file cannot be
 * read, or a secret can be read by everybody.
 */
export const wireFromConfig = (
  config: BrokerConfig,
  registry: Registry,
  databasePath: string,
  log: Log,
): WireThread => {
  const patience = new DiskPatience(log, 'letting gateways in');
  // A gateway that cannot be judged is not let in; it tries again.
  const judged = (isKnown: () => boolean): boolean => {
    let isAdmitted = false;
    patience.try(() => (isAdmitted = isKnown()));
    return isAdmitted;
  };
  return new WireThread({
    plan: planOf(config),
    databasePath,
    checkGateway: (gateway, secret) => judged(() => registry.checkGateway(gateway, secret)),
    knownGateway: (gateway) => judged(() => registry.gateways().some(({ id }) => id === gateway)),
    clock: systemClock,
    log,
  });
};

const planOf = (config: BrokerConfig): WirePlan => {
  if (config.kind === 'embedded') {
    const { kind, host, port, tls } = config;
    return { kind, host, port, ...(tls === undefined ? {} : { tls: readTls(tls) }) };
  }
  const { kind, url, clientId, username, passwordFile, tls } = config;
  return {
    kind,
    url,
    clientId,
    ...(username === undefined ? {} : { username }),
    ...(passwordFile === undefined ? {} : { password: readSecret(passwordFile).toString().trim() }),
    ...(tls === undefined
      ? {}
      : {
          tls: {
            ca: readPart(tls.caFile),
            ...(tls.certFile === undefined ? {} : { cert: readPart(tls.certFile) }),
            ...(tls.keyFile === undefined ? {} : { key: readSecret(tls.keyFile) }),
          },
        }),
  };
};

/** Checked by the machine's clock: TLS goes by it, whatever time is simulated. */
const readTls = (tls: { readonly keyFile: string; readonly certFile: string; readonly caFile: string }) => {
  const files = { key: readSecret(tls.keyFile), cert: readPart(tls.certFile), ca: readPart(tls.caFile) };
  assertCertificate({ ...files, path: tls.certFile }, systemClock.wallMs());
  assertAuthority(files.ca, tls.caFile);
  return files;
};

/** A file nobody but its owner may read. */
export const readSecret = (path: string): Buffer => {
  const bytes = readPart(path);
  const othersMayRead = (statSync(path).mode & 0o077) !== 0;
  if (!othersMayRead) return bytes;
  throw new OperatorError('secret-open', `${path} can be read by others`, `chmod 600 ${path}`);
};

const readPart = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new OperatorError(
      'file-unreadable',
      `Cannot read ${path}: ${messageOf(cause)}`,
      'Check the path in the config.',
      {
        cause,
      },
    );
  }
};
