/** Kiosk guard: only a page of this very server may ask a gateway: another could have a volunteer's browser do what it likes. Pure. */
import type { IncomingHttpHeaders } from 'node:http';

/** `protocol`: `http` or `https`, as the request came. */
export const isOwnPage = (headers: IncomingHttpHeaders, method: string, protocol: string): boolean => {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  // A browser says `none` when somebody typed the address.
  const isOwnSite = site === undefined || site === 'same-origin' || (site === 'none' && method === 'GET');
  return isOwnSite && (origin === undefined || origin === `${protocol}://${host ?? ''}`);
};
