/** Fleet board: how gateways, pedometers, intake, feeds, jobs and disks are, by PromQL from the metrics of the cloud. */
import type { Board, BoardPanel, BoardRow } from './board.ts';

const ofCentre = '{centre=~"$centre"}';
const ofGateway = '{gateway=~"$gateway"}';

const line = (
  title: string,
  unit: string,
  width: number,
  ...queries: readonly (readonly [text: string, legend: string])[]
): BoardPanel => ({
  title,
  unit,
  width,
  kind: 'timeseries',
  queries: queries.map(([text, legend]) => ({ text, legend })),
});

const number = (title: string, unit: string, text: string, legend = ''): BoardPanel => ({
  title,
  unit,
  width: 6,
  kind: 'stat',
  queries: [{ text, legend }],
});

const glance: BoardRow = {
  title: 'ひとめで (at a glance)',
  panels: [
    number('止まっているゲートウェイ (gateways down)', 'none', `count(ayumi_gateway_up${ofCentre} == 0) or vector(0)`),
    {
      ...number('一週間で歩数を失う歩数計 (pedometers at risk)', 'none', `sum(ayumi_pedometers_at_risk${ofCentre})`),
      about: '一番古い未送信の日が7日以内に消える (their oldest unsent day is lost within seven days)',
    },
    number('保留 (in quarantine)', 'none', 'sum(ayumi_quarantine_waiting) or vector(0)'),
    { ...number('版 (version)', 'none', 'ayumi_build_info', '{{version}}') },
  ],
};

const gateways: BoardRow = {
  title: 'ゲートウェイ (gateways)',
  panels: [
    line('つながっている (up)', 'bool_on_off', 12, [`ayumi_gateway_up${ofCentre}`, '{{centre}} {{gateway}}']),
    {
      ...line('最後に聞いてから (since last heard)', 's', 12, [
        `time() - ayumi_gateway_last_seen_timestamp_seconds${ofCentre}`,
        '{{centre}} {{gateway}}',
      ]),
    },
    line('送信箱 (batches in the outbox)', 'none', 12, [`ayumi_gateway_outbox_batches${ofGateway}`, '{{gateway}}']),
    line('送信箱の一番古いもの (age of the oldest)', 's', 12, [
      `ayumi_gateway_outbox_oldest_seconds${ofGateway}`,
      '{{gateway}}',
    ]),
    line('電波を聞かない時間 (radio silence)', 's', 8, [
      `ayumi_gateway_radio_silence_seconds${ofGateway}`,
      '{{gateway}}',
    ]),
    line('空きディスク (free disk)', 'bytes', 8, [`ayumi_gateway_disk_free_bytes${ofGateway}`, '{{gateway}}']),
    line('時計を信じられる (clock trusted)', 'bool_on_off', 8, [
      `ayumi_gateway_clock_trusted${ofGateway}`,
      '{{gateway}}',
    ]),
  ],
};

const pedometers: BoardRow = {
  title: '歩数計と来所 (pedometers and visits)',
  panels: [
    {
      ...line('歩数計 (pedometers by status)', 'none', 8, [
        `sum by (status) (ayumi_pedometers${ofCentre})`,
        '{{status}}',
      ]),
      isStacked: true,
    },
    line('一週間で歩数を失う (at risk, by centre)', 'none', 8, [`ayumi_pedometers_at_risk${ofCentre}`, '{{centre}}']),
    line('一時間の来所 (visits per hour)', 'none', 8, [
      `sum by (centre) (rate(ayumi_visits_total${ofCentre}[$__rate_interval])) * 3600`,
      '{{centre}}',
    ]),
  ],
};

const seconds = (quantile: number, name: string): string =>
  `histogram_quantile(${quantile}, sum by (le) (rate(${name}_bucket[$__rate_interval])))`;

const intake: BoardRow = {
  title: '受付 (intake)',
  panels: [
    line('答えた送信 (batches answered per second)', 'none', 8, [
      'sum by (outcome) (rate(ayumi_intake_batches_total[$__rate_interval]))',
      '{{outcome}}',
    ]),
    line(
      '書きこみ (commit)',
      's',
      8,
      [seconds(0.5, 'ayumi_intake_commit_seconds'), '50 %'],
      [seconds(0.99, 'ayumi_intake_commit_seconds'), '99 %'],
    ),
    line(
      '受領まで (until the receipt)',
      's',
      8,
      [seconds(0.5, 'ayumi_receipt_seconds'), '50 %'],
      [seconds(0.99, 'ayumi_receipt_seconds'), '99 %'],
    ),
    line('順番を待つ量 (waiting)', 'bytes', 8, ['ayumi_intake_waiting_bytes', '待ち (waiting)']),
    {
      ...line('保留 (in quarantine)', 'none', 16, ['ayumi_quarantine_waiting', '{{reason}}']),
      emptyBecause: '保留がひとつもないとき (nothing waits)',
    },
  ],
};

const onwards: BoardRow = {
  title: 'ここから先へ (onwards)',
  panels: [
    line('連携の遅れ (feed behind)', 'none', 8, ['ayumi_feed_behind', '{{consumer}}']),
    {
      ...line('時系列の遅れ (days a series store lacks)', 'none', 8, ['ayumi_series_days_behind', '{{store}}']),
      emptyBecause: '時系列データベースを設定していないとき (no series store is configured)',
    },
    {
      ...line(
        '時系列が止まっている時間と断られた日 (outage, refused days)',
        'none',
        8,
        ['ayumi_series_outage_seconds', '{{store}} (s)'],
        ['increase(ayumi_series_refused_days_total[1d])', '{{store}} (days)'],
      ),
      emptyBecause: 'ひとつも断られていないとき (no store, or none has refused a day)',
    },
    {
      ...line('仕事のあと (since a job was last done)', 's', 12, [
        'time() - ayumi_job_last_success_timestamp_seconds',
        '{{job}}',
      ]),
    },
    line('仕事の失敗 (jobs that failed)', 'bool_on_off', 12, ['ayumi_job_failed', '{{job}}']),
  ],
};

const machine: BoardRow = {
  title: '機械 (the machine)',
  panels: [
    line('データベース (databases)', 'bytes', 8, ['ayumi_database_bytes', '{{database}}']),
    line('空きディスク (free disk)', 'bytes', 8, ['ayumi_disk_free_bytes', '空き (free)']),
    line('受付簿 (facts in the journal)', 'none', 8, ['ayumi_journal_rows', '件 (facts)']),
    line('メモリ (memory)', 'bytes', 12, ['process_resident_memory_bytes{job="ayumi"}', 'RSS']),
    line('事象ループの待ち (event loop lag)', 's', 12, ['nodejs_eventloop_lag_p99_seconds{job="ayumi"}', '99 %']),
  ],
};

export const fleetBoard: Board = {
  uid: 'ayumi-fleet',
  title: '歩み 設備の様子 (Ayumi: fleet health)',
  server: 'prometheus',
  datasource: 'ayumi-prometheus',
  from: 'now-24h',
  refresh: '30s',
  variables: [
    { name: 'centre', label: '拠点 (centre)', query: 'label_values(ayumi_gateway_up, centre)' },
    {
      name: 'gateway',
      label: 'ゲートウェイ (gateway)',
      query: 'label_values(ayumi_gateway_up{centre=~"$centre"}, gateway)',
    },
  ],
  constants: {},
  rows: [glance, gateways, pedometers, intake, onwards, machine],
};
