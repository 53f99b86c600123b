/** Register new pedometer page: a pedometer as it was delivered: serial, key and sticker, seen before it is recorded. */
import { ArrowLeft, Footprints, Plus, Tag } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { Proposal } from '../../../contract/register-participant.ts';
import type { PedometerAsk } from '../../../contract/register-pedometer.ts';
import { Answered } from '../parts/answered.tsx';
import { SavePreviewed } from '../parts/changed-fields.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PedometerForm } from '../parts/pedometer-form.tsx';
import { Recorded } from '../parts/recorded.tsx';
import { useDesk } from '../state/desk.ts';
import { firstPedometers } from '../state/register-place.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';
import { askedPedometer } from '../view/asked-pedometer.ts';

/** The next free sticker is one of a centre, so the form begins anew with another centre. */
export const RegisterNewPedometerPage = ({ centre: first }: { readonly centre: string }) => {
  const { words } = useDesk();
  const [centre, setCentre] = useState(first);
  const [saved, setSaved] = useState<PedometerAsk | null>(null);
  const asking = useAsked('register/proposal', { query: centre === '' ? {} : { centre } });
  const text = words.pedometers;
  return (
    <>
      <p class="strip">
        <Link to={{ ...firstPedometers, centre }} class="button">
          <ArrowLeft aria-hidden="true" />
          {words.nav.pedometers}
        </Link>
      </p>
      <PageTitle title={saved === null ? text.newTitle : text.savedTitle(saved.label)} />
      {saved === null ? (
        <Answered asking={asking}>
          {(proposal) => <NewPedometer centre={centre} proposal={proposal} onCentre={setCentre} onSaved={setSaved} />}
        </Answered>
      ) : (
        <SavedPedometer
          saved={saved}
          onNext={() => {
            asking.again();
            setSaved(null);
          }}
        />
      )}
    </>
  );
};

interface NewPedometerProps {
  readonly centre: string;
  readonly proposal: Proposal;
  readonly onCentre: (centre: string) => void;
  readonly onSaved: (saved: PedometerAsk) => void;
}

const NewPedometer = ({ centre, proposal, onCentre, onSaved }: NewPedometerProps) => {
  const [asked, setAsked] = useState<PedometerAsk | null>(null);
  const first = {
    device: proposal.device ?? '',
    label: proposal.label ?? '',
    centre,
    model: proposal.model ?? '',
    key: '',
    capacityBuckets: String(proposal.capacityBuckets ?? ''),
    bucketSeconds: String(proposal.bucketSeconds ?? ''),
    status: '',
  };
  return (
    <>
      <PedometerForm
        first={first}
        isNew
        askedOf={askedPedometer}
        onAsk={setAsked}
        onEdit={() => setAsked(null)}
        onCentre={onCentre}
      />
      {asked !== null && <Previewed key={JSON.stringify(asked)} asked={asked} onSaved={() => onSaved(asked)} />}
    </>
  );
};

interface PreviewedProps {
  readonly asked: PedometerAsk;
  readonly onSaved: () => void;
}

const Previewed = ({ asked, onSaved }: PreviewedProps) => {
  const asking = useAsked('register/previewAddPedometer', { body: asked });
  const { state, send } = useChange('register/addPedometer');
  const record = async (actor: string): Promise<void> => {
    const told = await send({ ...asked, actor });
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onSaved();
  };
  return <SavePreviewed asking={asking} state={state} isEdit={false} onConfirm={(actor) => void record(actor)} />;
};

const SavedPedometer = ({ saved, onNext }: { readonly saved: PedometerAsk; readonly onNext: () => void }) => {
  const { words } = useDesk();
  const text = words.pedometers;
  return (
    <section class="panel">
      <Recorded title={text.savedTitle(saved.label)} />
      <p class="buttons">
        <Link to={{ kind: 'lend', device: saved.device, participant: '' }} class="button is-primary">
          <Footprints aria-hidden="true" />
          {text.lend}
        </Link>
        <Link to={{ kind: 'labels', what: 'pedometers', centre: saved.centre }} class="button">
          <Tag aria-hidden="true" />
          {text.label1}
        </Link>
        <button type="button" class="button" onClick={onNext}>
          <Plus aria-hidden="true" />
          {text.another}
        </button>
      </p>
    </section>
  );
};
