/** Idle: nobody is there, and the screen invites. */
import { Clock, Hourglass } from 'lucide-preact';
import type { KioskState } from '../../../contract/kiosk.ts';
import { Ruby } from '../../centre-shared/ruby-text.tsx';
import { useKiosk } from '../state/kiosk.ts';
import { TrayDrawing } from './tray-drawing.tsx';

export const Idle = ({ state }: { readonly state: KioskState | null }) => {
  const { words } = useKiosk();
  if (state === null)
    return (
      <section class="idle">
        <h1 class="idle-title">
          <Ruby text={words.starting} />
        </h1>
        <Hourglass aria-hidden="true" class="idle-waiting" />
      </section>
    );
  return (
    <section class="idle">
      <div class="idle-words">
        <h1 class="idle-title">
          <Ruby text={words.idle.title} />
        </h1>
        <p class="idle-hint">
          <Ruby text={words.idle.hint} />
        </p>
        {!state.isUp && (
          <p class="idle-later">
            <Clock aria-hidden="true" />
            <span>
              <Ruby text={words.idle.pointsLater} />
            </span>
          </p>
        )}
      </div>
      <TrayDrawing />
    </section>
  );
};
