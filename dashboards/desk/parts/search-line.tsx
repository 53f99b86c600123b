/** Search line: one field with its button, in focus as soon as it is seen: for a number or words typed, or scanned and ended with Enter. */
import type { LucideIcon } from 'lucide-preact';
import type { RefObject } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

export interface SearchLineProps {
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly icon: LucideIcon;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** Called with what stands in the field, which is never older than `value`. */
  readonly onSubmit: (typed: string) => void;
  readonly isSearch?: boolean;
  readonly takesFocus?: boolean;
}

export const SearchLine = (props: SearchLineProps) => {
  const { label, hint, submit, icon: Icon, value, onValue, onSubmit, isSearch = false, takesFocus = false } = props;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useFocusAtOnce(field, takesFocus);
  const send = (event: Event): void => {
    event.preventDefault();
    // What is typed or scanned next takes the place of this.
    field.current?.focus();
    field.current?.select();
    onSubmit(field.current?.value ?? value);
  };
  return (
    <form class="find" {...(isSearch ? { role: 'search' as const } : {})} onSubmit={send}>
      <label for={id}>{label}</label>
      <div class="find-line">
        <input
          ref={field}
          id={id}
          type="text"
          value={value}
          maxLength={64}
          autocomplete="off"
          aria-describedby={`${id}-hint`}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        <button type="submit" class={`button ${isSearch ? 'is-primary' : ''}`}>
          <Icon aria-hidden="true" />
          {submit}
        </button>
      </div>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </form>
  );
};

/** Before anything is painted: whoever sees the field may type at once, and a scanner does. */
const useFocusAtOnce = (field: RefObject<HTMLInputElement>, takesFocus: boolean): void => {
  useLayoutEffect(() => {
    if (!takesFocus) return;
    field.current?.focus();
    field.current?.select();
  }, [field, takesFocus]);
};
