/** AttCount: what passes between a real noble and a pedometer after discovery, counted at noble's own HCI. */
import type { NobleLike, OpenNoble } from '../../gateway/radio/noble-like.ts';
import type { Connection, Radio } from '../../gateway/radio/radio.ts';

const attOpcode = { notification: 0x1b, indication: 0x1d } as const;
const attributeChannel = 4;

export class AttCount {
  /** Each answers one request. */
  responses = 0;
  notifications = 0;

  /** Opens as `open` does, and listens in. */
  opening(open: OpenNoble): OpenNoble {
    return async () => {
      const noble = await open();
      listenTo(noble, (data) => this.#count(data));
      return noble;
    };
  }

  /** `radio`, with the count beginning anew whenever a connection stands and its services are found. */
  restartedBy(radio: Radio): Radio {
    return {
      listen: (listener) => radio.listen(listener),
      reset: () => radio.reset(),
      hasHeard: (address) => radio.hasHeard(address),
      connect: async (address, deadlines): Promise<Connection> => {
        const connection = await radio.connect(address, deadlines);
        this.responses = 0;
        this.notifications = 0;
        return connection;
      },
      [Symbol.asyncDispose]: () => radio[Symbol.asyncDispose](),
    };
  }

  #count(data: Buffer): void {
    if (data[0] === attOpcode.notification) this.notifications += 1;
    else if (data[0] !== attOpcode.indication) this.responses += 1;
  }
}

const listenTo = (noble: NobleLike, take: (data: Buffer) => void): void => {
  const hci: unknown = Reflect.get(Object(Reflect.get(noble, '_bindings')), '_hci');
  if (!isListenable(hci)) throw new Error('noble has changed');
  hci.on('aclDataPkt', (_handle, channel, data) => {
    if (channel === attributeChannel) take(data);
  });
};

interface Listenable {
  on(event: 'aclDataPkt', listener: (handle: number, channel: number, data: Buffer) => void): unknown;
}

const isListenable = (value: unknown): value is Listenable =>
  typeof value === 'object' && value !== null && 'on' in value && typeof value.on === 'function';
