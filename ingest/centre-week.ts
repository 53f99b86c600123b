/** Centre week: a centre's last whole week in numbers, for its poster. */
import type { DatabaseSync } from 'node:sqlite';
import { groupMin, type CentreWeek } from '../contract/centre-news.ts';
import type { CentreId, ParticipantId, PlainDateText } from '../contract/ids.ts';
import { localDate } from '../runtime/clock.ts';
import { inTransaction } from '../runtime/database.ts';
import { Prepared } from '../runtime/prepared.ts';
import { weekNumbers, type WalkedDay } from './week-numbers.ts';

/** Weeks that are added up for good: looking at years of days anew would hold up everybody else. */
export const centreWeekSchema = `
CREATE TABLE centre_week (
  centre TEXT NOT NULL,
  monday TEXT NOT NULL,
  people INTEGER NOT NULL,
  steps INTEGER NOT NULL,
  PRIMARY KEY (centre, monday)
) STRICT, WITHOUT ROWID;
`;

interface WeekSum {
  readonly monday: PlainDateText;
  readonly people: number;
  readonly steps: number;
}

/** A poster is looked at for a week; it need not follow every visit. */
const freshMs = 10 * 60_000;
/** Nor need the walk so far follow every hour. */
const freshSumMs = 60 * 60_000;
/** What comes later than this many weeks is left out of the walk so far: a visit is worth no look at years of days. */
const movingWeeks = 8;
/** Of a centre with a thousand people, as many as can be added up before a batch that comes has waited too long. */
const settledAtOnceMax = 8;
/** A pedometer that was once dated wrongly is no reason to go back further. */
const weeksMax = 260;

const finished = "t.state IN ('final', 'corrected') AND t.steps > 0";
const ofWeek = `FROM participant p CROSS JOIN json_each(:dates) d
  JOIN day_total t ON t.date = d.value AND t.participant = p.id WHERE p.centre = :centre AND ${finished}`;

export class CentreWeeks {
  readonly #database: DatabaseSync;
  readonly #sql: Prepared;
  readonly #zone: string;
  readonly #weeks = new Map<CentreId, { readonly madeMs: number; readonly week: CentreWeek }>();
  readonly #moving = new Map<string, { readonly madeMs: number; readonly sum: WeekSum }>();

  /** `database` holds the registry's tables, day totals, centre visits and `centreWeekSchema`. */
  constructor(database: DatabaseSync, zone: string) {
    this.#database = database;
    this.#sql = new Prepared(database);
    this.#zone = zone;
  }

  /** As known within the last ten minutes. Days that are open or held do not count. The walk so far is null until it is added up. */
  weekOf(centre: CentreId, nowMs: number): CentreWeek {
    const today = localDate(nowMs, this.#zone);
    const monday = today.subtract({ days: today.dayOfWeek + 6 });
    const known = this.#weeks.get(centre);
    const isFresh = known !== undefined && nowMs >= known.madeMs && nowMs - known.madeMs < freshMs;
    if (isFresh && known.week.from === monday.toString()) return known.week;
    const { week, isWhole } = this.#make(centre, monday, nowMs);
    if (isWhole) this.#weeks.set(centre, { madeMs: nowMs, week });
    return week;
  }

  #make(centre: CentreId, monday: Temporal.PlainDate, nowMs: number) {
    const dates = datesFrom(monday);
    const [from, to] = [textOf(monday), textOf(monday.add({ days: 6 }))];
    const walked = this.#sql
      .of(`SELECT t.date, t.participant, t.steps ${ofWeek}`)
      .all({ centre, dates: JSON.stringify(dates) }) as unknown as readonly WalkedDay[];
    const numbers = weekNumbers(dates, walked, this.#came(centre, dates));
    const since = this.#sinceStart(centre, monday, nowMs);
    const week: CentreWeek = { from, to, ...numbers, ...(since ?? nothingSince) };
    return { week, isWhole: since !== undefined };
  }

  /** From the centre's own people, in this order: otherwise everybody's visits of the week are gone through for each centre. */
  #came(centre: CentreId, dates: readonly PlainDateText[]): ReadonlySet<ParticipantId> {
    const rows = this.#sql
      .of(
        `SELECT DISTINCT p.id FROM participant p JOIN loan l ON l.participant = p.id
           CROSS JOIN json_each(:dates) d
           CROSS JOIN centre_visit v ON v.date = d.value AND v.device = l.device AND v.participant = p.id
           JOIN gateway g ON g.id = v.gateway AND g.centre = p.centre
          WHERE p.centre = :centre`,
      )
      .all({ centre, dates: JSON.stringify(dates) });
    return new Set(rows.map((row) => row['id'] as ParticipantId));
  }

  /**
   * Weeks in which fewer than ten walked are no part of it: from one poster to the next it would tell their steps. Undefined
   * until all weeks are added up.
   */
  #sinceStart(centre: CentreId, last: Temporal.PlainDate, nowMs: number): SinceStart | undefined {
    const first = this.#sql.of('SELECT min(date) AS first FROM day_total').get()?.['first'];
    if (typeof first !== 'string') return nothingSince;
    const begun = Temporal.PlainDate.from(first);
    const mondays = Array.from({ length: weeksMax }, (_, back) => last.subtract({ weeks: back }))
      .filter((monday) => Temporal.PlainDate.compare(monday.add({ days: 6 }), begun) >= 0)
      .map(textOf);
    const settled = this.#settled(centre, mondays.slice(movingWeeks));
    if (settled === undefined) return undefined;
    const moving = mondays.slice(0, movingWeeks).map((monday) => this.#movingSum(centre, monday, nowMs));
    const counted = [...settled, ...moving].filter(({ people }) => people >= groupMin);
    if (counted.length === 0) return nothingSince;
    const startedOn = counted.reduce((least, { monday }) => (monday < least ? monday : least), textOf(last));
    return { startedOn, stepsSinceStart: counted.reduce((sum, { steps }) => sum + steps, 0) };
  }

  /** Undefined where there are more to be added up than can be at once: these are when it is asked for again. */
  #settled(centre: CentreId, mondays: readonly PlainDateText[]): readonly WeekSum[] | undefined {
    const rows = this.#sql.of('SELECT monday, people, steps FROM centre_week WHERE centre = ?').all(centre);
    const known = new Map((rows as unknown as readonly WeekSum[]).map((sum) => [sum.monday, sum]));
    const wanted = mondays.filter((monday) => !known.has(monday));
    if (wanted.length > 0) {
      inTransaction(this.#database, () => {
        for (const monday of wanted.slice(0, settledAtOnceMax)) {
          const sum = this.#sumOf(centre, monday);
          known.set(monday, sum);
          this.#moving.delete(`${centre} ${monday}`);
          this.#sql
            .of(
              'INSERT OR REPLACE INTO centre_week (centre, monday, people, steps) VALUES (:centre, :monday, :people, :steps)',
            )
            .run({ centre, ...sum });
        }
      });
    }
    return wanted.length > settledAtOnceMax ? undefined : mondays.flatMap((monday) => known.get(monday) ?? []);
  }

  #movingSum(centre: CentreId, monday: PlainDateText, nowMs: number): WeekSum {
    const key = `${centre} ${monday}`;
    const known = this.#moving.get(key);
    if (known !== undefined && nowMs >= known.madeMs && nowMs - known.madeMs < freshSumMs) return known.sum;
    const sum = this.#sumOf(centre, monday);
    this.#moving.set(key, { madeMs: nowMs, sum });
    return sum;
  }

  #sumOf(centre: CentreId, monday: PlainDateText): WeekSum {
    const row = this.#sql
      .of(`SELECT count(DISTINCT t.participant) AS people, total(t.steps) AS steps ${ofWeek}`)
      .get({ centre, dates: JSON.stringify(datesFrom(Temporal.PlainDate.from(monday))) });
    return { monday, people: Number(row?.['people']), steps: Number(row?.['steps']) };
  }
}

type SinceStart = Pick<CentreWeek, 'stepsSinceStart' | 'startedOn'>;
const nothingSince: SinceStart = { stepsSinceStart: null, startedOn: null };

const textOf = (date: Temporal.PlainDate): PlainDateText => date.toString() as PlainDateText;
const datesFrom = (monday: Temporal.PlainDate): readonly PlainDateText[] =>
  [0, 1, 2, 3, 4, 5, 6].map((days) => textOf(monday.add({ days })));
