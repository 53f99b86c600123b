/** Register loans page: lending and taking back, and the hand-overs of the centres that wait for somebody to settle them. */
import { Footprints, Undo } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { HandOver } from '../../../contract/register-loan.ts';
import { Answered } from '../parts/answered.tsx';
import { HeldPanel, type HeldStep } from '../parts/held-panel.tsx';
import { byText } from '../parts/history.tsx';
import { Link } from '../parts/link.tsx';
import { ListTable } from '../parts/list-table.tsx';
import { Moment } from '../parts/moments.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Recorded } from '../parts/recorded.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';

export const RegisterLoansPage = () => {
  const { words } = useDesk();
  const text = words.loan;
  const asking = useAsked('register/heldHandOvers');
  return (
    <Answered asking={asking} title={words.nav.loans}>
      {({ handOvers }) => (
        <>
          <PageTitle title={text.title(handOvers.length)} />
          <p class="doing">
            <Link to={{ kind: 'lend', device: '', participant: '' }} class="button is-primary">
              <Footprints aria-hidden="true" />
              {text.lend}
            </Link>
            <Link to={{ kind: 'take-back', device: '' }} class="button is-primary">
              <Undo aria-hidden="true" />
              {text.takeBack}
            </Link>
          </p>
          <Held handOvers={handOvers} onChanged={asking.again} />
        </>
      )}
    </Answered>
  );
};

interface HeldProps {
  readonly handOvers: readonly HandOver[];
  readonly onChanged: () => void;
}

const Held = ({ handOvers, onChanged }: HeldProps) => {
  const { words } = useDesk();
  const text = words.loan;
  const [step, setStep] = useState<HeldStep | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const finish = (said: string): void => {
    setStep(null);
    setDone(said);
    onChanged();
  };
  return (
    <>
      {done !== null && <Recorded title={done} />}
      <section class="panel" aria-labelledby="held-title">
        <h2 id="held-title">{text.heldTitle}</h2>
        {handOvers.length === 0 ? (
          <p class="empty">{text.heldEmpty}</p>
        ) : (
          <>
            <p class="note">{text.heldNote}</p>
            <HeldTable handOvers={handOvers} onStep={setStep} />
          </>
        )}
      </section>
      {step !== null && (
        <HeldPanel key={`${step.kind} ${step.handOver.id}`} step={step} onDone={finish} onClose={() => setStep(null)} />
      )}
    </>
  );
};

interface HeldTableProps {
  readonly handOvers: readonly HandOver[];
  readonly onStep: (step: HeldStep) => void;
}

const HeldTable = ({ handOvers, onStep }: HeldTableProps) => {
  const desk = useDesk();
  const { words, language } = desk;
  const text = words.loan;
  const whatOf = ({ kind, label, device, participant, name }: HandOver): string =>
    text.what(
      text.kind[kind],
      label === null ? (device ?? words.unknown) : words.numbered(label),
      participant === null ? null : `${participant} ${name ?? ''}`.trim(),
    );
  return (
    <ListTable
      rows={handOvers}
      keyOf={({ id }) => id}
      columns={[
        { name: text.heldColumn.what, cell: whatOf },
        { name: text.heldColumn.when, cell: ({ at }) => <Moment at={at} /> },
        { name: text.heldColumn.by, cell: ({ by }) => byText(desk, by) },
        {
          name: text.heldColumn.why,
          cell: (handOver) => (
            <>
              <p>{handOver.because === null ? handOver.sentence[language] : text.because[handOver.because]}</p>
              <span class="row-tools">
                {canBeTimed(handOver) && (
                  <button
                    type="button"
                    class="button"
                    aria-label={`${whatOf(handOver)} ${text.settle}`}
                    onClick={() => onStep({ kind: 'settle', handOver })}
                  >
                    {text.settle}
                  </button>
                )}
                <button
                  type="button"
                  class="textual"
                  aria-label={`${whatOf(handOver)} ${text.discard}`}
                  onClick={() => onStep({ kind: 'discard', handOver })}
                >
                  {text.discard}
                </button>
              </span>
            </>
          ),
        },
      ]}
    />
  );
};

/** Somebody or something unknown has to be registered first; then it settles itself. */
const canBeTimed = ({ because }: HandOver): boolean =>
  because === 'clock-in-doubt' || because === 'from-the-future' || because === 'not-this-centres' || because === null;
