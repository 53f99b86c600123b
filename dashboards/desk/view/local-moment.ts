/** Local moment: a date and time as they are typed, `2026-11-21T10:02`, and the instant it is in the programme's zone. Pure. */

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What a field for a date and time is filled with. */
export const momentOf = (instantMs: number, zone: string): string => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instantMs);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
};

/** The first instant at which clocks of the zone say so; null for what is no date and time, or is skipped by the clocks. */
export const instantOf = (moment: string, zone: string): string | null => {
  const asIfUtc = Date.parse(`${moment}:00Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(moment) || Number.isNaN(asIfUtc)) return null;
  const offsets = [asIfUtc - dayMs, asIfUtc + dayMs].map((near) => offsetMs(near, zone));
  const instant = offsets
    .map((offset) => asIfUtc - offset)
    .toSorted((left, right) => left - right)
    .find((each) => momentOf(each, zone) === moment);
  return instant === undefined ? null : new Date(instant).toISOString();
};

const offsetMs = (instantMs: number, zone: string): number => {
  const whole = Math.floor(instantMs / minuteMs) * minuteMs;
  return Date.parse(`${momentOf(whole, zone)}:00Z`) - whole;
};
