/** Town line: what all centres together come to, week by week, weighted by their people; what is hidden is left out. */
import type { CentreComparison } from '../../../contract/analysis-steps.ts';

export type Measure = 'steps' | 'came';
export type CentreOrder = 'most' | 'least' | 'name';
type Centre = CentreComparison['centres'][number];

/** Steps only: people who came add up, they have no mean that means anything. */
export const townLineOf = ({ weeks, centres }: CentreComparison): readonly (number | null)[] =>
  weeks.map((_week, index) => {
    const known = centres.flatMap(({ people, steps }) => {
      const value = steps[index] ?? null;
      return value === null || people === null ? [] : [{ people, value }];
    });
    const weight = known.reduce((sum, { people }) => sum + people, 0);
    return weight === 0 ? null : known.reduce((sum, { people, value }) => sum + people * value, 0) / weight;
  });

export const measured = (centre: Centre, measure: Measure): number | null =>
  measure === 'steps' ? centre.meanSteps : (centre.came.findLast((value) => value !== null) ?? null);

/** What is hidden stands last. */
export const orderedCentres = (centres: readonly Centre[], measure: Measure, order: CentreOrder): readonly Centre[] =>
  centres.toSorted((left, right) => {
    if (order === 'name') return left.name.localeCompare(right.name, 'ja');
    const [a, b] = [measured(left, measure), measured(right, measure)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return order === 'most' ? b - a : a - b;
  });
