/** Use device: the pedometer an address names, as it is now. */
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { useVolunteer } from './volunteer.ts';

/** Null: none is named. `missing`: the centre has none such. */
export const useDevice = (serial: string | null): VolunteerDevice | 'missing' | null => {
  const { centre } = useVolunteer();
  if (serial === null) return null;
  return centre.devices.find((device) => device.serial === serial) ?? 'missing';
};
