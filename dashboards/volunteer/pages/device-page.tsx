/** Device page: what is known of one pedometer, and everything that can be done with it. */
import {
  ArrowLeftRight,
  BatteryCharging,
  PackageCheck,
  PackageSearch,
  PackageX,
  Printer,
  RadioTower,
  Send,
} from 'lucide-preact';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { ChooseDevice } from '../parts/choose-device.tsx';
import { DeviceMissing } from '../parts/device-missing.tsx';
import { BatteryMark, nameOf, SignalMark } from '../parts/device-mark.tsx';
import { FreeText } from '../parts/free-text.tsx';
import { Link } from '../parts/link.tsx';
import { LossMark } from '../parts/missing-list.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { exchangePlace, lendPlace, returnPlace, type Place } from '../state/place.ts';
import { useDevice } from '../state/use-device.ts';
import { forgetVisit } from '../state/use-visit.ts';
import { useVolunteer } from '../state/volunteer.ts';

export const DevicePage = ({ place }: { readonly place: Place & { readonly kind: 'device' } }) => {
  const { go, words } = useVolunteer();
  const device = useDevice(place.device);
  if (device === 'missing')
    return <DeviceMissing serial={place.device ?? ''} again={{ kind: 'device', device: null }} />;
  if (device === null) {
    return (
      <>
        <PageTitle title={words.choose.device.label} leavesFocus />
        <ChooseDevice name="device" onPick={({ serial }) => go({ kind: 'device', device: serial })} />
      </>
    );
  }
  return <DeviceKnown device={device} />;
};

const DeviceKnown = ({ device }: { readonly device: VolunteerDevice }) => {
  const volunteer = useVolunteer();
  const { words, formats, centre } = volunteer;
  const text = words.device;
  const { label, participant, lastVisitAt, since, blocked, daysUntilLoss } = device;
  const nowMs = Date.parse(centre.now);
  return (
    <>
      <PageTitle
        title={
          participant === null
            ? text.idle(label, words.choose.status[device.status])
            : text.onLoan(label, nameOf(volunteer, participant))
        }
      />
      {(blocked === 'not-confirmed' || blocked === 'desk') && (
        <Notice kind="watch" title={words.lend.blocked[blocked]}>
          <p>{words.lend.blockedNext[blocked]}</p>
          <p>
            <FreeText device={device} />
          </p>
        </Notice>
      )}
      <dl class="facts">
        {participant !== null && (
          <Fact name={text.loss}>
            <LossMark days={daysUntilLoss} />
          </Fact>
        )}
        <Fact name={text.last}>{lastVisitAt === null ? words.connect.never : formats.moment(lastVisitAt, nowMs)}</Fact>
        {since !== null && <Fact name={text.since}>{formats.dateAndTime(Date.parse(since))}</Fact>}
        <Fact name={words.connect.facts.battery}>
          <BatteryMark percent={device.battery} />
        </Fact>
        <Fact name={words.connect.facts.strength}>
          <SignalMark rssi={device.rssi} />
        </Fact>
      </dl>
      <h2>{text.what}</h2>
      <DeviceTasks device={device} />
    </>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const DeviceTasks = ({ device }: { readonly device: VolunteerDevice }) => {
  const { words, centre } = useVolunteer();
  const names = words.today.tasks;
  const { serial, participant, status, blocked } = device;
  const isLent = participant !== null;
  const came = centre.came.some((each) => each.serial === serial && each.result !== null);
  const begin = (purpose: string) => () => forgetVisit(purpose, serial);
  return (
    <nav class="tasks" aria-label={words.device.what}>
      {blocked === null && (
        <Link to={lendPlace(serial)} class="press task" onFollow={begin('lend')}>
          <Send aria-hidden="true" />
          {names.lend}
        </Link>
      )}
      {isLent && (
        <Link to={returnPlace(serial)} class="press task" onFollow={begin('return')}>
          <PackageCheck aria-hidden="true" />
          {names.return}
        </Link>
      )}
      <Link
        to={{ kind: 'swap', device: serial, isChanged: false }}
        class="press task"
        onFollow={begin(device.swapping === null ? 'swap-before' : 'swap-after')}
      >
        <BatteryCharging aria-hidden="true" />
        {names.swap}
      </Link>
      <Link to={{ kind: 'connect', device: serial }} class="press task" onFollow={begin('connect')}>
        <RadioTower aria-hidden="true" />
        {names.connect}
      </Link>
      {isLent && (
        <Link to={exchangePlace(serial)} class="press task" onFollow={begin('exchange-old')}>
          <ArrowLeftRight aria-hidden="true" />
          {names.exchange}
        </Link>
      )}
      {status === 'lost' ? (
        <Link to={{ kind: 'found', device: serial }} class="press task">
          <PackageSearch aria-hidden="true" />
          {words.whereabouts.found}
        </Link>
      ) : (
        <Link to={{ kind: 'lost', device: serial }} class="press task">
          <PackageX aria-hidden="true" />
          {words.whereabouts.lost}
        </Link>
      )}
      {came && (
        <Link to={{ kind: 'slip', device: serial }} class="press task">
          <Printer aria-hidden="true" />
          {words.device.slip}
        </Link>
      )}
    </nav>
  );
};
