/** Analysed programme: what the rules in force today say about the steps of a day, as analysts look at it. Pure. */
import type { AnalysisTerms, AnalysisTier, Voucher } from '../../contract/analysis-terms.ts';
import type { PlainDateText } from '../../contract/ids.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import type { RuleVersion } from '../rule/rule-version.ts';

/** Ten years stand for "as far back as there is" (rule-version.ts). */
const windowWithoutEnd = 3_660;
/** April, as everywhere in Japan's public life, where the programme has no periods of its own. */
const fiscalYearBegins = 4;

export const programmeTerms = (book: RuleBook, today: PlainDateText): AnalysisTerms['programme'] => {
  const { programme, name, accounts } = book.programme;
  const rules = book.on(today);
  const { startsOn } = rules.periods ?? {};
  return {
    id: programme,
    name,
    unit: accounts.pedometer.unit,
    tiers: tiersOf(rules),
    backfillDays: backfillOf(rules),
    voucher: voucherOf(book),
    yearBegins: startsOn === undefined ? fiscalYearBegins : Number(startsOn.slice(0, 2)),
  };
};

/** Empty where steps earn in another way. */
export const tiersOf = ({ earning }: RuleVersion): AnalysisTier[] =>
  earning.flatMap((rule) => (rule.kind === 'tiers' ? rule.tiers.map(({ from, points }) => ({ from, points })) : []));

export const backfillOf = ({ backfill }: RuleVersion): number | null =>
  backfill.windowDays >= windowWithoutEnd ? null : backfill.windowDays;

export const voucherOf = ({ programme }: RuleBook): Voucher | null => programme.accounts.pedometer.voucher ?? null;
