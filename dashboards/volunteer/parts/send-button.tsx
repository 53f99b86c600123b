/** Send button: the one primary button of a screen; says at once that it was pressed, and that it is still being sent. */
import { Check, LoaderCircle } from 'lucide-preact';
import type { ActionState } from '../state/use-action.ts';
import { useVolunteer } from '../state/volunteer.ts';

export interface SendButtonProps {
  readonly state: ActionState;
  readonly onPress: () => void;
  readonly text: string;
}

export const SendButton = ({ state, onPress, text }: SendButtonProps) => {
  const { words } = useVolunteer();
  const isSending = state.kind === 'sending';
  const Icon = isSending ? LoaderCircle : Check;
  return (
    <button type="button" class="press is-primary is-large" aria-disabled={isSending} onClick={onPress}>
      <Icon aria-hidden="true" />
      {isSending ? words.sending.title : text}
    </button>
  );
};
