/** Sign-in: who may see and do what the volunteers' pages are for: whoever knew the centre's PIN, for as long as they are there. */
import type { Clock } from '../../runtime/clock.ts';
import type { RandomBytes } from '../../runtime/random-bytes.ts';
import { sha256 } from '../../runtime/sha256.ts';
import type { NoteAnswer } from '../centre-store/note-table.ts';
import type { CentreNotes } from '../centre-store/centre-notes.ts';
import type { PinFile } from './pin-file.ts';
import { isPin, type PinHash } from './pin-hash.ts';
import {
  isAhead,
  readTries,
  triesAt,
  waitMsOf,
  withRightTry,
  withWrongTry,
  type SignInTries,
} from './sign-in-tries.ts';

/** A volunteer's day; longer without a sign of them they have gone home. */
export const idleHoursMax = 12;
const idleMsMax = idleHoursMax * 3_600_000;
/** A session is prolonged no more often than this: each time wears the card. */
const prolongedEveryMs = 300_000;
const tokenBytes = 32;
const tokenForm = /^[A-Za-z0-9_-]{43}$/;

export interface SignInOptions {
  readonly notes: Pick<CentreNotes, 'sessions' | 'tries'>;
  readonly pinFile: PinFile;
  /** The machine's own: people live at their pace also where a gateway shows another time. */
  readonly clock: Clock;
  readonly random: RandomBytes;
}

export type SignInAnswer =
  | { readonly kind: 'signed-in'; readonly token: string }
  /** `busy`: a full disk. Nobody signs in then, and no try passes uncounted. */
  | { readonly kind: 'wrong-pin' | 'no-pin' | 'busy' }
  | { readonly kind: 'too-many-tries'; readonly waitMs: number };

export class SignIn {
  readonly #options: SignInOptions;
  /** One PIN is looked at after the other: each takes memory. */
  #looking: Promise<unknown> = Promise.resolve();

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  get hasPin(): boolean {
    return this.#options.pinFile.pin !== undefined;
  }

  /** Whether `token` is somebody's who has signed in, was there lately, and knew the PIN that is in force. */
  isSignedIn(token: string | undefined): boolean {
    const { notes, clock } = this.#options;
    const hash = this.#hashOf(token);
    return hash !== undefined && notes.sessions.until(hash, clock.wallMs()) !== undefined;
  }

  /** The same, and a sign of life: true also says that the token is to be kept for longer. */
  prolong(token: string | undefined): boolean {
    const { notes, clock } = this.#options;
    const hash = this.#hashOf(token);
    const nowMs = clock.wallMs();
    const before = hash === undefined ? undefined : notes.sessions.until(hash, nowMs);
    if (hash === undefined || before === undefined) return false;
    const untilMs = nowMs + idleMsMax;
    // What a full disk does not take ends the session earlier.
    return Math.abs(untilMs - before) >= prolongedEveryMs && notes.sessions.put(hash, untilMs, nowMs) === 'kept';
  }

  async signIn(pin: string, address: string): Promise<SignInAnswer> {
    const { clock, pinFile } = this.#options;
    const kept = pinFile.pin;
    if (kept === undefined) return { kind: 'no-pin' };
    const nowMs = clock.wallMs();
    const keptTries = this.#tries;
    const tries = triesAt(keptTries, nowMs);
    const waitMs = waitMsOf(tries, address, nowMs);
    if (waitMs > 0) {
      // Only once after the clock was put back: whoever is refused must not wear the card.
      if (isAhead(keptTries, nowMs)) this.#keepTries(tries);
      return { kind: 'too-many-tries', waitMs };
    }
    // Counted before it is looked at: else many tries at once would all be the first, and one cut short would be none.
    if (this.#keepTries(withWrongTry(tries, address, nowMs)) === 'full') return { kind: 'busy' };
    if (!(await this.#look(pin, kept))) return { kind: 'wrong-pin' };
    this.#keepTries(withRightTry(this.#tries, address, nowMs));
    return this.#begin(kept);
  }

  /** `full`: whoever has the token is still signed in. */
  signOut(token: string | undefined): NoteAnswer {
    const hash = this.#hashOf(token);
    return hash === undefined ? 'kept' : this.#options.notes.sessions.remove(hash);
  }

  #begin(kept: PinHash): SignInAnswer {
    const { notes, clock, random } = this.#options;
    const token = Buffer.from(random(tokenBytes)).toString('base64url');
    const nowMs = clock.wallMs();
    const begun = notes.sessions.put(hashUnder(kept, token), nowMs + idleMsMax, nowMs);
    return begun === 'kept' ? { kind: 'signed-in', token } : { kind: 'busy' };
  }

  get #tries(): SignInTries {
    return readTries(this.#options.notes.tries.text);
  }

  #keepTries(tries: SignInTries): NoteAnswer {
    return this.#options.notes.tries.put(JSON.stringify(tries));
  }

  #look(pin: string, kept: PinHash): Promise<boolean> {
    const found = this.#looking.then(() => isPin(pin, kept));
    this.#looking = found.catch(() => undefined);
    return found;
  }

  #hashOf(token: string | undefined): string | undefined {
    const kept = this.#options.pinFile.pin;
    return kept === undefined || token === undefined || !tokenForm.test(token) ? undefined : hashUnder(kept, token);
  }
}

/** Under another PIN, or the same one set again, the same token is another: setting it ends all sessions. */
const hashUnder = ({ salt, hash }: PinHash, token: string): string =>
  sha256(new TextEncoder().encode([salt, hash, token].join('.'))).toHex();
