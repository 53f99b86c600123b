/** Days brought: of how many local dates a visit brought something, for the screen only; the cloud dates for the record. */
import { decodePage, type Page } from '../../contract/page.ts';
import { localDate } from '../../runtime/clock.ts';
import type { VisitSummary } from './visit-words.ts';

const daySeconds = 86_400;

/** Buckets belong to the local date of their middle. Those of earlier epochs cannot be dated here and count by their length. */
export const daysBrought = (summary: VisitSummary, zone: string): number => {
  const startedMs = summary.stampMs - summary.known.uptimeSeconds * 1000;
  const dates = new Set<string>();
  let undatedSeconds = 0;
  for (const bytes of summary.pages) {
    const page = decodePage(bytes);
    if (page.kind === 'fault') continue;
    if (page.value.epoch === summary.known.epoch)
      for (const date of datesOf(page.value, startedMs, zone)) dates.add(date);
    else undatedSeconds += page.value.steps.length * page.value.bucketSeconds;
  }
  return dates.size + Math.ceil(undatedSeconds / daySeconds);
};

const datesOf = (page: Page, epochStartMs: number, zone: string): readonly string[] => {
  const dates: string[] = [];
  let endMs = -Infinity;
  for (let i = 0; i < page.steps.length; i++) {
    const middleMs = epochStartMs + (page.startSeconds + (i + 0.5) * page.bucketSeconds) * 1000;
    if (middleMs < endMs) continue;
    const date = localDate(middleMs, zone);
    endMs = date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
    dates.push(date.toString());
  }
  return dates;
};
