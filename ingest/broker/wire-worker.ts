/** Wire worker: the thread in which the broker runs and batches are read (WireThread). It writes nothing. */
import { parentPort, workerData } from 'node:worker_threads';
import { pino } from 'pino';
import type { GatewayId } from '../../contract/ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { assert, messageOf, OperatorError } from '../../runtime/fault.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import type { Log } from '../../runtime/log.ts';
import { KnownKeys } from '../known-keys.ts';
import { readVisits, wordOf } from '../reading.ts';
import { NewestWords } from './newest-words.ts';
import type { UpMessage, Wire } from './wire.ts';
import type { WireNews, WireOrder, WirePlan, WireThreadData } from './wire-words.ts';

/** With this much handed over and not yet taken, the embedded broker leaves every batch on the line for a while. */
const handedBytesMax = 16 * 1024 * 1024;
const handedSlowMs = 250;
/** The cloud says that it is not ready when its broker has been away for a moment; it need not know sooner. */
const lookEveryMs = 500;

const port = parentPort;
assert(port !== null, 'the broker’s worker runs as a thread');
const { plan, databasePath } = workerData as WireThreadData;
const keys = new KnownKeys(databasePath, systemClock);

const tell = (news: WireNews, transfer: ArrayBuffer[] = []): void => port.postMessage(news, transfer);

/** Told to the log of the cloud, which adds the time and knows what is wanted. */
const log: Log = pino(
  { level: 'debug', base: null, timestamp: false, formatters: { level: (level) => ({ level }) } },
  { write: (line: string) => tell({ kind: 'log', line }) },
);

/** Questions to the registry that have no answer yet. */
const questions = new Map<number, (isAdmitted: boolean) => void>();
let lastQuestion = 0;
const ask = (gateway: GatewayId, secret: string | null): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  lastQuestion += 1;
  questions.set(lastQuestion, resolve);
  tell({ kind: 'asks', question: lastQuestion, gateway, secret });
  return promise;
};

let handedBytes = 0;
/** Gateways that intake wants to be read more slowly, and by how much. */
const slow = new Map<GatewayId, number>();

const slowMsOf = (gateway: GatewayId): number =>
  Math.max(slow.get(gateway) ?? 0, handedBytes > handedBytesMax ? handedSlowMs : 0);

const take = (message: UpMessage): void => {
  if (message.name === 'visits' || message.name === 'actions') hand(message);
  else words.take(message);
};

const hand = ({ gateway, name, payload, retained }: UpMessage): void => {
  const reading =
    name === 'visits' ? wordOf(readVisits(gateway, payload, (device) => keys.of(device), hmacSha256)) : undefined;
  // In memory of its own: what is handed over is gone here.
  const bytes = new Uint8Array(payload);
  handedBytes += bytes.byteLength;
  tell({ kind: 'message', message: { gateway, name, payload: bytes, retained, reading } }, [bytes.buffer]);
};

const words = new NewestWords(hand);

const obey = (order: WireOrder): void => {
  if (order.kind === 'publish') {
    handedBytes -= order.takenBytes;
    for (const [gateway, ms] of order.slow) {
      if (ms > 0) slow.set(gateway, ms);
      else slow.delete(gateway);
    }
    for (const { topic, payload, retain } of order.words) wire.publish(topic, payload, { retain });
  } else if (order.kind === 'admit') {
    questions.get(order.question)?.(order.isAdmitted);
    questions.delete(order.question);
  } else if (order.kind === 'let-nobody-in') {
    wire.letNobodyIn?.();
  } else if (order.kind === 'flush') {
    void flush();
  } else {
    void stop();
  }
};

/** Each brings a whole MQTT library with it, and only one is wanted. */
const wireOf = async (of: WirePlan): Promise<Wire & { readonly port?: number }> => {
  if (of.kind === 'remote') {
    const { RemoteBroker } = await import('./remote-broker.ts');
    return new RemoteBroker({ ...of, log });
  }
  const { EmbeddedBroker } = await import('./embedded-broker.ts');
  return new EmbeddedBroker({ ...of, log, checkGateway: ask, knownGateway: (gateway) => ask(gateway, null) });
};

/** A sign of life as well: of a thread that hangs nothing is heard. */
const look = (): void => tell({ kind: 'connected', isConnected: wire.isConnected });

const flush = async (): Promise<void> => {
  await wire.flushed?.();
  tell({ kind: 'flushed' });
};

const stop = async (): Promise<void> => {
  clearInterval(looking);
  await wire[Symbol.asyncDispose]();
  words[Symbol.dispose]();
  keys[Symbol.dispose]();
  port.close();
};

const wire = await wireOf(plan);
wire.onMessage(take);
wire.slowDown?.(slowMsOf);
port.on('message', obey);
const looking = setInterval(look, lookEveryMs);
try {
  await wire.start(new AbortController().signal);
  look();
  tell({ kind: 'started', port: wire.port ?? 0 });
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  tell({ kind: 'not-started', code: error.code, sentence: messageOf(error), hint: error.hint });
  await stop();
}
