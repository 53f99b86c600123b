/** Said list: what was said at a centre in the last weeks, from the outbox and the notes beside it. */
import type { CentreAction } from '../../contract/centre-action.ts';
import type { VolunteerAction } from '../../contract/volunteer.ts';
import type { SaidNote } from '../centre-store/said-notes.ts';
import type { CentreGateway } from './centre-gateway.ts';
import { devicesOf, type SaidAction } from './hand-over.ts';
import type { Holdings } from './holding.ts';
import { settledIn } from './settled.ts';

export class SaidList {
  readonly #gateway: CentreGateway;
  readonly #notes = new Map<string, SaidNote>();
  #actions: readonly SaidAction[] | undefined;

  constructor(gateway: CentreGateway) {
    this.#gateway = gateway;
    for (const note of gateway.notes().said.all()) this.#notes.set(note.id, note);
  }

  /** In the order in which they were said. */
  get actions(): readonly SaidAction[] {
    return (this.#actions ??= this.#read());
  }

  find(id: string): SaidAction | undefined {
    return this.actions.find(({ action }) => action.id === id);
  }

  /** Pressed before. Of what goes to the cloud the outbox alone knows: its note may be there without it. */
  hasNote(id: string, kind: VolunteerAction['kind']): boolean {
    return (kind === 'swap-begin' || kind === 'swap-cancel') && this.#notes.get(id)?.kind === kind;
  }

  /** The cloud has spoken, or the outbox is another one. */
  changed(): void {
    this.#actions = undefined;
  }

  keep(action: CentreAction, holdings: Holdings): 'stored' | 'full' {
    // A battery is changed whoever has the pedometer; everything else changes who has it.
    const devices = action.kind === 'swap' ? [] : devicesOf(action);
    const before = devices.flatMap((device) => {
      const holding = holdings.get(device);
      return holding === undefined ? [] : [[device, holding] satisfies SaidNote['before'][number]];
    });
    const kept = this.#gateway.keepActions([action]);
    if (kept === 'stored')
      this.note({ id: action.id, atMs: action.at, kind: action.kind, device: null, before, powerLostAfterMs: null });
    this.changed();
    return kept;
  }

  note(note: SaidNote): void {
    this.#notes.set(note.id, note);
    // On a full disk an undo shows what was there before only when the cloud says it.
    this.#gateway.notes().said.put(note);
  }

  #read(): readonly SaidAction[] {
    const isSettled = settledIn(this.#gateway.centreNews());
    return this.#gateway.keptActions().map(({ action, state }) => {
      const isSent = state === 'sent';
      const before = new Map(this.#notes.get(action.id)?.before);
      return { action, before, isSent, isSettled: isSettled(action, isSent) };
    });
  }
}
