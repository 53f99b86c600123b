/** Pedometer desk: adding and editing the pedometers of the register. A key is taken and never told. */
import type { DeviceSerial } from '../../contract/ids.ts';
import type {
  PedometerAsk,
  PedometerBody,
  PedometerEdit,
  PedometerEditAsk,
} from '../../contract/register-pedometer.ts';
import type { Saved } from '../../contract/register-terms.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { cellChanges } from '../registry/cell-changes.ts';
import type { Device } from '../registry/registry-rows.ts';
import { known } from './register-faults.ts';
import { fieldChanges } from './register-log.ts';
import { note, refused } from './register-words.ts';
import type { RegisterWorld } from './register-world.ts';
import { possible, type Judged, type Saver } from './saved.ts';
import { sentOf } from './sent.ts';

const others = 'SELECT serial FROM device WHERE centre = ? AND label = ? AND serial <> ? ORDER BY serial LIMIT 3';

export class PedometerDesk {
  readonly #world: RegisterWorld;
  readonly #saver: Saver;
  readonly #prepared: Prepared;

  constructor(world: RegisterWorld, saver: Saver) {
    this.#world = world;
    this.#saver = saver;
    this.#prepared = new Prepared(world.store.database);
  }

  previewAdd(ask: PedometerAsk): Saved {
    return possible(this.#judgeNew(ask));
  }

  add(body: PedometerBody): Saved {
    return this.#saver.save(body, 'pedometer-add', () => this.#judgeNew(body));
  }

  /** Throws DeskFault `unknown-device`. */
  previewEdit(serial: DeviceSerial, ask: PedometerEditAsk): Saved {
    return possible(this.#judgeEdit(serial, ask));
  }

  edit(serial: DeviceSerial, body: PedometerEdit): Saved {
    return this.#saver.save({ ...body, ...{ serial } }, 'pedometer-edit', () => this.#judgeEdit(serial, body));
  }

  #judgeNew({ device: serial, key, label, model, capacityBuckets, bucketSeconds, centre }: PedometerAsk): Judged {
    if (this.#world.store.registry.deviceOf(serial) !== undefined) return refused('id-taken');
    const said = { serial, label, model, capacityBuckets, bucketSeconds, centre, status: 'in-stock' } as const;
    return this.#judge(undefined, { ...said, key: Uint8Array.fromHex(key) });
  }

  #judgeEdit(serial: DeviceSerial, ask: PedometerEditAsk): Judged {
    const held = known(this.#world.store.registry.deviceOf(serial), 'pedometer');
    const { key, label, model, capacityBuckets, bucketSeconds, centre, status } = ask;
    const newKey = key === undefined ? undefined : Uint8Array.fromHex(key);
    return this.#judge(held, {
      ...held,
      ...sentOf({ key: newKey, label, model, capacityBuckets, bucketSeconds, centre, status }),
    });
  }

  #judge(held: Device | undefined, device: Device): Judged {
    const { registry } = this.#world.store;
    const { serial, label, centre, key, status } = device;
    if (registry.centre(centre) === undefined) return refused('unknown-centre');
    const cells = cellChanges(held, toldOf(device));
    if (cells.length === 0) return refused('nothing-to-change');
    const twice = this.#prepared.of(others).all(centre, label, serial);
    const notes = [
      ...(twice.length > 0 ? [note('label-twice', twice.map((row) => String(row['serial'])).join(', '))] : []),
      ...(held !== undefined && held.key.toHex() !== key.toHex() ? [note('key-changed')] : []),
    ];
    const write = (actor: string): number | undefined => {
      if (cells.some(({ column }) => column !== 'status'))
        registry.putDevice({ ...device, status: held?.status ?? 'in-stock' });
      if (held === undefined || held.status === status) return undefined;
      registry.handOvers.setStatus(serial, status, actor);
      return registry.handOvers.table.ofDevice(serial).at(-1)?.id;
    };
    const kind = held === undefined ? 'added' : 'edited';
    return { of: 'device', id: serial, kind, changes: fieldChanges(cells), notes, write };
  }
}

const toldOf = ({ label, model, capacityBuckets, bucketSeconds, centre, status, key }: Device): object => ({
  label,
  model,
  capacityBuckets,
  bucketSeconds,
  centre,
  status,
  key,
});
