/** Kiosk dialog: something asked for, over the screen, closed by its button or the Escape key. */
import type { ComponentChildren } from 'preact';
import { X } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import { Ruby } from '../../centre-shared/ruby-text.tsx';
import { useKiosk } from '../state/kiosk.ts';

interface KioskDialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly onClose: () => void;
}

export const KioskDialog = ({ title, children, onClose }: KioskDialogProps) => {
  const { words } = useKiosk();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="sheet-title" onClose={onClose}>
      <div class="sheet-head">
        <h2 id="sheet-title">
          <Ruby text={title} />
        </h2>
        <button type="button" class="big-button" onClick={() => dialog.current?.close()}>
          <X aria-hidden="true" />
          <span>
            <Ruby text={words.controls.close} />
          </span>
        </button>
      </div>
      {children}
    </dialog>
  );
};
