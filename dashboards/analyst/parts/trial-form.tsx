/** Trial form: other rules as they are typed, each field with what is wrong with it, and the way back to the rules of today. */
import { Calculator, Plus, RotateCcw, TriangleAlert } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import type { TrialRules } from '../../../contract/analysis-points.ts';
import { pointsText, useAnalyst } from '../state/analyst.ts';
import {
  asToday,
  readTrial,
  trialLimits,
  typedOf,
  type ReadTrial,
  type TrialFaults,
  type TypedRules,
} from '../view/trial.ts';
import { TierRow } from './tier-row.tsx';
import { TrialField } from './trial-field.tsx';

export interface TrialFormProps {
  readonly isRunning: boolean;
  /** The same rules again, or others. */
  readonly onRun: (rules: TrialRules) => void;
  readonly onReset: () => void;
}

export const TrialForm = ({ isRunning, onRun, onReset }: TrialFormProps) => {
  const analyst = useAnalyst();
  const { words, terms, asked } = analyst;
  const text = words.trial;
  const today = terms.programme;
  const [typed, setTyped] = useState<TypedRules>(() => typedOf(asked.trial ?? asToday, today));
  const [isShown, setShown] = useState(false);
  const inAddress = JSON.stringify(asked.trial);
  // Walking back in the history brings the rules of then.
  useEffect(() => setTyped(typedOf(asked.trial ?? asToday, today)), [inAddress]);
  const { rules, faults, falling } = readTrial(typed, today);
  const isChanged = asked.trial !== null && JSON.stringify(rules) !== inAddress;
  const run = (event: Event): void => {
    event.preventDefault();
    if (isRunning) return;
    setShown(faults.size > 0);
    if (faults.size === 0) onRun(rules);
  };
  const reset = (): void => {
    setTyped(typedOf(asToday, today));
    setShown(false);
    onReset();
  };
  return (
    <form class="trial" onSubmit={run} noValidate aria-label={words.chapters.whatIf}>
      <Tiers typed={typed} onTyped={setTyped} faults={faults} falling={falling} />
      <Others typed={typed} onTyped={setTyped} faults={faults} />
      <p class="tools">
        {/* A button that is disabled would let go of the keyboard. */}
        <button type="submit" class="button is-primary" aria-disabled={isRunning}>
          <Calculator aria-hidden="true" />
          {text.run}
        </button>
        <button type="button" class="button" onClick={reset}>
          <RotateCcw aria-hidden="true" />
          {text.reset}
        </button>
      </p>
      {isShown && faults.size > 0 && (
        <p class="field-fault mark" role="alert">
          <TriangleAlert aria-hidden="true" />
          {text.faults(faults.size)}
        </p>
      )}
      {isChanged && faults.size === 0 && !isRunning && <p class="note">{text.changed}</p>}
    </form>
  );
};

interface PartProps {
  readonly typed: TypedRules;
  readonly onTyped: (typed: TypedRules) => void;
  readonly faults: TrialFaults;
}

/** A new tier begins so many steps above the last. */
const stepUp = 2_000;

const Tiers = ({ typed, onTyped, faults, falling }: PartProps & Pick<ReadTrial, 'falling'>) => {
  const analyst = useAnalyst();
  const text = analyst.words.trial;
  const { tiers } = typed;
  const change = (next: TypedRules['tiers']): void => onTyped({ ...typed, tiers: next });
  const add = (): void => {
    const last = tiers.at(-1);
    const [from, points] = [Number(last?.from ?? 0), Number(last?.points ?? 0)];
    change([...tiers, { from: String((from || 0) + stepUp), points: String((points || 0) + 1) }]);
  };
  const inForce = analyst.terms.programme.tiers.map(
    ({ from, points }) => `${analyst.words.stepsOf(from)} ${pointsText(analyst, points)}`,
  );
  return (
    <fieldset class="filter-part">
      <legend>{text.tiers}</legend>
      <p class="note">{inForce.length === 0 ? text.noTiers : text.today(inForce.join(analyst.words.listMark))}</p>
      {tiers.map((tier, index) => (
        <TierRow
          key={index}
          tier={tier}
          index={index}
          faults={faults}
          isFalling={falling.has(index)}
          onTier={(next) => change(tiers.map((each, at) => (at === index ? next : each)))}
          {...(tiers.length > 1 ? { onRemove: () => change(tiers.filter((_each, at) => at !== index)) } : {})}
        />
      ))}
      {tiers.length < trialLimits.tiers && (
        <button type="button" class="button is-small" onClick={add}>
          <Plus aria-hidden="true" />
          {text.add}
        </button>
      )}
    </fieldset>
  );
};

const Others = ({ typed, onTyped, faults }: PartProps) => {
  const analyst = useAnalyst();
  const { words, terms } = analyst;
  const text = words.trial;
  const { backfillDays, voucher } = terms.programme;
  const field = (
    name: 'monthPointsMax' | 'backfillDays' | 'voucherPoints' | 'voucherYen',
    label: string,
    hint: string,
    limits: { readonly min: number; readonly max: number },
  ) => (
    <TrialField
      label={label}
      hint={hint}
      value={typed[name]}
      fault={faults.get(name)}
      limits={limits}
      onValue={(value) => onTyped({ ...typed, [name]: value })}
    />
  );
  const days = backfillDays === null ? text.none : words.choose.days(backfillDays);
  return (
    <fieldset class="filter-part">
      <legend>{text.others}</legend>
      <div class="trial-fields">
        {field('monthPointsMax', text.cap, text.capHint, trialLimits.monthPointsMax)}
        {field(
          'backfillDays',
          text.backfill,
          [text.backfillHint, text.today(days)].join(words.clauseMark),
          trialLimits.backfillDays,
        )}
        {field(
          'voucherPoints',
          text.voucherPoints,
          text.today(voucher === null ? text.none : pointsText(analyst, voucher.points)),
          trialLimits.voucher,
        )}
        {field(
          'voucherYen',
          text.voucherYen,
          text.today(voucher === null ? text.none : words.yenOf(voucher.yen)),
          trialLimits.voucher,
        )}
      </div>
    </fieldset>
  );
};
