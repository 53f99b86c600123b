/** Centre choice: which centres are looked at; where there are many, they are found by name. */
import { useState } from 'preact/hooks';
import { useAnalyst } from '../state/analyst.ts';

/** More do not fit on a line or two. */
const plainMax = 12;

export const CentreChoice = () => {
  const { words, terms, asked, onAsked } = useAnalyst();
  const [typed, setTyped] = useState('');
  const text = words.choose;
  if (terms.centres.length < 2) return null;
  const turn = (id: string, isChosen: boolean): void => {
    const centres = terms.centres
      .map((each): string => each.id)
      .filter((each) => (each === id ? isChosen : asked.centres.includes(each)));
    onAsked({ ...asked, centres });
  };
  const isLong = terms.centres.length > plainMax;
  const sought = typed.normalize('NFKC').trim().toLowerCase();
  const shown = terms.centres.filter(
    ({ id, name }) => sought === '' || asked.centres.includes(id) || name.toLowerCase().includes(sought),
  );
  return (
    <fieldset class="filter-part">
      <legend>{text.centres}</legend>
      {isLong && (
        <input
          type="text"
          class="centre-finder"
          value={typed}
          placeholder={text.findCentre}
          aria-label={text.findCentre}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <div class={isLong ? 'chips is-scrolling' : 'chips'}>
        {shown.map(({ id, name }) => (
          <label key={id} class="chip">
            <input
              type="checkbox"
              checked={asked.centres.includes(id)}
              onChange={(event) => turn(id, event.currentTarget.checked)}
            />
            {name}
          </label>
        ))}
        {shown.length === 0 && <p class="note">{text.noCentre}</p>}
      </div>
    </fieldset>
  );
};
