/** Battery level: what a percentage means for whoever has to change the battery. */

export type BatteryLevel = 'well' | 'low' | 'empty' | 'unknown';

/** Below, the kiosk asks for a change, too. */
const lowBelow = 20;
const emptyBelow = 8;

export const batteryLevelOf = (percent: number | null): BatteryLevel => {
  if (percent === null) return 'unknown';
  return percent < emptyBelow ? 'empty' : percent < lowBelow ? 'low' : 'well';
};
