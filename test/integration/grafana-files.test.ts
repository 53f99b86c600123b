/** What Grafana is given fits together: boards are what their source says, and every name in them exists. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { boardJson, type Board } from '../../dashboards/grafana/board.ts';
import { fleetBoard } from '../../dashboards/grafana/fleet-board.ts';
import { stepsBoard } from '../../dashboards/grafana/steps-board.ts';
import { boardPath, grafanaFolder } from './grafana-board.ts';

const boards: readonly (readonly [string, Board])[] = [
  ['steps', stepsBoard],
  ['fleet', fleetBoard],
];

test.each(boards)(
  'the file of the %s board is what its source makes (after a change: run this test with -u)',
  async (name, board) => {
    const text = await format(JSON.stringify(boardJson(board)), { parser: 'json', printWidth: 120 });
    await expect(text).toMatchFileSnapshot(boardPath(name));
  },
);

test('each board begins with a datasource that is provisioned, of its own kind', () => {
  const file = z.object({ datasources: z.array(z.object({ uid: z.string(), type: z.string() })) });
  const yaml: unknown = parse(readFileSync(join(grafanaFolder, 'provisioning', 'datasources', 'ayumi.yaml'), 'utf8'));
  const { datasources } = file.parse(yaml);
  for (const [, board] of boards)
    expect(datasources.find(({ uid }) => uid === board.datasource)?.type).toBe(board.server);
  expect(datasources.filter(({ type }) => type === 'influxdb')).toHaveLength(2);
});

test('titles are Japanese with English beside', () => {
  for (const [, { rows, title }] of boards) {
    const titles = [title, ...rows.flatMap((row) => [row.title, ...row.panels.map((panel) => panel.title)])];
    for (const one of titles) expect(one).toMatch(/[\u3040-\u30ff\u4e00-\u9fff].*\(.*[A-Za-z].*\)/);
  }
});

test('nothing asked for is of one pedometer or one participant', () => {
  for (const [, { rows }] of boards)
    for (const { queries } of rows.flatMap((row) => row.panels))
      for (const { text } of queries) expect(text).not.toMatch(/device|participant/);
});
