/** Label chooser: which of a centre's pedometers or participants get a label this time. */
import { useDesk } from '../state/desk.ts';
import type { PrintedLabel } from './label-sheets.tsx';

export interface LabelChooserProps {
  readonly labels: readonly PrintedLabel[];
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
}

export const LabelChooser = ({ labels, chosen, onChosen }: LabelChooserProps) => {
  const { words } = useDesk();
  const text = words.labels;
  const turn = (id: string, isOn: boolean): void => {
    const next = new Set(chosen);
    if (isOn) next.add(id);
    else next.delete(id);
    onChosen(next);
  };
  return (
    <fieldset class="choices">
      <legend>
        {text.choose} <span class="faint">{text.chosen(chosen.size, labels.length)}</span>
      </legend>
      <p class="buttons">
        <button type="button" class="button" onClick={() => onChosen(new Set(labels.map(({ id }) => id)))}>
          {text.all}
        </button>
        <button type="button" class="button" onClick={() => onChosen(new Set())}>
          {text.none}
        </button>
      </p>
      <ul class="label-choices">
        {labels.map(({ id, number, aside }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={(event) => turn(id, event.currentTarget.checked)}
              />
              <span>
                <strong>{number}</strong> {aside}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
};
