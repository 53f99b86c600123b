/** Connection banner: what has happened to the connection, what is safe, and that the page sees to it itself. */
import { Hourglass, RefreshCw, WifiOff } from 'lucide-preact';
import { shownTimeOf, type LiveState } from '../state/live-state.ts';
import { useSpeech } from '../words/speech.ts';

export const ConnectionBanner = ({ state }: { readonly state: LiveState }) => (
  <div role="status">
    <Message state={state} />
  </div>
);

const Message = ({ state }: { readonly state: LiveState }) => {
  const { words, formats } = useSpeech();
  const { connection } = words;
  const shownMs = shownTimeOf(state, 0);
  if (state.outdated) {
    return <Banner icon={RefreshCw} title={connection.newerTitle} lines={[connection.newerText]} />;
  }
  if (state.connection === 'lost') {
    const lastHeard = shownMs === null ? null : formats.dateAndTime(shownMs);
    const lines = [connection.lostSafe, connection.lostRetry(lastHeard)];
    return <Banner icon={WifiOff} title={connection.lostTitle} lines={lines} />;
  }
  if (state.snapshot === null) {
    return <Banner icon={Hourglass} title={connection.waitingTitle} lines={[connection.waitingText]} />;
  }
  return null;
};

interface BannerProps {
  readonly icon: typeof WifiOff;
  readonly title: string;
  readonly lines: readonly string[];
}

const Banner = ({ icon: Icon, title, lines }: BannerProps) => (
  <div class="banner">
    <Icon aria-hidden="true" />
    <div>
      <p class="banner-title">{title}</p>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  </div>
);
