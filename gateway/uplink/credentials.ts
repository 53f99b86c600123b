/** Credentials: how a gateway shows the broker who it is: a secret from a file only it may read, or a client certificate. */
import { assertAuthority, assertCertificate } from '../../runtime/certificate.ts';
import { readCredentialFile, readSecretFile } from '../secret-file.ts';

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

/** Throws OperatorError `credentials-unreadable`, or `credentials-open` where a secret can be read by others. */
export const readCredentials = (gateway: string, { passwordFile, tls }: CredentialFiles): Credentials => ({
  ...(passwordFile === undefined
    ? {}
    : { username: gateway, password: readSecretFile(passwordFile).toString('utf8').trim() }),
  ...(tls === undefined ? {} : { ca: readCredentialFile(tls.ca) }),
  ...(tls?.cert === undefined ? {} : { cert: readCredentialFile(tls.cert) }),
  ...(tls?.key === undefined ? {} : { key: readSecretFile(tls.key) }),
});

/** The same at the start of a gateway, and whether they fit. Throws what `assertCertificate` throws, too. */
export const checkCredentials = (gateway: string, files: CredentialFiles, nowMs: number): void => {
  const { ca, cert, key } = readCredentials(gateway, files);
  if (ca !== undefined) assertAuthority(ca, files.tls?.ca ?? '');
  if (cert === undefined || key === undefined) return;
  assertCertificate({ cert, key, path: files.tls?.cert ?? '' }, nowMs, gateway);
};
