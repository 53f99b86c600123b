/** Checker of what is refused: every message and every page that was not used has its item in quarantine. */
import type { DatabaseSync } from 'node:sqlite';
import { batchSchema } from '../../../contract/batch.ts';
import { decodePage, verifyPage } from '../../../contract/page.ts';
import { hmacSha256 } from '../../../runtime/hmac.ts';
import type { TownTruth } from '../truth/town-truth.ts';
import type { Books } from './books.ts';
import { wrongs, type Wrong } from './wrong.ts';

export const nothingIsRefusedInSilence = (town: TownTruth, { cloud }: Books): readonly Wrong[] => {
  const items = cloud.prepare('SELECT reason, device, journal FROM quarantine').all();
  const unreadable = cloud.prepare("SELECT id FROM journal WHERE kind = 'unreadable'").all();
  const unfiled = unreadable.filter(({ id }) => !items.some((item) => item['journal'] === id));
  const unsigned = [...unsignedDevices(town, cloud)].filter(
    (device) => !items.some((item) => item['device'] === device && reasons.includes(String(item['reason']))),
  );
  return wrongs('every step is accounted for', [
    ...unfiled.map(({ id }) => `the unreadable message ${Number(id)} is in no quarantine`),
    ...unsigned.map((device) => `pages that ${device} did not sign are in no quarantine`),
  ]);
};

const reasons = ['bad-tag', 'unreadable-page', 'unknown-device', 'from-the-future'];

/** Devices in whose name the journal holds pages that their key did not sign. */
const unsignedDevices = ({ devices }: TownTruth, cloud: DatabaseSync): ReadonlySet<string> => {
  const keys = new Map(devices.map(({ serial, key }) => [serial, key]));
  const found = new Set<string>();
  for (const row of cloud.prepare("SELECT body FROM journal WHERE kind = 'batch'").all()) {
    const { visits } = batchSchema.parse(JSON.parse(new TextDecoder().decode(row['body'] as Uint8Array)));
    for (const { device, pages = [] } of visits) {
      const key = keys.get(device);
      for (const text of pages) {
        const bytes = Uint8Array.fromBase64(text);
        const isSigned =
          key !== undefined && decodePage(bytes).kind === 'decoded' && verifyPage(bytes, key, device, hmacSha256);
        if (!isSigned) found.add(device);
      }
    }
  }
  return found;
};
