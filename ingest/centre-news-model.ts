/** Centre news model: what the pages of a gateway's centre need to know, from the cloud's own tables. No names. */
import type { DatabaseSync } from 'node:sqlite';
import { outcomesMax, type ActionOutcome, type CentreDevice, type CentreNews } from '../contract/centre-news.ts';
import type { CentreId, DeviceSerial, GatewayId, ParticipantId, PlainDateText } from '../contract/ids.ts';
import { isoInstant } from '../runtime/clock.ts';
import { Prepared } from '../runtime/prepared.ts';
import { CentreWeeks } from './centre-week.ts';
import { outcomeOf, type HandOver } from './registry/hand-over.ts';
import type { Registry } from './registry/registry.ts';
import { unsentSinceMs } from './unsent.ts';

export interface CentreNewsParts {
  readonly database: DatabaseSync;
  readonly registry: Registry;
  readonly zone: string;
}

/** All but when and by which version it is told. */
export type CentreNewsContent = Omit<CentreNews, 'v' | 'version' | 'at'>;

/**
 * The pedometers of the roster, with whoever has them now. Not by the states that are kept in memory: a round of everybody
 * would put out those that visits need.
 */
const devices = `SELECT d.serial, d.capacity, d.bucket_seconds, d.status, d.free_above, d.swapped_on, l.participant, l.from_ms,
    s.last_visit_ms, coalesce(s.complete_until_ms, 0) AS complete_until_ms, s.battery
  FROM device d LEFT JOIN device_state s ON s.device = d.serial
  LEFT JOIN loan l ON l.device = d.serial AND l.from_ms <= :nowMs AND (l.to_ms IS NULL OR l.to_ms > :nowMs)
  WHERE d.centre = :centre ORDER BY d.serial`;

export class CentreNewsModel {
  readonly #parts: CentreNewsParts;
  readonly #sql: Prepared;
  readonly #weeks: CentreWeeks;

  constructor(parts: CentreNewsParts) {
    this.#parts = parts;
    this.#sql = new Prepared(parts.database);
    this.#weeks = new CentreWeeks(parts.database, parts.zone);
  }

  contentFor(gateway: GatewayId, centreId: CentreId, nowMs: number): CentreNewsContent {
    return {
      centre: { id: centreId, name: this.#parts.registry.centre(centreId)?.name ?? centreId },
      devices: this.#devices(centreId, nowMs),
      participants: this.#participants(centreId),
      outcomes: this.#outcomes(gateway),
      week: this.#weeks.weekOf(centreId, nowMs),
    };
  }

  #devices(centre: CentreId, nowMs: number): Record<DeviceSerial, CentreDevice> {
    const told: Record<DeviceSerial, CentreDevice> = {};
    for (const row of this.#sql.of(devices).all({ centre, nowMs })) {
      const serial = row['serial'] as DeviceSerial;
      const participant = row['participant'] as ParticipantId | null;
      const [fromMs, lastVisitMs] = [row['from_ms'] as number | null, row['last_visit_ms'] as number | null];
      const completeUntilMs = row['complete_until_ms'] as number;
      // A visit before this loan began was somebody else's.
      const isHeard = fromMs !== null && lastVisitMs !== null && lastVisitMs >= fromMs;
      told[serial] = {
        capacityBuckets: row['capacity'] as number,
        bucketSeconds: row['bucket_seconds'] as number,
        participant,
        since: fromMs === null ? null : isoInstant(fromMs),
        lastVisitAt: isHeard ? isoInstant(lastVisitMs) : null,
        unsentSince: fromMs === null ? null : isoInstant(unsentSinceMs({ fromMs }, { completeUntilMs })),
        battery: row['battery'] as number | null,
        swappedOn: row['swapped_on'] as PlainDateText | null,
        freeAbove: row['status'] === 'returned' ? (row['free_above'] as number | null) : null,
      };
    }
    return told;
  }

  #participants(centre: CentreId): CentreNews['participants'] {
    const rows = this.#sql.of('SELECT id, nickname FROM participant WHERE centre = ? ORDER BY id').all(centre);
    return Object.fromEntries(
      rows.map((row) => [row['id'] as ParticipantId, { nickname: row['nickname'] as string | null }]),
    );
  }

  #outcomes(gateway: GatewayId): ActionOutcome[] {
    const { registry } = this.#parts;
    const { table } = registry.handOvers;
    const names = new Map(registry.centres().map(({ id, name }) => [id, name]));
    const nameOf = new Map(registry.gateways().map(({ id, centre }) => [id, names.get(centre) ?? null]));
    return table.lastOfGateway(gateway, outcomesMax).flatMap((handOver) => {
      const { outcome, because, of } = outcomeOf(handOver);
      const other = of === null ? undefined : table.get(of);
      const by = other === undefined || other.gateway === null ? null : (nameOf.get(other.gateway) ?? null);
      const changedAt = other === undefined ? null : isoInstant(other.atMs);
      const kind = saidByCentre(handOver);
      const { action, device, atMs } = handOver;
      return kind === undefined
        ? []
        : [{ action, kind, device, at: isoInstant(atMs), outcome, because, by, changedAt }];
    });
  }
}

const saidByCentre = ({ kind }: HandOver): ActionOutcome['kind'] | undefined =>
  kind === 'end' || kind === 'status' ? undefined : kind;
