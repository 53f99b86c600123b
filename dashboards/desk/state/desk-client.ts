/** Desk client: asks the point service and tells an answer, a fault in words, and a lost line apart. */
import type { DeskAnswer, DeskBody, DeskRouteName } from '../../../contract/desk.ts';
import { deskPaths } from '../../../contract/desk-paths.ts';
import type { DeskError } from '../../../contract/desk-terms.ts';

export interface Question<Name extends DeskRouteName> {
  /** What stands for `:id` and the like. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: DeskBody<Name>;
}

export type Asked<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'fault'; readonly fault: DeskError }
  /** Nobody knows whether a change arrived; sending it again with the same requestId does no harm. */
  | { readonly kind: 'lost' };

/** A server that says nothing for so long will not. */
const answerWaitMs = 15_000;

export const ask = async <Name extends DeskRouteName>(
  name: Name,
  question: Question<Name> = {},
): Promise<Asked<DeskAnswer<Name>>> => {
  try {
    const response = await fetch(addressOf(deskPaths[name], question), {
      ...(question.body === undefined ? {} : posting(question.body)),
      signal: AbortSignal.timeout(answerWaitMs),
    });
    const told: unknown = await response.json();
    // The server is ours and checks what it sends.
    if (response.ok) return { kind: 'answered', answer: told as DeskAnswer<Name> };
    return isDeskError(told) ? { kind: 'fault', fault: told } : { kind: 'lost' };
  } catch {
    return { kind: 'lost' };
  }
};

/** Relative, so that the pages also work below a path of a reverse proxy. */
const addressOf = <Name extends DeskRouteName>(
  path: string,
  { path: parts = {}, query = {} }: Question<Name>,
): string => {
  const filled = path.slice(1).replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(parts[key] ?? ''));
  const asked = new URLSearchParams(query).toString();
  return asked === '' ? filled : `${filled}?${asked}`;
};

const posting = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const isDeskError = (told: unknown): told is DeskError =>
  typeof told === 'object' && told !== null && 'error' in told && 'ja' in told && 'en' in told;
