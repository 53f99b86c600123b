/** Register requests: a change asked for twice, under one number, is made once and answered twice. */
import { hash } from 'node:crypto';
import { DeskFault } from '../../contract/desk-fault.ts';
import { assert } from '../../runtime/fault.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { RegisterWorld } from './register-world.ts';

export interface AskedChange {
  readonly requestId: string;
  readonly actor: string;
}

export class RegisterRequests {
  readonly #world: RegisterWorld;
  readonly #prepared: Prepared;

  constructor(world: RegisterWorld) {
    this.#world = world;
    this.#prepared = new Prepared(world.store.database);
  }

  /**
   * Does `work` and keeps its answer, all in one transaction; or gives the kept answer. `kept` is what is kept in its stead:
   * a secret is not. Throws DeskFault `request-reused` when the number was used for something else.
   */
  once<Answer>(
    kind: string,
    { requestId, ...body }: AskedChange,
    work: (atMs: number) => Answer,
    kept: (answer: Answer) => Answer = (answer) => answer,
  ): Answer {
    const { store, clock, onChanged } = this.#world;
    const digest = hash('sha256', JSON.stringify([kind, body]), 'hex');
    const answer = store.registry.atomically(() => {
      const known = this.#prepared.of('SELECT digest, answer FROM register_request WHERE id = ?').get(requestId);
      if (known !== undefined) {
        if (known['digest'] !== digest) throw reused;
        return JSON.parse(String(known['answer'])) as Answer;
      }
      const atMs = clock.wallMs();
      const made = work(atMs);
      this.#prepared
        .of('INSERT INTO register_request (id, digest, answer, at_ms) VALUES (?, ?, ?, ?)')
        .run(requestId, digest, JSON.stringify(kept(made)), atMs);
      return made;
    });
    onChanged();
    return answer;
  }

  /** What `work` would do: it is done, looked at and taken back, and nothing of it reaches the disk. */
  tried<Answer>(work: (atMs: number) => Answer): Answer {
    const { store, clock } = this.#world;
    assert(!store.database.isTransaction, 'what is only tried is taken back, and nothing else with it');
    const seen: Answer[] = [];
    try {
      store.registry.atomically(() => {
        seen.push(work(clock.wallMs()));
        throw takenBack;
      });
    } catch (error) {
      if (error !== takenBack) throw error;
    }
    const [answer] = seen;
    assert(answer !== undefined, 'what was tried gave an answer');
    return answer;
  }
}

const takenBack = new Error('only tried');

const reused = new DeskFault(
  409,
  'request-reused',
  {
    ja: '同じ受付番号で、ちがう内容が送られました。何も変えていません。',
    en: 'The same request number came with another content. Nothing was changed.',
  },
  { ja: 'ページを読みなおして、もう一度 入力してください。', en: 'Reload the page and enter it again.' },
);
