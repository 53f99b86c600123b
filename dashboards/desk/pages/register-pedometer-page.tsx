/** Register pedometer page: one pedometer: where it is, what is due for it, whose it was and is, and everything that happened to it. */
import { Footprints, Pencil, Tag, Undo } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { PedometerEditAsk, RegisteredPedometer } from '../../../contract/register-pedometer.ts';
import { Answered } from '../parts/answered.tsx';
import { SavePreviewed } from '../parts/changed-fields.tsx';
import { Fact } from '../parts/fact.tsx';
import { History } from '../parts/history.tsx';
import { Link } from '../parts/link.tsx';
import { LoanList, VisitMonths } from '../parts/loan-list.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PedometerForm } from '../parts/pedometer-form.tsx';
import { Recorded } from '../parts/recorded.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';
import { editedPedometer, typedPedometerOf } from '../view/asked-pedometer.ts';
import { Battery, Heard } from './register-pedometers-page.tsx';

export const RegisterPedometerPage = ({ device }: { readonly device: string }) => {
  const { words } = useDesk();
  const text = words.pedometers;
  const asking = useAsked('register/pedometer', { path: { id: device } });
  const titleOf = ({ pedometer: { label, status, participant, name } }: RegisteredPedometer): string =>
    participant === null
      ? text.pageTitle(label, text.standing[status])
      : text.pageTitleWith(label, name ?? participant);
  return (
    <Answered asking={asking} title={device}>
      {(registered) => (
        <>
          <PageTitle title={titleOf(registered)} />
          <Board registered={registered} onChanged={asking.again} />
        </>
      )}
    </Answered>
  );
};

interface BoardProps {
  readonly registered: RegisteredPedometer;
  readonly onChanged: () => void;
}

const Board = ({ registered, onChanged }: BoardProps) => {
  const { words } = useDesk();
  const [mode, setMode] = useState<'seen' | 'editing' | 'edited'>('seen');
  const saved = (): void => {
    setMode('edited');
    onChanged();
  };
  return (
    <>
      {mode === 'edited' && <Recorded title={words.pedometers.editedTitle} />}
      <Facts registered={registered} />
      <Doing registered={registered} onEdit={() => setMode('editing')} />
      {mode === 'editing' && <Editing registered={registered} onSaved={saved} />}
      <div class="person-board is-register">
        <div>
          <LoanList loans={registered.loans} names="participant" />
          <VisitMonths visits={registered.visits} />
        </div>
        <History entries={registered.history} onChanged={onChanged} />
      </div>
    </>
  );
};

const daySeconds = 86_400;

const Facts = ({ registered }: { readonly registered: RegisteredPedometer }) => {
  const { words, formats } = useDesk();
  const text = words.pedometers;
  const { pedometer, capacityBuckets, bucketSeconds } = registered;
  const { device, status, centre, model, participant, name, swappedOn } = pedometer;
  return (
    <dl class="facts is-register-facts panel">
      <Fact name={text.facts.device}>{device}</Fact>
      <Fact name={text.facts.status}>{text.standing[status]}</Fact>
      <Fact name={text.column.who}>
        {participant === null ? (
          words.none
        ) : (
          <>
            <Link to={{ kind: 'registered', id: participant }}>{participant}</Link> {name}
          </>
        )}
      </Fact>
      <Fact name={text.column.centre}>{centre.name}</Fact>
      <Fact name={text.column.battery}>
        <Battery row={pedometer} />
      </Fact>
      <Fact name={text.facts.swapped}>{swappedOn === null ? words.unknown : formats.longDate(swappedOn)}</Fact>
      <Fact name={text.column.heard}>
        <Heard row={pedometer} />
      </Fact>
      <Fact name={text.facts.model}>{model}</Fact>
      <Fact name={text.facts.memory}>{text.memory(Math.floor((capacityBuckets * bucketSeconds) / daySeconds))}</Fact>
    </dl>
  );
};

interface DoingProps {
  readonly registered: RegisteredPedometer;
  readonly onEdit: () => void;
}

const Doing = ({ registered: { pedometer }, onEdit }: DoingProps) => {
  const { words } = useDesk();
  const text = words.pedometers;
  const { device, status, centre } = pedometer;
  return (
    <nav class="doing" aria-label={words.person.doing}>
      {status === 'in-stock' && (
        <Link to={{ kind: 'lend', device, participant: '' }} class="button is-primary">
          <Footprints aria-hidden="true" />
          {text.lend}
        </Link>
      )}
      {status === 'on-loan' && (
        <Link to={{ kind: 'take-back', device }} class="button is-primary">
          <Undo aria-hidden="true" />
          {text.takeBack}
        </Link>
      )}
      <Link to={{ kind: 'labels', what: 'pedometers', centre: centre.id }} class="button">
        <Tag aria-hidden="true" />
        {text.label1}
      </Link>
      <button type="button" class="button" onClick={onEdit}>
        <Pencil aria-hidden="true" />
        {words.roll.edit}
      </button>
    </nav>
  );
};

interface EditingProps {
  readonly registered: RegisteredPedometer;
  readonly onSaved: () => void;
}

const Editing = ({ registered, onSaved }: EditingProps) => {
  const [asked, setAsked] = useState<PedometerEditAsk | null>(null);
  return (
    <>
      <PedometerForm
        first={typedPedometerOf(registered)}
        isNew={false}
        askedOf={(typed) => editedPedometer(registered, typed)}
        onAsk={setAsked}
        onEdit={() => setAsked(null)}
      />
      {asked !== null && (
        <Previewed key={JSON.stringify(asked)} device={registered.pedometer.device} asked={asked} onSaved={onSaved} />
      )}
    </>
  );
};

interface PreviewedProps {
  readonly device: string;
  readonly asked: PedometerEditAsk;
  readonly onSaved: () => void;
}

const Previewed = ({ device, asked, onSaved }: PreviewedProps) => {
  const path = { id: device };
  const asking = useAsked('register/previewEditPedometer', { path, body: asked });
  const { state, send } = useChange('register/editPedometer');
  const record = async (actor: string, reason: string): Promise<void> => {
    const told = await send({ ...asked, actor, ...(reason === '' ? {} : { reason }) }, path);
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onSaved();
  };
  return (
    <SavePreviewed asking={asking} state={state} isEdit onConfirm={(actor, reason) => void record(actor, reason)} />
  );
};
