/** Use change: sends one change, and sends the very same again when nobody knows whether it arrived. */
import { useCallback, useRef, useState } from 'preact/hooks';
import { ask, type AnswerOf, type Asked, type BodyOf, type RouteName } from './desk-client.ts';

export type ChangeState<Answer> = Asked<Answer> | { readonly kind: 'idle' } | { readonly kind: 'sending' };

/** Each variant without its id. */
type WithoutId<Body> = Body extends unknown ? Omit<Body, 'requestId'> : never;
type Asking<Name extends RouteName> = WithoutId<BodyOf<Name>>;

export interface Change<Name extends RouteName> {
  readonly state: ChangeState<AnswerOf<Name>>;
  readonly send: (
    asked: Asking<Name>,
    path?: Readonly<Record<string, string>>,
  ) => Promise<Asked<AnswerOf<Name>> | null>;
  readonly forget: () => void;
}

export const useChange = <Name extends RouteName>(name: Name): Change<Name> => {
  const [state, setState] = useState<ChangeState<AnswerOf<Name>>>({ kind: 'idle' });
  /** One id per thing asked, so that a second try is no second change. */
  const request = useRef<{ readonly text: string; readonly id: string } | null>(null);
  const isSending = useRef(false);
  const send = useCallback(
    async (asked: Asking<Name>, path: Readonly<Record<string, string>> = {}) => {
      // Two presses are one wish.
      if (isSending.current) return null;
      isSending.current = true;
      const text = JSON.stringify([asked, path]);
      if (request.current?.text !== text) request.current = { text, id: crypto.randomUUID() };
      setState({ kind: 'sending' });
      const body = { ...asked, requestId: request.current.id } as unknown as BodyOf<Name>;
      const told = await ask(name, { path, body });
      if (told.kind !== 'lost') request.current = null;
      isSending.current = false;
      setState(told);
      return told;
    },
    [name],
  );
  const forget = useCallback(() => setState({ kind: 'idle' }), []);
  return { state, send, forget };
};
