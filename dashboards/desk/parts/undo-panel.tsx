/** Undo panel: takes a hand-over back as if it had never been said, after showing what becomes of loans and days. */
import { useState } from 'preact/hooks';
import type { LoanChange } from '../../../contract/register-loan.ts';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';
import { LoanPreviewed } from './loan-previewed.tsx';
import { Recorded } from './recorded.tsx';

export interface UndoPanelProps {
  readonly handOver: string;
  readonly onUndone: () => void;
  readonly onClose: () => void;
}

export const UndoPanel = ({ handOver, onUndone, onClose }: UndoPanelProps) => {
  const { words } = useDesk();
  const text = words.roll;
  const path = { id: handOver };
  const asking = useAsked('register/previewUndo', { path, body: {} });
  const { state, send } = useChange('register/undo');
  const [isDone, setDone] = useState(false);
  const record = async (actor: string, reason: string): Promise<void> => {
    const told = await send({ reason, actor }, path);
    if (told?.kind !== 'answered' || told.answer.kind === 'refused') return;
    setDone(true);
    onUndone();
  };
  if (isDone) return <Recorded title={text.undoDone} />;
  return (
    <LoanPreviewed
      title={text.undoTitle}
      asking={asking}
      state={state}
      confirm={text.undoConfirm}
      reason={text.mistake}
      onConfirm={(actor, reason) => void record(actor, reason)}
      onCancel={onClose}
    />
  );
};

export type RecordedLoan = Exclude<LoanChange, { readonly kind: 'refused' }>;
