/** Waiting row: a visit or an action that is in no batch yet, and how many of them one batch takes. */
import { batchBytesMax } from '../../contract/batch.ts';

export interface WaitingRow {
  readonly position: number;
  readonly storedMs: number;
  /** Its JSON. */
  readonly text: string;
  /** False: the disk has changed it. */
  readonly isSound: boolean;
  /** To be called in a transaction. */
  readonly setBatched: (seq: number) => void;
}

/** `{"v":1,"gateway":…,"boot":…,"seq":…,"sentAt":…,"actions":[],"ext":{"digest":…}}` with ids of 64 characters. */
const envelopeBytesMax = 400;

/** As many of the first as one batch takes; a report alone always fits (`reportsOf`), and so does an action. */
export const fitting = (rows: readonly WaitingRow[]): readonly WaitingRow[] => {
  let bytes = envelopeBytesMax;
  return rows.filter(({ text }, i) => {
    bytes += Buffer.byteLength(text) + 1;
    return i === 0 || bytes <= batchBytesMax;
  });
};
