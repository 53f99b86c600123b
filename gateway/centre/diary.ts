/** Diary: what was read at a centre and what went wrong, as its gateway's notes keep it, at hand without the disk. */
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import type { VisitResult } from '../../contract/visit-result.ts';
import type { CameNote } from '../centre-store/came-notes.ts';
import type { CentreNotes } from '../centre-store/centre-notes.ts';
import type { FailureNote } from '../centre-store/failure-notes.ts';
import { visitNotesMax } from '../centre-store/visit-notes.ts';
import type { Swapping } from './check-action.ts';
import { withCloudsWord } from './kiosk-result.ts';
import { localDay } from './local-day.ts';
import type { ToldVisit } from './told-visit.ts';
import type { VisitFacts } from './visit-facts.ts';

/** What a full disk does not take is known until the next start; then it is as if it had not been read. */
export class Diary {
  readonly #notes: CentreNotes;
  readonly #zone: string;
  readonly #visits: Map<DeviceSerial, VisitFacts>;
  readonly #swaps: Map<DeviceSerial, Swapping>;
  readonly #failures = new Map<DeviceSerial, readonly FailureNote[]>();
  #came: { readonly date: PlainDateText; readonly notes: Map<DeviceSerial, CameNote> } | undefined;

  constructor(notes: CentreNotes, zone: string) {
    this.#notes = notes;
    this.#zone = zone;
    this.#visits = new Map(notes.visits.all());
    const begun = notes.said.all().filter(({ kind }) => kind === 'swap-begin');
    const lostAfterMs = new Map(begun.map(({ device, powerLostAfterMs }) => [device, powerLostAfterMs]));
    this.#swaps = new Map(
      notes.swaps
        .all()
        .map((swap) => [swap.device, { ...swap, powerLostAfterMs: lostAfterMs.get(swap.device) ?? null }]),
    );
  }

  /** The last complete visit of each pedometer. */
  get visits(): ReadonlyMap<DeviceSerial, VisitFacts> {
    return this.#visits;
  }

  /** Batteries that are being changed. */
  get swaps(): ReadonlyMap<DeviceSerial, Swapping> {
    return this.#swaps;
  }

  came(date: PlainDateText): ReadonlyMap<DeviceSerial, CameNote> {
    if (this.#came?.date !== date) {
      this.#came = { date, notes: new Map(this.#notes.came.of(date).map((note) => [note.device, note])) };
    }
    return this.#came.notes;
  }

  takeVisit({ facts, came }: ToldVisit): void {
    this.#visits.delete(came.device);
    this.#visits.set(came.device, facts);
    const [oldest] = this.#visits.keys();
    if (this.#visits.size > visitNotesMax && oldest !== undefined) this.#visits.delete(oldest);
    this.#notes.visits.put(came.device, facts);
    this.#putCame(came);
  }

  /** The cloud's word on a visit belongs to the date on which it was made. */
  takeWord(result: VisitResult): void {
    const visit = this.#visits.get(result.device);
    if (visit?.visit !== result.visit) return;
    const date = localDay(visit.atMs, this.#zone);
    const came =
      this.#came?.date === date ? this.#came.notes.get(result.device) : this.#notes.came.find(date, result.device);
    if (came === undefined || came.result === null) return;
    this.#putCame({ ...came, result: withCloudsWord(came.result, result) });
  }

  /** The last ones, newest last. */
  failures(device: DeviceSerial): readonly FailureNote[] {
    const known = this.#failures.get(device) ?? this.#notes.failures.of(device);
    this.#failures.set(device, known);
    return known;
  }

  takeFailure(device: DeviceSerial, failure: FailureNote): void {
    // Turned away by a full disk it comes again every half minute: once is enough to know, and to write.
    if (failure.because === 'outbox-full' && this.failures(device).at(-1)?.because === 'outbox-full') return;
    this.#notes.failures.add(device, failure);
    this.#failures.delete(device);
  }

  beginSwap(swapping: Swapping): 'kept' | 'full' {
    const answer = this.#notes.swaps.put(swapping);
    if (answer === 'kept') this.#swaps.set(swapping.device, swapping);
    return answer;
  }

  endSwap(device: DeviceSerial): 'kept' | 'full' {
    const answer = this.#notes.swaps.remove(device);
    if (answer === 'kept') this.#swaps.delete(device);
    return answer;
  }

  #putCame(note: CameNote): void {
    this.#notes.came.put(note);
    if (this.#came?.date !== note.date) return;
    // Whoever was read last stands last.
    this.#came.notes.delete(note.device);
    this.#came.notes.set(note.device, note);
  }
}
