/** Use sender: one sender for all screens, so that what was pressed on one is still sent while another is open. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { VolunteerAction } from '../../../contract/volunteer.ts';
import { ActionSender } from './action-sender.ts';
import { keepDraft, keptDraft } from './kept-text.ts';
import { act } from './volunteer-client.ts';

const draft = 'sending';

export const useSender = () => {
  const [sender] = useState(
    () =>
      new ActionSender({
        act,
        wait: (durationMs) => new Promise((done) => window.setTimeout(done, durationMs)),
        kept: () => keptDraft(draft),
        keep: (text) => keepDraft(draft, text),
      }),
  );
  const [sending, setSending] = useState<readonly VolunteerAction[]>([]);
  useEffect(() => {
    const forget = sender.subscribe(() => setSending(sender.waiting()));
    sender.resume();
    return forget;
  }, [sender]);
  const send = useCallback((action: VolunteerAction) => sender.send(action), [sender]);
  return { sending, send };
};
