/** Page faults: behaviours of what a pedometer says of its buckets. */
import { decodePage, signPage } from '../../contract/page.ts';
import { assert } from '../../runtime/fault.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import type { Random } from '../../runtime/random.ts';
import type { Behaviour } from './behaviour.ts';

/** Signs with a key that is not the one the cloud knows: a mix-up at enrolment, or a forger. */
export const wrongKey = (key: Uint8Array): Behaviour => ({
  name: 'wrong-key',
  pagesFrom: (ask, next) =>
    next(ask).map((bytes) => {
      const page = decodePage(bytes);
      assert(page.kind === 'decoded', 'a pedometer makes readable pages');
      return signPage(page.value, key, ask.pedometer.serial, hmacSha256);
    }),
});

/** Sends each page again with this chance, at once or after the next one. */
export const repeatedPages = (chance: number, random: Random): Behaviour => ({
  name: 'repeated-pages',
  pagesFrom: (ask, next) => {
    const sent: Uint8Array[] = [];
    for (const page of next(ask)) {
      const before = sent.at(-1);
      sent.push(page);
      if (random.next() < chance) sent.push(random.next() < 0.5 ? page : (before ?? page));
    }
    return sent;
  },
});
