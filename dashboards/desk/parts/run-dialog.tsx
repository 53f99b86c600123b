/** Run dialog: asks whether a job is to be done now and what that costs; a job that costs nothing is begun at once. */
import { useEffect, useRef } from 'preact/hooks';
import { useDesk } from '../state/desk.ts';
import { useChange } from '../state/use-change.ts';
import { FaultLines } from './fault-lines.tsx';

export interface RunDialogProps {
  readonly job: string;
  /** With the sentence to be said where something was begun; null where nothing was. */
  readonly onClose: (said: string | null) => void;
}

export const RunDialog = ({ job, onClose }: RunDialogProps) => {
  const { words, language } = useDesk();
  const text = words.jobs;
  const { name } = text.job(job);
  const cost = text.runCost[job];
  const { state, send } = useChange('jobs/run');
  const dialog = useRef<HTMLDialogElement>(null);
  const run = async (): Promise<void> => {
    const told = await send({ job });
    if (told?.kind === 'answered') onClose(told.answer.kind === 'started' ? text.started(name) : text.busy(name));
    else if (told !== null && dialog.current?.open !== true) dialog.current?.showModal();
  };
  useEffect(() => {
    if (cost === undefined) void run();
    else dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} class="small-dialog" aria-labelledby="run-title" onClose={() => onClose(null)}>
      <h2 id="run-title">{text.runTitle(name)}</h2>
      {cost !== undefined && <p>{cost}</p>}
      {(state.kind === 'fault' || state.kind === 'lost') && (
        <FaultLines words={words} language={language} told={state} onAgain={() => void run()} />
      )}
      <p class="buttons">
        <button type="button" class="button is-primary" disabled={state.kind === 'sending'} onClick={() => void run()}>
          {text.runYes}
        </button>
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {words.cancel}
        </button>
      </p>
    </dialog>
  );
};
