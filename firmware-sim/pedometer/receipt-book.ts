/** ReceiptBook: how far gateways have receipted a pedometer's buckets, and what the ring overwrote before they had. */
export class ReceiptBook {
  #sequence = 0;
  #lostBuckets = 0;
  #isOverwritten = false;

  /** Everything below it is on a gateway's disk. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Over the device's life. */
  get lostBuckets(): number {
    return this.#lostBuckets;
  }

  /** Since the last receipt. */
  get isOverwritten(): boolean {
    return this.#isOverwritten;
  }

  /** The largest receipt is kept. */
  take(sequence: number): void {
    this.#sequence = Math.max(this.#sequence, sequence);
    this.#isOverwritten = false;
  }

  /** The ring has given the bucket's place to another. */
  overwrote(sequence: number): void {
    if (sequence < this.#sequence) return;
    this.#lostBuckets += 1;
    this.#isOverwritten = true;
  }
}
