/** Doubting: looks at each revision's curve as it comes and says whether a person should see the day before it counts. */
import type { DayCurve } from '../contract/day-curve.ts';
import type { DayTotal } from '../contract/day-total.ts';
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';
import type { Books } from './books.ts';
import { curveKeys } from './doubt/curve-key.ts';
import { defaultDoubtLimits, type DoubtLimits } from './doubt/doubt-limits.ts';
import { judgeDay } from './doubt/doubt.ts';
import type { Finding } from './doubt/finding.ts';
import { ageOn } from './engine/age.ts';
import { isDayRule, type DayRule } from './engine/day-awards.ts';
import { birthOf } from './facts/fact-store.ts';
import { daysAfter } from './rule/calendar.ts';
import type { RuleVersion } from './rule/rule-version.ts';

/** How steps lie over a day, from whoever keeps them; undefined where nothing is known of it. */
export type CurveSource = (participant: ParticipantId, date: PlainDateText) => DayCurve | undefined;

/** So many of a person's days before are looked at for a habit. */
const ownDaysMax = 28;
/** More strangers with a like curve are not compared one by one. */
const othersMax = 100;

const putKey = `INSERT INTO curve_key (participant, date, key, synced_on, steps) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (participant, date) DO UPDATE SET key = excluded.key, synced_on = excluded.synced_on, steps = excluded.steps`;
const sameSteps = `SELECT 1 FROM day_revision WHERE participant = ? AND date BETWEEN ? AND ? AND steps = ? LIMIT 1`;
const acceptedSteps = `SELECT d.kind, r.steps FROM decision d
  JOIN day_revision r ON r.participant = d.participant AND r.date = d.date AND r.revision = d.revision
  WHERE d.participant = ? AND d.date = ? ORDER BY d.id DESC LIMIT 1`;
/** Days whose newest revision nobody doubts, and that no decision took back. */
const believedDays = `SELECT date FROM day_revision r WHERE participant = ? AND date BETWEEN ? AND ?
    AND findings IS NULL AND state <> 'held'
    AND revision = (SELECT max(revision) FROM day_revision n WHERE n.participant = r.participant AND n.date = r.date)
    AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.participant = r.participant AND d.date = r.date AND d.kind <> 'accept')
  UNION SELECT date FROM decision d WHERE participant = ? AND date BETWEEN ? AND ? AND kind = 'accept'
    AND id = (SELECT max(id) FROM decision n WHERE n.participant = d.participant AND n.date = d.date)
  ORDER BY date`;

export class Doubting {
  readonly #books: Books;
  readonly #curveOf: CurveSource;

  constructor(books: Books, curveOf: CurveSource) {
    this.#books = books;
    this.#curveOf = curveOf;
  }

  /** Findings as JSON, undefined when there are none. Remembers the curve's key, by which a twin is found. */
  readonly doubt = (total: DayTotal): string | undefined => {
    const curve = this.#curveOf(total.participant, total.date);
    if (total.steps === 0) return undefined;
    // Nothing lies on a curve where another system has told the day's sum.
    const findings =
      curve === undefined || curve.buckets.length === 0 ? this.#findingsOfTotal(total) : this.#findings(total, curve);
    return findings.length === 0 || this.#isAccepted(total) ? undefined : JSON.stringify(findings);
  };

  /** Days before this one that are believed, for telling what is usual. */
  ownDays(participant: ParticipantId, date: PlainDateText): readonly DayCurve[] {
    const from = daysAfter(date, -ownDaysMax);
    const to = daysAfter(date, -1);
    const rows = this.#books.prepared.of(believedDays).all(participant, from, to, participant, from, to);
    return rows.flatMap((row) => this.#curveOf(participant, row['date'] as PlainDateText) ?? []);
  }

  /** A person has accepted as many steps of this day: the night that makes it final does not ask them again. */
  #isAccepted({ participant, date, steps }: DayTotal): boolean {
    const accepted = this.#books.prepared.of(acceptedSteps).get(participant, date);
    return accepted?.['kind'] === 'accept' && steps <= Number(accepted['steps']);
  }

  /** Where nothing but the total is known, only the most that is believed of a day can be held against it. */
  #findingsOfTotal({ date, steps }: DayTotal): readonly Finding[] {
    const limit = (this.#books.book.on(date).doubt ?? defaultDoubtLimits).daySteps;
    return steps > limit ? [{ kind: 'day-steps', hours: [], steps, limit }] : [];
  }

  #findings(total: DayTotal, curve: DayCurve): readonly Finding[] {
    const { participant, date } = total;
    const rules = this.#books.book.on(date);
    const limits = rules.doubt ?? defaultDoubtLimits;
    const others = this.#others(total, curve, limits);
    const age = ageOn(date, birthOf(this.#books.facts.enrolment(participant)), rules.participants.ageOn);
    const day = { curve, age, others, limits, targets: targetsOf(rules) };
    const alone = judgeDay(day);
    // One's own days are dear to read: they matter when something was found, or could only be found beside them.
    if (alone.length === 0 && others.length === 0 && !this.#needsOwnDays(total, limits, rules)) return [];
    return judgeDay({ ...day, ownDays: this.ownDays(participant, date) });
  }

  #needsOwnDays({ participant, date, steps }: DayTotal, { atTarget }: DoubtLimits, rules: RuleVersion): boolean {
    if (targetsOf(rules).some((target) => steps >= target && steps <= target + atTarget.steps)) return true;
    const { prepared } = this.#books;
    const [from, to] = [daysAfter(date, -ownDaysMax), daysAfter(date, -1)];
    return prepared.of(sameSteps).get(participant, from, to, steps) !== undefined;
  }

  /**
   * Days of others that may be the same, found by their keys: who carries another's pedometer brings it on the same date
   * as their own.
   */
  #others({ syncedOn, steps }: DayTotal, curve: DayCurve, limits: DoubtLimits): readonly DayCurve[] {
    const keys = curveKeys(curve, limits);
    const [own] = keys;
    if (own === undefined) return [];
    const { participant, date } = curve;
    this.#books.prepared.of(putKey).run(participant, date, own, syncedOn, steps);
    const spread = (steps * limits.twin.totalPercent) / 100;
    const holes = keys.map(() => '?').join(',');
    const rows = this.#books.prepared
      .of(
        `SELECT participant FROM curve_key WHERE date = ? AND synced_on = ? AND key IN (${holes})
         AND steps BETWEEN ? AND ? AND participant <> ? LIMIT ${othersMax}`,
      )
      .all(date, syncedOn, ...keys, Math.floor(steps - spread), Math.ceil(steps + spread), participant);
    return rows.flatMap((row) => this.#curveOf(row['participant'] as ParticipantId, date) ?? []);
  }
}

const targetsOf = (rules: RuleVersion): readonly number[] => {
  const known = targetsByVersion.get(rules);
  if (known !== undefined) return known;
  const targets = rules.earning.filter(isDayRule).flatMap(stepsThatEarn);
  targetsByVersion.set(rules, targets);
  return targets;
};

const targetsByVersion = new WeakMap<RuleVersion, readonly number[]>();

const stepsThatEarn = (rule: DayRule): readonly number[] => {
  switch (rule.kind) {
    case 'tiers':
      return rule.tiers.map(({ from }) => from);
    case 'slope':
      return [rule.from];
    case 'target':
      return rule.targets.map(({ steps }) => steps);
  }
};
