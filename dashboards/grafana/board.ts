/** Board: a Grafana dashboard in the few words in which ours differ, and how it stands in the file that Grafana reads. */

export interface BoardQuery {
  /** InfluxQL or PromQL, with Grafana's macros and the board's variables. */
  readonly text: string;
  /** What a line is called. */
  readonly legend: string;
}

export interface BoardPanel {
  /** Japanese with English beside it. */
  readonly title: string;
  readonly about?: string;
  /** Why it may show nothing while all is well; without it, a panel without data is a fault. */
  readonly emptyBecause?: string;
  readonly kind: 'timeseries' | 'stat';
  /** Grafana's name of it. */
  readonly unit: string;
  readonly isStacked?: boolean;
  readonly queries: readonly BoardQuery[];
  /** Of 24 columns. */
  readonly width: number;
  /** Shortest step of time it makes sense at. */
  readonly minInterval?: string;
}

export interface BoardVariable {
  readonly name: string;
  readonly label: string;
  /** Asked of the same server; `all of them` is chosen to begin with. */
  readonly query: string;
}

export interface BoardRow {
  readonly title: string;
  readonly panels: readonly BoardPanel[];
}

export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly server: 'influxdb' | 'prometheus';
  /** The datasource chosen to begin with (provisioning/datasources). */
  readonly datasource: string;
  readonly from: string;
  readonly refresh: string;
  readonly variables: readonly BoardVariable[];
  /** What the same query text is to say in another town, by name. */
  readonly constants: Readonly<Record<string, string>>;
  readonly rows: readonly BoardRow[];
}

/** Begins the part of a description that says why a panel may be empty. */
export const emptyMark = '空のことがあります (may be empty): ';

const columns = 24;
const panelRows = { timeseries: 8, stat: 4 };
const refIds = 'ABCDEFGH';

/** As Grafana keeps it (schema 39, Grafana 10 and later), without what Grafana fills in itself. */
export const boardJson = (board: Board): unknown => ({
  uid: board.uid,
  title: board.title,
  tags: ['ayumi'],
  schemaVersion: 39,
  timezone: 'browser',
  editable: true,
  refresh: board.refresh,
  time: { from: board.from, to: 'now' },
  templating: { list: variablesOf(board) },
  panels: panelsOf(board),
});

const variablesOf = ({ constants, datasource, server, variables }: Board): readonly unknown[] => [
  {
    name: 'datasource',
    label: 'データ (data)',
    type: 'datasource',
    query: server,
    current: { text: datasource, value: datasource },
  },
  ...Object.entries(constants).map(([name, query]) => ({
    name,
    type: 'constant',
    hide: 2,
    query,
    current: { text: query, value: query },
  })),
  ...variables.map(({ label, name, query }) => ({
    name,
    label,
    type: 'query',
    datasource: { type: server, uid: '${datasource}' },
    query: server === 'influxdb' ? query : { query, refId: name },
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    current: { text: 'All', value: '$__all' },
  })),
];

const panelsOf = (board: Board): readonly unknown[] => {
  const placed: unknown[] = [];
  let y = 0;
  for (const row of board.rows) {
    placed.push({ type: 'row', id: placed.length + 1, title: row.title, gridPos: { h: 1, w: columns, x: 0, y: y++ } });
    let x = 0;
    let tallest = 0;
    for (const panel of row.panels) {
      const h = panelRows[panel.kind];
      if (x + panel.width > columns) {
        x = 0;
        y += tallest;
        tallest = 0;
      }
      placed.push(panelOf(board, panel, placed.length + 1, { h, w: panel.width, x, y }));
      x += panel.width;
      tallest = Math.max(tallest, h);
    }
    y += tallest;
  }
  return placed;
};

const panelOf = ({ server }: Board, panel: BoardPanel, id: number, gridPos: unknown): unknown => {
  const datasource = { type: server, uid: '${datasource}' };
  const empty = panel.emptyBecause === undefined ? '' : `${emptyMark}${panel.emptyBecause}`;
  return {
    type: panel.kind,
    id,
    title: panel.title,
    description: [panel.about ?? '', empty].filter((text) => text !== '').join('\n\n'),
    datasource,
    gridPos,
    ...(panel.minInterval === undefined ? {} : { interval: panel.minInterval }),
    fieldConfig: { defaults: { unit: panel.unit, ...(panel.kind === 'timeseries' ? { custom: lineOf(panel) } : {}) } },
    options: panel.kind === 'stat' ? statOptions : lineOptions,
    targets: panel.queries.map((query, i) => ({ refId: refIds[i] ?? 'Z', datasource, ...targetOf(server, query) })),
  };
};

const targetOf = (server: Board['server'], { legend, text }: BoardQuery): object =>
  server === 'influxdb'
    ? { rawQuery: true, query: text, alias: legend, resultFormat: 'time_series' }
    : { expr: text, legendFormat: legend, range: true };

const lineOf = ({ isStacked = false }: BoardPanel): unknown =>
  isStacked
    ? { drawStyle: 'bars', fillOpacity: 80, lineWidth: 0, stacking: { mode: 'normal' } }
    : { drawStyle: 'line', fillOpacity: 10, lineWidth: 2, spanNulls: true };

const lineOptions = { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } };
const statOptions = { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'none', textMode: 'auto' };
