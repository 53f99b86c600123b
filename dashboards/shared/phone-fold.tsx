/** Phone fold: what stands open on a desk and would fill the screen of a telephone is folded there, behind a button. */
import { ChevronDown, ChevronUp } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export interface PhoneFoldProps {
  /** Of what is folded. */
  readonly id: string;
  readonly text: string;
  /** When it changes the reader has found what they were looking for. */
  readonly foldsOn?: string;
  readonly children: ComponentChildren;
}

export const PhoneFold = ({ id, text, foldsOn, children }: PhoneFoldProps) => {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(false), [foldsOn]);
  const Icon = isOpen ? ChevronUp : ChevronDown;
  return (
    <>
      <button
        type="button"
        class="button phone-fold"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon aria-hidden="true" />
        {text}
      </button>
      <div id={id} class={isOpen ? 'phone-folded is-open' : 'phone-folded'}>
        {children}
      </div>
    </>
  );
};
