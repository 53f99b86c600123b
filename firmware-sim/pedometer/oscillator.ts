/** Oscillator: what a pedometer takes for time since it was powered on, fast or slow by some parts per million. */
export class Oscillator {
  readonly #rate: number;

  /** `driftPpm` > 0 runs fast: device uptime = true time elapsed × (1 + ppm · 10⁻⁶). */
  constructor(driftPpm: number) {
    this.#rate = 1 + driftPpm * 1e-6;
  }

  /** Device milliseconds since power-on at true time `wallMs`; 0 before it. */
  uptimeMs(poweredOnMs: number, wallMs: number): number {
    return Math.max(0, Math.floor((wallMs - poweredOnMs) * this.#rate));
  }

  /** The true time at which the device shows `uptimeMs`. */
  wallMs(poweredOnMs: number, uptimeMs: number): number {
    return poweredOnMs + Math.ceil(uptimeMs / this.#rate);
  }
}
