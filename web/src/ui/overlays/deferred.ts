import { useSyncExternalStore } from 'react';

/** How long after a failure the part is requested again, in milliseconds. */
const pause = 2000;

/**
 * A part of an app that no first screen shows. It is loaded when the browser has nothing else to do, or when it is first needed, and requested
 * again until it arrives: what it shows may be that the network is down.
 */
export class Deferred<Part> {
  #part: Part | null = null;
  #requested = false;
  readonly #waiting: ((part: Part) => void)[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(private readonly request: () => Promise<Part>) {}

  /** Calls `work` with the part: immediately if it is there, otherwise when it arrives, in the order of the calls. */
  whenLoaded(work: (part: Part) => void): void {
    if (this.#part) {
      work(this.#part);
      return;
    }
    this.#waiting.push(work);
    this.load();
  }

  load(): void {
    if (this.#requested) return;
    this.#requested = true;
    this.request().then(
      (part) => this.#arrived(part),
      () => {
        this.#requested = false;
        setTimeout(() => this.load(), pause);
      },
    );
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The part; null while it is not there. */
  readonly snapshot = (): Part | null => this.#part;

  #arrived(part: Part): void {
    this.#part = part;
    for (const listener of this.#listeners) listener();
    for (const work of this.#waiting.splice(0)) work(part);
  }
}

/** A part that may still be loading; null until it is there. */
export const usePart = <Part>(deferred: Deferred<Part>): Part | null =>
  useSyncExternalStore(deferred.subscribe, deferred.snapshot);

/** Loads parts once the page is complete and the browser is idle. */
export function loadWhenIdle(...parts: readonly Pick<Deferred<unknown>, 'load'>[]): void {
  const load = () => {
    for (const part of parts) part.load();
  };
  const idle = () => {
    // Safari has no idle callback.
    if ('requestIdleCallback' in window) window.requestIdleCallback(load, { timeout: 3000 });
    else setTimeout(load, 500);
  };
  if (document.readyState === 'complete') idle();
  else window.addEventListener('load', idle, { once: true });
}
