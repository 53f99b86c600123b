/** Gateway forms: a new gateway, and a new secret for one there is. */
import { useState } from 'preact/hooks';
import type { GatewaySecret } from '../../../contract/register-centre.ts';
import { useDesk } from '../state/desk.ts';
import { useChange, type ChangeState } from '../state/use-change.ts';
import { CentreField } from './centre-field.tsx';
import { ChangeForm } from './change-form.tsx';
import { TextField } from './fields.tsx';
import type { ToldSecret } from './gateway-secret.tsx';
import { Refusals } from './refusals.tsx';

const Refused = ({ state }: { readonly state: ChangeState<GatewaySecret> }) => {
  const { words } = useDesk();
  if (state.kind !== 'answered' || state.answer.kind !== 'refused') return null;
  return <Refusals title={words.roll.refusedTitle} refusals={state.answer.refusals} />;
};

export const NewGateway = ({ onSecret }: { readonly onSecret: (told: ToldSecret) => void }) => {
  const { words } = useDesk();
  const text = words.gateways;
  const [id, setId] = useState('');
  const [centre, setCentre] = useState('');
  const { state, send } = useChange('register/addGateway');
  const plain = id.normalize('NFKC').trim();
  const record = async (actor: string): Promise<void> => {
    const told = await send({ id: plain, centre, actor });
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onSecret(told.answer);
  };
  return (
    <section class="panel" aria-labelledby="new-gateway-title">
      <h2 id="new-gateway-title">{text.new}</h2>
      <Refused state={state} />
      <ChangeForm
        state={state}
        confirm={words.roll.add}
        onConfirm={(actor) => void record(actor)}
        isReady={/^[A-Za-z0-9_-]{1,64}$/.test(plain) && centre !== ''}
      >
        <div class="fields">
          <CentreField value={centre} onValue={setCentre} none={words.roll.choose} />
          <TextField label={text.id} hint={text.idHint} value={id} onValue={setId} max={64} isRequired />
        </div>
      </ChangeForm>
    </section>
  );
};

export interface RenewingGatewayProps {
  readonly id: string;
  readonly onSecret: (told: ToldSecret) => void;
  readonly onCancel: () => void;
}

export const RenewingGateway = ({ id, onSecret, onCancel }: RenewingGatewayProps) => {
  const { words } = useDesk();
  const text = words.gateways;
  const [reason, setReason] = useState('');
  const { state, send } = useChange('register/renewGateway');
  const record = async (actor: string): Promise<void> => {
    const why = reason.trim() === '' ? {} : { reason: reason.trim() };
    const told = await send({ actor, ...why }, { id });
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onSecret(told.answer);
  };
  return (
    <section class="panel previewed" aria-labelledby="renew-title">
      <h2 id="renew-title">{text.renewTitle(id)}</h2>
      <p>{text.renewNote}</p>
      <Refused state={state} />
      <ChangeForm
        state={state}
        confirm={text.renewConfirm}
        onConfirm={(actor) => void record(actor)}
        onCancel={onCancel}
      >
        <TextField label={words.roll.reasonOptional} value={reason} onValue={setReason} takesFocus />
      </ChangeForm>
    </section>
  );
};
