/** Export order: how much would be handed on, for whom and why; recorded first, fetched then. */
import { Ban, Download, FileOutput } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { ExportAsk, ExportOrder as Order, ExportPreview } from '../../../contract/records-export.ts';
import { recordsFileAddress } from '../state/desk-client.ts';
import { useDesk } from '../state/desk.ts';
import { useChange } from '../state/use-change.ts';
import { ChangeForm } from './change-form.tsx';
import { CheckField, TextField } from './fields.tsx';
import { RecipientField } from './recipient-field.tsx';
import { Recorded } from './recorded.tsx';

export type Ordered = Extract<Order, { readonly kind: 'ordered' }>;

export interface ExportOrderProps {
  readonly asked: ExportAsk;
  readonly seen: ExportPreview;
  readonly recipients: readonly string[];
  readonly onOrdered: (ordered: Ordered) => void;
}

export const ExportOrder = ({ asked, seen, recipients, onOrdered }: ExportOrderProps) => {
  const { words, language } = useDesk();
  const text = words.records;
  const { state, send } = useChange('records/orderExport');
  const [recipient, setRecipient] = useState('');
  const [reason, setReason] = useState('');
  const [bom, setBom] = useState(true);
  if (seen.kind === 'refused') {
    return (
      <div class="banner is-refusal" role="alert">
        <Ban aria-hidden="true" />
        <div>
          <p class="banner-title">{text.refused}</p>
          <p>{seen.sentence[language]}</p>
        </div>
      </div>
    );
  }
  const { rows, leftOut, isMore } = seen;
  const record = async (actor: string): Promise<void> => {
    const told = await send({ ...asked, bom: asked.format === 'csv' && bom, recipient, reason, actor });
    if (told?.kind === 'answered' && told.answer.kind === 'ordered') onOrdered(told.answer);
  };
  return (
    <section class="panel previewed" aria-labelledby="order-title">
      <h2 id="order-title">{text.possible(rows, isMore)}</h2>
      {leftOut > 0 && <p>{text.leftOut(leftOut)}</p>}
      {rows === 0 && !isMore ? (
        <p class="empty">{text.nothing}</p>
      ) : (
        <ChangeForm state={state} confirm={text.confirm} onConfirm={(actor) => void record(actor)}>
          <RecipientField known={recipients} value={recipient} onValue={setRecipient} takesNew />
          <TextField label={words.reason} value={reason} onValue={setReason} isRequired />
          {asked.format === 'csv' && <CheckField label={text.bom} isChecked={bom} onChecked={setBom} />}
        </ChangeForm>
      )}
    </section>
  );
};

export interface OrderedPanelProps {
  readonly ordered: Ordered;
  readonly onNext: () => void;
}

export const OrderedPanel = ({ ordered, onNext }: OrderedPanelProps) => {
  const { words } = useDesk();
  const text = words.records;
  return (
    <section class="panel">
      <Recorded title={text.orderedTitle}>
        <p>{text.orderedNote}</p>
        <p>
          <code>{ordered.name}</code>
        </p>
      </Recorded>
      <p class="buttons">
        <a class="button is-primary" href={recordsFileAddress(ordered.id)} download={ordered.name}>
          <Download aria-hidden="true" />
          {text.fetch}
        </a>
        <button type="button" class="button" onClick={onNext}>
          <FileOutput aria-hidden="true" />
          {text.next}
        </button>
      </p>
    </section>
  );
};
