/** Attendance lines: what each person who came gets, or why not. */
import type { AttendanceLine } from '../../../contract/desk-group.ts';
import { useDesk } from '../state/desk.ts';
import { SeenTitle } from './claim-previewed.tsx';
import { RefusalWords } from './refusals.tsx';

export interface AttendanceLinesProps {
  readonly lines: readonly AttendanceLine[];
  /** Takes the focus, as an answer just asked for. */
  readonly isSeen?: boolean;
}

export const AttendanceLines = ({ lines, isSeen = false }: AttendanceLinesProps) => {
  const { words, language } = useDesk();
  return (
    <>
      {isSeen && <SeenTitle id="lines-title" title={words.attendance.list} />}
      <table class="entry-table">
        <thead>
          <tr>
            <th scope="col">{words.find.column.id}</th>
            <th scope="col">{words.person.column.what}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.asked}>
              <th scope="row">{line.kind === 'refused' ? line.asked : line.participant}</th>
              <td>{line.kind === 'refused' ? <RefusalWords refusals={line.refusals} /> : line.sentence[language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};
