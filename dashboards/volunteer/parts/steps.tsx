/** Steps: how far a piece of work has got, so that nobody wonders how much is still to come. */
import { Check } from 'lucide-preact';

export interface StepsProps {
  readonly names: readonly string[];
  /** Counted from 0. */
  readonly at: number;
}

export const Steps = ({ names, at }: StepsProps) => (
  <ol class="steps">
    {names.map((name, index) => (
      <li
        key={name}
        class={index < at ? 'is-past' : index === at ? 'is-now' : ''}
        {...(index === at ? { 'aria-current': 'step' as const } : {})}
      >
        <span class="step-number">{index < at ? <Check aria-hidden="true" /> : index + 1}</span>
        <span class="step-name">{name}</span>
      </li>
    ))}
  </ol>
);
