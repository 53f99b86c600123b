/** Job said: what a job says of itself, or why it failed, in the reader's language; what nobody has words for stays as the machine wrote it. */
import { useDesk } from '../state/desk.ts';
import { saidByJob } from '../view/said-by-job.ts';

export const JobSaid = ({ detail }: { readonly detail: string }) => {
  const { jobs } = useDesk().words;
  const said = saidByJob(detail, jobs.said);
  if (said !== undefined) return <>{said}</>;
  return (
    <>
      {jobs.asWritten}
      <span lang="en">{detail}</span>
    </>
  );
};
