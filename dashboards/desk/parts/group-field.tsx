/** Group field: one of the open groups of an activity. */
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { Answered } from './answered.tsx';
import { ChoiceField } from './fields.tsx';

export interface GroupFieldProps {
  readonly activity: string;
  readonly value: string;
  readonly onValue: (group: string) => void;
}

export const GroupField = ({ activity, value, onValue }: GroupFieldProps) => {
  const { words } = useDesk();
  const text = words.activity;
  return (
    <Answered asking={useAsked('groups')}>
      {({ groups }) => {
        const open = groups.filter((group) => group.activity === activity && group.closedOn === null);
        if (open.length === 0) return <p class="empty">{text.groupNone}</p>;
        return (
          <ChoiceField
            label={text.group}
            value={value}
            onValue={onValue}
            choices={[
              { value: '', text: text.groupChoose },
              ...open.map(({ id, name }) => ({ value: id, text: name })),
            ]}
            isRequired
          />
        );
      }}
    </Answered>
  );
};
