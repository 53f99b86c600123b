/** Day judge: keeps the judged days as the point service knows them: all of them once, and again each that has changed. */
import type { DatabaseSync } from 'node:sqlite';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { allDates } from '../engine/award.ts';
import type { DayFacts } from '../engine/facts.ts';
import { FactStore } from '../facts/fact-store.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import { daysBetween } from '../rule/calendar.ts';
import { dayNumberOf } from './day-number.ts';
import { judgeDay, type JudgedDay } from './judged-day.ts';
import type { JudgedDays } from './judged-days.ts';
import type { PointPeople } from './point-people.ts';

/** A day of which the point service has been told something more. */
export interface ChangedDay {
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
}

/** Where it is told of them: what the feed has delivered since it was last asked, some at a time. */
export type ChangedDays = () => readonly ChangedDay[];

const nextParticipant = 'SELECT min(participant) AS participant FROM day_revision WHERE participant > ?';
const decisionsAfter = 'SELECT id, participant, date FROM decision WHERE id > ? ORDER BY id LIMIT 200';

export class DayJudge {
  readonly #sql: Prepared;
  readonly #facts: FactStore;
  readonly #people: PointPeople;
  readonly #days: JudgedDays;
  readonly #changed: ChangedDays;
  #rules: RuleVersion | undefined;
  /** The last that was read from the beginning; undefined once all were. */
  #participant: string | undefined = '';
  #done = 0;
  #decision = 0;

  constructor(database: DatabaseSync, people: PointPeople, days: JudgedDays, changed: ChangedDays) {
    this.#sql = new Prepared(database);
    this.#facts = new FactStore(database);
    this.#people = people;
    this.#days = days;
    this.#changed = changed;
  }

  /** People judged since the beginning. */
  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.#participant === undefined ? this.#people.count : this.#done, total: this.#people.count };
  }

  /** Judges a slice by the rules in force today. Returns whether there may be more. */
  step(rules: RuleVersion, today: number): boolean {
    if (rules !== this.#rules) {
      this.#rules = rules;
      this.#participant = '';
      this.#done = 0;
    }
    if (this.#participant !== undefined) {
      this.#judgeNext(this.#participant, rules, today);
      return true;
    }
    const changed = [...this.#changed(), ...this.#decided()];
    for (const { participant, date } of changed)
      this.#put(participant, this.#facts.days(participant, { from: date, to: date }), rules, today);
    return changed.length > 0;
  }

  #judgeNext(after: string, rules: RuleVersion, today: number): void {
    const next = this.#sql.of(nextParticipant).get(after)?.['participant'];
    this.#participant = typeof next === 'string' ? next : undefined;
    if (typeof next !== 'string') return;
    this.#done += 1;
    this.#put(next as ParticipantId, this.#facts.days(next as ParticipantId, allDates), rules, today);
  }

  #decided(): readonly ChangedDay[] {
    const rows = this.#sql.of(decisionsAfter).all(this.#decision);
    this.#decision = Number(rows.at(-1)?.['id'] ?? this.#decision);
    return rows as unknown as readonly ChangedDay[];
  }

  #put(participant: ParticipantId, days: readonly DayFacts[], rules: RuleVersion, today: number): void {
    const person = this.#people.indexOf(participant);
    const first = days[0];
    if (first === undefined) return;
    this.#days.grid.makeRoom(this.#people.count, Math.min(today, dayNumberOf(first.date)), today);
    for (const day of days) {
      const number = dayNumberOf(day.date);
      if (number > today || !this.#days.grid.has(number)) continue;
      this.#days.put(person, number, plainDay(day, rules) ?? judgeDay(day, rules));
    }
  }
}

/** Most days came once, or twice with the same steps, and nothing is said against them: what the engine would say of them is plain. */
const plainDay = ({ date, revisions, decision }: DayFacts, rules: RuleVersion): JudgedDay | undefined => {
  if (decision !== undefined || rules.periods !== undefined) return undefined;
  const [first] = revisions;
  if (first === undefined) return undefined;
  let isFinal = false;
  for (const { steps, syncedOn, state, doubted, unsigned } of revisions) {
    const isSame = steps === first.steps && syncedOn === first.syncedOn;
    if (!isSame || doubted || unsigned === true || state === 'held') return undefined;
    isFinal ||= state !== 'open';
  }
  const lag = daysBetween(date, first.syncedOn);
  if (lag < 0) return undefined;
  return { counted: [{ lag, steps: Math.min(first.steps, rules.believedStepsMax ?? Infinity) }], isFinal };
};
