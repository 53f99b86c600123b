/** Rows: every kind of bad input that is known, whether it can reach us today, and in a sentence what has to become of it. */

export type Row =
  | {
      readonly row: number;
      readonly applies: true;
      readonly expected: string;
      /** Why no file of the corpus can hold it; absent where one does. */
      readonly made?: string;
    }
  | { readonly row: number; readonly applies: false; readonly because: string };

const applies = (row: number, expected: string, made?: string): Row => ({
  row,
  applies: true,
  expected,
  ...(made === undefined ? {} : { made }),
});
const absent = (row: number, because: string): Row => ({ row, applies: false, because });

const tooLarge = 'too large to keep';
const aConnection = 'a way to connect, not a content';

/** Where a row and docs/wire.md disagree, docs/wire.md counts and the sentence says so. */
export const rows: readonly Row[] = [
  // MQTT
  applies(1, 'An empty payload is kept once in quarantine; it cannot be answered.'),
  applies(
    2,
    'Above 64 KiB a batch is quarantined and answered; above 1 MiB the connection is cut at the header.',
    tooLarge,
  ),
  applies(
    3,
    'What is not UTF-8, or holds half a character or U+0000, is quarantined; ids have their few letters only.',
  ),
  applies(4, 'A key twice in one object, however spelt, is quarantined; no value wins over another.'),
  applies(5, 'Steps are integers in plain digits within the counter; anything else is quarantined.'),
  applies(6, 'Depth and number of keys are known before anything is built; no prototype changes.'),
  applies(7, 'An unknown version waits in quarantine. An unknown key does too: docs/wire.md §2.1 has strict objects.'),
  applies(8, 'Steps of a pedometer that is unknown or not lent wait in quarantine with that reason.'),
  applies(9, 'The broker closes what publishes to topics of others; intake asks again whose batch it is.', aConnection),
  applies(
    10,
    'QoS and retain change nothing: docs/wire.md §2 relies on neither, a batch is taken once and answered.',
    aConnection,
  ),
  applies(
    11,
    'A bad page is quarantined alone and the others count. A bad visit sets its batch aside: objects are strict.',
  ),
  applies(12, 'Of two closed contents of one bucket the first counts and the second is quarantined.'),
  applies(
    13,
    'A page with a wrong tag is quarantined and counts nothing, its stamp neither; unknown gateways are refused. ' +
      'A batch that does not match its digest is kept, believed in nothing, and asked for again.',
  ),
  applies(14, 'Visits from the future and steps walked before the loan are quarantined with that reason.'),
  applies(
    15,
    'A batch number may jump either way. A jump in bucket numbers is a hole: nothing beyond it is confirmed.',
  ),
  // BLE
  applies(16, 'A notification without content is counted and passed over.', 'nothing'),
  applies(17, 'A page or status of another length is refused whole.'),
  absent(
    18,
    'Pages carry no checksum a gateway could check: the controller has one per packet, the tag is for the cloud.',
  ),
  applies(19, 'Reserved bits and unknown opcodes are refused with their word or code.'),
  applies(20, 'There is no BCD here; a display is never set to a time that does not exist.'),
  applies(
    21,
    'A display that shows a factory date changes nothing: pedometers are not asked for dates.',
    'bytes of a status',
  ),
  applies(22, 'The marker 0xFFFF is a missing bucket and never steps.'),
  applies(
    23,
    'Repeated and reordered pages count once; a missing one is asked for again, three times.',
    'a conversation',
  ),
  applies(24, 'However many buckets are announced, a visit takes what a ring can hold and ends.', 'a conversation'),
  applies(25, 'Notifications without an end are bounded in number and in time.', 'a conversation'),
  applies(26, 'Words of a device are made harmless, and a serial is an id or nothing.'),
  applies(27, 'A battery above 100 % is not known.', 'one byte'),
  // HTTP: the live page
  applies(28, 'Requests that two servers could read differently get 400.'),
  applies(29, 'A request without exactly one Host gets 400, one with a name that is not ours 421.'),
  applies(30, 'Headers too large or too many get 431.', tooLarge),
  applies(31, 'Other methods than GET and HEAD get 405, unknown ones 400; overrides are not looked at.'),
  applies(32, 'No route takes a body of any type: 405.'),
  applies(33, 'Nothing that is sent is decompressed: 413 or 405 before a byte of it is read.', tooLarge),
  applies(34, 'No path leads out of the page folder: 400 or 404.'),
  applies(35, 'Who sends a request slowly is closed after the time for its head.', aConnection),
  applies(36, 'A house full of connections without requests makes room for the next.', aConnection),
  applies(37, 'A body, announced or endless, is refused at once and its connection closed.', tooLarge),
  applies(
    38,
    'Parameters are not looked at; what stands in tags and statements are ids without any of those characters.',
  ),
  absent(39, 'No page takes a size, an offset or an order.'),
  applies(40, 'A date is YYYY-MM-DD and exists, on the command line and in messages; a time says which day it means.'),
  absent(41, 'There is no request with an idempotency key.'),
  absent(42, 'Nobody signs in yet.'),
  absent(43, 'There is no exchange yet.'),
  // Config
  applies(
    44,
    'A config that is missing, empty, no file or open to all is refused in a sentence; secrets are for their owner.',
  ),
  applies(45, 'Broken YAML is refused with its line; a byte order mark and CRLF are harmless.'),
  applies(46, 'An unknown key is refused, with the nearest known one.'),
  applies(47, 'Addresses that cannot be are refused. Port 0 to listen on stays: it means any free one.'),
  applies(48, 'Numbers out of range, and numbers with a unit, are refused with what is allowed.'),
  applies(49, 'A certificate that is expired, another’s or without its key is refused before connecting.', 'keys'),
  applies(50, 'Tiers that overlap, fall or leave gaps are refused; the ledger’s log names the hash of the rule.'),
  applies(51, 'An unknown TZ and any locale give the same totals.', 'an environment'),
  applies(
    52,
    'A folder on a file system that forgets is warned of; a database without synchronous=FULL is refused.',
    'a disk',
  ),
  // CSV
  applies(53, 'Two ways to write a time in one file: refused with both lines.'),
  applies(54, 'Dates outside the period the file is said to lie in are refused.'),
  applies(55, 'A time without AM or PM, or two values for one hour: nothing is read.'),
  applies(56, 'Rows that say the same again are read once and counted.'),
  applies(57, 'Formulas, other separators, open quotes and unknown encodings are refused; rare characters are kept.'),
  applies(58, 'Exactly the columns asked for; a byte order mark and a missing last line break are harmless.'),
  applies(59, 'What a spreadsheet spoils is named and refused.'),
  applies(60, 'Too many rows, too long cells, NUL bytes and UTF-16 are refused.'),
  applies(61, 'A day total among hours is refused: one file, one length of bucket.'),
  applies(62, 'An hour that the clocks jump over is refused in its zone, and exists in Asia/Tokyo.'),
];
