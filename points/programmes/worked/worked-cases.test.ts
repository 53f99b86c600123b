/** What the rules' text promises, worked out by hand case by case, is what the engine gives, and the oracle too. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { PlainDateText } from '../../../contract/ids.ts';
import { readConfig } from '../../../runtime/config.ts';
import { drawsOn, ticketsFor } from '../../draws.ts';
import { awardsOf } from '../../engine/awards.ts';
import { oracleAwards, type OracleAward } from '../../oracle/oracle-awards.ts';
import { readProgramme, ruleFilePath, type Programme } from '../../rule/programme-file.ts';
import { RuleBook } from '../../rule/rule-book.ts';
import { casesFileSchema, factsOf, type WorkedCase } from './worked-case.suite.ts';

type Given = Pick<OracleAward, 'account' | 'rule' | 'date' | 'points'>;

const byDate = (awards: readonly Given[]): Readonly<Record<string, Readonly<Record<string, number>>>> => {
  const dates: Record<string, Record<string, number>> = {};
  for (const { account, rule, date, points } of awards) {
    const given = (dates[date] ??= {});
    const what = account === 'paper' ? `paper:${rule}` : rule;
    given[what] = (given[what] ?? 0) + points;
  }
  return dates;
};

const sumOf = (awards: readonly Given[], account: string): number =>
  awards.filter((each) => each.account === account).reduce((sum, { points }) => sum + points, 0);

const ticketsOf = (awards: readonly Given[], date: PlainDateText, book: RuleBook): Readonly<Record<string, number>> =>
  Object.fromEntries(
    drawsOn({ book }, date).map(({ draw, from, to }) => {
      const inPeriod = awards.filter((each) => from <= each.date && each.date <= to);
      return [draw.id, ticketsFor(sumOf(inPeriod, draw.account), draw)];
    }),
  );

const check = (awards: readonly Given[], worked: WorkedCase, book: RuleBook): void => {
  const { gives, total, tickets } = worked;
  if (gives !== undefined) expect(byDate(awards)).toEqual(gives);
  if (total !== undefined)
    expect({ pedometer: sumOf(awards, 'pedometer'), paper: sumOf(awards, 'paper') }).toEqual(total);
  for (const [date, each] of Object.entries(tickets ?? {}))
    expect(ticketsOf(awards, date as PlainDateText, book)).toEqual(each);
};

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((file) => file.endsWith('.cases.yaml'));

test('every programme file that comes with Ayumi has worked cases', () => {
  const worked = files.map((file) => readConfig(`${folder}/${file}`, casesFileSchema).file);
  const shipped = readdirSync(ruleFilePath('.').replace(/\.\.yaml$/, ''), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !file.startsWith('worked/') && file !== 'mie.yaml')
    .map((file) => file.slice(0, -'.yaml'.length));
  expect(new Set(worked)).toEqual(new Set(shipped));
});

describe.each(files)('%s', (file) => {
  const { file: programmeFile, cases } = readConfig(`${folder}/${file}`, casesFileSchema);
  const programme: Programme = readProgramme(ruleFilePath(programmeFile));
  const book = RuleBook.asWritten(programme);
  test.each(cases)('$name', (worked) => {
    check(awardsOf(factsOf(worked), book, worked.asOf), worked, book);
    check(oracleAwards(factsOf(worked), programme, worked.asOf), worked, book);
  });
});
