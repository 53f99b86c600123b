/** Tier: a span of a day's steps and the points it earns. Pure. */
import { z } from 'zod';
import { grouped, type Language } from '../words.ts';
import { says } from './rule-words.ts';

export const tierSchema = z.strictObject({
  /** Least steps of the tier. */
  from: z.int().min(1),
  /** Most steps of the tier; the last tier has none. */
  to: z.int().min(1).optional(),
  points: z.int().min(1),
  /** The tier as people read it; must name its numbers. */
  sentence: z.strictObject({ ja: z.string().min(1), en: z.string().min(1) }),
});
export type Tier = Readonly<z.infer<typeof tierSchema>>;

/** The tier that `steps` of one day reach, or undefined below the first. */
export const tierOf = (steps: number, tiers: readonly Tier[]): Tier | undefined =>
  tiers.findLast((tier) => steps >= tier.from);

export const tiersSchema = z
  .array(tierSchema)
  .min(1)
  .superRefine(
    (tiers: unknown, context) => {
      for (const problem of tiersProblems(tiers)) context.addIssue({ code: 'custom', ...problem });
    },
    // Also when a tier lacks something: all problems are told at once, not the wrong ones after the missing ones.
    { when: () => true },
  );

interface Problem {
  readonly path: (string | number)[];
  readonly message: string;
}

/** What of a tier is known while another part of it may be missing or of the wrong type. */
interface Sketch {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly points: number | undefined;
  readonly sentences: readonly (readonly [Language, string])[];
}

const tiersProblems = (tiers: unknown): readonly Problem[] => {
  if (!Array.isArray(tiers)) return [];
  const sketches = tiers.map(sketchOf);
  return sketches.flatMap((tier, i) => {
    const next = sketches[i + 1];
    return [...ownProblems(tier, i), ...(next === undefined ? lastProblems(tier, i) : pairProblems(tier, next, i))];
  });
};

const ownProblems = (tier: Sketch, i: number): readonly Problem[] => {
  const isBackward = tier.from !== undefined && tier.to !== undefined && tier.to < tier.from;
  return [
    ...(isBackward ? [{ path: [i, 'to'], message: 'is below `from`' }] : []),
    ...tier.sentences.flatMap(([language, sentence]) =>
      [tier.from, tier.to, tier.points]
        .filter((number) => number !== undefined)
        .filter((number) => !says(sentence, number))
        .map((number) => ({ path: [i, 'sentence', language], message: `does not say ${grouped(number)}` })),
    ),
  ];
};

const lastProblems = (tier: Sketch, i: number): readonly Problem[] =>
  tier.to === undefined ? [] : [{ path: [i, 'to'], message: 'the last tier has no upper end: leave `to` out' }];

const pairProblems = (tier: Sketch, next: Sketch, i: number): readonly Problem[] => {
  const problems: Problem[] = [];
  const say = (key: string, message: string): number => problems.push({ path: [i + 1, key], message });
  if (tier.to === undefined)
    problems.push({ path: [i, 'to'], message: 'is missing: only the last tier may leave it out' });
  else if (next.from !== undefined && next.from <= tier.to)
    say('from', `overlaps the tier before, which ends at ${tier.to}`);
  else if (next.from !== undefined && next.from > tier.to + 1) say('from', `leaves a gap: must be ${tier.to + 1}`);
  if (tier.points !== undefined && next.points !== undefined && next.points <= tier.points)
    say('points', `must be more than the ${tier.points} of the tier before`);
  return problems;
};

const sketchOf = (tier: unknown): Sketch => {
  const sentence = field(tier, 'sentence');
  const sentences = (['ja', 'en'] as const).map((language) => [language, field(sentence, language)] as const);
  return {
    from: numberOr(field(tier, 'from')),
    to: numberOr(field(tier, 'to')),
    points: numberOr(field(tier, 'points')),
    sentences: sentences.filter((pair): pair is readonly [Language, string] => typeof pair[1] === 'string'),
  };
};

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && key in value
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

const numberOr = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
