/** DisplayClock: the time of day on a pedometer's display, set by gateways and forgotten with the battery. Never dates steps. */
const quarterHourSeconds = 900;

export class DisplayClock {
  #local: { readonly seconds: number; readonly uptimeMs: number } | undefined;
  #zoneSeconds = 0;

  /** A gateway wrote local time `local` while the device had been up for `uptimeMs`. */
  set(local: Temporal.PlainDateTime, uptimeMs: number): void {
    this.#local = { seconds: Math.floor(local.toZonedDateTime('UTC').epochMilliseconds / 1000), uptimeMs };
  }

  /** A gateway wrote the offset of that local time from UTC, in quarter hours (Japan +36). Kept in flash. */
  setZone(quarterHours: number): void {
    this.#zoneSeconds = quarterHours * quarterHourSeconds;
  }

  /** A new epoch: nobody has told the time yet. */
  forget(): void {
    this.#local = undefined;
  }

  /** Unix seconds, or undefined while not set in this epoch. */
  seconds(uptimeMs: number): number | undefined {
    if (this.#local === undefined) return undefined;
    const elapsed = Math.floor((uptimeMs - this.#local.uptimeMs) / 1000);
    return Math.max(0, this.#local.seconds - this.#zoneSeconds + elapsed);
  }
}
