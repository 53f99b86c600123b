/** Use action: sends one thing somebody pressed; a second press while it is under way is the same one. */
import { useCallback, useRef, useState } from 'preact/hooks';
import type { ActionAnswer, ActionRefusal, DoneAction, VolunteerAction } from '../../../contract/volunteer.ts';
import { newId } from './new-id.ts';
import { useVolunteer } from './volunteer.ts';

export type ActionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'taken'; readonly action: DoneAction | null }
  | { readonly kind: 'refused'; readonly because: ActionRefusal };

/** Each variant without its id. */
type WithoutId<Action> = Action extends unknown ? Omit<Action, 'id'> : never;
export type WishedAction = WithoutId<VolunteerAction>;

export interface Acting {
  readonly state: ActionState;
  /** Null where one is being sent already. */
  readonly send: (wished: WishedAction) => Promise<ActionAnswer | null>;
  readonly forget: () => void;
}

export const useAction = (): Acting => {
  const { send: sendAction } = useVolunteer();
  const [state, setState] = useState<ActionState>({ kind: 'idle' });
  const isSending = useRef(false);
  const send = useCallback(
    async (wished: WishedAction) => {
      if (isSending.current) return null;
      isSending.current = true;
      setState({ kind: 'sending' });
      const answer = await sendAction({ ...wished, id: newId() });
      isSending.current = false;
      setState(answer);
      return answer;
    },
    [sendAction],
  );
  const forget = useCallback(() => setState({ kind: 'idle' }), []);
  return { state, send, forget };
};
