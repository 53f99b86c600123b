/** Corpus: the bad inputs that are kept: for each row its files, `.txt` as they are and `.hex` in hexadecimal. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly text: string;
}

const folder = join(import.meta.dirname, 'corpus');

/** The samples of a row, such as `B4`, or of a class of finds, such as `found-intake`. */
export const samplesOf = (row: string): readonly Sample[] =>
  readdirSync(join(folder, row))
    .sort()
    .map((file) => {
      const content = readFileSync(join(folder, row, file));
      const isHex = file.endsWith('.hex');
      const bytes = isHex
        ? Uint8Array.fromHex(content.toString('ascii').replaceAll(/\s/g, ''))
        : new Uint8Array(content);
      return { name: file.replace(/\.(txt|hex)$/, ''), bytes, text: Buffer.from(bytes).toString('utf8') };
    });

export const sampleOf = (row: string, name: string): Sample => {
  const found = samplesOf(row).find((sample) => sample.name === name);
  if (found === undefined) throw new Error(`no sample ${name} of ${row}`);
  return found;
};

/** The lines of a sample that lists one value per line, in brackets because of spaces. */
export const listed = (sample: Sample): readonly string[] =>
  sample.text.split('\n').flatMap((line) => (line.startsWith('[') ? [line.slice(1, -1)] : []));

/** For `it.each`: name and sample. */
export const eachOf = (row: string): readonly (readonly [string, Sample])[] =>
  samplesOf(row).map((sample) => [sample.name, sample]);

export const rowsInCorpus = (): readonly string[] => readdirSync(folder);
