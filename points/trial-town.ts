/** Trial town: a point service that all sorts of things happen to, with what it was told written down beside it. For this room's tests. */
import { DatabaseSync } from 'node:sqlite';
import type { CentreVisit } from '../contract/centre-visit.ts';
import type { DayTotal } from '../contract/day-total.ts';
import type { Enrolment } from '../contract/enrolment.ts';
import { centreIdSchema, type PlainDateText } from '../contract/ids.ts';
import { claimBody, signed, why } from './desk/trial-desk.ts';
import { allDates } from './engine/award.ts';
import type { Points } from './points.ts';
import { daysAfter } from './rule/calendar.ts';
import type { Programme } from './rule/programme-file.ts';
import { people, type Deed, type DeedOf } from './trial-deeds.suite.ts';
import { dayTotal, participantId, plainDate } from './trial-points.ts';
import { TrialReading } from './trial-reading.ts';

const dayMs = 86_400_000;
/** Some weeks before a fiscal year ends, in a leap year. */
const firstMs = Date.parse('2028-02-20T12:00:00+09:00');

export class TrialTown extends TrialReading {
  readonly beginning: PlainDateText = allDates.from;
  readonly #totals: DayTotal[] = [];
  readonly #keptBack: DayTotal[] = [];
  readonly #told: (() => readonly [Enrolment | undefined, CentreVisit | undefined])[] = [];
  /** Two processes on one file; the first is asked. */
  #open: Points[] = [];
  #group = '';

  constructor(programme: Programme) {
    super(programme);
    this.clock.jumpTo(firstMs);
  }

  override get points(): Points {
    const [points] = this.#open;
    if (points === undefined) throw new Error('the town is not open');
    return points;
  }

  override [Symbol.dispose](): void {
    for (const points of this.#open) void points[Symbol.asyncDispose]();
    super[Symbol.dispose]();
  }

  async do(deed: Deed): Promise<void> {
    await this.#begin();
    switch (deed.kind) {
      case 'walk': {
        this.#walk(deed);
        return;
      }
      case 'weeks': {
        this.#weeks(deed);
        return;
      }
      case 'deliver': {
        this.#deliver();
        return;
      }
      case 'enrol': {
        this.#enrol(deed);
        return;
      }
      case 'visit': {
        this.#visit(deed);
        return;
      }
      case 'claim': {
        this.#claim(deed);
        return;
      }
      case 'void':
        this.points.desk.claims.void({ claim: String(deed.nth % 8), ...why() });
        return;
      case 'decide': {
        this.#decide(deed);
        return;
      }
      case 'transfer':
        this.points.desk.transfers.record({
          participant: participantId(deed.who),
          points: deed.points === 'all' ? 'all' : Number(deed.points),
          reference: '7',
          ...signed(),
        });
        return;
      case 'close':
        await this.points.close();
        return;
      case 'wait':
        this.clock.jumpTo(this.clock.wallMs() + deed.days * dayMs);
        return;
      case 'restart':
        await this.#end();
        return;
      case 'other':
        this.#open.reverse();
        return;
    }
  }

  async close(): Promise<void> {
    await this.#begin();
    this.#deliver();
    await this.points.close();
  }

  /** The same facts in another order: claims and decided days first, then the newest revisions first, people and visits in between. */
  async hear(other: TrialTown): Promise<void> {
    this.clock.jumpTo(other.clock.wallMs());
    await this.#begin();
    this.#copy(other, ['claim', 'claim_void']);
    this.#accept([...other.#decided()]);
    this.#copy(other, ['decision']);
    const { books } = this.points;
    const kinds = { more: 'credit', less: 'correction' } as const;
    for (const name of people)
      books.change((chain) => {
        books.settle(participantId(name), kinds, { cause: { kind: 'visit' } }, chain);
      });
    const totals = other.#totals.toReversed();
    for (const told of other.#told) {
      this.#accept(totals.splice(0, 7));
      this.#tell(...told());
    }
    while (totals.length > 0) this.#accept(totals.splice(0, 60));
  }

  #copy({ path }: TrialTown, tables: readonly string[]): void {
    const database = new DatabaseSync(this.path);
    database.exec(`ATTACH '${path}' AS other`);
    for (const table of tables) database.exec(`INSERT INTO ${table} SELECT * FROM other.${table} ORDER BY id`);
    database.close();
  }

  /** One revision of each day that somebody decided about. */
  #decided(): Iterable<DayTotal> {
    const decided = this.record('SELECT participant, date FROM decision', ({ participant, date }) => [
      `${String(participant)} ${String(date)}`,
      1,
    ]);
    const byDay = new Map(this.#totals.map((total) => [`${total.participant} ${total.date}`, total]));
    return [...byDay].flatMap(([day, total]) => (day in decided ? [total] : []));
  }

  async #begin(): Promise<void> {
    if (this.#open.length > 0) return;
    this.#open = [await this.open(this.programme), await this.open(this.programme)];
    if (this.#group !== '') return;
    const needing = this.#activities().find(({ needsGroup }) => needsGroup);
    this.#group = needing === undefined ? 'none' : this.group(this.points, '東町', needing.id, '2020-04-01');
  }

  async #end(): Promise<void> {
    for (const points of this.#open) await points[Symbol.asyncDispose]();
    this.#open = [];
  }

  #activities(): Programme['versions'][number]['activities'] {
    return this.programme.versions.flatMap(({ activities }) => activities);
  }

  #ago(days: number): PlainDateText {
    return daysAfter(this.points.books.today(), -days);
  }

  #total(who: string, date: PlainDateText, walked: number, state: DayTotal['state']): DayTotal {
    const known = this.#totals.filter((each) => each.participant === who && each.date === date);
    const brought = { participant: who, date, steps: walked, state, syncedOn: this.#ago(0) };
    const total = dayTotal({ ...brought, revision: known.length + 1 });
    this.#totals.push(total);
    return total;
  }

  #walk({ who, daysAgo, steps: walked, state, isKeptBack }: DeedOf<'walk'>): void {
    const total = this.#total(who, this.#ago(daysAgo), walked, state);
    if (isKeptBack) this.#keptBack.push(total);
    else this.#accept([total]);
  }

  #weeks({ who, daysAgo, days, steps: walked }: DeedOf<'weeks'>): void {
    const dates = Array.from({ length: days }, (_, i) => this.#ago(daysAgo + days - i));
    this.#accept(dates.map((date) => this.#total(who, date, walked, 'final')));
  }

  /** What was kept back comes late, in the wrong order, and with much that is known. */
  #deliver(): void {
    this.#accept([...this.#keptBack.splice(0).reverse(), ...this.#totals.slice(-5)]);
  }

  #accept(totals: readonly DayTotal[]): void {
    if (this.points.accept(totals).conflicting.length > 0) throw new Error('a revision was told in two ways');
  }

  #enrol({ who, born, isYearOnly, pedometerDaysAgo }: DeedOf<'enrol'>): void {
    const enrolment = {
      participant: participantId(who),
      birthYear: Number(born.slice(0, 4)),
      birthDate: isYearOnly ? null : plainDate(born),
      pedometerFrom: pedometerDaysAgo === null ? null : this.#ago(pedometerDaysAgo),
    };
    this.#told.push(() => [enrolment, undefined]);
    this.#tell(enrolment, undefined);
  }

  #visit({ who, daysAgo, place, withdrawn }: DeedOf<'visit'>): void {
    const places = this.programme.versions.flatMap(({ earning }) =>
      earning.flatMap((rule) => (rule.kind === 'first-visit' ? (rule.places ?? []) : [])),
    );
    const centre = [...places.slice(0, 2), centreIdSchema.parse('c1')][place % 3] ?? centreIdSchema.parse('c2');
    const visit = { participant: participantId(who), date: this.#ago(daysAgo % 2), centre, withdrawn };
    this.#told.push(() => [undefined, visit]);
    this.#tell(undefined, visit);
  }

  #tell(enrolment: Enrolment | undefined, visit: CentreVisit | undefined): void {
    if (enrolment !== undefined) this.points.enrol([enrolment, enrolment]);
    if (visit !== undefined) this.points.acceptVisits([visit]);
  }

  #claim({ who, daysAgo, nth: chosen, account, goalSteps }: DeedOf<'claim'>): void {
    const activities = this.#activities();
    const activity = activities[chosen % Math.max(1, activities.length)];
    if (activity === undefined) return;
    const evidence = activity.evidence.find((kind) => !kind.endsWith('-code')) ?? 'once-code';
    const valid = { kind: 'dates', from: this.#ago(80), to: this.#ago(0) } as const;
    const code = { kind: 'once', activity: activity.id, valid } as const;
    const date = this.#ago(daysAgo);
    const answer = this.points.desk.claims.record(
      claimBody({
        participant: who,
        activity: activity.id,
        date,
        evidence,
        from: daysAfter(date, -35),
        goalSteps,
        group: this.#group,
        ...(evidence === 'once-code' ? { code: this.code(this.points, code) } : {}),
        ...(account === null ? {} : { account }),
      }),
    );
    if (answer.kind !== 'recorded') return;
    const balance = this.points.balance(participantId(who), answer.account === 'paper' ? 'paper' : 'pedometer');
    if (balance !== answer.balance) throw new Error(`answered ${answer.balance}, but there are ${balance}`);
  }

  #decide({ nth: chosen, as, steps: most }: DeedOf<'decide'>): void {
    const known = this.#totals.filter((total) => !this.#keptBack.includes(total));
    // What is held is what is decided about, mostly.
    const held = known.filter(({ state }) => state === 'held');
    const day = held[chosen % (held.length + 1)] ?? known[chosen];
    if (day === undefined) return;
    const { decisions } = this.points.desk;
    const { participant, date } = day;
    const asked = { participant, date, ...why() };
    const decided = this.points.books.facts.days(participant, { from: date, to: date })[0]?.decision;
    if (as === 'cap') decisions.decide({ ...asked, kind: as, steps: most });
    else if (as !== 'undo') decisions.decide({ ...asked, kind: as });
    else if (decided !== undefined && decided.kind !== 'none') decisions.undo(asked);
  }
}
