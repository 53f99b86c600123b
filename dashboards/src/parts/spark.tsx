/** Spark: a person's four weeks at a glance, one bar a day, on one scale for everybody. */
import { daySummaryOf, type DaySlot } from '../view/day-slots.ts';
import { useSpeech } from '../words/speech.ts';

const slotWidth = 3;
const barWidth = 2;
const height = 28;
/** Room above the highest tier before a bar is cut off. */
const scaleOverTopTier = 1.3;
/** Where a rule file has no tiers. */
const scaleWithoutTiers = 13_000;

export interface SparkProps {
  readonly slots: readonly DaySlot[];
  readonly tiers: readonly number[];
}

export const Spark = ({ slots, tiers }: SparkProps) => {
  const { words } = useSpeech();
  const top = tiers.at(-1);
  const scale = top === undefined ? scaleWithoutTiers : top * scaleOverTopTier;
  return (
    <svg
      class="spark"
      role="img"
      aria-label={words.participants.sparkText(daySummaryOf(slots))}
      viewBox={`0 0 ${slots.length * slotWidth} ${height}`}
      width={slots.length * slotWidth}
      height={height}
    >
      {(['finished', 'open', 'held', 'missing'] as const).map((kind) => (
        <path key={kind} class={`spark-${kind}`} d={barsOf(slots, kind, scale)} />
      ))}
    </svg>
  );
};

/** One path for all days of a kind: a table holds many sparks. */
const barsOf = (slots: readonly DaySlot[], kind: DaySlot['kind'], scale: number): string =>
  slots.map((slot, index) => (slot.kind === kind ? barOf(slot, index * slotWidth, scale) : '')).join('');

const barOf = (slot: DaySlot, left: number, scale: number): string => {
  // A missing day is a gap in the ground line the others stand on.
  if (slot.kind === 'missing') return `M${left} ${height - 1}h${barWidth}`;
  const tall = Math.max(1, Math.round((Math.min(slot.steps, scale) / scale) * (height - 1)));
  return `M${left} ${height}v${-tall}h${barWidth}v${tall}z`;
};
