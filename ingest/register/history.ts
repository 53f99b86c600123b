/** History: what was said and changed of a pedometer or a participant, whoever said it, newest first. */
import type { DeviceSerial, GatewayId, ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { Said } from '../../contract/desk-terms.ts';
import type { HandOver as ToldHandOver } from '../../contract/register-loan.ts';
import type { HistoryEntry, SaidBy, VisitMonth } from '../../contract/register-terms.ts';
import { isoInstant } from '../../runtime/clock.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { visitDates } from '../centre-visits.ts';
import { outcomeOf, type HandOver } from '../registry/hand-over.ts';
import { byTable } from '../registry/loan-import.ts';
import { handOverSentence, historyKindOf } from './hand-over-words.ts';
import type { RegisterLog } from './register-log.ts';
import type { RegisterWorld } from './register-world.ts';

/** Days on which it was read at a centre while somebody had it on loan. */
const months = (
  whose: string,
): string => `${visitDates} SELECT substr(v.date, 1, 7) AS month, count(DISTINCT v.date) AS visits, max(v.date) AS last
  FROM a CROSS JOIN centre_visit v ON v.date = a.date AND ${whose} GROUP BY month ORDER BY month DESC`;
const visitsSql = {
  device: months('v.device = ?1'),
  participant: months('v.device IN (SELECT device FROM loan WHERE participant = ?1) AND v.participant = ?1'),
} as const;

export class History {
  readonly #world: RegisterWorld;
  readonly #log: RegisterLog;
  readonly #prepared: Prepared;

  constructor(world: RegisterWorld, log: RegisterLog) {
    this.#world = world;
    this.#log = log;
    this.#prepared = new Prepared(world.store.database);
  }

  ofDevice(device: DeviceSerial): HistoryEntry[] {
    return this.#merged(this.#handOvers.ofDevice(device), this.#log.of('device', device));
  }

  ofParticipant(participant: ParticipantId): HistoryEntry[] {
    return this.#merged(this.#handOvers.ofParticipant(participant), this.#log.of('participant', participant));
  }

  visits(of: keyof typeof visitsSql, id: string): VisitMonth[] {
    return this.#prepared
      .of(visitsSql[of])
      .all(id)
      .map((row) => ({
        month: row['month'] as string,
        visits: Number(row['visits']),
        lastOn: row['last'] as PlainDateText,
      }));
  }

  /** Oldest first. */
  held(): ToldHandOver[] {
    return this.#handOvers.held().map((handOver) => this.#told(handOver));
  }

  by({ gateway, by }: Pick<HandOver, 'gateway' | 'by'>): SaidBy {
    if (gateway !== null) return { kind: 'centre', name: this.#centreOf(gateway) };
    return by === byTable ? { kind: 'import', actor: null } : { kind: 'desk', actor: by };
  }

  get #handOvers() {
    return this.#world.store.registry.handOvers.table;
  }

  /** What stands in the log with a hand-over is told with that. */
  #merged(handOvers: readonly HandOver[], logged: readonly HistoryEntry[]): HistoryEntry[] {
    const told = handOvers.map((handOver) => this.#entryOf(handOver)).reverse();
    const all = [...told, ...logged.filter(({ handOver }) => handOver === null)];
    return all.sort((a, b) => compare(b.at, a.at) || compare(b.heardAt, a.heardAt));
  }

  #entryOf(handOver: HandOver): HistoryEntry {
    const { id, kind, atMs, heardMs, device, participant } = handOver;
    return {
      kind: historyKindOf[kind],
      at: isoInstant(atMs),
      heardAt: isoInstant(heardMs),
      by: this.by(handOver),
      subject: device ?? participant ?? '',
      sentence: handOverSentence(handOver, (serial) => this.#nameOf(serial)),
      changes: [],
      reason: this.#log.reasonOf(id),
      handOver: String(id),
      isUndone: handOver.undoneBy !== null,
    };
  }

  #told(handOver: HandOver): ToldHandOver {
    const { id, kind, atMs, heardMs, device, participant } = handOver;
    const { registry } = this.#world.store;
    const { outcome, because } = outcomeOf(handOver);
    return {
      id: String(id),
      kind,
      at: isoInstant(atMs),
      heardAt: isoInstant(heardMs),
      device,
      label: device === null ? null : (registry.deviceOf(device)?.label ?? null),
      participant,
      name: participant === null ? null : (registry.participant(participant)?.name ?? null),
      by: this.by(handOver),
      outcome,
      because,
      sentence: handOverSentence(handOver, (serial) => this.#nameOf(serial)),
    };
  }

  #nameOf(serial: string | null): Said {
    if (serial === null) return { ja: '歩数計', en: 'a pedometer' };
    const label = this.#world.store.registry.deviceOf(serial as DeviceSerial)?.label;
    return label === undefined
      ? { ja: `歩数計${serial}`, en: `pedometer ${serial}` }
      : { ja: `${label}番の歩数計`, en: `pedometer no. ${label}` };
  }

  #centreOf(gateway: GatewayId): string {
    const row = this.#prepared
      .of('SELECT c.name FROM gateway g JOIN centre c ON c.id = g.centre WHERE g.id = ?')
      .get(gateway);
    return (row?.['name'] as string | undefined) ?? gateway;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
