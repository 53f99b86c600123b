/** Whose pseudonym: a clerk finds the person or pedometer behind a pseudonym, with a reason; the look is kept. */
import { Ban } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { LookUpAnswer } from '../../../contract/records-export.ts';
import { useDesk } from '../state/desk.ts';
import { useChange } from '../state/use-change.ts';
import { ChangeForm } from './change-form.tsx';
import { TextField } from './fields.tsx';
import { Link } from './link.tsx';
import { RecipientField } from './recipient-field.tsx';
import { Recorded } from './recorded.tsx';

export const WhosePseudonym = ({ recipients }: { readonly recipients: readonly string[] }) => {
  const { words } = useDesk();
  const text = words.records;
  const { state, send } = useChange('records/lookUp');
  const [recipient, setRecipient] = useState('');
  const [pseudonym, setPseudonym] = useState('');
  const [reason, setReason] = useState('');
  if (recipients.length === 0) return null;
  return (
    <section class="panel screen-only" aria-labelledby="whose-title">
      <h2 id="whose-title">{text.whose}</h2>
      <p class="note">{text.whoseNote}</p>
      <ChangeForm
        state={state}
        confirm={text.look}
        onConfirm={(actor) => void send({ recipient, pseudonym, reason, actor })}
      >
        <RecipientField known={recipients} value={recipient} onValue={setRecipient} />
        <TextField
          label={text.pseudonym}
          hint={text.pseudonymHint}
          value={pseudonym}
          onValue={setPseudonym}
          max={40}
          isRequired
        />
        <TextField label={words.reason} value={reason} onValue={setReason} isRequired />
      </ChangeForm>
      {state.kind === 'answered' && <Found answer={state.answer} />}
    </section>
  );
};

const Found = ({ answer }: { readonly answer: LookUpAnswer }) => {
  const { words, language } = useDesk();
  const text = words.records;
  if (answer.kind === 'refused') {
    return (
      <div class="banner is-refusal" role="alert">
        <Ban aria-hidden="true" />
        <p>{answer.sentence[language]}</p>
      </div>
    );
  }
  const id = answer.kind === 'participant' ? answer.participant : answer.device;
  const place =
    answer.kind === 'participant'
      ? ({ kind: 'registered', id } as const)
      : ({ kind: 'pedometer', device: id } as const);
  return (
    <Recorded title={text.found(id)}>
      <p>
        <Link to={place}>{words.pageOf(id)}</Link>
      </p>
    </Recorded>
  );
};
