/** Lived city: a generated town with its ledger and the analysts' API on a real server, which it is asked through. */
import { join } from 'node:path';
import { vi } from 'vitest';
import { analysisBeside } from '../../../commands/analysis-beside.ts';
import { analysisPaths } from '../../../contract/analysis-paths.ts';
import { analysisRoutes, type AnalysisAnswer, type AnalysisRouteName } from '../../../contract/analysis.ts';
import type { TrialRules } from '../../../contract/analysis-points.ts';
import type { AskedFilter } from '../../../ingest/analysis/chosen.ts';
import { TrialTown } from '../../../ingest/analysis/trial-town.ts';
import { pointsAnswers } from '../../../points/http/desk/points-answers.ts';
import { PointsServer } from '../../../points/http/points-server.ts';
import { Points } from '../../../points/points.ts';
import { iwamizawaRulePath, readProgramme } from '../../../points/rule/programme-file.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { silentLog } from '../../../runtime/log.ts';
import { ServiceStack } from '../../../runtime/service.ts';

export const programme = readProgramme(iwamizawaRulePath);
export const asToday: TrialRules = { tiers: null, monthPointsMax: null, backfillDays: null, voucher: null };
const dayMs = 86_400_000;
const seldomCount = 7;

export class LivedCity implements AsyncDisposable {
  readonly town: TrialTown;
  readonly points: Points;
  readonly #stack = new ServiceStack();
  #url = '';

  private constructor(town: TrialTown) {
    this.town = town;
    const clock = { ...systemClock, wallMs: () => town.nowMs };
    this.points = new Points({ path: join(town.folder, 'points.sqlite'), programme, clock, log: silentLog });
  }

  /** Two months in which everybody comes now and then, but a few at their end only; and a third in which only `few` come. */
  static async lived(seed: number, people: number, few: number): Promise<LivedCity> {
    const city = new LivedCity(new TrialTown(seed, people));
    const signal = new AbortController().signal;
    await city.#stack.start(city.points, signal);
    const seldom = city.town.walkers.splice(few, seldomCount);
    for (let tenDays = 0; tenDays < 6; tenDays++) {
      city.town.live(10);
      city.#feed();
    }
    for (const walker of seldom) city.town.visit(walker);
    city.town.walkers.push(...seldom);
    city.#feed();
    for (let days = 0; days < 6; days++) {
      city.town.nowMs += dayMs;
      for (const walker of city.town.walkers.slice(0, few)) city.town.visit(walker);
    }
    city.#feed();
    await city.#serve(signal);
    return city;
  }

  async ask<Name extends AnalysisRouteName>(
    name: Name,
    filter: AskedFilter,
    rules: Partial<TrialRules> = {},
  ): Promise<AnalysisAnswer<Name>> {
    const address = `${this.#url.slice(0, -1)}${analysisPaths[name]}`;
    const { from, to, centres = [], ages = [] } = filter;
    const query = new URLSearchParams({ from, to, centres: centres.join(','), ages: ages.join(',') }).toString();
    const body = JSON.stringify({ from, to, centres, ages, rules: { ...asToday, ...rules } });
    const posted = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const response = await (name === 'whatIf'
      ? fetch(address, posted)
      : fetch(name === 'terms' ? address : `${address}?${query}`));
    return analysisRoutes[name].answer.parse(await response.json()) as AnalysisAnswer<Name>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack[Symbol.asyncDispose]();
    this.town[Symbol.dispose]();
  }

  #feed(): void {
    const said = this.town.store.derivation.totals.revisionsAfter(0, 1_000_000);
    this.points.accept(said.map(({ total }) => total));
    this.town.store.database
      .prepare("INSERT OR REPLACE INTO feed_cursor (consumer, revision_id) VALUES ('ledger', ?)")
      .run(said.at(-1)?.id ?? 0);
  }

  async #serve(signal: AbortSignal): Promise<void> {
    const { town, points } = this;
    const clock = { ...systemClock, wallMs: () => town.nowMs };
    const log = silentLog;
    const { part, thread } = analysisBeside({ points, store: town.store, clock, log });
    const desk = { answers: pointsAnswers(points), beside: [part], behind: [thread], pageFolder: town.folder };
    ({ url: this.#url } = await this.#stack.start(new PointsServer({ clock, log, desk, isReady: () => true }), signal));
    const everybody = { from: '2026-09-01', to: '2026-10-31' };
    await vi.waitFor(
      async () => {
        const { state } = await this.ask('terms', everybody);
        if (state.kind !== 'ready') throw new Error(state.kind);
      },
      { timeout: 60_000 },
    );
    // Hours are counted after that.
    let before = '';
    await vi.waitFor(
      async () => {
        const now = JSON.stringify([await this.ask('hours', everybody), await this.ask('quality', everybody)]);
        if (now !== before) {
          before = now;
          throw new Error('counting');
        }
      },
      { timeout: 60_000, interval: 300 },
    );
  }
}
