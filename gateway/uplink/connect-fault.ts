/** Why the broker could not be reached, in words that tell a person where to look. */

export const connectFaults = [
  /** The certificate is not valid now: theirs or ours has run out, or this gateway's clock is wrong. */
  'certificate-time',
  /** Not the broker we trust, or it does not trust us: a captive portal, a wrong CA, a revoked certificate. */
  'certificate-refused',
  'not-authorised',
  'unreachable',
  'other',
] as const;
export type ConnectFault = (typeof connectFaults)[number];

const timeCodes = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED'];
const networkCodes = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ECONNRESET',
];
/** CONNACK: bad user name or password, not authorised. */
const refusals: readonly unknown[] = [4, 5];

export const connectFault = (error: unknown): ConnectFault => {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (refusals.includes(code)) return 'not-authorised';
  if (typeof code !== 'string') return 'other';
  if (timeCodes.includes(code)) return 'certificate-time';
  if (networkCodes.includes(code)) return 'unreachable';
  return /CERT|SSL|TLS|SIGNATURE|HOSTNAME|_CA$|PURPOSE/.test(code) ? 'certificate-refused' : 'other';
};
