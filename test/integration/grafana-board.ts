/** GrafanaBoard: a board's file as Grafana would ask it: every query in it, macros and variables put in as Grafana does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { emptyMark } from '../../dashboards/grafana/board.ts';

export const grafanaFolder = join(import.meta.dirname, '..', '..', 'dashboards', 'grafana');
export const boardPath = (name: string): string => join(grafanaFolder, 'boards', `${name}.json`);

const targetSchema = z.object({ refId: z.string(), query: z.string().optional(), expr: z.string().optional() });
const boardSchema = z.object({
  uid: z.string(),
  templating: z.object({
    list: z.array(
      z.object({
        name: z.string(),
        type: z.enum(['datasource', 'constant', 'query']),
        query: z.union([z.string(), z.object({ query: z.string() }).transform(({ query }) => query)]),
      }),
    ),
  }),
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.string(),
      title: z.string(),
      description: z.string().default(''),
      targets: z.array(targetSchema).default([]),
    }),
  ),
});

export interface BoardAsked {
  /** `panel title / refId`. */
  readonly name: string;
  readonly text: string;
  readonly mayBeEmpty: boolean;
}

export interface BoardFile {
  readonly variables: readonly { readonly name: string; readonly query: string }[];
  readonly constants: ReadonlyMap<string, string>;
  /** Every query of every panel. */
  readonly asked: readonly BoardAsked[];
}

/** Throws where a panel holds a query that is none, or none at all: it would be one that nobody runs. */
export const readBoard = (name: string): BoardFile => {
  const board = boardSchema.parse(JSON.parse(readFileSync(boardPath(name), 'utf8')));
  const asked = board.panels.flatMap(({ description, targets, title, type }) => {
    if (type === 'row') return [];
    if (targets.length === 0) throw new Error(`${title} asks nothing`);
    return targets.map(({ expr, query, refId }) => {
      const text = expr ?? query;
      if (text === undefined) throw new Error(`${title} / ${refId} asks nothing that we can run`);
      return { name: `${title} / ${refId}`, text, mayBeEmpty: description.includes(emptyMark) };
    });
  });
  const { list } = board.templating;
  const constants = list.filter(({ type }) => type === 'constant').map(({ name: key, query }) => [key, query] as const);
  return { variables: list.filter(({ type }) => type === 'query'), constants: new Map(constants), asked };
};

export interface AskedWhen {
  readonly fromMs: number;
  readonly toMs: number;
  /** As Grafana reckons it from the width of the panel and its least interval. */
  readonly intervalSeconds: number;
  readonly scrapeSeconds: number;
}

/** The text as it goes to the server. Several values make `(a|b)`, as Grafana does inside a regular expression. */
export const askedText = (
  text: string,
  { fromMs, intervalSeconds, scrapeSeconds, toMs }: AskedWhen,
  values: ReadonlyMap<string, readonly string[]>,
): string => {
  const rateSeconds = Math.max(intervalSeconds + scrapeSeconds, 4 * scrapeSeconds);
  let asked = text
    .replaceAll('$timeFilter', `time >= ${fromMs}ms and time <= ${toMs}ms`)
    .replaceAll('$__rate_interval', `${rateSeconds}s`)
    .replaceAll('$__interval', `${intervalSeconds}s`);
  for (const [name, some] of values) {
    const [only] = some;
    asked = asked.replaceAll(
      new RegExp(`\\$${name}\\b`, 'g'),
      some.length === 1 ? (only ?? '') : `(${some.join('|')})`,
    );
  }
  const left = /\$[A-Za-z_{]+/.exec(asked);
  if (left !== null) throw new Error(`nobody put in ${left[0]}: ${asked}`);
  return asked;
};
