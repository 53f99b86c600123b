/** Liability chapter: what vouchers may cost in the coming year, and how sure that is. */
import { useCallback } from 'preact/hooks';
import type { Liability } from '../../../contract/analysis-points.ts';
import { linesOption } from '../charts/lines-option.ts';
import { useCells } from '../parts/cells.ts';
import { Chapter } from '../parts/chapter.tsx';
import { DrawnLines } from '../parts/drawn-lines.tsx';
import { Plot } from '../parts/plot.tsx';
import { pointsText, useAnalyst, type Analyst } from '../state/analyst.ts';
import { monthLabels } from '../view/month-labels.ts';
import { isCoarse, isMostlyCoarse, stepsOf, sumOf, timesOf, type Sum } from '../view/told.ts';
import { numbers, words as worded, type Sheet } from '../view/sheet.ts';

export const LiabilityChapter = () => {
  const analyst = useAnalyst();
  return (
    <Chapter name="liability" finding={(answer) => findingOf(analyst, answer)}>
      {(answer) => (answer.months.length === 0 ? <NoForecast answer={answer} /> : <Forecasts answer={answer} />)}
    </Chapter>
  );
};

const findingOf = ({ words, formats }: Analyst, answer: Liability): string => {
  const { voucher, now, months } = answer;
  const text = words.liability;
  if (voucher === null) return text.noVoucher;
  if (now.yen === null) return text.hidden;
  const told = now.yen === 0 ? words.yenOf(0) : words.rounding.about(words.yenOf(now.yen));
  if (isCoarse(yenNow(answer))) return text.findingCoarse(now.yen === 0 ? null : told);
  const last = months.at(-1);
  if (last === undefined) return text.findingNow(told);
  const { low, middle, high } = last.yen;
  if (low === null || middle === null || high === null) return text.findingNow(told);
  if (isCoarse(toCome(answer, 'yen', middle))) return text.findingNowOnly(told);
  const [from, about, to] = [low, middle, high].map((yen) => words.yenOf(rounded(yen)));
  return text.finding(told, formats.month(last.month), about ?? '', from ?? '', to ?? '');
};

const yenNow = ({ grains, now, voucher }: Liability): Sum =>
  timesOf(sumOf(grains, 'vouchers now', now.vouchers), voucher?.yen ?? 0);

const toCome = ({ grains, voucher }: Liability, of: 'yen' | 'vouchers', value: number | null): Sum => {
  const { step } = sumOf(grains, 'vouchers to come', value);
  return { value, step: of === 'yen' ? step * (voucher?.yen ?? 0) : step };
};

/** A forecast that told single yen would claim to know more than it does. */
const rounded = (yen: number): number => {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, yen))) - 2);
  return Math.round(yen / unit) * unit;
};

const NoForecast = ({ answer: { voucher, now, basis } }: { readonly answer: Liability }) => {
  const { words } = useAnalyst();
  const cells = useCells();
  const text = words.liability;
  const next =
    voucher === null
      ? text.noVoucherNext
      : now.yen === null
        ? words.choose.tooFewNext
        : text.tooLittleNext(basis.months, cells.said(basis.people, words.people));
  return <p class="empty">{next}</p>;
};

const Forecasts = ({ answer }: { readonly answer: Liability }) => {
  const analyst = useAnalyst();
  const { words } = analyst;
  const cells = useCells();
  const text = words.liability;
  const { voucher, now, months, basis } = answer;
  const stands =
    voucher === null
      ? ''
      : text.counts(pointsText(analyst, voucher.points), words.yenOf(voucher.yen), basis.courses, basis.months);
  const later = months.at(-1)?.vouchers.middle ?? null;
  const isTooCoarse = isCoarse(yenNow(answer)) || isCoarse(toCome(answer, 'vouchers', later));
  return (
    <>
      <Forecast
        answer={answer}
        of="yen"
        axis={text.yenAxis}
        said={(yen) => words.yenOf(Math.round(yen))}
        counts={`${stands} ${text.basis(cells.said(basis.people, words.people))}`}
        caption={text.caption}
      />
      <Forecast
        answer={answer}
        of="vouchers"
        axis={text.vouchersAxis}
        said={text.vouchersOf}
        title={
          isTooCoarse
            ? text.vouchersCoarse
            : text.vouchersTitle(cells.about(now.vouchers, text.vouchersOf), cells.about(later, text.vouchersOf))
        }
        counts={text.vouchersCounts}
        caption={text.vouchersCaption}
      />
    </>
  );
};

interface ForecastProps {
  readonly answer: Liability;
  readonly of: 'yen' | 'vouchers';
  readonly axis: string;
  readonly said: (value: number) => string;
  readonly title?: string;
  readonly counts: string;
  readonly caption: string;
}

const Forecast = ({ answer, of, axis, said, title, counts, caption }: ForecastProps) => {
  const { months } = answer;
  const { words, formats } = useAnalyst();
  const cells = useCells();
  const text = words.liability;
  const option = useCallback(
    linesOption({
      labels: monthLabels(
        months.map(({ month }) => month),
        words.locale,
      ),
      axis,
      figure: words.figure,
      lines: [{ name: text.middle, style: 'main', values: months.map((month) => month[of].middle) }],
      band: { low: months.map((month) => month[of].low), high: months.map((month) => month[of].high) },
      tooltip: (index) => {
        const month = months[index];
        if (month === undefined) return [];
        const { low, middle, high } = month[of];
        return [
          formats.month(month.month),
          `${text.middle} ${cells.about(middle, said)}`,
          `${text.band} ${cells.said(low, said)}–${cells.said(high, said)}`,
        ];
      },
    }),
    [months, words, formats, cells, of],
  );
  const sums = months.map((month) => toCome(answer, of, month[of].middle));
  const last = months.at(-1);
  const told = last === undefined ? caption : `${formats.month(last.month)} ${cells.about(last[of].middle, said)}`;
  return (
    <Plot
      {...(title === undefined ? {} : { title })}
      counts={counts}
      legend={[
        { mark: 'line-main', name: text.middle },
        { mark: 'band', name: text.band },
      ]}
      steps={stepsOf(sums)}
      sheet={useForecastSheet(answer, of, caption)}
    >
      <DrawnLines
        text={`${caption}. ${told}`}
        option={option}
        lines={of === 'yen' ? 19 : 15}
        only={isMostlyCoarse(sums) ? words.rounding.noPicture : null}
      />
    </Plot>
  );
};

const useForecastSheet = ({ months }: Liability, of: 'yen' | 'vouchers', caption: string): Sheet => {
  const { words, formats } = useAnalyst();
  const cells = useCells();
  const text = words.liability;
  return {
    caption,
    columns: [
      worded(text.month),
      ...[text.low, text.middle, text.high].map((which) => numbers(text.of(text[of], which))),
    ],
    rows: months.map((month) => [
      formats.month(month.month),
      ...[month[of].low, month[of].middle, month[of].high].map((value) =>
        cells.count(value === null ? null : Math.round(value)),
      ),
    ]),
  };
};
