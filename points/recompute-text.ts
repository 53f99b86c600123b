/** Recompute text: what a recomputation would change, person by person, for a terminal and for a letter. Pure. */
import Papa from 'papaparse';
import type { AccountId } from './rule/activity.ts';
import type { DryRunReport } from './recompute-threads.ts';
import type { Recomputed } from './recompute.ts';
import { amountWords, grouped, type Language, type Unit } from './words.ts';

type Accounts = Readonly<Partial<Record<AccountId, { readonly unit: Unit } | undefined>>>;

/** One line for each person and account, with the days behind it, and a sum. */
export const recomputedLines = (
  { people, changed }: DryRunReport,
  accounts: Accounts,
  language: Language,
): readonly string[] => {
  const lines = changed.flatMap(({ participant, differences }) =>
    [...Map.groupBy(differences, ({ account }) => account)].map(([account, its]) => {
      const sum = its.reduce((all, { points }) => all + points, 0);
      const unit = accounts[account]?.unit ?? plainUnit;
      const days = its.map(({ date, points }) => `${date} ${signed(points)}`).join(', ');
      return `  ${participant}  ${signed(sum)} (${amountWords(Math.abs(sum), unit)[language]}): ${days}`;
    }),
  );
  const net = changed.flatMap((each) => each.differences).reduce((all, { points }) => all + points, 0);
  const told = {
    ja: `${grouped(people)}人のうち ${grouped(changed.length)}人のポイントが変わります (合計 ${signed(net)})`,
    en: `${grouped(changed.length)} of ${grouped(people)} people would have other points (${signed(net)} in all)`,
  };
  const none = { ja: `${grouped(people)}人とも、違いはありません`, en: `no difference for ${grouped(people)} people` };
  return [...lines, changed.length === 0 ? none[language] : told[language]];
};

const plainUnit: Unit = { ja: 'ポイント', en: { one: 'point', other: 'points' } };
const signed = (points: number): string => `${points > 0 ? '+' : ''}${points}`;

/** `participant,account,date,rule,before,after`; safe to open in a spreadsheet. */
export const recomputedCsv = (changed: readonly Recomputed[]): string =>
  `${Papa.unparse(
    {
      fields: ['participant', 'account', 'date', 'rule', 'before', 'after'],
      data: changed.flatMap(({ participant, differences }) =>
        differences.map(({ account, date, rule, before, points }) => [
          participant,
          account,
          date,
          rule,
          before,
          before + points,
        ]),
      ),
    },
    { escapeFormulae: true, newline: '\n' },
  )}\n`;
