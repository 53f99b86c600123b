/** Statement text: a statement as lines for a terminal. Pure. */
import { localDate } from '../../runtime/clock.ts';
import { entryKindWords } from '../explain/explain-text.ts';
import { amountWords, dayWords, type Language, type Unit, type Words } from '../words.ts';
import type { AccountStatement } from './statement.ts';

export const statementText = (
  { opening, lines, closing }: AccountStatement,
  { name, unit }: { readonly name: Words; readonly unit: Unit },
  zone: string,
  language: Language,
): readonly string[] => {
  const amount = (points: number): string => amountWords(points, unit)[language];
  const signed = (points: number): string => `${points > 0 ? '+' : ''}${points}`;
  const said = { ja: { before: 'くりこし', after: '残高' }, en: { before: 'before', after: 'after' } }[language];
  return [
    `${name[language]}  ${said.before} ${amount(opening)}`,
    ...lines.map((line) => {
      const written = dayWords(localDate(line.atMs, zone).toString())[language];
      const why = [line.reason, line.actor, line.reference].filter((each) => each !== null).join(', ');
      const kind = entryKindWords[line.kind][language];
      return `  ${written}  #${line.id}  ${line.date}  ${signed(line.points)}  ${kind}${why === '' ? '' : ` (${why})`}  → ${amount(line.balance)}`;
    }),
    `  ${said.after} ${amount(closing)}`,
  ];
};
