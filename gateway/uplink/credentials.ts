/** Credentials: how a gateway shows the broker who it is: a secret from a file only it may read, or a client certificate. */
import { readFileSync, statSync } from 'node:fs';
import { assertAuthority, assertCertificate } from '../../runtime/certificate.ts';
import { OperatorError, messageOf } from '../../runtime/fault.ts';

/** In the words of MQTT.js. */
export interface Credentials {
  readonly username?: string;
  readonly password?: string;
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

export interface CredentialFiles {
  /** Holds the gateway's secret; user name is the gateway id. */
  readonly passwordFile?: string | undefined;
  readonly tls?:
    { readonly ca: string; readonly cert?: string | undefined; readonly key?: string | undefined } | undefined;
}

const othersMayRead = 0o077;

/** Throws OperatorError `credentials-unreadable`, or `credentials-open` where a secret can be read by others. */
export const readCredentials = (gateway: string, { passwordFile, tls }: CredentialFiles): Credentials => ({
  ...(passwordFile === undefined
    ? {}
    : { username: gateway, password: readSecret(passwordFile).toString('utf8').trim() }),
  ...(tls === undefined ? {} : { ca: readFile(tls.ca) }),
  ...(tls?.cert === undefined ? {} : { cert: readFile(tls.cert) }),
  ...(tls?.key === undefined ? {} : { key: readSecret(tls.key) }),
});

/** The same at the start of a gateway, and whether they fit. Throws what `assertCertificate` throws, too. */
export const checkCredentials = (gateway: string, files: CredentialFiles, nowMs: number): void => {
  const { ca, cert, key } = readCredentials(gateway, files);
  if (ca !== undefined) assertAuthority(ca, files.tls?.ca ?? '');
  if (cert === undefined || key === undefined) return;
  assertCertificate({ cert, key, path: files.tls?.cert ?? '' }, nowMs, gateway);
};

const readSecret = (path: string): Buffer => {
  const secret = readFile(path);
  if ((statSync(path).mode & othersMayRead) === 0) return secret;
  throw new OperatorError('credentials-open', `${path} can be read by other users`, `Run: chmod 600 ${path}`);
};

const readFile = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new OperatorError(
      'credentials-unreadable',
      `Cannot read ${path}: ${messageOf(cause)}`,
      'Check the path in the config and that this user may read the file.',
      { cause },
    );
  }
};
