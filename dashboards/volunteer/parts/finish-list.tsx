/** Finish list: what was begun and not ended, and what must be read: nothing here is forgotten by itself. */
import { BatteryCharging, Check, Hourglass } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { keepPutAway, keptPutAway } from '../state/kept-text.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { putAwayKey, surprisesOf, swappingOf, waitingReturnsOf } from '../view/today.ts';
import { ActionLine } from './action-line.tsx';
import { FreeText } from './free-text.tsx';
import { Link } from './link.tsx';

export const FinishList = () => {
  const { words, centre } = useVolunteer();
  const text = words.today.finish;
  const [putAway, setPutAway] = useState(keptPutAway);
  const surprises = surprisesOf(centre, putAway);
  const swapping = swappingOf(centre);
  const waiting = waitingReturnsOf(centre);
  if (surprises.length + swapping.length + waiting.length === 0) return null;
  const putAwayNow = (key: string): void => {
    const next = [...keptPutAway(), key];
    keepPutAway(next);
    setPutAway(next);
  };
  return (
    <section class="panel finish" aria-labelledby="finish-title">
      <h2 id="finish-title">{text.title}</h2>
      <ul class="lines">
        {surprises.map((action) => (
          <li key={action.id} class="surprise">
            <div>
              <p class="surprise-title">{text.surprise}</p>
              <ActionLine action={action} />
            </div>
            <button type="button" class="press" onClick={() => putAwayNow(putAwayKey(action))}>
              <Check aria-hidden="true" />
              {text.putAway}
            </button>
          </li>
        ))}
        {swapping.map(({ serial, label }) => (
          <li key={serial}>
            <Link to={{ kind: 'swap', device: serial, isChanged: false }} class="press line">
              <BatteryCharging aria-hidden="true" />
              <span class="line-text">{text.swap(label)}</span>
              <strong>{text.swapGo}</strong>
            </Link>
          </li>
        ))}
        {waiting.map((device) => (
          <li key={device.serial}>
            <Link to={{ kind: 'device', device: device.serial }} class="press line">
              <Hourglass aria-hidden="true" />
              <span class="line-text">
                <span>{device.blocked === 'desk' ? text.desk(device.label) : text.waiting(device.label)}</span>
                {device.blocked !== 'desk' && <FreeText device={device} />}
              </span>
              <strong>{text.look}</strong>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};
