/** TestRoom: an air with real noble and bleno hosts in it, and raw HCI hosts, for tests of whatever goes over the air. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Noble } from '@stoprocent/noble';
import { systemClock } from '../../runtime/clock.ts';
import { h4Bindings, installH4Driver } from '../../runtime/h4-socket.ts';
import { seededRandom } from '../../runtime/random.ts';
import { Air, type AirOptions, type ControllerOptions } from './air.ts';
import { BlenoHost, type BlenoHostOptions } from './bleno-host.ts';
import { RawHost } from './raw-host.ts';
import type { LinkRecord } from './space.ts';

export interface TestRoom extends AsyncDisposable {
  readonly air: Air;
  readonly closedLinks: readonly LinkRecord[];
  readonly path: (name: string) => string;
  /** noble on a new controller, powered on. */
  readonly central: (name: string, options?: Partial<ControllerOptions>) => Promise<Noble>;
  /** noble on a controller that is there already, as a gateway program that is started again. */
  readonly centralAgain: (name: string) => Promise<Noble>;
  /** bleno on a new controller, powered on, without services. */
  readonly peripheral: (
    name: string,
    options?: Partial<ControllerOptions> & Omit<BlenoHostOptions, 'path'>,
  ) => Promise<BlenoHost>;
  /** A host that says and shows every byte, on a new controller. */
  readonly raw: (name: string, options?: Partial<ControllerOptions>) => Promise<RawHost>;
  readonly rawAgain: (name: string) => Promise<RawHost>;
}

/** At unlimited speed and without loss, unless told otherwise. */
export const openTestRoom = async (options: Partial<AirOptions> = {}): Promise<TestRoom> => {
  const directory = await mkdtemp(join(tmpdir(), 'air-'));
  const closedLinks: LinkRecord[] = [];
  const chance = seededRandom(1);
  const air = new Air({
    clock: systemClock,
    random: () => chance.next(),
    speed: Infinity,
    onLinkClosed: (record) => closedLinks.push(record),
    ...options,
  });
  const life = new AbortController();
  await air.start(life.signal);
  const endings: (() => unknown)[] = [];
  const path = (name: string): string => join(directory, name);
  const controller = (name: string, traits: Partial<ControllerOptions> = {}) =>
    air.controllerAt(path(name), { ...traits, name });
  const centralAgain = async (name: string): Promise<Noble> => {
    const noble = await nobleAt(path(name));
    endings.push(() => noble.stop());
    return noble;
  };
  const rawAgain = async (name: string): Promise<RawHost> => {
    const host = new RawHost(path(name));
    await host.start(life.signal);
    endings.push(() => host[Symbol.asyncDispose]());
    return host;
  };
  return {
    air,
    closedLinks,
    path,
    centralAgain,
    rawAgain,
    central: async (name, traits) => {
      await controller(name, traits);
      return centralAgain(name);
    },
    peripheral: async (name, { attMtuMax, ...traits } = {}) => {
      await controller(name, traits);
      const host = new BlenoHost({ path: path(name), ...(attMtuMax === undefined ? {} : { attMtuMax }) });
      await host.start(life.signal);
      endings.push(() => host[Symbol.asyncDispose]());
      return host;
    },
    raw: async (name, traits) => {
      await controller(name, traits);
      return rawAgain(name);
    },
    [Symbol.asyncDispose]: async () => {
      for (const end of endings.reverse()) await end();
      await air[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    },
  };
};

const nobleAt = async (path: string): Promise<Noble> => {
  installH4Driver();
  const { withBindings } = await import('@stoprocent/noble');
  const noble = withBindings('hci', h4Bindings(path));
  await noble.waitForPoweredOnAsync();
  return noble;
};
