/** Remembers results by key, and forgets all of them when there are too many: lines of certificates recur, names do not. */
export class BoundedCache<T> {
  readonly #known = new Map<string, T>();

  constructor(private readonly most: number) {}

  get(key: string): T | undefined {
    return this.#known.get(key);
  }

  set(key: string, value: T): T {
    if (this.#known.size >= this.most) this.#known.clear();
    this.#known.set(key, value);
    return value;
  }
}
