/** Register lend page: a pedometer is lent to a participant at the desk: both are read, the consequences seen, then it is recorded. */
import { SearchCheck } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { LendAsk } from '../../../contract/register-loan.ts';
import type { PedometerRow } from '../../../contract/register-pedometer.ts';
import { LoanRecorded } from '../parts/loan-recorded.tsx';
import { LoanPreviewed } from '../parts/loan-previewed.tsx';
import { LoansStrip } from '../parts/loans-strip.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PedometerMissing, useFindingPedometer } from '../parts/pedometer-field.tsx';
import { CheckField, TextField } from '../parts/fields.tsx';
import type { RecordedLoan } from '../parts/undo-panel.tsx';
import { instantOfWhen, WhenField, type When } from '../parts/when-field.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';
import { plainNumber } from '../view/typed-number.ts';

export interface RegisterLendPageProps {
  readonly device: string;
  readonly participant: string;
}

interface AskedLoan {
  readonly pedometer: PedometerRow;
  readonly ask: LendAsk;
}

export const RegisterLendPage = (first: RegisterLendPageProps) => {
  const { words } = useDesk();
  const text = words.loan;
  const [turn, setTurn] = useState(0);
  const [asked, setAsked] = useState<AskedLoan | null>(null);
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
      <PageTitle
        title={isDone ? text.lent(asked.pedometer.label, asked.ask.participant) : text.lendTitle}
        leavesFocus={!isDone}
      />
      {isDone ? (
        <LoanRecorded
          title={text.lent(asked.pedometer.label, asked.ask.participant)}
          recorded={recorded}
          person={asked.ask.participant}
          device={asked.pedometer.device}
          onNext={next}
        />
      ) : (
        <>
          <LendForm
            key={turn}
            first={turn === 0 ? first : { device: '', participant: '' }}
            onAsk={setAsked}
            onEdit={() => setAsked(null)}
          />
          {asked !== null && <LendPreviewed key={JSON.stringify(asked.ask)} asked={asked} onRecorded={setRecorded} />}
        </>
      )}
    </>
  );
};

interface LendFormProps {
  readonly first: RegisterLendPageProps;
  readonly onAsk: (asked: AskedLoan) => void;
  readonly onEdit: () => void;
}

const LendForm = ({ first, onAsk, onEdit }: LendFormProps) => {
  const { words, programme } = useDesk();
  const text = words.loan;
  const [device, setDevice] = useState(first.device);
  const [participant, setParticipant] = useState(first.participant);
  const [when, setWhen] = useState<When>(null);
  const [endOthers, setEndOthers] = useState(false);
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
    const id = plainNumber(participant).replace(/^AYMP\./i, '');
    if (pedometer === null || at === undefined || id === '') return;
    // The server reads and checks what is sent.
    onAsk({ pedometer, ask: { device: pedometer.device, participant: id, at, endOthers } as LendAsk });
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
          takesFocus={first.device === ''}
        />
        <TextField
          label={text.participant}
          hint={text.participantHint}
          value={participant}
          onValue={edit(setParticipant)}
          max={64}
          isRequired
          takesFocus={first.device !== ''}
        />
      </div>
      <PedometerMissing found={found} />
      <WhenField label={text.when} value={when} onValue={edit(setWhen)} />
      <CheckField label={text.endOthers} isChecked={endOthers} onChecked={edit(setEndOthers)} />
      <p class="buttons">
        <button type="submit" class="button is-primary">
          <SearchCheck aria-hidden="true" />
          {text.preview}
        </button>
      </p>
    </form>
  );
};

interface LendPreviewedProps {
  readonly asked: AskedLoan;
  readonly onRecorded: (recorded: RecordedLoan) => void;
}

const LendPreviewed = ({ asked: { ask }, onRecorded }: LendPreviewedProps) => {
  const { words } = useDesk();
  const asking = useAsked('register/previewLend', { body: ask });
  const { state, send } = useChange('register/lend');
  const record = async (actor: string): Promise<void> => {
    const told = await send({ ...ask, actor });
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onRecorded(told.answer);
  };
  return (
    <LoanPreviewed
      title={words.roll.previewTitle}
      asking={asking}
      state={state}
      confirm={words.loan.lendConfirm}
      reason={null}
      onConfirm={(actor) => void record(actor)}
    />
  );
};
