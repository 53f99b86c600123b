/** Filter bar: what is looked at: the period, the centres and the ages, each chosen in place and kept in the address. */
import { RotateCcw } from 'lucide-preact';
import type { AgeBand } from '../../../contract/analysis-terms.ts';
import { PhoneFold } from '../../shared/phone-fold.tsx';
import { firstAsked } from '../state/address.ts';
import { useAnalyst } from '../state/analyst.ts';
import { CentreChoice } from './centre-choice.tsx';
import { PeriodChoice } from './period-choice.tsx';

export const FilterBar = () => {
  const { words, asked, onAsked } = useAnalyst();
  const text = words.choose;
  const isChosen = asked.period.kind !== firstAsked.period.kind || asked.centres.length + asked.ages.length > 0;
  return (
    <PhoneFold id="filter" text={text.title}>
      <form class="filter" aria-label={text.title} onSubmit={(event) => event.preventDefault()}>
        <PeriodChoice />
        <CentreChoice />
        <AgeChoice />
        {isChosen && (
          <button type="button" class="button is-small" onClick={() => onAsked({ ...firstAsked, trial: asked.trial })}>
            <RotateCcw aria-hidden="true" />
            {text.everything}
          </button>
        )}
      </form>
    </PhoneFold>
  );
};

const AgeChoice = () => {
  const { words, terms, asked, onAsked } = useAnalyst();
  const turn = (age: AgeBand, isChosen: boolean): void => {
    const ages = terms.ages.filter((each) => (each === age ? isChosen : asked.ages.includes(each)));
    onAsked({ ...asked, ages });
  };
  return (
    <fieldset class="filter-part">
      <legend>{words.choose.ages}</legend>
      <div class="chips">
        {terms.ages.map((age) => (
          <label key={age} class="chip">
            <input
              type="checkbox"
              checked={asked.ages.includes(age)}
              onChange={(event) => turn(age, event.currentTarget.checked)}
            />
            {words.choose.age[age]}
          </label>
        ))}
      </div>
    </fieldset>
  );
};
