/** Centres: the places people come to and how their gateways are. */
import { CircleCheck, CircleDashed, OctagonAlert, TriangleAlert } from 'lucide-preact';
import type { GatewayHealth } from '../../../contract/gateway-health.ts';
import type { LiveCentre, LiveGateway, LiveSnapshot } from '../../../contract/live.ts';
import { gatewaysOf, troubledGatewaysCount, troublesOf } from '../view/attention.ts';
import { useSpeech } from '../words/speech.ts';

export const Centres = ({ snapshot }: { readonly snapshot: LiveSnapshot }) => {
  const { words } = useSpeech();
  const gateways = gatewaysOf(snapshot).length;
  const nowMs = Date.parse(snapshot.now);
  return (
    <section class="panel centres" aria-labelledby="centres-title">
      <h2 id="centres-title">{words.centres.title(gateways, troubledGatewaysCount(snapshot))}</h2>
      {snapshot.centres.length === 0 && <p class="empty">{words.centres.empty}</p>}
      {snapshot.centres.map((centre) => (
        <Centre key={centre.id} centre={centre} nowMs={nowMs} />
      ))}
    </section>
  );
};

const Centre = ({ centre, nowMs }: { readonly centre: LiveCentre; readonly nowMs: number }) => {
  const { words } = useSpeech();
  return (
    <article class="centre">
      <h3>{centre.name}</h3>
      {centre.gateways.length === 0 && <p class="empty">{words.centres.noGateway}</p>}
      {centre.gateways.map((gateway) => (
        <Gateway key={gateway.id} gateway={gateway} nowMs={nowMs} />
      ))}
    </article>
  );
};

const stateIcons = { online: CircleCheck, offline: OctagonAlert, unknown: CircleDashed } as const;

const Gateway = ({ gateway, nowMs }: { readonly gateway: LiveGateway; readonly nowMs: number }) => {
  const { words, formats } = useSpeech();
  const Icon = stateIcons[gateway.state];
  return (
    <div class={`gateway is-${gateway.state}`}>
      <p class="gateway-state">
        <Icon aria-hidden="true" />
        <b>{words.centres.state[gateway.state]}</b>
        {gateway.since !== null && <span>{words.centres.since(formats.moment(gateway.since, nowMs))}</span>}
        <span class="gateway-id">{gateway.id}</span>
      </p>
      {troublesOf(gateway).map((trouble) => (
        <p key={trouble} class="gateway-trouble">
          <TriangleAlert aria-hidden="true" />
          {words.centres.trouble[trouble]}
        </p>
      ))}
      {gateway.health !== null && <GatewayFacts gateway={gateway} health={gateway.health} nowMs={nowMs} />}
    </div>
  );
};

interface GatewayFactsProps {
  readonly gateway: LiveGateway;
  readonly health: GatewayHealth;
  readonly nowMs: number;
}

const GatewayFacts = ({ gateway, health, nowMs }: GatewayFactsProps) => {
  const { words, formats } = useSpeech();
  const text = words.centres;
  const { lastVisitAt } = gateway;
  const outbox = text.count(health.outbox.batches);
  return (
    <dl class="facts">
      <Fact name={text.outbox} value={health.outbox.full ? `${outbox} ${text.full}` : outbox} />
      <Fact name={text.parked} value={text.count(health.outbox.parked)} />
      <Fact name={text.clock} value={health.clock.trusted ? text.clockTrusted : text.clockDoubted} />
      <Fact name={text.lastVisit} value={lastVisitAt === null ? text.none : formats.moment(lastVisitAt, nowMs)} />
    </dl>
  );
};

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
