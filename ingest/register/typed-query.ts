/** Typed query: what a clerk typed or scanned to find somebody or something, as the lists look for it. Pure. */
import { readTag } from '../../contract/tag-code.ts';

export interface TypedQuery {
  /** In half width; empty for everybody. */
  readonly typed: string;
  /** For LIKE with `\` as its escape: blanks stand for any blanks, and for none. */
  readonly pattern: string;
}

export const readQuery = (query: string): TypedQuery => {
  const tag = readTag(query);
  const typed =
    tag.kind === 'typed'
      ? tag.text
      : tag.kind === 'device'
        ? tag.device
        : tag.kind === 'participant'
          ? tag.participant
          : '';
  const escaped = typed.replaceAll(/[\\%_]/g, String.raw`\$&`);
  return { typed, pattern: `%${escaped.replaceAll(/\s+/gu, '%')}%` };
};
