/** Radio watch: when silence, deafness or hanging connections call for a new scan or a new adapter. Pure. */

export interface RadioWatch {
  /** When anything at all was last heard; undefined before the first time. */
  readonly heardMs: number | undefined;
  /** Since when, at the earliest, silence counts. */
  readonly sinceMs: number;
  /** Remedies tried since something was last heard. */
  readonly remedies: number;
  /** Visits in a row that got no answer from anybody. */
  readonly unanswered: number;
  readonly rescans: number;
  readonly resets: number;
}

export type RadioRemedy = 'none' | 'rescan' | 'reset';

/** A room is never this quiet: telephones and watches advertise all day; what is shorter can be chance. */
export const silenceMs = 90_000;
/** At night it may really be quiet; then remedies become rare. */
export const remedyMsMax = 900_000;
/** One who does not answer has left; so many in a row have not. */
export const unansweredMax = 5;

export const freshWatch = (nowMs: number): RadioWatch => ({
  heardMs: undefined,
  sinceMs: nowMs,
  remedies: 0,
  unanswered: 0,
  rescans: 0,
  resets: 0,
});

export const heardSomething = (watch: RadioWatch, nowMs: number): RadioWatch => ({
  ...watch,
  heardMs: nowMs,
  sinceMs: nowMs,
  remedies: 0,
});

/** How long to wait before trying again an adapter that cannot be opened or does not scan. */
export const deafWaitMs = (failures: number): number => Math.min(60_000, 500 * 2 ** Math.min(failures, 10));

export const visitEnded = (watch: RadioWatch, wasAnswered: boolean): RadioWatch => ({
  ...watch,
  unanswered: wasAnswered ? 0 : watch.unanswered + 1,
});

/** To be asked now and then. First a new scan, then a new adapter, again and again at growing distances. */
export const remedyFor = (
  watch: RadioWatch,
  nowMs: number,
): { readonly watch: RadioWatch; readonly remedy: RadioRemedy } => {
  if (watch.unanswered >= unansweredMax)
    return { watch: { ...counted(watch, 'reset', nowMs), unanswered: 0 }, remedy: 'reset' };
  const patienceMs = Math.min(remedyMsMax, silenceMs * 2 ** Math.max(0, watch.remedies - 1));
  if (nowMs - watch.sinceMs < patienceMs) return { watch, remedy: 'none' };
  const remedy = watch.remedies === 0 ? 'rescan' : 'reset';
  return { watch: counted(watch, remedy, nowMs), remedy };
};

const counted = (watch: RadioWatch, remedy: 'rescan' | 'reset', nowMs: number): RadioWatch => ({
  ...watch,
  sinceMs: nowMs,
  remedies: watch.remedies + 1,
  rescans: watch.rescans + (remedy === 'rescan' ? 1 : 0),
  resets: watch.resets + (remedy === 'reset' ? 1 : 0),
});
