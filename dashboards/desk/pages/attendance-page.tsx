/** Attendance page: who came to a group's meeting, number after number, seen line by line and recorded. */
import { ArrowLeft, SearchCheck } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { AttendanceAnswer, DeskGroup } from '../../../contract/desk-group.ts';
import type { DeskBody } from '../../../contract/desk.ts';
import { Answered } from '../parts/answered.tsx';
import { AttendanceLines } from '../parts/attendance-lines.tsx';
import { ChangeForm } from '../parts/change-form.tsx';
import { ChoiceField, DateField } from '../parts/fields.tsx';
import { Link } from '../parts/link.tsx';
import { NumberList } from '../parts/number-list.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Recorded } from '../parts/recorded.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';

type AskedAttendance = DeskBody<'previewAttendance'>;

export const AttendancePage = ({ group }: { readonly group: string | null }) => {
  const { words } = useDesk();
  const [turn, setTurn] = useState(0);
  return (
    <Answered asking={useAsked('groups')} title={words.groups.attend}>
      {({ groups }) => (
        <Meeting
          key={turn}
          groups={groups.filter(({ closedOn }) => closedOn === null)}
          first={group}
          onNext={() => setTurn(turn + 1)}
        />
      )}
    </Answered>
  );
};

interface MeetingProps {
  readonly groups: readonly DeskGroup[];
  readonly first: string | null;
  readonly onNext: () => void;
}

const Meeting = ({ groups, first, onNext }: MeetingProps) => {
  const { words, programme } = useDesk();
  const text = words.attendance;
  const [groupId, setGroupId] = useState(first ?? groups[0]?.id ?? '');
  const [date, setDate] = useState<string>(programme.today);
  const [numbers, setNumbers] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState<AskedAttendance | null>(null);
  const [recorded, setRecorded] = useState<AttendanceAnswer | null>(null);
  const group = groups.find(({ id }) => id === groupId);
  const edit =
    <Value,>(set: (value: Value) => void) =>
    (value: Value): void => {
      set(value);
      setAsked(null);
    };
  const submit = (): void => {
    if (group === undefined || date === '' || numbers.length === 0) return;
    setAsked({ group: group.id, activity: group.activity, date, participants: [...numbers] });
  };
  return (
    <>
      <Strip />
      <PageTitle title={recorded === null ? text.title(numbers.length) : titleOf(recorded, text)} leavesFocus />
      {recorded !== null ? (
        <RecordedMeeting recorded={recorded} onNext={onNext} />
      ) : groups.length === 0 ? (
        <p class="panel empty">{words.groups.empty}</p>
      ) : (
        <>
          <section class="panel">
            <div class="fields">
              <ChoiceField
                label={words.activity.group}
                value={groupId}
                onValue={edit(setGroupId)}
                choices={groups.map(({ id, name }) => ({ value: id, text: name }))}
                isRequired
              />
              <DateField label={words.date} value={date} onValue={edit(setDate)} max={programme.today} isRequired />
            </div>
            <NumberList numbers={numbers} onNumbers={edit(setNumbers)} />
            <p class="buttons">
              <button type="button" class="button is-primary" disabled={numbers.length === 0} onClick={submit}>
                <SearchCheck aria-hidden="true" />
                {text.preview}
              </button>
            </p>
          </section>
          {asked !== null && <MeetingPreviewed key={JSON.stringify(asked)} asked={asked} onRecorded={setRecorded} />}
        </>
      )}
    </>
  );
};

const Strip = () => {
  const { words } = useDesk();
  return (
    <p class="strip">
      <Link to={{ kind: 'groups' }} class="button">
        <ArrowLeft aria-hidden="true" />
        {words.nav.groups}
      </Link>
    </p>
  );
};

const titleOf = (
  { lines }: AttendanceAnswer,
  text: { readonly recordedTitle: (count: number, refused: number) => string },
): string => {
  const refused = lines.filter(({ kind }) => kind === 'refused').length;
  return text.recordedTitle(lines.length - refused, refused);
};

interface MeetingPreviewedProps {
  readonly asked: AskedAttendance;
  readonly onRecorded: (recorded: AttendanceAnswer) => void;
}

const MeetingPreviewed = ({ asked, onRecorded }: MeetingPreviewedProps) => {
  const { words } = useDesk();
  const { state, send } = useChange('attendance');
  const record = async (actor: string): Promise<void> => {
    const told = await send({ ...asked, actor });
    if (told?.kind === 'answered') onRecorded(told.answer);
  };
  return (
    <Answered asking={useAsked('previewAttendance', { body: asked })}>
      {(preview) => {
        const possible = preview.lines.filter(({ kind }) => kind !== 'refused').length;
        return (
          <section class="panel previewed">
            <AttendanceLines lines={preview.lines} isSeen />
            {possible > 0 && (
              <ChangeForm
                state={state}
                confirm={words.attendance.confirm(possible)}
                onConfirm={(actor) => void record(actor)}
              />
            )}
          </section>
        );
      }}
    </Answered>
  );
};

const RecordedMeeting = ({
  recorded,
  onNext,
}: {
  readonly recorded: AttendanceAnswer;
  readonly onNext: () => void;
}) => {
  const { words } = useDesk();
  return (
    <section class="panel">
      <Recorded title={titleOf(recorded, words.attendance)} />
      <AttendanceLines lines={recorded.lines} />
      <p class="buttons">
        <button type="button" class="button is-primary" onClick={onNext}>
          {words.attendance.another}
        </button>
      </p>
    </section>
  );
};
