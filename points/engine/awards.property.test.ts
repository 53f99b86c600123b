/** The engine gives what the words of the rules give, worked out by a program that shares nothing with it. */
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDateSchema } from '../../contract/ids.ts';
import { oracleAwards } from '../oracle/oracle-awards.ts';
import { dateOf, dayOf } from '../oracle/oracle-calendar.ts';
import { firstDates, randomFacts } from '../oracle/random-facts.suite.ts';
import { randomProgramme } from '../oracle/random-programme.suite.ts';
import { readProgramme, ruleFilePath, type Programme } from '../rule/programme-file.ts';
import { RuleBook } from '../rule/rule-book.ts';
import { awardsOf } from './awards.ts';
import type { ParticipantFacts } from './facts.ts';

/** Some seconds without a fault; a fault is made smaller for as long as this, then told. */
const limits = { seed: 20_261_122, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true } as const;

/** Points by account, rule, date and version, and by claim. */
type Totals = Readonly<Record<string, number>>;

const totals = (rows: readonly (readonly [string, number])[]): Totals => {
  const sums = new Map<string, number>();
  for (const [what, points] of rows) sums.set(what, (sums.get(what) ?? 0) + points);
  return Object.fromEntries([...sums].toSorted());
};

const byEngine = (facts: ParticipantFacts, programme: Programme, asOf: string): Totals =>
  totals(
    awardsOf(facts, RuleBook.asWritten(programme), plainDateSchema.parse(asOf)).map((each) => {
      const claim = each.key.startsWith('claim:') ? each.key.slice('claim:'.length) : '';
      return [`${each.account} ${each.rule} ${each.date} v${each.version} ${claim}`, each.points];
    }),
  );

const byOracle = (facts: ParticipantFacts, programme: Programme, asOf: string): Totals =>
  totals(
    oracleAwards(facts, programme, asOf).map((each) => [
      `${each.account} ${each.rule} ${each.date} v${each.version} ${each.claim ?? ''}`,
      each.points,
    ]),
  );

const asOfAfter = (firstDate: string): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: 200 }).map((after) => dateOf(dayOf(firstDate) + after));

const firstDate = fc.constantFrom(...firstDates);

test('gives what the words give, for random rules and random lives', () => {
  const world = firstDate.chain((first) =>
    fc.tuple(randomProgramme(first), randomFacts(first, ['a-goal', 'a-check', 'a-group', 'a-habit']), asOfAfter(first)),
  );
  fc.assert(
    fc.property(world, ([programme, facts, asOf]) => {
      expect(byEngine(facts, programme, asOf)).toEqual(byOracle(facts, programme, asOf));
    }),
    { ...limits, numRuns: 1_500 },
  );
}, 120_000);

describe('gives what the words give, under the files that come with Ayumi', () => {
  const folder = new URL('../programmes/', import.meta.url);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('.cases.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length));
  test.each(names.toSorted())('%s', (name) => {
    const programme = readProgramme(ruleFilePath(name));
    const activities = programme.versions.flatMap((each) => each.activities.map(({ id }) => id));
    const world = firstDate.chain((first) => fc.tuple(randomFacts(first, activities), asOfAfter(first)));
    fc.assert(
      fc.property(world, ([facts, asOf]) => {
        expect(byEngine(facts, programme, asOf)).toEqual(byOracle(facts, programme, asOf));
      }),
      { ...limits, numRuns: 40 },
    );
  });
});
