/** Changed fields: what would be different in the register, beside what is worth a second look, and the button that records it. */
import { TriangleAlert } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { FieldChange, RegisterNote, Saved } from '../../../contract/register-terms.ts';
import { useDesk } from '../state/desk.ts';
import type { Asking } from '../state/use-asked.ts';
import type { ChangeState } from '../state/use-change.ts';
import { Answered } from './answered.tsx';
import { ChangeForm } from './change-form.tsx';
import { SeenTitle } from './claim-previewed.tsx';
import { TextField } from './fields.tsx';
import { ListTable } from './list-table.tsx';
import { Refusals } from './refusals.tsx';

export interface SavePreviewedProps {
  readonly asking: Asking<Saved>;
  readonly state: ChangeState<Saved>;
  /** Something registered already is changed: why can be said. */
  readonly isEdit: boolean;
  readonly onConfirm: (actor: string, reason: string) => void;
}

export const SavePreviewed = ({ asking, state, isEdit, onConfirm }: SavePreviewedProps) => {
  const { words } = useDesk();
  const text = words.roll;
  const [reason, setReason] = useState('');
  return (
    <Answered asking={asking}>
      {(seen) => {
        const answer = state.kind === 'answered' && state.answer.kind === 'refused' ? state.answer : seen;
        if (answer.kind === 'refused') return <Refusals title={text.refusedTitle} refusals={answer.refusals} />;
        return (
          <section class="panel previewed" aria-labelledby="preview-title">
            <SeenTitle id="preview-title" title={text.previewTitle} />
            <ChangedFields changes={answer.changes} />
            <Notes notes={answer.notes} />
            <ChangeForm state={state} confirm={text.record} onConfirm={(actor) => onConfirm(actor, reason.trim())}>
              {isEdit && <TextField label={text.reasonOptional} value={reason} onValue={setReason} />}
            </ChangeForm>
          </section>
        );
      }}
    </Answered>
  );
};

export const ChangedFields = ({ changes }: { readonly changes: readonly FieldChange[] }) => {
  const { words, language } = useDesk();
  const text = words.roll;
  return (
    <ListTable
      rows={changes}
      keyOf={({ field }) => field}
      columns={[
        { name: text.field, cell: ({ name }) => name[language] },
        { name: text.was, cell: ({ before }) => before ?? text.nothing },
        { name: text.willBe, cell: ({ after }) => <strong>{after ?? text.nothing}</strong> },
      ]}
    />
  );
};

export const Notes = ({ notes }: { readonly notes: readonly RegisterNote[] }) => {
  const { words, language } = useDesk();
  if (notes.length === 0) return null;
  return (
    <div class="banner">
      <TriangleAlert aria-hidden="true" />
      <div>
        <p class="banner-title">{words.roll.notes}</p>
        <ul>
          {notes.map(({ code, sentence }) => (
            <li key={code}>{sentence[language]}</li>
          ))}
        </ul>
      </div>
    </div>
  );
};
