/** Centre forms: a new centre, and another name for one there is. */
import { useState } from 'preact/hooks';
import { useDesk } from '../state/desk.ts';
import { useChange } from '../state/use-change.ts';
import { ChangeForm } from './change-form.tsx';
import { TextField } from './fields.tsx';
import { Recorded } from './recorded.tsx';
import { Refusals } from './refusals.tsx';

export interface NamedCentre {
  readonly id: string;
  readonly name: string;
}

export interface CentreFormsProps {
  readonly renaming: NamedCentre | null;
  readonly onRenaming: (centre: NamedCentre | null) => void;
  readonly onChanged: () => void;
}

export const CentreForms = ({ renaming, onRenaming, onChanged }: CentreFormsProps) => {
  const [done, setDone] = useState<string | null>(null);
  const finish = (said: string): void => {
    onRenaming(null);
    setDone(said);
    onChanged();
  };
  return (
    <>
      {done !== null && <Recorded title={done} />}
      {renaming !== null && (
        <Renaming key={renaming.id} centre={renaming} onDone={finish} onCancel={() => onRenaming(null)} />
      )}
      <NewCentre key={done} onDone={finish} />
    </>
  );
};

interface RenamingProps {
  readonly centre: NamedCentre;
  readonly onDone: (said: string) => void;
  readonly onCancel: () => void;
}

const Renaming = ({ centre, onDone, onCancel }: RenamingProps) => {
  const { words } = useDesk();
  const text = words.centres;
  const [name, setName] = useState(centre.name);
  const [reason, setReason] = useState('');
  const { state, send } = useChange('register/editCentre');
  const record = async (actor: string): Promise<void> => {
    const why = reason.trim() === '' ? {} : { reason: reason.trim() };
    const told = await send({ name: name.trim(), actor, ...why }, { id: centre.id });
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onDone(text.renamed(name.trim()));
  };
  return (
    <section class="panel previewed" aria-labelledby="rename-title">
      <h2 id="rename-title">{text.renameTitle(centre.name)}</h2>
      {state.kind === 'answered' && state.answer.kind === 'refused' && (
        <Refusals title={words.roll.refusedTitle} refusals={state.answer.refusals} />
      )}
      <ChangeForm
        state={state}
        confirm={words.roll.record}
        onConfirm={(actor) => void record(actor)}
        onCancel={onCancel}
      >
        <div class="fields">
          <TextField label={text.name} value={name} onValue={setName} max={100} isRequired takesFocus />
          <TextField label={words.roll.reasonOptional} value={reason} onValue={setReason} />
        </div>
      </ChangeForm>
    </section>
  );
};

const NewCentre = ({ onDone }: { readonly onDone: (said: string) => void }) => {
  const { words } = useDesk();
  const text = words.centres;
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const { state, send } = useChange('register/addCentre');
  const record = async (actor: string): Promise<void> => {
    const told = await send({ id: id.normalize('NFKC').trim(), name: name.trim(), actor });
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onDone(text.saved(name.trim()));
  };
  return (
    <section class="panel" aria-labelledby="new-centre-title">
      <h2 id="new-centre-title">{text.new}</h2>
      {state.kind === 'answered' && state.answer.kind === 'refused' && (
        <Refusals title={words.roll.refusedTitle} refusals={state.answer.refusals} />
      )}
      <ChangeForm
        state={state}
        confirm={words.roll.add}
        onConfirm={(actor) => void record(actor)}
        isReady={/^[A-Za-z0-9_-]{1,64}$/.test(id.normalize('NFKC').trim()) && name.trim() !== ''}
      >
        <div class="fields">
          <TextField label={text.name} value={name} onValue={setName} max={100} isRequired />
          <TextField label={text.id} hint={text.idHint} value={id} onValue={setId} max={64} isRequired />
        </div>
      </ChangeForm>
    </section>
  );
};
