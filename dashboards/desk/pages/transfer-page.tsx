/** Transfer page: moves a participant's paper points to the pedometer account, after showing what will be different. */
import { SearchCheck } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { TransferAnswer } from '../../../contract/desk-claim.ts';
import type { Person } from '../../../contract/desk-participant.ts';
import type { DeskBody } from '../../../contract/desk.ts';
import { Answered } from '../parts/answered.tsx';
import { ChangeForm } from '../parts/change-form.tsx';
import { SeenTitle } from '../parts/claim-previewed.tsx';
import { TextField } from '../parts/fields.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PersonStrip, whoOf } from '../parts/person-strip.tsx';
import { Recorded } from '../parts/recorded.tsx';
import { Refusals } from '../parts/refusals.tsx';
import { accountOf, amountText, useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';

type AskedTransfer = DeskBody<'previewTransfer'>;
type Moved = Exclude<TransferAnswer, { readonly kind: 'refused' }>;

export const TransferPage = ({ id }: { readonly id: string }) => {
  const { words, programme } = useDesk();
  return (
    <Answered asking={useAsked('person', { path: { id } })} title={words.person.transfer}>
      {(person) =>
        programme.transfer === null ? (
          <>
            <PersonStrip head={person.head} />
            <PageTitle title={words.transfer.none} />
          </>
        ) : (
          <Moving person={person} from={programme.transfer.from} />
        )
      }
    </Answered>
  );
};

const Moving = ({ person: { head, accounts }, from }: { readonly person: Person; readonly from: string }) => {
  const desk = useDesk();
  const { words, language, programme } = desk;
  const text = words.transfer;
  const balance = accounts.find(({ account }) => account === from)?.balance ?? 0;
  const [asked, setAsked] = useState<AskedTransfer | null>(null);
  const [moved, setMoved] = useState<Moved | null>(null);
  const title =
    moved === null ? text.title(whoOf(head), amountText(desk, { account: from, points: balance })) : text.recordedTitle;
  return (
    <>
      <PersonStrip head={head} />
      <PageTitle title={title} />
      {moved !== null ? (
        <section class="panel">
          <Recorded title={text.recordedTitle}>
            <p>{moved.sentence[language]}</p>
          </Recorded>
          <Balances moved={moved} />
        </section>
      ) : (
        <>
          <p>{programme.transfer?.sentence[language]}</p>
          <AmountForm id={head.id} from={from} onAsk={setAsked} />
          {asked !== null && <TransferPreviewed key={JSON.stringify(asked)} asked={asked} onMoved={setMoved} />}
        </>
      )}
    </>
  );
};

interface AmountFormProps {
  readonly id: string;
  readonly from: string;
  readonly onAsk: (asked: AskedTransfer | null) => void;
}

const AmountForm = ({ id, onAsk }: AmountFormProps) => {
  const { words } = useDesk();
  const text = words.transfer;
  const [isAll, setAll] = useState(true);
  const [typed, setTyped] = useState('');
  const points = Number(typed.normalize('NFKC').replaceAll(',', ''));
  const submit = (event: Event): void => {
    event.preventDefault();
    if (isAll) onAsk({ participant: id, points: 'all' });
    else if (Number.isInteger(points) && points > 0) onAsk({ participant: id, points });
  };
  const choose = (all: boolean): void => {
    setAll(all);
    onAsk(null);
  };
  return (
    <form class="panel" onSubmit={submit}>
      <fieldset class="choices">
        <legend>{text.howMany}</legend>
        <label class="choice">
          <input type="radio" name="amount" checked={isAll} onChange={() => choose(true)} />
          {text.all}
        </label>
        <label class="choice">
          <input type="radio" name="amount" checked={!isAll} onChange={() => choose(false)} />
          {text.some}
        </label>
      </fieldset>
      {!isAll && <TextField label={text.points} value={typed} onValue={setTyped} max={7} isNumber isRequired />}
      <p class="buttons">
        <button type="submit" class="button is-primary">
          <SearchCheck aria-hidden="true" />
          {text.preview}
        </button>
      </p>
    </form>
  );
};

interface TransferPreviewedProps {
  readonly asked: AskedTransfer;
  readonly onMoved: (moved: Moved) => void;
}

const TransferPreviewed = ({ asked, onMoved }: TransferPreviewedProps) => {
  const { words, language } = useDesk();
  const text = words.transfer;
  const [reference, setReference] = useState('');
  const { state, send } = useChange('transfer');
  const record = async (actor: string): Promise<void> => {
    const told = await send({ ...asked, reference: reference.trim(), actor });
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onMoved(told.answer);
  };
  return (
    <Answered asking={useAsked('previewTransfer', { body: asked })}>
      {(preview) => {
        if (preview.kind === 'refused') return <Refusals title={text.refusedTitle} refusals={preview.refusals} />;
        return (
          <section class="panel previewed" aria-labelledby="preview-title">
            <SeenTitle id="preview-title" title={text.previewTitle} />
            <p>{preview.sentence[language]}</p>
            <Balances moved={preview} />
            {state.kind === 'answered' && state.answer.kind === 'refused' && (
              <Refusals title={text.refusedTitle} refusals={state.answer.refusals} />
            )}
            <ChangeForm state={state} confirm={text.confirm} onConfirm={(actor) => void record(actor)}>
              <TextField label={text.reference} value={reference} onValue={setReference} max={100} isRequired />
            </ChangeForm>
          </section>
        );
      }}
    </Answered>
  );
};

const Balances = ({ moved: { before, after, consequences } }: { readonly moved: Moved }) => {
  const desk = useDesk();
  const { words, language, programme } = desk;
  const text = words.transfer;
  return (
    <>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.account}</th>
            <th scope="col" class="number">
              {text.before}
            </th>
            <th scope="col" class="number">
              {text.after}
            </th>
          </tr>
        </thead>
        <tbody>
          {before.map(({ account, points }, index) => (
            <tr key={account}>
              <th scope="row">{accountOf(programme, account)?.name[language]}</th>
              <td class="number">{amountText(desk, { account, points })}</td>
              <td class="number">{amountText(desk, { account, points: after[index]?.points ?? points })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {consequences.length > 0 && (
        <ul class="sentences is-quiet">
          {consequences.map((sentence) => (
            <li key={sentence.ja}>{sentence[language]}</li>
          ))}
        </ul>
      )}
    </>
  );
};
