/** Recipient field: somebody data was handed to before, or somebody new by name; one spelling for one recipient. */
import { useState } from 'preact/hooks';
import { useDesk } from '../state/desk.ts';
import { ChoiceField, TextField } from './fields.tsx';

/** Nobody's name: an empty choice would not count as one. */
const somebodyNew = '*';

export interface RecipientFieldProps {
  readonly known: readonly string[];
  readonly value: string;
  readonly onValue: (recipient: string) => void;
  /** Whether somebody may be named who is not known yet. */
  readonly takesNew?: boolean;
}

export const RecipientField = ({ known, value, onValue, takesNew = false }: RecipientFieldProps) => {
  const { words } = useDesk();
  const text = words.records;
  const [isNew, setNew] = useState(known.length === 0 && takesNew);
  const choose = (next: string): void => {
    setNew(next === somebodyNew);
    onValue(next === somebodyNew ? '' : next);
  };
  return (
    <>
      {known.length > 0 && (
        <ChoiceField
          label={text.recipient}
          value={isNew ? somebodyNew : value}
          onValue={choose}
          isRequired
          choices={[
            // Nobody is proposed: data handed to the wrong one cannot be called back.
            { value: '', text: '—' },
            ...(takesNew ? [{ value: somebodyNew, text: text.newRecipient }] : []),
            ...known.map((name) => ({ value: name, text: name })),
          ]}
        />
      )}
      {isNew && (
        <TextField
          label={text.recipientName}
          hint={text.recipientHint}
          value={value}
          onValue={onValue}
          max={60}
          isRequired
        />
      )}
    </>
  );
};
