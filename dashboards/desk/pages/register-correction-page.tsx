/** Register correction page: a loan gets the times it truly had; whose days move is seen before it is recorded. */
import { ArrowLeft, SearchCheck } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { CorrectionAsk, LoanSpan } from '../../../contract/register-loan.ts';
import { Answered } from '../parts/answered.tsx';
import { CheckField } from '../parts/fields.tsx';
import { Link } from '../parts/link.tsx';
import { LoanPreviewed } from '../parts/loan-previewed.tsx';
import { LoanRecorded } from '../parts/loan-recorded.tsx';
import { MomentField } from '../parts/moments.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import type { RecordedLoan } from '../parts/undo-panel.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';
import { instantOf, momentOf } from '../view/local-moment.ts';

export interface RegisterCorrectionPageProps {
  readonly device: string;
  readonly participant: string;
  readonly start: string;
}

export const RegisterCorrectionPage = ({ device, participant, start }: RegisterCorrectionPageProps) => {
  const { words, go } = useDesk();
  const text = words.loan;
  const asking = useAsked('register/pedometer', { path: { id: device } });
  const [recorded, setRecorded] = useState<RecordedLoan | null>(null);
  return (
    <>
      <p class="strip">
        <Link to={{ kind: 'pedometer', device }} class="button">
          <ArrowLeft aria-hidden="true" />
          {words.pageOf(device)}
        </Link>
        <Link to={{ kind: 'registered', id: participant }} class="button">
          {words.pageOf(participant)}
        </Link>
      </p>
      {recorded === null ? (
        <Answered asking={asking} title={words.roll.correct}>
          {({ loans }) => {
            const loan = loans.find((each) => each.participant === participant && each.from === start);
            if (loan === undefined) return <PageTitle title={text.correctNone} />;
            return <Correcting loan={loan} onRecorded={setRecorded} />;
          }}
        </Answered>
      ) : (
        <>
          <PageTitle title={text.corrected} />
          <LoanRecorded
            title={text.corrected}
            recorded={recorded}
            person={participant}
            device={device}
            onNext={() => go({ kind: 'loans' })}
          />
        </>
      )}
    </>
  );
};

interface CorrectingProps {
  readonly loan: LoanSpan;
  readonly onRecorded: (recorded: RecordedLoan) => void;
}

const Correcting = ({ loan, onRecorded }: CorrectingProps) => {
  const { words } = useDesk();
  const [asked, setAsked] = useState<CorrectionAsk | null>(null);
  return (
    <>
      <PageTitle title={words.loan.correctTitle(loan.label, loan.name)} />
      <TimesForm loan={loan} onAsk={setAsked} onEdit={() => setAsked(null)} />
      {asked !== null && <Previewed key={JSON.stringify(asked)} asked={asked} onRecorded={onRecorded} />}
    </>
  );
};

interface TimesFormProps {
  readonly loan: LoanSpan;
  readonly onAsk: (asked: CorrectionAsk) => void;
  readonly onEdit: () => void;
}

const TimesForm = ({ loan: { device, participant, from, to }, onAsk, onEdit }: TimesFormProps) => {
  const { words, programme } = useDesk();
  const text = words.loan;
  const { zone } = programme;
  const momentNow = (instant: string | null): string =>
    momentOf(instant === null ? Date.now() : Date.parse(instant), zone);
  const [begin, setBegin] = useState(momentNow(from));
  /** Null while it runs. */
  const [end, setEnd] = useState<string | null>(to === null ? null : momentNow(to));
  const edit =
    <Value,>(set: (value: Value) => void) =>
    (value: Value): void => {
      set(value);
      onEdit();
    };
  const submit = (event: Event): void => {
    event.preventDefault();
    // What was not touched keeps its seconds.
    const newFrom = begin === momentNow(from) ? from : instantOf(begin, zone);
    const newTo = end === null ? null : to !== null && end === momentNow(to) ? to : instantOf(end, zone);
    if (newFrom === null || (end !== null && newTo === null)) return;
    onAsk({ device, participant, from, newFrom, newTo });
  };
  return (
    <form class="panel" onSubmit={submit}>
      <div class="fields">
        <MomentField label={text.newFrom} value={begin} onValue={edit(setBegin)} />
        {end !== null && <MomentField label={text.newTo} value={end} onValue={edit(setEnd)} />}
      </div>
      <CheckField
        label={text.runs}
        isChecked={end === null}
        onChecked={(isRunning) => edit(setEnd)(isRunning ? null : momentNow(to))}
      />
      <p class="buttons">
        <button type="submit" class="button is-primary">
          <SearchCheck aria-hidden="true" />
          {text.preview}
        </button>
      </p>
    </form>
  );
};

interface PreviewedProps {
  readonly asked: CorrectionAsk;
  readonly onRecorded: (recorded: RecordedLoan) => void;
}

const Previewed = ({ asked, onRecorded }: PreviewedProps) => {
  const { words } = useDesk();
  const asking = useAsked('register/previewCorrection', { body: asked });
  const { state, send } = useChange('register/correct');
  const record = async (actor: string, reason: string): Promise<void> => {
    const told = await send({ ...asked, reason, actor });
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onRecorded(told.answer);
  };
  return (
    <LoanPreviewed
      title={words.roll.previewTitle}
      asking={asking}
      state={state}
      confirm={words.loan.correctConfirm}
      reason=""
      onConfirm={(actor, reason) => void record(actor, reason)}
    />
  );
};
