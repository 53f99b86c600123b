/** Tier row: from how many steps how many points are given; the line can be moved, and taken away. */
import { Minus, Plus, Trash2, TriangleAlert } from 'lucide-preact';
import { useAnalyst, pointsUnit } from '../state/analyst.ts';
import { numberOf, tierSteps, trialLimits, type TrialFaults, type TypedTier } from '../view/trial.ts';
import { TrialField } from './trial-field.tsx';

export interface TierRowProps {
  readonly tier: TypedTier;
  readonly index: number;
  readonly faults: TrialFaults;
  /** It gives less than the one before. */
  readonly isFalling: boolean;
  readonly onTier: (tier: TypedTier) => void;
  /** Left out for the last one there is. */
  readonly onRemove?: () => void;
}

export const TierRow = ({ tier, index, faults, isFalling, onTier, onRemove }: TierRowProps) => {
  const analyst = useAnalyst();
  const text = analyst.words.trial;
  const number = index + 1;
  const from = numberOf(tier.from, trialLimits.from);
  const move = (by: number): void => {
    const next = Math.min(trialLimits.from.max, Math.max(trialLimits.from.min, (from ?? 0) + by));
    const round = next - (next % tierSteps);
    onTier({ ...tier, from: String(round) });
  };
  return (
    <div class="tier-row" role="group" aria-label={text.tierName(number)}>
      <button type="button" class="button is-square" aria-label={text.lower(number)} onClick={() => move(-tierSteps)}>
        <Minus aria-hidden="true" />
      </button>
      <TrialField
        isBare
        label={text.tierFrom(number)}
        value={tier.from}
        fault={faults.get(`tiers.${index}.from`)}
        limits={trialLimits.from}
        onValue={(value) => onTier({ ...tier, from: value })}
      />
      <button type="button" class="button is-square" aria-label={text.raise(number)} onClick={() => move(tierSteps)}>
        <Plus aria-hidden="true" />
      </button>
      <span class="tier-unit">{text.steps}</span>
      <TrialField
        isBare
        label={text.tierPoints(number)}
        value={tier.points}
        fault={faults.get(`tiers.${index}.points`)}
        limits={trialLimits.points}
        onValue={(value) => onTier({ ...tier, points: value })}
      />
      <span class="tier-unit">{pointsUnit(analyst)}</span>
      {onRemove !== undefined && (
        <button type="button" class="button is-small" aria-label={text.remove(number)} onClick={onRemove}>
          <Trash2 aria-hidden="true" />
          {text.removeShort}
        </button>
      )}
      {/* Said as it is typed, also to those who do not see it. */}
      <div class="tier-warning" aria-live="polite">
        {isFalling && (
          <p class="note mark">
            <TriangleAlert aria-hidden="true" />
            {text.falling}
          </p>
        )}
      </div>
    </div>
  );
};
