/** Progress ring: how far a pedometer has been read; a quarter that goes round while that is not known yet. */
import type { KioskStep } from '../../../contract/kiosk.ts';
import { baseOf } from '../../centre-shared/ruby.ts';
import { useKiosk } from '../state/kiosk.ts';

type RingStep = Extract<KioskStep, { readonly kind: 'noticed' | 'reading' }>;

/** Something can be seen of it from the start. */
const arcMin = 4;

export const ProgressRing = ({ step }: { readonly step: RingStep }) => {
  const { words } = useKiosk();
  const percent = percentOf(step);
  const text = percent === null ? words.noticed.answer : words.reading.progress(percent);
  return (
    <svg
      class={`ring ${percent === null ? 'is-waiting' : ''}`}
      viewBox="0 0 120 120"
      role="img"
      aria-label={baseOf(text)}
    >
      <circle class="ring-ground" cx="60" cy="60" r="50" pathLength="100" />
      <circle
        class="ring-arc"
        cx="60"
        cy="60"
        r="50"
        pathLength="100"
        stroke-dasharray={`${Math.max(arcMin, percent ?? 25)} 100`}
      />
    </svg>
  );
};

/** Null while nothing is known of how much there is. */
const percentOf = (step: RingStep): number | null => {
  if (step.kind === 'noticed' || step.asked === 0) return null;
  return Math.min(100, Math.round((step.done / step.asked) * 100));
};
