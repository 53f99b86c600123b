/** History page: what was done today and what became of it; a slip is undone from here. */
import type { DoneAction } from '../../../contract/volunteer.ts';
import { ActionLine } from '../parts/action-line.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { UndoButton } from '../parts/undo-button.tsx';
import { useVolunteer } from '../state/volunteer.ts';
import { actionsToday, earlierActions } from '../view/today.ts';

export const HistoryPage = () => {
  const { words, centre } = useVolunteer();
  const text = words.history;
  const today = actionsToday(centre);
  const earlier = earlierActions(centre);
  return (
    <>
      <PageTitle title={text.title(today.filter(({ isUndone }) => !isUndone).length)} />
      {today.length === 0 && <p>{text.empty}</p>}
      <ActionLines actions={today} />
      {earlier.length > 0 && (
        <>
          <h2>{text.earlier}</h2>
          <ActionLines actions={earlier} />
        </>
      )}
    </>
  );
};

const ActionLines = ({ actions }: { readonly actions: readonly DoneAction[] }) => {
  const { words } = useVolunteer();
  return (
    <ul class="lines history">
      {actions.map((action) => (
        <li key={action.id} class="panel">
          <ActionLine action={action} />
          <div class="history-tools">
            {!action.isUndone && <Link to={{ kind: 'done', action: action.id }}>{words.today.finish.look}</Link>}
            <UndoButton action={action} />
          </div>
        </li>
      ))}
    </ul>
  );
};
