/** Chosen: whom and which dates a question is about, and whether it may be answered at all. */
import type { AgeBand, AsOf } from '../../contract/analysis-terms.ts';
import { AnalysisVeil, isTooFew, toTheTen } from '../../contract/analysis-hiding.ts';
import { DeskFault } from '../../contract/desk-fault.ts';
import type { AnalysedPeople } from './analysed-people.ts';
import { chosenAtoms, type Atoms } from './atoms.ts';
import type { AtomDays } from './atom-days.ts';
import { calendarNumber, chosenBands, dayNumberOf } from './day-number.ts';
import { ToldDays } from './told-days.ts';

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
  readonly atoms: Atoms;
  /** By index of the atom. */
  readonly isAtomChosen: readonly boolean[];
  readonly told: ToldDays;
  readonly veil: AnalysisVeil;
}

/** A week that ends with a period may begin before it. */
const weekBefore = 6;

/**
 * Age is that of `today`, whatever the period: else moving its end by a day would tell who had a birthday. Throws DeskFault
 * `unknown-centre`.
 */
export const choose = (filter: AskedFilter, people: AnalysedPeople, days: AtomDays, today: string): Chosen => {
  const groups = chosenGroups(filter.centres ?? [], people);
  const bands = chosenBands(filter.ages ?? []);
  const { atoms, atomOf } = people.atomsOn(calendarNumber(today));
  const isAtomChosen = chosenAtoms(atoms.atoms, groups, bands);
  const chosen: number[] = [];
  for (let person = 0; person < people.count; person++)
    if (isAtomChosen[atomOf[person] ?? -1] === true) chosen.push(person);
  // Each atom has somebody of each of its bands.
  const isAnybodyAsked = atoms.atoms.some(
    ({ group, bands: its }) => groups[group] === true && its.some((band) => bands[band]),
  );
  // Where all who were asked for are in atoms with others, nobody is told of, which is not nobody.
  const isOpen = !isTooFew(chosen.length) && (chosen.length > 0 || !isAnybodyAsked);
  const [from, to] = [dayNumberOf(filter.from), dayNumberOf(filter.to)];
  const period = { from: Math.min(from, to - weekBefore), to };
  const told = new ToldDays(atoms, isAtomChosen, atomOf, days, period);
  return { people: chosen, from, to, groups, atoms, isAtomChosen, told, veil: new AnalysisVeil(isOpen) };
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

/** To be asked last: it says how much was hidden. */
export const asOf = ({ people, veil }: Chosen, countedUntil: string | null): AsOf => ({
  people: veil.isOpen ? toTheTen(people.length) : null,
  hidden: veil.hidden,
  countedUntil,
});
