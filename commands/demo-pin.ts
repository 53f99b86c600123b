/** Demo PIN: opens the volunteers' pages of a demo; made by chance for its folder, and kept there to be shown again. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinSchema } from '../contract/volunteer.ts';
import { chancePin } from '../gateway/kiosk/new-pin.ts';
import { PinFile } from '../gateway/kiosk/pin-file.ts';
import { hashPin } from '../gateway/kiosk/pin-hash.ts';
import { systemBytes } from '../runtime/random-bytes.ts';

export class DemoPin {
  readonly digits: string;
  /** Of the file that gateways read. */
  readonly path: string;

  private constructor(digits: string, path: string) {
    this.digits = digits;
    this.path = path;
  }

  /** Of the demo in the folder `data`; whoever was signed in before a restart still is. */
  static async of(data: string): Promise<DemoPin> {
    const path = join(data, 'volunteers.pin');
    const shown = join(data, 'volunteers-pin.txt');
    const kept = pinSchema.safeParse(existsSync(shown) ? readFileSync(shown, 'utf8').trim() : '');
    if (kept.success && existsSync(path)) return new DemoPin(kept.data, path);
    const digits = chancePin(systemBytes);
    writeFileSync(shown, `${digits}\n`, { mode: 0o600 });
    new PinFile(path).write(await hashPin(digits, systemBytes));
    return new DemoPin(digits, path);
  }
}
