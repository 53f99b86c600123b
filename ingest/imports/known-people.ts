/** Known people: whom a file may speak of, and whom it only seems to, because a spreadsheet has eaten leading zeros. */
import type { DatabaseSync } from 'node:sqlite';
import { idPattern, type ParticipantId } from '../../contract/ids.ts';
import type { Said } from '../../contract/desk-terms.ts';
import { rowWords } from './fault-words.ts';

export type Who =
  | { readonly kind: 'known'; readonly id: ParticipantId; readonly index: number }
  | { readonly kind: 'fault'; readonly code: string; readonly sentence: Said };

/** A file of nobody we know is refused long before there are so many. */
const strangersKeptMax = 10_000;
const exponent = /^\d+([.,]\d+)?E\+?\d+$/i;
const spreadsheetError = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!)/;
const fullWidthOffset = 0xff01 - 0x21;
const formula = /^[=+\-@＝＋－＠]/u;

export class KnownPeople {
  readonly #ids: readonly ParticipantId[];
  readonly #found = new Map<string, Who>();
  /** By what is left without leading zeros. */
  readonly #bare = new Map<string, ParticipantId[]>();

  constructor(database: DatabaseSync) {
    this.#ids = database
      .prepare('SELECT id FROM participant ORDER BY id')
      .all()
      .map((row) => row['id'] as ParticipantId);
    for (const id of this.#ids) {
      if (!/^\d+$/.test(id)) continue;
      const bare = bareOf(id);
      const same = this.#bare.get(bare);
      if (same === undefined) this.#bare.set(bare, [id]);
      else same.push(id);
    }
    this.#ids.forEach((id, index) => {
      this.#found.set(id, this.#judged(id, index));
    });
  }

  /** By index, which is in the order of the ids. */
  get ids(): readonly ParticipantId[] {
    return this.#ids;
  }

  of(cell: string): Who {
    const known = this.#found.get(cell);
    if (known !== undefined) return known;
    const who = this.#stranger(cell);
    if (this.#found.size < this.#ids.length + strangersKeptMax) this.#found.set(cell, who);
    return who;
  }

  #judged(id: ParticipantId, index: number): Who {
    const other = this.#bare.get(bareOf(id))?.find((each) => each.length > id.length);
    if (other !== undefined) return { kind: 'fault', code: 'lost-zeros', sentence: rowWords.lostZeros(id, other) };
    return { kind: 'known', id, index };
  }

  #stranger(cell: string): Who {
    const plain = halfWidth(cell).trim();
    const known = plain === cell ? undefined : this.#found.get(plain);
    if (known !== undefined) return known;
    const of = (code: string, sentence: Said): Who => ({ kind: 'fault', code, sentence });
    if (spreadsheetError.test(cell)) return of('spreadsheet', rowWords.spreadsheetError(cell));
    if (exponent.test(cell)) return of('spreadsheet', rowWords.exponent(cell));
    if (formula.test(cell)) return of('formula', rowWords.formula(cell));
    if (!idPattern.test(plain)) return of('bad-participant', rowWords.badParticipant(cell));
    const longer = /^\d+$/.test(plain)
      ? this.#bare.get(bareOf(plain))?.find((id) => id.length > plain.length)
      : undefined;
    if (longer !== undefined) return of('lost-zeros', rowWords.lostZeros(cell, longer));
    return of('unknown-participant', rowWords.unknownParticipant(cell));
  }
}

/** Not NFKC, which reads a superscript or a circled digit as one digit more, and so as somebody else. */
const halfWidth = (cell: string): string =>
  cell.replaceAll(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - fullWidthOffset));

const bareOf = (id: string): string => id.replace(/^0+(?=.)/, '');
