/** Service commands: a cloud and a gateway as their config files describe them, each a process of its own. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { runGateway } from '../gateway/main.ts';
import { cloudConfigSchema } from '../ingest/cloud-config.ts';
import type { Cloud } from '../ingest/cloud.ts';
import { LiveServer } from '../ingest/live/live-server.ts';
import { OperatorServer } from '../ingest/live/operator-server.ts';
import { makeCloud, worldOf } from '../ingest/main.ts';
import { iwamizawaRulePath, readProgramme } from '../points/rule/programme-file.ts';
import { runPoints } from '../points/main.ts';
import { ServiceStack } from '../runtime/service.ts';
import { backupJob } from './backup-job.ts';
import { backupCronOf, backupPlaceOf } from './backup-place.ts';
import { pointServiceOf, pointsBesideCloud } from './cloud-points.ts';
import { deskBesideCloud } from './desk-beside-cloud.ts';
import { lockData } from './lock-data.ts';
import { checkConfigOf, readConfigOf } from './service-config.ts';
import { aborted, stopSignal } from './stop-signal.ts';

const pageFolder = join(import.meta.dirname, '..', 'dashboards', 'dist');

export const addServiceCommands = (program: Command): void => {
  program
    .command('cloud')
    .description('クラウド側: 受信・集計・ポイント・画面 (the cloud: broker, intake, totals, points, live page)')
    .requiredOption('--config <file>', 'クラウドの設定ファイル (YAML config file of the cloud)')
    .action(({ config }: { readonly config: string }) => runCloud(config, stopSignal()));
  program
    .command('points')
    .description('ポイントだけを別に動かす (a point service by itself, fed over HTTP)')
    .requiredOption('--config <file>', 'ポイントの設定ファイル (YAML config file of the point service)')
    .action(({ config }: { readonly config: string }) => {
      checkConfigOf('points', config);
      return runPoints(config, { pageFolder, print: (line) => console.log(line) }, stopSignal());
    });
  program
    .command('gateway')
    .description(
      '拠点側: 歩数計を読み、クラウドへ送り、画面を出す (a centre: reads pedometers, sends to the cloud, serves the kiosk)',
    )
    .requiredOption('--config <file>', '拠点の設定ファイル (YAML config file of the gateway)')
    .action(({ config }: { readonly config: string }) => {
      checkConfigOf('gateway', config);
      return runGateway(config, { pageFolder, print: (line) => console.log(line) }, stopSignal());
    });
};

/** A supervisor waits ten seconds: the rest of the stop has its share. */
const drainMsMax = 5_000;

const runCloud = async (configPath: string, signal: AbortSignal): Promise<void> => {
  const config = readConfigOf('cloud', configPath, cloudConfigSchema);
  const world = worldOf(config);
  const { clock, log } = world;
  const programme = readProgramme(config.ruleFile ?? iwamizawaRulePath);
  const path = join(config.data, 'points.sqlite');
  const points = pointsBesideCloud({ path, programme, clock, log }, () => cloud.storeIfOpen);
  const service = pointServiceOf(points);
  const nightly = [...(service.nightly ?? []), backupJob(backupPlaceOf(config), backupCronOf(config))];
  const cloud: Cloud = makeCloud(config, world, { ...service, nightly });
  using locks = new DisposableStack();
  locks.use(lockData(config.data));
  await using stack = new ServiceStack();
  const living = new AbortController();
  await stack.start(points, living.signal);
  await stack.start(cloud, living.signal);
  const { host, port } = config.http;
  const server = await stack.start(
    new LiveServer({ source: cloud.live, clock, log, pageFolder, host, port, operation: cloud.operation }),
    living.signal,
  );
  const { operator } = config;
  if (operator !== undefined)
    await stack.start(new OperatorServer({ operation: cloud.operation, log, ...operator }), living.signal);
  const deskPort = config.desk?.port ?? (port === 0 ? 0 : port + 1);
  const desk = await stack.start(
    deskBesideCloud({
      points,
      cloud,
      clock,
      log,
      pageFolder,
      port: deskPort,
      importBytesMax: config.imports.fileBytesMax,
    }),
    living.signal,
  );
  console.log(`歩みのクラウドが動いています (the cloud is up): ${server.url}`);
  console.log(`窓口の画面 (the clerk's pages): ${desk.url}`);
  console.log(`分析の画面 (the analysts' page): ${desk.url}analyst`);
  await aborted(signal);
  log.info('stopping: nothing more is taken in');
  await cloud.drain(drainMsMax);
};
