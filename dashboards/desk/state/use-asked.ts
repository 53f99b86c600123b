/** Use asked: a question asked when a page opens, again when it changes, and again on request. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { ask, type AnswerOf, type Asked, type Question, type RouteName } from './desk-client.ts';

export type AskedState<Answer> = Asked<Answer> | { readonly kind: 'waiting' };

export interface Asking<Answer> {
  readonly state: AskedState<Answer>;
  readonly again: () => void;
}

/** Keeps the answer before while the next is under way, unless the question is about something else. */
export const useAsked = <Name extends RouteName>(name: Name, question: Question<Name> = {}): Asking<AnswerOf<Name>> => {
  const [state, setState] = useState<AskedState<AnswerOf<Name>>>({ kind: 'waiting' });
  const [turn, setTurn] = useState(0);
  const text = JSON.stringify(question);
  const about = JSON.stringify([name, question.path]);
  useEffect(() => setState({ kind: 'waiting' }), [about]);
  useEffect(() => {
    let isWanted = true;
    void ask(name, question).then((told) => {
      if (isWanted) setState(told);
    });
    return () => {
      isWanted = false;
    };
  }, [name, text, turn]);
  const again = useCallback(() => setTurn((turns) => turns + 1), []);
  return { state, again };
};
