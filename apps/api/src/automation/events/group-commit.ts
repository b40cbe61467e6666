/** How many items are written together at most, and how many writes of one queue are under way. */
export interface GroupLimits {
  readonly items: number;
  readonly writers: number;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes items together that arrive during earlier writes, so that one commit waits for the disk for all of them. An item that
 * arrives at an idle queue is written immediately.
 */
export class GroupCommit<T, R> {
  #waiting: Waiting<T, R>[] = [];
  #writing = 0;

  /**
   * @param write writes items and returns one result for each, in their order; where it fails, all of them fail
   * @param fitsWith whether an item may be written with those before it; one that may not waits for the next write
   */
  constructor(
    private readonly write: (items: readonly T[]) => Promise<readonly R[]>,
    private readonly limits: GroupLimits,
    private readonly fitsWith: (item: T, before: readonly T[]) => boolean = () => true,
  ) {}

  /** Whether nothing waits or is being written. */
  get idle(): boolean {
    return this.#writing === 0 && this.#waiting.length === 0;
  }

  /** Resolves once the item is written. */
  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#writing < this.limits.writers) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#writing++;
    while (this.#waiting.length > 0) {
      const group = this.#take();
      try {
        const results = await this.write(group.map(({ item }) => item));
        for (const [at, { resolve }] of group.entries()) resolve(results[at] as R);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#writing--;
  }

  #take(): Waiting<T, R>[] {
    const group: Waiting<T, R>[] = [];
    const later: Waiting<T, R>[] = [];
    const items: T[] = [];
    for (const [at, one] of this.#waiting.entries()) {
      if (items.length === this.limits.items) {
        later.push(...this.#waiting.slice(at));
        break;
      }
      if (this.fitsWith(one.item, items)) {
        group.push(one);
        items.push(one.item);
      } else later.push(one);
    }
    this.#waiting = later;
    return group;
  }
}
