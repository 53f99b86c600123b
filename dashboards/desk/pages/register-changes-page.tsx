/** Register changes page: what the desk has changed in the register, newest first: who, when, what and why. */
import { ArrowLeft } from 'lucide-preact';
import type { HistoryEntry } from '../../../contract/register-terms.ts';
import { Answered } from '../parts/answered.tsx';
import { byText, changeText } from '../parts/history.tsx';
import { Link } from '../parts/link.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { ListTable, type Column } from '../parts/list-table.tsx';
import { Moment } from '../parts/moments.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useDesk, type Desk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { askedOf } from '../view/asked-list.ts';

export const RegisterChangesPage = ({ from }: { readonly from: string }) => {
  const desk = useDesk();
  const { words } = desk;
  const text = words.changes;
  const asking = useAsked('register/changes', { query: askedOf({ from }) });
  return (
    <>
      <p class="strip">
        <Link to={{ kind: 'centres' }} class="button">
          <ArrowLeft aria-hidden="true" />
          {words.nav.centres}
        </Link>
      </p>
      <Answered asking={asking} title={words.centres.changes}>
        {({ changes, total }) => (
          <>
            <PageTitle title={text.title(total)} />
            <section class="panel">
              {changes.length === 0 ? (
                <p class="empty">{text.empty}</p>
              ) : (
                <ListTable rows={changes} keyOf={(entry) => JSON.stringify(entry)} columns={columnsOf(desk)} />
              )}
              <ListPages
                from={from}
                shown={changes.length}
                total={total}
                placeOf={(rows) => ({ kind: 'changes', from: rows })}
              />
            </section>
          </>
        )}
      </Answered>
    </>
  );
};

const columnsOf = (desk: Desk): readonly Column<HistoryEntry>[] => {
  const { words, language } = desk;
  return [
    { name: words.roll.when, cell: ({ at }) => <Moment at={at} /> },
    { name: words.actor.label, cell: ({ by }) => byText(desk, by) },
    {
      name: words.person.column.what,
      cell: ({ sentence, changes, reason, isUndone }) => (
        <>
          {isUndone && <span class="tag">{words.roll.undone}</span>}
          {sentence[language]}
          {changes.map((change) => (
            <span key={change.field} class="entry-aside">
              {changeText(desk, change)}
            </span>
          ))}
          {reason !== null && <span class="entry-aside">{words.person.reasonOf(reason)}</span>}
        </>
      ),
    },
  ];
};
