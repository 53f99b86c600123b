/** Asked claim: what the activity form has gathered, as the point service is asked; fields left empty are left out. Pure. */
import { codeKinds, type CodeKind } from '../../../contract/desk-kinds.ts';
import type { DeskBody } from '../../../contract/desk.ts';
import type { DeskActivity } from '../../../contract/desk-programme.ts';

export type AskedClaim = DeskBody<'previewClaim'>;

/** As typed; empty where nothing was. */
export interface GatheredClaim {
  readonly date: string;
  readonly from: string;
  readonly goalSteps: string;
  readonly group: string;
  readonly place: string;
  readonly evidence: string;
  readonly account: string;
}

const codeEvidence: readonly string[] = codeKinds.map((kind) => `${kind}-code`);

/** What a clerk may say to have seen: a code speaks for itself, and nobody can have seen one without it. */
export const evidenceOf = (
  { evidence }: DeskActivity,
  codeKind: CodeKind | null,
): readonly DeskActivity['evidence'][number][] =>
  evidence.filter(({ kind }) => (codeKind === null ? !codeEvidence.includes(kind) : kind === `${codeKind}-code`));

export const askedClaimOf = (
  participant: string,
  activity: DeskActivity,
  gathered: GatheredClaim,
  code: string | null,
): AskedClaim => {
  const { needs } = activity;
  const goalSteps = Number(gathered.goalSteps.normalize('NFKC').replaceAll(',', ''));
  return {
    participant,
    activity: activity.id,
    date: gathered.date,
    evidence: gathered.evidence,
    ...(gathered.account === '' ? {} : { account: gathered.account }),
    ...(needs.from && gathered.from !== '' ? { from: gathered.from } : {}),
    ...(needs.group && gathered.group !== '' ? { group: gathered.group } : {}),
    ...(gathered.place.trim() === '' ? {} : { place: gathered.place.trim() }),
    ...(needs.goalSteps !== null && Number.isInteger(goalSteps) && goalSteps > 0 ? { goalSteps } : {}),
    ...(code === null ? {} : { code }),
  };
};
