/** Actor mark: who sits at this desk, and the way to say that it is somebody else. */
import { UserPen } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from '../state/desk.ts';
import { TextField } from './fields.tsx';

export const ActorMark = () => {
  const { words, actor } = useDesk();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="button actor-mark" onClick={() => setOpen(true)}>
        <UserPen aria-hidden="true" />
        {actor === '' ? words.actor.unknown : `${words.actor.label} ${actor}`}
      </button>
      {isOpen && <ActorDialog onClose={() => setOpen(false)} />}
    </>
  );
};

const ActorDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { words, actor, onActor } = useDesk();
  const [name, setName] = useState(actor);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const save = (event: Event): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    onActor(name.trim());
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} class="small-dialog" aria-labelledby="actor-title" onClose={onClose}>
      <form onSubmit={save}>
        <h2 id="actor-title">{words.actor.title}</h2>
        <TextField
          label={words.actor.label}
          hint={words.actor.hint}
          value={name}
          onValue={setName}
          max={40}
          isRequired
        />
        <p class="buttons">
          <button type="submit" class="button is-primary">
            {words.actor.save}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {words.cancel}
          </button>
        </p>
      </form>
    </dialog>
  );
};
