/** Performing: lets one happening of a plan come about in a world. */
import { forge } from './forger.ts';
import { inLife } from './machine.ts';
import { clearQuality } from './network.ts';
import type { Blow, Deed, Happening } from './plan.ts';
import type { World } from './world.ts';

export const perform = (world: World, happening: Happening): void => {
  switch (happening.kind) {
    case 'visit':
    case 'swap':
    case 'wash':
    case 'register':
    case 'lend':
    case 'take-back':
      performDeed(world, happening);
      return;
    default:
      performBlow(world, happening);
  }
};

const performDeed = (world: World, deed: Deed): void => {
  const device = world.device(deed.device);
  switch (deed.kind) {
    case 'visit':
      if (!device.isDead && !world.isVisiting(device)) world.visit(device, deed.gateway, deed.trouble, deed.patienceMs);
      return;
    case 'swap':
      if (!device.isSpeaking || device.isConnected) return;
      world.story.happened('battery swap', deed.device, `battery swapped, off for ${deed.offMs / 1000} s`);
      device.swapBattery(deed.offMs);
      return;
    case 'wash':
      device.die();
      world.story.happened('device washed', deed.device, 'went through the washing machine');
      return;
    case 'register':
    case 'lend':
    case 'take-back': {
      const life = world.cloud.life;
      if (life === undefined) world.desk.keyIn(deed);
      else inLife(life, () => world.desk.keyIn(deed));
    }
  }
};

const performBlow = (world: World, blow: Blow): void => {
  const { time, story, network } = world;
  switch (blow.kind) {
    case 'die':
      world.machine(blow.machine).die(blow.how, blow.downMs);
      return;
    case 'die-soon':
      world.machine(blow.machine).dieSoon(blow);
      return;
    case 'die-in-commit':
      world.machine(blow.machine).dieInNextCommit(blow.downMs);
      return;
    case 'restart':
      void restart(world, blow.machine);
      return;
    case 'card-dies':
    case 'card-rots':
      spoilCard(world, blow);
      return;
    case 'freeze':
      world.machine(blow.machine).freeze(blow.durationMs);
      return;
    case 'disk-fails': {
      const { disk } = world.machine(blow.machine);
      story.happened(`disk ${blow.fault}`, blow.machine, `disk ${blow.fault} for ${lasting(blow.durationMs)}`);
      disk.lasting = blow.fault;
      time.after(blow.durationMs, () => (disk.lasting = undefined));
      return;
    }
    case 'write-fails':
      story.happened('write fails', blow.machine, `${blow.fault} after ${blow.writes} more writes`);
      world.machine(blow.machine).disk.failOnce(blow.fault, blow.writes);
      return;
    case 'link':
      story.happened(`link ${blow.state}`, blow.machine, `link ${blow.state} for ${lasting(blow.durationMs)}`);
      network.setLink(blow.machine, blow.state);
      time.after(blow.durationMs, () => network.setLink(blow.machine, 'up'));
      return;
    case 'broker-dies':
      if (world.plan.broker === 'embedded') return;
      story.happened('broker dies', 'broker', blow.forgets ? 'dies and forgets' : 'dies');
      network.brokerDies(blow.forgets);
      time.after(blow.downMs, () => (network.isBrokerUp = true));
      return;
    case 'quality':
      story.happened('bad network', 'network', JSON.stringify(blow.quality));
      network.quality = blow.quality;
      time.after(blow.durationMs, () => (network.quality = clearQuality));
      return;
    case 'radio-deaf':
      story.happened('radio deaf', blow.gateway, `deaf for ${lasting(blow.durationMs)}`);
      world.room(blow.gateway).isDeaf = true;
      time.after(blow.durationMs, () => (world.room(blow.gateway).isDeaf = false));
      return;
    case 'clock-off':
      setClock(world, blow);
      return;
    case 'forgery':
      sendForgery(world, blow);
  }
};

const restart = async (world: World, name: string): Promise<void> => {
  const machine = world.machine(name);
  if (!machine.isUp) return;
  world.story.happened('orderly restart', name, 'is restarted in order');
  await machine.stop();
  await machine.start();
};

const spoilCard = (world: World, blow: Extract<Blow, { readonly kind: 'card-dies' | 'card-rots' }>): void => {
  const machine = world.machine(blow.gateway);
  world.story.happened(blow.kind.replace('-', ' '), blow.gateway, blow.kind);
  machine.die('power', 60_000);
  if (blow.kind === 'card-dies') machine.disk.wipe();
  else machine.disk.rot('gateway.sqlite', blow.bytes);
};

const setClock = (world: World, blow: Extract<Blow, { readonly kind: 'clock-off' }>): void => {
  const { time, story } = world;
  const gateway = world.machine(blow.gateway);
  const vouched = blow.isVouchedFor ? 'vouched for' : 'not set';
  story.happened('clock off', blow.gateway, `clock off by ${lasting(blow.byMs)}, ${vouched}`);
  gateway.setClock(blow.byMs, blow.isVouchedFor);
  time.after(blow.durationMs, () => gateway.setClock(0, true));
};

const sendForgery = (world: World, blow: Extract<Blow, { readonly kind: 'forgery' }>): void => {
  const random = world.random.fork(`forgery ${world.time.nowMs}`);
  const { overheard } = world.network;
  const heard = overheard[random.int(0, overheard.length - 1)];
  if (heard === undefined) return;
  world.story.happened(`forgery ${blow.forgery}`, blow.gateway, `forgery: ${blow.forgery}`);
  const inTheNameOf = blow.forgery === 'other-gateway' ? blow.gateway : heard.gateway;
  world.network.inject(inTheNameOf, forge(blow.forgery, heard.payload, heard.gateway, random));
  world.stayAwake();
};

const hourMs = 3_600_000;

/** Never "0.02 h". */
const lasting = (ms: number): string =>
  Math.abs(ms) < 2 * hourMs ? `${Math.round(ms / 6_000) / 10} min` : `${Math.round(ms / 36_000) / 100} h`;
