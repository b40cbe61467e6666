import type { Notifier } from '@perennial/services';

/** Notifies the relay of this process. A notification that arrives while the relay works is kept, because the relay may have read before it. */
export class RelayNotifier implements Notifier {
  #notified = false;
  #wake: (() => void) | null = null;

  notify(): void {
    this.#notified = true;
    this.#wake?.();
  }

  /** Waits until notified since the last wait, or for this many milliseconds. */
  async wait(atMost: number): Promise<void> {
    if (!this.#notified) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, atMost);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
    this.#notified = false;
  }
}
