/** Air bench: a room full of pedometers and one gateway, a process of its own as in production: how soon all are synced, and its memory. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayIdSchema } from '../contract/ids.ts';
import { simConfigSchema } from '../firmware-sim/sim-config.ts';
import { SimulatedTown } from '../firmware-sim/town/simulated-town.ts';
import { drawTownspeople } from '../firmware-sim/town/townspeople.ts';
import { localDate, systemClock } from '../runtime/clock.ts';
import type { GatewayMemory } from './air-gateway.ts';
import { StoringCloud } from './storing-cloud.ts';

const pedometers = Number(process.argv[2] ?? 200);
const losses = [0, 0.1];
const zone = 'Asia/Tokyo';
const unsentDays = 7;
/** In real time, of all of this benchmark; whoever goes home unsynced by then is not counted. */
const patienceMs = (): number => Math.max(1, 54_000 - performance.now());
const gateway = gatewayIdSchema.parse('gw-bench');

interface Synced {
  readonly synced: number;
  readonly wallSeconds: number;
  /** Of links, at the 30 ms interval; hosts think in no time. */
  readonly connectedSeconds: number;
  readonly airtimeSeconds: number;
  readonly retransmissions: number;
  readonly packets: number;
  readonly memory: GatewayMemory;
  readonly memoryBefore: GatewayMemory;
}

const memoryOf = (child: ChildProcess): Promise<GatewayMemory> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as GatewayMemory));
    child.once('exit', (code) => reject(new Error(`the gateway ended with ${code}`)));
    child.send('memory?');
  });

const makeTown = (sockets: string, loss: number): SimulatedTown => {
  const firstDate = localDate(Date.now(), zone).subtract({ days: unsentDays }).toString();
  const config = simConfigSchema.parse({
    sockets,
    firstDate,
    zone,
    centres: [{ id: 'c-1', name: 'bench', gateways: [gateway] }],
    people: { kind: 'personas', count: pedometers },
    air: { speed: 0, loss },
  });
  return new SimulatedTown({ config, residents: drawTownspeople(config, systemClock), clock: systemClock });
};

const forkGateway = (directory: string, town: SimulatedTown, url: string): ChildProcess => {
  const path = join(directory, 'gateway.yaml');
  const radio = { kind: 'h4', path: town.gatewaySocket(gateway) };
  // JSON is YAML.
  writeFileSync(
    path,
    JSON.stringify({ gateway, zone, data: directory, radio, uplink: { url }, clockTrust: 'always', log: 'silent' }),
  );
  return fork(join(import.meta.dirname, 'air-gateway.ts'), [path]);
};

const sync = async (directory: string, loss: number): Promise<Synced> => {
  await using cloud = new StoringCloud();
  await cloud.start();
  await using town = makeTown(directory, loss);
  await town.start(new AbortController().signal);
  const child = forkGateway(directory, town, cloud.url);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const memoryBefore = await memoryOf(child);
    const began = performance.now();
    const outcomes = await Promise.all(town.residents.map(({ serial }) => town.visit(serial, gateway, patienceMs())));
    const wallSeconds = (performance.now() - began) / 1000;
    const memory = await memoryOf(child);
    const { connectedUs, airtimeUs, packets, retransmissions } = town.air.traffic(gateway);
    const synced = outcomes.filter((outcome) => outcome === 'visited').length;
    const seconds = { wallSeconds, connectedSeconds: connectedUs / 1e6, airtimeSeconds: airtimeUs / 1e6 };
    return { ...seconds, synced, packets, retransmissions, memory, memoryBefore };
  } finally {
    child.disconnect();
    await ended;
  }
};

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

for (const loss of losses) {
  const directory = mkdtempSync(join(tmpdir(), 'air-'));
  try {
    const got = await sync(directory, loss);
    console.log(
      `air      ${pedometers} pedometers, a week unsent, one gateway, loss ${loss * 100} % | ${got.synced} synced in ` +
        `${got.connectedSeconds.toFixed(0)} s of simulated connections at 30 ms (${got.airtimeSeconds.toFixed(1)} s of them on the air, ` +
        `${got.packets} packets, ${got.retransmissions} again): ${((got.synced / got.connectedSeconds) * 60).toFixed(0)} a minute | ` +
        `${got.wallSeconds.toFixed(1)} s of wall time as fast as this machine goes: ${((got.synced / got.wallSeconds) * 60).toFixed(0)} a minute | ` +
        `gateway process, all of it, RSS ${megabytes(got.memory.residentBytes)}, at most ${megabytes(got.memory.residentBytesMost)} (${megabytes(got.memoryBefore.residentBytes)} before it heard anybody)`,
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
