/** Gateway secret: shown once, to be copied; with what to do with it next. It is kept nowhere but on this screen. */
import { Copy, EyeOff, KeyRound } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { useDesk } from '../state/desk.ts';

export interface ToldSecret {
  readonly id: string;
  /** Null when the same request was answered again. */
  readonly secret: string | null;
}

export interface GatewaySecretProps {
  readonly told: ToldSecret;
  readonly onDone: () => void;
}

export const GatewaySecret = ({ told: { id, secret }, onDone }: GatewaySecretProps) => {
  const { words } = useDesk();
  const text = words.gateways;
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(secret ?? '');
      setCopied(true);
    } catch {
      // Without the browser's leave the text can still be marked and copied by hand.
      setCopied(false);
    }
  };
  return (
    <section class="panel previewed" role="status" aria-labelledby="secret-title">
      <h2 id="secret-title" class="chosen">
        <KeyRound aria-hidden="true" />
        {secret === null ? text.secretGone : text.secretTitle(id)}
      </h2>
      {secret !== null && (
        <>
          <p class="secret">{secret}</p>
          <ol class="first-steps">
            {text.next.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      )}
      <p class="buttons">
        {secret !== null && (
          <button type="button" class="button is-primary" onClick={() => void copy()}>
            <Copy aria-hidden="true" />
            {isCopied ? text.copied : text.copy}
          </button>
        )}
        <button type="button" class="button" onClick={onDone}>
          <EyeOff aria-hidden="true" />
          {text.done}
        </button>
      </p>
    </section>
  );
};
