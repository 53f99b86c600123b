/** Guarded driver: a fence between the air and noble, whose parsers throw at malformed packets and would end the process. */
import { createRequire } from 'node:module';
import { assert } from '../../runtime/fault.ts';

interface DriverInstance {
  emit(event: string, ...words: readonly unknown[]): boolean;
}
type Driver = new () => DriverInstance;
interface DriverModule {
  loadDriver: (name: string) => Driver;
}

const guarded = Symbol.for('ayumi.guarded-drivers');

/**
 * From now on a packet at which noble throws is dropped and told to `onFault`, whichever driver brought it: anybody in the
 * street can send one. What noble was waiting for then never comes, which is what deadlines are for. To be called before
 * noble is first loaded, after `installH4Driver`; the first call in a process counts.
 */
export const guardDrivers = (onFault: (error: unknown) => void): void => {
  const module: unknown = createRequire(import.meta.url)('@stoprocent/bluetooth-hci-socket');
  assert(isDriverModule(module), 'bluetooth-hci-socket exports loadDriver');
  const { loadDriver } = module;
  if (guarded in loadDriver) return;
  const fences = new Map<Driver, Driver>();
  const withFence = (name: string): Driver => {
    const driver = loadDriver(name);
    const fence = fences.get(driver) ?? fenced(driver, onFault);
    fences.set(driver, fence);
    return fence;
  };
  // What others have marked the function with stays on it.
  module.loadDriver = Object.assign(withFence, loadDriver, { [guarded]: true });
};

const fenced = (driver: Driver, onFault: (error: unknown) => void): Driver =>
  class extends driver {
    // Drivers written in C++ look `emit` up on the object, so this one is found.
    override emit(event: string, ...words: readonly unknown[]): boolean {
      if (event !== 'data') return super.emit(event, ...words);
      try {
        return super.emit(event, ...words);
      } catch (error) {
        onFault(error);
        return true;
      }
    }
  };

const isDriverModule = (value: unknown): value is DriverModule =>
  typeof value === 'function' && 'loadDriver' in value && typeof value.loadDriver === 'function';
