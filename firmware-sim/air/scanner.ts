/** Scanner: what a controller listens for, and which reports it has already given its host. */

/** Real controllers remember few devices in their duplicate filter; past this the oldest is forgotten and reported again. */
const duplicatesMax = 512;

export class Scanner {
  readonly #seen = new Set<string>();
  #isEnabled = false;
  #filtersDuplicates = false;
  isActive = false;

  get isEnabled(): boolean {
    return this.#isEnabled;
  }

  setEnabled(isEnabled: boolean, filtersDuplicates: boolean): void {
    this.#isEnabled = isEnabled;
    this.#filtersDuplicates = filtersDuplicates;
    this.#seen.clear();
  }

  reset(): void {
    this.setEnabled(false, false);
    this.isActive = false;
  }

  /** Whether the host wants a report of this type from this address now; asking counts as reporting. */
  wants(address: string, reportType: number): boolean {
    if (!this.#isEnabled) return false;
    if (!this.#filtersDuplicates) return true;
    const key = `${address} ${reportType}`;
    if (this.#seen.has(key)) return false;
    for (const oldest of this.#seen) {
      if (this.#seen.size < duplicatesMax) break;
      this.#seen.delete(oldest);
    }
    this.#seen.add(key);
    return true;
  }
}
