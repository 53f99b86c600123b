/** Node-RED with one flow, as a rival of the ingest benchmark: MQTT in, a function, InfluxDB out. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder in which somebody ran `npm install node-red node-red-contrib-influxdb`. */
export const nodeRedHome = (): string | undefined => {
  const home = process.env['NODE_RED_HOME'];
  return home !== undefined && existsSync(programOf(home)) ? home : undefined;
};

const programOf = (home: string): string => join(home, 'node_modules', 'node-red', 'red.js');

/** What the function node does, in Node-RED's own words: as the script does. */
const pointsFunction = `
msg.payload = msg.payload.visits.flatMap(({ device, stamp, pages }) => pages.flatMap((text) => {
  const page = Buffer.from(text, 'base64');
  const startMs = stamp.gateway - (stamp.uptime - page.readUInt32LE(8)) * 1000;
  return Array.from({ length: page.readUInt8(14) }, (_, hour) => [
    { steps: page.readUInt16LE(15 + 2 * hour), time: startMs + hour * page.readUInt16LE(12) * 1000 },
    { device },
  ]);
}));
return msg;`;

const flowOf = (brokerPort: number, influxPort: number): readonly object[] => [
  { id: 'tab', type: 'tab', label: 'bench' },
  {
    id: 'broker',
    type: 'mqtt-broker',
    broker: '127.0.0.1',
    port: String(brokerPort),
    clientid: 'node-red',
    autoConnect: true,
    protocolVersion: '4',
    keepalive: '60',
    cleansession: true,
  },
  {
    id: 'influx',
    type: 'influxdb',
    hostname: '127.0.0.1',
    port: String(influxPort),
    protocol: 'http',
    database: 'rival',
    influxdbVersion: '1.x',
  },
  {
    id: 'in',
    type: 'mqtt in',
    z: 'tab',
    topic: 'ayumi/v1/+/visits',
    qos: '1',
    datatype: 'json',
    broker: 'broker',
    wires: [['points']],
  },
  { id: 'points', type: 'function', z: 'tab', func: pointsFunction, outputs: 1, wires: [['out']] },
  { id: 'out', type: 'influxdb out', z: 'tab', influxdb: 'influx', measurement: 'steps', precision: 'ms', wires: [] },
];

/** Settles when its flow runs. `directory`: of its own. */
export const startNodeRed = async (
  home: string,
  directory: string,
  ports: { readonly broker: number; readonly influx: number; readonly own: number },
): Promise<ChildProcess> => {
  const flow = join(directory, 'flow.json');
  const settings = join(directory, 'settings.js');
  writeFileSync(flow, JSON.stringify(flowOf(ports.broker, ports.influx)));
  writeFileSync(
    settings,
    `module.exports = ${JSON.stringify({
      uiHost: '127.0.0.1',
      httpAdminRoot: false,
      disableEditor: true,
      telemetry: { enabled: false },
      nodesDir: join(home, 'node_modules', 'node-red-contrib-influxdb'),
    })};`,
  );
  const args = [programOf(home), '-u', directory, '-s', settings, '-p', String(ports.own), flow];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const { promise, resolve, reject } = Promise.withResolvers<ChildProcess>();
  let heard = '';
  child.stdout.on('data', (bytes: Buffer) => {
    heard = (heard + bytes.toString()).slice(-20_000);
    if (heard.includes('Started flows') && heard.includes('Connected to broker')) resolve(child);
  });
  child.once('exit', () => reject(new Error(`Node-RED has ended: ${heard.slice(-500)}`)));
  return promise;
};
