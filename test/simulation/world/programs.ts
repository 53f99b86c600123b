/** Programs: the production gateway and the production cloud with its points, given a simulated machine to run on. */
import { join } from 'node:path';
import { pointServiceOf } from '../../../commands/cloud-points.ts';
import type { GatewayId } from '../../../contract/ids.ts';
import { gatewayConfigSchema } from '../../../gateway/gateway-config.ts';
import { Gateway } from '../../../gateway/gateway.ts';
import { Cloud } from '../../../ingest/cloud.ts';
import { Points } from '../../../points/points.ts';
import type { Programme } from '../../../points/rule/programme-file.ts';
import { hmacSha256 } from '../../../runtime/hmac.ts';
import type { Random } from '../../../runtime/random.ts';
import { ServiceStack, type Service } from '../../../runtime/service.ts';
import type { Life } from './machine.ts';
import type { Network } from './network.ts';
import type { Room } from './room.ts';

export interface GatewayPlace {
  readonly id: GatewayId;
  readonly zone: string;
  readonly room: Room;
  readonly network: Network;
  readonly random: Random;
}

export const gatewayProgram = (life: Life, { id, zone, room, network, random }: GatewayPlace): Gateway => {
  const { machine } = life;
  return new Gateway({
    config: gatewayConfigSchema.parse({
      gateway: id,
      zone,
      radio: { kind: 'h4', path: 'simulated' },
      uplink: { url: 'mqtt://simulated' },
    }),
    clock: machine.clock(life),
    random: random.fork(`life ${life.number}`),
    radio: room.radio(life),
    log: machine.log(life),
    dataPath: join(machine.disk.directory, 'gateway.sqlite'),
    disk: machine.disk.disk(),
    uplinkFactory: (identity) => network.pipe(life, identity),
    clockProbe: () => Promise.resolve(machine.isClockVouchedFor),
  });
};

export interface CloudPlace {
  readonly zone: string;
  readonly programme: Programme;
  readonly network: Network;
  readonly random: Random;
  readonly onStarted: () => void;
}

export class CloudProgram implements Service {
  readonly cloud: Cloud;
  readonly #points: Points;
  readonly #stack = new ServiceStack();
  readonly #onStarted: () => void;

  constructor(life: Life, { zone, programme, network, random, onStarted }: CloudPlace) {
    const { machine } = life;
    this.#onStarted = onStarted;
    const clock = machine.clock(life);
    const log = machine.log(life);
    const disk = machine.disk.disk();
    const { directory } = machine.disk;
    this.#points = new Points({ path: join(directory, 'points.sqlite'), programme, clock, log, disk });
    const { view, ...service } = pointServiceOf(this.#points);
    this.cloud = new Cloud({
      dataPath: directory,
      zone,
      clock,
      random: random.fork(`life ${life.number}`),
      hmac: hmacSha256,
      log,
      disk,
      wire: () => network.wire(life),
      series: [],
      ...service,
      accept: (totals) => {
        machine.point('feed');
        this.#points.accept(totals);
        machine.point('feed');
      },
      points: view,
      speed: 1,
    });
  }

  async start(signal: AbortSignal): Promise<void> {
    this.#onStarted();
    await this.#stack.start(this.#points, signal);
    await this.#stack.start(this.cloud, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack[Symbol.asyncDispose]();
  }
}
