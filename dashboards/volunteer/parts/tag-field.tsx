/** Tag field: takes what a scanner, a camera or two fingers enter; what was typed outlives a reload. */
import { Camera, Search } from 'lucide-preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { keepDraft, keptDraft } from '../state/kept-text.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { CameraScan, hasCamera } from './camera-scan.tsx';

export interface TagFieldProps {
  /** Under which an unfinished text is kept. */
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly onRead: (text: string) => void;
}

export const TagField = ({ name, label, hint, onRead }: TagFieldProps) => {
  const { words } = useVolunteer();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => keptDraft(name));
  const [isFilming, setFilming] = useState(false);
  const change = (typed: string): void => {
    setText(typed);
    keepDraft(name, typed);
  };
  const read = (scanned: string): void => {
    change('');
    setFilming(false);
    onRead(scanned);
  };
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return (
    <form
      class="tag-field"
      onSubmit={(event) => {
        event.preventDefault();
        read(text);
        field.current?.focus();
      }}
    >
      <label for={id}>{label}</label>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      <div class="tag-line">
        <input
          ref={field}
          id={id}
          type="text"
          inputMode="numeric"
          autocomplete="off"
          maxLength={100}
          value={text}
          aria-describedby={`${id}-hint`}
          onInput={(event) => change(event.currentTarget.value)}
        />
        <button type="submit" class="press is-primary">
          <Search aria-hidden="true" />
          {words.choose.find}
        </button>
        {hasCamera() && (
          <button type="button" class="press" aria-pressed={isFilming} onClick={() => setFilming(!isFilming)}>
            <Camera aria-hidden="true" />
            {isFilming ? words.choose.cameraStop : words.choose.camera}
          </button>
        )}
      </div>
      {isFilming && <CameraScan onRead={read} />}
    </form>
  );
};
