/** Device button: a pedometer to be picked, as large as a thumb that trembles needs it. */
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { SignalMark, stateText } from './device-mark.tsx';

export interface DeviceButtonProps {
  readonly device: VolunteerDevice;
  readonly onPick: (device: VolunteerDevice) => void;
}

export const DeviceButton = ({ device, onPick }: DeviceButtonProps) => {
  const volunteer = useVolunteer();
  return (
    <button type="button" class="press pick" onClick={() => onPick(device)}>
      <strong class="pick-number">{volunteer.words.numbered(device.label)}</strong>
      <span class="pick-text">{stateText(volunteer, device)}</span>
      {device.isHere && <SignalMark rssi={device.rssi} />}
    </button>
  );
};
