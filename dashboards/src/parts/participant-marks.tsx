/** Participant marks: how near a loss is and how the battery is, in words with an icon, never by colour alone. */
import { BatteryFull, BatteryLow, BatteryMedium, CircleDashed, OctagonAlert, TriangleAlert } from 'lucide-preact';
import { batteryLowPercentMax, type LossLevel } from '../view/attention.ts';
import { useSpeech } from '../words/speech.ts';

const lossIcons = { begun: OctagonAlert, soon: TriangleAlert, 'never-came': CircleDashed } as const;

export const LossMark = ({ level, days }: { readonly level: LossLevel; readonly days: number | null }) => {
  const { words } = useSpeech();
  const Icon = level === 'later' || level === 'no-pedometer' ? null : lossIcons[level];
  return (
    <span class={`loss is-${level}`}>
      {Icon !== null && <Icon aria-hidden="true" />}
      {words.participants.loss(level, days)}
    </span>
  );
};

/** Above it a battery icon is drawn full. */
const batteryFullPercentMin = 60;

export const BatteryMark = ({ percent }: { readonly percent: number | null }) => {
  const { words } = useSpeech();
  const text = words.participants;
  if (percent === null) return <span class="faint">{text.batteryUnknown}</span>;
  const low = percent <= batteryLowPercentMax;
  const Icon = low ? BatteryLow : percent < batteryFullPercentMin ? BatteryMedium : BatteryFull;
  return (
    <span class={low ? 'battery is-low' : 'battery'}>
      <Icon aria-hidden="true" />
      {low ? text.batteryLow(percent) : text.battery(percent)}
    </span>
  );
};
