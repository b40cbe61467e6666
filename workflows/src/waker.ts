import { waitingForQuery, wakeSignal } from '@perennial/contracts';
import { condition, defineQuery, defineSignal, setHandler } from '@temporalio/workflow';

/** What is being waited for. */
export interface Due {
  /** ISO 8601, or null when only a wake can end the wait. */
  readonly at: string | null;
  /** In words, shown as the timer's summary. */
  readonly reason: string;
  /** Counts on the wall, also where business time is a test clock. */
  readonly onWall?: boolean;
}

/**
 * The waiting half of a workflow: woken by a signal, by a timer on the wall, or by the clock driver where business
 * time is a test clock. Made before the first await, so that no signal is missed.
 */
export class Waker {
  #woken = false;
  #waitingFor = 'nothing yet';

  constructor(private readonly clockId: string | null) {
    setHandler(defineSignal(wakeSignal), () => {
      this.#woken = true;
    });
    setHandler(defineQuery<string>(waitingForQuery), () => this.#waitingFor);
  }

  /** Something happened since {@link rest}. */
  get woken(): boolean {
    return this.#woken;
  }

  /** Forgets earlier wakes: what follows looks at everything anyway. */
  rest(): void {
    this.#woken = false;
  }

  /** Waits until woken or due. */
  async until(due: Due): Promise<void> {
    this.#waitingFor = due.at ? `${due.reason} (${due.at})` : due.reason;
    if (due.at === null || (this.clockId !== null && !due.onWall)) await condition(() => this.#woken);
    else await condition(() => this.#woken, Math.max(0, Date.parse(due.at) - Date.now()), { summary: due.reason });
    this.#waitingFor = 'nothing: at work';
  }
}
