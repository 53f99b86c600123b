/** The verdicts: what waits, what is halved, and for how long the server is left alone. */
import { expect, test } from 'vitest';
import { asAway, verdictOf } from './write-verdict.ts';

const status = (code: number, retryAfter?: string) =>
  verdictOf({ kind: 'status', status: code, message: 'm', retryAfter });

test('only an answer about the points themselves can end in a refused day', () => {
  const halved = [301, 400, 401, 403, 404, 405, 408, 413, 415, 422, 429, 500, 502, 503, 504].filter(
    (code) => status(code).kind === 'halve',
  );
  expect(halved).toEqual([400, 413, 422]);
});

test('Retry-After is seconds, at most ten minutes of them', () => {
  const waitMs = (header?: string) => {
    const verdict = status(503, header);
    return verdict.kind === 'unavailable' ? verdict.waitMs : undefined;
  };
  expect([waitMs('3'), waitMs('86400'), waitMs('Sat, 21 Nov 2026 01:00:00 GMT'), waitMs()]).toEqual([
    3_000, 600_000, 1_000, 1_000,
  ]);
});

test('what a person has to mend is not asked for every second', () => {
  expect(status(401)).toEqual({ kind: 'unavailable', reason: '401: m', waitMs: 30_000 });
  expect(asAway({ kind: 'halve', reason: '400: m' })).toEqual({
    kind: 'unavailable',
    reason: '400: m',
    waitMs: 30_000,
  });
});
