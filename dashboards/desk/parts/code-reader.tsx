/** Code reader: takes a scanned or typed code, and says what it is for before anything is recorded. */
import { QrCode } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { CodePreview } from '../../../contract/desk-claim.ts';
import type { DeskActivity } from '../../../contract/desk-programme.ts';
import { ask, type Asked } from '../state/desk-client.ts';
import { useDesk } from '../state/desk.ts';
import { FaultLines } from './fault-lines.tsx';
import { TextField } from './fields.tsx';
import { Refusals } from './refusals.tsx';

export interface ReadCode {
  readonly text: string;
  readonly activity: DeskActivity;
  readonly preview: Extract<CodePreview, { readonly kind: 'valid' }>;
}

export const CodeReader = ({ onRead }: { readonly onRead: (code: ReadCode) => void }) => {
  const { words, language, programme } = useDesk();
  const text = words.activity;
  const [code, setCode] = useState('');
  const [told, setTold] = useState<Asked<CodePreview> | null>(null);
  const read = async (event: Event): Promise<void> => {
    event.preventDefault();
    const asked = code.trim();
    if (asked === '') return;
    const answer = await ask('previewCode', { body: { code: asked } });
    setTold(answer);
    if (answer.kind !== 'answered' || answer.answer.kind !== 'valid') return;
    const { activity: id } = answer.answer;
    const activity = programme.activities.find((each) => each.id === id);
    if (activity !== undefined) onRead({ text: asked, activity, preview: answer.answer });
  };
  return (
    <section class="panel" aria-labelledby="code-title">
      <h2 id="code-title">{text.code}</h2>
      <form onSubmit={(event) => void read(event)}>
        <TextField label={text.codeLabel} hint={text.codeHint} value={code} onValue={setCode} max={400} isRequired />
        <p class="buttons">
          <button type="submit" class="button">
            <QrCode aria-hidden="true" />
            {text.codeRead}
          </button>
        </p>
      </form>
      {told?.kind === 'answered' && told.answer.kind === 'refused' && (
        <Refusals title={text.refusedTitle} refusals={told.answer.refusals} />
      )}
      {(told?.kind === 'fault' || told?.kind === 'lost') && (
        <FaultLines words={words} language={language} told={told} />
      )}
    </section>
  );
};
