/** Desk guard: who may ask the desk: a page of this very server, in a browser on this very machine, and nobody through it. */
import type { IncomingHttpHeaders } from 'node:http';
import { OperatorError } from '../../runtime/fault.ts';
import { isLoopback } from '../../runtime/network-address.ts';
import { ownHostNames } from '../../runtime/request-fault.ts';
import type { DeskFaultWord } from './desk-error.ts';

/** What a proxy adds: behind one, the far end is not this machine. */
const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/**
 * Names of people stand on these pages and nobody signs in yet. Throws OperatorError `desk-not-loopback` where others
 * than this machine could reach them.
 */
export const assertLoopback = (host: string): void => {
  if (isLoopback(host)) return;
  throw new OperatorError(
    'desk-not-loopback',
    `The desk would be reachable from other machines at ${host}, and nobody signs in yet`,
    'Leave host at 127.0.0.1, and let a clerk work at this machine or over a tunnel such as: ssh -L 8090:127.0.0.1:8090.',
  );
};

/** Of any file or question. `hostName` is the Host header without its port. */
export const placeFault = (headers: IncomingHttpHeaders, hostName: string): DeskFaultWord | undefined => {
  const isOurs = (ownHostNames as readonly string[]).includes(hostName);
  return isOurs && proxyHeaders.every((name) => headers[name] === undefined) ? undefined : 'not-this-machine';
};

/** Of a question: a page elsewhere could have a clerk's browser ask or change what it likes. */
export const originFault = (headers: IncomingHttpHeaders, method: string): DeskFaultWord | undefined => {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  // A browser says `none` when somebody typed the address.
  const isOwnSite = site === undefined || site === 'same-origin' || (site === 'none' && method === 'GET');
  const isOwnOrigin = origin === undefined || origin === `http://${host ?? ''}`;
  return isOwnSite && isOwnOrigin ? undefined : 'cross-origin';
};
