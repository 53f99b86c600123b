/** Main: a point service by itself with real adapters: ledger, feed over HTTP, the clerk's pages, and what a new day makes due. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDate, systemClock } from '../runtime/clock.ts';
import { readConfig } from '../runtime/config.ts';
import { OperatorError, messageOf } from '../runtime/fault.ts';
import { openLog } from '../runtime/log.ts';
import { makeFolder } from '../runtime/made-folder.ts';
import { ServiceStack } from '../runtime/service.ts';
import { AnsweredMessages } from './http/answered-messages.ts';
import { pointsAnswers } from './http/desk/points-answers.ts';
import { PointsServer } from './http/points-server.ts';
import { pointsConfigSchema } from './points-config.ts';
import { Points } from './points.ts';
import { readProgramme } from './rule/programme-file.ts';

/** A new day is noticed within this time. */
const lookMs = 60_000;

/** Runs until aborted. `print`: the addresses. Throws OperatorError for what the operator can mend. */
export const runPoints = async (
  configPath: string,
  { pageFolder, print }: { readonly pageFolder: string; readonly print: (line: string) => void },
  signal: AbortSignal,
): Promise<void> => {
  const { data, ruleFile, feed, desk, logLevel } = readConfig(configPath, pointsConfigSchema);
  const log = openLog('points', logLevel);
  const clock = systemClock;
  makeFolder(data);
  const programme = readProgramme(ruleFile);
  // Totals are all it is told: only the most that is believed of a day can be held against one.
  const curveOf = (): undefined => undefined;
  const points = new Points({ path: join(data, 'points.sqlite'), programme, clock, log, curveOf });
  await using stack = new ServiceStack();
  const living = new AbortController();
  await stack.start(points, living.signal);
  const { secretFiles, ...listen } = feed;
  const answered = new AnsweredMessages(points.books.database);
  const secrets = secretFiles.map(readSecretText);
  const isReady = (): boolean => true;
  const receiving = { clock, log, isReady, ...listen, feed: { target: points, answered, secrets } };
  const server = await stack.start(new PointsServer(receiving), living.signal);
  print(`歩数を受け取ります (receives the feed): ${server.url}`);
  if (desk !== undefined) {
    const pages = { answers: pointsAnswers(points), pageFolder };
    const counter = await stack.start(
      new PointsServer({ clock, log, isReady, port: desk.port, desk: pages }),
      living.signal,
    );
    print(`窓口の画面 (the clerk's pages): ${counter.url}`);
  }
  await closeEachDay(points, signal);
};

/** Also on the first day: nights on which nothing ran are made up for. */
const closeEachDay = async (points: Points, signal: AbortSignal): Promise<void> => {
  let closed = '';
  while (!signal.aborted) {
    const today = localDate(systemClock.wallMs(), points.programme.zone).toString();
    if (today !== closed) await points.close(signal);
    closed = today;
    await systemClock.sleep(lookMs, signal);
  }
};

const readSecretText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new OperatorError('file-unreadable', `Cannot read ${path}: ${messageOf(cause)}`, 'Check the path.', {
      cause,
    });
  }
};
