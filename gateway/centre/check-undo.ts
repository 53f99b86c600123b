/** Check undo: whether a slip can still be taken back here, or is the desk's to mend. Pure. */
import type { ActionRefusal } from '../../contract/volunteer.ts';
import { deviceOf, type CentreView } from './centre-view.ts';
import { devicesOf, undoneIds, type SaidAction } from './hand-over.ts';

interface UndoRoom {
  readonly view: CentreView;
  readonly said: readonly SaidAction[];
  readonly undoFromMs: number;
}

/** Undefined: it can. */
export const checkUndo = (id: string, { view, said, undoFromMs }: UndoRoom): ActionRefusal | undefined => {
  const one = said.find(({ action }) => action.id === id);
  if (one === undefined || one.action.kind === 'undo') return 'unknown-action';
  const undone = undoneIds(said);
  if (undone.has(id)) return 'already-undone';
  if (one.action.at < undoFromMs) return 'too-late-to-undo';
  const [devices, people] = [devicesOf(one.action), peopleOf(one)];
  // One pedometer or one person in both: the later one rests on the earlier one.
  const isFollowed = said
    .slice(said.indexOf(one) + 1)
    .filter(({ action }) => action.kind !== 'undo' && !undone.has(action.id))
    .some(
      (later) =>
        devicesOf(later.action).some((device) => devices.includes(device)) ||
        peopleOf(later).some((person) => people.includes(person)),
    );
  return isFollowed || !isAsLeft(one, view) ? 'too-late-to-undo' : undefined;
};

const peopleOf = ({ action, before }: SaidAction): readonly string[] => {
  const named = action.kind === 'lend' || action.kind === 'exchange' ? [action.participant] : [];
  return [...named, ...[...before.values()].flatMap(({ participant }) => (participant === null ? [] : [participant]))];
};

/** Nobody elsewhere has done anything with its pedometers and people since. */
const isAsLeft = ({ action, before }: SaidAction, view: CentreView): boolean => {
  if (action.kind === 'swap' || action.kind === 'undo') return true;
  const lent = action.kind === 'exchange' ? action.replacement : action.device;
  const holding = view.holdings.get(lent);
  if (holding === undefined) return false;
  if (action.kind === 'lend' || action.kind === 'exchange') {
    return holding.participant === action.participant && holding.sinceMs === action.at;
  }
  const hasAnother = [...before.values()].some(
    ({ participant }) => participant !== null && deviceOf(view, participant) !== undefined,
  );
  return holding.status !== 'on-loan' && !hasAnother;
};
