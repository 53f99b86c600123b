/** Use now: the browser's own monotonic time, often enough for a clock and for results that make room. */
import { useEffect, useState } from 'preact/hooks';

const tickMs = 500;

export const useNow = (): number => {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const ticking = window.setInterval(() => setNowMs(performance.now()), tickMs);
    return () => window.clearInterval(ticking);
  }, []);
  // A card that has just come in is shown at once, not at the next tick.
  return Math.max(nowMs, performance.now());
};
