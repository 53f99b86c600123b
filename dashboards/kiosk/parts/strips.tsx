/** Strips: what whoever stands before the screen should know first, said calmly, and what is safe. */
import type { ComponentChildren } from 'preact';
import { MessageCircle, RefreshCw, Volume2 } from 'lucide-preact';
import { Ruby } from '../../centre-shared/ruby-text.tsx';
import { isLostFor, type Heard } from '../state/kiosk-state.ts';
import { useKiosk } from '../state/kiosk.ts';

interface StripsProps {
  readonly heard: Heard;
  readonly nowMs: number;
  /** The browser wants a touch before any sound. */
  readonly isSilent: boolean;
}

export const Strips = ({ heard, nowMs, isSilent }: StripsProps) => {
  const { words } = useKiosk();
  const isLost = isLostFor(heard, nowMs);
  const isDeaf = !isLost && heard.state?.radio === 'deaf';
  return (
    <div class="strips" role="status">
      {isLost && (
        <Strip icon={<RefreshCw aria-hidden="true" />}>
          <strong>
            <Ruby text={words.lost.title} />
          </strong>
          <span>
            <Ruby text={words.lost.safe} />
          </span>
        </Strip>
      )}
      {isDeaf && (
        <Strip icon={<MessageCircle aria-hidden="true" />}>
          <strong>
            <Ruby text={words.deaf.title} />
          </strong>
          <span>
            <Ruby text={words.deaf.next} />
          </span>
        </Strip>
      )}
      {isSilent && (
        <Strip icon={<Volume2 aria-hidden="true" />}>
          <span>
            <Ruby text={words.controls.touchFirst} />
          </span>
        </Strip>
      )}
    </div>
  );
};

const Strip = ({ icon, children }: { readonly icon: ComponentChildren; readonly children: ComponentChildren }) => (
  <p class="strip">
    {icon}
    {children}
  </p>
);
