import type { Notifier } from '@perennial/services';

/** Notifies the relay of this process. A notification while the relay works is kept: what the relay read may be older. */
export class RelayNotifier implements Notifier {
  #rung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Waits until notified since the last wait, or for this many milliseconds. */
  async wait(atMost: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, atMost);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
    this.#rung = false;
  }
}
