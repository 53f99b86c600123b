/** Journal pages: every genuine page in the journal, read and checked anew with the devices' keys. */
import type { DatabaseSync } from 'node:sqlite';
import { batchSchema } from '../../../contract/batch.ts';
import type { DeviceSerial } from '../../../contract/ids.ts';
import { decodePage, verifyPage } from '../../../contract/page.ts';
import { hmacSha256 } from '../../../runtime/hmac.ts';

export interface JournalPage {
  readonly journal: number;
  readonly device: DeviceSerial;
  readonly pageIndex: number;
  readonly firstSequence: number;
  readonly steps: Uint16Array;
  readonly lastOpen: boolean;
}

/** Of journal entries after `afterId`. Pages that are not signed with their device's key are left out. */
export const journalPages = (
  cloud: DatabaseSync,
  keys: ReadonlyMap<DeviceSerial, Uint8Array>,
  afterId = 0,
): readonly JournalPage[] =>
  cloud
    .prepare("SELECT id, body FROM journal WHERE kind = 'batch' AND id > ? ORDER BY id")
    .all(afterId)
    .flatMap((row) => pagesIn(Number(row['id']), row['body'] as Uint8Array, keys));

const pagesIn = (
  journal: number,
  body: Uint8Array,
  keys: ReadonlyMap<DeviceSerial, Uint8Array>,
): readonly JournalPage[] => {
  const { visits } = batchSchema.parse(JSON.parse(new TextDecoder().decode(body)));
  return visits.flatMap(({ device, pages = [] }) =>
    pages.flatMap((text, pageIndex) => {
      const bytes = Uint8Array.fromBase64(text);
      const page = decodePage(bytes);
      const key = keys.get(device);
      if (page.kind !== 'decoded' || key === undefined || !verifyPage(bytes, key, device, hmacSha256)) return [];
      const { firstSequence, steps, lastOpen } = page.value;
      return [{ journal, device, pageIndex, firstSequence, steps, lastOpen }];
    }),
  );
};
