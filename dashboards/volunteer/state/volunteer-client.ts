/** Volunteer client: asks the gateway, and tells an answer, a fault in words, and a gateway that does not answer apart. */
import type { DeskError } from '../../../contract/desk-terms.ts';
import { volunteerPaths } from '../../../contract/volunteer-paths.ts';
import type { ActionAnswer, VolunteerAction, VolunteerSession } from '../../../contract/volunteer.ts';

export type Asked<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'fault'; readonly fault: DeskError; readonly status: number; readonly waitSeconds: number | null }
  | { readonly kind: 'lost' };

/** A gateway that says nothing for so long will not: it is in the same room. */
const answerWaitMs = 10_000;

export const askSession = (): Promise<Asked<VolunteerSession>> => ask(volunteerPaths.session);
export const signIn = (pin: string): Promise<Asked<VolunteerSession>> => ask(volunteerPaths.signIn, { pin });
export const signOut = (): Promise<Asked<VolunteerSession>> => ask(volunteerPaths.signOut, {});
export const askVisit = (device: string): Promise<Asked<unknown>> => ask(volunteerPaths.ask, { device });
export const act = (action: VolunteerAction): Promise<Asked<ActionAnswer>> => ask(volunteerPaths.act, action);

const ask = async <Answer>(path: string, body?: unknown): Promise<Asked<Answer>> => {
  try {
    const response = await fetch(path, {
      ...(body === undefined ? {} : posting(body)),
      signal: AbortSignal.timeout(answerWaitMs),
    });
    const told: unknown = await response.json();
    // The gateway is ours and checks what it sends.
    if (response.ok) return { kind: 'answered', answer: told as Answer };
    if (!isFault(told)) return { kind: 'lost' };
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
    return { kind: 'fault', fault: told, status: response.status, waitSeconds: Number.isFinite(wait) ? wait : null };
  } catch {
    return { kind: 'lost' };
  }
};

const posting = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const isFault = (told: unknown): told is DeskError =>
  typeof told === 'object' && told !== null && 'error' in told && 'ja' in told && 'en' in told;
