/** Gateway disk: looks at a gateway's database from outside, whether the gateway is alive or dead. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { DeviceSerial } from '../../contract/ids.ts';
import { noBallast } from '../../gateway/outbox/ballast.ts';
import { Outbox } from '../../gateway/outbox/outbox.ts';
import { trialGateway } from './trial-town.ts';

export class GatewayDisk implements Disposable {
  readonly #database: DatabaseSync;
  readonly #outbox: Outbox;

  constructor(data: string) {
    this.#database = new DatabaseSync(join(data, `gateway-${trialGateway}.sqlite`), { readOnly: true, timeout: 2_000 });
    this.#outbox = new Outbox(this.#database, {
      gateway: trialGateway,
      boot: '-',
      bytesMax: 1,
      diskFreeBytes: () => null,
      diskFreeBytesMin: 0,
      ballast: noBallast,
    });
  }

  /** Whether the gateway has been connected to the cloud, which then told it the roster. */
  static hasRoster(data: string): boolean {
    try {
      using disk = new GatewayDisk(data);
      return disk.#database.prepare("SELECT 1 FROM note WHERE name = 'roster'").get() !== undefined;
    } catch {
      // Still to be made.
      return false;
    }
  }

  /** Every closed bucket below the answer is at the cloud, which has those below `confirmed`, or here. */
  held(device: DeviceSerial, confirmed: number): number {
    return this.#outbox.held(device, confirmed);
  }

  /** What the gateway last heard the cloud say of the pedometer. */
  told(device: DeviceSerial): number {
    const row = this.#database.prepare('SELECT sequence FROM confirmed WHERE device = ?').get(device);
    return Number(row?.['sequence'] ?? 0);
  }

  /** Visits whose batch has no receipt yet. */
  get waiting(): number {
    const row = this.#database.prepare('SELECT count(*) AS n FROM visit').get();
    return Number(row?.['n']);
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}
