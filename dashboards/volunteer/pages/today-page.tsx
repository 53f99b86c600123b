/** Today page: how the day stands, what can be done, what is left to do, who came and who is missed. */
import {
  ArrowLeftRight,
  BatteryCharging,
  CircleHelp,
  History,
  Image,
  MapPinned,
  PackageCheck,
  RadioTower,
  Send,
} from 'lucide-preact';
import { CameList } from '../parts/came-list.tsx';
import { FinishList } from '../parts/finish-list.tsx';
import { Link } from '../parts/link.tsx';
import { MissingList } from '../parts/missing-list.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { exchangePlace, lendPlace, returnPlace, type Place } from '../state/place.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { cameOf, missingOf, nextLossOf } from '../view/today.ts';

const tasks = [
  { name: 'lend', place: lendPlace(), icon: Send },
  { name: 'return', place: returnPlace(), icon: PackageCheck },
  { name: 'swap', place: { kind: 'swap', device: null, isChanged: false }, icon: BatteryCharging },
  { name: 'connect', place: { kind: 'connect', device: null }, icon: RadioTower },
  { name: 'whereabouts', place: { kind: 'whereabouts' }, icon: MapPinned },
  { name: 'exchange', place: exchangePlace(), icon: ArrowLeftRight },
  { name: 'help', place: { kind: 'help', topic: null }, icon: CircleHelp },
  { name: 'history', place: { kind: 'history' }, icon: History },
  { name: 'poster', place: { kind: 'poster' }, icon: Image },
] as const satisfies readonly { readonly name: string; readonly place: Place; readonly icon: unknown }[];

export const TodayPage = () => {
  const { words, centre } = useVolunteer();
  const text = words.today;
  const missing = missingOf(centre);
  const loss = nextLossOf(missing);
  const title = [
    text.came(cameOf(centre).length),
    loss === null ? text.nobodyLosing : text.losing(loss.people, loss.days),
  ].join(words.clauseMark);
  return (
    <>
      <PageTitle title={title} />
      {centre.devices.length === 0 && (
        <Notice kind="plain" title={text.empty.title}>
          <p>{text.empty.next}</p>
        </Notice>
      )}
      {!centre.isUp && <p class="safe">{words.line.downSafe}</p>}
      <nav class="tasks" aria-label={text.work}>
        {tasks.map(({ name, place, icon: Icon }) => (
          <Link key={name} to={place} class={`press task ${name === 'lend' ? 'is-primary' : ''}`}>
            <Icon aria-hidden="true" />
            {text.tasks[name]}
          </Link>
        ))}
      </nav>
      <FinishList />
      <div class="day">
        <MissingList missing={missing} />
        <CameList />
      </div>
      {centre.strangers.length > 0 && <p class="faint">{text.strangers(centre.strangers.length)}</p>}
    </>
  );
};
