/** Kiosk guard: only a page of this very server may ask a gateway, and what stands on the screen beside the tray is for that screen. Pure. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { isLoopback } from '../../runtime/network-address.ts';

/** What a proxy adds: behind one, the far end is not this machine. */
const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;

/** Another page could have a volunteer's browser do what it likes. `protocol`: `http` or `https`, as the request came. */
export const isOwnPage = (headers: IncomingHttpHeaders, method: string, protocol: string): boolean => {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  // A browser says `none` when somebody typed the address.
  const isOwnSite = site === undefined || site === 'same-origin' || (site === 'none' && method === 'GET');
  return isOwnSite && (origin === undefined || origin === `${protocol}://${host ?? ''}`);
};

/** Whether a browser on this very machine asks, under whichever of its addresses. */
export const isThisMachine = (
  { remoteAddress = '', localAddress }: Pick<Socket, 'remoteAddress' | 'localAddress'>,
  headers: IncomingHttpHeaders,
): boolean =>
  (remoteAddress === localAddress || isLoopback(remoteAddress.replace(/^::ffff:/, ''))) &&
  proxyHeaders.every((name) => headers[name] === undefined);
