/** Fields: what a clerk types into or chooses from, each with its label, its hint and its own id. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useDesk } from '../state/desk.ts';

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly isRequired?: boolean;
}

const Field = ({
  id,
  label,
  hint,
  isRequired = false,
  children,
}: Pick<FieldProps, 'label' | 'hint' | 'isRequired'> & {
  readonly id: string;
  readonly children: ComponentChildren;
}) => {
  const { words } = useDesk();
  return (
    <div class="field">
      <label for={id}>
        {label}
        {!isRequired && <span class="faint">{words.optional}</span>}
      </label>
      {children}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
};

const described = (id: string, hint: string | undefined) =>
  hint === undefined ? {} : { 'aria-describedby': `${id}-hint` };

export interface TextFieldProps extends FieldProps {
  readonly max?: number;
  readonly isNumber?: boolean;
  /** Whoever opens the page may type, or scan, at once. */
  readonly takesFocus?: boolean;
}

export const TextField = ({ max = 200, isNumber = false, takesFocus = false, ...field }: TextFieldProps) => {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);
  return (
    <Field id={id} {...field}>
      <input
        ref={input}
        id={id}
        type="text"
        {...(isNumber ? { inputMode: 'numeric' as const } : {})}
        value={field.value}
        maxLength={max}
        required={field.isRequired === true}
        autocomplete="off"
        onInput={(event) => field.onValue(event.currentTarget.value)}
        {...described(id, field.hint)}
      />
    </Field>
  );
};

export interface DateFieldProps extends FieldProps {
  readonly max?: string;
}

/** Says the date in words below, weekday and all: browsers show the figures in an order of their own. */
export const DateField = ({ max, hint, ...given }: DateFieldProps) => {
  const { formats } = useDesk();
  const id = useId();
  const field = { ...given, hint: hint ?? (given.value === '' ? undefined : formats.date(given.value)) };
  return (
    <Field id={id} {...field}>
      <input
        id={id}
        type="date"
        value={field.value}
        required={field.isRequired === true}
        {...(max === undefined ? {} : { max })}
        onInput={(event) => field.onValue(event.currentTarget.value)}
        {...described(id, field.hint)}
      />
    </Field>
  );
};

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface ChoiceFieldProps extends FieldProps {
  readonly choices: readonly Choice[];
}

export const ChoiceField = ({ choices, ...field }: ChoiceFieldProps) => {
  const id = useId();
  return (
    <Field id={id} {...field}>
      <select
        id={id}
        value={field.value}
        required={field.isRequired === true}
        onChange={(event) => field.onValue(event.currentTarget.value)}
        {...described(id, field.hint)}
      >
        {choices.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
};

export interface CheckFieldProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChecked: (isChecked: boolean) => void;
}

export const CheckField = ({ label, isChecked, onChecked }: CheckFieldProps) => (
  <label class="choice">
    <input type="checkbox" checked={isChecked} onChange={(event) => onChecked(event.currentTarget.checked)} />
    {label}
  </label>
);
