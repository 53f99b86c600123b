/** Connect page: why a pedometer does not connect: what is known of it in plain words, what to try in order, and a try at once. */
import { RefreshCw } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { ChooseDevice } from '../parts/choose-device.tsx';
import { DeviceMissing } from '../parts/device-missing.tsx';
import { BatteryMark, SignalMark } from '../parts/device-mark.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { becauseOf, VisitView } from '../parts/visit-view.tsx';
import { OutPicture } from '../pictures/battery-picture.tsx';
import { LayPicture, StillPicture, TakePicture } from '../pictures/lay-picture.tsx';
import { ExchangePicture } from '../pictures/thing-picture.tsx';
import { exchangePlace, type Place } from '../state/place.ts';
import { useDevice } from '../state/use-device.ts';
import { forgetVisit, useVisit } from '../state/use-visit.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { nearnessOf } from '../view/signal.ts';

export const ConnectPage = ({ place }: { readonly place: Place & { readonly kind: 'connect' } }) => {
  const { go, words, centre } = useVolunteer();
  const device = useDevice(place.device);
  if (device === 'missing') {
    return <DeviceMissing serial={place.device ?? ''} again={{ kind: 'connect', device: null }} />;
  }
  if (device === null) {
    const pick = ({ serial }: VolunteerDevice): void => {
      forgetVisit('connect', serial);
      go({ kind: 'connect', device: serial });
    };
    const troubled = centre.devices.filter(({ failures }) => failures.length > 0);
    return (
      <>
        <PageTitle title={words.connect.device} leavesFocus />
        <ChooseDevice
          name="connect-device"
          onPick={pick}
          {...(troubled.length === 0 ? {} : { offered: troubled, offeredTitle: words.connect.facts.failures })}
        />
      </>
    );
  }
  return <ConnectKnown key={device.serial} device={device} />;
};

const ConnectKnown = ({ device }: { readonly device: VolunteerDevice }) => {
  const { words } = useVolunteer();
  const text = words.connect;
  const [isTrying, setTrying] = useState(false);
  const visiting = useVisit(device, 'connect', isTrying);
  const tryNow = (): void => {
    setTrying(true);
    visiting.again();
  };
  return (
    <>
      <PageTitle title={text.titles[titleOf(device)](device.label)} />
      {isTrying ? (
        <VisitView device={device} visiting={visiting} />
      ) : (
        <p class="buttons">
          <button type="button" class="press is-primary is-large" onClick={tryNow}>
            <RefreshCw aria-hidden="true" />
            {text.tryNow}
          </button>
        </p>
      )}
      <Facts device={device} />
      <Tries device={device} />
    </>
  );
};

const titleOf = ({ isHere, rssi, lastHeardAt }: VolunteerDevice): 'here' | 'weak' | 'silent' | 'never' => {
  if (isHere) return rssi !== null && nearnessOf(rssi) === 'far' ? 'weak' : 'here';
  return lastHeardAt === null ? 'never' : 'silent';
};

const Facts = ({ device }: { readonly device: VolunteerDevice }) => {
  const { words, formats, centre } = useVolunteer();
  const text = words.connect;
  const nowMs = Date.parse(centre.now);
  const { lastHeardAt, swappedOn, battery, failures, isHere, rssi } = device;
  return (
    <dl class="facts">
      <Fact name={text.facts.heard}>
        {isHere ? text.hereNow : lastHeardAt === null ? text.never : formats.moment(lastHeardAt, nowMs)}
      </Fact>
      <Fact name={text.facts.strength}>
        <SignalMark rssi={isHere ? rssi : null} />
      </Fact>
      <Fact name={text.facts.battery}>
        <BatteryMark percent={battery} />
        {battery !== null && <span class="percent">{text.percent(battery)}</span>}
        {swappedOn !== null && <span class="fact-more">{text.swapped(formats.date(swappedOn))}</span>}
      </Fact>
      <Fact name={text.facts.failures}>
        {failures.length === 0
          ? text.noFailures
          : failures.toReversed().map(({ at, because }) => (
              <span key={at} class="fact-more">
                {text.failure(formats.moment(at, nowMs), words.visit.because[becauseOf(words, because)])}
              </span>
            ))}
      </Fact>
    </dl>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const pictures = [LayPicture, TakePicture, StillPicture, OutPicture, ExchangePicture];

const Tries = ({ device: { serial, participant } }: { readonly device: VolunteerDevice }) => {
  const { words } = useVolunteer();
  const text = words.connect;
  return (
    <section aria-labelledby="tries-title">
      <h2 id="tries-title">{text.tryTitle}</h2>
      <ol class="pictured is-five">
        {text.steps.map(({ title, text: told }, index) => {
          const Drawing = pictures[index] ?? LayPicture;
          return (
            <li key={title}>
              <Drawing />
              <strong>{`${index + 1}. ${title}`}</strong>
              <span>{told}</span>
            </li>
          );
        })}
      </ol>
      <p class="buttons">
        <Link
          to={{ kind: 'swap', device: serial, isChanged: false }}
          onFollow={() => forgetVisit('swap-before', serial)}
        >
          {words.help.batteryGo}
        </Link>
        {participant !== null && <Link to={exchangePlace(serial)}>{words.lend.exchange}</Link>}
      </p>
    </section>
  );
};
