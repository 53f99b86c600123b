/** Device mark: a pedometer by its number and who has it, its battery and how near it is, in signs with their words. */
import { BatteryFull, BatteryLow, BatteryMedium, BatteryWarning } from 'lucide-preact';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { useVolunteer, type Volunteer } from '../state/volunteer.ts';
import { batteryLevelOf } from '../view/battery-level.ts';
import { barsOf, nearnessOf } from '../view/signal.ts';

export const nameOf = ({ words, centre }: Pick<Volunteer, 'words' | 'centre'>, id: string): string => {
  const nickname = centre.participants.find((each) => each.id === id)?.nickname ?? null;
  return nickname === null ? words.person(id) : words.nicknamed(nickname, id);
};

const batteryIcons = { well: BatteryFull, low: BatteryLow, empty: BatteryWarning, unknown: BatteryMedium } as const;

export const BatteryMark = ({ percent }: { readonly percent: number | null }) => {
  const { words } = useVolunteer();
  const level = batteryLevelOf(percent);
  const Icon = batteryIcons[level];
  return (
    <span class={`mark ${level === 'low' || level === 'empty' ? 'is-watch' : ''}`}>
      <Icon aria-hidden="true" />
      {words.today.battery[level]}
    </span>
  );
};

/** Four bars, of which as many are filled as it is near. */
export const SignalMark = ({ rssi }: { readonly rssi: number | null }) => {
  const { words } = useVolunteer();
  const bars = rssi === null ? 0 : barsOf(rssi);
  return (
    <span class="mark">
      <svg class="signal" viewBox="0 0 28 24" aria-hidden="true">
        {[0, 1, 2, 3].map((bar) => (
          <rect
            key={bar}
            class={bar < bars ? 'is-on' : ''}
            x={bar * 7 + 1}
            y={17 - bar * 5}
            width="5"
            height={6 + bar * 5}
          />
        ))}
      </svg>
      {words.connect.strength[rssi === null ? 'none' : nearnessOf(rssi)]}
    </span>
  );
};

/** What a pedometer is at the moment, in a few words. */
export const stateText = (volunteer: Volunteer, device: VolunteerDevice): string =>
  device.participant === null ? volunteer.words.choose.status[device.status] : nameOf(volunteer, device.participant);
