/**
 * Steps board: a town's steps by day, hour and centre, by InfluxQL, which InfluxDB 1 answers itself and InfluxDB 2 by its 1.x
 * addresses. No line of it is of fewer than ten pedometers, and none is of one.
 */
import type { Board } from './board.ts';

/** Fewer pedometers make no line: somebody in the room could tell whose steps they are. */
const leastPedometers = 10;

/** Of the points of whole days (docs/operating.md), each at local midnight. One without a step lay in a cupboard or a drawer. */
const days = (what: string, by = ''): string =>
  `(SELECT ${what}, count("steps") AS "pedometers" FROM "daily"."day_steps" WHERE $timeFilter AND "centre" =~ /^$centre$/ AND "steps" > 0 GROUP BY time(1d)${by} tz('$zone'))`;

const hours = `(SELECT sum("steps") AS "steps", count("steps") AS "pedometers" FROM "steps" WHERE $timeFilter AND "centre" =~ /^$centre$/ AND "steps" > 0 GROUP BY time(1h))`;

const enough = `"pedometers" >= ${leastPedometers}`;

export const stepsBoard: Board = {
  uid: 'ayumi-steps',
  title: '歩み 歩数 (Ayumi: steps)',
  server: 'influxdb',
  datasource: 'ayumi-influxdb-1',
  from: 'now-30d',
  refresh: '5m',
  variables: [
    { name: 'centre', label: '拠点 (centre)', query: 'SHOW TAG VALUES FROM "daily"."day_steps" WITH KEY = "centre"' },
  ],
  constants: { zone: 'Asia/Tokyo' },
  rows: [
    {
      title: '一日ごと (by day)',
      panels: [
        {
          title: '歩数の合計 (steps)',
          kind: 'timeseries',
          unit: 'locale',
          isStacked: true,
          width: 16,
          queries: [
            {
              text: `SELECT "steps" FROM ${days('sum("steps") AS "steps"', ', "centre"')} WHERE ${enough} GROUP BY "centre"`,
              legend: '$tag_centre',
            },
          ],
        },
        {
          title: '歩いた歩数計 (pedometers that walked)',
          about: 'まだ来所していない人の日は、あとから増えます (a day grows with later visits)',
          kind: 'timeseries',
          unit: 'locale',
          isStacked: true,
          width: 8,
          queries: [
            {
              text: `SELECT "pedometers" FROM ${days('sum("steps") AS "steps"', ', "centre"')} WHERE ${enough} GROUP BY "centre"`,
              legend: '$tag_centre',
            },
          ],
        },
        {
          title: '一台あたりの歩数 (steps per pedometer)',
          kind: 'timeseries',
          unit: 'locale',
          width: 12,
          queries: [
            {
              text: `SELECT "mean" FROM ${days('mean("steps") AS "mean"', ', "centre"')} WHERE ${enough} GROUP BY "centre"`,
              legend: '$tag_centre',
            },
          ],
        },
        {
          title: '歩数のひろがり (spread of steps)',
          about: '半数の人、4人に1人、10人に1人がこれより多い (half, a quarter and a tenth of them walk more)',
          kind: 'timeseries',
          unit: 'locale',
          width: 12,
          queries: [50, 75, 90].map((percent) => ({
            text: `SELECT "steps" FROM ${days(`percentile("steps", ${percent}) AS "steps"`)} WHERE ${enough}`,
            legend: `${percent} %`,
          })),
        },
      ],
    },
    {
      title: '時間ごと (by the hour)',
      panels: [
        {
          title: '歩数 (steps)',
          about: '保存期間を短くしてあれば、その前はありません (nothing from before the retention of hours)',
          kind: 'timeseries',
          unit: 'locale',
          isStacked: true,
          width: 24,
          minInterval: '1h',
          queries: [
            {
              text: `SELECT sum("steps") FROM ${hours} WHERE ${enough} AND $timeFilter GROUP BY time($__interval) tz('$zone')`,
              legend: '歩数 (steps)',
            },
          ],
        },
      ],
    },
    {
      title: '歩数計の種類 (by model)',
      panels: [
        {
          title: '一台あたりの歩数 (steps per pedometer)',
          about: '種類で大きく違えば、数え方をうたがう (models that differ much count differently)',
          kind: 'timeseries',
          unit: 'locale',
          width: 24,
          queries: [
            {
              text: `SELECT "mean" FROM ${days('mean("steps") AS "mean"', ', "model"')} WHERE ${enough} GROUP BY "model"`,
              legend: '$tag_model',
            },
          ],
        },
      ],
    },
  ],
};
