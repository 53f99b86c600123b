/** DescribeSeries: what the registry says of a pedometer and of whoever holds it, for the tags of a series; never a name. */
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import type { Registry } from '../registry/registry.ts';
import type { SeriesTags } from './series-tags.ts';

export type DescribeSeries = (device: DeviceSerial, participant: ParticipantId | null) => SeriesTags;

/**
 * By the registry as it is at the moment of writing: the participant's centre, or that of the pedometer on days on which it changed
 * hands or lay in the cupboard; the pedometer's model.
 */
export const describeBy =
  (registry: Registry): DescribeSeries =>
  (device, participant) => {
    const known = registry.deviceOf(device);
    const held = participant === null ? undefined : registry.participant(participant);
    const centre = held?.centre ?? known?.centre;
    return {
      ...(centre === undefined ? {} : { centre }),
      ...(known === undefined ? {} : { model: known.model }),
    };
  };
