/** Job history: what became of a job on the days before, the latest first, folded away until somebody wants it. */
import type { ToldJob, ToldRun } from '../../../contract/jobs.ts';
import { useDesk } from '../state/desk.ts';
import { JobSaid } from './job-said.tsx';
import { ListTable } from './list-table.tsx';
import { Moment } from './moments.tsx';

export const JobHistory = ({ job: { job, runs } }: { readonly job: ToldJob }) => {
  const { words, formats } = useDesk();
  const text = words.jobs;
  const { name } = text.job(job);
  if (runs.length === 0) return null;
  return (
    <details>
      <summary>{text.history(name)}</summary>
      <ListTable<ToldRun>
        label={text.history(name)}
        rows={runs}
        keyOf={({ day }) => day}
        columns={[
          { name: text.column2.day, cell: ({ day }) => formats.date(day) },
          {
            name: text.column2.outcome,
            cell: ({ outcome, attempts }) => (
              <>
                <span class={outcome === 'failed' ? 'mark is-urgent' : ''}>{text.outcome[outcome ?? 'under']}</span>
                {attempts > 1 && <span class="entry-aside">{text.attempts(attempts)}</span>}
              </>
            ),
          },
          { name: text.column2.said, cell: (run) => <SaidOf run={run} /> },
          {
            name: text.column2.finished,
            cell: ({ finishedAt }) => (finishedAt === null ? words.unknown : <Moment at={finishedAt} />),
          },
        ]}
      />
    </details>
  );
};

const SaidOf = ({ run: { detail } }: { readonly run: ToldRun }) => {
  const { words } = useDesk();
  return detail === null ? <>{words.none}</> : <JobSaid detail={detail} />;
};
