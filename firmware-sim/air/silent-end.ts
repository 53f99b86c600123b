/** SilentEnd: stands in for a peripheral that never heard the connection request. */
import type { LinkEnd } from './link.ts';

/** Known by the peripheral's name and address, and told nothing. */
export const silentEnd = (peripheral: LinkEnd): LinkEnd => ({
  name: peripheral.name,
  address: peripheral.address,
  rssiDbm: peripheral.rssiDbm,
  loss: peripheral.loss,
  isCongested: false,
  linkCount: 0,
  dataBytesMax: peripheral.dataBytesMax,
  linkDelivers: () => undefined,
  linkCompletes: () => undefined,
  linkUpdated: () => undefined,
  linkDataLengthChanged: () => undefined,
  linkEnded: () => undefined,
});
