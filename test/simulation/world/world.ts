/** World: a whole town, its network and its cloud in one process under one time, living through a plan. */
import { join } from 'node:path';
import type { DeviceSerial, GatewayId } from '../../../contract/ids.ts';
import type { Gateway } from '../../../gateway/gateway.ts';
import { iwamizawaRulePath, readProgramme } from '../../../points/rule/programme-file.ts';
import { assert } from '../../../runtime/fault.ts';
import { seededRandom, type Random } from '../../../runtime/random.ts';
import { OnTheWay } from '../checkers/on-the-way.ts';
import type { Wrong } from '../checkers/wrong.ts';
import type { TownTruth, VisitTruth } from '../truth/town-truth.ts';
import { Desk, type RegistryAtHand } from './desk.ts';
import { dayMs } from './draw-town.ts';
import { inLife, Machine, performInLife } from './machine.ts';
import { Network } from './network.ts';
import type { Plan } from './plan.ts';
import { CloudProgram, gatewayProgram } from './programs.ts';
import { Room, type LinkTrouble } from './room.ts';
import { SimulatedDevice } from './simulated-device.ts';
import { Story } from './story.ts';
import { VirtualTime } from './virtual-time.ts';
import { walkOf } from './walk.ts';

const programme = readProgramme(iwamizawaRulePath);
/** After the last visitor has gone, what was brought is still on its way. */
const lingerMs = 8_000;
const strideMsLeast = 2 * 3_600_000;
const strideMsMost = 12 * 3_600_000;
/** Long enough for the last visits and the nights after them. */
const afterDays = 6;

export class World {
  readonly plan: Plan;
  readonly time: VirtualTime;
  readonly story: Story;
  readonly network: Network;
  readonly cloud: Machine;
  readonly gateways: ReadonlyMap<GatewayId, Machine>;
  readonly rooms: ReadonlyMap<GatewayId, Room>;
  readonly devices: ReadonlyMap<DeviceSerial, SimulatedDevice>;
  readonly desk: Desk;
  readonly wrongs: Wrong[] = [];
  readonly random: Random;
  readonly #onTheWay: OnTheWay;
  #program: CloudProgram | undefined;
  readonly #gatewayPrograms = new Map<GatewayId, Gateway>();
  #busyUntilMs = 0;
  #visits = new Set<Promise<void>>();
  readonly #visitsMade: VisitTruth[] = [];
  /** When the last visits of all began; -Infinity until then. */
  settledMs = -Infinity;

  constructor(plan: Plan, directory: string) {
    const { town, seed } = plan;
    this.plan = plan;
    this.random = seededRandom(seed).fork('world');
    this.time = new VirtualTime(town.startMs, performInLife);
    this.story = new Story(this.time, town.zone);
    const { time, story, random } = this;
    this.#onTheWay = new OnTheWay({
      keys: new Map(town.devices.map(({ serial, key }) => [serial, key])),
      cloud: (look) => this.cloud.disk.read('cloud.sqlite', look),
      sent: (gateway, seq) => this.network.sent.get(`${gateway} ${seq}`),
      onWrong: (wrong) => this.#wrong(wrong),
    });
    this.network = new Network({
      time,
      story,
      random: random.fork('network'),
      onCloudSays: (topic, payload) => this.#onTheWay.fromCloud(topic, payload),
    });
    this.rooms = new Map(town.gateways.map((id) => [id, this.#makeRoom(id)]));
    this.cloud = this.#makeCloud(join(directory, 'cloud'));
    this.gateways = new Map(town.gateways.map((id) => [id, this.#makeGateway(id, join(directory, id))]));
    this.devices = new Map(town.devices.map((make) => [make.serial, this.#makeDevice(make)]));
    this.desk = new Desk(town, story, () => this.#registryAtHand());
  }

  get machines(): readonly Machine[] {
    return [this.cloud, ...this.gateways.values()];
  }

  machine(name: string): Machine {
    const machine = this.machines.find((each) => each.name === name);
    assert(machine !== undefined, `there is no machine ${name}`);
    return machine;
  }

  room(gateway: GatewayId): Room {
    const room = this.rooms.get(gateway);
    assert(room !== undefined, `there is no room ${gateway}`);
    return room;
  }

  device(serial: DeviceSerial): SimulatedDevice {
    const device = this.devices.get(serial);
    assert(device !== undefined, `there is no device ${serial}`);
    return device;
  }

  async open(): Promise<void> {
    for (const machine of this.machines) await machine.start();
    this.desk.open();
    this.#everyDay();
  }

  /** Lets time pass to `untilMs`: closely while somebody is there, in strides while nobody is. */
  async pass(untilMs: number, strideMs?: number): Promise<void> {
    while (this.time.nowMs < untilMs) {
      const isBusy = this.#visits.size > 0 || this.time.nowMs < this.#busyUntilMs;
      if (isBusy) await this.time.run(Math.min(untilMs, this.time.nowMs + 1_000));
      else await this.time.skip(untilMs, strideMs ?? this.random.int(strideMsLeast, strideMsMost));
    }
  }

  /** Somebody brings a pedometer; the visit goes on while time passes. */
  visit(device: SimulatedDevice, gateway: GatewayId, trouble: LinkTrouble, patienceMs: number): void {
    device.look();
    if (device.isConnected) return;
    const { serial } = device.make;
    this.story.happened('visit', gateway, `${serial} comes`);
    const fromMs = this.time.nowMs;
    const machine = this.machine(gateway);
    const wasRight = machine.isClockRight;
    const visit = this.room(gateway)
      .visit(device, trouble, patienceMs)
      .then((outcome) => {
        this.story.happened(`visit ${outcome}`, gateway, `${serial} goes, ${outcome}`);
        const epoch = outcome === 'receipted' ? device.pedometer.status().epoch : undefined;
        const wasClockRight = wasRight && machine.isClockRight;
        this.#visitsMade.push({ device: serial, fromMs, toMs: this.time.nowMs, epoch, wasClockRight });
        this.#visits.delete(visit);
        this.stayAwake();
      });
    this.#visits.add(visit);
  }

  isVisiting(device: SimulatedDevice): boolean {
    return [...this.rooms.values()].some((room) => room.isHere(device));
  }

  /** Time goes closely for a while. */
  stayAwake(): void {
    this.#busyUntilMs = this.time.nowMs + lingerMs;
  }

  /** Somebody looks at what gateways have parked, as they say themselves, and has it sent again. */
  unpark(): void {
    for (const [id, program] of this.#gatewayPrograms) {
      const { life, isUp } = this.machine(id);
      if (life === undefined || !isUp) continue;
      const parked = program.health()?.outbox.parked ?? 0;
      if (parked === 0) continue;
      this.story.happened('unparked by hand', id, `${parked} batches are sent again by hand`);
      inLife(life, () => program.unpark());
    }
  }

  /** What truly happened, for the checkers. */
  truth(): TownTruth {
    // What was safe on a card is lost with it.
    const hasLostCards = this.plan.happenings.some(({ kind }) => kind.startsWith('card-'));
    const devices = [...this.devices.values()]
      .map((device) => device.truth())
      .map((truth) => (hasLostCards ? { ...truth, toldSafe: [] } : truth));
    const { zone } = this.plan.town;
    const { loans } = this.desk;
    return { zone, devices, loans, visits: this.#visitsMade, settledMs: this.settledMs, clockErrorMs: 0 };
  }

  /** Ends all programs in order, so that their files can be read. */
  async close(): Promise<void> {
    for (const machine of [...this.gateways.values(), this.cloud]) await machine.stop();
    await this.time.settle();
  }

  [Symbol.dispose](): void {
    for (const machine of this.machines) machine.disk[Symbol.dispose]();
  }

  /** Rings are looked into before they have gone round, and the desk tries again what it could not do. */
  #everyDay(): void {
    for (const device of this.devices.values()) device.look();
    this.desk.work();
    this.time.after(dayMs / 4, () => this.#everyDay());
  }

  #registryAtHand(): RegistryAtHand | undefined {
    const { life, isUp } = this.cloud;
    const program = this.#program;
    if (life === undefined || program === undefined || !isUp) return undefined;
    return { registry: program.cloud.store.registry, isAlive: () => !life.isDead };
  }

  #makeRoom(id: GatewayId): Room {
    return new Room({
      time: this.time,
      story: this.story,
      random: this.random.fork(`room ${id}`),
      name: id,
      onReceipt: (device, sequence) => {
        const { pedometer } = device;
        device.noteReceipt(sequence);
        const { oldestSequence } = pedometer.status();
        this.#onTheWay.toPedometer({ device: pedometer.serial, sequence, oldestSequence }, (look) =>
          this.machine(id).disk.read('gateway.sqlite', look),
        );
      },
    });
  }

  #makeCloud(directory: string): Machine {
    const { time, story, random, network, plan } = this;
    const isBrokerInside = plan.broker === 'embedded';
    return new Machine({
      name: 'cloud',
      time,
      story,
      random: random.fork('cloud'),
      directory,
      onDeath: () => {
        this.#onTheWay.forget();
        network.machineDied('cloud');
        if (isBrokerInside) network.brokerDies(true);
      },
      makeProgram: (life) => {
        this.#program = new CloudProgram(life, {
          zone: plan.town.zone,
          programme,
          network,
          random: random.fork('cloud program'),
          onStarted: () => {
            if (isBrokerInside) network.isBrokerUp = true;
          },
        });
        return this.#program;
      },
    });
  }

  #makeGateway(id: GatewayId, directory: string): Machine {
    const { time, story, random, network, plan } = this;
    return new Machine({
      name: id,
      time,
      story,
      random: random.fork(id),
      directory,
      onDeath: () => network.machineDied(id),
      makeProgram: (life) => {
        const place = { id, zone: plan.town.zone, room: this.room(id), network, random: random.fork(`${id} program`) };
        const program = gatewayProgram(life, place);
        this.#gatewayPrograms.set(id, program);
        return program;
      },
    });
  }

  #makeDevice(make: Plan['town']['devices'][number]): SimulatedDevice {
    const { startMs, days, walks } = this.plan.town;
    const random = this.random.fork(`walk ${walks.get(make.serial) ?? 0}`);
    const source = walkOf(random, startMs - 3 * dayMs, (days + 3 + afterDays) * 24);
    return new SimulatedDevice(make, source, this.time);
  }

  #wrong(wrong: Wrong): void {
    this.story.tell('WRONG', wrong.sentence);
    this.wrongs.push(wrong);
  }
}
