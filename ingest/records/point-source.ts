/** Point source: where entries of the ledger are read, which another room keeps. */
import type { PointRecord } from '../../contract/records-terms.ts';
import type { RecordReader } from './record-page.ts';

export type RecordedPoint = Omit<PointRecord, 'writtenAt'> & { readonly atMs: number };

/** Of everybody: it does not know at which centre a participant is registered. */
export type PointSource = RecordReader<RecordedPoint>;
