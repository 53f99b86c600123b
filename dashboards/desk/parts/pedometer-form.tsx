/** Pedometer form: what the register keeps of a pedometer, typed for the first time or put right. Its key is written and never shown. */
import { SearchCheck } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../state/desk.ts';
import { saidStatuses, type TypedPedometer } from '../view/asked-pedometer.ts';
import { CentreField } from './centre-field.tsx';
import { ChoiceField, TextField } from './fields.tsx';

export interface PedometerFormProps<Asked> {
  readonly first: TypedPedometer;
  /** A new one: its serial is asked for, its state is not. */
  readonly isNew: boolean;
  /** Null while something is missing. */
  readonly askedOf: (typed: TypedPedometer) => Asked | null;
  readonly onAsk: (asked: Asked) => void;
  readonly onEdit: () => void;
  readonly onCentre?: (centre: string) => void;
}

export const PedometerForm = <Asked,>(props: PedometerFormProps<Asked>) => {
  const { first, isNew, askedOf, onAsk, onEdit, onCentre } = props;
  const { words } = useDesk();
  const text = words.pedometers;
  const [typed, setTyped] = useState(first);
  // The next free numbers are told anew for another centre, and after one has been recorded.
  useEffect(() => setTyped((before) => ({ ...before, device: first.device })), [first.device]);
  useEffect(() => setTyped((before) => ({ ...before, label: first.label })), [first.label]);
  const edit =
    (field: keyof TypedPedometer) =>
    (value: string): void => {
      setTyped((before) => ({ ...before, [field]: value }));
      onEdit();
      if (field === 'centre') onCentre?.(value);
    };
  const field = (name: keyof TypedPedometer) => ({ value: typed[name], onValue: edit(name) });
  const asked = askedOf(typed);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (asked !== null) onAsk(asked);
  };
  return (
    <form class="panel" onSubmit={submit}>
      <div class="fields">
        {isNew && <TextField label={text.serial} hint={text.serialHint} {...field('device')} max={64} isRequired />}
        <CentreField {...field('centre')} none={words.roll.choose} />
        <TextField label={text.label} hint={text.labelHint} {...field('label')} max={16} isRequired />
        {isNew ? (
          <TextField label={text.key} hint={text.keyHint} {...field('key')} max={64} isRequired />
        ) : (
          <StatusField {...field('status')} />
        )}
        <TextField label={text.model} {...field('model')} max={64} isRequired />
        <TextField label={text.capacity} {...field('capacityBuckets')} max={5} isNumber isRequired />
        <TextField label={text.seconds} {...field('bucketSeconds')} max={4} isNumber isRequired />
        {!isNew && <TextField label={text.key} hint={text.keyEditHint} {...field('key')} max={64} />}
      </div>
      <p class="buttons">
        <button type="submit" class="button is-primary" disabled={asked === null}>
          <SearchCheck aria-hidden="true" />
          {words.roll.preview}
        </button>
      </p>
    </form>
  );
};

const StatusField = ({ value, onValue }: { readonly value: string; readonly onValue: (value: string) => void }) => {
  const { words } = useDesk();
  const text = words.pedometers;
  return (
    <ChoiceField
      label={text.statusField}
      hint={text.statusHint}
      value={value}
      onValue={onValue}
      isRequired={false}
      choices={[
        { value: '', text: words.roll.asItIs },
        ...saidStatuses.map((each) => ({ value: each, text: text.standing[each] })),
      ]}
    />
  );
};
