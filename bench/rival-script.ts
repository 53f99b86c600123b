/**
 * Rival script: what a town would write in an afternoon: everything a broker has goes into InfluxDB, an hour a point. Nothing is
 * verified, dated, attributed, added up or acknowledged. `node bench/rival-script.ts <broker port> <InfluxDB port>`
 */
import { InfluxDB, type IPoint } from 'influx';
import { connectAsync } from 'mqtt';

interface RivalVisit {
  readonly device: string;
  readonly stamp: { readonly gateway: number; readonly uptime: number };
  readonly pages: readonly string[];
}

const headerBytes = 15;

const pointsOf = ({ device, stamp, pages }: RivalVisit): readonly IPoint[] =>
  pages.flatMap((text) => {
    const page = Buffer.from(text, 'base64');
    const startMs = stamp.gateway - (stamp.uptime - page.readUInt32LE(8)) * 1000;
    return Array.from({ length: page.readUInt8(14) }, (_, hour) => ({
      measurement: 'steps',
      tags: { device },
      fields: { steps: page.readUInt16LE(headerBytes + 2 * hour) },
      timestamp: startMs + hour * page.readUInt16LE(12) * 1000,
    }));
  });

const [, , brokerPort, influxPort] = process.argv;
const influx = new InfluxDB({ host: '127.0.0.1', port: Number(influxPort), database: 'rival' });
await influx.createDatabase('rival');
let refused = 0;
const client = await connectAsync(`mqtt://127.0.0.1:${brokerPort}`, { clientId: 'script' });
client.on('message', (_topic, payload) => {
  const { visits } = JSON.parse(payload.toString()) as { readonly visits: readonly RivalVisit[] };
  // What InfluxDB refuses, when more comes than it can take, is lost; whoever runs such a script sees a line and it goes on.
  influx.writePoints(visits.flatMap(pointsOf), { precision: 'ms' }).catch((error: unknown) => {
    refused += 1;
    if (refused === 1) console.log(`         the script: InfluxDB refuses messages: ${String(error)}`);
  });
});
await client.subscribeAsync('ayumi/v1/+/visits', { qos: 1 });
process.send?.('ready');
