/** Calls that may be in progress at the same time, and how long a slow host is left alone. */
export interface HostLimits {
  readonly perHost: number;
  readonly total: number;
  readonly slowForMs: number;
}

const defaults: HostLimits = { perHost: 16, total: 48, slowForMs: 10 * 60_000 };

/**
 * Places for calls that are made while a run is being advanced. Each host has a few, so that a slow host cannot use up those of
 * others. A host that was slow gets none for a while.
 */
export class HostSlots {
  readonly #inUse = new Map<string, number>();
  readonly #slowUntil = new Map<string, number>();
  #total = 0;

  constructor(
    private readonly wall: () => Date,
    private readonly limits: HostLimits = defaults,
  ) {}

  /** Takes a place. Returns how to give it back; null where there is none. */
  take(host: string): (() => void) | null {
    const inUse = this.#inUse.get(host) ?? 0;
    if (inUse >= this.limits.perHost || this.#total >= this.limits.total || this.isSlow(host)) return null;
    this.#inUse.set(host, inUse + 1);
    this.#total += 1;
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      this.#total -= 1;
      const left = (this.#inUse.get(host) ?? 1) - 1;
      if (left > 0) this.#inUse.set(host, left);
      else this.#inUse.delete(host);
    };
  }

  /** Gives a host no place for a while. */
  slow(host: string): void {
    if (this.#slowUntil.size > 10_000) this.#slowUntil.clear();
    this.#slowUntil.set(host, this.wall().getTime() + this.limits.slowForMs);
  }

  /** Whether a host was slow a while ago. */
  isSlow(host: string): boolean {
    const until = this.#slowUntil.get(host);
    if (until === undefined) return false;
    if (until > this.wall().getTime()) return true;
    this.#slowUntil.delete(host);
    return false;
  }
}
