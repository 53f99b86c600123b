/** Ingest rivals: what else a town might put between a broker and its numbers, given the very same messages in the same run. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { InfluxDB } from 'influx';
import { influx1Arguments } from '../ingest/series/influx1-server.ts';
import { TestServer, findServer, freePort, lackOf } from '../runtime/test-server.ts';
import type { IngestBenchPlan } from './ingest-plan.ts';
import { nodeRedHome, startNodeRed } from './node-red.ts';
import { SenderProcess } from './send.ts';

const bucketsADay = 24;
const lookEveryMs = 250;
/** Where nothing more arrives for so long, what is missing is lost. */
const stillMsMax = 15_000;

/** Measures those that are installed, and tells how to get the others. `ours`: device-days/s. */
export const measureRivals = async (plan: IngestBenchPlan, ours: number): Promise<void> => {
  const lacking = lackOf('mosquitto', 'influxd');
  if (lacking !== undefined) {
    console.log(`         Mosquitto and InfluxDB: ${lacking}`);
    return;
  }
  await measure('a plain script, MQTT to InfluxDB', plan, ours, startScript);
  const home = nodeRedHome();
  if (home === undefined) {
    console.log(
      '         Node-RED: npm install node-red node-red-contrib-influxdb in a folder of its own, and NODE_RED_HOME=<that folder>',
    );
    return;
  }
  await measure('Node-RED, MQTT to InfluxDB', plan, ours, async (broker, influx, directory) =>
    startNodeRed(home, directory, { broker, influx, own: await freePort() }),
  );
};

type StartRival = (brokerPort: number, influxPort: number, directory: string) => Promise<ChildProcess>;

const startScript: StartRival = async (brokerPort, influxPort) => {
  const child = fork(join(import.meta.dirname, 'rival-script.ts'), [String(brokerPort), String(influxPort)]);
  const { promise, resolve, reject } = Promise.withResolvers<ChildProcess>();
  child.once('message', () => resolve(child));
  child.once('exit', (code) => reject(new Error(`the script ended with ${code}`)));
  return promise;
};

const measure = async (title: string, plan: IngestBenchPlan, ours: number, start: StartRival): Promise<void> => {
  const directory = mkdtempSync(join(tmpdir(), 'ayumi-rival-'));
  await using broker = await startMosquitto();
  await using influxd = await startInflux();
  const influx = new InfluxDB({ host: '127.0.0.1', port: influxd.place.port, database: 'rival' });
  await influx.createDatabase('rival');
  const rival = await start(broker.place.port, influxd.place.port, directory);
  using sender = new SenderProcess();
  try {
    const programs = [rival.pid, influxd.pid, broker.pid];
    const cpuBefore = programs.map(cpuSecondsOf);
    const startedMs = performance.now();
    const order = { plan, port: broker.place.port, secrets: [], atOnce: plan.gateways, inFlightMax: 32 } as const;
    const sending = sender.send({ ...order, isMadeBefore: true, isReceipted: false });
    const wanted = plan.devices * (plan.days.to - plan.days.from) * bucketsADay;
    const { points, lastMs } = await whenStored(influx, wanted);
    const sent = await sending;
    const seconds = (lastMs - startedMs) / 1000 - sent.madeSeconds;
    const cpu = programs.map((pid, i) => (cpuSecondsOf(pid) - (cpuBefore[i] ?? 0)) / sent.deviceDays);
    const perSecond = points / bucketsADay / seconds;
    const [itself, store, front] = cpu.map((each) => (each * 1e6).toFixed(0));
    console.log(
      `         ${title}: ${Math.round(perSecond)} device-days/s, of which nobody is told (${points === wanted ? 'all' : `${((100 * points) / wanted).toFixed(1)} %`} arrived) · ours is ${(ours / perSecond).toFixed(1)} times as fast · CPU a device-day: ${itself} µs, InfluxDB ${store} µs, Mosquitto ${front} µs`,
    );
  } finally {
    rival.kill();
    rmSync(directory, { recursive: true, force: true });
  }
};

const startMosquitto = (): Promise<TestServer> =>
  TestServer.start(found('mosquitto'), ({ port, directory }) => {
    const config = join(directory, 'mosquitto.conf');
    // As it comes it would throw away what waits beyond a thousand messages.
    const settings = [`listener ${port} 127.0.0.1`, 'allow_anonymous true', 'max_queued_messages 0'];
    writeFileSync(config, `${settings.join('\n')}\n`);
    return ['-c', config];
  });

const startInflux = (): Promise<TestServer> => TestServer.start(found('influxd'), influx1Arguments());

const found = (name: 'mosquitto' | 'influxd') => {
  const server = findServer(name);
  if (server === undefined) throw new Error(lackOf(name));
  return server;
};

/** When the last of the points had come. */
const whenStored = async (
  influx: InfluxDB,
  wanted: number,
): Promise<{ readonly points: number; readonly lastMs: number }> => {
  let points = 0;
  let lastMs = performance.now();
  while (points < wanted && performance.now() - lastMs < stillMsMax) {
    await delay(lookEveryMs);
    const [row] = await influx.query<{ readonly count: number }>('SELECT count(steps) FROM steps');
    const now = row?.count ?? 0;
    if (now > points) lastMs = performance.now();
    points = now;
  }
  return { points, lastMs };
};

const ticksPerSecond = 100;

/** User and system time of a process, as Linux tells it; NaN elsewhere. */
const cpuSecondsOf = (pid: number | undefined): number => {
  try {
    const [, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const words = fields.join(') ').split(' ');
    return (Number(words[11]) + Number(words[12])) / ticksPerSecond;
  } catch {
    return NaN;
  }
};
