/** Done action: what the pages show of an action: whether the cloud has it, what became of it, and whether it can be undone. Pure. */
import type { CentreAction } from '../../contract/centre-action.ts';
import type { CentreNews } from '../../contract/centre-news.ts';
import type { DoneAction } from '../../contract/volunteer.ts';
import { isoInstant } from '../../runtime/clock.ts';
import type { CentreView } from './centre-view.ts';
import { checkUndo } from './check-undo.ts';
import { undoneIds, type SaidAction } from './hand-over.ts';

export interface DoneRoom {
  readonly view: CentreView;
  readonly said: readonly SaidAction[];
  readonly news: CentreNews | undefined;
  readonly undoFromMs: number;
}

/** Those said since `fromMs`, newest last. */
export const doneActions = (room: DoneRoom, fromMs: number): readonly DoneAction[] => {
  const outcomes = new Map(room.news?.outcomes.map((outcome) => [outcome.action, outcome]));
  const actions = new Map(room.said.map(({ action }) => [action.id, action]));
  const undone = undoneIds(room.said);
  const labelOf = (device: DoneAction['device']): string | null =>
    (device && room.view.devices.get(device)?.label) ?? null;
  return room.said
    .filter(({ action }) => action.at >= fromMs)
    .map((one) => {
      const { action, isSent } = one;
      const about = action.kind === 'undo' ? actions.get(action.action) : action;
      const device = about === undefined || about.kind === 'undo' ? null : about.device;
      const outcome = outcomes.get(action.id) ?? null;
      return {
        id: action.id,
        kind: action.kind,
        at: isoInstant(action.at),
        device,
        label: labelOf(device),
        replacement: about?.kind === 'exchange' ? labelOf(about.replacement) : null,
        participant: participantOf(about, one),
        uncertain: uncertainOf(action),
        state: isSent ? 'sent' : 'waiting',
        outcome,
        isUndone: undone.has(action.id) || outcome?.outcome === 'undone',
        canUndo: checkUndo(action.id, room) === undefined,
      };
    });
};

/** Of a return or a loss it is whoever had it. */
const participantOf = (action: CentreAction | undefined, { before }: SaidAction): DoneAction['participant'] => {
  if (action?.kind === 'lend' || action?.kind === 'exchange') return action.participant;
  const [holding] = before.values();
  return holding?.participant ?? null;
};

const uncertainOf = (action: CentreAction): DoneAction['uncertain'] => {
  if (action.kind !== 'swap' || action.uncertain === null) return null;
  return { from: isoInstant(action.uncertain.from), to: isoInstant(action.uncertain.to) };
};
