/** Analyst core: what the analysts' charts need of ECharts beyond the other pages', loaded after the page itself stands. */
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import { LineChart } from 'echarts/charts';
import type {
  AriaComponentOption,
  GridComponentOption,
  MarkAreaComponentOption,
  MarkLineComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import { MarkAreaComponent } from 'echarts/components';
import { use, type ComposeOption } from 'echarts/core';
import { drawInto, type Chart } from '../../shared/charts/chart-core.ts';

use([LineChart, MarkAreaComponent]);

export type AnalystOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | TooltipComponentOption
  | MarkLineComponentOption
  | MarkAreaComponentOption
  | AriaComponentOption
>;

export { drawInto, type Chart };
