/** Stock limits: from when on a battery is due and a pedometer silent, for the desk's lists. */
import type { Said } from '../../contract/desk-terms.ts';
import { localDate } from '../../runtime/clock.ts';

export const stockLimits = {
  /** Per cent at the last visit. A coin cell falls off within weeks from here. */
  batteryBelow: 20,
  /** A cell of a pedometer that is worn each day lasts about half a year; some models tell no per cent. */
  swapAfterMonths: 6,
  /** Half of what the usual ring of 60 days holds: there is still time to call before an hour is lost. */
  silentAfterDays: 30,
} as const;

const { batteryBelow, swapAfterMonths, silentAfterDays } = stockLimits;

export const stockLegend: Said = {
  ja:
    `電池交換のとき: 最後の読みとりで電池が${batteryBelow}%より少ないか、前の交換から${swapAfterMonths}か月たったもの。` +
    `しばらく来ていない: 貸出中で、${silentAfterDays}日 読みとられていないもの。`,
  en:
    `Battery due: below ${batteryBelow} % at the last visit, or last changed more than ${swapAfterMonths} months ago. ` +
    `Not heard: on loan, and not read for ${silentAfterDays} days.`,
};

/** As the SQL of pedometer-sql.ts asks for them. */
export const limitValues = (nowMs: number, zone: string) => ({
  now: nowMs,
  batteryBelow,
  swapBefore: localDate(nowMs, zone).subtract({ months: swapAfterMonths }).toString(),
  heardBefore: nowMs - silentAfterDays * 86_400_000,
});
