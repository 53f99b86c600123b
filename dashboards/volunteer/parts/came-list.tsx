/** Came list: who came today, newest first: number, time, days brought, battery, and what was wrong. */
import { Check, TriangleAlert } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { Came } from '../../../contract/volunteer.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { cameOf } from '../view/today.ts';
import { BatteryMark } from './device-mark.tsx';
import { Link } from './link.tsx';

/** As many as stand beside those who are missed. */
const shownFirst = 6;

export const CameList = () => {
  const { words, centre } = useVolunteer();
  const text = words.today;
  const [isAll, setAll] = useState(false);
  const came = cameOf(centre);
  return (
    <section class="panel" aria-labelledby="came-title">
      <h2 id="came-title">
        {text.cameTitle} <span class="count">{words.people(came.length)}</span>
      </h2>
      {came.length === 0 && <p class="faint">{text.cameEmpty}</p>}
      <ul class="lines">
        {came.slice(0, isAll ? undefined : shownFirst).map((each) => (
          <CameLine key={each.serial} came={each} />
        ))}
      </ul>
      {!isAll && came.length > shownFirst && (
        <button type="button" class="press" onClick={() => setAll(true)}>
          {text.more(came.length - shownFirst)}
        </button>
      )}
    </section>
  );
};

const CameLine = ({ came: { serial, label, nickname, at, visits, result } }: { readonly came: Came }) => {
  const { words, formats, centre } = useVolunteer();
  const text = words.today;
  const device = centre.devices.find((each) => each.serial === serial);
  return (
    <li>
      <Link to={{ kind: 'device', device: serial }} class="press line">
        <strong class="line-number">{label === null ? '－' : words.numbered(label)}</strong>
        <span class="line-text">
          <span>
            {nickname !== null && <>{nickname} </>}
            {formats.time(Date.parse(at))}
            {visits > 1 && ` ${text.visits(visits)}`}
          </span>
          {result !== null && (
            <span class="mark">
              <Check aria-hidden="true" />
              {result.days === 0 ? text.nothingNew : text.daysArrived(result.days)}
            </span>
          )}
          <BatteryMark percent={device?.battery ?? null} />
          {result?.troubles.map((trouble) => (
            <span key={trouble} class="mark is-watch">
              <TriangleAlert aria-hidden="true" />
              {text.troubles[trouble]}
            </span>
          ))}
        </span>
      </Link>
    </li>
  );
};
