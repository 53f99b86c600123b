/** Centre week: a centre's last whole week in numbers, for its poster. */
import type { DatabaseSync } from 'node:sqlite';
import { groupMin, type CentreWeek } from '../contract/centre-news.ts';
import type { CentreId, ParticipantId, PlainDateText } from '../contract/ids.ts';
import { localDate } from '../runtime/clock.ts';
import { Prepared } from '../runtime/prepared.ts';
import { weekNumbers, type WalkedDay } from './week-numbers.ts';

interface WeekSum {
  readonly people: number;
  readonly steps: number;
}

/** A poster is looked at for a week; it need not follow every visit. */
const freshMs = 10 * 60_000;
/** What comes later than this many weeks is left out of the walk so far: a visit is worth no look at years of days. */
const movingWeeks = 8;
/** A pedometer that was once dated wrongly is no reason to go back further. */
const weeksMax = 260;

const finished = "t.state IN ('final', 'corrected') AND t.steps > 0";
const ofWeek = `FROM participant p CROSS JOIN json_each(:dates) d
  JOIN day_total t ON t.date = d.value AND t.participant = p.id WHERE p.centre = :centre AND ${finished}`;

export class CentreWeeks {
  readonly #sql: Prepared;
  readonly #zone: string;
  readonly #weeks = new Map<CentreId, { readonly madeMs: number; readonly week: CentreWeek }>();
  readonly #settled = new Map<string, WeekSum>();

  /** `database` holds the registry's tables, day totals and centre visits. */
  constructor(database: DatabaseSync, zone: string) {
    this.#sql = new Prepared(database);
    this.#zone = zone;
  }

  /** As known within the last ten minutes. Days that are open or held do not count. */
  weekOf(centre: CentreId, nowMs: number): CentreWeek {
    const today = localDate(nowMs, this.#zone);
    const monday = today.subtract({ days: today.dayOfWeek + 6 });
    const known = this.#weeks.get(centre);
    const isFresh = known !== undefined && nowMs >= known.madeMs && nowMs - known.madeMs < freshMs;
    if (isFresh && known.week.from === monday.toString()) return known.week;
    const week = this.#make(centre, monday);
    this.#weeks.set(centre, { madeMs: nowMs, week });
    return week;
  }

  #make(centre: CentreId, monday: Temporal.PlainDate): CentreWeek {
    const dates = datesFrom(monday);
    const [from, to] = [textOf(monday), textOf(monday.add({ days: 6 }))];
    const walked = this.#sql
      .of(`SELECT t.date, t.participant, t.steps ${ofWeek}`)
      .all({ centre, dates: JSON.stringify(dates) }) as unknown as readonly WalkedDay[];
    const numbers = weekNumbers(dates, walked, this.#came(centre, dates));
    return { from, to, ...numbers, ...this.#sinceStart(centre, monday) };
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

  /** Weeks in which fewer than ten walked are no part of it: from one poster to the next it would tell their steps. */
  #sinceStart(centre: CentreId, last: Temporal.PlainDate): Pick<CentreWeek, 'stepsSinceStart' | 'startedOn'> {
    const first = this.#sql.of('SELECT min(date) AS first FROM day_total').get()?.['first'];
    if (typeof first !== 'string') return { stepsSinceStart: null, startedOn: null };
    const begun = Temporal.PlainDate.from(first);
    let startedOn: PlainDateText | null = null;
    let steps = 0;
    for (let back = weeksMax - 1; back >= 0; back--) {
      const monday = last.subtract({ weeks: back });
      if (Temporal.PlainDate.compare(monday.add({ days: 6 }), begun) < 0) continue;
      const week = this.#sumOf(centre, monday, back >= movingWeeks);
      if (week.people < groupMin) continue;
      startedOn ??= textOf(monday);
      steps += week.steps;
    }
    return { stepsSinceStart: startedOn === null ? null : steps, startedOn };
  }

  #sumOf(centre: CentreId, monday: Temporal.PlainDate, isSettled: boolean): WeekSum {
    const key = `${centre} ${monday.toString()}`;
    const known = isSettled ? this.#settled.get(key) : undefined;
    if (known !== undefined) return known;
    const row = this.#sql
      .of(`SELECT count(DISTINCT t.participant) AS people, total(t.steps) AS steps ${ofWeek}`)
      .get({ centre, dates: JSON.stringify(datesFrom(monday)) });
    const sum = { people: Number(row?.['people']), steps: Number(row?.['steps']) };
    if (isSettled) this.#settled.set(key, sum);
    return sum;
  }
}

const textOf = (date: Temporal.PlainDate): PlainDateText => date.toString() as PlainDateText;
const datesFrom = (monday: Temporal.PlainDate): readonly PlainDateText[] =>
  [0, 1, 2, 3, 4, 5, 6].map((days) => textOf(monday.add({ days })));
