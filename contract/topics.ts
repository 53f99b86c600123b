/** The MQTT topics between gateways and the cloud, built and read in one place (docs/wire.md §2). */
import { gatewayIdSchema, type GatewayId } from './ids.ts';

const root = 'ayumi/v1';

export const upTopics = ['visits', 'actions', 'state', 'health'] as const;
export const downTopics = ['receipts', 'roster', 'results', 'centre'] as const;
export type UpTopic = (typeof upTopics)[number];
export type DownTopic = (typeof downTopics)[number];

export const topicOf = (gateway: GatewayId, name: UpTopic | DownTopic): string => `${root}/${gateway}/${name}`;

/** What the cloud subscribes to: one topic name of every gateway. */
export const anyGateway = (name: UpTopic): string => `${root}/+/${name}`;

/** The gateway and name a topic speaks of, or undefined when it is none of ours. */
export const readTopic = (
  topic: string,
): { readonly gateway: GatewayId; readonly name: UpTopic | DownTopic } | undefined => {
  const [first, second, gateway, name, ...rest] = topic.split('/');
  if (`${first}/${second}` !== root || rest.length > 0) return undefined;
  const id = gatewayIdSchema.safeParse(gateway);
  const known = [...upTopics, ...downTopics].find((word) => word === name);
  return id.success && known !== undefined ? { gateway: id.data, name: known } : undefined;
};
