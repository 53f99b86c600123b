/** Wire: the port to MQTT, whatever broker stands behind it. Delivery is at least once; order is not promised. */
import type { GatewayId } from '../../contract/ids.ts';
import type { UpTopic } from '../../contract/topics.ts';
import type { Service } from '../../runtime/service.ts';
import type { ReadingWord } from '../reading.ts';

export interface UpMessage {
  readonly gateway: GatewayId;
  readonly name: UpTopic;
  readonly payload: Uint8Array;
  /** Delivered from the broker's memory at subscription, not just now. */
  readonly retained: boolean;
  /** What a thread beside this one has read in it already. */
  readonly reading?: ReadingWord | undefined;
}

export interface Wire extends Service {
  /** To be called before `start`. The listener must return quickly: it holds up the broker. */
  onMessage(listener: (message: UpMessage) => void): void;
  /** Lets nobody new in; whoever is connected still hears what is sent. */
  letNobodyIn?(): void;
  /** Settles when what was sent so far has left this process, or soon after where somebody does not read. */
  flushed?(): Promise<void>;
  /** Whether a message that is sent now can reach the broker. */
  readonly isConnected: boolean;
  /** Asked of a gateway's every batch: how long to leave it unread. Only for wires that can make one gateway wait and no other. */
  slowDown?(slowMsOf: (gateway: GatewayId) => number): void;
  /** Sends at QoS 1 and does not wait: every contract message that matters is answered or repeated. */
  publish(topic: string, payload: string, options: { readonly retain: boolean }): void;
}
