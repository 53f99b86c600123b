/** Rest beside cloud: a command that writes much leaves time to the cloud that works in the same folder, and hurries where none does. */
import type { Clock } from '../runtime/clock.ts';
import { isFolderInUse } from '../runtime/folder-lock.ts';
import { noRest, restBesideWriter, type Rest } from '../runtime/rest.ts';

export const restBesideCloud = (folder: string, clock: Pick<Clock, 'sleep'>): Rest => {
  const besideWriter = restBesideWriter(clock);
  return (workedMs) => (isFolderInUse(folder) ? besideWriter(workedMs) : noRest(workedMs));
};
