/** Request fault: why a request is not even looked at by a server of ours, whatever it asks for. */
import type { IncomingMessage } from 'node:http';

export interface RequestFault {
  readonly status: 400 | 405 | 413 | 421 | 431;
  readonly error: string;
  readonly hint: string;
}

/** The names this machine goes by, whatever else a server is told. */
export const ownHostNames = ['localhost', '127.0.0.1', '[::1]'] as const;

/** Of a server that listens on this machine only there is no other name. */
const ownNamesOnly = 'here only as localhost or 127.0.0.1';

/** `hostName` is the Host header without its port; `known` are the names this server goes by. */
export const requestFault = (
  { httpVersionMajor, rawHeaders }: Pick<IncomingMessage, 'httpVersionMajor' | 'rawHeaders'>,
  hostName: string,
  known: Pick<ReadonlySet<string>, 'has'>,
  headersMax: number,
  unknownHint = ownNamesOnly,
): RequestFault | undefined => {
  const names = rawHeaders.filter((_, i) => i % 2 === 0);
  if (names.length > headersMax) return { status: 431, error: 'too-many-headers', hint: `at most ${headersMax}` };
  // HTTP/0.9 names no host, HTTP/2 does not begin like this, and a second name would be read differently by a proxy in front of us.
  const hostsCount = names.filter((name) => name.toLowerCase() === 'host').length;
  if (httpVersionMajor !== 1 || hostsCount !== 1) return { status: 400, error: 'no-host', hint: 'one Host header' };
  return known.has(hostName) ? undefined : { status: 421, error: 'unknown-host', hint: unknownHint };
};

/** For what only shows things: whoever sends more has the wrong server. */
export const readOnlyFault = ({
  headers,
  method,
}: Pick<IncomingMessage, 'headers' | 'method'>): RequestFault | undefined => {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, error: 'read-only', hint: 'GET or HEAD' };
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return hasBody ? { status: 413, error: 'body', hint: 'a request here has none' } : undefined;
};
