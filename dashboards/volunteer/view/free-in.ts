/** Free in: how many minutes until a pedometer may be lent again, rounded so that nobody waits in vain. */

const minuteMs = 60_000;
/** Nobody counts single minutes of an hour. */
const roundMinutes = 5;

export const minutesUntil = (freeAt: string | null, now: string): number | null => {
  if (freeAt === null) return null;
  const minutes = Math.ceil((Date.parse(freeAt) - Date.parse(now)) / minuteMs);
  if (minutes <= 0) return 0;
  return minutes <= roundMinutes ? minutes : Math.ceil(minutes / roundMinutes) * roundMinutes;
};
