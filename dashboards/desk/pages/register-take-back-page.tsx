/** Register take-back page: a pedometer is given back at the desk, or will not come back. */
import { SearchCheck } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { TakeBackAsk } from '../../../contract/register-loan.ts';
import type { PedometerRow } from '../../../contract/register-pedometer.ts';
import { CheckField, TextField } from '../parts/fields.tsx';
import { LoanPreviewed } from '../parts/loan-previewed.tsx';
import { LoanRecorded } from '../parts/loan-recorded.tsx';
import { LoansStrip } from '../parts/loans-strip.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PedometerMissing, useFindingPedometer } from '../parts/pedometer-field.tsx';
import type { RecordedLoan } from '../parts/undo-panel.tsx';
import { instantOfWhen, WhenField, type When } from '../parts/when-field.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';

interface AskedReturn {
  readonly pedometer: PedometerRow;
  readonly ask: TakeBackAsk;
}

export const RegisterTakeBackPage = ({ device }: { readonly device: string }) => {
  const { words } = useDesk();
  const text = words.loan;
  const [turn, setTurn] = useState(0);
  const [asked, setAsked] = useState<AskedReturn | null>(null);
  const [recorded, setRecorded] = useState<RecordedLoan | null>(null);
  const next = (): void => {
    setTurn(turn + 1);
    setAsked(null);
    setRecorded(null);
  };
  const isDone = recorded !== null && asked !== null;
  return (
    <>
      <LoansStrip />
      <PageTitle title={isDone ? text.takenBack(asked.pedometer.label) : text.takeBackTitle} leavesFocus={!isDone} />
      {isDone ? (
        <LoanRecorded
          title={text.takenBack(asked.pedometer.label)}
          recorded={recorded}
          person={asked.pedometer.participant}
          device={asked.pedometer.device}
          onNext={next}
        />
      ) : (
        <>
          <ReturnForm key={turn} first={turn === 0 ? device : ''} onAsk={setAsked} onEdit={() => setAsked(null)} />
          {asked !== null && <ReturnPreviewed key={JSON.stringify(asked.ask)} asked={asked} onRecorded={setRecorded} />}
        </>
      )}
    </>
  );
};

interface ReturnFormProps {
  readonly first: string;
  readonly onAsk: (asked: AskedReturn) => void;
  readonly onEdit: () => void;
}

const ReturnForm = ({ first, onAsk, onEdit }: ReturnFormProps) => {
  const { words, programme } = useDesk();
  const text = words.loan;
  const [device, setDevice] = useState(first);
  const [when, setWhen] = useState<When>(null);
  const [lost, setLost] = useState(false);
  const { found, find, forget } = useFindingPedometer();
  const edit =
    <Value,>(set: (value: Value) => void) =>
    (value: Value): void => {
      set(value);
      forget();
      onEdit();
    };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const pedometer = await find(device);
    const at = instantOfWhen(when, programme.zone);
    if (pedometer !== null && at !== undefined) onAsk({ pedometer, ask: { device: pedometer.device, at, lost } });
  };
  return (
    <form class="panel" onSubmit={(event) => void submit(event)}>
      <div class="fields">
        <TextField
          label={text.device}
          hint={text.deviceHint}
          value={device}
          onValue={edit(setDevice)}
          max={64}
          isRequired
          takesFocus
        />
      </div>
      <PedometerMissing found={found} />
      <WhenField label={text.whenBack} value={when} onValue={edit(setWhen)} />
      <CheckField label={text.lost} isChecked={lost} onChecked={edit(setLost)} />
      <p class="buttons">
        <button type="submit" class="button is-primary">
          <SearchCheck aria-hidden="true" />
          {text.preview}
        </button>
      </p>
    </form>
  );
};

interface ReturnPreviewedProps {
  readonly asked: AskedReturn;
  readonly onRecorded: (recorded: RecordedLoan) => void;
}

const ReturnPreviewed = ({ asked: { ask }, onRecorded }: ReturnPreviewedProps) => {
  const { words } = useDesk();
  const text = words.loan;
  const asking = useAsked('register/previewTakeBack', { body: ask });
  const { state, send } = useChange('register/takeBack');
  const record = async (actor: string): Promise<void> => {
    const told = await send({ ...ask, actor });
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onRecorded(told.answer);
  };
  return (
    <LoanPreviewed
      title={words.roll.previewTitle}
      asking={asking}
      state={state}
      confirm={ask.lost ? text.lostConfirm : text.takeBackConfirm}
      reason={null}
      onConfirm={(actor) => void record(actor)}
    />
  );
};
