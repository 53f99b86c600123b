/** When field: now, or a time before that is typed: for what just happened and for what is entered later. */
import { useDesk } from '../state/desk.ts';
import { instantOf, momentOf } from '../view/local-moment.ts';
import { MomentField } from './moments.tsx';

/** A moment as typed; null for now. */
export type When = string | null;

/** Null for now, which the server knows better; undefined for what is no moment. */
export const instantOfWhen = (when: When, zone: string): string | null | undefined =>
  when === null ? null : (instantOf(when, zone) ?? undefined);

export interface WhenFieldProps {
  readonly label: string;
  readonly value: When;
  readonly onValue: (when: When) => void;
}

export const WhenField = ({ label, value, onValue }: WhenFieldProps) => {
  const { words, programme } = useDesk();
  const text = words.loan;
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      <div class="choices-line">
        <label class="choice">
          <input type="radio" name="when" checked={value === null} onChange={() => onValue(null)} />
          {text.now}
        </label>
        <label class="choice">
          <input
            type="radio"
            name="when"
            checked={value !== null}
            onChange={() => onValue(momentOf(Date.now(), programme.zone))}
          />
          {text.earlier}
        </label>
      </div>
      {value !== null && <MomentField label={label} value={value} onValue={onValue} />}
    </fieldset>
  );
};
