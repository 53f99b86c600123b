/** Doubts: why what somebody says of a pedometer has to wait before it counts (docs/decisions/0010, rule 5). */
import type { DeviceSerial, GatewayId, ParticipantId } from '../../contract/ids.ts';
import type { HandOver, HeldReason, Said } from './hand-over.ts';

export interface DoubtsParts {
  readonly isDevice: (device: DeviceSerial) => boolean;
  readonly isParticipant: (participant: ParticipantId) => boolean;
  /** Whether the pedometer belongs to the gateway's centre, or has been read there. */
  readonly isOfCentre: (device: DeviceSerial, gateway: GatewayId) => boolean;
}

type Named = Pick<Said, 'device' | 'replacement' | 'participant'>;

/** What says that it happened this much after it was heard has a wrong clock behind it. */
const aheadMsMax = 10 * 60_000;
/** A ring holds sixty days: no outbox waits longer without somebody looking, and no honest one speaks of a time before. */
const behindMsMax = 60 * 24 * 3_600_000;

export class Doubts {
  readonly #parts: DoubtsParts;

  constructor(parts: DoubtsParts) {
    this.#parts = parts;
  }

  /** About what is heard for the first time. */
  about(said: Said, heardMs: number): HeldReason | null {
    if (said.kind === 'undo') return 'unknown-action';
    if (said.trusted === false || said.atMs < heardMs - behindMsMax) return 'clock-in-doubt';
    return said.atMs > heardMs + aheadMsMax ? 'from-the-future' : this.#strangeIn(said);
  }

  /** About what waited for a name. What the desk has settled, it has also taken from whoever said it. */
  left(handOver: HandOver): HeldReason | null {
    return handOver.by === null ? this.#strangeIn(handOver) : this.unknownIn(handOver);
  }

  unknownIn(said: Named): 'unknown-device' | 'unknown-participant' | null {
    const { isDevice, isParticipant } = this.#parts;
    const { participant } = said;
    if (!devicesOf(said).every(isDevice)) return 'unknown-device';
    return participant !== null && participant !== undefined && !isParticipant(participant)
      ? 'unknown-participant'
      : null;
  }

  /** Nobody is taken at their word on a pedometer that they never had. */
  #strangeIn(said: Named & Pick<Said, 'gateway'>): HeldReason | null {
    const unknown = this.unknownIn(said);
    const { gateway } = said;
    if (unknown === 'unknown-device' || gateway === null) return unknown;
    const isTheirs = devicesOf(said).every((each) => this.#parts.isOfCentre(each, gateway));
    return isTheirs ? unknown : 'not-this-centres';
  }
}

const devicesOf = ({ device, replacement }: Named): readonly DeviceSerial[] =>
  [device, replacement].filter((each) => each !== null && each !== undefined);
