/** Local date: calendar dates of the programme's zone in a browser, which has no Temporal yet. */

/** The date it is in `zone` at an instant, `YYYY-MM-DD`. */
export const localDateOf = (instantMs: number, zone: string): string => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instantMs);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
};

/** The date `days` later (or earlier, when negative): calendar arithmetic, no zone and no daylight saving. */
export const addDays = (date: string, days: number): string =>
  new Date(dateMs(date) + days * dayDurationMs).toISOString().slice(0, 10);

/** Midnight of the date in UTC, for formatting with the zone `UTC`. */
export const dateMs = (date: string): number => Date.parse(`${date}T00:00:00Z`);

const dayDurationMs = 86_400_000;
