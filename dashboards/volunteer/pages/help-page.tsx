/** Help page: six questions, each answered in pictures; may be printed and pinned to the wall. */
import { BatteryCharging, Printer } from 'lucide-preact';
import type { ComponentChildren, ComponentType } from 'preact';
import { Link } from '../parts/link.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { BatterySteps } from '../parts/swap-stages.tsx';
import { OutPicture } from '../pictures/battery-picture.tsx';
import { LayPicture, StillPicture, TakePicture } from '../pictures/lay-picture.tsx';
import {
  CardPicture,
  ComputerPicture,
  KioskPicture,
  NotesPicture,
  PhonePicture,
  ScannerPicture,
  StickerPicture,
  TurningPicture,
} from '../pictures/thing-picture.tsx';
import { BeltPicture, NeckPicture, PocketPicture } from '../pictures/wear-picture.tsx';
import { Pedometer, Picture } from '../pictures/picture.tsx';
import { helpTopics, type HelpTopic } from '../state/place.ts';
import { useVolunteer } from '../state/volunteer.ts';

const covers: Readonly<Record<HelpTopic, ComponentType>> = {
  lay: LayPicture,
  wear: BeltPicture,
  battery: OutPicture,
  sounds: KioskPicture,
  stickers: StickerPicture,
  who: PhonePicture,
};

export const HelpPage = ({ topic }: { readonly topic: HelpTopic | null }) => {
  const { words } = useVolunteer();
  const text = words.help;
  if (topic === null) {
    return (
      <>
        <PageTitle title={text.title} />
        <nav class="topics" aria-label={text.title}>
          {helpTopics.map((each) => {
            const Cover = covers[each];
            return (
              <Link key={each} to={{ kind: 'help', topic: each }} class="press topic">
                <Cover />
                <strong>{text.topics[each]}</strong>
              </Link>
            );
          })}
        </nav>
      </>
    );
  }
  return (
    <>
      <PageTitle title={text.topics[topic]} />
      <Topic topic={topic} />
      <p class="buttons screen-only">
        <Link to={{ kind: 'help', topic: null }}>{words.back}</Link>
        <button type="button" class="press" onClick={() => window.print()}>
          <Printer aria-hidden="true" />
          {words.print}
        </button>
      </p>
    </>
  );
};

/** As the kiosk plays them. */
const RisingNotes = () => <NotesPicture notes={[80, 60, 40]} />;
const SameNotes = () => <NotesPicture notes={[60, 60]} />;
const FallingNotes = () => <NotesPicture notes={[40, 80]} />;
const SwingingNotes = () => <NotesPicture notes={[80, 40, 80, 40]} />;
const DevicePicture = () => (
  <Picture>
    <Pedometer x={35} y={30} scale={1.5} />
  </Picture>
);

const pictures: Readonly<Record<Exclude<HelpTopic, 'battery'>, readonly ComponentType[]>> = {
  lay: [LayPicture, StillPicture, TakePicture],
  wear: [BeltPicture, PocketPicture, NeckPicture],
  sounds: [RisingNotes, SameNotes, FallingNotes, SwingingNotes, TurningPicture],
  stickers: [StickerPicture, CardPicture, ScannerPicture],
  who: [DevicePicture, ComputerPicture, PhonePicture],
};

const Topic = ({ topic }: { readonly topic: HelpTopic }) => {
  const { words } = useVolunteer();
  const text = words.help;
  if (topic === 'battery') {
    return (
      <>
        <Notice kind="watch" title={text.batteryFirst} />
        <BatterySteps />
        <p class="buttons screen-only">
          <Link to={{ kind: 'swap', device: null, isChanged: false }} class="press is-primary">
            <BatteryCharging aria-hidden="true" />
            {text.batteryGo}
          </Link>
        </p>
      </>
    );
  }
  return (
    <>
      <ol class="pictured">
        {text[topic].map(({ title, text: told }, index) => (
          <Pictured key={title} Drawing={pictures[topic][index] ?? LayPicture}>
            <strong>{title}</strong>
            <span>{told}</span>
          </Pictured>
        ))}
      </ol>
      {topic === 'who' && (
        <p class="telephone">
          <strong>{text.phone}</strong>
          <span class="blank-line" />
          <span class="faint">{text.write}</span>
        </p>
      )}
    </>
  );
};

const Pictured = ({ Drawing, children }: { readonly Drawing: ComponentType; readonly children: ComponentChildren }) => (
  <li>
    <Drawing />
    {children}
  </li>
);
