/** Visit announcer: tells a screen reader who came, several at once in one sentence and never faster than it can speak. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveVisit } from '../../../contract/live.ts';
import { useSpeech } from '../words/speech.ts';

/** A sentence takes about four seconds to be read out. */
const announceIntervalMs = 8000;

export const VisitAnnouncer = ({ visits }: { readonly visits: readonly LiveVisit[] }) => {
  const { words } = useSpeech();
  const [text, setText] = useState('');
  const current = useRef(visits);
  // Whoever was there when the page opened is not news.
  const announcedId = useRef(visits[0]?.id);
  current.current = visits;

  useEffect(() => {
    const announcing = window.setInterval(() => {
      const [latest] = current.current;
      if (latest === undefined || latest.id === announcedId.current) return;
      const known = current.current.findIndex((visit) => visit.id === announcedId.current);
      const count = known < 0 ? current.current.length : known;
      announcedId.current = latest.id;
      setText(
        count === 1
          ? words.visits.announceOne(latest.label, latest.days)
          : words.visits.announceMany(count, latest.label),
      );
    }, announceIntervalMs);
    return () => window.clearInterval(announcing);
  }, [words]);

  return (
    <p class="unseen" aria-live="polite">
      {text}
    </p>
  );
};
