/** Nothing: why there is no picture, and what would help: an empty screen explains itself. */
import { CalendarRange, Users } from 'lucide-preact';
import type { AsOf } from '../../../contract/analysis-terms.ts';
import { useAnalyst } from '../state/analyst.ts';
import { isOutside, nearestSpan } from '../view/span.ts';

export const Nothing = ({ asOf: { people } }: { readonly asOf: AsOf }) => {
  const { words, terms, formats, span, asked, onAsked } = useAnalyst();
  const text = words.choose;
  const { days } = terms;
  if (days === null) return <p class="empty">{text.nothingYetNext}</p>;
  if (isOutside(span, days)) {
    const range = words.range(formats.longDate(days.first), formats.longDate(days.last));
    return (
      <div class="empty">
        <p>{text.outside(range)}</p>
        <button
          type="button"
          class="button"
          onClick={() =>
            onAsked({ ...asked, period: { kind: 'dates', ...nearestSpan({ from: days.first, to: days.last }) } })
          }
        >
          <CalendarRange aria-hidden="true" />
          {text.showKnown}
        </button>
      </div>
    );
  }
  const isFiltered = asked.centres.length > 0 || asked.ages.length > 0;
  return (
    <div class="empty">
      <p>{people === 0 ? text.nobodyNext : text.tooFewNext}</p>
      {isFiltered && (
        <button type="button" class="button" onClick={() => onAsked({ ...asked, centres: [], ages: [] })}>
          <Users aria-hidden="true" />
          {text.everything}
        </button>
      )}
    </div>
  );
};
