/** TestGateway: what a gateway does with a pedometer, on a real noble, and every PDU the pedometer sent counted. */
import type { Characteristic, Noble, Peripheral } from '@stoprocent/noble';
import { stepLogUuid } from '../../contract/gatt.ts';
import { encodeReceiptSequence, reportAllRequest } from '../../contract/record-access.ts';
import { takeSegment, type Assembly } from '../../contract/segment.ts';
import { h4Bindings, installH4Driver } from '../../runtime/h4-socket.ts';

const attOpcode = { error: 0x01, notification: 0x1b, indication: 0x1d } as const;

/** PDUs that came from the pedometer. */
export interface Heard {
  notifications: number;
  indications: number;
  /** Each answers one request. */
  responses: number;
  readonly errors: number[];
  /** What the notifications carried. */
  readonly segments: Uint8Array[];
}

export interface ReportHeard {
  readonly pages: readonly Uint8Array[];
  /** The closing indication, in hex. */
  readonly response: string;
}

/** noble on the radio behind a socket, powered on; the caller stops it. */
export const nobleAt = async (socketPath: string): Promise<Noble> => {
  installH4Driver();
  const { withBindings } = await import('@stoprocent/noble');
  const noble = withBindings('hci', h4Bindings(socketPath));
  await noble.waitForPoweredOnAsync();
  return noble;
};

/** Scans until a pedometer is heard that `isWanted`; answers the peripheral as it was heard then. */
export const hear = async (noble: Noble, isWanted: (peripheral: Peripheral) => boolean = () => true) => {
  const heard = new Promise<Peripheral>((resolve) => {
    const take = (peripheral: Peripheral): void => {
      if (!isWanted(peripheral)) return;
      noble.removeListener('discover', take);
      resolve(peripheral);
    };
    noble.on('discover', take);
  });
  await noble.startScanningAsync([stepLogUuid.service], true);
  const peripheral = await heard;
  await noble.stopScanningAsync();
  return peripheral;
};

/** One whole visit of whoever is heard first. Answers how many buckets came, the open one included. */
export const serveOne = async (noble: Noble): Promise<number> => {
  const gateway = await TestGateway.connect(noble, await hear(noble));
  await gateway.subscribe();
  const { pages } = await gateway.report(reportAllRequest);
  const buckets = pages.reduce((sum, page) => sum + (page[14] ?? 0), 0);
  await gateway.at(stepLogUuid.receipt).writeAsync(Buffer.from(encodeReceiptSequence(buckets - 1)), false);
  await gateway.peripheral.disconnectAsync();
  return buckets;
};

export class TestGateway {
  readonly peripheral: Peripheral;
  readonly heard: Heard = { notifications: 0, indications: 0, responses: 0, errors: [], segments: [] };
  readonly #characteristics: ReadonlyMap<string, Characteristic>;

  constructor(noble: Noble, peripheral: Peripheral, characteristics: readonly Characteristic[]) {
    this.peripheral = peripheral;
    this.#characteristics = new Map(characteristics.map((each) => [each.uuid, each]));
    const hci: unknown = Reflect.get(Reflect.get(noble, '_bindings'), '_hci');
    if (!isListenable(hci)) throw new Error('noble has changed');
    const count: PduListener = (_handle, _channel, data) => this.#count(data);
    hci.on('aclDataPkt', count);
    peripheral.once('disconnect', () => hci.removeListener('aclDataPkt', count));
  }

  static async connect(noble: Noble, peripheral: Peripheral): Promise<TestGateway> {
    await peripheral.connectAsync();
    const { characteristics } = await peripheral.discoverAllServicesAndCharacteristicsAsync();
    return new TestGateway(noble, peripheral, characteristics);
  }

  at(uuid: string): Characteristic {
    const characteristic = this.#characteristics.get(uuid);
    if (characteristic === undefined) throw new Error(`no characteristic ${uuid}`);
    return characteristic;
  }

  async readText(uuid: string): Promise<string> {
    return (await this.at(uuid).readAsync()).toString();
  }

  async subscribe(): Promise<void> {
    await this.at(stepLogUuid.page).subscribeAsync();
    await this.at(stepLogUuid.recordAccess).subscribeAsync();
  }

  /** Writes a request and gathers pages until the indication; the gateway has subscribed. */
  async report(request: Uint8Array): Promise<ReportHeard> {
    const pages: Uint8Array[] = [];
    let assembly: Assembly | undefined;
    const take = (segment: Buffer): void => {
      const step = takeSegment(assembly, segment);
      assembly = step.assembly;
      if (step.outcome.kind === 'page') pages.push(step.outcome.page);
    };
    this.at(stepLogUuid.page).on('data', take);
    const response = this.#next(stepLogUuid.recordAccess);
    this.#writeOnly(stepLogUuid.recordAccess, request);
    const indicated = await response;
    this.at(stepLogUuid.page).removeListener('data', take);
    return { pages, response: indicated.toString('hex') };
  }

  /** A write that is expected to be refused. Answers the ATT error. */
  async refusedWrite(uuid: string, value: Uint8Array): Promise<number | undefined> {
    const before = this.heard.errors.length;
    this.#writeOnly(uuid, value);
    // Requests are answered in order: once this read is answered, so is the write.
    await this.at(stepLogUuid.status).readAsync();
    return this.heard.errors[before];
  }

  /** noble settles a write neither when it is refused nor when another one follows, and rejects it with the link. */
  #writeOnly(uuid: string, value: Uint8Array): void {
    this.at(uuid)
      .writeAsync(Buffer.from(value), false)
      .catch(() => undefined);
  }

  #next(uuid: string): Promise<Buffer> {
    return new Promise((resolve) => this.at(uuid).once('data', (data: Buffer) => resolve(data)));
  }

  #count(data: Buffer): void {
    const opcode = data[0];
    if (opcode === attOpcode.notification) {
      this.heard.notifications += 1;
      this.heard.segments.push(new Uint8Array(data.subarray(3)));
    } else if (opcode === attOpcode.indication) this.heard.indications += 1;
    else this.heard.responses += 1;
    if (opcode === attOpcode.error) this.heard.errors.push(data.readUInt8(4));
  }
}

type PduListener = (handle: number, channel: number, data: Buffer) => void;

interface Listenable {
  on(event: 'aclDataPkt', listener: PduListener): unknown;
  removeListener(event: 'aclDataPkt', listener: PduListener): unknown;
}

const isListenable = (value: unknown): value is Listenable =>
  typeof value === 'object' && value !== null && 'on' in value && typeof value.on === 'function';
