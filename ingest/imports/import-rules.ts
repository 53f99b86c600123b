/** Import rules: what the point service's rules say of days that no pedometer has signed. */
import type { PlainDateText } from '../../contract/ids.ts';
import type { ImportEarning } from '../../contract/imports-terms.ts';

export interface ImportRules {
  /** Of a day of `date` that is brought on `syncedOn` without a pedometer's signature. */
  unsignedDay(date: PlainDateText, syncedOn: PlainDateText): 'may-earn' | 'unsigned' | 'too-late';
}

export const earningOf = (
  standing: readonly (readonly [PlainDateText, number])[],
  syncedOn: PlainDateText,
  rules: ImportRules,
): ImportEarning => {
  const days = { 'may-earn': 0, unsigned: 0, 'too-late': 0 };
  for (const [date, count] of standing) days[rules.unsignedDay(date, syncedOn)] += count;
  return { mayEarn: days['may-earn'], unsigned: days.unsigned, tooLate: days['too-late'] };
};
