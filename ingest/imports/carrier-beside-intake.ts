/** Carrier beside intake: the running cloud's import carrier, which leaves most of the time to the gateways. */
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import { noRest, type Rest } from '../../runtime/rest.ts';
import type { CloudStore } from '../cloud-store.ts';
import type { Intake } from '../intake.ts';
import { ImportCarrier } from './import-carrier.ts';

export interface CarrierBesideIntakeParts {
  readonly store: CloudStore;
  readonly intake: () => Pick<Intake, 'hasTaken'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Whoever brought something latelyMs is about to bring more. */
const latelyMs = 1_000;
/** Of the time in which gateways bring something, imports have a fifth. */
const restPerWork = 4;

export const carrierBesideIntake = ({ store, intake, clock, log }: CarrierBesideIntakeParts): ImportCarrier => {
  const rest: Rest = (workedMs) =>
    intake().hasTaken(latelyMs) ? clock.sleep(restPerWork * workedMs) : noRest(workedMs);
  return new ImportCarrier(store, {
    clock,
    rest,
    onTrouble: ({ id, file }, error) =>
      log.error(
        { import: id, file, error },
        'days of an import cannot be told: it is set aside, and the page of imports says so',
      ),
  });
};
