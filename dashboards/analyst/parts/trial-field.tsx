/** Trial field: a number of the rules to be tried, with its hint, and what is wrong with it beside it. */
import { useId } from 'preact/hooks';
import { useAnalyst } from '../state/analyst.ts';
import type { TrialFault } from '../view/trial.ts';

interface Limits {
  readonly min: number;
  readonly max: number;
}

export interface TrialFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** The label is heard, not seen, where a column says it. */
  readonly isBare?: boolean;
  readonly value: string;
  readonly fault: TrialFault | undefined;
  readonly limits: Limits;
  readonly onValue: (value: string) => void;
}

export const TrialField = ({ label, hint, isBare = false, value, fault, limits, onValue }: TrialFieldProps) => {
  const { words } = useAnalyst();
  const id = useId();
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === undefined ? [] : [`${id}-fault`])];
  return (
    <div class="trial-field">
      <label for={id} class={isBare ? 'unseen' : ''}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        value={value}
        maxLength={12}
        aria-invalid={fault !== undefined}
        {...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') })}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      {hint !== undefined && (
        <p class="note" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p class="field-fault" id={`${id}-fault`}>
          {fault === 'number' ? words.trial.fault.number(limits.min, limits.max) : words.trial.fault[fault]}
        </p>
      )}
    </div>
  );
};
