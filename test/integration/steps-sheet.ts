/** Steps sheet: a steps CSV read again and rewarded as the programme's rule says, sharing no code with the product, for comparing. */

/** Steps of one hour, its date and hour as the file's own clock shows them. */
export interface SheetRow {
  readonly participant: string;
  readonly date: string;
  readonly hour: number;
  readonly steps: number;
}

/** Reads `participant,start,steps` with local times, and Fitbit's hours. Equal rows count once. */
export const readSheet = (text: string): readonly SheetRow[] => {
  const [, ...lines] = text.split(/\r?\n/);
  const rows = lines.filter((line) => line !== '').map(rowOf);
  return [...new Map(rows.map((row) => [`${row.participant} ${row.date} ${row.hour}`, row])).values()];
};

const rowOf = (line: string): SheetRow => {
  const [participant = '', time = '', steps = ''] = line.split(',');
  return { participant, steps: Number(steps), ...dateAndHour(time) };
};

const dateAndHour = (time: string): { readonly date: string; readonly hour: number } => {
  if (time.includes('T')) return { date: time.slice(0, 10), hour: Number(time.slice(11, 13)) };
  const [day = '', clock = '', half] = time.split(' ');
  const [month = '', dayOfMonth = '', year = ''] = day.split('/');
  const date = [year, month.padStart(2, '0'), dayOfMonth.padStart(2, '0')].join('-');
  return { date, hour: (Number(clock.split(':')[0]) % 12) + (half === 'PM' ? 12 : 0) };
};

/** Steps by `participant date`. */
export const dayTotalsOf = (rows: readonly SheetRow[]): ReadonlyMap<string, number> => {
  const totals = new Map<string, number>();
  for (const { participant, date, steps } of rows) {
    const key = `${participant} ${date}`;
    totals.set(key, (totals.get(key) ?? 0) + steps);
  }
  return totals;
};

/**
 * Points by `participant date`, without days that earn none. A visit at ten o'clock brings everything walked until then;
 * it earns for a day D when it comes on D … D+29. The last visit in time says how many steps count: all of D when it
 * comes after D, and what was walked before ten o'clock when it comes on D itself.
 */
export const pointsOf = (rows: readonly SheetRow[], everyDays: number): ReadonlyMap<string, number> => {
  const points = new Map<string, number>();
  for (const [participant, theirs] of Map.groupBy(rows, (row) => row.participant)) {
    const byDate = Map.groupBy(theirs, (row) => row.date);
    const dates = [...byDate.keys()].map(dayNumber);
    const visits = visitDays(Math.min(...dates), Math.max(...dates), everyDays);
    for (const [date, hours] of byDate) {
      const day = dayNumber(date);
      const lastInTime = visits.filter((visit) => visit >= day && visit <= day + 29).at(-1);
      if (lastInTime === undefined) continue;
      const counted = hours.filter(({ hour }) => lastInTime > day || hour < visitHour);
      const earned = earnedBy(counted.reduce((sum, { steps }) => sum + steps, 0));
      if (earned > 0) points.set(`${participant} ${date}`, earned);
    }
  }
  return points;
};

const visitHour = 10;

/** The first so many days after the first date, then every so many; the last on the day after the last date. */
const visitDays = (first: number, last: number, everyDays: number): readonly number[] => {
  const visits: number[] = [];
  for (let day = first + everyDays; day <= last; day += everyDays) visits.push(day);
  return [...visits, last + 1];
};

const earnedBy = (steps: number): number => {
  if (steps < 3000) return 0;
  if (steps <= 4999) return 1;
  if (steps <= 7999) return 2;
  if (steps <= 9999) return 3;
  return 4;
};

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
