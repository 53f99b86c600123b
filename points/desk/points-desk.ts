/** Points desk: everything a clerk can do about points, each part by its name. */
import type { RandomBytes } from '../../runtime/random-bytes.ts';
import type { Books } from '../books.ts';
import { Codes } from '../codes/codes.ts';
import { Groups } from '../groups/groups.ts';
import type { LedgerReader } from '../ledger/ledger-reader.ts';
import { ClaimDesk } from './claim-desk.ts';
import { DecisionDesk } from './decision-desk.ts';
import { TransferDesk } from './transfer-desk.ts';

export class PointsDesk {
  readonly codes: Codes;
  readonly groups: Groups;
  readonly claims: ClaimDesk;
  readonly transfers: TransferDesk;
  readonly decisions: DecisionDesk;

  constructor(books: Books, reader: LedgerReader, randomBytes: RandomBytes) {
    const { database } = books;
    const { programme, zone } = books.book.programme;
    this.codes = new Codes({ database, programme, zone, randomBytes });
    this.groups = new Groups(database);
    this.claims = new ClaimDesk({ books, codes: this.codes, groups: this.groups }, reader);
    this.transfers = new TransferDesk(books, reader);
    this.decisions = new DecisionDesk(books);
  }
}
