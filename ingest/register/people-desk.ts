/** People desk: adding and editing the participants of the register. */
import type { PersonAsk, PersonBody, PersonEdit, PersonEditAsk } from '../../contract/register-participant.ts';
import type { RegisterNote, Saved } from '../../contract/register-terms.ts';
import type { ParticipantId } from '../../contract/ids.ts';
import { localDate } from '../../runtime/clock.ts';
import { cellChanges } from '../registry/cell-changes.ts';
import { nicknameFault } from '../registry/nickname.ts';
import { isYoungerThan, type Birth } from '../registry/participant-table.ts';
import { ageMin } from '../registry/registry-import.ts';
import type { Participant } from '../registry/registry-rows.ts';
import type { PeopleList } from './people-list.ts';
import { known } from './register-faults.ts';
import { fieldChanges } from './register-log.ts';
import { note, refused } from './register-words.ts';
import type { RegisterWorld } from './register-world.ts';
import { possible, type Judged, type Saver } from './saved.ts';
import { sentOf } from './sent.ts';

export class PeopleDesk {
  readonly #world: RegisterWorld;
  readonly #people: PeopleList;
  readonly #saver: Saver;

  constructor(world: RegisterWorld, people: PeopleList, saver: Saver) {
    this.#world = world;
    this.#people = people;
    this.#saver = saver;
  }

  previewAdd(ask: PersonAsk): Saved {
    return possible(this.#judgeNew(ask));
  }

  add(body: PersonBody): Saved {
    return this.#saver.save(body, 'participant-add', () => this.#judgeNew(body));
  }

  /** Throws DeskFault `unknown-participant`. */
  previewEdit(id: ParticipantId, ask: PersonEditAsk): Saved {
    return possible(this.#judgeEdit(id, ask));
  }

  edit(id: ParticipantId, body: PersonEdit): Saved {
    return this.#saver.save({ ...body, ...{ id } }, 'participant-edit', () => this.#judgeEdit(id, body));
  }

  #judgeNew({ id, name, birthYear, birthDate, centre, nickname }: PersonAsk): Judged {
    if (this.#world.store.registry.participant(id) !== undefined) return refused('id-taken');
    return this.#judge(undefined, { id, name, birthYear, birthDate, centre, nickname });
  }

  #judgeEdit(id: ParticipantId, ask: PersonEditAsk): Judged {
    const held = known(this.#world.store.registry.participant(id), 'participant');
    const { name, birthYear, birthDate, centre, nickname } = ask;
    // Somebody who enters a day has said the year.
    const year = birthYear ?? (typeof birthDate === 'string' ? Number(birthDate.slice(0, 4)) : undefined);
    const dropped = nickname === undefined && held.nickname !== null && nicknameFault(held.nickname, name ?? held.name);
    const shown = typeof dropped === 'string' ? null : nickname;
    const notes = typeof dropped === 'string' ? [note('nickname-dropped')] : [];
    const sent = sentOf({ name, birthYear: year, birthDate, centre, nickname: shown });
    return this.#judge(held, { ...held, ...sent }, notes);
  }

  #judge(held: Participant | undefined, person: Participant, dropped: readonly RegisterNote[] = []): Judged {
    const { registry } = this.#world.store;
    const { id, name, birthYear, birthDate, centre, nickname } = person;
    const today = localDate(this.#world.clock.wallMs(), registry.zone);
    const birth: Birth = { year: birthYear, date: birthDate, column: 'birthDate' };
    if (registry.centre(centre) === undefined) return refused('unknown-centre');
    if (birthDate !== null && Number(birthDate.slice(0, 4)) !== birthYear) return refused('birth-year-differs');
    if (birthYear > today.year || isYoungerThan(0, birth, today)) return refused('birth-in-future');
    const fault = nickname === null ? undefined : nicknameFault(nickname, name);
    if (fault !== undefined) return refused(fault === 'tells-the-name' ? 'nickname-tells-name' : fault);
    const changes = fieldChanges(cellChanges(held, withoutId(person)));
    if (changes.length === 0) return refused('nothing-to-change');
    const same = this.#people.same(id, name, birthYear, birthDate);
    const notes = [
      ...dropped,
      ...(isYoungerThan(ageMin, birth, today) ? [note('under-age')] : []),
      ...(same.length > 0 ? [note('person-twice', same.join(', '))] : []),
    ];
    const write = (): undefined => {
      registry.putParticipant(person);
    };
    return { of: 'participant', id, kind: held === undefined ? 'added' : 'edited', changes, notes, write };
  }
}

const withoutId = ({ name, birthYear, birthDate, centre, nickname }: Participant): object => ({
  name,
  birthYear,
  birthDate,
  centre,
  nickname,
});
