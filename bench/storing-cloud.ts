/** StoringCloud: a real MQTT broker and somebody behind it who says "stored" to every batch, for the air benchmark. */
import { connectAsync, type MqttClient } from 'mqtt';
import { batchSchema } from '../contract/batch.ts';
import { anyGateway, topicOf } from '../contract/topics.ts';
import { AedesBroker } from '../gateway/uplink/aedes-broker.ts';
import { storing } from '../gateway/uplink/paper-cloud.ts';

export class StoringCloud implements AsyncDisposable {
  readonly #broker = new AedesBroker();
  #client: MqttClient | undefined;
  /** Visits receipted so far. */
  visits = 0;

  get url(): string {
    return this.#broker.url;
  }

  async start(): Promise<void> {
    await this.#broker.start();
    const client = await connectAsync(this.url, { clientId: 'cloud' });
    this.#client = client;
    client.on('message', (_topic, payload) => {
      const batch = batchSchema.parse(JSON.parse(payload.toString()));
      this.visits += batch.visits.length;
      client.publish(topicOf(batch.gateway, 'receipts'), JSON.stringify(storing(batch, 1)), { qos: 1 });
    });
    await client.subscribeAsync(anyGateway('visits'), { qos: 1 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client?.endAsync(true);
    await this.#broker.stop();
  }
}
