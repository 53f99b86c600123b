/** Loan previewed: which loans and whose days a change of loans would make different, and the button that records it. */
import { useState } from 'preact/hooks';
import type { LoanChange, LoanSpan, MovedDay } from '../../../contract/register-loan.ts';
import { useDesk } from '../state/desk.ts';
import type { Asking } from '../state/use-asked.ts';
import type { ChangeState } from '../state/use-change.ts';
import { movedStepsOf } from '../view/moved-steps.ts';
import { Answered } from './answered.tsx';
import { ChangeForm } from './change-form.tsx';
import { Notes } from './changed-fields.tsx';
import { SeenTitle } from './claim-previewed.tsx';
import { TextField } from './fields.tsx';
import { ListTable } from './list-table.tsx';
import { useMomentText } from './moments.tsx';
import { Refusals } from './refusals.tsx';

export interface LoanPreviewedProps {
  readonly title: string;
  readonly asking: Asking<LoanChange>;
  readonly state: ChangeState<LoanChange>;
  readonly confirm: string;
  /** Asked for, and this is what it begins with; null where none is needed. */
  readonly reason: string | null;
  readonly onConfirm: (actor: string, reason: string) => void;
  readonly onCancel?: () => void;
}

export const LoanPreviewed = (props: LoanPreviewedProps) => {
  const { title, asking, state, confirm, onConfirm, onCancel } = props;
  const { words, language } = useDesk();
  const [reason, setReason] = useState(props.reason ?? '');
  return (
    <Answered asking={asking}>
      {(seen) => {
        const answer = state.kind === 'answered' && state.answer.kind === 'refused' ? state.answer : seen;
        if (answer.kind === 'refused') return <Refusals title={words.roll.refusedTitle} refusals={answer.refusals} />;
        return (
          <section class="panel previewed" aria-labelledby="preview-title">
            <SeenTitle id="preview-title" title={title} />
            <p>{answer.sentence[language]}</p>
            <LoanConsequences change={answer} />
            <ChangeForm
              state={state}
              confirm={confirm}
              onConfirm={(actor) => onConfirm(actor, reason.trim())}
              {...(onCancel === undefined ? {} : { onCancel })}
            >
              {props.reason !== null && (
                <TextField label={words.reason} value={reason} onValue={setReason} isRequired />
              )}
            </ChangeForm>
          </section>
        );
      }}
    </Answered>
  );
};

type Consequences = Pick<
  Exclude<LoanChange, { readonly kind: 'refused' }>,
  'before' | 'after' | 'days' | 'daysChanged' | 'notes'
>;

export const LoanConsequences = ({ change }: { readonly change: Consequences }) => {
  const { before, after, days, daysChanged, notes } = change;
  const { words } = useDesk();
  const text = words.loan;
  return (
    <>
      <Notes notes={notes} />
      <SpanList title={text.loansBefore} spans={before} />
      <SpanList title={text.loansAfter} spans={after} />
      {daysChanged === 0 ? <p class="note">{text.noDays}</p> : <MovedDays days={days} changed={daysChanged} />}
    </>
  );
};

const SpanList = ({ title, spans }: { readonly title: string; readonly spans: readonly LoanSpan[] }) => {
  const { words } = useDesk();
  const momentText = useMomentText();
  if (spans.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="lines">
        {spans.map(({ device, participant, label, name, from, to }) => (
          <li key={`${device} ${participant} ${from}`}>
            {words.loan.span(label, participant, name, momentText(from), to === null ? null : momentText(to))}
          </li>
        ))}
      </ul>
    </>
  );
};

/** Whose sums change first, then every day. */
const MovedDays = ({ days, changed }: { readonly days: readonly MovedDay[]; readonly changed: number }) => {
  const { words, formats } = useDesk();
  const text = words.loan;
  const steps = (count: number | null): string => (count === null ? text.noTotal : words.stepsOf(count));
  return (
    <>
      <h3>{text.daysTitle(changed)}</h3>
      <ul class="sentences is-quiet">
        {movedStepsOf(days).map(({ participant, days: count, steps: moved }) => (
          <li key={participant}>{text.moved(participant, count, words.signed(moved, words.stepsOf(moved)))}</li>
        ))}
      </ul>
      <details>
        <summary>{text.everyDay}</summary>
        <ListTable
          rows={days}
          keyOf={({ participant, date }) => `${participant} ${date}`}
          columns={[
            { name: words.date, cell: ({ date }) => formats.date(date) },
            { name: words.find.column.id, cell: ({ participant }) => participant },
            { name: words.roll.was, isNumber: true, cell: ({ before }) => steps(before) },
            { name: words.roll.willBe, isNumber: true, cell: ({ after }) => steps(after) },
          ]}
        />
        {days.length < changed && <p>{text.moreDays(changed - days.length)}</p>}
      </details>
    </>
  );
};
