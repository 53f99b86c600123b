/** Choose device: asks for one pedometer, by scanner, camera, number or a tap on one that is near; says so when there is no such one. */
import { useState } from 'preact/hooks';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { findDevice, type FoundDevice } from '../view/find-device.ts';
import { DeviceButton } from './device-button.tsx';
import { Notice } from './notice.tsx';
import { TagField } from './tag-field.tsx';

export interface ChooseDeviceProps {
  readonly name: string;
  readonly onPick: (device: VolunteerDevice) => void;
  /** What is offered to a tap, under this heading; else those that are near. */
  readonly offered?: readonly VolunteerDevice[];
  readonly offeredTitle?: string;
  readonly offeredNone?: string;
}

/** More than fit on a screen are found sooner by their number. */
const offeredMax = 12;

export const ChooseDevice = ({ name, onPick, offered, offeredTitle, offeredNone }: ChooseDeviceProps) => {
  const { words, centre } = useVolunteer();
  const text = words.choose.device;
  const [found, setFound] = useState<FoundDevice | null>(null);
  const read = (typed: string): void => {
    const next = findDevice(typed, centre.devices);
    setFound(next);
    if (next.kind === 'found') onPick(next.device);
  };
  const shown = offered ?? centre.devices.filter(({ isHere }) => isHere);
  return (
    <>
      <TagField name={name} label={text.label} hint={text.hint} onRead={read} />
      <NotFound found={found} onPick={onPick} />
      {found?.kind !== 'several' && (
        <section class="offered" aria-labelledby={`${name}-offered`}>
          <h2 id={`${name}-offered`}>{offeredTitle ?? text.heard}</h2>
          {shown.length === 0 && <p class="faint">{offeredNone ?? text.heardNone}</p>}
          <div class="picks">
            {shown.slice(0, offeredMax).map((device) => (
              <DeviceButton key={device.serial} device={device} onPick={onPick} />
            ))}
          </div>
        </section>
      )}
    </>
  );
};

const NotFound = ({
  found,
  onPick,
}: {
  readonly found: FoundDevice | null;
  readonly onPick: ChooseDeviceProps['onPick'];
}) => {
  const { words } = useVolunteer();
  const text = words.choose.device;
  switch (found?.kind) {
    case 'none':
      return (
        <Notice kind="watch" title={text.none(found.text)} isSudden>
          <p>{text.noneNext}</p>
        </Notice>
      );
    case 'card':
      return (
        <Notice kind="watch" title={text.wrongKind} isSudden>
          <p>{text.wrongKindNext}</p>
        </Notice>
      );
    case 'empty':
      return <Notice kind="plain" title={words.choose.empty} isSudden />;
    case 'several':
      return (
        <section class="offered">
          <h2>{text.several}</h2>
          <div class="picks">
            {found.devices.map((device) => (
              <DeviceButton key={device.serial} device={device} onPick={onPick} />
            ))}
          </div>
        </section>
      );
    default:
      return null;
  }
};
