/** Use import: sends a file piece by piece, has it read, and asks how far that is until there is something to show. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { importPieceBytesMax } from '../../../contract/imports-paths.ts';
import type { ImportAsk, ImportPreview } from '../../../contract/imports-terms.ts';
import { ask, type Asked } from './desk-client.ts';

export type ImportState =
  | { readonly kind: 'idle' }
  /** From 0 to 1. */
  | { readonly kind: 'sending' | 'reading'; readonly share: number }
  | {
      readonly kind: 'seen';
      readonly upload: string;
      readonly seen: Exclude<ImportPreview, { readonly kind: 'reading' }>;
    }
  | { readonly kind: 'failed'; readonly told: Exclude<Asked<unknown>, { readonly kind: 'answered' }> };

export interface Importing {
  readonly state: ImportState;
  readonly look: (file: File, asked: ImportAsk) => void;
  /** Gives the file up, wherever it is. */
  readonly drop: () => void;
}

const askAgainMs = 400;

export const useImport = (): Importing => {
  const [state, setState] = useState<ImportState>({ kind: 'idle' });
  const upload = useRef<string | null>(null);
  /** Grows with every file: what an earlier one is still being told is not listened to. */
  const turn = useRef(0);
  const drop = useCallback(() => {
    turn.current += 1;
    if (upload.current !== null) void ask('imports/drop', { path: { id: upload.current }, body: {} });
    upload.current = null;
    setState({ kind: 'idle' });
  }, []);
  const look = useCallback(
    (file: File, asked: ImportAsk) => {
      drop();
      const mine = turn.current;
      const tell = (next: ImportState): boolean => {
        if (turn.current !== mine) return false;
        if (next.kind === 'seen') upload.current = next.upload;
        setState(next);
        return true;
      };
      void carry(file, asked, tell, (id) => (upload.current = turn.current === mine ? id : upload.current));
    },
    [drop],
  );
  useEffect(() => drop, [drop]);
  return { state, look, drop };
};

/** False: nobody wants to know any more. */
type Tell = (state: ImportState) => boolean;

const carry = async (file: File, asked: ImportAsk, tell: Tell, onBegun: (id: string) => void): Promise<void> => {
  if (!tell({ kind: 'sending', share: 0 })) return;
  const begun = await ask('imports/begin', { body: { name: file.name, bytes: file.size } });
  if (begun.kind !== 'answered') {
    tell({ kind: 'failed', told: begun });
    return;
  }
  const path = { id: begun.answer.id };
  onBegun(path.id);
  for (let at = 0; at < file.size;) {
    const bytes = await base64Of(file.slice(at, at + importPieceBytesMax));
    const taken = await ask('imports/piece', { path, body: { at, bytes } });
    if (taken.kind !== 'answered') {
      tell({ kind: 'failed', told: taken });
      return;
    }
    at = taken.answer.bytes;
    if (!tell({ kind: 'sending', share: at / file.size })) return;
  }
  for (let told = await ask('imports/preview', { path, body: asked }); ; told = await ask('imports/upload', { path })) {
    if (told.kind !== 'answered') {
      tell({ kind: 'failed', told });
      return;
    }
    const { answer: seen } = told;
    if (seen.kind !== 'reading') {
      tell({ kind: 'seen', upload: path.id, seen });
      return;
    }
    if (!tell({ kind: 'reading', share: seen.bytes / Math.max(1, seen.bytesTotal) })) return;
    await new Promise((wake) => setTimeout(wake, askAgainMs));
  }
};

const base64Of = async (piece: Blob): Promise<string> => {
  const bytes = new Uint8Array(await piece.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += chunkBytes)
    text += String.fromCharCode(...bytes.subarray(at, at + chunkBytes));
  return btoa(text);
};
/** As many arguments as any browser takes. */
const chunkBytes = 8192;
