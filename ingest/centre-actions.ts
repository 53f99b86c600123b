/** Centre actions: what volunteers did, from the wire's words to the registry's hand-overs. */
import type { ActionBatch, CentreAction } from '../contract/centre-action.ts';
import type { DeviceSerial, GatewayId } from '../contract/ids.ts';
import type { Said } from './registry/hand-over.ts';
import type { Registry } from './registry/registry.ts';

export class CentreActions {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** To be called in a transaction, as what follows. What fails is kept for the desk, and `onFailed` is told. */
  take(batch: ActionBatch, journal: number, receivedMs: number, onFailed: (error: unknown) => void): void {
    const said = batch.actions.map((action) => saidOf(action, batch.gateway, journal));
    this.#registry.handOvers.hear(said, receivedMs, onFailed);
  }

  /** Visits have been derived: pedometers that were given back may be free now. */
  visited(devices: Iterable<DeviceSerial>): void {
    this.#registry.handOvers.read(devices);
  }
}

const saidOf = (action: CentreAction, gateway: GatewayId, journal: number): Said => {
  const { id, at, trusted, kind } = action;
  const said = { gateway, action: id, kind, atMs: at, trusted, journal, by: null, body: JSON.stringify(action) };
  switch (action.kind) {
    case 'lend':
      return { ...said, device: action.device, participant: action.participant };
    case 'return':
      return { ...said, device: action.device, sequence: action.sequence };
    case 'exchange': {
      const { device, replacement, participant, reason, sequence } = action;
      return { ...said, device, replacement, participant, reason, sequence };
    }
    case 'lost':
      return { ...said, device: action.device, participant: action.participant ?? null };
    case 'found':
    case 'swap':
      return { ...said, device: action.device };
    case 'undo':
      return { ...said, target: action.action };
  }
};
