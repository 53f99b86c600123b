/** Sample hand-overs: what two centres say of the sample registry's pedometers and people, and what becomes of it, for tests. */
import type { DeviceSerial, GatewayId, ParticipantId } from '../../contract/ids.ts';
import { outcomeOf, type HandOver, type Said } from './hand-over.ts';
import type { Registry } from './registry.ts';
import { sampleNowMs } from './sample-registry.ts';

export const north = 'gw-north' as GatewayId;
export const south = 'gw-south' as GatewayId;
export const device = (n: number) => `A-${n}` as DeviceSerial;
export const person = (n: number) => `P-${n}` as ParticipantId;
const minute = 60_000;
export const at = (minutes: number): number => sampleNowMs - 600 * minute + minutes * minute;

export const by = (gateway: GatewayId, action: string, minutes: number) => ({
  gateway,
  action,
  atMs: at(minutes),
  by: null,
});
export const lend = (who: GatewayId, action: string, minutes: number, d: number, p: number): Said => ({
  ...by(who, action, minutes),
  kind: 'lend',
  device: device(d),
  participant: person(p),
});
export const giveBack = (
  who: GatewayId,
  action: string,
  minutes: number,
  d: number,
  sequence: number | null = null,
): Said => ({
  ...by(who, action, minutes),
  kind: 'return',
  device: device(d),
  sequence,
});
export const say = (
  who: GatewayId,
  action: string,
  minutes: number,
  d: number,
  kind: 'lost' | 'found' | 'swap',
): Said => ({
  ...by(who, action, minutes),
  kind,
  device: device(d),
});
export const lostBy = (who: GatewayId, action: string, minutes: number, d: number, p: number): Said => ({
  ...say(who, action, minutes, d, 'lost'),
  participant: person(p),
});
export const exchange = (
  who: GatewayId,
  action: string,
  minutes: number,
  { from, to, p, reason = 'broken' }: { from: number; to: number; p: number; reason?: 'broken' | 'lost' | 'battery' },
): Said => ({
  ...by(who, action, minutes),
  kind: 'exchange',
  device: device(from),
  replacement: device(to),
  participant: person(p),
  reason,
});
export const undo = (who: GatewayId, action: string, minutes: number, target: string): Said => ({
  ...by(who, action, minutes),
  kind: 'undo',
  target,
});

export const hear = (registry: Registry, said: readonly Said[]): readonly HandOver[] =>
  registry.atomically(() =>
    registry.handOvers.hear(said, sampleNowMs, (error) => {
      throw error;
    }),
  );
export const loans = (registry: Registry): readonly string[] =>
  registry
    .loans()
    .map(
      ({ device: serial, participant, fromMs, toMs }) =>
        `${serial} ${participant} ${(fromMs - at(0)) / minute}–${toMs === null ? '' : (toMs - at(0)) / minute}`,
    )
    .toSorted();
/** What became of an action, and whose action made the difference. */
export const fate = (registry: Registry, who: GatewayId, action: string): string => {
  const { table } = registry.handOvers;
  const handOver = table.ofAction(who, action);
  if (handOver === undefined) return 'never heard';
  const { outcome, because, of } = outcomeOf(handOver);
  const other = of === null ? undefined : table.get(of);
  return [outcome, because, other && `${other.gateway ?? 'desk'}/${other.action}`].filter(Boolean).join(' ');
};
export const status = (registry: Registry, n: number): string | undefined => registry.deviceOf(device(n))?.status;
