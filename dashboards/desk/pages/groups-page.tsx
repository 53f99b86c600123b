/** Groups page: the register of groups, a new one, and one that comes to its end. */
import { UserCheck } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { DeskGroup } from '../../../contract/desk-group.ts';
import { Answered } from '../parts/answered.tsx';
import { ChangeForm } from '../parts/change-form.tsx';
import { ChoiceField, DateField, TextField } from '../parts/fields.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Recorded } from '../parts/recorded.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';

export const GroupsPage = () => {
  const { words } = useDesk();
  const text = words.groups;
  const asking = useAsked('groups');
  const [closing, setClosing] = useState<DeskGroup | null>(null);
  return (
    <Answered asking={asking} title={words.nav.groups}>
      {({ groups }) => (
        <>
          <PageTitle title={text.title(groups.filter(({ closedOn }) => closedOn === null).length)} />
          <section class="panel">
            {groups.length === 0 ? (
              <p class="empty">{text.empty}</p>
            ) : (
              <GroupTable groups={groups} onClose={setClosing} />
            )}
          </section>
          {closing !== null && (
            <Closing
              key={closing.id}
              group={closing}
              onDone={() => {
                setClosing(null);
                asking.again();
              }}
              onCancel={() => setClosing(null)}
            />
          )}
          <NewGroup key={groups.length} onOpened={asking.again} />
        </>
      )}
    </Answered>
  );
};

interface GroupTableProps {
  readonly groups: readonly DeskGroup[];
  readonly onClose: (group: DeskGroup) => void;
}

const GroupTable = ({ groups, onClose }: GroupTableProps) => {
  const { words, language, formats, programme } = useDesk();
  const text = words.groups;
  const { column } = text;
  return (
    <table class="entry-table is-stacking">
      <thead>
        <tr>
          <th scope="col">{column.name}</th>
          <th scope="col">{column.pursuit}</th>
          <th scope="col">{column.contact}</th>
          <th scope="col">{column.since}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.id}>
            <th scope="row">
              {group.name}
              <span class="entry-aside">
                {programme.activities.find(({ id }) => id === group.activity)?.name[language] ?? group.activity}
              </span>
            </th>
            <td data-name={column.pursuit}>{group.pursuit}</td>
            <td data-name={column.contact}>{group.contact ?? words.none}</td>
            <td>
              {formats.longDate(group.openedOn)}
              <span class="entry-aside">{words.person.by(group.registeredBy)}</span>
              {group.closedOn === null ? (
                <span class="row-tools">
                  <Link
                    to={{ kind: 'attendance', group: group.id }}
                    class="button"
                    label={`${group.name} ${text.attend}`}
                  >
                    <UserCheck aria-hidden="true" />
                    {text.attend}
                  </Link>
                  <button
                    type="button"
                    class="textual"
                    aria-label={`${group.name} ${text.close}`}
                    onClick={() => onClose(group)}
                  >
                    {text.close}
                  </button>
                </span>
              ) : (
                <strong>{text.closed(formats.longDate(group.closedOn))}</strong>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

interface ClosingProps {
  readonly group: DeskGroup;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const Closing = ({ group, onDone, onCancel }: ClosingProps) => {
  const { words, programme } = useDesk();
  const text = words.groups;
  const [closedOn, setClosedOn] = useState<string>(programme.today);
  const [reason, setReason] = useState('');
  const { state, send } = useChange('closeGroup');
  const record = async (actor: string): Promise<void> => {
    const told = await send({ closedOn, reason: reason.trim(), actor }, { id: group.id });
    if (told?.kind === 'answered') onDone();
  };
  return (
    <section class="panel previewed" aria-labelledby="closing-title">
      <h2 id="closing-title">{text.closeTitle(group.name)}</h2>
      <ChangeForm
        state={state}
        confirm={text.closeConfirm}
        onConfirm={(actor) => void record(actor)}
        onCancel={onCancel}
      >
        <div class="fields">
          <DateField label={text.closedOn} value={closedOn} onValue={setClosedOn} isRequired />
          <TextField label={words.reason} value={reason} onValue={setReason} isRequired />
        </div>
      </ChangeForm>
    </section>
  );
};

const NewGroup = ({ onOpened }: { readonly onOpened: () => void }) => {
  const { words, language, programme } = useDesk();
  const text = words.groups;
  const activities = programme.activities.filter(({ needs }) => needs.group);
  const [name, setName] = useState('');
  const [pursuit, setPursuit] = useState('');
  const [activity, setActivity] = useState(activities[0]?.id ?? '');
  const [contact, setContact] = useState('');
  const [openedOn, setOpenedOn] = useState<string>(programme.today);
  const { state, send } = useChange('openGroup');
  const record = async (actor: string): Promise<void> => {
    const fields = { name: name.trim(), pursuit: pursuit.trim(), activity, openedOn };
    const told = await send({ ...fields, contact: contact.trim() === '' ? null : contact.trim(), actor });
    if (told?.kind === 'answered') onOpened();
  };
  return (
    <section class="panel" aria-labelledby="new-group-title">
      <h2 id="new-group-title">{text.open}</h2>
      {activities.length === 0 ? (
        <p class="empty">{text.noActivity}</p>
      ) : (
        <ChangeForm state={state} confirm={text.save} onConfirm={(actor) => void record(actor)}>
          <div class="fields">
            <TextField label={text.name} value={name} onValue={setName} max={80} isRequired />
            <TextField label={text.pursuit} value={pursuit} onValue={setPursuit} max={80} isRequired />
            <ChoiceField
              label={text.activity}
              value={activity}
              onValue={setActivity}
              choices={activities.map((each) => ({ value: each.id, text: each.name[language] }))}
              isRequired
            />
            <TextField label={text.contact} hint={text.contactHint} value={contact} onValue={setContact} max={120} />
            <DateField label={text.openedOn} value={openedOn} onValue={setOpenedOn} isRequired />
          </div>
          {state.kind === 'answered' && <Recorded title={text.saved(state.answer.name)} />}
        </ChangeForm>
      )}
    </section>
  );
};
