/** Announcer: says each result once to whoever reads the screen by ear. */
import { baseOf } from '../../centre-shared/ruby.ts';
import { useKiosk } from '../state/kiosk.ts';
import type { Told } from '../state/use-told-news.ts';

export const Announcer = ({ told }: { readonly told: readonly Told[] }) => {
  const { words } = useKiosk();
  return (
    <div class="unseen" role="log" aria-live="polite" aria-label={baseOf(words.controls.results)}>
      {told.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
};
