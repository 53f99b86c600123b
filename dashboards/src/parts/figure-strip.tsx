/** Figure strip: the handful of numbers somebody looks at in the morning. */
import { BatteryLow, Coins, Footprints, Inbox, RadioTower, TriangleAlert } from 'lucide-preact';
import type { LiveSnapshot } from '../../../contract/live.ts';
import { batteryLowPercentMax, lossSoonDaysMax } from '../view/attention.ts';
import { figuresOf } from '../view/headline.ts';
import { useSpeech } from '../words/speech.ts';

export const FigureStrip = ({ snapshot }: { readonly snapshot: LiveSnapshot }) => {
  const { words } = useSpeech();
  const text = words.figures;
  const figures = figuresOf(snapshot);
  return (
    <section aria-label={text.title}>
      <dl class="figures">
        <Figure
          icon={Footprints}
          name={text.cameToday}
          value={words.figure(figures.cameToday)}
          unit={text.people}
          aside={text.ofEnrolled(figures.enrolled)}
        />
        <Figure
          icon={TriangleAlert}
          name={text.lossNear}
          value={words.figure(figures.lossNear)}
          unit={text.people}
          aside={text.withinDays(lossSoonDaysMax)}
          urgent={figures.lossNear > 0}
        />
        <Figure
          icon={BatteryLow}
          name={text.batteryLow}
          value={words.figure(figures.batteryLow)}
          unit={text.people}
          aside={text.percentAtMost(batteryLowPercentMax)}
          urgent={figures.batteryLow > 0}
        />
        <Figure
          icon={RadioTower}
          name={text.gatewaysTroubled}
          value={words.figure(figures.gatewaysTroubled)}
          unit={text.gateways}
          aside={text.ofGateways(figures.gateways)}
          urgent={figures.gatewaysTroubled > 0}
        />
        <Figure
          icon={Inbox}
          name={text.quarantined}
          value={words.figure(figures.quarantined)}
          unit={text.pages}
          aside={text.checkedByPerson}
          urgent={figures.quarantined > 0}
        />
        <Figure
          icon={Coins}
          name={text.pointsToday}
          value={words.sum(figures.pointsToday)}
          aside={text.pointsSoFar(figures.pointsIssued)}
        />
      </dl>
    </section>
  );
};

interface FigureProps {
  readonly icon: typeof Footprints;
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
  readonly aside: string;
  readonly urgent?: boolean;
}

const Figure = ({ icon: Icon, name, value, unit, aside, urgent = false }: FigureProps) => (
  <div class={urgent ? 'figure is-urgent' : 'figure'}>
    <dt>
      <Icon aria-hidden="true" />
      {name}
    </dt>
    <dd>
      <span class="figure-value">{value}</span> {unit !== undefined && <span class="figure-unit">{unit} </span>}
      <span class="figure-aside">{aside}</span>
    </dd>
  </div>
);
