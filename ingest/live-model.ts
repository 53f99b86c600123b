/** Live model: answers the live page from the cloud's own tables, and tells it of every change. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DayState } from '../contract/day-total.ts';
import type { CentreId, PlainDateText } from '../contract/ids.ts';
import type { LiveCentre, LiveDate, LiveDay, LiveParticipant, LiveSnapshot, LiveVisit } from '../contract/live.ts';
import { isoInstant, localDate, type Clock } from '../runtime/clock.ts';
import type { Derivation, Effect } from './derivation.ts';
import type { Fleet } from './fleet.ts';
import type { LiveEvent, LiveSource } from './live/live-source.ts';
import type { PointView } from './point-view.ts';
import type { Loan } from './loan-book.ts';
import type { Registry } from './registry/registry.ts';
import { unsentSinceMs } from './unsent.ts';
import type { VisitEffect } from './visit-deriver.ts';

export interface LiveModelParts {
  readonly database: DatabaseSync;
  readonly derivation: Derivation;
  readonly registry: Registry;
  readonly fleet: Fleet;
  readonly points: PointView;
  readonly clock: Clock;
  readonly zone: string;
  /** How many times faster than life the clock runs. */
  readonly speed: number;
}

const personDays = 28;
const townDays = 56;
/** A page shows the newest; more would only be scrolled past. */
const visitsKeptMax = 50;
/** Of a commit of several hundred, so that nobody who writes waits for what a page would show. */
const visitsLookedAtMax = 4 * visitsKeptMax;
const dayMs = 86_400_000;

export class LiveModel implements LiveSource {
  readonly #parts: LiveModelParts;
  readonly #listeners = new Set<(event: LiveEvent) => void>();
  readonly #days: StatementSync;
  readonly #dates: StatementSync;
  /** Newest first. */
  #visits: readonly VisitEffect[] = [];

  constructor(parts: LiveModelParts) {
    this.#parts = parts;
    this.#days = parts.database.prepare(
      'SELECT participant, date, steps, state FROM day_total WHERE date >= ? ORDER BY date',
    );
    this.#dates = parts.database.prepare(
      `SELECT date, sum(steps) AS steps, count(*) AS people,
         sum(state = 'open') AS open, sum(iif(state = 'open', steps, 0)) AS open_steps,
         sum(state = 'held') AS held, sum(iif(state = 'held', steps, 0)) AS held_steps
       FROM day_total WHERE date >= ? GROUP BY date ORDER BY date`,
    );
  }

  subscribe(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something the page shows is different now. */
  changed(): void {
    for (const listener of this.#listeners) listener({ kind: 'changed' });
  }

  committed(effects: readonly Effect[]): void {
    const visits = this.#lastWorthTelling(effects);
    this.#visits = [...visits.toReversed(), ...this.#visits].slice(0, visitsKeptMax);
    // With nobody looking, intake is not kept waiting for what a page would show.
    if (this.#listeners.size === 0) return;
    for (const visit of visits.map((effect) => this.#liveVisit(effect))) {
      for (const listener of this.#listeners) listener({ kind: 'visit', visit });
    }
    this.changed();
  }

  snapshot(): LiveSnapshot {
    const { clock, zone, points, derivation, registry } = this.#parts;
    const nowMs = clock.wallMs();
    const today = localDate(nowMs, zone);
    const days = this.#everybodysDays(today);
    return {
      v: 1,
      now: isoInstant(nowMs),
      zone,
      speed: this.#parts.speed,
      centres: registry.centres().map(({ id, name }) => this.#centre(id, name)),
      participants: registry
        .participants()
        .map((participant) => this.#participant(participant, days.get(participant.id) ?? [], nowMs, today)),
      visits: this.#visits.map((effect) => this.#liveVisit(effect)),
      dates: this.#townDates(today),
      points: { issued: points.issued(), today: points.issuedOn(today.toString() as PlainDateText) },
      tiers: [...points.tiers()],
      quarantine: derivation.quarantine.count(),
    };
  }

  #centre(id: CentreId, name: string): LiveCentre {
    const gateways = this.#parts.registry
      .gateways()
      .filter((gateway) => gateway.centre === id)
      .map((gateway) => {
        const news = this.#parts.fleet.of(gateway.id);
        const since = news.sinceMs === null ? null : isoInstant(news.sinceMs);
        const lastVisitAt = news.lastVisitMs === null ? null : isoInstant(news.lastVisitMs);
        return { id: gateway.id, state: news.state, since, health: news.health, lastVisitAt };
      });
    return { id, name, gateways };
  }

  #participant(
    { id, centre }: { readonly id: LiveParticipant['id']; readonly centre: CentreId | null },
    days: LiveDay[],
    nowMs: number,
    today: Temporal.PlainDate,
  ): LiveParticipant {
    const { registry, points, derivation } = this.#parts;
    const loan = registry.loansOfParticipant(id).find((any) => any.fromMs <= nowMs && (any.toMs ?? Infinity) > nowMs);
    const state = loan === undefined ? undefined : derivation.states.get(loan.device);
    const visitMs = state?.lastVisitMs ?? null;
    // A visit before this loan began was somebody else's.
    const lastVisitMs = visitMs !== null && loan !== undefined && visitMs >= loan.fromMs ? visitMs : null;
    return {
      id,
      centre,
      label: loan === undefined ? null : (registry.deviceOf(loan.device)?.label ?? null),
      lastVisitAt: lastVisitMs === null ? null : isoInstant(lastVisitMs),
      daysSinceVisit: lastVisitMs === null ? null : Math.max(0, daysBetween(lastVisitMs, today, this.#parts.zone)),
      daysUntilLoss: loan === undefined ? null : this.#daysUntilLoss(loan, nowMs),
      battery: lastVisitMs === null ? null : (state?.battery ?? null),
      days,
      points: points.balance(id),
    };
  }

  /** Days until the ring reaches the oldest hour that has not arrived, a begun one counted whole: 0 is too late. */
  #daysUntilLoss(loan: Loan, nowMs: number): number {
    const { registry, derivation } = this.#parts;
    const device = registry.deviceOf(loan.device);
    const ringMs = (device?.capacityBuckets ?? 0) * (device?.bucketSeconds ?? 0) * 1000;
    const oldestMs = unsentSinceMs(loan, derivation.states.get(loan.device).coverage);
    return Math.max(0, Math.ceil((oldestMs + ringMs - nowMs) / dayMs));
  }

  /** They lie in the order of dates: read once for all, not looked for person by person. */
  #everybodysDays(today: Temporal.PlainDate): ReadonlyMap<LiveParticipant['id'], LiveDay[]> {
    const days = new Map<LiveParticipant['id'], LiveDay[]>();
    for (const row of this.#days.iterate(today.subtract({ days: personDays - 1 }).toString())) {
      const day = {
        date: row['date'] as PlainDateText,
        steps: row['steps'] as number,
        state: row['state'] as DayState,
      };
      const participant = row['participant'] as LiveParticipant['id'];
      const theirs = days.get(participant);
      if (theirs === undefined) days.set(participant, [day]);
      else theirs.push(day);
    }
    return days;
  }

  #townDates(today: Temporal.PlainDate): LiveDate[] {
    return this.#dates.all(today.subtract({ days: townDays - 1 }).toString()).map((row) => ({
      date: row['date'] as PlainDateText,
      steps: row['steps'] as number,
      people: row['people'] as number,
      open: row['open'] as number,
      openSteps: row['open_steps'] as number,
      held: row['held'] as number,
      heldSteps: row['held_steps'] as number,
    }));
  }

  /** Oldest first. A pedometer on the shelf is read again and again: that nothing came of it is no news. */
  #lastWorthTelling(effects: readonly Effect[]): readonly VisitEffect[] {
    return effects
      .flatMap((effect) => effect.visits)
      .slice(-visitsLookedAtMax)
      .filter((effect) => this.#isWorthTelling(effect))
      .slice(-visitsKeptMax);
  }

  #isWorthTelling(effect: VisitEffect): boolean {
    if (effect.revised.length > 0 || effect.quarantined > 0 || this.#loanAt(effect) !== undefined) return true;
    return this.#parts.derivation.quarantine.waitingOf(effect.visit.device, 'not-on-loan').length > 0;
  }

  #loanAt({ visit, atMs }: VisitEffect): Loan | undefined {
    const loans = this.#parts.registry.loansOfDevice(visit.device);
    return loans.find(({ fromMs, toMs }) => fromMs <= atMs && (toMs ?? Infinity) > atMs);
  }

  #liveVisit(effect: VisitEffect): LiveVisit {
    const { registry } = this.#parts;
    const { visit, gateway, atMs, revised, pages, buckets, quarantined } = effect;
    const newSteps = revised.reduce((sum, { total, before }) => sum + total.steps - (before?.steps ?? 0), 0);
    return {
      id: visit.id,
      at: isoInstant(atMs),
      gateway,
      device: visit.device,
      label: registry.deviceOf(visit.device)?.label ?? '?',
      participant: this.#loanAt(effect)?.participant ?? null,
      pages,
      buckets,
      days: new Set(revised.map(({ total }) => total.date)).size,
      newSteps,
      battery: visit.battery !== undefined && visit.battery <= 100 ? visit.battery : null,
      quarantined,
    };
  }
}

const daysBetween = (wallMs: number, today: Temporal.PlainDate, zone: string): number =>
  localDate(wallMs, zone).until(today, { largestUnit: 'days' }).days;
