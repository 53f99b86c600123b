/** Register gateways page: whether each gateway is connected, what waits in its outbox and whether its clock is right; new ones and new secrets. */
import { ArrowLeft } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { Gateways } from '../../../contract/register-centre.ts';
import { Answered } from '../parts/answered.tsx';
import { NewGateway, RenewingGateway } from '../parts/gateway-forms.tsx';
import { GatewaySecret, type ToldSecret } from '../parts/gateway-secret.tsx';
import { Link } from '../parts/link.tsx';
import { ListTable, type Column } from '../parts/list-table.tsx';
import { Moment, useMomentText } from '../parts/moments.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useDesk, type Desk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';

type Gateway = Gateways['gateways'][number];

export const RegisterGatewaysPage = () => {
  const { words } = useDesk();
  const text = words.gateways;
  const asking = useAsked('register/gateways');
  return (
    <>
      <p class="strip">
        <Link to={{ kind: 'centres' }} class="button">
          <ArrowLeft aria-hidden="true" />
          {words.nav.centres}
        </Link>
      </p>
      <Answered asking={asking} title={text.column.id}>
        {({ gateways }) => (
          <>
            <PageTitle title={text.title(gateways.length, gateways.filter(isTroubled).length)} />
            <Board gateways={gateways} onChanged={asking.again} />
          </>
        )}
      </Answered>
    </>
  );
};

const isTroubled = ({ state, health }: Gateway): boolean =>
  state === 'offline' || health?.clock.trusted === false || health?.outbox.full === true;

interface BoardProps {
  readonly gateways: readonly Gateway[];
  readonly onChanged: () => void;
}

const Board = ({ gateways, onChanged }: BoardProps) => {
  const desk = useDesk();
  const text = desk.words.gateways;
  const momentText = useMomentText();
  const [renewing, setRenewing] = useState<string | null>(null);
  const [secret, setSecret] = useState<ToldSecret | null>(null);
  const tell = (told: ToldSecret): void => {
    setRenewing(null);
    setSecret(told);
    onChanged();
  };
  return (
    <>
      {secret !== null && <GatewaySecret told={secret} onDone={() => setSecret(null)} />}
      <section class="panel">
        {gateways.length === 0 ? (
          <p class="empty">{text.empty}</p>
        ) : (
          <ListTable rows={gateways} keyOf={({ id }) => id} columns={columnsOf(desk, momentText, setRenewing)} />
        )}
      </section>
      {renewing !== null && (
        <RenewingGateway key={renewing} id={renewing} onSecret={tell} onCancel={() => setRenewing(null)} />
      )}
      <NewGateway key={secret?.id ?? ''} onSecret={tell} />
    </>
  );
};

const columnsOf = (
  { words }: Desk,
  momentText: (at: string) => string,
  onRenew: (id: string) => void,
): readonly Column<Gateway>[] => {
  const text = words.gateways;
  return [
    {
      name: text.column.id,
      cell: ({ id, centre }) => (
        <>
          {id}
          <span class="entry-aside">{centre.name}</span>
          <button type="button" class="textual" aria-label={`${id} ${text.renew}`} onClick={() => onRenew(id)}>
            {text.renew}
          </button>
        </>
      ),
    },
    {
      name: text.column.state,
      cell: ({ state, since }) => (
        <>
          <span class={state === 'offline' ? 'mark is-urgent' : ''}>{text.state[state]}</span>
          {since !== null && <span class="entry-aside">{text.since(momentText(since))}</span>}
        </>
      ),
    },
    {
      name: text.column.visit,
      cell: ({ lastVisitAt }) => (lastVisitAt === null ? words.unknown : <Moment at={lastVisitAt} />),
    },
    { name: text.column.outbox, cell: ({ health }) => <Outbox health={health} /> },
    {
      name: text.column.clock,
      cell: ({ health }) => {
        if (health === null) return words.unknown;
        return health.clock.trusted ? text.clock.right : <span class="mark is-urgent">{text.clock.wrong}</span>;
      },
    },
  ];
};

const Outbox = ({ health }: Pick<Gateway, 'health'>) => {
  const { words } = useDesk();
  const momentText = useMomentText();
  const text = words.gateways;
  if (health === null) return <>{words.unknown}</>;
  const { batches, oldestAt, full, parked } = health.outbox;
  return (
    <>
      {text.waiting(batches)}
      {full && <span class="tag is-beside">{text.full}</span>}
      {oldestAt !== null && <span class="entry-aside">{text.oldest(momentText(oldestAt))}</span>}
      {parked > 0 && <span class="entry-aside">{text.parked(parked)}</span>}
    </>
  );
};
