/** Ledger commands: prove that a ledger is whole and balances, and print what anyone's account did. */
import type { Command } from 'commander';
import type { ParticipantId } from '../contract/ids.ts';
import type { DateRange } from '../points/engine/award.ts';
import type { Difference } from '../points/ledger/reconcile.ts';
import type { Points } from '../points/points.ts';
import { fiscalYearRange, statementOf } from '../points/ledger/statement.ts';
import { statementText } from '../points/ledger/statement-text.ts';
import { accountIds } from '../points/rule/activity.ts';
import { monthRange } from '../points/rule/calendar.ts';
import { OperatorError } from '../runtime/fault.ts';
import { openPoints, type StorePlace } from './open-store.ts';
import { fiscalYearArgument, monthArgument, participantArgument } from './option-values.ts';
import { foundCode } from './exit-codes.ts';

interface StatementOptions extends StorePlace {
  readonly month?: string;
  readonly fiscalYear?: number;
  readonly rules?: string;
  readonly en?: true;
}

export const addLedgerCommands = (program: Command, withPlace: (command: Command) => Command): void => {
  const ledger = program.command('ledger').description('ポイント台帳 (the point ledger)');
  withPlace(
    ledger
      .command('verify')
      .description(
        'つながりと収支を確かめる (prove that no entry was changed or lost, that the books balance, and that they follow from what is known)',
      ),
  )
    .option('--rules <file>', '規則ファイル (programme file)')
    .action((options: StorePlace & { readonly rules?: string }) => verify(options));
  withPlace(
    ledger
      .command('statement')
      .description('一人の明細を示す (a participant’s statement)')
      .argument('<participant>', '参加者の番号 (participant number)', participantArgument),
  )
    .option('--month <month>', '月 (YYYY-MM)', monthArgument)
    .option('--fiscal-year <year>', '年度、4月から3月 (April to March)', fiscalYearArgument)
    .option('--rules <file>', '規則ファイル (programme file)')
    .option('--en', '英語で (English instead of Japanese)')
    .action((participant: ParticipantId, options: StatementOptions) => statement(participant, options));
};

const verify = async (options: StorePlace & { readonly rules?: string }): Promise<void> => {
  await using points = await openPoints(options, options.rules);
  const verdict = points.verify();
  console.log(JSON.stringify(verdict));
  if (verdict.kind !== 'ok') {
    process.exitCode = foundCode;
    return;
  }
  const apart = apartFromFacts(points);
  if (apart.length === 0) {
    console.log('記帳は、歩数・活動・決めたことと合っています (entries agree with what is known)');
    return;
  }
  process.exitCode = foundCode;
  for (const { participant, date, key, before, points: missing } of apart.slice(0, apartToldMax))
    console.log(`  ${participant} ${date} ${key}: ${before}, ${before + missing}`);
  console.log(
    `${apart.length}件が、歩数・活動・決めたことと合いません。先に close-points をしてください (${apart.length} awards do not agree with what is known: run close-points first)`,
  );
};

const apartToldMax = 20;

/** Awards that the facts give otherwise under the rules in force: somebody changed a fact behind the service's back, or a month waits to be closed. */
const apartFromFacts = (points: Points): readonly (Difference & { readonly participant: ParticipantId })[] =>
  points
    .recompute()
    .everybody()
    .flatMap((participant) => points.books.differences(participant).map((each) => ({ participant, ...each })));

const statement = async (participant: ParticipantId, options: StatementOptions): Promise<void> => {
  await using points = await openPoints(options, options.rules);
  if (!points.books.knows(participant))
    throw new OperatorError('unknown-participant', `There is no participant ${participant}`, 'Check the number.');
  const { accounts, zone } = points.programme;
  const entries = points.entries(participant);
  const language = options.en === true ? 'en' : 'ja';
  for (const id of accountIds) {
    const account = accounts[id];
    if (account === undefined) continue;
    const told = statementOf(entries, id, rangeOf(options, points.books.today()), zone);
    console.log(statementText(told, account, zone, language).join('\n'));
  }
};

const rangeOf = ({ month, fiscalYear }: StatementOptions, today: string): DateRange => {
  if (month !== undefined && fiscalYear !== undefined)
    throw new OperatorError('two-ranges', '--month and --fiscal-year say different things', 'Leave one of them out.');
  return fiscalYear === undefined ? monthRange(month ?? today.slice(0, 7)) : fiscalYearRange(fiscalYear);
};
