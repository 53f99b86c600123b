/** Action sender: sends what somebody pressed, again and again with the same id until it is answered, also after the page was loaded anew. */
import type { ActionAnswer, VolunteerAction } from '../../../contract/volunteer.ts';
import type { Asked } from './volunteer-client.ts';

export interface SenderPorts {
  readonly act: (action: VolunteerAction) => Promise<Asked<ActionAnswer>>;
  /** Settles when it is time to try again. */
  readonly wait: (durationMs: number) => Promise<void>;
  readonly kept: () => string;
  readonly keep: (text: string) => void;
}

/** A gateway that starts again is back within seconds; nobody should stand and wait longer than that for nothing. */
const firstWaitMs = 500;
const waitMaxMs = 4000;
/** Somebody has to enter the PIN first. */
const signedOut = 401;
/** Too many at once: a machine's matter, not a person's. */
const tooMany = 429;

export class ActionSender {
  readonly #ports: SenderPorts;
  readonly #waiting = new Map<string, VolunteerAction>();
  readonly #sending = new Map<string, Promise<ActionAnswer>>();
  #listeners: readonly (() => void)[] = [];

  constructor(ports: SenderPorts) {
    this.#ports = ports;
  }

  /** What was pressed before the page was loaded anew and may not have arrived. */
  resume(): void {
    for (const action of actionsIn(this.#ports.kept())) void this.send(action);
  }

  /** The same action while it is being sent is the same sending. */
  send(action: VolunteerAction): Promise<ActionAnswer> {
    const before = this.#sending.get(action.id);
    if (before !== undefined) return before;
    this.#waiting.set(action.id, action);
    this.#changed();
    const sending = this.#sendUntilAnswered(action);
    this.#sending.set(action.id, sending);
    return sending;
  }

  waiting(): readonly VolunteerAction[] {
    return [...this.#waiting.values()];
  }

  subscribe(listener: () => void): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== listener);
    };
  }

  async #sendUntilAnswered(action: VolunteerAction): Promise<ActionAnswer> {
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, waitMaxMs)) {
      const told = await this.#ports.act(action);
      const answer = answerOf(told);
      if (answer !== null) {
        this.#waiting.delete(action.id);
        this.#sending.delete(action.id);
        this.#changed();
        return answer;
      }
      await this.#ports.wait(waitMs);
    }
  }

  #changed(): void {
    this.#ports.keep(this.#waiting.size === 0 ? '' : JSON.stringify(this.waiting()));
    for (const listener of this.#listeners) listener();
  }
}

/** Null: to be sent again. A fault that says this can never be understood ends the sending, and nothing has changed. */
const answerOf = (told: Asked<ActionAnswer>): ActionAnswer | null => {
  if (told.kind === 'answered') return told.answer;
  if (told.kind === 'lost' || told.status >= 500 || [signedOut, tooMany].includes(told.status)) return null;
  return { kind: 'refused', because: 'unknown-action' };
};

const actionsIn = (text: string): readonly VolunteerAction[] => {
  try {
    return text === '' ? [] : (JSON.parse(text) as VolunteerAction[]);
  } catch {
    // Kept by another version of the page.
    return [];
  }
};
