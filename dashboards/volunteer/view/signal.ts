/** Signal: how near a pedometer is, from how strongly it is heard. */

export const nearness = ['near', 'middling', 'far'] as const;
export type Nearness = (typeof nearness)[number];

/** dBm. Below −85 a link often breaks; above −65 the pedometer lies on the same table. */
const nearFrom = -65;
const farBelow = -82;

export const nearnessOf = (rssi: number): Nearness =>
  rssi >= nearFrom ? 'near' : rssi < farBelow ? 'far' : 'middling';

/** Of four. */
export const barsOf = (rssi: number): number => (rssi >= nearFrom ? 4 : rssi >= -75 ? 3 : rssi >= farBelow ? 2 : 1);
