/** BehaviourStack: the behaviours of one pedometer, the newest asked first. An empty stack is a truthful device. */
import { Pedometer, type PedometerOptions } from '../pedometer/pedometer.ts';
import type { Behaviour, PageAsk, PagesFrom, Send, Transmission } from './behaviour.ts';

export class BehaviourStack {
  #newestFirst: readonly Behaviour[];

  /** In the order in which they are put on: the last is the newest. */
  constructor(behaviours: readonly Behaviour[] = []) {
    this.#newestFirst = behaviours.toReversed();
  }

  /** For a device that lives already; what shapes a device as it is made has no effect any more. */
  push(behaviour: Behaviour): void {
    this.#newestFirst = [behaviour, ...this.#newestFirst];
  }

  remove(behaviour: Behaviour): void {
    this.#newestFirst = this.#newestFirst.filter((each) => each !== behaviour);
  }

  makePedometer(options: PedometerOptions): Pedometer {
    const shaped = this.#newestFirst.reduceRight((shape, each) => each.shape?.(shape) ?? shape, options);
    const pedometer = new Pedometer(shaped);
    for (const each of this.#newestFirst) each.made?.(pedometer);
    return pedometer;
  }

  connected(pedometer: Pedometer): void {
    pedometer.noteVisit();
    for (const each of this.#newestFirst) each.connected?.(pedometer);
  }

  pagesFrom(ask: PageAsk): readonly Uint8Array[] {
    const truth: PagesFrom = ({ pedometer, fromSequence, bucketsMax }) => pedometer.pagesFrom(fromSequence, bucketsMax);
    return this.#newestFirst.reduceRight<PagesFrom>(
      (next, each) => (asked) => each.pagesFrom?.(asked, next) ?? next(asked),
      truth,
    )(ask);
  }

  send(transmission: Transmission): Iterable<Transmission> {
    return this.#newestFirst.reduceRight<Send>(
      (next, each) => (sent) => each.send?.(sent, next) ?? next(sent),
      (sent) => [sent],
    )(transmission);
  }

  answerDelayMs(): number {
    return this.#newestFirst.reduceRight<() => number>(
      (next, each) => () => each.answerDelayMs?.(next) ?? next(),
      () => 0,
    )();
  }
}
