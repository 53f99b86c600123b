/** Lend card: asks whose card it is; a number the centre does not know is warned of and allowed, and nobody gets two pedometers. */
import { ArrowLeftRight, Check } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { ParticipantId } from '../../../contract/ids.ts';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { exchangePlace, lendPlace } from '../state/place.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { findParticipant, type FoundParticipant } from '../view/find-participant.ts';
import { nameOf } from './device-mark.tsx';
import { Link } from './link.tsx';
import { Notice } from './notice.tsx';
import { PageTitle } from './page-title.tsx';
import { TagField } from './tag-field.tsx';

export const LendCard = ({ device }: { readonly device: VolunteerDevice }) => {
  const { words, centre, go } = useVolunteer();
  const text = words.choose.card;
  const [found, setFound] = useState<FoundParticipant | null>(null);
  const hasOther = (participant: ParticipantId): boolean =>
    centre.devices.some((each) => each.participant === participant);
  const take = (participant: ParticipantId): void => {
    if (hasOther(participant)) setFound({ kind: 'found', participant });
    else go(lendPlace(device.serial, participant));
  };
  const read = (typed: string): void => {
    const next = findParticipant(typed, centre.participants);
    setFound(next);
    if (next.kind === 'found') take(next.participant);
  };
  return (
    <>
      <PageTitle title={words.lend.card(device.label)} leavesFocus />
      <TagField name="lend-card" label={text.label} hint={text.hint} onRead={read} />
      {found !== null && <FoundCard device={device} found={found} onTake={take} onForget={() => setFound(null)} />}
    </>
  );
};

interface FoundCardProps {
  readonly device: VolunteerDevice;
  readonly found: FoundParticipant;
  readonly onTake: (participant: ParticipantId) => void;
  readonly onForget: () => void;
}

const FoundCard = ({ device, found, onTake, onForget }: FoundCardProps) => {
  const volunteer = useVolunteer();
  const text = volunteer.words.choose.card;
  switch (found.kind) {
    case 'found':
      return <HasAnother device={device} participant={found.participant} onForget={onForget} />;
    case 'several':
      return (
        <section class="offered">
          <h2>{text.several}</h2>
          <div class="picks">
            {found.participants.map((participant) => (
              <button key={participant} type="button" class="press pick" onClick={() => onTake(participant)}>
                <strong class="pick-number">{nameOf(volunteer, participant)}</strong>
              </button>
            ))}
          </div>
        </section>
      );
    case 'unknown':
      return (
        <Notice kind="watch" title={text.unknown(found.participant)} isSudden>
          <p>{text.unknownNext}</p>
          <p class="buttons">
            <button type="button" class="press is-primary" onClick={() => onTake(found.participant)}>
              <Check aria-hidden="true" />
              {text.unknownTake}
            </button>
            <button type="button" class="press" onClick={onForget}>
              {text.unknownRetype}
            </button>
          </p>
        </Notice>
      );
    case 'unreadable':
      return (
        <Notice kind="watch" title={text.none(found.text)} isSudden>
          <p>{text.noneNext}</p>
        </Notice>
      );
    case 'sticker':
      return (
        <Notice kind="watch" title={text.wrongKind} isSudden>
          <p>{text.wrongKindNext}</p>
        </Notice>
      );
    case 'empty':
      return <Notice kind="plain" title={volunteer.words.choose.empty} isSudden />;
  }
};

interface HasAnotherProps {
  readonly device: VolunteerDevice;
  readonly participant: ParticipantId;
  readonly onForget: () => void;
}

const HasAnother = ({ device, participant, onForget }: HasAnotherProps) => {
  const volunteer = useVolunteer();
  const { words, centre } = volunteer;
  const text = words.lend;
  const other = centre.devices.find((each) => each.participant === participant);
  if (other === undefined) return null;
  return (
    <Notice kind="watch" title={text.hasAnother(nameOf(volunteer, participant), other.label)} isSudden>
      <p>{text.hasAnotherNext}</p>
      <p class="buttons">
        <Link to={{ ...exchangePlace(other.serial), replacement: device.serial }} class="press is-primary">
          <ArrowLeftRight aria-hidden="true" />
          {text.exchange}
        </Link>
        <button type="button" class="press" onClick={onForget}>
          {text.otherCard}
        </button>
      </p>
    </Notice>
  );
};
