/** Loan recorded: says what has been recorded, leads to whom and what it is about, and takes it back again. */
import { Repeat2, Undo2 } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { useDesk } from '../state/desk.ts';
import { Link } from './link.tsx';
import { LoanConsequences } from './loan-previewed.tsx';
import { Recorded } from './recorded.tsx';
import { UndoPanel, type RecordedLoan } from './undo-panel.tsx';

export interface LoanRecordedProps {
  readonly title: string;
  readonly recorded: RecordedLoan;
  readonly person: string | null;
  readonly device: string;
  readonly onNext: () => void;
}

export const LoanRecorded = ({ title, recorded, person, device, onNext }: LoanRecordedProps) => {
  const { words } = useDesk();
  const text = words.loan;
  const [mode, setMode] = useState<'recorded' | 'undoing' | 'undone'>('recorded');
  return (
    <section class="panel">
      {mode !== 'undone' && (
        <>
          <Recorded title={title} />
          <LoanConsequences change={recorded} />
        </>
      )}
      <p class="buttons">
        <button type="button" class="button is-primary" onClick={onNext}>
          <Repeat2 aria-hidden="true" />
          {text.another}
        </button>
        {person !== null && (
          <Link to={{ kind: 'registered', id: person }} class="button">
            {words.pageOf(person)}
          </Link>
        )}
        <Link to={{ kind: 'pedometer', device }} class="button">
          {words.pageOf(device)}
        </Link>
        {mode === 'recorded' && recorded.handOver !== null && (
          <button type="button" class="button" onClick={() => setMode('undoing')}>
            <Undo2 aria-hidden="true" />
            {text.undo}
          </button>
        )}
      </p>
      {mode !== 'recorded' && recorded.handOver !== null && (
        <UndoPanel
          handOver={recorded.handOver}
          onUndone={() => setMode('undone')}
          onClose={() => setMode('recorded')}
        />
      )}
    </section>
  );
};
