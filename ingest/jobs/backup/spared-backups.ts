/** Spared backups: which of the backups that are there stay: the newest of each day, so that those made by hand crowd out no night. Pure. */

/** Whoever makes one before an upgrade and again after it wants both. */
export const besideMax = 3;

/**
 * `backups`: newest first. The newest of each of the last `days` days that have one, and the newest few others of those
 * days. `dayOf`: the calendar day of one.
 */
export const sparedBackups = <Backup>(
  backups: readonly Backup[],
  days: number,
  dayOf: (backup: Backup) => string,
): ReadonlySet<Backup> => {
  const dated = backups.map((backup) => ({ backup, day: dayOf(backup) }));
  const kept = new Set([...new Set(dated.map(({ day }) => day))].slice(0, days));
  const isNewest = ({ day }: { readonly day: string }, at: number): boolean =>
    dated.findIndex((other) => other.day === day) === at;
  const newest = dated.filter((each, at) => kept.has(each.day) && isNewest(each, at));
  const beside = dated.filter((each, at) => kept.has(each.day) && !isNewest(each, at)).slice(0, besideMax);
  return new Set([...newest, ...beside].map(({ backup }) => backup));
};
