/** Free text: how long it takes until a pedometer that was given back can be lent again. */
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { minutesUntil } from '../view/free-in.ts';

export const FreeText = ({ device }: { readonly device: VolunteerDevice }) => {
  const { words, centre } = useVolunteer();
  if (device.blocked !== 'not-confirmed') return null;
  const minutes = minutesUntil(device.freeAt, centre.now);
  if (minutes === null) return null;
  return <span>{minutes === 0 ? words.done.freeSoon : words.done.freeIn(minutes)}</span>;
};
