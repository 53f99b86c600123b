/**
 * Centre groups: the centres that an analyst can choose. Those with too few people go together as one, which may take in the
 * next smallest: so no list of centres leaves out, or singles out, fewer than ten. Pure.
 */
import { peopleMin } from '../../contract/analysis-terms.ts';
import { centreIdSchema, type CentreId } from '../../contract/ids.ts';

export interface CentreSize {
  readonly id: CentreId;
  readonly name: string;
  readonly people: number;
}

export interface CentreGroup {
  readonly id: CentreId;
  readonly name: string;
  readonly members: readonly CentreId[];
  readonly people: number;
}

const togetherName = '小さい拠点をまとめて (small centres together)';

/** In the order given, those that go together last. Centres without people are no choice. */
export const centreGroups = (centres: readonly CentreSize[]): readonly CentreGroup[] => {
  const rising = centres.filter(({ people }) => people > 0).sort((a, b) => a.people - b.people);
  const together: CentreSize[] = [];
  let people = 0;
  for (const centre of rising) {
    if (centre.people >= peopleMin && (people === 0 || people >= peopleMin)) break;
    together.push(centre);
    people += centre.people;
  }
  const alone = centres.filter((centre) => centre.people > 0 && !together.includes(centre));
  const groups = alone.map(({ id, name, people: its }) => ({ id, name, members: [id], people: its }));
  if (together.length === 0) return groups;
  return [...groups, { id: freeId(centres), name: togetherName, members: together.map(({ id }) => id), people }];
};

const freeId = (centres: readonly CentreSize[]): CentreId => {
  let id = 'small-centres';
  while (centres.some((centre) => centre.id === id)) id += '-';
  return centreIdSchema.parse(id);
};
