/** As-of line: how many people the figures are about, until when everything is in them, and how many cells are not shown. */
import type { AsOf } from '../../../contract/analysis-terms.ts';
import { useAnalyst } from '../state/analyst.ts';

export const AsOfLine = ({ asOf: { people, hidden, countedUntil } }: { readonly asOf: AsOf }) => {
  const { words, formats } = useAnalyst();
  const parts = [
    words.asOf.people(people),
    countedUntil === null ? words.asOf.nothing : words.asOf.until(formats.dateAndTime(Date.parse(countedUntil))),
    ...(hidden === 0 ? [] : [words.asOf.hidden(hidden)]),
  ];
  return <p class="as-of">{parts.join(words.clauseMark)}</p>;
};
