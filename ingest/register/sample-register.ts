/** Sample register: the register's answers over a real store with two people and two pedometers, asked as the server asks. For tests. */
import { randomUUID } from 'node:crypto';
import type { ApiPath, ApiRoute } from '../../contract/api-route.ts';
import {
  registerRoutes,
  type RegisterAnswer,
  type RegisterAnswers,
  type RegisterRouteName,
} from '../../contract/register.ts';
import { systemClock } from '../../runtime/clock.ts';
import { SampleStore } from '../sample-store.ts';
import { registerAnswers } from './register-answers.ts';

export interface RegisterQuestion {
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

export class SampleRegister implements Disposable {
  readonly sample = new SampleStore();
  readonly answers: RegisterAnswers;
  /** How often whoever tells the centres was told to look again. */
  told = 0;

  constructor() {
    const clock = { ...systemClock, wallMs: () => this.sample.nowMs };
    this.answers = registerAnswers({ store: this.store, clock, onChanged: () => this.told++ });
  }

  get store() {
    return this.sample.store;
  }

  get registry() {
    return this.store.registry;
  }

  /** Read and answered by the schemas of the route, as over HTTP. */
  ask<Name extends RegisterRouteName>(name: Name, { id = '', query = {}, body = {} }: RegisterQuestion = {}) {
    const route: ApiRoute = registerRoutes[name];
    const asked = {
      path: { id, participant: id, date: '' } as ApiPath,
      query: route.query?.parse(query),
      body: route.body?.parse(body),
    };
    const answer = (this.answers[name] as (asked: unknown) => unknown)(asked);
    return (route.answer?.parse(answer) ?? answer) as RegisterAnswer<Name>;
  }

  /** A change by 佐藤, under a number of its own. */
  change<Name extends RegisterRouteName>(name: Name, body: object, id = ''): RegisterAnswer<Name> {
    return this.ask(name, { id, body: { actor: '佐藤', requestId: randomUUID(), ...body } });
  }

  /** How many rows all tables have together: unchanged where nothing was written. */
  get rowsCount(): number {
    const { database } = this.store;
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.reduce((sum, { name }) => {
      const row = database.prepare(`SELECT count(*) AS n FROM "${String(name)}"`).get();
      return sum + Number(row?.['n']);
    }, 0);
  }

  [Symbol.dispose](): void {
    this.sample[Symbol.dispose]();
  }
}

/** The words of a refusal. */
export const refusalsOf = (answer: { readonly kind: string }): readonly string[] =>
  'refusals' in answer ? (answer.refusals as readonly { readonly code: string }[]).map(({ code }) => code) : [];
