/** Pseudonym look: whose a pseudonym is, found with the key of its recipient by making everybody's anew; and that somebody looked, written down. */
import type { DatabaseSync } from 'node:sqlite';
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import type { LookUpAnswer, LookUpBody } from '../../contract/records-export.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import type { RecordExporter } from './record-exporter.ts';
import { nextTurn } from './record-page.ts';
import type { RecordWorld } from './record-world.ts';

/** Made in some milliseconds. */
const idsPerTurn = 1000;

export class PseudonymLook {
  readonly #world: RecordWorld;
  readonly #exporter: RecordExporter;

  constructor(world: RecordWorld, exporter: RecordExporter) {
    this.#world = world;
    this.#exporter = exporter;
  }

  /** Written down whether or not somebody is found. */
  async lookUp({ recipient, pseudonym, actor, reason }: Omit<LookUpBody, 'requestId'>): Promise<LookUpAnswer> {
    const pseudonyms = this.#exporter.recipients.pseudonymsOf(recipient);
    if (pseudonyms === undefined) return refused('unknown-recipient');
    const found = await findFor(this.#world.store.database, pseudonyms, pseudonym);
    const atMs = this.#world.clock.wallMs();
    this.#exporter.log.looked({ atMs, actor, reason, recipient, pseudonym, found: found ?? null });
    if (found === undefined) return refused('unknown-pseudonym');
    return isOfPerson(pseudonym)
      ? { kind: 'participant', participant: found as ParticipantId }
      : { kind: 'pedometer', device: found };
  }
}

const isOfPerson = (pseudonym: string): boolean => pseudonym.startsWith('px');

const findFor = async (
  database: DatabaseSync,
  pseudonyms: Pseudonyms,
  pseudonym: string,
): Promise<string | undefined> => {
  const isPerson = isOfPerson(pseudonym);
  const statement = new Prepared(database).of(
    isPerson
      ? 'SELECT id FROM participant WHERE id > ? ORDER BY id LIMIT ?'
      : 'SELECT serial AS id FROM device WHERE serial > ? ORDER BY serial LIMIT ?',
  );
  const madeOf = (id: string): string =>
    isPerson ? pseudonyms.participant(id as ParticipantId) : pseudonyms.device(id as DeviceSerial);
  for (let last = ''; ;) {
    const ids = statement.all(last, idsPerTurn).map((row) => String(row['id']));
    const found = ids.find((id) => madeOf(id) === pseudonym);
    const end = ids.at(-1);
    if (found !== undefined || end === undefined || ids.length < idsPerTurn) return found;
    last = end;
    await nextTurn();
  }
};

const words = {
  'unknown-recipient': {
    ja: 'この名前の相手に渡したデータは ありません。渡したときと同じ名前を入れてください。',
    en: 'Nothing was handed to anybody of this name. Enter it as it was when it was handed on.',
  },
  'unknown-pseudonym': {
    ja: 'この相手に渡したデータに、この仮名の人は いません。ほかの相手のデータではありませんか。',
    en: 'Nobody goes by this pseudonym in the files of this recipient. Is it from somebody else’s?',
  },
} as const;

const refused = (code: keyof typeof words): LookUpAnswer => ({ kind: 'refused', code, sentence: words[code] });
