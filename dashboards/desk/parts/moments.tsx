/** Moments: instants of the register in words, and the field into which one is typed. */
import { useId } from 'preact/hooks';
import { localDateOf } from '../../shared/local-date.ts';
import { useDesk } from '../state/desk.ts';
import { instantOf } from '../view/local-moment.ts';

/** The date and the time; of another year, the year as well. */
export const Moment = ({ at }: { readonly at: string }) => {
  const text = useMomentText();
  return <time dateTime={at}>{text(at)}</time>;
};

export const useMomentText = (): ((at: string) => string) => {
  const { formats, programme } = useDesk();
  return (at) => {
    const atMs = Date.parse(at);
    const date = localDateOf(atMs, programme.zone);
    return date.slice(0, 4) === programme.today.slice(0, 4)
      ? formats.dateAndTime(atMs)
      : `${formats.longDate(date)} ${formats.time(atMs)}`;
  };
};

export interface MomentFieldProps {
  readonly label: string;
  /** `2026-11-21T10:02`, in the programme's zone. */
  readonly value: string;
  readonly onValue: (moment: string) => void;
}

export const MomentField = ({ label, value, onValue }: MomentFieldProps) => {
  const { programme } = useDesk();
  const text = useMomentText();
  const id = useId();
  const at = instantOf(value, programme.zone);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        value={value}
        required
        aria-describedby={`${id}-hint`}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      <p class="hint" id={`${id}-hint`}>
        {at === null ? '' : text(at)}
      </p>
    </div>
  );
};
