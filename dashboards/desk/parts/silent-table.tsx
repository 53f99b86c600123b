/** Silent table: pedometers and gateways that have not been heard of for a while, as of the last nightly look. */
import type { ToldJobs } from '../../../contract/jobs.ts';
import { useDesk } from '../state/desk.ts';
import { Link } from './link.tsx';
import { ListTable } from './list-table.tsx';
import { Moment } from './moments.tsx';

type Silent = ToldJobs['silent'][number];

export const SilentTable = ({ silent }: Pick<ToldJobs, 'silent'>) => {
  const { words } = useDesk();
  const text = words.jobs;
  const gateways = silent.filter(({ kind }) => kind === 'gateway').length;
  return (
    <section class="panel">
      <h2>{text.silentTitle}</h2>
      {silent.length === 0 ? (
        <p class="empty">{text.silentNone}</p>
      ) : (
        <>
          <p>{text.silentCount(silent.length - gateways, gateways)}</p>
          <ListTable<Silent>
            label={text.silentTitle}
            rows={silent}
            keyOf={({ kind, id }) => `${kind} ${id}`}
            columns={[
              { name: text.silentColumn.what, cell: (one) => <What one={one} /> },
              { name: text.silentColumn.centre, cell: ({ centre }) => centre.name },
              {
                name: text.silentColumn.since,
                cell: ({ since }) => (since === null ? text.unheard : <Moment at={since} />),
              },
            ]}
          />
        </>
      )}
    </section>
  );
};

const What = ({ one: { kind, id, label } }: { readonly one: Silent }) => {
  const { words } = useDesk();
  const text = words.jobs;
  if (kind === 'gateway') return <Link to={{ kind: 'gateways' }}>{text.gateway(id)}</Link>;
  return <Link to={{ kind: 'pedometer', device: id }}>{text.pedometer(label ?? id)}</Link>;
};
