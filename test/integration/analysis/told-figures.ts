/** Told figures: every number of an answer that counts something, with what each person brought to it, out of the tables. */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { walkingStepsMin } from '../../../contract/analysis-steps.ts';
import { heldState, noLag, noSteps, stateBits, unsignedBit } from '../../../ingest/analysis/day-columns.ts';
import { dayNumberOf } from '../../../ingest/analysis/day-number.ts';
import type { AskedFilter, Chosen } from '../../../ingest/analysis/chosen.ts';
import type { StepAnalysis } from '../../../ingest/analysis/step-analysis.ts';
import { told as toldFigure, type Told } from './attacker.ts';
import type { LivedCity } from './lived-city.ts';

interface PersonDay {
  readonly day: number;
  readonly steps: number;
  readonly state: number;
  readonly isUnsigned: boolean;
  readonly lag: number;
}

export class ToldFigures implements Disposable {
  readonly #city: LivedCity;
  readonly #exact: StepAnalysis;
  readonly #database: DatabaseSync;

  constructor(city: LivedCity) {
    this.#city = city;
    this.#exact = city.town.analysis();
    city.town.catchUp(this.#exact);
    this.#exact.setNow(city.town.nowMs);
    this.#database = new DatabaseSync(join(city.town.folder, 'points.sqlite'), { readOnly: true });
  }

  get centres(): readonly string[] {
    return this.#exact.people.groups.map(({ id }) => id);
  }

  async of(filter: AskedFilter): Promise<readonly Told[]> {
    return [...(await this.#participation(filter)), ...(await this.#steps(filter)), ...(await this.#care(filter))];
  }

  /** Who takes part, week by week. */
  async #participation(filter: AskedFilter): Promise<readonly Told[]> {
    const chosen = this.#exact.choose(filter);
    const { people, columns } = this.#exact;
    const told = await this.#city.ask('participation', filter);
    return told.weeks.flatMap((week) => {
      const to = dayNumberOf(week.until);
      const from = to - 6;
      const lent = (person: number): boolean => people.isLent(person, from, to);
      const came = (person: number): boolean => lent(person) && columns.hasCome(person, from, to);
      const walking = (person: number): boolean =>
        came(person) && columns.stepsMost(person, from, to) >= walkingStepsMin;
      return Object.entries({ lent, came, walking }).flatMap(([stage, is]) =>
        this.#told('people', `${stage} ${week.until}`, filter, chosen, week[stage as 'lent'], (person) =>
          Number(is(person)),
        ),
      );
    });
  }

  async #steps(filter: AskedFilter): Promise<readonly Told[]> {
    const chosen = this.#exact.choose(filter);
    const told = await this.#city.ask('steps', filter);
    const counted = this.#daysOf(chosen, chosen.from, chosen.to, ({ state }) => state !== heldState);
    return told.bins.flatMap(({ from, to, days }) =>
      this.#told(
        'days',
        `steps ${from}–${to ?? ''}`,
        filter,
        chosen,
        days,
        (person) => (counted[person] ?? []).filter(({ steps }) => steps >= from && steps < (to ?? Infinity)).length,
      ),
    );
  }

  /** How long days took to come, and how good they are. */
  async #care(filter: AskedFilter): Promise<readonly Told[]> {
    const chosen = this.#exact.choose(filter);
    const arrival = await this.#city.ask('arrival', filter);
    const counted = this.#daysOf(chosen, chosen.from, chosen.to, ({ lag }) => lag !== noLag);
    const bins = arrival.bins.flatMap(({ fromDays, toDays, days }) =>
      this.#told(
        'days',
        `came after ${fromDays}–${toDays ?? ''}`,
        filter,
        chosen,
        days,
        (person) => (counted[person] ?? []).filter(({ lag }) => lag >= fromDays && lag <= (toDays ?? Infinity)).length,
      ),
    );
    const quality = await this.#city.ask('quality', filter);
    const states = ['open', 'final', 'corrected', 'held'] as const;
    const weeks = quality.weeks.flatMap((week) => {
      const to = dayNumberOf(week.until);
      const its = this.#daysOf(chosen, to - 6, to, () => true);
      const told = states.map((name, state) => ({ name, is: (day: PersonDay) => day.state === state }));
      return [...told, { name: 'unsigned' as const, is: (day: PersonDay) => day.isUnsigned }].flatMap(({ name, is }) =>
        this.#told(
          'days',
          `${name} ${week.until}`,
          filter,
          chosen,
          week[name],
          (person) => (its[person] ?? []).filter(is).length,
        ),
      );
    });
    return [...bins, ...weeks];
  }

  /** The ledger by months. */
  async ofLedger(filter: AskedFilter): Promise<readonly Told[]> {
    const chosen = this.#exact.choose(filter);
    const told = await this.#city.ask('points', filter);
    const months = told.months.flatMap((row) => {
      const { month, issued, takenBack, outstanding } = row;
      const figure = (name: string, value: number | null, by: ReadonlyMap<string, number>): readonly Told[] =>
        this.#told(
          'points',
          `${name} ${month}`,
          filter,
          chosen,
          value,
          (person) => by.get(this.#exact.people.ids[person] ?? '') ?? 0,
        );
      return [
        ...figure('issued', issued, this.#entries(month, month, 'points > 0')),
        ...figure('taken back', takenBack, this.#entries(month, month, 'points < 0')),
        ...figure('outstanding', outstanding, this.#entries('0000-00', month, '1')),
      ];
    });
    const [from, to] = [filter.from.slice(0, 7), filter.to.slice(0, 7)];
    const rules = told.byRule.flatMap(({ rule, points }) => {
      const by = this.#entries(from, to, `rule = '${rule}'`);
      return this.#told(
        'points',
        `by ${rule}`,
        filter,
        chosen,
        points,
        (person) => by.get(this.#exact.people.ids[person] ?? '') ?? 0,
      );
    });
    return [...months, ...rules];
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #told(
    kind: string,
    name: string,
    { from, to, centres = [], ages = [] }: AskedFilter,
    chosen: Chosen,
    value: number | null,
    of: (person: number) => number,
  ): readonly Told[] {
    if (value === null) return [];
    const by = new Float64Array(this.#exact.people.count);
    for (const person of chosen.people) by[person] = of(person);
    return [toldFigure(kind, `${name} [${from} ${to} ${centres.join('+')} ${ages.join('+')}]`, value, by)];
  }

  /** Days that entered an answer, by person. */
  #daysOf(
    chosen: Chosen,
    from: number,
    to: number,
    is: (day: PersonDay) => boolean,
  ): readonly (readonly PersonDay[])[] {
    const { steps, bits, lag, grid } = this.#exact.columns;
    const days: PersonDay[][] = [];
    for (const person of chosen.people) {
      const told = chosen.told.of(person);
      const [start, end] = grid.span(person, from, to);
      const its: PersonDay[] = [];
      for (let at = start, day = Math.max(from, grid.base); at < end; at++, day++) {
        if (told[day - chosen.told.first] !== 1 || steps[at] === noSteps) continue;
        const its1 = bits[at] ?? 0;
        const one = {
          day,
          steps: steps[at] ?? 0,
          state: its1 & stateBits,
          isUnsigned: (its1 & unsignedBit) !== 0,
          lag: lag[at] ?? noLag,
        };
        if (is(one)) its.push(one);
      }
      days[person] = its;
    }
    return days;
  }

  #entries(from: string, to: string, where: string): ReadonlyMap<string, number> {
    const rows = this.#database
      .prepare(
        `SELECT participant, sum(CASE WHEN ${where} THEN points ELSE 0 END) AS points FROM entry
          WHERE account = 'pedometer' AND strftime('%Y-%m', at_ms / 1000 + 32400, 'unixepoch') BETWEEN ? AND ?
          GROUP BY participant`,
      )
      .all(from, to);
    return new Map(rows.map((row) => [String(row['participant']), Math.abs(Number(row['points']))]));
  }
}
