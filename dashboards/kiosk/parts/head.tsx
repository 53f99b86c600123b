/** Head: which centre this is, how many came today, and what time it is. */
import { Users } from 'lucide-preact';
import type { KioskState } from '../../../contract/kiosk.ts';
import { Ruby } from '../../centre-shared/ruby-text.tsx';
import { localDateOf } from '../../shared/local-date.ts';
import { useKiosk } from '../state/kiosk.ts';

export const Head = ({ state, shownMs }: { readonly state: KioskState | null; readonly shownMs: number }) => {
  const { words, formats, zone } = useKiosk();
  return (
    <header class="head">
      <p class="head-centre">{state?.centre ?? <Ruby text={words.product} />}</p>
      {state !== null && (
        <>
          <p class="head-came">
            <Users aria-hidden="true" />
            <span>
              <Ruby text={words.idle.came(state.cameToday)} />
            </span>
          </p>
          <p class="head-clock">
            <span>
              <Ruby text={words.date(localDateOf(shownMs, zone))} />
            </span>
            <time class="head-time">{formats.time(shownMs)}</time>
          </p>
        </>
      )}
    </header>
  );
};
