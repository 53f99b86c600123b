/** DescribeSeries: what the registry says of a pedometer and of whoever holds it, for the tags of a series; never a name. */
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import type { Registry } from '../registry/registry.ts';
import type { SeriesTags } from './series-tags.ts';

export type DescribeSeries = (device: DeviceSerial, participant: ParticipantId | null) => SeriesTags;

/** By the registry as it is at the moment of writing: the participant's centre, the pedometer's model. */
export const describeBy =
  (registry: Registry): DescribeSeries =>
  (device, participant) => {
    const centre = participant === null ? undefined : registry.participant(participant)?.centre;
    const model = registry.deviceOf(device)?.model;
    return { ...(centre === undefined ? {} : { centre }), ...(model === undefined ? {} : { model }) };
  };
