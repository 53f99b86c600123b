/** Plan: everything that will happen in a simulated world, drawn from a seed before it begins, as data one can read. */
import type { CentreId, DeviceSerial, GatewayId, ParticipantId } from '../../../contract/ids.ts';
import type { PointKind } from './machine.ts';
import type { LinkQuality, LinkState } from './network.ts';
import type { LinkTrouble } from './room.ts';
import type { DeviceMake } from './simulated-device.ts';
import type { WriteFault } from './virtual-disk.ts';

export interface TownPlan {
  readonly zone: string;
  readonly startMs: number;
  readonly days: number;
  readonly centre: CentreId;
  readonly gateways: readonly GatewayId[];
  readonly devices: readonly DeviceMake[];
  readonly participants: readonly ParticipantId[];
  /** Those the desk does not know from the first day on. */
  readonly unregistered: readonly DeviceSerial[];
  /** Whose steps each pedometer counts: two that one person carries have the same walk. */
  readonly walks: ReadonlyMap<DeviceSerial, number>;
}

/** What people do. */
export type Deed =
  | {
      readonly kind: 'visit';
      readonly device: DeviceSerial;
      readonly gateway: GatewayId;
      readonly trouble: LinkTrouble;
      readonly patienceMs: number;
    }
  | { readonly kind: 'swap'; readonly device: DeviceSerial; readonly offMs: number }
  | { readonly kind: 'wash'; readonly device: DeviceSerial }
  /** Its serial and key become known at the desk. */
  | { readonly kind: 'register'; readonly device: DeviceSerial }
  /** Keyed in at the desk now; true from `fromMs` on. */
  | {
      readonly kind: 'lend';
      readonly device: DeviceSerial;
      readonly participant: ParticipantId;
      readonly fromMs: number;
    }
  | { readonly kind: 'take-back'; readonly device: DeviceSerial; readonly toMs: number };

export const forgeries = [
  'same-bytes',
  'other-number',
  'changed-steps',
  'made-up-key',
  'other-device',
  'other-epoch',
  'other-gateway',
  'garbage',
  'huge',
] as const;
export type Forgery = (typeof forgeries)[number];

/** What the weather does. `machine` is a gateway's id or `cloud`. */
export type Blow =
  | { readonly kind: 'die'; readonly machine: string; readonly how: 'killed' | 'power'; readonly downMs: number }
  | {
      readonly kind: 'die-soon';
      readonly machine: string;
      readonly how: 'killed' | 'power';
      readonly points: number;
      readonly at: PointKind | undefined;
      readonly downMs: number;
    }
  | { readonly kind: 'die-in-commit'; readonly machine: string; readonly downMs: number }
  | { readonly kind: 'restart'; readonly machine: string }
  /** Only where every ring goes back to the beginning: what was receipted and is lost with the card is then still there. */
  | { readonly kind: 'card-dies'; readonly gateway: GatewayId }
  | { readonly kind: 'card-rots'; readonly gateway: GatewayId; readonly bytes: number }
  | { readonly kind: 'freeze'; readonly machine: string; readonly durationMs: number }
  | { readonly kind: 'disk-fails'; readonly machine: string; readonly fault: WriteFault; readonly durationMs: number }
  | { readonly kind: 'write-fails'; readonly machine: string; readonly fault: WriteFault; readonly writes: number }
  | { readonly kind: 'link'; readonly machine: string; readonly state: LinkState; readonly durationMs: number }
  | { readonly kind: 'broker-dies'; readonly forgets: boolean; readonly downMs: number }
  | { readonly kind: 'quality'; readonly quality: LinkQuality; readonly durationMs: number }
  | { readonly kind: 'radio-deaf'; readonly gateway: GatewayId; readonly durationMs: number }
  | {
      readonly kind: 'clock-off';
      readonly gateway: GatewayId;
      readonly byMs: number;
      /** What its time service says meanwhile. */
      readonly isVouchedFor: boolean;
      readonly durationMs: number;
    }
  | { readonly kind: 'forgery'; readonly gateway: GatewayId; readonly forgery: Forgery };

export type Happening = { readonly atMs: number } & (Deed | Blow);

export interface Plan {
  readonly seed: number;
  readonly town: TownPlan;
  /** Inside the cloud, as by default, it dies with it. */
  readonly broker: 'embedded' | 'remote';
  /** In order of time. */
  readonly happenings: readonly Happening[];
}

export const isDeed = (happening: Happening): happening is Happening & Deed =>
  ['visit', 'swap', 'wash', 'register', 'lend', 'take-back'].includes(happening.kind);
