/** Chosen: whom and which dates a question is about, and whether it may be answered at all. */
import type { AgeBand, AsOf } from '../../contract/analysis-terms.ts';
import { AnalysisVeil, isTooFew, toTheTen } from '../../contract/analysis-hiding.ts';
import { DeskFault } from '../../contract/desk-fault.ts';
import type { AnalysedPeople } from './analysed-people.ts';
import { ageBandOn, calendarNumber, chosenBands, dayNumberOf } from './day-number.ts';

export interface AskedFilter {
  readonly from: string;
  readonly to: string;
  readonly centres?: readonly string[] | undefined;
  readonly ages?: readonly AgeBand[] | undefined;
}

export interface Chosen {
  /** Of everybody analysed. */
  readonly people: readonly number[];
  /** Day numbers, both included. */
  readonly from: number;
  readonly to: number;
  /** By index of the group, whether it was chosen. */
  readonly groups: readonly boolean[];
  readonly bands: readonly boolean[];
  readonly veil: AnalysisVeil;
}

/** Age is that on the last day. Throws DeskFault `unknown-centre`. */
export const choose = (filter: AskedFilter, people: AnalysedPeople): Chosen => {
  const groups = chosenGroups(filter.centres ?? [], people);
  const bands = chosenBands(filter.ages ?? []);
  const asked = calendarNumber(filter.to);
  const chosen: number[] = [];
  let isOfCentre = 0;
  let isOfAge = 0;
  for (let person = 0; person < people.count; person++) {
    const hasCentre = groups[people.groupOf(person)] === true;
    const hasAge = bands[ageBandOn(asked, people.bornOf(person))] === true;
    if (hasCentre) isOfCentre += 1;
    if (hasAge) isOfAge += 1;
    if (hasCentre && hasAge) chosen.push(person);
  }
  // Whoever is left out by a list, and told apart from those who are not, would be seen by asking again without it.
  const leftOut = [people.count, isOfCentre, isOfAge].map((whole) => whole - chosen.length);
  const isOpen = !isTooFew(chosen.length) && !leftOut.some(isTooFew);
  const veil = new AnalysisVeil(isOpen);
  return { people: chosen, from: dayNumberOf(filter.from), to: dayNumberOf(filter.to), groups, bands, veil };
};

const chosenGroups = (centres: readonly string[], people: AnalysedPeople): readonly boolean[] => {
  const known = people.groups;
  const unknown = centres.find((id) => !known.some((group) => group.id === id));
  if (unknown !== undefined)
    throw new DeskFault(
      404,
      'unknown-centre',
      { ja: `拠点 ${unknown} は選べません。`, en: `The centre ${unknown} cannot be chosen.` },
      {
        ja: '10人に満たない拠点は、まとめて選びます。画面を開きなおしてください。',
        en: 'Centres with fewer than ten people are chosen together. Open the page anew.',
      },
    );
  return known.map(({ id }) => centres.length === 0 || centres.includes(id));
};

export const asOf = ({ people, veil }: Chosen, countedUntil: string | null): AsOf => ({
  people: veil.isOpen ? toTheTen(people.length) : null,
  hidden: veil.hidden,
  countedUntil,
});
