/** Certificate: whether the files for TLS fit one another, found out before anybody connects or listens with them. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { OperatorError, messageOf } from './fault.ts';

export interface CertificateParts {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** How messages call the certificate: its path. */
  readonly path: string;
}

/**
 * Throws OperatorError `certificate-unreadable`, `certificate-mismatch` (the key is another's), `certificate-expired`, or
 * `certificate-name` where `commonName` is asked for and is not its. One that is not valid yet passes: a machine without a
 * battery for its clock starts in the past.
 */
export const assertCertificate = ({ cert, key, path }: CertificateParts, nowMs: number, commonName?: string): void => {
  const own = readCertificate(cert, path);
  const isOwnKey = own.checkPrivateKey(readKey(key, path));
  if (!isOwnKey) {
    throw new OperatorError('certificate-mismatch', `The key does not belong to ${path}`, 'Name the key made with it.');
  }
  const validTo = own.validToDate;
  if (validTo.getTime() <= nowMs) {
    throw new OperatorError(
      'certificate-expired',
      `${path} was valid until ${validTo.toISOString()}`,
      'Have it renewed; or set the clock, if that is wrong.',
    );
  }
  const name = own.toLegacyObject().subject.CN;
  if (commonName === undefined || name === commonName) return;
  throw new OperatorError(
    'certificate-name',
    `${path} is the certificate of ${String(name)}, not of ${commonName}`,
    'A gateway’s certificate has its id as common name.',
  );
};

/** Throws OperatorError `certificate-unreadable` where there is not one certificate in it. */
export const assertAuthority = (ca: Buffer, path: string): void => void readCertificate(ca, path);

const readCertificate = (bytes: Buffer, path: string): X509Certificate => {
  try {
    return new X509Certificate(bytes);
  } catch (cause) {
    throw new OperatorError(
      'certificate-unreadable',
      `${path} is no certificate: ${messageOf(cause)}`,
      'PEM is wanted.',
      {
        cause,
      },
    );
  }
};

const readKey = (bytes: Buffer, path: string): ReturnType<typeof createPrivateKey> => {
  try {
    return createPrivateKey(bytes);
  } catch (cause) {
    throw new OperatorError(
      'certificate-unreadable',
      `The key of ${path} is no key: ${messageOf(cause)}`,
      'PEM is wanted.',
      {
        cause,
      },
    );
  }
};
