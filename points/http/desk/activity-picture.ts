/** Activity picture: what an activity's button is drawn with, told from its id and from what it needs; a plain stamp where neither tells. Pure. */
import type { ActivityPicture } from '../../../contract/desk-programme.ts';
import type { Activity } from '../../rule/activity.ts';

/** The first whose words are in the id. */
const byId: readonly (readonly [RegExp, ActivityPicture])[] = [
  [/smok/, 'no-smoking'],
  [/laugh/, 'laugh'],
  [/weigh|scale|growth/, 'scale'],
  [/cycl|bicycle/, 'bicycle'],
  [/breakfast|vegetable|chew|food|salt/, 'food'],
  [/brush|floss|dental|mouth|teeth/, 'mouth'],
  [/family-doctor|pharmac/, 'family-doctor'],
  [/shop|local/, 'shopping'],
  [/infant|baby|child/, 'baby'],
  [/handbook/, 'handbook'],
  [/dona/, 'donation'],
  [/class|lecture|lesson/, 'class'],
  [/event|festival/, 'event'],
  [/guid|consult|clinic|full-check/, 'clinic'],
  [/check|screen|pressure/, 'check'],
  [/walk/, 'walk'],
];

export const pictureOf = ({ id, needsGroup, goalStepsMin }: Activity): ActivityPicture | null => {
  if (needsGroup) return 'group';
  if (goalStepsMin !== undefined) return 'goal';
  return byId.find(([words]) => words.test(id))?.[1] ?? null;
};
