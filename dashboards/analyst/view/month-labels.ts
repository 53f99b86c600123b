/** Month labels: months along an axis, with the year below the first and below each January. */
import { dateMs } from '../../shared/local-date.ts';

export const monthLabels = (months: readonly string[], locale: string): readonly string[] => {
  const name = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
  const year = new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC' });
  return months.map((month, index) => {
    const ms = dateMs(`${month}-01`);
    const isMarked = index === 0 || month.endsWith('-01');
    return isMarked ? `${name.format(ms)}\n${year.format(ms)}` : name.format(ms);
  });
};
