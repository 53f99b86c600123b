/** Centre field: one of the centres, or every one where a list is narrowed. */
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { ChoiceField } from './fields.tsx';

export interface CentreFieldProps {
  readonly value: string;
  readonly onValue: (centre: string) => void;
  /** Whether no centre is a choice: every one, or none yet. */
  readonly none?: string;
}

export const CentreField = ({ value, onValue, none }: CentreFieldProps) => {
  const { words } = useDesk();
  const { state } = useAsked('register/centres');
  const centres = state.kind === 'answered' ? state.answer.centres : [];
  const known = centres.some(({ id }) => id === value) || value === '';
  return (
    <ChoiceField
      label={words.roll.centre}
      value={value}
      onValue={onValue}
      isRequired
      choices={[
        ...(none === undefined ? [] : [{ value: '', text: none }]),
        ...(known ? [] : [{ value, text: value }]),
        ...centres.map(({ id, name }) => ({ value: id, text: name })),
      ]}
    />
  );
};
