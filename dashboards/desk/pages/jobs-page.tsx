/** Jobs page: whether the cloud's nightly work is done, why not where it is not, what is next, and having it done now. */
import { useEffect, useState } from 'preact/hooks';
import type { ToldJob, ToldJobs } from '../../../contract/jobs.ts';
import { Answered } from '../parts/answered.tsx';
import { JobHistory } from '../parts/job-history.tsx';
import { JobSaid } from '../parts/job-said.tsx';
import { RunDialog } from '../parts/run-dialog.tsx';
import { ListTable, type Column } from '../parts/list-table.tsx';
import { Moment, useMomentText } from '../parts/moments.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { SilentTable } from '../parts/silent-table.tsx';
import { useDesk, type Desk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { isTroubled, jobsTitle } from '../view/jobs-title.ts';

/** Somebody waits in front of the screen. */
const soonMs = 2_000;
/** Whoever leaves the page open sees the night come and go. */
const laterMs = 60_000;

export const JobsPage = () => {
  const { words } = useDesk();
  const asking = useAsked('jobs/jobs');
  const { state, again } = asking;
  const isUnderWay = state.kind === 'answered' && state.answer.jobs.some((job) => job.state !== 'idle');
  useEffect(() => {
    const timer = setInterval(again, isUnderWay ? soonMs : laterMs);
    return () => clearInterval(timer);
  }, [again, isUnderWay]);
  return (
    <Answered asking={asking} title={words.nav.jobs}>
      {(told) => <Board told={told} onChanged={again} />}
    </Answered>
  );
};

interface BoardProps {
  readonly told: ToldJobs;
  readonly onChanged: () => void;
}

const Board = ({ told, onChanged }: BoardProps) => {
  const { jobs, silent } = told;
  const desk = useDesk();
  const text = desk.words.jobs;
  const momentText = useMomentText();
  const [asked, setAsked] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const done = (sentence: string | null): void => {
    setAsked(null);
    if (sentence === null) return;
    setSaid(sentence);
    onChanged();
  };
  return (
    <>
      <PageTitle title={jobsTitle(told, text, desk.words.clauseMark)} />
      <p role="status" class="said">
        {said}
      </p>
      <section class="panel jobs-board">
        <ListTable
          rows={troubledFirst(jobs)}
          keyOf={({ job }) => job}
          columns={columnsOf(desk, momentText, setAsked)}
        />
      </section>
      {asked !== null && <RunDialog key={asked} job={asked} onClose={done} />}
      <section class="panel behind">
        <h2>{text.historyTitle}</h2>
        {jobs.map((job) => (
          <JobHistory key={job.job} job={job} />
        ))}
      </section>
      <SilentTable silent={silent} />
    </>
  );
};

/** What needs somebody is not looked for. */
const troubledFirst = (jobs: readonly ToldJob[]): readonly ToldJob[] => [
  ...jobs.filter(isTroubled),
  ...jobs.filter((job) => !isTroubled(job)),
];

const columnsOf = (
  { words }: Desk,
  momentText: (at: string) => string,
  onRun: (job: string) => void,
): readonly Column<ToldJob>[] => {
  const text = words.jobs;
  return [
    {
      name: text.column.job,
      cell: ({ job }) => (
        <>
          {text.job(job).name}
          <span class="entry-aside">{text.job(job).what}</span>
        </>
      ),
    },
    {
      name: text.column.state,
      cell: (job) => <Standing job={job} momentText={momentText} />,
    },
    {
      name: text.column.done,
      cell: ({ lastDoneAt }) => (lastDoneAt === null ? text.state.never : <Moment at={lastDoneAt} />),
    },
    {
      name: text.column.next,
      cell: ({ nextAt }) => (nextAt === null ? text.byHand : <Moment at={nextAt} />),
    },
    {
      name: text.column.run,
      saysItself: true,
      cell: ({ job, state }) => (
        <button
          type="button"
          class="button"
          aria-label={text.runOf(text.job(job).name)}
          disabled={state !== 'idle'}
          onClick={() => onRun(job)}
        >
          {text.run}
        </button>
      ),
    },
  ];
};

const Standing = ({ job, momentText }: { readonly job: ToldJob; readonly momentText: (at: string) => string }) => {
  const { words } = useDesk();
  const text = words.jobs;
  if (job.state !== 'idle')
    return (
      <>
        {text.state[job.state]}
        {job.since !== null && <span class="entry-aside">{text.since(momentText(job.since))}</span>}
      </>
    );
  if (!isTroubled(job)) {
    const said = job.runs.find(({ outcome }) => outcome === 'done')?.detail ?? null;
    return (
      <>
        {job.lastDoneAt === null ? text.state.never : text.state.idle}
        {said !== null && (
          <span class="entry-aside">
            <JobSaid detail={said} />
          </span>
        )}
      </>
    );
  }
  const why = job.runs.find(({ outcome }) => outcome === 'failed')?.detail ?? null;
  return (
    <>
      <span class="mark is-urgent">{text.state.failed}</span>
      {job.missedDays > 1 && <span class="tag is-beside">{text.missedDays(job.missedDays)}</span>}
      {why !== null && (
        <span class="entry-aside">
          <JobSaid detail={why} />
        </span>
      )}
      {job.nextAt !== null && <span class="entry-aside">{text.again}</span>}
    </>
  );
};
