/** Person form: what the register keeps of somebody, typed for the first time or put right. */
import { SearchCheck } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { PersonAsk } from '../../../contract/register-participant.ts';
import { useDesk } from '../state/desk.ts';
import { askedPerson, type TypedPerson } from '../view/asked-person.ts';
import { CentreField } from './centre-field.tsx';
import { DateField, TextField } from './fields.tsx';

export interface PersonFormProps {
  readonly first: TypedPerson;
  /** A number that cannot be changed any more is not asked for. */
  readonly hasId: boolean;
  readonly onAsk: (asked: PersonAsk) => void;
  readonly onEdit: () => void;
}

export const PersonForm = ({ first, hasId, onAsk, onEdit }: PersonFormProps) => {
  const { words, programme } = useDesk();
  const text = words.participants;
  const [typed, setTyped] = useState(first);
  const edit =
    (field: keyof TypedPerson) =>
    (value: string): void => {
      setTyped((before) => ({ ...before, [field]: value }));
      onEdit();
    };
  const asked = askedPerson(typed);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (asked !== null) onAsk(asked);
  };
  return (
    <form class="panel" onSubmit={submit}>
      <div class="fields">
        {hasId && (
          <TextField label={text.id} hint={text.idHint} value={typed.id} onValue={edit('id')} max={64} isRequired />
        )}
        <TextField label={text.nameField} value={typed.name} onValue={edit('name')} max={100} isRequired />
        <CentreField value={typed.centre} onValue={edit('centre')} none={words.roll.choose} />
        <DateField
          label={text.birthDate}
          hint={typed.birthDate === '' ? text.birthDateHint : undefined}
          value={typed.birthDate}
          onValue={edit('birthDate')}
          max={programme.today}
        />
        {typed.birthDate === '' && (
          <TextField
            label={text.birthYear}
            value={typed.birthYear}
            onValue={edit('birthYear')}
            max={4}
            isNumber
            isRequired
          />
        )}
        <TextField
          label={text.nicknameField}
          hint={text.nicknameHint}
          value={typed.nickname}
          onValue={edit('nickname')}
          max={16}
        />
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
