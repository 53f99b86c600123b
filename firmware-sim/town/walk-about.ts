/** WalkAbout: sends everybody of a simulated town to their centre as they are used to, for as long as it is let. */
import type { GatewayId } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import { assert } from '../../runtime/fault.ts';
import type { SimConfig } from '../sim-config.ts';
import type { Resident } from './resident.ts';
import type { SimulatedTown, VisitOutcome } from './simulated-town.ts';
import { nextVisitMs } from './visiting-habit.ts';

/** A gateway takes one at a time; more than these wait outside. */
const visitorsPerGatewayMax = 8;
/** How often it is looked who is due, in real time. */
const lookMs = 100;

export interface WalkAboutOptions {
  readonly town: SimulatedTown;
  readonly config: SimConfig;
  readonly clock: Clock;
  /** Whether they still have their pedometer; everybody has, when absent. */
  readonly hasPedometer?: (resident: Resident) => boolean;
  readonly onVisit?: (resident: Resident, gateway: GatewayId, outcome: VisitOutcome) => void;
}

/** Settles after `signal` aborts, when the last visitor has gone home. */
export const walkAbout = async (options: WalkAboutOptions, signal: AbortSignal): Promise<void> => {
  const { town, config, clock, hasPedometer = () => true } = options;
  const dueMs = new Map<Resident, number>(
    town.residents.map((each) => [each, nextVisitMs(each.habit, clock.wallMs(), config.zone)]),
  );
  const visitors = new Map<GatewayId, Set<Promise<void>>>();
  while (!signal.aborted) {
    for (const [resident, atMs] of dueMs) {
      if (atMs > clock.wallMs()) continue;
      const gateway = gatewayFor(config, resident);
      const here = visitors.get(gateway) ?? new Set();
      visitors.set(gateway, here);
      if (here.size >= visitorsPerGatewayMax) continue;
      // Somebody has laid it down at a gateway already, or it is somebody else's by now.
      if (town.gatewayOf(resident.serial) !== undefined || !hasPedometer(resident)) {
        dueMs.set(resident, nextVisitMs(resident.habit, clock.wallMs(), config.zone));
        continue;
      }
      // Out of the list while on the way.
      dueMs.set(resident, Infinity);
      const visit = visitOnce(options, resident, gateway).then(() => {
        here.delete(visit);
        dueMs.set(resident, nextVisitMs(resident.habit, clock.wallMs(), config.zone));
      });
      here.add(visit);
    }
    await clock.sleep(lookMs, signal);
  }
  await Promise.all([...visitors.values()].flatMap((here) => [...here]));
};

const visitOnce = async (options: WalkAboutOptions, resident: Resident, gateway: GatewayId): Promise<void> => {
  const outcome = await options.town.visit(resident.serial, gateway);
  options.onVisit?.(resident, gateway, outcome);
};

/** Everybody keeps to one gateway of their centre. */
const gatewayFor = (config: SimConfig, resident: Resident): GatewayId => {
  const gateways = config.centres.find(({ id }) => id === resident.centre)?.gateways ?? [];
  const gateway = gateways[Number(resident.label) % gateways.length];
  assert(gateway !== undefined, `centre ${resident.centre} has no gateway`);
  return gateway;
};
