/** Held panel: a hand-over that waits gets the time at which it truly was, or is left out; what it does to loans and days is seen first. */
import { SearchCheck } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { HandOver } from '../../../contract/register-loan.ts';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';
import { instantOf, momentOf } from '../view/local-moment.ts';
import { LoanPreviewed } from './loan-previewed.tsx';
import { MomentField } from './moments.tsx';

export interface HeldStep {
  readonly kind: 'settle' | 'discard';
  readonly handOver: HandOver;
}

export interface HeldPanelProps {
  readonly step: HeldStep;
  /** With what has been recorded. */
  readonly onDone: (said: string) => void;
  readonly onClose: () => void;
}

export const HeldPanel = ({ step: { kind, handOver }, onDone, onClose }: HeldPanelProps) => {
  const { words, programme } = useDesk();
  const text = words.loan;
  const [moment, setMoment] = useState(momentOf(Date.parse(handOver.heardAt), programme.zone));
  const [at, setAt] = useState<string | null>(null);
  if (kind === 'discard') return <Discarding handOver={handOver} onDone={onDone} onClose={onClose} />;
  const submit = (event: Event): void => {
    event.preventDefault();
    setAt(instantOf(moment, programme.zone));
  };
  return (
    <>
      <form class="panel" onSubmit={submit}>
        <MomentField
          label={text.settleTitle}
          value={moment}
          onValue={(value) => {
            setMoment(value);
            setAt(null);
          }}
        />
        <p class="buttons">
          <button type="submit" class="button is-primary">
            <SearchCheck aria-hidden="true" />
            {text.preview}
          </button>
        </p>
      </form>
      {at !== null && <Settling key={at} handOver={handOver} at={at} onDone={onDone} onClose={onClose} />}
    </>
  );
};

interface SettlingProps extends Omit<HeldPanelProps, 'step'> {
  readonly handOver: HandOver;
  readonly at: string;
}

const Settling = ({ handOver, at, onDone, onClose }: SettlingProps) => {
  const { words } = useDesk();
  const text = words.loan;
  const path = { id: handOver.id };
  const asking = useAsked('register/previewSettle', { path, body: { at } });
  const { state, send } = useChange('register/settle');
  const record = async (actor: string, reason: string): Promise<void> => {
    const told = await send({ at, reason, actor }, path);
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onDone(text.settled);
  };
  return (
    <LoanPreviewed
      title={words.roll.previewTitle}
      asking={asking}
      state={state}
      confirm={text.settleConfirm}
      reason=""
      onConfirm={(actor, reason) => void record(actor, reason)}
      onCancel={onClose}
    />
  );
};

const Discarding = ({ handOver, onDone, onClose }: Omit<SettlingProps, 'at'>) => {
  const { words } = useDesk();
  const text = words.loan;
  const path = { id: handOver.id };
  const asking = useAsked('register/previewUndo', { path, body: {} });
  const { state, send } = useChange('register/discard');
  const record = async (actor: string, reason: string): Promise<void> => {
    const told = await send({ reason, actor }, path);
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onDone(text.discarded);
  };
  return (
    <LoanPreviewed
      title={text.discardTitle}
      asking={asking}
      state={state}
      confirm={text.discardConfirm}
      reason=""
      onConfirm={(actor, reason) => void record(actor, reason)}
      onCancel={onClose}
    />
  );
};
