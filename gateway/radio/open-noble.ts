/** Opens @stoprocent/noble over the adapter the config names. Loaded only when asked for: nobody else needs it installed. */
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { env } from 'node:process';
import { OperatorError, messageOf } from '../../runtime/fault.ts';
import { h4Bindings, installH4Driver } from '../../runtime/h4-socket.ts';
import type { Noble, withBindings } from '@stoprocent/noble';
import { guardDrivers } from './guarded-driver.ts';
import type { NobleLike, OpenNoble } from './noble-like.ts';

export type RadioChoice =
  /** A controller behind a Unix socket that speaks HCI H4: the simulated air, or BlueZ's btvirt. */
  | { readonly kind: 'h4'; readonly path: string }
  /**
   * A Bluetooth adapter of this machine by its own address, as hciN changes with the order of plugging. `userChannel`
   * takes it exclusively: bluetoothd cannot interfere, but the adapter must be down before.
   */
  | { readonly kind: 'adapter'; readonly address: string; readonly userChannel?: boolean | undefined }
  /** Through bluetoothd: no rights needed, other programs may use the adapter too. Needs the package dbus-next. */
  | { readonly kind: 'dbus' };

/** How long an adapter may take to say its address. */
const addressMs = 5_000;
const adapterFolder = '/sys/class/bluetooth';

/** `onFault` is told what noble threw at a malformed packet. */
export const openNobleFor =
  (choice: RadioChoice, onFault: (error: unknown) => void = () => undefined): OpenNoble =>
  async () => {
    // noble remembers everybody it hears, but is silent about connectable devices heard once: we could not count them. It
    // looks here at every packet and has no other way to be asked.
    env['NOBLE_REPORT_ALL_HCI_EVENTS'] = '1';
    // Also where another adapter is asked for: once noble is loaded it is too late.
    installH4Driver();
    guardDrivers(onFault);
    const { withBindings } = await import('@stoprocent/noble');
    const signalListeners = process.listeners('SIGINT');
    const noble = await openChosen(choice, withBindings);
    beginWith(noble);
    // noble ends the process at SIGINT; we end in order, with the outbox closed and the farewell said.
    for (const listener of process.listeners('SIGINT')) {
      if (!signalListeners.includes(listener)) process.removeListener('SIGINT', listener);
    }
    return noble;
  };

const openChosen = async (choice: RadioChoice, open: typeof withBindings): Promise<NobleLike> => {
  switch (choice.kind) {
    case 'h4':
      return open('hci', h4Bindings(choice.path));
    case 'adapter':
      return adapterWith(choice.address.toLowerCase(), choice.userChannel ?? false, open);
    case 'dbus':
      assertDbusInstalled();
      // The types of the package leave its own binding out.
      return open('dbus' as 'default');
  }
};

/** noble takes hold of its adapter when its state is first looked at. */
const beginWith = (noble: NobleLike): string => noble.state;

type WithBindings = (type: 'hci', options: { readonly deviceId: number; readonly userChannel: boolean }) => Noble;

/** Opens one adapter after another until one says that the address is its own. */
const adapterWith = async (address: string, userChannel: boolean, open: WithBindings): Promise<NobleLike> => {
  const seen: string[] = [];
  for (const deviceId of await adapterIds()) {
    const noble = open('hci', { deviceId, userChannel });
    const own = await addressOf(noble);
    if (own === address) return noble;
    noble.stop();
    seen.push(`hci${deviceId} ${own ?? 'without an answer'}`);
  }
  throw new OperatorError(
    'adapter-missing',
    `No Bluetooth adapter has the address ${address} (seen: ${seen.join(', ') || 'none'})`,
    'Plug it in, correct the address in the config, or give this program the rights for raw Bluetooth (setcap cap_net_raw,cap_net_admin+eip).',
  );
};

const adapterIds = async (): Promise<readonly number[]> => {
  const names = await readdir(adapterFolder).catch(() => []);
  return names.flatMap((name) => /^hci(\d+)$/.exec(name)?.[1] ?? []).map(Number);
};

const addressOf = async (noble: Noble): Promise<string | undefined> => {
  try {
    await noble.waitForPoweredOnAsync(addressMs);
    return noble.address.toLowerCase();
  } catch {
    // Down, or not ours to use: another adapter may be the one.
    return undefined;
  }
};

const assertDbusInstalled = (): void => {
  try {
    createRequire(import.meta.url).resolve('dbus-next');
  } catch (cause) {
    throw new OperatorError(
      'dbus-missing',
      `Bluetooth through bluetoothd needs the package dbus-next: ${messageOf(cause)}`,
      'Run: npm install dbus-next',
      { cause },
    );
  }
};
