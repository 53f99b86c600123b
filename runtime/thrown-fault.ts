/** Thrown fault: what an error caught by Fastify means for whoever sent the request: their mistake, our disk, or our bug. */
import { isDiskFault } from './database.ts';
import type { HttpFault } from './http-app.ts';

const wordsByCode: Readonly<Record<string, Pick<HttpFault, 'status' | 'word'>>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, word: 'body-too-large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, word: 'content-type' },
  FST_ERR_CTP_EMPTY_TYPE: { status: 415, word: 'content-type' },
};

export const thrownFault = (error: unknown): HttpFault => {
  if (isDiskFault(error)) return { status: 503, word: 'busy' };
  if (!(error instanceof Error)) return { status: 500, word: 'internal' };
  const known = 'code' in error && typeof error.code === 'string' ? wordsByCode[error.code] : undefined;
  if (known !== undefined) return { ...known };
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  // Of a path that is no path, or a length that is none: what is thrown then is no failure of ours.
  if (status >= 400 && status < 500) return { status: 400, word: 'bad-url' };
  return { status: 500, word: 'internal' };
};
